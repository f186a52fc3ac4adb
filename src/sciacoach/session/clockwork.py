"""The clockwork of a session: time goes in, and what is due happens.

Every event has the exact `t` at which it was due, however late the look at the clock came:
so the same plan and the same commands give the same events, in whatever pieces time comes.
All clocks count whole billionths of a second, so that many pieces add up to what one is.
"""

from abc import ABC, abstractmethod

from sciacoach.session import events as ev
from sciacoach.session.body import exact
from sciacoach.session.states import RUNS, State
from sciacoach.session.steps import Steps
from sciacoach.vocabulary import Do

HOLDS = frozenset({State.RETURNING, State.RECHECK, State.ASKING})
"""States that end by themselves while the session clock stands."""

NO_TIME_S = 1e-6
"""Seconds that are no time at all: what is due so soon is due now."""


class Clockwork(Steps, ABC):
    """What moves by itself in a session."""

    @abstractmethod
    def _ask_again(self) -> None:
        """The minute of a recheck is over."""

    @abstractmethod
    def _no_answer(self) -> None:
        """A question stood too long."""

    @abstractmethod
    def _still_over_ceiling(self) -> None:
        """Ten seconds after it was too much, no lower number was told."""

    # ---- time -----------------------------------------------------------------------

    def advance(self, seconds: float) -> list[ev.Event]:
        """Let `seconds` go by. Boundaries are met at their exact times, however late the
        look comes."""
        left = exact(seconds)
        while not self.ended:
            until = self._until()
            if until is None or until > left + NO_TIME_S:
                self._flow(left)
                break
            self._flow(until)
            left = exact(max(0.0, left - until))
            self._boundary()
        return self._taken()

    def until_next(self) -> float | None:
        """Seconds until something is due by itself; None: only a command goes on."""
        return None if self.ended else self._until()

    def _until(self) -> float | None:
        if self.state in HOLDS:
            return max(0.0, self._hold)
        if self.state is State.PAUSED:
            return None if self._come_off is None else max(0.0, self._come_off)
        if self.state not in RUNS:
            return None
        now = self._now
        if self.state is State.PREPARING:
            return max(0.0, now.turn.prepare_s - now.prepared)
        due = [now.left]
        if now.marks:
            due.append(now.marks[0].at - now.pos)
        if self._ease_left is not None:
            due.append(self._ease_left)
        return max(0.0, min(due))

    def _flow(self, seconds: float) -> None:
        """Move every clock that runs, up to the next boundary at most. What floats leave
        of a second at a boundary is no time: it must not count as pressing."""
        if seconds <= NO_TIME_S:
            return
        if self.state not in RUNS:
            self._stand(seconds)
            return
        now = self._now
        start = self.clock
        self.t = exact(self.t + seconds)
        if self.state is State.PREPARING:
            now.prepared = exact(now.prepared + seconds)
            return
        if now.turn.is_contact:
            self._body.press(now.turn, now.index, now.go, start, seconds)
        now.pos = exact(now.pos + seconds)
        if self._ease_left is not None:
            self._ease_left = exact(self._ease_left - seconds)

    def _stand(self, seconds: float) -> None:
        """Time goes by while the session clock stands."""
        run_on = min(seconds, self._run_on_left)
        if run_on > 0:
            now = self._now
            self._body.press(now.turn, now.index, now.go, self.clock, run_on)
            now.run_on = exact(now.run_on + run_on)
            self._run_on_left = exact(self._run_on_left - run_on)
        self.paused_s = exact(self.paused_s + seconds)
        if self.state is State.PAUSED and self._come_off is not None:
            self._come_off = exact(self._come_off - seconds)
        elif self.state in HOLDS:
            self._hold = exact(self._hold - seconds)

    def _boundary(self) -> None:
        """The next due thing has come."""
        if self.state is State.PREPARING:
            self._begin_step("time")
        elif self.state is State.PAUSED:
            self._call_off()
        elif self.state is State.RETURNING:
            self._returned()
        elif self.state is State.RECHECK:
            self._ask_again()
        elif self.state is State.ASKING:
            self._no_answer()
        else:
            self._step_boundary()

    def _step_boundary(self) -> None:
        now = self._now
        if self._ease_left is not None and self._ease_left <= NO_TIME_S:
            self._ease_left = None
            self._still_over_ceiling()
        elif now.marks and now.marks[0].at <= now.pos + NO_TIME_S:
            mark, now.marks = now.marks[0], now.marks[1:]
            self._emit(mark.event(self.t, self.t))
        else:
            self._step_over()

    def _step_over(self) -> None:
        now = self._now
        if self.state is State.WAITING and not (self.hands_free or now.answered):
            self._go("time", State.OVERTIME)
            return
        if now.turn.do is Do.CHECK:
            self._check_over(now.answered)
        self._leave("done")
        self._enter(now.index + 1, "time")
