"""What may grow, and what the limits leave, at their edges."""

from dataclasses import replace

import pytest
from edge_kit import BIT, ended, laid, left, watched

from people import plan, plan_of, press, quiet, routine
from sciacoach.routine.layout import Contact
from sciacoach.session import events as ev
from sciacoach.session.fit import Wishes
from sciacoach.session.machine import Session
from sciacoach.vocabulary import Region, Side, Tool
from watching import Watched

# ---- extend ----


def test_a_step_on_one_side_makes_no_other_step_longer() -> None:
    found = watched(quiet("move", 40), BIT)
    found.wait(10)
    found.give("extend")
    found.wait(100)
    assert [seconds for _, _, seconds in ended(found)] == [50, 30]


def test_the_second_side_is_held_to_its_own_first_side_not_to_another_step() -> None:
    found = watched(quiet("move", 90), press(for_=40))
    found.wait(90 + 10 + 40 + 10 + 5)
    assert found.session.turn is not None and found.session.turn.change
    assert isinstance(found.give("extend")[0], ev.Refused)


def test_what_grows_with_a_step_is_its_other_side_and_nothing_else() -> None:
    turns = laid(press(for_=50, name="A"), quiet("rest", 30), press(for_=60, name="B"))
    found = Watched(plan_of([replace(turn, in_file_s=100.0) for turn in turns]))
    found.wait(10 + 5)
    assert found.give("extend") == [ev.Extended(15, 10.0)]
    (refused,) = found.give("extend")
    assert isinstance(refused, ev.Refused)
    assert refused.limit == "L05"
    assert [turn.seconds for turn in found.session._turns] == [60, 60, 30, 60, 60]


def test_a_later_round_does_not_grow_with_an_earlier_one() -> None:
    found = watched({"repeat": 2, "steps": [quiet("move", 40), quiet("rest", 20)]})
    found.wait(10)
    found.give("extend")
    found.wait(200)
    assert [seconds for _, _, seconds in ended(found)] == [50, 20, 40, 20]


def test_a_step_on_one_side_is_held_to_the_limit_of_one_go() -> None:
    (turn,) = laid(left(50))
    found = Watched(plan_of([replace(turn, in_file_s=100.0)]))
    found.wait(10 + 45)
    assert found.give("extend") == [ev.Extended(55, 10.0)]
    (refused,) = found.give("extend")
    assert isinstance(refused, ev.Refused)
    assert refused.limit == "L05"


@pytest.mark.parametrize(("last", "kind"), [(10, "extended"), (10.5, "refused")])
def test_the_other_side_grows_too_and_may_be_the_first_to_pass_a_total(
    last: float, kind: str
) -> None:
    turns = laid(
        press(for_=40, name="A"), quiet("rest", 30), press(for_=60, side="right", name="B"),
        quiet("rest", 30), press(for_=last, side="right", name="C"),
    )  # fmt: skip
    found = Watched(plan_of([replace(turn, in_file_s=100.0) for turn in turns]))
    found.wait(10 + 5)
    (said,) = found.give("extend")
    assert said.kind == kind
    assert not isinstance(said, ev.Refused) or said.limit == "L08"


def test_under_a_dose_a_step_may_grow_to_just_what_its_file_says() -> None:
    found = Watched(plan(routine([press(for_=40)]), wishes=Wishes(gentle=True)))
    found.wait(10 + 5)
    assert [one.kind for _ in range(3) for one in found.give("extend")] == [
        "extended", "extended", "refused",
    ]  # fmt: skip
    assert [turn.seconds for turn in found.session._turns] == [40, 40]


def test_a_session_may_take_just_an_hour() -> None:
    found = watched(quiet("move", 3590))
    found.wait(10)
    assert [one.kind for _ in range(2) for one in found.give("extend")] == ["extended", "refused"]


def test_half_a_second_more_than_an_hour_is_too_long() -> None:
    found = watched(quiet("move", 3590.5))
    found.wait(10)
    assert found.give("extend")[0].kind == "refused"


def test_both_sides_of_what_grows_count_towards_the_hour() -> None:
    found = watched(quiet("move", 1787.5, side="each"))
    found.wait(10)
    (refused,) = found.give("extend")
    assert isinstance(refused, ev.Refused)
    assert refused.limit == "L34"


def test_a_session_is_neither_hands_free_nor_a_rehearsal_unless_it_is_said() -> None:
    session = Session(plan(routine([BIT])), "one")
    assert (session.hands_free, session.rehearsal) == (False, False)


# ---- what the limits leave ----


def earlier(seconds: float) -> list[Contact]:
    return [
        Contact(-1, -3600.0, seconds, Region.GLUTE_MAX, Tool.TENNIS_BALL, side, True)
        for side in (Side.LEFT, Side.RIGHT)
    ]


@pytest.mark.parametrize(("before", "given"), [(60, 60), (60.5, 59.5), (118.9, 1.1)])
def test_a_step_is_held_to_the_tenth_of_a_second_that_a_limit_leaves(
    before: float, given: float
) -> None:
    found = Watched(plan_of(laid(left(60)), earlier=earlier(before)))
    found.wait(200)
    assert ended(found) == [(0, "done", given)]


def test_what_a_limit_leaves_beyond_a_step_makes_it_no_longer() -> None:
    found = Watched(plan_of(laid(left(59.5))))
    found.wait(200)
    assert ended(found) == [(0, "done", 59.5)]


@pytest.mark.parametrize(("before", "outcome"), [(119, "done"), (119.01, "skipped")])
def test_less_than_a_second_is_not_begun(before: float, outcome: str) -> None:
    found = Watched(plan_of(laid(left(60)), earlier=earlier(before)))
    found.wait(200)
    assert [one[1] for one in ended(found)] == [outcome]


def test_getting_on_counts_where_it_presses_and_once() -> None:
    found = watched(press(for_=20), quiet("move", 20, side="each"))
    found.wait(200)
    assert found.session._body.prepared_s == 20
    assert found.session.delivered_s == 10 + 20 + 10 + 20 + 20 + 10 + 20


def test_a_step_that_was_never_begun_counts_for_nothing_delivered() -> None:
    found = watched(left(40), BIT)
    found.wait(9)
    found.give("next")
    assert found.session.delivered_s == 0
    assert found.session._body.prepared_s == 9


def test_too_much_in_one_step_does_not_end_the_next_one() -> None:
    found = watched(press(for_=40), BIT)
    found.wait(10 + 20)
    found.give("local", local=5)
    found.give("next")
    found.wait(100)
    assert ended(found) == [(0, "skipped", 20), (1, "done", 40), (2, "done", 30)]


def test_after_a_step_that_was_too_much_the_next_one_is_eased_first() -> None:
    found = watched(press(for_=40), BIT)
    found.wait(10 + 20)
    found.give("local", local=5)
    found.give("next")
    found.wait(10 + 20)
    found.give("local", local=5)
    assert found.session.index == 1
    assert [one.action for one in found.events if isinstance(one, ev.Advice)] == ["ease", "ease"]
