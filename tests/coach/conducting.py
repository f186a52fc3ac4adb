"""A session that is conducted with a clock, an inbox, faces and a record of the test's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from io import StringIO
from typing import Any

from fakes import FakeClock
from people import plan, press, quiet, routine
from sciacoach.coach.conduct import Conducted, Conductor
from sciacoach.coach.inbox import Item, Line
from sciacoach.faces import Face, Stamped, Still
from sciacoach.faces.jsonl import JsonFace
from sciacoach.history.recorder import Recorder
from sciacoach.history.records import Mark
from sciacoach.session.events import Event
from sciacoach.session.machine import Session
from sciacoach.session.plan import Fitted
from sciacoach.session.stop_rules import Decision, Reading
from sciacoach.vocabulary import Lowest

STEPS = [
    quiet("setup", 20),
    press(for_=40),
    quiet("check", 30),
    quiet("move", 30),
]
FOUND = plan(routine(STEPS))


@dataclass(frozen=True)
class Away:
    """Nobody looks at the clock for so many seconds."""

    seconds: float


Script = Sequence[tuple[float, "Item | Away | str"]]
"""What happens, each at so many real seconds after the start; a string is a line."""


class FakeInbox:
    """An inbox that follows a script, and moves the clock while it waits."""

    def __init__(self, clock: FakeClock, script: Script = ()) -> None:
        self._clock = clock
        self._script = list(script)
        self.waits: list[float] = []

    def wait(self, seconds: float) -> Item | None:
        """The next item of the script that falls into `seconds`."""
        self.waits.append(seconds)
        assert len(self.waits) < 100_000, "the conductor does not end"
        now = self._clock.seconds
        if not self._script or self._script[0][0] > now + seconds:
            self._clock.move(seconds)
            return None
        at, item = self._script.pop(0)
        self._clock.move(max(at - now, 0.0))
        if isinstance(item, Away):
            self._clock.move(item.seconds)
            return None
        return Line(item) if isinstance(item, str) else item


class Kept(Recorder):
    """A record that only remembers what it was given."""

    def __init__(self) -> None:
        self.events: list[tuple[Event, str]] = []
        self.marks: list[Mark] = []
        self.lines: list[tuple[float, str]] = []
        self.owed: list[tuple[Decision, ...]] = []

    def event(self, event: Event, at: str) -> None:
        self.events.append((event, at))

    def mark(self, mark: Mark) -> None:
        self.marks.append(mark)

    def owe(self, decisions: Sequence[Decision], t: float, at: str) -> None:
        self.owed.append(tuple(decisions))

    def command(self, t: float, line: str) -> None:
        self.lines.append((t, line))


class Broken(Still):
    """A face whose output is gone from the event number `after` on."""

    def __init__(self, after: int) -> None:
        self.left = after

    def show(self, stamped: Stamped) -> None:
        if self.left == 0:
            raise BrokenPipeError
        self.left -= 1


@dataclass
class Room:
    """A conducted session and all that came of it."""

    result: Conducted
    session: Session
    record: Kept
    out: str
    clock: FakeClock
    inbox: FakeInbox

    @property
    def events(self) -> list[Event]:
        return [event for event, _ in self.record.events]

    def kinds(self) -> list[str]:
        return [event.kind for event in self.events]

    def last(self, kind: str) -> dict[str, Any]:
        return next(event.body() for event in reversed(self.events) if event.kind == kind)


def conduct(
    script: Script = (),
    *,
    speed: float = 1.0,
    rehearsal: bool = False,
    hands_free: bool = True,
    typed: bool = False,
    faces: Sequence[Face] | None = None,
    found: Fitted = FOUND,
    clock: FakeClock | None = None,
) -> Room:
    """Play `found` to its end while `script` happens."""
    clock, out, record = clock or FakeClock(), StringIO(), Kept()
    session = Session(
        found,
        "one",
        rehearsal=rehearsal,
        hands_free=hands_free,
        before=Reading(3, 2, Lowest.BUTTOCK),
    )
    inbox = FakeInbox(clock, script)
    shown = [JsonFace(out)] if faces is None else faces
    conductor = Conductor(session, shown, record, inbox, clock, speed=speed, typed=typed)
    result = conductor.play()
    assert clock.wall - FakeClock().wall == timedelta(seconds=clock.seconds)
    return Room(result, session, record, out.getvalue(), clock, inbox)
