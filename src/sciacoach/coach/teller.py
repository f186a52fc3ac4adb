"""What goes out of a session: to the faces, and to the record."""

from collections.abc import Sequence

from sciacoach.coach.audience import Audience
from sciacoach.coach.clock import Clock
from sciacoach.faces import Stamped
from sciacoach.history.recorder import Recorder
from sciacoach.session.commands import Command
from sciacoach.session.events import CueSaid, Event, SessionEnded
from sciacoach.session.machine import Session
from sciacoach.session.stop_rules import Decision
from sciacoach.session.words import word


class Teller:
    """Hands commands to the session, and tells and keeps what it says."""

    def __init__(
        self, session: Session, audience: Audience, recorder: Recorder, clock: Clock
    ) -> None:
        self._session = session
        self._audience = audience
        self._recorder = recorder
        self._clock = clock
        self._outcome = "interrupted"
        self._owed: tuple[Decision, ...] = ()

    def _command(self, command: Command) -> None:
        self._note(command.line)
        self._send(self._session.command(command))

    def _interrupt(self) -> None:
        self._note("interrupt")
        self._send(self._session.interrupt())

    def _note(self, line: str) -> None:
        """Keep what came from outside, with the body's clock, which also runs in pauses: so
        the session can be played again."""
        self._recorder.command(self._session.clock, line)

    def _say(self, key: str) -> None:
        """Words about the keys. They are no part of the session: nobody keeps them."""
        self._show(CueSaid(self._session.t, word(key)), self._now())

    def _send(self, events: Sequence[Event]) -> None:
        self._keep_owed()
        for event in events:
            at = self._now()
            self._show(event, at)
            self._recorder.event(event, at)
            if isinstance(event, SessionEnded):
                self._outcome = event.outcome
        self._end_unseen()

    def _keep_owed(self) -> None:
        """What an open question comes to is kept before anybody reads the question: a kill must
        not take it away. A rehearsal owes nothing."""
        owed = self._session.owed
        if owed != self._owed and not self._session.rehearsal:
            self._owed = owed
            self._recorder.owe(owed, self._session.t, self._now())

    def _show(self, event: Event, at: str) -> None:
        self._audience.show(Stamped(event, at, round(self._clock.mono(), 4)))

    def _end_unseen(self) -> None:
        """A face that nobody can see any more ends the session."""
        if self._audience.died and not self._session.ended:
            self._interrupt()

    def _now(self) -> str:
        return self._clock.now().isoformat(timespec="milliseconds")
