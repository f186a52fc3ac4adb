"""`sciacoach preview`: the timeline, the totals beside the limits, what the answers change."""

import json
from pathlib import Path
from typing import Any

import pytest
from start_kit import clear_answers, write_answers

from fakes import run_cli
from sciacoach.dialogs.columns import columns
from sciacoach.dialogs.preview_page import Preview, preview_lines
from sciacoach.dialogs.preview_totals import totals
from sciacoach.library import Library, builtin_folder
from sciacoach.routine.layout import contact_s, lay_out, planned_s
from sciacoach.routine.limits import Column, breaches
from sciacoach.vocabulary import Region, Side

LIBRARY = Library(builtin_folder(), Path("none"))
NAMES = LIBRARY.names()

STEP_KEYS = {
    "index",
    "name",
    "do",
    "region",
    "side",
    "tool",
    "position",
    "starts_at",
    "prepare_s",
    "planned_s",
    "ceiling",
}


def as_json(*args: object) -> dict[str, Any]:
    outcome = run_cli(["preview", *args, "--json"])
    return {**json.loads(outcome.stdout), "code": outcome.code}


@pytest.mark.parametrize("name", NAMES)
def test_as_written_the_numbers_are_those_of_the_layout(name: str) -> None:
    told, turns = as_json(name), lay_out(LIBRARY.load(name))

    assert told["sciacoach"] == 1
    assert told["code"] == 0
    assert told["fitted"] is False
    assert told["planned_s"] == pytest.approx(planned_s(turns))
    assert told["contact_s"] == pytest.approx(contact_s(turns))
    assert [set(step) for step in told["steps"]] == [STEP_KEYS] * len(turns)
    assert all(one["planned_s"] <= one["most_s"] for one in told["regions"])


def test_each_side_of_a_region_stands_beside_its_limit() -> None:
    told = as_json("piriformis")["regions"]
    rows = {(row["region"], row["side"]): row for row in told}

    assert rows["piriformis", "left"]["limit"] == "L08"
    assert rows["piriformis", "left"]["planned_s"] == rows["piriformis", "right"]["planned_s"]
    assert rows["piriformis", "left"]["most_s"] == 120
    assert rows[None, None]["limit"] == "L13"


def test_without_answers_it_promises_nothing() -> None:
    outcome = run_cli(["preview", "piriformis"])

    assert outcome.code == 0
    assert "The safety questions decide what you get." in outcome.stdout
    assert "[#############.......]  80 of 120 s (L08)" in outcome.stdout
    assert "\x1b" not in outcome.stdout


def test_with_answers_it_shows_what_fit_makes(tmp_path: Path) -> None:
    file = write_answers(tmp_path, clear_answers())
    told = as_json("piriformis", "--answers", file)
    page = run_cli(["preview", "piriformis", "--answers", file]).stdout

    assert told["fitted"] is True
    assert told["verdict"] == "go"
    assert told["contact_s"] < as_json("piriformis")["contact_s"]
    assert any("L26" in line for line in told["changes"])
    assert "This is what you get now" in page
    assert "L26: the first sessions" in page


def test_a_refusal_is_told_and_exits_3(tmp_path: Path) -> None:
    file = write_answers(tmp_path, clear_answers(P02="yes"))
    outcome = run_cli(["preview", "piriformis", "--answers", file])
    told = as_json("piriformis", "--answers", file)

    assert outcome.code == told["code"] == 3
    assert "It cannot start now:" in outcome.stdout
    assert "blood thinners" in outcome.stdout
    assert len(told["refused"]) == 3


def test_where_help_is_needed_no_timeline_is_shown(tmp_path: Path) -> None:
    file = write_answers(tmp_path, clear_answers(RF08="yes"))
    outcome = run_cli(["preview", "piriformis", "--answers", file])

    assert outcome.code == 3
    assert "Slow search" not in outcome.stdout


def test_where_help_is_needed_scripts_get_the_message_and_no_steps(tmp_path: Path) -> None:
    file = write_answers(tmp_path, clear_answers(RF20="yes"))
    told = as_json("piriformis", "--answers", file)

    assert told["code"] == 3
    assert (told["steps"], told["regions"]) == ([], [])
    assert (told["planned_s"], told["contact_s"]) == (0, 0)
    assert any("today" in line for line in told["refused"])
    assert told["verdict"] == "urgent"


def test_answers_that_are_not_complete_exit_3_with_the_missing(tmp_path: Path) -> None:
    content = clear_answers()
    del content["answers"]["RF05"]
    outcome = run_cli(["preview", "piriformis", "--answers", write_answers(tmp_path, content)])

    assert outcome.code == 3
    assert "RF05" in outcome.stderr


def test_a_side_half_of_the_time_and_fewer_minutes_are_shown() -> None:
    whole = as_json("piriformis")
    one_side = as_json("piriformis", "--side", "left")
    gentle = as_json("piriformis", "--gentle")
    short = as_json("piriformis", "--minutes", 7)

    assert {step["side"] for step in one_side["steps"]} == {"left", "none"}
    assert gentle["contact_s"] < whole["contact_s"]
    assert short["planned_s"] <= 7 * 60 < whole["planned_s"]
    assert "It cannot be made as short" in as_json("piriformis", "--minutes", 1)["changes"][0]


def test_a_wrong_name_names_the_nearest() -> None:
    outcome = run_cli(["preview", "pirifornis"])

    assert outcome.code == 2
    assert "Did you mean `piriformis`?" in outcome.stderr


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [None, *range(20, 121, 5)])
def test_the_page_fits_every_width(name: str, width: int | None) -> None:
    routine = LIBRARY.load(name)
    shown = Preview(routine.id, routine.title + " ボール🎾" * 4, lay_out(routine))
    lines = list(preview_lines(shown, width))

    assert width is None or all(columns(line) <= width for line in lines)
    assert all(turn.name in " ".join(" ".join(lines).split()) for turn in shown.turns) or width


@pytest.mark.parametrize("name", NAMES)
def test_the_bars_and_the_judge_of_the_limits_agree(name: str) -> None:
    for column in (Column.HARD, Column.PRECAUTION):
        turns = lay_out(LIBRARY.load(name))
        over = {one.limit for one in totals(turns, column) if one.counted_s > one.most_s}
        told = {one.limit for one in breaches(turns, column)}
        # L11 is told only where a place gets ball and roller: else it says what L08 or L09 says.
        assert over | {"L11"} == (told & {"L08", "L09", "L10", "L13"}) | {"L11"}


def test_both_sides_at_once_count_on_each_side() -> None:
    found = totals(lay_out(LIBRARY.load("hands-low-back")), Column.HARD)
    sides = {one.side for one in found if one.region is Region.LUMBAR_PARASPINAL}

    assert sides == {Side.LEFT, Side.RIGHT}
