"""Events into the history, as they happen. A disk that fails does not stop the session:
what could not be written waits in memory and is tried again at the next event."""

from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sciacoach.errors import Failed
from sciacoach.history.records import Mark, Reading, SessionHeader, StepRow
from sciacoach.history.store import Store
from sciacoach.session.events import (
    Advice,
    Event,
    Extended,
    Pain,
    SessionEnded,
    StepEnded,
    StepStarted,
)

if TYPE_CHECKING:
    from sciacoach.routine.layout import Turn
    from sciacoach.session.stop_rules import Decision

Change = Callable[[], None]

NOT_YET = ("ask", "recheck")
"""Actions of a rule that has not spoken yet: it first asks, or waits a minute. What comes
of it is advice of its own."""


def has_spoken(event: Advice) -> bool:
    """Whether a rule has come to its decision."""
    return event.action not in NOT_YET


def planned_steps(turns: "Sequence[Turn]") -> tuple[StepRow, ...]:
    """The steps of a plan, as the history names them; a step's `index` is its place."""
    return tuple(
        StepRow(
            index=index,
            name=turn.name,
            do=turn.do,
            region=turn.region,
            tool=turn.tool,
            side=turn.side,
            planned_s=turn.seconds,
            position=turn.position,
        )
        for index, turn in enumerate(turns)
    )


class Recorder:
    """Writes one session. `begin` must succeed; after it nothing raises, and `trouble` says
    in one line what keeps the rest from being written, or None."""

    def __init__(self, store: Store, header: SessionHeader, planned: Sequence[StepRow] = ()):
        self._store = store
        self._header = header
        self._planned = {step.index: step for step in planned}
        self._waiting: deque[Change] = deque()
        self._mark: Change | None = None
        self.trouble: str | None = None

    @property
    def session(self) -> str:
        """The id of the session."""
        return self._header.id

    def begin(self) -> None:
        """Put the session into the history. Raises `Failed`: then nothing may be played."""
        self._store.begin(self._header)

    def event(self, event: Event, at: str) -> None:
        """Write what `event` says; `at` is wall time. Not every event leaves a row."""
        change = self._change(event, at)
        if change:
            self._waiting.append(change)
            self._mark = None
        self.try_again()

    def mark(self, mark: Mark) -> None:
        """Once a second: where the session stands. Only the newest mark waits."""
        self._mark = lambda: self._store.mark(self.session, mark)
        self.try_again()

    def command(self, t: float, line: str) -> None:
        """A command that the person gave."""
        self._waiting.append(lambda: self._store.command(self.session, t, line))
        self.try_again()

    def owe(self, decisions: "Sequence[Decision]", t: float, at: str) -> None:
        """What follows of a live session, from now on, if nothing more is heard of it; `at` is
        wall time."""
        from sciacoach.history.owed import owed_of

        owed = owed_of(decisions, t, datetime.fromisoformat(at))
        self._waiting.append(lambda: self._store.owe(self.session, owed))
        self.try_again()

    def reading(self, when: str, said: Reading) -> None:
        """A reading that is no event: the questions before and after a session."""
        self._waiting.append(lambda: self._store.reading(self.session, when, said))
        self.try_again()

    def try_again(self) -> bool:
        """Write what waits, in order. Whether all of it is written now."""
        try:
            while self._waiting:
                self._waiting[0]()
                self._waiting.popleft()
            if self._mark:
                self._mark()
                self._mark = None
        except Failed as fault:
            self.trouble = fault.message
            return False
        self.trouble = None
        return True

    def _change(self, event: Event, at: str) -> Change | None:
        store, session = self._store, self.session
        match event:
            case StepStarted():
                step = self._started(event)
                return lambda: store.step_started(session, step)
            case StepEnded():
                return lambda: self._ended(event)
            case Extended():
                return lambda: store.extended(session, event.by_s)
            case Pain():
                return lambda: store.reading(session, event.when, said_in(event))
            case Advice() if has_spoken(event):
                return lambda: store.advice(session, event.rule, event.t)
            case SessionEnded():
                return lambda: store.end(
                    session,
                    event.outcome,
                    at,
                    event.delivered_s,
                    event.contact_s,
                    event.paused_s,
                )
        return None

    def _started(self, event: StepStarted) -> StepRow:
        planned = self._planned.get(event.index)
        return StepRow(
            index=event.index,
            name=event.name,
            do=event.do,
            region=event.region,
            tool=event.tool,
            side=event.side,
            planned_s=event.planned_s,
            position=planned.position if planned else None,
        )

    def _ended(self, event: StepEnded) -> None:
        """A step that ended without having begun is told from the plan."""
        ended = self._store.step_ended(self.session, event.index, event.outcome, event.delivered_s)
        planned = self._planned.get(event.index)
        if not ended and planned:
            self._store.step_passed(
                self.session,
                StepRow(
                    index=planned.index,
                    name=planned.name,
                    do=planned.do,
                    region=planned.region,
                    tool=planned.tool,
                    side=planned.side,
                    planned_s=event.planned_s,
                    delivered_s=event.delivered_s,
                    outcome=event.outcome,
                    position=planned.position,
                ),
            )


def said_in(event: Pain) -> Reading:
    return Reading(
        leg=event.leg, back=event.back, lowest=event.lowest, local=event.local, t=event.t
    )
