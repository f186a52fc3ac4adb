"""What is heard of a session: the events of one moment become a tone and words.

Several events can fall on one moment, and only one thing can be listened to. So they are
taken together: what keeps the person from harm is never dropped, and what says the same
twice is. The live voice, the rendered file and its cue sheet all come from here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sciacoach.audio.tones import Tone
from sciacoach.faces import HELP
from sciacoach.faces.screen.cards import StepCard
from sciacoach.session import events as ev
from sciacoach.session.spoken import spoken
from sciacoach.session.words import word
from sciacoach.vocabulary import Do


class Listener(StrEnum):
    """Who listens: one with all keys, one who presses any key at all, one with a sound file."""

    KEYS = "keys"
    HANDS_FREE = "hands_free"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Heard:
    """A tone, and the sentences after it; each may be missing."""

    tone: Tone | None = None
    words: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The words in one piece."""
        return " ".join(self.words)

    def __bool__(self) -> bool:
        return bool(self.tone or self.words)


def heard(
    batch: Sequence[ev.Event], cards: Sequence[StepCard], listener: Listener = Listener.KEYS
) -> Heard:
    """What is heard of the events of one moment. `cards` are the turns of the plan."""
    kinds = {type(event) for event in batch}
    words = (_words(event, cards, kinds, listener) for event in batch)
    said = dict.fromkeys(part for some in words for part in some)
    tones = [tone for event in batch if (tone := _tone(event, cards))]
    return Heard(min(tones, key=_RANK.index, default=None), tuple(said))


_RANK = (
    Tone.END, Tone.WARNING, Tone.PAUSE, Tone.CHANGE, Tone.START, Tone.REST, Tone.ANNOUNCE,
    Tone.HALF, Tone.LAST,
)  # fmt: skip
"""Which tone sounds where a moment has several."""


def _tone(event: ev.Event, cards: Sequence[StepCard]) -> Tone | None:
    match event:
        case ev.SessionEnded():
            return Tone.END
        case ev.Fault() if event.line in HELP:
            return None
        case ev.Advice() | ev.Refused() | ev.Fault():
            return Tone.WARNING
        case ev.Paused():
            return Tone.PAUSE
        case ev.SideChanged():
            return Tone.CHANGE
        case ev.StepStarted() if event.region is not None:
            return Tone.START
        case ev.StepAnnounced():
            return Tone.REST if cards[event.index].do is Do.REST else Tone.ANNOUNCE
        case ev.Half():
            return Tone.HALF
        case ev.Countdown() if event.left <= 3:
            return Tone.LAST
        case _:
            return None


def _words(
    event: ev.Event, cards: Sequence[StepCard], kinds: set[type[ev.Event]], listener: Listener
) -> tuple[str, ...]:
    """The sentences of one event, among the `kinds` that happen with it."""
    match event:
        case ev.SessionStarted() if not cards[0].is_contact:
            return (word(f"heard_by_{listener}"),)
        case ev.StepAnnounced() if ev.SideChanged in kinds:
            return (cards[event.index].say,)
        case ev.StepStarted() if event.ceiling is not None:
            return (word("start"), word("heard_ceiling", ceiling=event.ceiling))
        case ev.Waiting() if listener is Listener.KEYS:
            return (word("heard_ready"),)
        case ev.CueSaid() if listener is Listener.FILE and event.say == word("check_hands_free"):
            return (word("check_file"),)
        case ev.Half() | ev.Paused() if ev.CueSaid in kinds:
            return ()
        case ev.Fault():
            return () if event.line in HELP else (event.why,)
        case _:
            said = spoken(event)
            return (said,) if said else ()


def time_left(before: ev.Moment | None, now: ev.Moment, every_s: float) -> Heard:
    """The time that is left of a step, each time another `every_s` seconds of it are over;
    nothing in the last ten seconds, which are told anyway. `every_s` 0: never."""
    if before is None or not every_s or now.state != "working" or before.index != now.index:
        return Heard()
    if before.left_s is None or now.left_s is None or before.state != now.state:
        return Heard()
    passed = int(before.left_s // every_s) * every_s
    if not now.left_s < passed <= before.left_s or passed <= 10.0:
        return Heard()
    return Heard(None, (word("heard_left", time=_length(round(passed))),))


def _length(whole: int) -> str:
    minutes, seconds = divmod(whole, 60)
    parts = (("minute", minutes), ("second", seconds))
    return " ".join(word(key if n == 1 else f"{key}s", n=n) for key, n in parts if n)
