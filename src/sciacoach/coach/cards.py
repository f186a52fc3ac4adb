"""The turns of a plan as cards: what a face knows of each step before it comes."""

from collections.abc import Iterable

from sciacoach.faces.screen.cards import StepCard
from sciacoach.routine.layout import Turn
from sciacoach.session.marks import marks_of


def cards_of(turns: Iterable[Turn]) -> tuple[StepCard, ...]:
    """A card for each turn, in order."""
    return tuple(map(_card, turns))


def _card(turn: Turn) -> StepCard:
    within = (mark.at for mark in marks_of(turn, turn.seconds) if mark.at > 0)
    return StepCard(
        name=turn.name,
        do=turn.do,
        side=turn.side,
        region=turn.region,
        tool=turn.tool,
        position=turn.position,
        planned_s=turn.seconds,
        ceiling=turn.ceiling,
        text=turn.text,
        say=turn.say,
        breath=turn.breath,
        tempo=turn.tempo,
        change=turn.change,
        cues=tuple(cue.say for cue in turn.cues),
        quiet_s=next(within, None),
    )
