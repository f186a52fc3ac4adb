"""Where a session stands now, for whoever draws it between two events."""

from abc import abstractmethod

from sciacoach.session.events import Moment
from sciacoach.session.ruling import Ruling
from sciacoach.session.states import State
from sciacoach.session.stop_rules import ANSWER_S, RECHECK_S
from sciacoach.session.ticks import ticks_of

Phase = tuple[float, float]
"""Seconds left of a phase, and of the whole of it."""


class Standing(Ruling):
    """A session that can be looked at."""

    _returning_s = 0.0

    @property
    def moment(self) -> Moment:
        """Where it stands. Looking changes nothing."""
        at = self._at
        left, whole = self._phase() or (None, None)
        return Moment(
            t=self.t,
            state=self.state,
            index=at.index if at else -1,
            left_s=left,
            whole_s=whole,
            pos_s=at.pos if at and at.started else 0.0,
            question=self.question,
            refuses=self.refuses,
            ticks=self.ticks,
        )

    def ticks(self) -> tuple[float, ...]:
        """When the step in hand is still to tick, in seconds into it."""
        if self.state is not State.WORKING:
            return ()
        now, tempo = self._now, self._now.turn.tempo
        return () if tempo is None else ticks_of(tempo, now.planned, now.pos, now.marks)

    @abstractmethod
    def refuses(self) -> frozenset[str]:
        """The commands that would change nothing now."""

    def _return(self, seconds: float, to: State, trigger: str) -> None:
        self._returning_s = seconds
        super()._return(seconds, to, trigger)

    def _phase(self) -> Phase | None:
        """The phase that runs; None where the session stands until somebody says so."""
        match self.state:
            case State.PREPARING:
                whole = self._now.turn.prepare_s
                return max(0.0, whole - self._now.prepared), whole
            case State.WORKING | State.WAITING:
                return max(0.0, self._now.left), self._now.planned
            case State.RETURNING:
                return max(0.0, self._hold), self._returning_s
            case State.RECHECK:
                return max(0.0, self._hold), RECHECK_S
            case State.ASKING:
                return max(0.0, self._hold), ANSWER_S
            case _:
                return None
