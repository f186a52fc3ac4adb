"""The record learns once a second where the session stands, so that a kill loses no more."""

from sciacoach.history.recorder import Recorder
from sciacoach.history.records import Mark
from sciacoach.session.machine import Session

MARK_S = 1.0
"""Real seconds between two marks."""


class Marking:
    """Marks of one session."""

    def __init__(self, session: Session, recorder: Recorder) -> None:
        self._session = session
        self._recorder = recorder
        self._marked = 0.0

    def begin(self, now: float) -> None:
        """The first mark is due a second after `now` (the real clock)."""
        self._marked = now

    def keep(self, now: float, at: str) -> None:
        """Keep a mark if one is due. `at` is wall time."""
        if now - self._marked < MARK_S:
            return
        self._marked = now
        session = self._session
        self._recorder.mark(
            Mark(
                at=at,
                t=session.t,
                step_s=session.step_delivered_s,
                delivered_s=session.delivered_s + session.step_delivered_s,
                contact_s=session.contact_s,
                paused_s=session.paused_s,
            )
        )
