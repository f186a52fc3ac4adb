"""Going back, and pausing, at their edges."""

from dataclasses import replace

import pytest
from edge_kit import BIT, ended, laid, left, watched

from people import plan_of, quiet
from sciacoach.session import events as ev
from sciacoach.session.states import State
from watching import Watched

# ---- back ----


def test_back_passes_over_what_is_left_out() -> None:
    found = watched(BIT, left(30), quiet("rest", 30), BIT)
    found.wait(30 + 10 + 10)
    found.give("wrong", what="electric")
    found.give("resume")
    found.wait(50)
    found.give("wrong", what="electric")
    assert found.session.index == 2
    found.wait(1)
    found.give("back")
    assert found.session.index == 0


def test_what_is_left_out_was_given_nothing() -> None:
    found = watched(left(30), quiet("rest", 30), left(30), BIT)
    found.wait(10 + 10)
    for _ in range(2):
        found.give("wrong", what="electric")
    found.go_on(20)
    assert ended(found) == [(0, "cut", 10), (1, "done", 30), (2, "skipped", 0), (3, "done", 30)]


def test_back_and_next_out_of_a_pause_say_that_it_goes_on() -> None:
    for name in ("back", "next"):
        found = watched(quiet("move", 30), BIT)
        found.wait(10)
        assert not [one for one in found.give("back") if isinstance(one, ev.Resumed)]
        found.wait(10)
        found.give("pause")
        resumed = [one for one in found.give(name) if isinstance(one, ev.Resumed)]
        assert resumed == [ev.Resumed(found.session.t, 0.0)]


def test_only_what_stood_still_is_told_to_go_on() -> None:
    found = watched(left(40), BIT)
    found.wait(20)
    assert not [one for one in found.give("next") if isinstance(one, ev.Resumed)]
    asked = watched(left(40), BIT)
    asked.wait(20)
    asked.give("wrong", what="numb")
    assert [one for one in asked.give("no") if isinstance(one, ev.Resumed)]
    assert asked.session.index == 1


def test_a_question_stands_for_a_minute() -> None:
    found = watched(left(40), BIT)
    found.wait(20)
    found.give("wrong", what="saddle")
    found.wait(59.9)
    assert found.session.state is State.ASKING
    found.wait(0.1)
    assert found.session.ended


def test_off_the_tool_nobody_is_called_off_it_whatever_was_before() -> None:
    found = watched(left(30), quiet("move", 60))
    found.wait(20)
    found.give("pause")
    found.wait(40)
    found.give("resume")
    found.wait(3 + 20 + 10)
    assert found.session.index == 1
    found.give("pause")
    assert found.wait(100) == []


def test_a_confirmation_is_asked_for_after_the_alarm_and_a_question_is_asked_once() -> None:
    for what, times in (("saddle", 1), ("other", 0)):
        found = watched(BIT)
        found.wait(5)
        said = [one.say for one in found.give("wrong", what=what) if isinstance(one, ev.CueSaid)]
        assert said == [found.session.question] * times


@pytest.mark.parametrize(("more", "index"), [(0.0, 1), (0.1, 2)])
def test_back_counts_the_getting_on_of_the_steps_ahead_and_not_of_a_move(
    more: float, index: int
) -> None:
    regions = ("glute_max", "piriformis", "glute_med_min")
    one, two, three = laid(*[left(50, region=region) for region in regions])
    walks = laid(BIT, BIT)
    slow = [replace(turn, prepare_s=350.0) for turn in (one, two, three)]
    slow[2] = replace(slow[2], prepare_s=350.0 + more)
    found = Watched(plan_of([slow[0], *walks, *slow[1:]]))
    found.wait(350 + 50 + 30 + 1)
    assert found.session.index == 2
    found.give("back")
    assert found.session.index == index


def test_back_counts_the_getting_on_that_the_step_in_hand_took() -> None:
    one, two = laid(left(50), left(50, region="piriformis"))
    found = Watched(plan_of([replace(one, prepare_s=250.0), replace(two, prepare_s=300.0)]))
    found.wait(250 + 50 + 300 + 2)
    (refused,) = found.give("back")
    assert isinstance(refused, ev.Refused)
    assert refused.limit == "L12"


@pytest.mark.parametrize(("into", "index"), [(3.0, 0), (3.1, 1)])
def test_back_goes_a_step_back_up_to_three_seconds_after_a_start(into: float, index: int) -> None:
    found = watched(quiet("move", 30), quiet("rest", 30))
    found.wait(30 + into)
    found.give("back")
    assert found.session.index == index


# ---- pauses ----


def test_after_a_pause_a_step_goes_on_and_does_not_begin_again() -> None:
    found = watched(left(40), BIT)
    found.wait(10 + 25)
    found.give("pause")
    found.wait(40)
    found.give("resume")
    found.wait(3 + 20)
    kinds = [kind for kind in found.kinds() if kind in ("step_announced", "step_started", "half")]
    assert kinds == ["step_announced", "step_started", "half", *kinds[3:5]]
    assert kinds[3:5] == ["step_announced", "step_started"]


def test_the_getting_on_that_is_left_counts_as_rest_after_a_pause() -> None:
    found = watched(left(30), quiet("rest", 20), left(30))
    found.wait(10 + 30 + 20 + 1)
    found.give("pause")
    assert found.give("resume")[0] == ev.Resumed(61, 3.0)


def test_pressing_that_runs_on_counts_in_whatever_pieces_the_time_comes() -> None:
    found = watched(left(40), BIT)
    found.wait(10 + 10)
    found.give("pause")
    found.wait(8, pieces=16)
    assert found.session.contact_s == pytest.approx(15)


def test_it_is_known_how_long_nothing_is_due() -> None:
    found = watched(left(40), quiet("check", 30))
    assert found.session.until_next() == 10
    found.wait(4)
    assert found.session.until_next() == 6
    found.wait(6 + 15)
    assert found.session.until_next() == 5
    found.give("pause")
    assert found.session.until_next() == 15
    found.give("resume")
    assert found.session.until_next() == 30
    found.wait(30 + 25 + 31)
    assert found.session.state is State.OVERTIME
    assert found.session.until_next() is None
    found.give("stop")
    assert found.session.until_next() is None


def test_half_a_second_of_rest_that_is_owed_is_waited_for() -> None:
    found = watched(left(20), quiet("rest", 40), left(20))
    found.wait(10 + 20 + 19.5)
    found.give("next")
    assert found.session.state is State.RETURNING
    assert found.session.until_next() == 0.5


def test_a_step_that_waits_says_so() -> None:
    found = watched(quiet("check", 30), BIT)
    assert [one for one in found.events if isinstance(one, ev.Waiting)] == [ev.Waiting(0, 30)]
