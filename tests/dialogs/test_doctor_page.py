"""The page of the doctor: each state a word, each fault with its next step."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciacoach.data import json_file
from sciacoach.dialogs.columns import columns
from sciacoach.dialogs.doctor_page import (
    Check,
    State,
    broken,
    check_lines,
    ending,
    group_lines,
    said,
    well,
    words,
)

GOOD = Check("python", State.OK, "All there.")
NOTED = Check("awake", State.NOTE, "Nothing keeps it awake.", "Set the time to sleep.")
BAD = Check("history", State.BAD, "The history is damaged.", "Move it away.")


def cases() -> list[tuple[str, str, dict[str, Any]]]:
    checks = json_file("doctor.json")["checks"]
    return [(name, case, body) for name, held in checks.items() for case, body in held.items()]


@pytest.mark.parametrize(("name", "case", "body"), cases(), ids=lambda one: str(one)[:20])
def test_every_case_has_a_state_and_what_is_bad_a_next_step(
    name: str, case: str, body: dict[str, Any]
) -> None:
    assert set(body) <= {"state", "says", "next"}
    assert body["says"]
    assert State(body["state"]) is not State.BAD or body["next"]


def test_the_state_is_a_word_before_what_is_told() -> None:
    lines = list(group_lines("kept", [GOOD, NOTED, BAD], 80))
    assert lines == [
        "",
        "What is kept",
        "  ok    All there.",
        "  note  Nothing keeps it awake.",
        "        Next: Set the time to sleep.",
        "  bad   The history is damaged.",
        "        Next: Move it away.",
    ]


@given(st.text(max_size=300), st.text(max_size=300), st.integers(20, 200))
def test_no_line_is_wider_than_the_window(says: str, step: str, width: int) -> None:
    check = said("answers", "lost", why=says, fix=step)
    lines = list(check_lines(check, width))
    assert all(columns(line) <= width for line in lines)


@given(st.text())
def test_a_value_from_outside_is_only_text(value: str) -> None:
    told = said("data_folder", "there", place=f"\x1b[2J{value}\x07").says
    assert not any(char in told for char in "\x1b\x07\n\r")


def test_what_could_not_be_looked_at_is_bad_and_told() -> None:
    check = broken("disk", ValueError("\x1b[31mno"))
    assert (check.name, check.state) == ("disk", State.BAD)
    assert "ValueError: no" in check.says


def test_only_what_is_bad_makes_it_unwell() -> None:
    assert well([])
    assert well([GOOD, NOTED])
    assert not well([GOOD, BAD, NOTED])


@pytest.mark.parametrize(
    ("checks", "told"),
    [
        ([GOOD], "All is well."),
        ([GOOD, NOTED], "1 thing to know."),
        ([BAD, NOTED, NOTED], "1 thing is bad. 2 things to know."),
        ([BAD, BAD], "2 things are bad."),
    ],
)
def test_the_end_counts_what_is_not_well(checks: list[Check], told: str) -> None:
    assert ending(checks) == told


def test_a_check_for_scripts_has_always_the_same_keys() -> None:
    assert GOOD.json == {
        "name": "python",
        "state": "ok",
        "says": "All there.",
        "next_step": "",
    }


def test_every_tone_is_explained() -> None:
    from sciacoach.audio.tones import Tone

    assert set(words()["sound"]["tones_mean"]) == set(map(str, Tone))
