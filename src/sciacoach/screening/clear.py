"""Clearing: a clinician's word on what is locked (rules: section 2)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sciacoach.errors import Held, Usage
from sciacoach.screening.catalogue import catalogue
from sciacoach.screening.clearance import Verdict
from sciacoach.screening.items import Answer
from sciacoach.screening.log import Cleared, NewSpell
from sciacoach.screening.restrict import answered_verdict
from sciacoach.screening.standing import Holds, Standing, active_combinations
from sciacoach.text import clean, listed, nearest

BEFORE_FIRST = timedelta(days=28)
"""How long before an item's first yes a clinician may have said it."""

SAME_ANSWER = timedelta(hours=12)
"""Yeses closer together than this are one answer, given page by page or told twice."""

MOST_WORDS = 300


def locked(standing: Standing, now: datetime) -> tuple[str, ...]:
    """The ids of the items and stop rules that a clearing would have to cover."""
    holds = standing.worrying(now)
    found = {name for name, one in holds.items() if _locks(name, one)}
    active = active_combinations(holds)
    for one in catalogue().combinations:
        if one.id in active:
            found |= {name for name in one.yes if name in holds and holds[name].is_strong}
    rules = [lock.rule for lock in standing.locks if lock.cleared_on is None]
    return tuple(dict.fromkeys((*(n for n in catalogue().by_id if n in found), *rules)))


def clear(
    standing: Standing, who: str, on: str, items: Iterable[str] | None, now: datetime
) -> Cleared:
    """The entry that clears `items` (None: all that can be cleared). Raises `Usage` where
    what was typed is not right, `Held` where it cannot be cleared."""
    by = clean(who, MOST_WORDS).strip()
    if sum(char.isalpha() for char in by) < 2:
        raise Usage("--cleared needs a name.", 'Write who it was and what they said, in "...".')
    day = _day(on, now)
    open_now = locked(standing, now)
    if not open_now:
        raise Usage("Nothing is locked, so there is nothing to clear.", "Run: sciacoach screen")
    named = open_now if items is None else _named(items, open_now)
    can = tuple(name for name in named if _clearable(name, standing, now))
    if not can or (items is not None and can != named):
        kept = listed([name for name in named if name not in can])
        raise Held(f"{kept} cannot be cleared.", "This program is for adults.")
    for name in can:
        _check_day(name, day, standing, now)
    rules = {lock.rule for lock in standing.locks}
    return Cleared(
        now,
        by,
        day,
        tuple(name for name in can if name not in rules),
        tuple(name for name in can if name in rules),
    )


def new_spell(now: datetime) -> NewSpell:
    """The entry that closes a spell of pain."""
    return NewSpell(now)


def _locks(name: str, holds: Holds) -> bool:
    verdict = answered_verdict(catalogue().by_id[name], holds)
    return verdict.severity >= Verdict.SEE_CLINICIAN.severity


def _day(text: str, now: datetime) -> date:
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        message = f"--on {clean(text, 40)} is not a date."
        raise Usage(message, "Write it like 2026-11-22.") from None
    if day > now.date():
        raise Usage(f"--on {day} has not come yet.", "Give the day the clinician said it.")
    return day


def _named(items: Iterable[str], open_now: tuple[str, ...]) -> tuple[str, ...]:
    """The locks that `items` name; a combination stands for those of its items that lock."""
    together = {one.id: one.yes for one in catalogue().combinations}
    found: list[str] = []
    for raw in items:
        name = raw.strip().upper()
        names = [n for n in open_now if n in together.get(name, ())] or [name]
        if any(one not in open_now for one in names):
            near = nearest(name, open_now)
            fix = f"Locked now: {listed(open_now)}." + (f" Did you mean {near}?" if near else "")
            raise Usage(f"{clean(raw, 40)} is not locked.", fix)
        found += names
    if not found:
        raise Usage("--items names nothing.", f"Locked now: {listed(open_now)}.")
    return tuple(dict.fromkeys(found))


def _clearable(name: str, standing: Standing, now: datetime) -> bool:
    item = catalogue().by_id.get(name)
    if item is None or item.clearable:
        return True
    # What is not cleared by itself may be cleared as a part of an active combination.
    active = active_combinations(standing.worrying(now))
    return any(name in one.yes for one in catalogue().combinations if one.id in active)


def _may_be_known(name: str) -> bool:
    """Whether a clinician may have looked at it before the first yes: not where the item
    cannot even be answered by `checked`, for those signs are always new."""
    return Answer.CHECKED in catalogue().by_id[name].answers


def _check_day(name: str, day: date, standing: Standing, now: datetime) -> None:
    """Not before the answer; for an item's first yes, up to 28 days before it, where the
    sign may have been there and looked at by then."""
    holds = standing.items.get(name)
    if holds is None or holds.latest is None or holds.first is None:
        answered = max(lock.at for lock in standing.locks if lock.rule == name)
        earliest = answered.astimezone(now.tzinfo).date()
    else:
        earliest = holds.latest.astimezone(now.tzinfo).date()
        if holds.latest - holds.first <= SAME_ANSWER and _may_be_known(name):
            earliest = holds.first.astimezone(now.tzinfo).date() - BEFORE_FIRST
    if day < earliest:
        raise Usage(
            f"{name}: {day} is too long before the answer.",
            f"The clinician's word must be of {earliest} or later.",
        )
