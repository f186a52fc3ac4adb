"""What holds now, item by item; `fold.py` makes it out of the log."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sciacoach.screening.answers import Facts, Pain, Screened
from sciacoach.screening.catalogue import catalogue
from sciacoach.screening.clearance import Verdict
from sciacoach.screening.items import Answer, Combination
from sciacoach.screening.log import (
    Answered,
)
from sciacoach.vocabulary import Region


@dataclass(frozen=True, slots=True)
class Holds:
    """What stands for one item. `first` and `latest` are its first worrying answer in
    this spell and the last one; `cleared_on` is set while a clearing stands."""

    answer: Answer
    regions: frozenset[Region] = frozenset()
    first: datetime | None = None
    latest: datetime | None = None
    cleared_on: date | None = None
    cleared_at: datetime | None = None

    @property
    def is_strong(self) -> bool:
        """Yes or not_sure, and not cleared."""
        return self.answer.is_yes and self.cleared_on is None


@dataclass(frozen=True, slots=True)
class RuleLock:
    """A lock of a stop rule that stands, or was cleared."""

    rule: str
    verdict: Verdict
    at: datetime
    cleared_on: date | None = None
    cleared_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything that holds."""

    items: Mapping[str, Holds] = field(default_factory=dict)
    locks: tuple[RuleLock, ...] = ()
    facts: Facts = field(default_factory=Facts)
    pain: Pain = field(default_factory=Pain)
    touch_passed: bool = False
    full: Screened | None = None
    weekly: Screened | None = None
    """The last set that was full or weekly."""
    last: Screened | None = None
    full_wanted: bool = True
    """Something since the last full set asks for another one."""
    draft: Answered | None = None
    """Pages of an unfinished screen, with nothing complete after them."""

    def worrying(self, now: datetime) -> dict[str, Holds]:
        """The items that hold as yes, not_sure, checked or cleared, in no order."""
        worrying = {n: h for n, h in self.items.items() if h.answer.is_worrying}
        return {name: holds for name, holds in worrying.items() if not ended(name, holds, now)}


def ended(item: str, holds: Holds, now: datetime) -> bool:
    """Whether a lock that ends by itself is over (C07 six hours, C08 48 hours)."""
    hours = catalogue().by_id[item].ends_after_hours
    if hours is None or holds.latest is None:
        return False
    return now - holds.latest >= timedelta(hours=hours)


def partners(items: Mapping[str, Holds]) -> frozenset[str]:
    """The members of every combination that is active: their answers are frozen, for the
    lock is theirs together."""
    found: set[str] = set()
    for one in catalogue().combinations:
        part = {n for n in one.members if n in items and items[n].answer.is_worrying}
        if _is_active(part, one, items):
            found |= part
    return frozenset(found)


def active_combinations(items: Mapping[str, Holds]) -> tuple[str, ...]:
    """The ids of the combinations that are active over `items`, all of them worrying."""
    return tuple(o.id for o in catalogue().combinations if _is_active(set(items), o, items))


def _is_active(part: set[str], one: Combination, items: Mapping[str, Holds]) -> bool:
    if not one.all <= part or (one.any and not one.any & part):
        return False
    if one.two_of and len(one.two_of & part) < 2:
        return False
    if one.regions and not any(items[name].regions & one.regions for name in one.all):
        return False
    return any(items[name].is_strong for name in one.yes & part)
