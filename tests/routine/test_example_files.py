"""The example files are the tests: good ones load and stay inside the limits, bad ones
give exactly the problems written beside them."""

import json
from pathlib import Path

import pytest

from sciacoach.routine.layout import lay_out
from sciacoach.routine.limits import HARD, breaches, limits
from sciacoach.routine.parse import parse_routine
from sciacoach.vocabulary import Side

ROOT = Path(__file__).resolve().parents[2]
GOOD = sorted((ROOT / "tests" / "examples" / "good").glob("*.yaml"))
BAD = sorted((ROOT / "tests" / "examples" / "bad").glob("*.yaml"))
BUILT_IN = sorted((ROOT / "routines").glob("*.yaml"))
OF_A_FILE = {f"L{n:02d}" for n in range(1, 14)} | {"L15", "L16", "L19", "L25", "L31", "L32", "L34"}


def expected(path: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(path.with_suffix(".json").read_text("utf-8"))
    return found


@pytest.mark.parametrize("path", [*GOOD, *BUILT_IN], ids=lambda path: path.stem)
def test_a_good_file_loads_without_an_error(path: Path) -> None:
    checked = parse_routine(path.read_bytes(), path.name)
    assert checked.errors == ()
    assert checked.ok


@pytest.mark.parametrize("path", [*GOOD, *BUILT_IN], ids=lambda path: path.stem)
@pytest.mark.parametrize("side", [None, Side.LEFT, Side.RIGHT, Side.BOTH])
def test_a_good_file_is_inside_the_limits_whichever_side_hurts(
    path: Path, side: Side | None
) -> None:
    routine = parse_routine(path.read_bytes(), path.name).routine
    assert routine is not None
    assert breaches(lay_out(routine, side), HARD) == ()


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_file_gives_exactly_the_problems_beside_it(path: Path) -> None:
    checked = parse_routine(path.read_bytes(), path.name)
    assert not checked.ok
    assert [problem.as_json() for problem in checked.problems] == expected(path)


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_every_problem_says_what_is_wrong_and_what_to_do(path: Path) -> None:
    for problem in expected(path):
        assert str(problem["message"]).endswith((".", "…"))
        assert str(problem["fix"]).endswith((".", "?", "`")), problem["fix"]
        assert problem["limit"] is None or str(problem["limit"]) in str(problem["message"])


def test_every_limit_that_a_file_alone_can_break_has_a_bad_file() -> None:
    told = {problem["limit"] for path in BAD for problem in expected(path)} - {None}
    assert told == OF_A_FILE
    assert told <= limits().keys()


def test_no_expectation_is_left_without_its_file() -> None:
    folder = ROOT / "tests" / "examples" / "bad"
    assert {path.stem for path in folder.glob("*.json")} == {path.stem for path in BAD}
