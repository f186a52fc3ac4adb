"""Where a session stands between two events."""

from copy import deepcopy

import pytest

from people import plan, press, quiet, routine
from sciacoach.session.events import Moment, Refused
from sciacoach.session.machine import Session
from sciacoach.session.stop_rules import ANSWER_S, RECHECK_S
from watching import Watched

FOUND = plan(routine([quiet("setup", 20), press(for_=40), quiet("check", 30), quiet("move", 30)]))


def watched(*, hands_free: bool = False) -> Watched:
    """A session in its first step, a setup of 20 seconds."""
    return Watched(FOUND, hands_free=hands_free)


def told(moment: Moment) -> tuple[str, int, float | None, float | None, float]:
    """State, turn, seconds left and in all of the phase, seconds into the step."""
    left = None if moment.left_s is None else round(moment.left_s, 3)
    return (moment.state, moment.index, left, moment.whole_s, round(moment.pos_s, 3))


def test_before_the_start_it_stands_nowhere() -> None:
    moment = Session(FOUND, "one").moment
    assert told(moment) == ("ready", -1, None, None, 0.0)
    assert (moment.t, moment.question) == (0.0, None)


def test_a_wait_inside_and_beyond_its_planned_time() -> None:
    one = watched()
    one.wait(5)
    assert told(one.session.moment) == ("waiting", 0, 15, 20, 5)
    one.wait(60)
    assert told(one.session.moment) == ("overtime", 0, None, None, 20)


def test_getting_on_and_the_step() -> None:
    one = watched()
    one.give("ready")
    one.wait(4)
    assert told(one.session.moment) == ("preparing", 1, 6, 10, 0)
    one.wait(13)
    assert told(one.session.moment) == ("working", 1, 33, 40, 7)
    assert one.session.moment.t == one.session.t == 17


def test_a_longer_step_is_told_with_its_new_length() -> None:
    one = watched()
    one.give("next")
    one.give("next")
    one.give("next")
    one.give("next")
    one.wait(3)
    one.session._now.last(50.0)
    assert told(one.session.moment) == ("working", 4, 47, 50, 3)


def test_a_pause_and_the_way_back() -> None:
    one = watched()
    one.give("ready")
    one.wait(20)
    one.give("pause")
    one.wait(7)
    assert told(one.session.moment) == ("paused", 1, None, None, 10)
    one.give("resume")
    whole = one.session.moment.whole_s
    assert whole is not None and whole >= 3
    one.wait(1)
    assert told(one.session.moment) == ("returning", 1, whole - 1, whole, 10)
    one.give("pause")
    one.wait(60)
    one.give("resume")
    assert one.session.moment.whole_s == 3


def test_a_recheck_and_its_question() -> None:
    one = watched()
    one.give("wrong", what="numb")
    one.wait(10)
    assert told(one.session.moment) == ("recheck", 0, RECHECK_S - 10, RECHECK_S, 0)
    assert one.session.moment.question is None
    one.wait(55)
    assert told(one.session.moment) == ("asking", 0, ANSWER_S - 5, ANSWER_S, 0)
    assert one.session.moment.question == one.session.question


def test_the_end_stands() -> None:
    one = watched()
    one.give("stop")
    assert told(one.session.moment)[:4] == ("ended", 0, None, None)


@pytest.mark.parametrize("seconds", [0.0, 12.3, 33.0, 200.0])
def test_looking_changes_nothing(seconds: float) -> None:
    one = watched(hands_free=True)
    one.wait(seconds)
    before = one.snapshot()
    assert one.session.moment == one.session.moment
    assert one.snapshot() == before


def refused(found: Watched) -> set[str]:
    return set(found.session.moment.refuses())


def test_a_moment_tells_what_would_be_refused_and_that_is_what_is_refused() -> None:
    found = watched(hands_free=True)
    while not found.session.ended:
        told = refused(found)
        for name in ("back", "extend"):
            again = deepcopy(found)
            said = again.give(name)
            assert (name in told) is any(isinstance(one, Refused) for one in said), name
        found.wait(3)
    assert refused(found) == {"next", "back", "again", "extend"}
