"""The loop: the real clock and the person on one side, the session on the other.

It looks at the clock, lets the session's time move on, hands commands in, and sends every
event to the faces and to the record. A look that comes more than a second and a half late
means that the machine slept or stood: then the session pauses, whatever its speed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sciacoach.coach.audience import Audience
from sciacoach.coach.clock import Clock
from sciacoach.coach.inbox import (
    Continued,
    HangUp,
    Inbox,
    Item,
    Line,
    NoMore,
    Pressed,
    Signalled,
    Suspend,
)
from sciacoach.coach.marking import Marking
from sciacoach.coach.meaning import Heard, presses
from sciacoach.coach.pressed import Presses
from sciacoach.coach.teller import Teller
from sciacoach.coach.terminal import Terminal
from sciacoach.coach.typed import meant
from sciacoach.faces import Face
from sciacoach.history.recorder import Recorder
from sciacoach.session.commands import Command, Unknown, parse
from sciacoach.session.events import Event, Fault
from sciacoach.session.machine import Session
from sciacoach.session.replay import OURS
from sciacoach.session.ruling import QUESTIONS
from sciacoach.session.states import State, may
from sciacoach.session.words import word

LOOK_S = 0.25
"""The longest real time between two looks."""

GAP_S = 1.5

GONE_S = 0.1
"""A window that closes sends a signal and ends the input, in either order (seconds)."""

_RESERVED = [[word] for word in OURS]
"""How an unknown line must not begin to be kept: played again, it would be the coach's own."""

_MOST_LEFT = 50
"""Items that may stand before that signal."""


@dataclass(frozen=True, slots=True)
class Conducted:
    """How it ended: the outcome, the signal that ended it, and whether nobody could see
    or answer any more."""

    outcome: str
    signal: int | None = None
    output_died: bool = False


class Conductor(Teller):
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
        terminal: Terminal | None = None,
    ) -> None:
        """`speed` is session seconds in a real second; `typed`: a person types at a
        terminal, so short keys and an empty line mean something; `terminal` is what Ctrl-Z
        gives back."""
        super().__init__(session, Audience(faces), recorder, clock)
        self._inbox = inbox
        self._speed = speed
        self._typed = typed
        self._terminal = terminal or Terminal(None)
        self._presses = Presses()
        self._signal: int | None = None
        self._alone = False
        self._last = clock.mono()
        self._marking = Marking(session, recorder)

    def play(self) -> Conducted:
        """From the first event to the last. The faces are closed whatever happens."""
        return self._conduct(lambda: self._send(self._session.start()))

    def play_on(self, retold: Sequence[Event], pain: Command | None = None) -> Conducted:
        """From where the session stands, in a pause, to the last event. `retold` is what the
        faces must know of what was before; it is told, and not kept. `pain` is what the
        person said before going on: the stop rules hear it."""
        return self._conduct(lambda: self._take_up(retold, pain))

    def _take_up(self, retold: Sequence[Event], pain: Command | None) -> None:
        for event in retold:
            self._show(event, self._now())
        self._end_unseen()
        if pain and not self._session.ended:
            self._command(pain)
        if may(self._session.state, "pause"):
            self._command(Command("pause"))

    def _conduct(self, begin: Callable[[], None]) -> Conducted:
        self._last = self._clock.mono()
        self._marking.begin(self._last)
        try:
            begin()
            self._look()
            while not self._session.ended:
                self._step()
        finally:
            self._audience.close()
        return Conducted(self._outcome, self._signal, self._audience.died)

    def _step(self) -> None:
        item = self._inbox.wait(self._patience())
        now = self._clock.mono()
        passed, self._last = now - self._last, now
        if passed > GAP_S:
            self._gap(passed)
        else:
            self._send(self._session.advance(passed * self._speed))
        if item is not None and not self._session.ended:
            self._take(item, now)
        self._hear(self._presses.settle(now, self._session))
        self._presses.look(now, self._session)
        if not self._session.ended:
            self._marking.keep(now, self._now())
        self._look()

    def _look(self) -> None:
        """Every face learns where the session stands; what it says waits for this."""
        if not self._session.ended:
            self._audience.tick(self._session.moment)
            self._end_unseen()

    def _patience(self) -> float:
        """Real seconds until something is due."""
        until = self._session.until_next()
        waits = [LOOK_S] if until is None else [LOOK_S, until / self._speed]
        if self._presses.due is not None:
            waits.append(max(0.0, self._presses.due - self._last))
        return min(waits)

    def _gap(self, seconds: float) -> None:
        """Nobody looked for a while. With nobody there to go on, a rehearsal goes on by
        itself, and a live session ends."""
        seconds = round(seconds, 6)
        self._note(f"gap {seconds:.6f}")
        self._send(self._session.gap(seconds))
        if self._alone and self._session.state is State.PAUSED:
            if self._session.rehearsal:
                self._command(Command("resume"))
            else:
                self._interrupt()

    # ---- what comes in ------------------------------------------------------------------

    def _take(self, item: Item, now: float) -> None:
        match item:
            case Line():
                self._line(item.text)
            case Pressed():
                for heard in self._presses.press(item.key, now, self._session):
                    self._hear(heard)
            case Suspend():
                self._suspend()
            case Continued():
                self._come_back()
            case NoMore():
                self._left_alone()
            case HangUp():
                self._hung_up()
            case Signalled():
                self._signal = item.number
                self._interrupt()

    def _hear(self, heard: Heard) -> None:
        for line in heard.lines:
            self._given(parse(line))
        if heard.say and not self._session.ended:
            self._say(heard.say)

    def _line(self, line: str) -> None:
        key = line.strip()
        named = self._presses.named(key, self._session) if self._typed else None
        short = meant(line, self._session) if self._typed else line
        self._given(parse(named or short))

    def _given(self, command: Command | Unknown) -> None:
        if isinstance(command, Unknown):
            self._unknown(command)
        else:
            self._command(command)

    def _unknown(self, command: Unknown) -> None:
        """A line that is no command changes nothing. But a person who types what we do not
        know while something presses may be in trouble: then pressing stops first."""
        session, why = self._session, command.why
        if not self._typed and command.line.split()[:1] not in _RESERVED:
            self._note(command.line)
        if self._typed and presses(session):
            self._command(Command("pause"))
        if self._typed and session.state in QUESTIONS:
            why = word("yes_or_no")
        self._send((Fault(session.t, command.line, why),))

    def _suspend(self) -> None:
        """Ctrl-Z: nothing is pressed, the terminal is whole, and the process stands until
        somebody calls it back. It stays paused then."""
        if may(self._session.state, "pause"):
            self._command(Command("pause"))
        self._audience.suspend()
        self._terminal.stop()
        self._come_back()

    def _come_back(self) -> None:
        self._terminal.take()
        self._audience.restore()

    def _send(self, events: Sequence[Event]) -> None:
        super()._send(events)
        if self._typed:
            self._hear(self._presses.listen(events))
        if self._alone and self._session.state is State.ASKING:
            self._note("alone")
            self._send(self._session.nobody_answers())

    def _end_unseen(self) -> None:
        if self._audience.died and not self._session.ended:
            self._hung_up()

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

    def _hung_up(self) -> None:
        """Nobody is there any more. The signal that tells so may come after other items."""
        self._audience.died = True
        for _ in range(_MOST_LEFT):
            item = self._inbox.wait(GONE_S)
            if isinstance(item, Signalled):
                self._signal = item.number
            if item is None or isinstance(item, Signalled | NoMore):
                break
        self._interrupt()
