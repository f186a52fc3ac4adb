"""What is heard of a session: the events of one moment become a tone and words.

Several events can fall on one moment, and only one thing can be listened to. So they are
taken together: what keeps the person from harm is never dropped, and what says the same
twice is. The live voice, the rendered file and its cue sheet all come from here.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sciacoach.audio.pack import sentences
from sciacoach.audio.tones import Tone
from sciacoach.faces import HELP
from sciacoach.faces.screen.cards import StepCard
from sciacoach.session import events as ev
from sciacoach.session.spoken import announced, spoken
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
    words = (_words(event, cards, batch, listener) for event in batch)
    said = dict.fromkeys((*_left_out(batch, cards), *(one for some in words for one in some)))
    tones = [tone for event in batch if (tone := _tone(event, cards))]
    text = _atlength_words(batch, cards, listener, said)
    return Heard(min(tones, key=_RANK.index, default=None), (*said, *text))


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
    event: ev.Event, cards: Sequence[StepCard], batch: Sequence[ev.Event], listener: Listener
) -> tuple[str, ...]:
    """The sentences of one event, among those that happen with it."""
    kinds = {type(one) for one in batch}
    match event:
        case ev.SessionStarted() if _has_room(cards[0]):
            return (word(f"heard_by_{listener}"),)
        case ev.StepAnnounced():
            card = cards[event.index]
            return (card.say,) if ev.SideChanged in kinds else _announced_words(event, card)
        case ev.StepStarted() if event.ceiling is not None:
            return start_words(event.ceiling, event.planned_s)
        case ev.StepStarted():
            return _goes_on_for(cards[event.index])
        case ev.Waiting():
            return _waits(event, kinds, listener, check=_checks(batch, cards))
        case ev.CueSaid() if listener is Listener.FILE and event.say == word("check_hands_free"):
            return (word("check_file"),)
        case ev.Half() | ev.Paused() if ev.CueSaid in kinds:
            return ()
        case ev.Paused() if event.why == "key" and ev.Advice not in kinds:
            return (word(f"heard_paused_{listener}"),)
        case ev.Fault():
            return (word("heard_help") if event.line in HELP else event.why,)
        case _:
            said = spoken(event)
            return (said,) if said else ()


def of_step(
    index: int, cards: Sequence[StepCard], listener: Listener = Listener.KEYS
) -> Iterator[Heard]:
    """What is heard of one step for sure, in order: its announcement, its start, its cues."""
    card = cards[index]
    say = announced(card.say, card.side, card.is_contact)
    batch: list[ev.Event] = [ev.SideChanged(0.0, card.side)] if card.change else []
    batch.append(ev.StepAnnounced(0.0, index, card.name, say, 0.0))
    place = (card.region, card.tool, card.side, card.planned_s, card.ceiling)
    start = ev.StepStarted(0.0, index, card.name, card.do, *place)
    if card.is_contact:
        yield heard(batch, cards, listener)
        yield heard([start], cards, listener)
    else:
        waits = [ev.Waiting(0.0, card.planned_s)] if card.do in WAITS else []
        yield heard([*batch, start, *waits], cards, listener)
    for say in card.cues:
        yield heard([ev.CueSaid(0.0, say)], cards, listener)


FIXED = ("half", "left_10", "left_3", "left_2", "left_1", "completed", "come_off", "paused")
"""What every session may say besides, by its names in `spoken.json`."""


def foreseen(cards: Sequence[StepCard], listener: Listener) -> tuple[str, ...]:
    """The texts that a session will say, each once, in the order of their first time."""
    steps = (one.text for index in range(len(cards)) for one in of_step(index, cards, listener))
    alone = ("no_answer",) if listener is Listener.HANDS_FREE else ()
    return tuple(dict.fromkeys((*filter(None, steps), *map(word, (*FIXED, *alone)))))


KEYS_S = 15.0
"""What the keys and the first announcement take to say (seconds)."""


def _has_room(first: StepCard) -> bool:
    """Whether the keys can be told before the first step's own words go on."""
    seconds = first.planned_s if first.do in WAITS else first.planned_s / 2
    return not first.is_contact and seconds >= KEYS_S


