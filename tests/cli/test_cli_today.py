"""`sciacoach` alone: a welcome, then what is due, what was, what waits, what to type."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from checkin_kit import FINE, Morning
from hypothesis import given, settings
from hypothesis import strategies as st
from start_kit import rehearse

from fakes import NOON, FakeClock, run_cli
from sciacoach.dialogs.columns import columns
from sciacoach.dialogs.today_page import Due, Last, Locked, PainThen, Today, Wait, today_lines
from sciacoach.screening.answers import Given
from sciacoach.screening.catalogue import catalogue
from sciacoach.screening.items import Answer
from sciacoach.screening.log import Answered
from sciacoach.text import clean
from sciacoach.vocabulary import Region

KEYS = {
    "sciacoach",
    "first",
    "due",
    "message",
    "left_open",
    "last_session",
    "last_pain",
    "days_off",
    "dated_ahead",
    "locks",
    "checkin_due",
    "questions_unfinished",
    "resume",
    "next",
}


@pytest.fixture
def person(tmp_path: Path) -> Morning:
    """A person with a history of their own."""
    return Morning(tmp_path)


def as_json(clock: FakeClock | None = None) -> dict[str, Any]:
    outcome = run_cli(["--json"], clock=clock)
    assert outcome.code == 0
    found: dict[str, Any] = json.loads(outcome.stdout)
    assert set(found) == KEYS
    return found


def says_yes(person: Morning, item: str) -> None:
    given = {item: Given(Answer.YES)}
    person.logged(Answered(NOON, None, catalogue().version, NOON, given))


def test_the_first_time_it_welcomes_in_ten_lines_that_fit_80_columns() -> None:
    lines = run_cli([]).stdout.splitlines()

    assert len(lines) == 10
    assert all(len(line) <= 80 for line in lines)
    assert as_json()["first"] is True
    assert as_json()["next"] == "sciacoach start piriformis"


def test_a_day_after_it_names_the_session_the_pain_and_the_open_check_in(person: Morning) -> None:
    person.had_session(hours_ago=24)
    text = run_cli([]).stdout
    told = as_json()

    assert "Last time  Yesterday, 12:00: " in text
    assert ", completed." in text
    assert "leg 3, back 2, lowest place buttock (yesterday, 12:0" in text
    assert "How was the morning after?" in text
    assert told["checkin_due"] is True
    assert told["next"] == "sciacoach checkin"
    assert told["due"]["routine"] == "piriformis"


def test_a_day_off_says_until_when_and_offers_a_walk(person: Morning) -> None:
    person.had_session(hours_ago=3)
    text, told = run_cli([]).stdout, as_json()

    assert told["due"]["routine"] == "ease-and-walk"
    assert told["due"]["until"] == (NOON + timedelta(hours=17)).isoformat()
    assert {one["rule"] for one in told["days_off"]} == {"L21"}
    assert "No ball or roller until tomorrow, 05:00 (L21)." in text
    assert "A rest day is part of the plan." in text


def test_after_a_bad_check_in_only_the_flare_day_is_due(person: Morning) -> None:
    person.had_session(hours_ago=30)
    person.tell({**FINE, "lasting": "yes", "pain": {"leg": 6, "back": 2, "lowest": "calf"}})
    told = as_json()

    assert told["due"]["routine"] == "flare-day"
    assert told["due"]["rule"] == "N3"


def test_a_lock_is_named_with_the_way_to_clear_it(person: Morning) -> None:
    says_yes(person, "RF20")
    text, told = run_cli([]).stdout, as_json()

    assert [one["id"] for one in told["locks"]] == ["RF20"]
    assert told["due"]["routine"] == "ease-and-walk"
    assert "screen --cleared" in " ".join(text.split())


def test_an_emergency_stands_first_and_nothing_is_to_be_typed(person: Morning) -> None:
    says_yes(person, "RF05")
    text, told = run_cli([]).stdout, as_json()

    assert text.startswith("Now ")
    assert "Stop here." in text
    assert told["due"] is told["next"] is None


def test_a_private_item_is_not_named(person: Morning) -> None:
    (private,) = [one for one in catalogue().items if one.private and one.id == "RF06"]
    says_yes(person, private.id)
    told = run_cli([]).stdout + run_cli(["--json"]).stdout

    assert private.id not in told
    assert private.label not in told.partition("Locked")[2]


def test_a_rehearsal_is_no_session(tmp_path: Path) -> None:
    rehearse(tmp_path, "ease-and-walk", "--hands-free")
    assert as_json()["first"] is True


def test_json_in_front_of_a_command_is_a_wrong_use() -> None:
    assert run_cli(["--json", "history", "list"]).code == 2


TODAYS = st.builds(
    Today,
    now=st.just(NOON),
    due=st.none() | st.just(Due("piriformis", "rest", "L20", NOON + timedelta(days=2))),
    last=st.none()
    | st.builds(
        Last,
        id=st.just("x"),
        routine=st.just("x"),
        title=st.text(max_size=80).map(clean),
        started_at=st.just(NOON - timedelta(days=9)),
        outcome=st.sampled_from([None, "completed", "safety"]),
    ),
    pain=st.none() | st.just(PainThen(NOON, 3, None, None)),
    waits=st.just((Wait("ball", "L24", NOON, Region.CALVES), Wait("tools", "L21", NOON))),
    locks=st.just((Locked("", "", "emergency"), Locked("RF20", "You said yes: it.", "urgent"))),
    stop=st.none() | st.text(max_size=200).map(clean),
    clearable=st.booleans(),
    checkin_due=st.booleans(),
    unfinished=st.booleans(),
    next=st.none() | st.just("sciacoach checkin"),
)


@settings(max_examples=200)
@given(TODAYS, st.none() | st.integers(20, 200))
def test_any_day_fits_any_width(today: Today, width: int | None) -> None:
    lines = list(today_lines(today, width))
    assert width is None or all(columns(line) <= width for line in lines)


def test_it_reads_no_routine_and_needs_no_pydantic(person: Morning) -> None:
    person.had_session(hours_ago=3)
    probe = (
        "import sys; from sciacoach.cli.main import main\n"
        "try: main([])\n"
        "finally: print('pydantic' in sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)

    assert done.stdout.startswith("Due ")
    assert done.stderr.split() == ["False"]
