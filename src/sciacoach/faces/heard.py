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
from sciacoach.vocabulary import WAITS, Do


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
    said = dict.fromkeys((*_left_out(batch, cards), *(one for some in words for one in some)))
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
        case ev.SessionStarted() if _has_room(cards[0]):
            return (word(f"heard_by_{listener}"),)
        case ev.StepAnnounced() if ev.SideChanged in kinds:
            return (cards[event.index].say,)
        case ev.StepStarted() if event.ceiling is not None:
            return _start(event.ceiling)
        case ev.Waiting():
            return _waits(event, kinds, listener)
        case ev.CueSaid() if listener is Listener.FILE and event.say == word("check_hands_free"):
            return (word("check_file"),)
        case ev.Half() | ev.Paused() if ev.CueSaid in kinds:
            return ()
        case ev.Paused() if event.why == "key" and ev.Advice not in kinds:
            return (word(f"heard_paused_{listener}"),)
        case ev.Fault():
            return () if event.line in HELP else (event.why,)
        case _:
            said = spoken(event)
            return (said,) if said else ()


KEYS_S = 14.0
"""What the keys and the first announcement take to say (seconds)."""


def _has_room(first: StepCard) -> bool:
    """Whether the keys can be told before the first step's own words go on."""
    seconds = first.planned_s if first.do in WAITS else first.planned_s / 2
    return not first.is_contact and seconds >= KEYS_S


def _start(ceiling: int) -> tuple[str, ...]:
    return word("start"), word("heard_ceiling", ceiling=ceiling)


def _waits(event: ev.Waiting, kinds: set[type[ev.Event]], listener: Listener) -> tuple[str, ...]:
    """What a step that waits tells: the key, or how long it waits by itself. A check has
    words enough."""
    if listener is Listener.KEYS:
        return (word("heard_ready"),)
    return () if ev.CueSaid in kinds else (word("heard_waits", time=_length(round(event.for_))),)


def _left_out(batch: Sequence[ev.Event], cards: Sequence[StepCard]) -> tuple[str, ...]:
    """That steps which press were passed over, where no rule says so: after checks that nobody
    answered, or at a place that was pressed enough. The first end of a moment is that of the
    step in hand."""
    ends = [event for event in batch if isinstance(event, ev.StepEnded)]
    passed = any(one.outcome == "skipped" and cards[one.index].is_contact for one in ends[1:])
    told = any(isinstance(event, ev.Advice) for event in batch)
    return (word("heard_left_out"),) if passed and not told else ()


def back_on(before: ev.Moment | None, now: ev.Moment, cards: Sequence[StepCard]) -> Heard:
    """After a pause, in a step that presses: three seconds before it goes on, where more than
    those had to be waited for; and when it goes on. No event marks either."""
    if before is None or before.state != "returning" or before.index != now.index:
        return Heard()
    card = cards[now.index]
    if card.ceiling is None or not now.pos_s:
        return Heard()
    if now.state == "working":
        return Heard(Tone.START, _start(card.ceiling))
    if now.state == before.state and (now.left_s or 0.0) <= REENTRY_S < (before.left_s or 0.0):
        sided = card.side in ("left", "right")
        side = (word("heard_side", side=card.side.capitalize()),) if sided else ()
        return Heard(Tone.ANNOUNCE, (word("heard_get_on"), *side))
    return Heard()


REENTRY_S = 3.0
"""Seconds of getting ready after a pause (rules.md section 6)."""


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
