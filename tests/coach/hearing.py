"""A session that is only heard: the real voice face and speaker, a child that writes its orders
down, and a person who has nothing but keys."""

from collections import deque
from dataclasses import dataclass
from pathlib import Path

from conducting import Room, Script, conduct

from fakes import FakeClock
from people import NOW, past, screened
from sciacoach.audio.messages import Report, Setup, order, report_line
from sciacoach.audio.speaker import Speaker
from sciacoach.coach.cards import cards_of
from sciacoach.faces.heard import Listener
from sciacoach.faces.voice import VoiceFace, Wanted
from sciacoach.library import Library
from sciacoach.session.fit import Wishes, fit
from sciacoach.session.plan import Fitted

ROUTINES = Path(__file__).resolve().parents[2] / "routines"


@dataclass(frozen=True, slots=True)
class Sound:
    """What was ordered of the child `at` seconds after the start: `say` or `tone`."""

    at: float
    do: str
    text: str


class Scribe:
    """A child that hears every order and writes it down."""

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock
        self.sounds: list[Sound] = []
        self.prepared: list[str] = []
        self._tells: deque[bytes] = deque()

    def write(self, raw: bytes) -> int:
        for line in raw.splitlines():
            found = order(line) or {}
            if "number" in found:
                self._tells.append(report_line(Report("heard", int(found["number"]))))
            self.prepared += found.get("texts", [])
            if found.get("do") in ("say", "tone"):
                text = str(found.get("text", found.get("kind")))
                self.sounds.append(Sound(self._clock.seconds, str(found["do"]), text))
        return len(raw)

    def read(self, within_s: float = 0.0) -> bytes:
        return self._tells.popleft() if self._tells else b""

    def end(self) -> None:
        raise AssertionError("the child was taken for one that hangs")

    def close(self, within_s: float) -> None:
        pass


@dataclass(frozen=True)
class Ears:
    """A session that was heard, and how it went."""

    room: Room
    sounds: tuple[Sound, ...]
    troubles: tuple[str, ...]
    prepared: tuple[str, ...]

    def said(self, text: str) -> list[float]:
        """When words with this in them were said."""
        return [one.at for one in self.sounds if one.do == "say" and text in one.text]

    @property
    def log(self) -> str:
        """All of it as lines."""
        return "\n".join(f"{one.at:7.1f}  {one.do:4}  {one.text}" for one in self.sounds)


def fitted(name: str) -> Fitted:
    """A built-in routine for a person without any restriction."""
    library = Library(ROUTINES, ROUTINES / "none")
    plan = fit(library.load(name), screened(), past(), Wishes(), NOW, lambda _name: None)
    assert isinstance(plan, Fitted)
    return plan


def listen(script: Script = (), *, plan: Fitted, hands_free: bool = True) -> Ears:
    """Play `plan` to its end to somebody who hears it and presses what `script` says."""
    clock, told = FakeClock(), list[str]()
    scribe = Scribe(clock)
    speaker = Speaker(Setup(("pack",), ("miniaudio",)), lambda: scribe, clock.mono)
    who = Listener.HANDS_FREE if hands_free else Listener.KEYS
    face = VoiceFace(
        speaker, cards_of(plan.turns), Wanted(), who, tell=told.append, ring=lambda: None
    )
    room = conduct(script, hands_free=hands_free, typed=True, faces=[face], found=plan, clock=clock)
    return Ears(room, tuple(scribe.sounds), tuple(told), tuple(scribe.prepared))
