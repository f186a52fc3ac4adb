"""A fitted plan heard from start to end in simulated time: what a sound file is made of.

It is the same session, with the same words, as a live one that nobody touches.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sciacoach.coach.cards import cards_of
from sciacoach.faces.heard import Heard, Listener, heard, time_left
from sciacoach.session.machine import Session
from sciacoach.session.plan import Fitted

LOOK_S = 1.0
"""Session seconds between two looks for the time that is left."""


@dataclass(frozen=True, slots=True)
class Cue:
    """What is heard `at` seconds after the start."""

    at: float
    heard: Heard


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
            cues.append(Cue(session.clock, found))
        until = session.until_next()
        if until is None:
            return tuple(cues)
        before = session.moment
        events = session.advance(min(until, LOOK_S))


def sheet(cues: Sequence[Cue]) -> str:
    """The cues as lines: the time, the tone, the words."""
    rows = (
        f"{_clock(cue.at):>8}  {cue.heard.tone or '-':<9} {cue.heard.text}".rstrip() for cue in cues
    )
    return "\n".join(rows) + "\n"


def _clock(seconds: float) -> str:
    tenths = round(seconds * 10)
    return f"{tenths // 600}:{tenths // 10 % 60:02d}.{tenths % 10}"
