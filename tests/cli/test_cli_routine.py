"""`sciacoach routine`: what a person sees, what a script gets, which exit code."""

import io
import json
import os
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from fakes import Outcome, run_cli
from sciacoach.cli.main import run
from sciacoach.cli.routine_text import list_lines, show_lines
from sciacoach.cli.world import World
from sciacoach.dialogs.columns import columns
from sciacoach.library import Library, builtin_folder
from sciacoach.routine.parse import parse_routine

GOOD = """\
sciacoach: 1
id: mine
title: Mine [/] [conceal]x[/conceal]
summary: Warm hands for the thigh.
style: swedish
level: beginner
position: chair
tools: [hands]
not_for: [C16, PREC]
not_for_words: [a sore hip joint]
gentler: [flare-day]
warnings: [Come off at once if anything zaps.]
author: Somebody
reviewed: {by: A physiotherapist, on: 2026-11-22}
evidence: {label: none, note: Nobody has tested this., sources: [S41]}
steps:
  - {do: setup, name: Sit down, for: 20s, text: Sit on a firm chair., say: Sit down.}
  - {do: stroke, name: Warm strokes, region: hamstrings, for: 1:00, side: each, ceiling: 2}
  - {do: breathe, name: Long breaths, for: 60s, breath: {in: 4s, out: 6s}, tags: [ease]}
"""
BAD = GOOD.replace("for: 1:00", "for: 4m").replace("ceiling: 2", "cieling: 2")


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(GOOD, encoding="utf-8")
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "bad" / "mine.yaml"
    path.parent.mkdir()
    path.write_text(BAD, encoding="utf-8")
    return path


def read_json(outcome: Outcome) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(outcome.stdout)
    assert found["sciacoach"] == 1
    return found


def test_list_shows_every_routine_with_its_minutes() -> None:
    outcome = run_cli(["routine", "list"])
    assert outcome.code == 0
    assert outcome.stderr == ""
    for name in ("piriformis", "hands-low-back", "flare-day", "ease-and-walk"):
        assert f"{name} " in outcome.stdout
    assert " min  " in outcome.stdout
    assert "\x1b" not in outcome.stdout


def test_list_for_scripts_has_the_promised_keys(good: Path) -> None:
    run_cli(["routine", "add", good])
    rows = {row["id"]: row for row in read_json(run_cli(["routine", "list", "--json"]))["routines"]}
    assert rows["mine"] == {
        "id": "mine",
        "title": "Mine [/] [conceal]x[/conceal]",
        "style": "swedish",
        "level": "beginner",
        "position": "chair",
        "tools": ["hands"],
        "regions": ["hamstrings"],
        "minutes": 3.7,
        "builtin": False,
    }
    assert rows["piriformis"]["builtin"] is True
    assert rows["ease-and-walk"]["tools"] == []


def test_list_leaves_a_broken_file_out_and_says_so(home: Path) -> None:
    own = home / "data" / "routines"
    own.mkdir(parents=True)
    (own / "mine.yaml").write_text(BAD, encoding="utf-8")
    outcome = run_cli(["routine", "list"])
    assert outcome.code == 0
    assert "mine.yaml:" in outcome.stderr
    assert "mine" not in outcome.stdout
    found = read_json(run_cli(["routine", "list", "--json"]))
    assert "mine" not in {row["id"] for row in found["routines"]}
    assert found["broken"][0]["problems"]


def test_show_tells_what_a_person_needs_to_choose(good: Path) -> None:
    outcome = run_cli(["routine", "show", good])
    assert outcome.code == 0
    for words in (
        "Mine [/] [conceal]x[/conceal]",
        "4 min, 120 s of them pressing",
        "hands, on a chair",
        "Nobody has tested this.",
        "S41",
        "Come off at once",
        "(C16)",
        "any precaution",
        "a sore hip joint",
        "flare-day",
        "A physiotherapist, 2026-11-22",
        "Warm strokes: 60 s, left side, back of the thigh with hands, never above 2 of 10",
        "Warm strokes: 60 s, right side",
        "Sit on a firm chair.",
    ):
        assert words in outcome.stdout, words
    assert max(map(len, outcome.stdout.splitlines())) <= 100


