"""Every limit that a file alone can break: at its bound it holds, past it it is told."""

from collections.abc import Callable, Sequence
from itertools import product
from typing import Any

import pytest

from people import press, text_of
from sciacoach.routine import limits
from sciacoach.routine.layout import Contact, Turn
from sciacoach.routine.limits import (
    Column,
    allowed_text,
    breaches,
    gathered,
    may_press,
    pressing,
    seconds_text,
    size_breach,
)
from sciacoach.routine.parse import parse_routine
from sciacoach.vocabulary import CONTACT, MOVING, Do, Position, Region, Side, Style, Tool

HARD, PRECAUTION = Column.HARD, Column.PRECAUTION
BALL, ROLLER, HANDS = Tool.TENNIS_BALL, Tool.FOAM_ROLLER, Tool.HANDS
NEAR, FAR = Region.GLUTE_MAX, Region.GLUTE_MED_MIN
STEP = 0.01
"""How far past a bound the tests go, in the limit's unit."""


def turn(
    do: str = "rest",
    seconds: float = 60.0,
    tool: Tool | None = None,
    region: Region | None = None,
    side: Side = Side.LEFT,
    **more: Any,
) -> Turn:
    """One turn; a contact one on the first position that L32 allows."""
    kind = Do(do)
    if region and tool and "position" not in more:
        more["position"] = next(
            p for p in Position if may_press(region, tool, p, moving=kind in MOVING)
        )
    values: dict[str, Any] = {
        "source": ("steps", 0),
        "rounds": (),
        "do": kind,
        "name": do,
        "seconds": seconds,
        "side": side if kind in CONTACT else Side.NONE,
        "prepare_s": 0.0,
        "change": False,
        "region": region,
        "tool": tool,
        "position": Position.WALL,
        "style": Style.DEEP_TISSUE,
        "ceiling": 1 if kind in CONTACT else None,
        "tempo": 4.0 if kind in MOVING else None,
        "tags": frozenset(),
        "text": None,
        "say": do,
        "in_file_s": seconds,
    }
    return Turn(**(values | more))


def ball(seconds: float, region: Region = NEAR, **more: Any) -> Turn:
    return turn("roll", seconds, BALL, region, **more)


def roller(seconds: float, region: Region = NEAR, **more: Any) -> Turn:
    return turn("roll", seconds, ROLLER, region, **more)


def hands(seconds: float, region: Region = NEAR, **more: Any) -> Turn:
    return turn("stroke", seconds, HANDS, region, **more)


def rested(*turns: Turn) -> list[Turn]:
    """With more than enough rest between them."""
    return [one for each in turns for one in (each, turn())]


def broken(
    turns: Sequence[Turn], column: Column = HARD, earlier: Sequence[Contact] = ()
) -> set[str]:
    return {one.limit for one in breaches(turns, column, earlier)}


Plan = Callable[[float], Sequence[Turn]]

REGIONS = list(Region)
BOUNDS: dict[str, tuple[float, float, Plan]] = {
    "L01": (30, 15, lambda s: [turn("hold", s, BALL, NEAR)]),
    "L02": (60, 20, lambda s: [turn("hold", s, BALL, FAR)]),
    "L03": (30, 10, lambda s: [turn("hold", s, ROLLER, NEAR)]),
    "L04": (60, 30, lambda s: [turn("hold", s, HANDS, NEAR)]),
    "L05": (60, 30, lambda s: [ball(s)]),
    "L06": (90, 45, lambda s: [roller(s)]),
    "L07": (180, 120, lambda s: [hands(s)]),
    "L08": (120, 60, lambda s: rested(ball(s / 3), ball(s / 3), ball(s / 3))),
    "L09": (180, 90, lambda s: rested(roller(s / 3), roller(s / 3), roller(s / 3))),
    "L10": (300, 240, lambda s: rested(hands(s / 3), hands(s / 3), hands(s / 3))),
    "L11": (180, 90, lambda s: rested(ball(s / 4), ball(s / 4), roller(s / 4), roller(s / 4))),
    "L12": (1200, 720, lambda s: [hands(100, prepare_s=s - 200), hands(100, FAR)]),
    "L13": (720, 360, lambda s: [hands(s / 6, region) for region in REGIONS[:6]]),
    "L15": (5, 3, lambda n: [ball(20, ceiling=n)]),
    "L16": (3, 2, lambda n: [hands(20, style=Style.SWEDISH, ceiling=n)]),
}
"""The most of each limit (hard, precaution), and a plan that has so much of it."""

