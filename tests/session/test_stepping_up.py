"""L27: a step may grow past its file's seconds by ten, once, after three calm sessions."""

from datetime import timedelta

import pytest

from people import NOW, cleared, past, plan, press, quiet, routine
from sciacoach.plan.past import Past, PastContact, PastSession
from sciacoach.screening.clearance import Clearance, Restrictions, Verdict
from sciacoach.session import events as ev
from sciacoach.session.fit import Wishes
from sciacoach.session.plan import Fitted
from sciacoach.vocabulary import Position, Region, Side, Tool
from watching import Watched

BALL = routine([press(for_=30), quiet("rest", 40), press(region="tfl_itb", for_=30)])


def session(days: float, calm: bool = True, pressed: bool = True) -> PastSession:
    """A session of so many days ago."""
    contact = PastContact(Region.QL, Tool.TENNIS_BALL, Side.BOTH, 40.0, True, Position.WALL)
    at = NOW - timedelta(days=days)
    return PastSession("s", "x", at, (contact,) if pressed else (), "completed", calm)


EARLIER = tuple(session(46 - n) for n in range(6))
"""Enough calm sessions for the whole dose."""


def before(*last: PastSession) -> Past:
    return Past((*EARLIER, *last))


RESTLESS = session(30, calm=False)


@pytest.mark.parametrize(
    ("last", "in_a_row"),
    [
        ((), 6),
        ((RESTLESS,), 0),
        ((RESTLESS, session(20), session(10)), 2),
        ((RESTLESS, session(20), session(10), session(5)), 3),
        ((RESTLESS, session(20), session(10), session(9.5)), 2),
        ((RESTLESS, session(20), session(10, calm=False), session(5), session(3)), 2),
        ((RESTLESS, session(20), session(10, calm=False, pressed=False), session(5)), 2),
        ((session(1.5, calm=False),), 0),
    ],
    ids=[
        "all calm",
        "the last was not",
        "two since",
        "three since",
        "two in twenty hours are one",
        "one between was not",
        "one without contact is left aside",
        "one that nobody told about yet",
    ],
)
def test_calm_sessions_are_counted_in_a_row(last: tuple[PastSession, ...], in_a_row: int) -> None:
    found = before(*last)
    assert found.calm_in_a_row == in_a_row
    assert plan(BALL, before=found).step_up is (in_a_row >= 3)


@pytest.mark.parametrize(
    ("clearance", "wishes"),
    [
        (cleared(verdict=Verdict.GENTLE), Wishes()),
        (cleared({"P02": Restrictions(precaution=True)}), Wishes()),
        (cleared({"P11": Restrictions(dose=0.5)}), Wishes()),
        (cleared(), Wishes(gentle=True)),
    ],
    ids=["a gentle verdict", "a precaution", "half the time", "--gentle"],
)
def test_whatever_asks_for_care_leaves_no_step_up(clearance: Clearance, wishes: Wishes) -> None:
    assert plan(BALL).step_up
    assert not plan(BALL, clearance, wishes=wishes).step_up


def test_a_flare_leaves_no_step_up() -> None:
    hands = routine([press("stroke", tool="hands", for_=60)], tools=["hands"])
    assert plan(hands).step_up
    assert not plan(hands, cleared(flare=True)).step_up


def test_the_first_sessions_have_no_step_up() -> None:
    assert not plan(BALL, before=past(5)).step_up
    assert plan(BALL, before=past(6)).step_up


def refusal(found: Watched) -> ev.Refused:
    said = found.give("extend")[0]
    assert isinstance(said, ev.Refused)
    return said


def in_first_step(found: Fitted) -> Watched:
    watched = Watched(found)
    watched.wait(12)
    return watched


def test_each_step_grows_by_ten_seconds_once() -> None:
    found = in_first_step(plan(BALL))
    assert isinstance(found.give("extend")[0], ev.Extended)
    said = refusal(found)
    assert said.limit == "L27"
    assert "(L27)" in said.why
    found.wait(3 * 40 + 30 + 12)
    assert found.session.index == 3
    assert isinstance(found.give("extend")[0], ev.Extended)
    assert refusal(found).limit == "L27"


def test_without_a_step_up_a_step_keeps_its_files_seconds() -> None:
    found = in_first_step(plan(BALL, before=before(RESTLESS)))
    # Half of the time does not hold here: nothing but the row of calm sessions is missing.
    assert found.plan.dose == 1
    assert refusal(found).limit == "L27"


def test_what_was_shortened_may_grow_back_to_the_files_seconds() -> None:
    wished = plan(BALL, before=before(RESTLESS), wishes=Wishes(minutes=160 / 60))
    assert wished.turns[0].seconds == 20
    found = in_first_step(wished)
    assert isinstance(found.give("extend")[0], ev.Extended)
    assert refusal(found).limit == "L27"


def test_nothing_grows_any_more_once_a_rule_has_spoken() -> None:
    for pain in ({"leg": 3}, {"leg": 1}):  # D14: no change; D13: less leg pain
        found = in_first_step(plan(BALL))
        found.give("pain", **pain)
        assert refusal(found).limit == "L27"


def test_a_hard_limit_is_named_before_the_step_up() -> None:
    found = in_first_step(plan(routine([press(for_=55)])))
    assert refusal(found).limit == "L05"


def test_walking_longer_is_no_step_up() -> None:
    found = in_first_step(plan(routine([quiet("move", 30)]), before=past(0)))
    assert all(isinstance(found.give("extend")[0], ev.Extended) for _ in range(3))
