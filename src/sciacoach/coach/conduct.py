"""The loop: the real clock and the person on one side, the session on the other.

It looks at the clock, lets the session's time move on, hands commands in, and sends every
event to the faces and to the record. A look that comes more than a second and a half late
means that the machine slept or stood: then the session pauses, whatever its speed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sciacoach.coach.clock import Clock
from sciacoach.coach.inbox import HangUp, Inbox, Item, Line, NoMore
from sciacoach.coach.typed import meant
from sciacoach.faces import Face, Stamped
from sciacoach.history.recorder import Recorder
from sciacoach.history.records import Mark
from sciacoach.session.commands import Command, Unknown, parse
from sciacoach.session.events import Event, Fault, SessionEnded
from sciacoach.session.machine import Session
from sciacoach.session.ruling import QUESTIONS
from sciacoach.session.states import State
from sciacoach.session.words import word

LOOK_S = 0.25
"""The longest real time between two looks."""

GAP_S = 1.5
MARK_S = 1.0
"""How often the record learns where the session stands (real seconds)."""


@dataclass(frozen=True, slots=True)
class Conducted:
    """How it ended: the outcome, the signal that ended it, and whether nobody could see
    or answer any more."""

    outcome: str
    signal: int | None = None
    output_died: bool = False


class Conductor:
    """Plays one session to its end."""

    def __init__(
        self,
        session: Session,
        faces: Sequence[Face],
        recorder: Recorder,
        inbox: Inbox,
        clock: Clock,
        *,
        speed: float = 1.0,
        typed: bool = False,
    ) -> None:
        """`speed` is session seconds in a real second; `typed`: a person types at a
        terminal, so short keys and an empty line mean something."""
        self._session = session
        self._faces = faces
        self._recorder = recorder
        self._inbox = inbox
        self._clock = clock
        self._speed = speed
        self._typed = typed
        self._outcome = "interrupted"
        self._signal: int | None = None
        self._died = False
        self._alone = False
        self._last = clock.mono()
        self._marked = self._last

    def play(self) -> Conducted:
        """From the first event to the last."""
        self._last = self._marked = self._clock.mono()
        self._send(self._session.start())
        while not self._session.ended:
            self._step()
        return Conducted(self._outcome, self._signal, self._died)

    def _step(self) -> None:
        until = self._session.until_next()
        wait = LOOK_S if until is None else min(LOOK_S, until / self._speed)
        item = self._inbox.wait(wait)
        now = self._clock.mono()
        passed, self._last = now - self._last, now
        if passed > GAP_S:
            self._gap(passed)
        else:
            self._send(self._session.advance(passed * self._speed))
        if item is not None and not self._session.ended:
            self._take(item)
        self._keep_mark(now)

    def _gap(self, seconds: float) -> None:
        """Nobody looked for a while. With nobody there to go on, a rehearsal goes on by
        itself, and a live session ends."""
        self._note(f"gap {seconds:.6f}")
        self._send(self._session.gap(seconds))
        if self._alone and self._session.state is State.PAUSED:
            if self._session.rehearsal:
                self._command(Command("resume"))
            else:
                self._interrupt()

    def _take(self, item: Item) -> None:
        match item:
            case Line():
                self._line(item.text)
            case NoMore():
                self._left_alone()
            case HangUp():
                self._died = True
                self._interrupt()
            case _:
                self._signal = item.number
                self._interrupt()

    def _left_alone(self) -> None:
        """Nobody can say ready, resume, yes or no any more."""
        self._alone = True
        self._note("alone")
        self._session.hands_free = True
        self._send(self._session.nobody_answers())
        if self._session.state is State.OVERTIME:
            self._command(Command("ready"))
        elif self._session.state is State.PAUSED:
            self._interrupt()

    def _line(self, line: str) -> None:
        command = parse(meant(line, self._session) if self._typed else line)
        if isinstance(command, Unknown):
            self._unknown(command)
        else:
            self._command(command)

    def _unknown(self, command: Unknown) -> None:
        """A line that is no command changes nothing. But a person who types what we do not
        know while something presses may be in trouble: then pressing stops first."""
        session, why = self._session, command.why
        if self._typed and session.state is State.WORKING and _presses(session):
            self._command(Command("pause"))
        if self._typed and session.state in QUESTIONS:
            why = word("yes_or_no")
        self._send((Fault(session.t, command.line, why),))

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

    def _keep_mark(self, now: float) -> None:
        if now - self._marked < MARK_S or self._session.ended:
            return
        self._marked = now
        session = self._session
        self._recorder.mark(
            Mark(
                at=self._now(),
                t=session.t,
                step_s=session.step_delivered_s,
                delivered_s=session.delivered_s + session.step_delivered_s,
                contact_s=session.contact_s,
                paused_s=session.paused_s,
            )
        )

    def _send(self, events: Sequence[Event]) -> None:
        for event in events:
            at = self._now()
            self._show(Stamped(event, at, round(self._clock.mono(), 4)))
            self._recorder.event(event, at)
            if isinstance(event, SessionEnded):
                self._outcome = event.outcome
        if self._died and not self._session.ended:
            self._interrupt()
        elif self._alone and self._session.state is State.ASKING:
            self._send(self._session.nobody_answers())

    def _show(self, stamped: Stamped) -> None:
        """Show an event. A face that nobody can see any more ends the session."""
        for face in self._faces:
            if self._died:
                return
            try:
                face.show(stamped)
            except OSError:
                self._died = True

    def _now(self) -> str:
        return self._clock.now().isoformat(timespec="milliseconds")


def _presses(session: Session) -> bool:
    return session.turn is not None and session.turn.is_contact