ALONG = {"L09": {"L11"}}
"""A limit that cannot be passed alone: both have the same numbers."""

LEASTS: dict[str, tuple[float, float, Plan]] = {
    "L19": (30, 60, lambda s: [ball(20), turn(seconds=s), ball(20)]),
    "L25": (2, 4, lambda s: [ball(20, tempo=s)]),
}
"""The same for limits that ask for at least so much."""

ELSEWHERE = {"L32", "L34"}
"""Tested below, each with a shape of its own."""

NOT_OF_A_FILE = {"L14", "L17", "L18", *(f"L{n}" for n in (*range(20, 25), *range(26, 32), 33))}
"""Advice, rules of fit, words (L31), and limits of the day and the week."""

COLUMNS = [(HARD, 0), (PRECAUTION, 1)]


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("limit", BOUNDS)
def test_at_its_most_a_limit_holds_and_past_it_it_is_told(
    limit: str, column: tuple[Column, int]
) -> None:
    hard, care, plan = BOUNDS[limit]
    most = care if column[1] else hard
    assert broken(plan(most), column[0]) == set()
    assert broken(plan(most + STEP), column[0]) == {limit} | ALONG.get(limit, set())


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("limit", LEASTS)
def test_at_its_least_a_limit_holds_and_under_it_it_is_told(
    limit: str, column: tuple[Column, int]
) -> None:
    hard, care, plan = LEASTS[limit]
    least = care if column[1] else hard
    assert broken(plan(least), column[0]) == set()
    assert broken(plan(least - STEP), column[0]) == {limit}


def test_every_limit_of_the_data_has_a_test() -> None:
    tested = {*BOUNDS, *LEASTS, *ELSEWHERE}
    assert not tested & NOT_OF_A_FILE
    assert set(limits.limits()) == tested | NOT_OF_A_FILE


@pytest.mark.parametrize("limit", [*BOUNDS, *LEASTS])
def test_a_limit_is_told_in_words_with_its_id_and_its_reason(limit: str) -> None:
    law = limits.limits()[limit]
    where = BOUNDS.get(limit) or LEASTS[limit]
    past = where[0] + STEP if limit in BOUNDS else where[0] - STEP
    (told, *_) = breaches(where[2](past))
    assert f"({limit})" in told.says
    assert law.reason in told.says
    assert told.do
    assert "{" not in told.says + told.do


def test_a_file_that_breaks_a_limit_is_no_routine() -> None:
    steps = [press(for_=61), press("hold", "piriformis", 31), press(region="ql", ceiling=6)]
    found = {one.limit for one in parse_routine(text_of(steps), "-").problems}
    assert found == {"L05", "L01", "L15", "L32"}


# ---- L32 ------------------------------------------------------------------------------