def start_words(ceiling: int, seconds: float) -> tuple[str, ...]:
    """What is said when pressing begins: so, how long, how much at most."""
    length = word("heard_length", time=length_words(round(seconds)))
    return word("start"), length, word("heard_ceiling", ceiling=ceiling)


GET_ON_S = 10.0
"""The least time between the announcement of a step that presses and its start (seconds)."""


def _announced_words(event: ev.StepAnnounced, card: StepCard) -> tuple[str, ...]:
    """What to do, and its tempo, if that can be said before it begins."""
    if card.tempo is None:
        return (event.say,)
    tempo = word("tempo", seconds=f"{card.tempo:g}")
    words = len(f"{event.say} {tempo}".split())
    fits = AFTER_S + words / WORDS_A_SECOND <= GET_ON_S
    return (event.say, tempo) if fits else (event.say,)


def _goes_on_for(card: StepCard) -> tuple[str, ...]:
    """How long a step goes on that neither presses nor waits, if that can be said before the
    next words are due."""
    length = word("heard_length", time=length_words(round(card.planned_s)))
    words = len(f"{card.say} {length}".split())
    room = card.planned_s if card.quiet_s is None else card.quiet_s
    waits = card.do in WAITS or card.is_contact
    return () if waits or AFTER_S + words / WORDS_A_SECOND > room else (length,)


def _checks(batch: Sequence[ev.Event], cards: Sequence[StepCard]) -> bool:
    """Whether a leg check is announced."""
    return any(
        isinstance(one, ev.StepAnnounced) and cards[one.index].do is Do.CHECK for one in batch
    )


def _waits(
    event: ev.Waiting, kinds: set[type[ev.Event]], listener: Listener, *, check: bool
) -> tuple[str, ...]:
    """What a step that waits tells: the keys, or how long it waits by itself. A check has
    words enough."""
    if listener is Listener.KEYS:
        return (word("heard_ready"), word("heard_check")) if check else (word("heard_ready"),)
    return (
        () if ev.CueSaid in kinds else (word("heard_waits", time=length_words(round(event.for_))),)
    )


WORDS_A_SECOND = 2.4
"""A calm voice, slower than any of the voices at rate 1."""

AFTER_S = 1.0
"""A tone, and a breath before the next words (seconds)."""

BEFORE_END_S = 2.0
"""Seconds of silence at the end of a step that was told at length."""


def _atlength_words(
    batch: Sequence[ev.Event], cards: Sequence[StepCard], listener: Listener, said: Iterable[str]
) -> Iterator[str]:
    """What there is to do in a setup, sentence by sentence after what is `said` of it: all of
    it to who has a key to go on, else as much as is over when the step is."""
    index = next((one.index for one in batch if isinstance(one, ev.StepAnnounced)), None)
    waiting = next((one for one in batch if isinstance(one, ev.Waiting)), None)
    if index is None or waiting is None or cards[index].do is not Do.SETUP:
        return
    words = sum(len(one.split()) for one in said)
    for sentence in sentences(cards[index].text or ""):
        words += len(sentence.split())
        late = words / WORDS_A_SECOND > waiting.for_ - BEFORE_END_S
        if late and listener is not Listener.KEYS:
            return
        yield sentence


def _left_out(batch: Sequence[ev.Event], cards: Sequence[StepCard]) -> tuple[str, ...]:
    """That steps which press were passed over, where no rule says so: after checks that nobody
    answered, or at a place that was pressed enough. The first end of a moment is that of the
    step in hand."""
    ends = [event for event in batch if isinstance(event, ev.StepEnded)]
    passed = any(one.outcome == "skipped" and cards[one.index].is_contact for one in ends[1:])
    told = any(isinstance(event, ev.Advice) for event in batch)
    return (word("heard_left_out"),) if passed and not told else ()


def length_words(whole: int) -> str:
    """A length in words: "1 minute 20 seconds"."""
    minutes, seconds = divmod(whole, 60)
    parts = (("minute", minutes), ("second", seconds))
    return " ".join(word(key if n == 1 else f"{key}s", n=n) for key, n in parts if n)
