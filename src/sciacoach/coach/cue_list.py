"""A fitted plan heard from start to end in simulated time: what a sound file is made of.

It is the same session, with the same words, as a live one that nobody touches.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sciacoach.audio.tones import Tone
from sciacoach.coach.cards import cards_of
from sciacoach.faces.between import time_left
from sciacoach.faces.heard import Heard, Listener, heard, of_step
from sciacoach.faces.screen.cards import StepCard
from sciacoach.routine.layout import Turn
from sciacoach.session.machine import Session
from sciacoach.session.plan import Fitted

LOOK_S = 1.0
"""Session seconds between two looks for the time that is left."""


@dataclass(frozen=True, slots=True)
class Cue:
    """What is heard `at` seconds after the start. With it a step begins that `ticks` so many
    seconds later, once in `tempo` seconds; None where nothing ticks."""

    at: float
    heard: Heard
    tempo: float | None = None
    ticks: tuple[float, ...] = ()


def cue_list(
    plan: Fitted, listener: Listener = Listener.FILE, every_s: float = 0.0
) -> tuple[Cue, ...]:
    """All cues of `plan` in order, with no two at one time. `every_s`: the time that is
    left of a step is told every so many seconds; 0: never."""
    session = Session(plan, "cue-list", rehearsal=True, hands_free=True)
    cards = cards_of(plan.turns)
    cues: list[Cue] = []
    events, before = session.start(), None
    while True:
        found = heard(events, cards, listener) or time_left(before, session.moment, every_s)
        if found:
            cues.append(_cue(session, found, cards))
        until = session.until_next()
        if until is None:
            return tuple(cues)
        before = session.moment
        events = session.advance(min(until, LOOK_S))


def _cue(session: Session, found: Heard, cards: Sequence[StepCard]) -> Cue:
    """With the ticks of a step that presses from now on."""
    begins = found.tone is Tone.START
    ticks = session.moment.ticks() if begins else ()
    tempo = cards[session.index].tempo if ticks else None
    return Cue(session.clock, found, tempo, ticks)


def turns_heard(turns: Sequence[Turn]) -> tuple[Heard, ...]:
    """What is said and sounded of each turn in order, without its times: a routine as it is
    written, that nobody was cleared for and no session can play."""
    cards = cards_of(turns)
    return tuple(found for index in range(len(turns)) for found in of_step(index, cards))


def sheet(cues: Sequence[Cue]) -> str:
    """The cues as lines: the time, the tone, the words. Ticks have one line for all of a step,
    with the time from which they count."""
    return "".join(f"{row}\n" for cue in cues for row in _rows(cue))


def _rows(cue: Cue) -> Iterator[str]:
    yield _row(cue.at, cue.heard.tone or "-", cue.heard.text)
    if cue.tempo:
        yield _row(cue.at, Tone.TICK, f"every {cue.tempo:g} s")


def _row(at: float, tone: str, text: str) -> str:
    return f"{_clock(at):>8}  {tone:<9} {text}".rstrip()


def _clock(seconds: float) -> str:
    tenths = round(seconds * 10)
    return f"{tenths // 600}:{tenths // 10 % 60:02d}.{tenths % 10}"