def test_show_for_scripts_lays_the_steps_out(good: Path) -> None:
    routine = read_json(run_cli(["routine", "show", good, "--json"]))["routine"]
    assert (routine["id"], routine["builtin"], routine["contact_s"]) == ("mine", False, 120.0)
    assert [step["side"] for step in routine["steps"]] == ["none", "left", "right", "none"]
    assert routine["steps"][3]["breath"] == {"in": 4.0, "out": 6.0}
    assert routine["evidence"]["says"] == "Nobody has tested this."
    built_in = read_json(run_cli(["routine", "show", "piriformis", "--json"]))["routine"]
    assert built_in["builtin"] is True


def test_show_of_an_unknown_routine_names_the_nearest() -> None:
    outcome = run_cli(["routine", "show", "pirifirmis"])
    assert outcome.code == 2
    assert outcome.stdout == ""
    assert outcome.stderr.splitlines() == [
        "There is no routine `pirifirmis`.",
        "Did you mean `piriformis`?",
    ]


def test_show_of_a_broken_file_tells_all_its_problems(bad: Path) -> None:
    outcome = run_cli(["routine", "show", bad])
    assert outcome.code == 2
    assert outcome.stderr.count(f"{bad}:18:") == 3


def test_check_of_a_good_file_says_right(good: Path) -> None:
    outcome = run_cli(["routine", "check", good])
    assert (outcome.code, outcome.stdout, outcome.stderr) == (0, f"{good}: right.\n", "")


def test_check_tells_each_problem_with_its_place(bad: Path, good: Path) -> None:
    outcome = run_cli(["routine", "check", bad, good])
    assert outcome.code == 2
    assert outcome.stdout == f"{good}: right.\n"
    missing, limit, unknown = outcome.stderr.splitlines()
    assert missing.startswith(f"{bad}:18:5: `ceiling` is missing.")
    assert limit.startswith(f"{bad}:18:58: ") and "(L07)" in limit
    assert unknown.startswith(f"{bad}:18:") and "Did you mean `ceiling`?" in unknown


def test_check_for_scripts_has_the_promised_shape(bad: Path, good: Path) -> None:
    outcome = run_cli(["routine", "check", "--json", good, bad])
    assert outcome.code == 2
    right, wrong = read_json(outcome)["files"]
    assert right == {"file": str(good), "ok": True, "id": "mine", "problems": []}
    assert (wrong["ok"], wrong["id"]) == (False, "mine")
    for problem in wrong["problems"]:
        assert list(problem) == ["line", "column", "path", "message", "fix", "limit", "severity"]


@pytest.mark.parametrize(("source", "code"), [(GOOD, 0), (BAD, 2), ("", 2), ("[" * 30_000, 2)])
def test_check_reads_standard_input(source: str, code: int) -> None:
    outcome = run_cli(["routine", "check", "-", "--json"], stdin=source)
    assert outcome.code == code
    (found,) = read_json(outcome)["files"]
    assert (found["file"], found["ok"]) == ("-", code == 0)


def test_check_reads_the_bytes_of_standard_input() -> None:
    stdin = io.TextIOWrapper(io.BytesIO(GOOD.replace("Mine", "M\u00fche").encode("latin-1")))
    out = io.StringIO()
    assert (
        run(["routine", "check", "-", "--json"], World(stdin, out, io.StringIO(), os.environ)) == 2
    )
    assert "is not UTF-8" in out.getvalue()


def test_check_points_at_the_place_on_a_terminal(bad: Path) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    err = Terminal()
    run(["routine", "check", str(bad)], World(io.StringIO(), io.StringIO(), err, os.environ))
    lines = err.getvalue().splitlines()
    under = [number for number, line in enumerate(lines) if line.strip() == "^"]
    pointed = [lines[number - 1][lines[number].index("^") :] for number in under]
    assert any(text.startswith("for: 4m") for text in pointed)


def test_a_library_without_routines_says_so() -> None:
    assert list(list_lines([])) == ["There are no routines here."]


def test_show_of_the_smallest_routine_has_no_empty_lines_of_facts() -> None:
    path = Path(__file__).parents[1] / "examples" / "good" / "smallest.yaml"
    lines = run_cli(["routine", "show", path]).stdout.splitlines()
    assert lines[3:9] == [
        "Takes     1 min, nothing is pressed",
        "You need  nothing, at the wall",
        "For       beginner; short hold",
        "Known     Nobody has tested this. Nobody has tested this.",
        "",
        "Steps",
    ]


