"""What the limits leave while a session runs, at their edges: goes, totals, rests, length."""

from dataclasses import replace
from typing import Any

import pytest

from people import plan, press, quiet, routine
from sciacoach.routine.layout import Contact, Turn, lay_out
from sciacoach.routine.limits import HARD, PRECAUTION, Column
from sciacoach.session import events as ev
from sciacoach.session.body import Body
from sciacoach.vocabulary import Region, Side, Tool
from watching import Watched


def turn(seconds: float = 40, prepare: float = 10, **more: Any) -> Turn:
    """A ball on the left side."""
    (one,) = lay_out(routine([press(for_=seconds, side="left", **more)]))
    return replace(one, prepare_s=prepare)


def body(column: Column = HARD, *earlier: Contact) -> Body:
    return Body(column, earlier)


def before(seconds: float, tool: Tool = Tool.TENNIS_BALL) -> Contact:
    return Contact(-1, -3600.0, seconds, Region.GLUTE_MAX, tool, Side.LEFT, True)


# ---- goes -----------------------------------------------------------------------------------


def test_a_second_go_at_a_step_has_its_own_limit_and_shares_the_total() -> None:
    found = body()
    first = found.new_go(0)
    found.press(turn(), 0, first, 0.0, 40.0)
    assert found.room(turn(), 0, first, 10.0) == (20.0, "L05")
    second = found.new_go(0)
    assert found.room(turn(), 0, second, 10.0) == (60.0, "L05")
    found.press(turn(), 0, second, 100.0, 50.0)
    assert found.room(turn(), 0, second, 10.0) == (10.0, "L05")
    assert found.given(0) == 90.0
    assert found.room(turn(), 0, found.new_go(0), 10.0) == (30.0, "L08")


def test_a_step_that_was_gone_back_to_is_given_whole_again() -> None:
    found = Watched(plan(routine([press(for_=40, side="left"), quiet("rest", 60)])))
    found.wait(10 + 40 + 1)
    found.give("back")
    found.wait(29 + 10 + 40)
    ended = [one for one in found.events if isinstance(one, ev.StepEnded)]
    assert [(one.index, one.delivered_s) for one in ended] == [(0, 40), (1, 1), (0, 40)]


def test_what_is_pressed_on_without_a_break_is_one_stretch() -> None:
    found = body()
    found.press(turn(), 0, 0, 5.0, 2.0)
    found.press(turn(), 0, 0, 7.0, 3.0)
    found.press(turn(), 0, 0, 11.0, 1.0)
    found.press(turn(), 0, 1, 12.0, 1.0)
    found.press(turn(), 1, 1, 13.0, 1.0)
    assert [(one.start, one.seconds) for one in found.done] == [
        (5.0, 5.0), (11.0, 1.0), (12.0, 1.0), (13.0, 1.0),
    ]  # fmt: skip
    assert found.contact_s == 8.0


def test_where_it_was_pressed_last_is_known_once_it_was_pressed() -> None:
    found = body()
    assert found.last_region is None
    found.press(turn(), 0, 0, 0.0, 1.0)
    found.press(replace(turn(), region=Region.TFL_ITB), 1, 0, 9.0, 1.0)
    assert found.last_region is Region.TFL_ITB


# ---- totals ---------------------------------------------------------------------------------


def test_what_other_sessions_pressed_leaves_less() -> None:
    assert body(HARD, before(90)).room(turn(), 0, 0, 10.0) == (30.0, "L08")
    assert body(HARD, before(130)).room(turn(), 0, 0, 10.0) == (0.0, "L08")
    assert body(HARD, before(130, Tool.HANDS)).room(turn(), 0, 0, 10.0) == (60.0, "L05")


def test_getting_on_counts_towards_the_length_of_a_session() -> None:
    found = body()
    found.prepared_s = 1150.0
    assert found.room(turn(), 0, 0, 10.0) == (40.0, "L12")
    found.press(turn(), 0, 0, 0.0, 15.0)
    assert found.room(turn(), 0, 0, 10.0) == (25.0, "L12")
    found.prepared_s = 1300.0
    assert found.room(turn(), 0, 0, 10.0) == (0.0, "L12")


# ---- rests ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("column", "rest"), [(HARD, 30.0), (PRECAUTION, 60.0)])
def test_the_rest_that_is_owed_runs_from_the_last_press_of_that_side(
    column: Column, rest: float
) -> None:
    found = body(column)
    found.press(turn(), 0, 0, 0.0, 10.0)
    found.press(turn(), 0, 0, 20.0, 10.0)
    assert found.owed_rest(turn(), 30.0) == rest
    assert found.owed_rest(turn(), 31.0) == rest - 1
    assert found.owed_rest(turn(), 30.0 + rest) == 0.0
    assert found.owed_rest(turn(), 500.0) == 0.0
    assert found.owed_rest(replace(turn(), side=Side.RIGHT), 30.0) == 0.0
    assert found.owed_rest(replace(turn(), side=Side.BOTH), 30.0) == rest
    assert found.owed_rest(replace(turn(), region=Region.CALVES), 30.0) == 0.0


# ---- what lies ahead --------------------------------------------------------------------------


def long(seconds: float, prepare: float) -> list[Turn]:
    """Turns in regions of their own, so that only the length can be passed."""
    regions = ("glute_max", "piriformis", "glute_med_min")
    return [turn(seconds, prepare, region=region) for region in regions]


@pytest.mark.parametrize(("prepare", "limit"), [(350.0, None), (350.1, "L12")])
def test_a_plan_may_take_the_whole_length_and_no_more(prepare: float, limit: str | None) -> None:
    turns = long(50.0, prepare)
    ahead = [(n, 50.0) for n in range(3)]
    assert body().passes(turns, ahead) == limit


@pytest.mark.parametrize(("preparing", "limit"), [(350.0, None), (350.1, "L12")])
def test_the_getting_on_of_the_step_in_hand_is_counted_once(
    preparing: float, limit: str | None
) -> None:
    turns, found = long(50.0, 350.0), body()
    found.new_go(0)
    ahead = [(n, 50.0) for n in range(3)]
    assert found.passes(turns, ahead, ongoing=0, preparing_s=preparing) == limit


def test_what_is_over_counts_towards_the_length_too() -> None:
    turns, found = long(50.0, 350.0), body()
    found.prepared_s = 350.0
    found.press(turns[0], 0, found.new_go(0), 0.0, 50.0)
    ahead = [(1, 50.0), (2, 50.0)]
    assert found.passes(turns, ahead) is None
    found.prepared_s = 350.1
    assert found.passes(turns, ahead) == "L12"


def test_a_go_that_is_not_over_goes_on_and_one_that_is_over_does_not() -> None:
    turns, found = [turn()], body()
    found.press(turns[0], 0, found.new_go(0), 0.0, 40.0)
    assert found.passes(turns, [(0, 20.0)], ongoing=0) is None
    assert found.passes(turns, [(0, 20.1)], ongoing=0) == "L05"
    assert found.passes(turns, [(0, 60.0)]) is None
    assert found.passes(turns, [(0, 60.1)]) == "L05"


def test_a_rest_that_is_short_is_waited_for_and_passes_no_limit() -> None:
    turns, found = [turn(), turn()], body()
    found.press(turns[0], 0, found.new_go(0), 0.0, 40.0)
    assert found.passes(turns, [(0, 40.0), (1, 40.0)]) is None
    assert found.passes(turns, [(0, 40.0), (1, 40.1)]) == "L08"
