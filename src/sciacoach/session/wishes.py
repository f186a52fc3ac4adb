"""What a person asks of a plan, before anything is fitted."""

from dataclasses import dataclass

from sciacoach.routine.layout import USUAL_PACE, Pace
from sciacoach.vocabulary import Side


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person asked for: a side, at most so many minutes, half of the time; and
    how long getting on and changing over take."""

    side: Side = Side.BOTH
    minutes: float | None = None
    gentle: bool = False
    pace: Pace = USUAL_PACE


def first_side(affected: Side | None) -> Side:
    """The less painful side goes first."""
    return Side.RIGHT if affected is Side.LEFT else Side.LEFT