def test_check_of_a_missing_file_is_a_problem_of_that_file(tmp_path: Path, good: Path) -> None:
    outcome = run_cli(["routine", "check", "--json", tmp_path / "none.yaml", good])
    missing, right = read_json(outcome)["files"]
    assert outcome.code == 2
    assert missing["problems"][0]["message"] == "There is no such file."
    assert right["ok"]


def test_check_with_only_warnings_is_right(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(GOOD.replace("Sit on a firm chair.", "Press the ball."), encoding="utf-8")
    outcome = run_cli(["routine", "check", path])
    assert outcome.code == 0
    assert "warning: " in outcome.stderr


def test_schema_prints_a_valid_schema() -> None:
    outcome = run_cli(["routine", "schema"])
    assert outcome.code == 0
    Draft202012Validator.check_schema(json.loads(outcome.stdout))


def test_add_then_show_then_add_again(good: Path) -> None:
    assert run_cli(["routine", "add", good]).code == 0
    assert run_cli(["routine", "show", "mine"]).code == 0
    again = run_cli(["routine", "add", good])
    assert again.code == 2
    assert "--replace" in again.stderr
    assert run_cli(["routine", "add", "--replace", good]).code == 0
    assert run_cli(["routine", "add", "--force", good]).code == 0


def test_add_of_a_broken_file_tells_why_and_adds_nothing(bad: Path, home: Path) -> None:
    outcome = run_cli(["routine", "add", bad])
    assert outcome.code == 2
    assert "Did you mean `ceiling`?" in outcome.stderr
    assert not (home / "data" / "routines").exists()


def test_path_tells_the_folder_and_a_file(home: Path) -> None:
    assert run_cli(["routine", "path"]).stdout == f"{home / 'data' / 'routines'}\n"
    assert run_cli(["routine", "path", "piriformis"]).stdout.endswith("piriformis.yaml\n")
    assert read_json(run_cli(["routine", "path", "--json"]))["path"].endswith("routines")
    assert run_cli(["routine", "path", "nothing"]).code == 2


def test_no_escape_sequence_of_a_file_or_its_name_reaches_the_output(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[2Jb.yaml"
    path.write_text(BAD.replace("Mine", "\x1b]0;owned\x07").replace("cieling", '"\\e[2J"'))
    for args in (["check", path], ["check", "--json", path], ["show", path], ["add", path]):
        outcome = run_cli(["routine", *map(str, args)])
        assert outcome.code == 2
        assert "\x1b" not in outcome.stdout + outcome.stderr
        assert "\x07" not in outcome.stdout + outcome.stderr


@pytest.mark.parametrize("command", [["routine", "show"], ["preview"], ["start"]])
def test_a_file_that_is_not_there_is_told_before_anything_else(
    tmp_path: Path, command: list[str]
) -> None:
    for file, words in ((tmp_path / "no.yaml", "no such file"), (tmp_path, "not of a folder")):
        done = run_cli([*command, str(file)])
        assert (done.code, done.stdout) == (2, "")
        assert words in done.stderr
        assert len(done.stderr.splitlines()) == 2


@pytest.mark.parametrize("width", [20, 40, 60, 120])
def test_a_routine_is_shown_within_the_terminal(width: int) -> None:
    for path in sorted(builtin_folder().glob("*.yaml")):
        routine = parse_routine(path.read_bytes(), path.name).routine
        assert routine is not None
        assert max(map(len, show_lines(routine, width))) <= width


@pytest.mark.parametrize("width", [20, 40, 60, 80])
def test_a_narrow_list_cuts_nothing_off(home: Path, width: int) -> None:
    entries = Library(builtin_folder(), home).entries()
    lines = list(list_lines(entries, width))
    told = " ".join(" ".join(lines).split())

    assert all(columns(line) <= width for line in lines)
    assert "Tennis ball on the wall, outer buttock" in told
    assert "piriformis, 8 min" in told or width >= 72
    assert "sciacoach routine show ID" in (lines if width == 40 else told)
