"""A session that broke off and is gone on with is one session: no limit, no stop rule and no
step forgets what was before."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from people import fitted, plan, press, quiet, routine
from sciacoach.session.commands import Command
from sciacoach.session.events import CueSaid, Event, Paused, SessionStarted, StepEnded, StepStarted
from sciacoach.session.machine import Session
from sciacoach.session.plan import Fitted
from sciacoach.session.replay import Given, play_again
from sciacoach.session.resuming import bring_back, retold
from sciacoach.session.states import State
from strategies import commands, keys, many, routines, worried
from watching import BEFORE, Watched

Keys = list[tuple[float, Command]]
PLAN = plan(routine([quiet("setup", 20), press(for_=40), quiet("rest", 30), quiet("check", 30)]))
any_plan = st.builds(lambda found: fitted(found), routines()).filter(
    lambda found: isinstance(found, Fitted)
)


class Logged(Watched):
    """A session whose lines are kept, as the history does."""

    def __init__(self, found: Fitted, *, hands_free: bool = False) -> None:
        super().__init__(found, hands_free=hands_free)
        self.asked = hands_free
        self.lines: list[Given] = []

    def note(self, line: str) -> None:
        self.lines.append((self.session.clock, line))

    def do(self, keys: Sequence[tuple[float, Command]], pieces: int = 1) -> None:
        for seconds, command in keys:
            self.wait(seconds, pieces)
            self.note(command.line)
            self.events += self.session.command(command)

    def go_on(self, most: int) -> None:
        for _ in range(most):
            self.do([(0.0, Command(name)) for name in ("ready", "resume", "no")])
            self.wait(30)

    def killed(self, late: float, gap: float) -> "Logged | None":
        """It dies so late after its last mark; and the same session, gone on with after a
        `gap`. None: there is nothing to go on with."""
        self.note("killed")
        self.wait(late)
        return self._again(gap)

    def ended(self, gap: float) -> "Logged | None":
        """The same for one that a signal ended."""
        self.note("interrupt")
        return self._again(gap)

    def _again(self, gap: float) -> "Logged | None":
        other = Logged.__new__(Logged)
        other.plan, other.asked, other.lines = self.plan, self.asked, list(self.lines)
        other.session = Session(self.plan, "one", hands_free=self.asked, before=BEFORE)
        known = rows(self.events)
        events = bring_back(other.session, self.lines, lambda some: rows(some) < known)
        assert events is not None
        other.events = events
        if other.session.ended or other.session.owed:
            return None
        other.note(f"resumed {gap:.6f}")
        other.events += other.session.come_back(gap)
        return other


def rows(events: Sequence[Event]) -> int:
    """How much of a session is known to have happened."""
    return sum(isinstance(one, StepStarted | StepEnded) for one in events)


def again(found: Fitted, lines: Sequence[Given], hands_free: bool) -> list[Event]:
    return list(play_again(Session(found, "one", hands_free=hands_free, before=BEFORE), lines))


lates = st.sampled_from([0.0, 0.3, 0.9]) | st.floats(0, 1, width=16)
gaps = st.sampled_from([0.0, 2.0, 40.0, 3000.0]) | st.floats(0, 3600, width=16)
some = st.one_of(keys, many(worried, 10), many(commands, 10))


@settings(max_examples=200)
@given(any_plan, some, lates, gaps, some, st.booleans(), st.booleans())
def test_no_kill_and_no_going_on_get_past_a_limit(
    found: Fitted, before: Keys, late: float, gap: float, after: Keys, free: bool, dies: bool
) -> None:
    first = Logged(found, hands_free=free)
    first.do(before)
    second = first.killed(late, gap) if dies else first.ended(gap)
    if second is None:
        return
    assert second.session.state is State.PAUSED
    second.do(after)
    third = second.killed(late, gap) or second
    third.go_on(60)
    assert third.limits_passed() == set()


@settings(max_examples=200)
@given(any_plan, some, lates, gaps, some, st.booleans())
def test_a_session_that_was_gone_on_with_is_played_again_as_one(
    found: Fitted, before: Keys, late: float, gap: float, after: Keys, free: bool
) -> None:
    first = Logged(found, hands_free=free)
    first.do(before)
    second = first.killed(late, gap)
    if second is None:
        return
    second.do(after)
    second.go_on(60)
    assert [one.body() for one in again(found, second.lines, free)] == second.bodies()


@settings(max_examples=200)
@given(any_plan, some, lates, st.floats(5, 3600, width=16))
def test_what_was_pressed_before_a_kill_is_never_forgotten(
    found: Fitted, before: Keys, late: float, gap: float
) -> None:
    """Nobody knows how late the process died, so more may count than was pressed."""
    first = Logged(found)
    first.do(before)
    second = first.killed(late, gap)
    if second is None:
        return
    was, now = first.session._body, second.session._body
    assert now.contact_s >= was.contact_s - 1e-6
    for index in range(len(found.turns)):
        assert now.given(index) >= was.given(index) - 1e-6


@settings(max_examples=100)
@given(any_plan, st.floats(0, 400, width=16), lates, gaps)
def test_the_steps_come_in_the_same_order_and_none_comes_twice(
    found: Fitted, at: float, late: float, gap: float
) -> None:
    alone, first = Logged(found, hands_free=True), Logged(found, hands_free=True)
    first.wait(at)
    second = first.killed(late, gap)
    if second is None:
        return
    for one in (alone, second):
        one.go_on(120)
    order = [[e.index for e in one.events if isinstance(e, StepEnded)] for one in (alone, second)]
    assert order[0] == order[1]


def stands(lines: Sequence[Given], hands_free: bool = False) -> Session:
    session = Session(PLAN, "one", hands_free=hands_free, before=BEFORE)
    assert bring_back(session, lines, lambda _: False) is not None
    return session


def test_a_kill_counts_up_to_its_last_mark_and_a_second() -> None:
    lines = [(20.0, "ready"), (35.0, "killed")]
    session = stands(lines)
    assert (session.state, session.step_delivered_s, session.contact_s) == (State.WORKING, 6, 6)
    session.come_back(60.0)
    assert session.state is State.PAUSED
    assert session.contact_s == 11  # nobody is off a ball at once
    assert session.paused_s == 60


def test_a_signal_is_taken_back_at_its_own_time() -> None:
    session = stands([(20.0, "ready"), (35.0, "interrupt")])
    assert (session.ended, session.contact_s) == (False, 5)


def test_who_was_alone_is_asked_again() -> None:
    session = stands([(5.0, "alone"), (8.0, "killed")])
    assert session.hands_free
    session.come_back(1.0)
    assert not session.hands_free


def test_what_is_known_to_have_happened_is_played() -> None:
    """The setup ended a second and a half after the last mark: on a busy machine that is so."""
    session = Session(PLAN, "one", hands_free=True, before=BEFORE)
    found = bring_back(session, [(18.5, "killed")], lambda some: rows(some) < 2)
    assert found is not None
    assert session.index == 1


@pytest.mark.parametrize(
    ("lines", "hands_free"),
    [
        ([(18.5, "killed")], False),  # it waits for somebody
        ([(15.0, "killed")], True),  # that would be too long after the mark
        ([(15.0, "interrupt")], True),
        ([(15.0, "ready")], True),
        ([], True),
    ],
)
def test_what_cannot_be_known_is_not_gone_on_with(lines: list[Given], hands_free: bool) -> None:
    session = Session(PLAN, "one", hands_free=hands_free, before=BEFORE)
    assert bring_back(session, lines, lambda some: rows(some) < 2) is None


def test_a_question_that_stood_is_owed() -> None:
    assert [one.rule for one in stands([(30.0, "wrong numb"), (35.0, "killed")]).owed] == ["D2"]


def test_who_comes_back_is_told_which_step_and_side_and_how_long() -> None:
    session = stands([(20.0, "ready"), (35.0, "killed")])
    session.come_back(60.0)
    told = retold(session)
    assert isinstance(told[0], SessionStarted)
    assert Paused(session.t, "gap") in told
    side = session.turn.side if session.turn else None
    assert isinstance(told[-1], CueSaid)
    steps = len(PLAN.turns)
    left = round(session.step_left_s)
    assert told[-1].say == (
        f"Going on at step 2 of {steps}: roll glute_max, {side} side. Left of it: {left} seconds."
    )


def test_a_last_second_is_told_as_one() -> None:
    session = stands([(18.0, "killed")], hands_free=True)
    told = retold(session)[-1]
    assert isinstance(told, CueSaid)
    assert told.say.endswith("Left of it: 1 second.")


def test_before_the_start_nothing_is_left() -> None:
    assert Session(PLAN, "one").step_left_s == 0
    assert Session(PLAN, "one", before=BEFORE).before == BEFORE
