"""What stands off now, and until when: the limits of days (L20 to L24) and what earlier
sessions left behind (L28), as values to tell."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sciacoach.plan.days import Barred, Days, days
from sciacoach.plan.next_day import Effects, effects
from sciacoach.plan.past import Past
from sciacoach.routine.limits import Column
from sciacoach.vocabulary import Region

AFTER = "L28"
"""The limit behind the days off after D5, N2 and N3."""


@dataclass(frozen=True, slots=True)
class Off:
    """One thing that is off. `what` is `tools` (ball or roller), `balls` (balls alone),
    `hands` (a session of hands alone), `others` (pressing in any other routine than the one
    for such days), `dose` or `floor`; `regions` where it is about some. `until` None: until
    a session was calm. `rule` is D5 or a next-day rule where `limit` is L28."""

    what: str
    rule: str
    limit: str
    until: datetime | None
    regions: tuple[Region, ...] = ()


def standing_off(past: Past, now: datetime, column: Column) -> tuple[Off, ...]:
    """Everything that is off at `now`, what ends first told first, calm sessions last."""
    found = (*_days(days(past, now, column)), *_effects(effects(past, now, column)))
    ending = sorted((one for one in found if one.until), key=lambda one: (one.until, one.rule))
    return (*ending, *(one for one in found if one.until is None))


def last_to_end(found: Iterable[Off], what: str, region: Region | None = None) -> Off | None:
    """What keeps `what` off longest: everywhere, or at `region`. None: nothing does."""
    about = [
        one
        for one in found
        if one.what == what and (region in one.regions if region else not one.regions)
    ]
    return longest(about)


def longest(found: Iterable[Off]) -> Off | None:
    """What ends last of things that end; None: there is none."""
    return max((one for one in found if one.until), key=_until, default=None)


def _until(one: Off) -> datetime:
    assert one.until is not None
    return one.until


def _days(found: Days) -> Iterator[Off]:
    yield from _regions("tools", found.region)
    yield from _regions("balls", found.ball)
    if found.tools:
        yield Off("tools", found.tools.limit, found.tools.limit, found.tools.until)
    if found.hands:
        yield Off("hands", found.hands.limit, found.hands.limit, found.hands.until)


def _effects(found: Effects) -> Iterator[Off]:
    yield from _regions("tools", found.region, AFTER)
    if found.tools:
        yield Off("tools", found.tools.limit, AFTER, found.tools.until)
    if found.only:
        yield Off("others", found.only[1].limit, AFTER, found.only[1].until)
    if found.dose:
        yield Off("dose", found.dose[1], AFTER, None)
    if found.no_floor:
        yield Off("floor", found.no_floor, AFTER, None)


def _regions(what: str, barred: dict[Region, Barred], limit: str | None = None) -> Iterator[Off]:
    """Regions with the same rule and the same end in one."""
    groups: dict[Barred, list[Region]] = {}
    for region in sorted(barred, key=list(Region).index):
        groups.setdefault(barred[region], []).append(region)
    for one, regions in groups.items():
        yield Off(what, one.limit, limit or one.limit, one.until, tuple(regions))
