"""A fitted plan heard from start to end in simulated time: what a sound file is made of.

It is the same session, with the same words, as a live one that nobody touches.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sciacoach.coach.cards import cards_of
from sciacoach.faces.heard import Heard, Listener, heard, time_left
from sciacoach.faces.screen.cards import StepCard
from sciacoach.routine.layout import Turn
from sciacoach.session import events as ev
from sciacoach.session.machine import Session
from sciacoach.session.plan import Fitted
from sciacoach.session.spoken import announced

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


def turns_heard(turns: Sequence[Turn]) -> tuple[Heard, ...]:
    """What is said and sounded of each turn in order, without its times: a routine as it is
    written, that nobody was cleared for and no session can play."""
    cards = cards_of(turns)
    return tuple(found for index in range(len(turns)) for found in _of_turn(index, turns, cards))


def _of_turn(index: int, turns: Sequence[Turn], cards: Sequence[StepCard]) -> Iterator[Heard]:
    turn = turns[index]
    say = announced(turn.say, turn.side, turn.is_contact)
    changed = [ev.SideChanged(0.0, turn.side)] if turn.change else []
    yield heard([*changed, ev.StepAnnounced(0.0, index, turn.name, say, turn.prepare_s)], cards)
    if turn.is_contact:
        place = (turn.region, turn.tool, turn.side, turn.seconds, turn.ceiling)
        yield heard([ev.StepStarted(0.0, index, turn.name, turn.do, *place)], cards)


def sheet(cues: Sequence[Cue]) -> str:
    """The cues as lines: the time, the tone, the words."""
    rows = (
        f"{_clock(cue.at):>8}  {cue.heard.tone or '-':<9} {cue.heard.text}".rstrip() for cue in cues
    )
    return "\n".join(rows) + "\n"


def _clock(seconds: float) -> str:
    tenths = round(seconds * 10)
    return f"{tenths // 600}:{tenths // 10 % 60:02d}.{tenths % 10}"
