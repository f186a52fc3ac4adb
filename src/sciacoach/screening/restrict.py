"""Items that hold, to what stays allowed; and the joining of many into one.

Joined: blocked is the union, allowed the intersection, ceiling and dose the minimum
(rules: section 3). Every step only takes away, so one more item never allows more.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import reduce
from typing import TypeVar

from sciacoach.screening.answers import ALL_REGIONS, Experience
from sciacoach.screening.clearance import ALL_POSITIONS, ALL_TOOLS, Restrictions, Verdict
from sciacoach.screening.items import NOTHING, Answer, Effect, Item
from sciacoach.screening.standing import Holds
from sciacoach.vocabulary import Region, Tool

Place = TypeVar("Place")

PRECAUTION_DOSE = 0.5
"""The share of the contact seconds under a precaution (rules: section 3)."""

CALM_NEEDED = 3
"""Calm sessions for which a cleared alarm stays gentle."""

FIRST_CALM = Restrictions(ceiling=3, dose=0.5)
"""What an item brings that asks for care and names no restrictions of its own."""


def join(parts: Iterable[Restrictions]) -> Restrictions:
    """All of `parts` in force at once."""
    return reduce(_both, parts, Restrictions())


def _both(one: Restrictions, two: Restrictions) -> Restrictions:
    return Restrictions(
        tools=one.tools & two.tools,
        positions=one.positions & two.positions,
        blocked_regions=one.blocked_regions | two.blocked_regions,
        tools_by_region=_by_place(one.tools_by_region, two.tools_by_region),
        tools_by_position=_by_place(one.tools_by_position, two.tools_by_position),
        ceiling=min(one.ceiling, two.ceiling),
        dose=min(one.dose, two.dose),
        moves_out=one.moves_out | two.moves_out,
        precaution=one.precaution or two.precaution,
    )


def _by_place(
    one: Mapping[Place, frozenset[Tool]], two: Mapping[Place, frozenset[Tool]]
) -> dict[Place, frozenset[Tool]]:
    places = dict.fromkeys((*one, *two))
    return {p: one.get(p, ALL_TOOLS) & two.get(p, ALL_TOOLS) for p in places}


def of_item(
    item: Item, holds: Holds, experience: Experience, touch_passed: bool, now: datetime
) -> Restrictions | None:
    """What the item takes away now; None: nothing, or not any more."""
    effect = item.effect
    if effect is NOTHING:
        return FIRST_CALM if _needs_calm(item, holds, experience) else None
    if _is_over(effect, holds, experience, now):
        return None
    touched = effect.after_touch if touch_passed else None
    tools = touched.tools if touched else effect.tools
    positions = touched.positions if touched else effect.positions
    dose = 1.0 if effect.dose is None else effect.dose
    return Restrictions(
        tools=ALL_TOOLS if tools is None else tools,
        positions=ALL_POSITIONS if positions is None else positions,
        blocked_regions=effect.blocked_regions | _answered(effect, holds),
        tools_by_region=_tools_by_region(effect, holds, experience),
        tools_by_position=effect.tools_by_position,
        ceiling=10 if effect.ceiling is None else effect.ceiling,
        dose=min(dose, PRECAUTION_DOSE) if effect.precaution else dose,
        moves_out=effect.moves_out,
        precaution=effect.precaution,
    )


def calm_since(since: datetime | None, experience: Experience) -> int:
    """How many calm sessions came after `since`."""
    return sum(1 for at in experience.calm_at if since is not None and at > since)


def _needs_calm(item: Item, holds: Holds, experience: Experience) -> bool:
    """A yes keeps it; `checked` and a clearing end it after three calm sessions. Only what
    is at least see_clinician asks for it: a mere `not_today` is over when it is over."""
    if item.verdict.severity < Verdict.SEE_CLINICIAN.severity:
        return False
    if holds.is_strong:
        return True
    since = holds.cleared_at if holds.cleared_on else holds.latest
    return calm_since(since, experience) < CALM_NEEDED


def _is_over(effect: Effect, holds: Holds, experience: Experience, now: datetime) -> bool:
    """`until_sessions` counts every session with contact so far; `days` runs from the last
    answer. Neither can end sooner for one more worrying answer."""
    if effect.until_sessions is not None:
        return len(experience.session_at) >= effect.until_sessions
    if effect.days is not None and holds.latest is not None:
        return now - holds.latest >= timedelta(days=effect.days)
    return False


def _answered(effect: Effect, holds: Holds) -> frozenset[Region]:
    return holds.regions if effect.blocks_answered else frozenset()


def _tools_by_region(
    effect: Effect, holds: Holds, experience: Experience
) -> Mapping[Region, frozenset[Tool]]:
    if effect.tools_where_answered is not None:
        return dict.fromkeys(holds.regions, effect.tools_where_answered)
    if effect.tools_where_last is not None:
        where = experience.last_regions or ALL_REGIONS
        return dict.fromkeys(where, effect.tools_where_last)
    return effect.tools_by_region


def answered_verdict(item: Item, holds: Holds) -> Verdict:
    """The verdict of one item as it holds (rules: section 2)."""
    if holds.cleared_on is not None:
        return Verdict.GENTLE
    if holds.answer is not Answer.CHECKED:
        return item.verdict
    return Verdict.SEE_CLINICIAN if item.is_alarm else Verdict.GENTLE
