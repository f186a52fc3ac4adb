"""The built-in routines, as files and laid out: inside the limits, equal, and in plain words."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from sciacoach.routine.layout import Turn, contacts, lay_out, planned_s
from sciacoach.routine.limits import DEFAULT, HARD, PRECAUTION, Column, bound, breaches
from sciacoach.routine.model import Routine
from sciacoach.routine.parse import parse_routine
from sciacoach.vocabulary import NEAR_NERVE, Do, Region, Side, Tag, Tool

FOLDER = Path(__file__).resolve().parents[2] / "routines"
NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
WITHOUT_CHANGE_UNDER_A_PRECAUTION = ("hands-low-back", "flare-day", "ease-and-walk")
WHERE = re.compile(
    r"two finger widths|beside the spine|side of the spine|rim of the pelvis|side hip bone"
)
COME_OFF = re.compile(r"means come off|take (?:it|your hands) off")
NUMBERED = re.compile(r"\d|(?:two|three|four|five) (?:out )?of ten|seconds?")
MOST_FLARE_S = 8 * 60


def load(name: str) -> Routine:
    checked = parse_routine((FOLDER / f"{name}.yaml").read_bytes(), f"{name}.yaml")
    assert checked.problems == (), checked.told()
    assert checked.routine is not None
    return checked.routine


def pressing(name: str) -> list[Turn]:
    return [turn for turn in lay_out(load(name)) if turn.is_contact]


def seconds_by_side(turns: tuple[Turn, ...]) -> dict[tuple[Region, Side], float]:
    sums: dict[tuple[Region, Side], float] = {}
    for one in contacts(turns):
        for side in one.sides:
            sums[one.region, side] = sums.get((one.region, side), 0.0) + one.seconds
    return sums


def test_the_routines_of_this_version_are_there() -> None:
    assert NAMES == [
        "ease-and-walk",
        "flare-day",
        "hands-low-back",
        "piriformis",
        "piriformis-floor",
        "roller-buttock-sweep",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_it_loads_without_an_error_or_a_warning(name: str) -> None:
    assert load(name).id == name


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("column", [HARD, DEFAULT])
def test_it_stays_inside_the_limits_and_aims_at_the_defaults(name: str, column: Column) -> None:
    assert breaches(lay_out(load(name)), column) == ()


@pytest.mark.parametrize("name", WITHOUT_CHANGE_UNDER_A_PRECAUTION)
def test_it_stands_under_a_precaution_as_it_is(name: str) -> None:
    assert breaches(lay_out(load(name)), PRECAUTION) == ()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("only", [Side.BOTH, Side.LEFT, Side.RIGHT])
def test_its_rests_are_long_enough_whichever_side_is_done(name: str, only: Side) -> None:
    found = breaches(lay_out(load(name), only=only), HARD)
    assert [one for one in found if one.limit == "L19"] == []


@pytest.mark.parametrize("name", NAMES)
def test_both_sides_get_the_same_seconds(name: str) -> None:
    sums = seconds_by_side(lay_out(load(name)))
    for region in {region for region, _ in sums}:
        assert sums[region, Side.LEFT] == sums[region, Side.RIGHT]


@pytest.mark.parametrize("name", NAMES)
def test_every_step_that_presses_says_where_and_when_to_come_off(name: str) -> None:
    for turn in pressing(name):
        assert turn.text, turn.name
        assert WHERE.search(turn.text), turn.text
        assert COME_OFF.search(turn.text), turn.text


@pytest.mark.parametrize("name", NAMES)
def test_no_words_name_a_number_that_fit_may_lower(name: str) -> None:
    for turn in pressing(name):
        for words in (turn.say, turn.text or "", *(cue.say for cue in turn.cues)):
            assert not NUMBERED.search(words), words


@pytest.mark.parametrize("name", NAMES)
def test_a_check_off_the_tool_stands_between_two_steps_near_the_nerve(name: str) -> None:
    near = [t for t in lay_out(load(name)) if t.region in NEAR_NERVE or t.do is Do.CHECK]
    steps = list(dict.fromkeys((t.source, t.do is Do.CHECK) for t in near))
    for (_, before), (_, after) in pairwise(steps):
        assert before or after


@pytest.mark.parametrize("name", NAMES)
def test_what_is_offered_instead_exists_and_is_not_itself(name: str) -> None:
    gentler = load(name).gentler
    assert set(gentler) <= set(NAMES) - {name}
    assert gentler or name == "ease-and-walk"


@pytest.mark.parametrize("name", ["piriformis-floor", "roller-buttock-sweep"])
def test_a_tool_on_the_floor_comes_after_six_calm_sessions(name: str) -> None:
    routine = load(name)
    assert routine.needs_calm == 6
    assert "PREC" in routine.not_for
    assert all(Tag.PROPPED_ON_HANDS in turn.tags for turn in pressing(name))


def test_the_first_routine_needs_nothing_but_a_wall_and_a_ball() -> None:
    routine = load("piriformis")
    assert routine.needs_calm == 0
    assert not routine.not_for_words
    assert {turn.position for turn in pressing("piriformis")} == {"wall"}
    assert max(turn.ceiling or 0 for turn in pressing("piriformis")) <= 4


@pytest.mark.parametrize("name", ["piriformis", "piriformis-floor"])
def test_half_of_it_is_still_worth_doing(name: str) -> None:
    held = [turn.seconds for turn in pressing(name) if turn.do is Do.HOLD]
    moved = [turn.seconds for turn in pressing(name) if turn.do is not Do.HOLD]
    assert min(held) >= 15
    assert min(moved) / 2 >= 20
    assert sum(held + moved) / 2 <= bound("L08", DEFAULT)


@pytest.mark.parametrize("name", ["hands-low-back", "flare-day", "ease-and-walk"])
def test_all_its_movements_stay_open_when_tools_are_held(name: str) -> None:
    for turn in lay_out(load(name)):
        if turn.do is Do.MOVE:
            assert turn.tags & {Tag.WALK, Tag.EASE}, turn.name
        if turn.is_contact:
            assert turn.tool is Tool.HANDS
            assert turn.ceiling == 2


def test_a_flare_day_is_short() -> None:
    assert planned_s(lay_out(load("flare-day"))) <= MOST_FLARE_S


def test_ease_and_walk_presses_nothing_and_stands_on_a_chair_without_its_walks() -> None:
    routine = load("ease-and-walk")
    turns = lay_out(routine)
    assert routine.tools == ()
    assert not any(turn.is_contact for turn in turns)
    seated = [turn for turn in turns if Tag.WALK not in turn.tags]
    assert {turn.position for turn in seated} == {"chair"}
    assert sum(turn.seconds for turn in seated) >= 4 * 60
    assert {t.position for t in turns if Tag.WALK in t.tags} == {"standing"}