WALL, CHAIR, FLOOR, SIDE_LYING = "wall", "chair", "floor", "side_lying"
ANY = " ".join(Position)
SEAT = {HANDS: ANY, Tool.SOFT_BALL: "wall chair floor", BALL: "wall chair floor"}
TABLE: dict[Region, dict[Tool, str]] = {
    Region.PIRIFORMIS: SEAT | {Tool.DOUBLE_BALL: WALL},
    Region.GLUTE_MAX: SEAT | {Tool.DOUBLE_BALL: WALL, ROLLER: FLOOR},
    Region.GLUTE_MED_MIN: SEAT | {Tool.DOUBLE_BALL: WALL, ROLLER: FLOOR},
    Region.TFL_ITB: {HANDS: ANY, Tool.SOFT_BALL: WALL, BALL: WALL, ROLLER: "floor side_lying"},
    Region.HAMSTRINGS: {HANDS: ANY, Tool.SOFT_BALL: "chair*", ROLLER: "floor chair*"},
    Region.CALVES: {HANDS: ANY, Tool.SOFT_BALL: "chair*", ROLLER: "floor*"},
    Region.THIGH_FRONT: {HANDS: ANY, ROLLER: FLOOR},
    Region.LUMBAR_PARASPINAL: {
        HANDS: ANY, Tool.SOFT_BALL: "wall chair", BALL: WALL, Tool.DOUBLE_BALL: WALL,
    },
    Region.QL: {HANDS: ANY, Tool.SOFT_BALL: WALL},
}  # fmt: skip
"""L32 as the rules have it; a star: rolling only."""


@pytest.mark.parametrize(
    ("region", "tool", "position", "moving"),
    list(product(Region, Tool, Position, (True, False))),
)
def test_each_cell_of_what_may_be_pressed(
    region: Region, tool: Tool, position: Position, moving: bool
) -> None:
    cell = TABLE[region].get(tool, "").split()
    expected = position in cell or (moving and f"{position}*" in cell)
    assert may_press(region, tool, position, moving) is expected
    pressed = turn("roll" if moving else "hold", 5, tool, region, position=position)
    assert broken([pressed]) == (set() if expected else {"L32"})


def test_a_soft_ball_may_press_wherever_a_tennis_ball_may() -> None:
    """Fit puts one in the place of the other."""
    for region, position, moving in product(Region, Position, (True, False)):
        if may_press(region, BALL, position, moving):
            assert may_press(region, Tool.SOFT_BALL, position, moving)


def test_a_forbidden_place_is_told_with_what_is_allowed_there() -> None:
    (told,) = breaches([turn("hold", 5, ROLLER, Region.HAMSTRINGS, position=Position.CHAIR)])
    assert told.do == allowed_text(Region.HAMSTRINGS)
    assert "hands anywhere" in told.do
    assert "on a chair (rolling only)" in told.do


# ---- L34 ------------------------------------------------------------------------------


def test_sixty_steps_are_a_routine_and_sixty_one_are_not() -> None:
    assert broken([turn(seconds=1)] * 60) == set()
    assert broken([turn(seconds=1)] * 61) == {"L34"}


def test_an_hour_is_a_routine_and_more_is_not() -> None:
    assert broken([turn(seconds=3600)]) == set()
    assert broken([turn(seconds=3600 + STEP)]) == {"L34"}
    assert broken([turn(seconds=3600, prepare_s=1)]) == {"L34"}


def test_size_needs_no_layout_and_tells_its_value() -> None:
    assert size_breach(60, 3600) is None
    assert "61 steps" in (size_breach(61, 10) or breaches([])[0]).says
    assert "60 min 1 s" in (size_breach(1, 3601) or breaches([])[0]).says


# ---- sides, rests, totals ---------------------------------------------------------------


def test_the_other_sides_turn_counts_as_rest() -> None:
    left, right = ball(30), ball(30, side=Side.RIGHT)
    assert broken([left, right, left]) == set()
    assert broken([left, ball(29, side=Side.RIGHT), left]) == {"L19"}


def test_another_regions_turn_counts_as_rest() -> None:
    assert broken([ball(20), ball(30, FAR), ball(20)]) == set()


def test_getting_on_counts_as_rest() -> None:
    assert broken([ball(20), turn(seconds=20), ball(20, prepare_s=10)]) == set()


