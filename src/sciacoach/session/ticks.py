"""When a step with a tempo ticks: at the end of each way, unless a tone is heard there."""

from collections.abc import Iterable
from math import floor

from sciacoach.session.marks import Mark

BEFORE_S = 0.2
"""A tick this soon before a tone would be taken for a part of it (seconds)."""

AFTER_S = 0.4
"""Seconds from the beginning of a tone until a tick is told from it."""

LAST_S = 3
"""The last seconds have knocks of their own, and no ticks between them."""


def ticks_of(tempo: float, seconds: float, pos: float, marks: Iterable[Mark]) -> tuple[float, ...]:
    """Seconds into the step at which a tick is due after `pos`, in order.

    `tempo` is seconds for one way (2 or more by L25), `seconds` the length of the step, `marks`
    what is still due in it. The first way begins with the step: its own tone marks that.
    """
    marks = tuple(marks)
    halves = [mark.at for mark in marks if mark.what == "half"]
    knocks = [mark.at for mark in marks if mark.what == "left" and mark.left <= LAST_S]
    until = min((*knocks, seconds)) - BEFORE_S
    ways = range(floor(pos / tempo) + 1, floor(until / tempo) + 1)
    due = (way * tempo for way in ways)
    return tuple(at for at in due if not any(_beside(at, half) for half in halves))


def _beside(at: float, tone: float) -> bool:
    return -BEFORE_S < at - tone < AFTER_S
