"""What is suggested for today: one answer for `sciacoach` alone and for the picker.

It reads no routine file. Where an answer takes something away, the routine that was to be
suggested is fitted as well, and what fits in its place is suggested then.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from sciacoach.dialogs.today_page import Due
from sciacoach.plan.next_day import GENTLE_DAY
from sciacoach.plan.off import Off, last_to_end, longest, standing_off
from sciacoach.plan.past import Past
from sciacoach.routine.limits import Column
from sciacoach.screening.assess import Assessment

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST_ROUTINE = "piriformis"
"""Allowed from the first day, and what the program is about."""

NO_PRESSING = "ease-and-walk"
"""What fits on a day off: walking and slow breathing."""


def off_now(held: Assessment, past: Past, now: datetime) -> tuple[Off, ...]:
    """What waits because of earlier days."""
    column = Column.PRECAUTION if held.restrictions.precaution else Column.HARD
    return standing_off(past, now, column)


def suggested(
    held: Assessment,
    off: Sequence[Off],
    past: Past,
    names: Collection[str],
    gentler: "Callable[[str], str | None]",
) -> Due | None:
    """The routine that is suggested, out of the `names` there are; None where nothing may be
    started. `gentler` fits a routine: it tells what would take its place, None: nothing does."""
    due = _due(held, off, past, names)
    instead = gentler(due.routine) if due else None
    return replace(due, routine=instead, why="fits") if due and instead else due


def _due(held: Assessment, off: Sequence[Off], past: Past, names: Collection[str]) -> Due | None:
    scope = held.scope
    if not scope.anything:
        return None
    if scope.only_routine or scope.hands_only or not scope.contact:
        return Due(scope.only_routine or NO_PRESSING, "held")
    others = last_to_end(off, "others")
    if others:
        return Due(GENTLE_DAY, "gentle_day", others.rule, others.until)
    resting = last_to_end(off, "tools") or longest(one for one in off if one.regions)
    if resting:
        return Due(NO_PRESSING, "rest", resting.rule, resting.until)
    if past.sessions and past.sessions[-1].routine in names:
        return Due(past.sessions[-1].routine, "last")
    return Due(FIRST_ROUTINE, "first")