def test_both_sides_at_once_count_for_each_of_them() -> None:
    both, left = ball(60, side=Side.BOTH), ball(60)
    assert broken(rested(both, left)) == set()
    told = breaches(rested(both, left, ball(5)))
    assert [one.limit for one in told] == ["L08"]
    assert "left" in told[0].says
    assert broken([both, turn(seconds=29), left]) == {"L19"}


def test_a_total_is_told_at_the_step_that_passes_it() -> None:
    (told,) = breaches(rested(ball(60), ball(50), ball(20), ball(5)))
    assert (told.limit, told.turn) == ("L08", 4)


def test_sides_and_regions_have_totals_of_their_own() -> None:
    plan = [
        ball(60, region, side=side) for region in (NEAR, FAR) for side in (Side.LEFT, Side.RIGHT)
    ]
    assert broken(rested(*plan, *plan)) == set()


def test_a_length_is_that_of_contact_steps_alone() -> None:
    assert broken([turn("move", 1200), hands(100, prepare_s=10)]) == set()


def earlier(seconds: float, tool: Tool = BALL, region: Region = NEAR) -> Contact:
    return Contact(-1, -3600, seconds, region, tool, Side.LEFT, True)


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (earlier(60), ball(60), set()),
        (earlier(61), ball(60), {"L08"}),
        (earlier(121), roller(60), {"L11"}),
        (earlier(121, ROLLER), roller(60), {"L09", "L11"}),
        (earlier(300, HANDS), hands(100), set()),
        (earlier(121), hands(100), set()),
        (earlier(121), ball(60, FAR), set()),
        (earlier(121), ball(60, side=Side.RIGHT), set()),
    ],
)
def test_tools_of_the_last_twenty_hours_count_towards_a_place(
    before: Contact, now: Turn, expected: set[str]
) -> None:
    assert broken([now], HARD, [before]) == expected


def test_tools_of_the_last_twenty_hours_count_towards_all_contact_with_tools() -> None:
    assert broken([ball(20)], HARD, [earlier(700, region=FAR)]) == set()
    assert broken([ball(21)], HARD, [earlier(700, region=FAR)]) == {"L13"}


def test_a_plan_is_not_told_what_only_earlier_sessions_passed() -> None:
    long = [earlier(200), earlier(600, ROLLER, FAR)]
    assert broken([hands(60), ball(20, Region.TFL_ITB)], PRECAUTION, long) == {"L13"}
    assert broken([hands(60)], PRECAUTION, long) == set()


def test_stretches_of_one_go_count_together_and_of_two_goes_apart() -> None:
    def at(start: float, go: int) -> Contact:
        return Contact(0, start, 31, NEAR, BALL, Side.LEFT, True, go)

    assert {b.limit for b in pressing([at(0, 0), at(61, 0)], ["x"], HARD)} == {"L05"}
    assert {b.limit for b in pressing([at(0, 0), at(61, 1)], ["x"], HARD)} == set()


def test_what_counts_towards_a_total_is_gathered_in_order_of_time() -> None:
    now = Contact(0, 0, 5, NEAR, BALL, Side.LEFT, True)
    found = gathered([now], [earlier(9)])
    assert found["L08", NEAR, Side.LEFT] == [earlier(9), now]
    assert found["L13", None, None] == [now]
    assert found["L13", None, Side.BOTH] == [earlier(9), now]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(25, "25 s"), (12.5, "12.5 s"), (89, "89 s"), (90, "1 min 30 s"), (120, "2 min")],
)
def test_seconds_in_words(seconds: float, words: str) -> None:
    assert seconds_text(seconds) == words


def test_the_numbers_have_a_version_that_the_record_names() -> None:
    assert limits.limits_version() == "2026-11-22"


def test_contact_without_a_place_breaks_nothing_by_itself() -> None:
    """Such a step is a problem of form; it has no limit to be told."""
    assert broken([turn("roll", 60)]) == set()


def test_no_ceiling_and_no_tempo_break_nothing() -> None:
    assert broken([ball(20, ceiling=None, tempo=None)]) == set()
