"""Two logs of the safety screen made one, never milder than either (rules.md 1.7).

A log here is never rewritten: what another one holds and this one does not is put after
it, as answers that worry and as locks. A `no`, a clearing or a withdrawal of the other log
lifts nothing that stands here; a clearing counts for what came in with it. After that the
full set is due, so nothing starts on another machine's answers alone.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from sciacoach.screening.answers import Given, Pain
from sciacoach.screening.catalogue import catalogue
from sciacoach.screening.clearance import PRIVATE_LABEL, Verdict
from sciacoach.screening.fold import stand
from sciacoach.screening.items import Answer
from sciacoach.screening.log import (
    IMPORTED,
    Answered,
    Cleared,
    Damaged,
    Entry,
    FullWanted,
    Lock,
    TouchTest,
    Withdrawn,
)
from sciacoach.screening.standing import Holds, RuleLock, Standing, active_combinations

_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)

_NOT, _CLEARED, _CHECKED, _STRONG = range(4)
"""How strictly an item holds."""


def additions(here: Sequence[Entry], there: Sequence[Entry]) -> tuple[Entry, ...]:
    """What to put after `here`, so that all that `there` holds is held."""
    if not there:
        return ()
    wanted = FullWanted(_last_at(there), IMPORTED)
    if not here:
        return (*there, wanted)
    theirs = stand(there)
    found = tuple(_missing(stand(here), theirs, there))
    return (*found, wanted) if found or theirs.full_wanted else ()


def _missing(ours: Standing, theirs: Standing, there: Sequence[Entry]) -> Iterator[Entry]:
    """The entries that make `ours` hold all that `theirs` does, and no less of its own."""
    for name, holds in theirs.items.items():
        if holds.answer.is_worrying:
            yield from _item(name, ours.items.get(name), holds, there)
    yield from _pain(ours.pain, theirs.pain, _last_at(there))
    for lock in theirs.locks:
        yield from _lock(lock, ours.locks, there)
    if ours.touch_passed and not theirs.touch_passed and _asks_for_touch(theirs):
        yield TouchTest(_last_at(there), passed=False)


# ---- items --------------------------------------------------------------------------------


def _rank(holds: Holds | None) -> int:
    if holds is None or not holds.answer.is_worrying:
        return _NOT
    if holds.cleared_on is not None:
        return _CLEARED
    return _CHECKED if holds.answer is Answer.CHECKED else _STRONG


def _item(name: str, ours: Holds | None, theirs: Holds, there: Sequence[Entry]) -> Iterator[Entry]:
    """One item that worries there. `first` and `latest` stay what they were."""
    assert theirs.first is not None and theirs.latest is not None
    rank = _rank(ours)
    if ours is None or rank == _NOT:
        for at in dict.fromkeys((theirs.first, theirs.latest)):
            yield _said(name, Given(theirs.answer, theirs.regions), at)
        if theirs.cleared_on:
            yield _cleared(theirs, there, items=(name,))
        return
    more = not theirs.regions <= ours.regions or theirs.latest > (ours.latest or _LONG_AGO)
    if rank == _rank(theirs) == _CLEARED:
        yield from _both_cleared(name, ours, theirs, more, there)
    elif more or _rank(theirs) > rank or (rank, _rank(theirs)) == (_CHECKED, _CLEARED):
        yield _said(name, Given(_word(ours, theirs), theirs.regions), theirs.latest)


def _word(ours: Holds, theirs: Holds) -> Answer:
    """What holds of two: a clearing and an examination that do not know of each other are
    no answer to what the other one saw."""
    if _rank(ours) == _STRONG:
        return ours.answer
    if _rank(theirs) == _STRONG or _rank(ours) == _rank(theirs):
        return theirs.answer
    return Answer.NOT_SURE


def _both_cleared(
    name: str, ours: Holds, theirs: Holds, more: bool, there: Sequence[Entry]
) -> Iterator[Entry]:
    """Cleared on both machines: the later clearing counts, over all that either covers."""
    assert ours.cleared_at and theirs.cleared_at and theirs.latest
    later = theirs.cleared_at > ours.cleared_at
    if more:
        yield _said(name, Given(theirs.answer, theirs.regions), theirs.latest)
    if more or later:
        yield _cleared(theirs if later else ours, there, items=(name,))


def _said(name: str, given: Given, at: datetime) -> Answered:
    return Answered(at, None, catalogue().version, at, {name: given})


def _cleared(
    holds: Holds | RuleLock,
    there: Sequence[Entry],
    items: tuple[str, ...] = (),
    locks: tuple[str, ...] = (),
) -> Cleared:
    assert holds.cleared_at is not None and holds.cleared_on is not None
    return _clearing(holds.cleared_at, holds.cleared_on, there, items, locks)


def _clearing(
    at: datetime,
    on: date,
    there: Sequence[Entry],
    items: tuple[str, ...],
    locks: tuple[str, ...],
) -> Cleared:
    by = [one.by for one in there if isinstance(one, Cleared) and one.at == at]
    return Cleared(at, by[-1] if by else IMPORTED, on, items, locks)


# ---- pain, locks, touch ---------------------------------------------------------------------


def _pain(ours: Pain, theirs: Pain, at: datetime) -> Iterator[Entry]:
    """The higher readings; an entry without a set lowers none."""
    higher = Pain(_higher(ours.leg, theirs.leg), _higher(ours.back, theirs.back))
    if higher != Pain():
        yield Answered(at, None, catalogue().version, at, pain=higher)


def _higher(ours: int | None, theirs: int | None) -> int | None:
    return theirs if theirs is not None and (ours is None or theirs > ours) else None


def _lock(lock: RuleLock, ours: Sequence[RuleLock], there: Sequence[Entry]) -> Iterator[Entry]:
    """A lock of a stop rule. A clearing that came with it may not reach one that stands
    here: then the lock here is enough."""
    same = [one for one in ours if one.rule == lock.rule]
    standing = [one for one in same if one.cleared_on is None]
    if lock.cleared_at is None:
        if all(one.verdict.severity < lock.verdict.severity for one in standing):
            yield Lock(lock.at, lock.rule, lock.verdict)
        return
    cleared = [one.cleared_at for one in same if one.cleared_at]
    if not standing and all(at < lock.cleared_at for at in cleared):
        yield Lock(lock.at, lock.rule, lock.verdict)
        yield _cleared(lock, there, locks=(lock.rule,))


def _asks_for_touch(standing: Standing) -> bool:
    return any(
        holds.answer.is_worrying and catalogue().by_id[name].effect.after_touch is not None
        for name, holds in standing.items.items()
    )


def _last_at(log: Iterable[Entry]) -> datetime:
    return max((one.at for one in log if not isinstance(one, Damaged)), default=_LONG_AGO)


# ---- without the names of private items -----------------------------------------------------


def without_private(log: Sequence[Entry]) -> tuple[Entry, ...]:
    """`log` for other eyes: no entry names a private item (rules.md 1.1).

    A private answer that worries still binds, as a lock without a name. Which of the
    private items it was cannot be told from that lock, so it is the strictest of what they
    bring: nothing may start until it is cleared.
    """
    masked = tuple(one for entry in log for one in _masked(entry, _last_at(log)))
    whole = stand(log)
    hidden = _private()
    named = replace(whole, items={n: h for n, h in whole.items.items() if n not in hidden})
    return (*masked, *_missing(stand(masked), named, log), *_nameless(whole, log))


def _private() -> frozenset[str]:
    return frozenset(item.id for item in catalogue().items if item.private)


def _masked(entry: Entry, at: datetime) -> Iterator[Entry]:
    hidden = _private()
    match entry:
        case Damaged():
            yield FullWanted(at, "damaged")
        case Answered():
            answers = {name: one for name, one in entry.answers.items() if name not in hidden}
            yield replace(entry, answers=answers, damaged=False)
            if entry.damaged:
                yield FullWanted(entry.at, "damaged")
        case Withdrawn(items=items) if items is not None:
            yield replace(entry, items=tuple(name for name in items if name not in hidden))
        case Cleared():
            yield replace(entry, items=tuple(n for n in entry.items if n not in hidden))
        case _:
            yield entry


def _nameless(whole: Standing, log: Sequence[Entry]) -> Iterator[Entry]:
    """One lock for all private items that worry. It is cleared where all of them are, and
    none of them locks together with another item: what they do together is not cleared."""
    found = [h for n, h in whole.items.items() if n in _private() and h.answer.is_worrying]
    if not found:
        return
    at = max(one.latest for one in found if one.latest)
    together = _together(whole)
    strong = together or any(one.is_strong for one in found)
    yield Lock(at, PRIVATE_LABEL, Verdict.EMERGENCY if strong else Verdict.SEE_CLINICIAN)
    cleared = [(h.cleared_at, h.cleared_on) for h in found if h.cleared_at and h.cleared_on]
    if len(cleared) == len(found) and not together:
        when, on = max(cleared)
        yield _clearing(when, on, log, (), (PRIVATE_LABEL,))


def _together(whole: Standing) -> bool:
    """Whether a private item is part of a combination that locks."""
    holds = {name: one for name, one in whole.items.items() if one.answer.is_worrying}
    active = active_combinations(holds)
    parts = (one.members for one in catalogue().combinations if one.id in active)
    return any(members & _private() & set(holds) for members in parts)
