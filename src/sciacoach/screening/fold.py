"""The fold of the screen's log into what stands.

Answers hold until the question is asked again. A worrying answer counts at any time; only
a set that contains a question can turn its yes into a no; a yes behind a lock is lifted by
clearing, by withdrawal or by its own end, never by a later `no` (rules: section 1.7).
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta

from sciacoach.screening.answers import ALL_REGIONS, Given, Pain, Screened
from sciacoach.screening.catalogue import catalogue
from sciacoach.screening.contained import contained
from sciacoach.screening.items import Answer, Item, SetName
from sciacoach.screening.log import (
    IMPORTED,
    Answered,
    Cleared,
    Damaged,
    Entry,
    FullWanted,
    Lock,
    NewSpell,
    Origin,
    TouchTest,
    Withdrawn,
)
from sciacoach.screening.standing import Holds, RuleLock, Standing, partners

WITHDRAW_WITHIN = timedelta(minutes=10)
"""How long an answer can be taken back by command (rules: section 2)."""


def stand(log: Iterable[Entry]) -> Standing:
    """What holds after `log`."""
    entries = tuple(log)
    standing = Standing()
    for index, entry in enumerate(entries):
        standing = _after(standing, without_withdrawn(entry, entries[index + 1 :]))
    return standing


def _after(standing: Standing, entry: Entry) -> Standing:
    match entry:
        case Answered():
            return answered(standing, entry)
        case Cleared():
            return _cleared(standing, entry)
        case NewSpell():
            return _new_spell(standing)
        case TouchTest(passed=passed):
            return replace(standing, touch_passed=passed)
        case Lock():
            lock = RuleLock(entry.rule, entry.verdict, entry.at)
            return replace(standing, locks=(*standing.locks, lock))
        case FullWanted() | Damaged():
            return replace(standing, full_wanted=True)
        case _:
            return standing


def without_withdrawn(entry: Entry, later: tuple[Entry, ...]) -> Entry:
    """`entry` without the answers that a later command took back. What came in from another
    history, and what was confirmed outside the screen, no command takes back."""
    if not isinstance(entry, Answered) or entry.origin is not Origin.SCREEN:
        return entry
    for one in later:
        if isinstance(one, FullWanted) and one.why == IMPORTED:
            return entry
        if not isinstance(one, Withdrawn) or one.read_back:
            continue
        if not timedelta(0) <= one.at - entry.at <= WITHDRAW_WITHIN:
            continue
        gone = set(entry.answers) if one.items is None else set(one.items) & set(entry.answers)
        if gone:
            left = {n: g for n, g in entry.answers.items() if n not in gone}
            pain = None if one.items is None else entry.pain
            entry = replace(entry, set=None, draft_of=None, answers=left, pain=pain)
    return entry


def answered(standing: Standing, entry: Answered) -> Standing:
    """What holds after one more lot of answers."""
    asked = contained(entry.set, entry.answers) if entry.set else frozenset()
    frozen = partners(standing.items)
    items = dict(standing.items)
    for name, given in _plain(entry.answers).items():
        item = catalogue().by_id[name]
        before = items.get(name)
        after = _next(item, before, given, entry, name in asked and name not in frozen)
        if after is not None:
            items[name] = after
    pain = _pain(standing.pain, entry.pain, entry.set is None) if entry.pain else standing.pain
    facts = standing.facts.then(entry.facts) if entry.set else standing.facts
    wanted = standing.full_wanted or entry.damaged
    now = replace(standing, items=items, pain=pain, facts=facts, full_wanted=wanted)
    return _screened(now, entry)


def _plain(answers: Mapping[str, Given]) -> dict[str, Given]:
    """The answers by item: CH1 never stands, and W1 is turned so that no worry is `no`;
    its `no` is a yes to the item it counts as."""
    walk = catalogue().walk
    out = {n: g for n, g in answers.items() if n in catalogue().by_id and n != walk.item.id}
    said = answers.get(walk.item.id)
    if said is None:
        return out
    if said.answer is Answer.NO:
        out[walk.counts_as] = Given(Answer.YES)
    still = Answer.NOT_SURE if said.answer is Answer.NOT_SURE else Answer.NO
    out[walk.item.id] = Given(still)
    return out


def _next(
    item: Item, before: Holds | None, given: Given, entry: Answered, may_lift: bool
) -> Holds | None:
    """What holds for `item` after `given`; None: nothing new."""
    if not given.answer.is_worrying:
        return _after_no(item, before, entry, may_lift)
    regions = (given.regions or ALL_REGIONS) if item.regions else frozenset()
    answer = _worst(item, before, given.answer)
    if before is not None and before.answer.is_worrying and not may_lift:
        regions |= before.regions
    first = before.first if before and before.first else entry.answered_at
    latest = entry.answered_at
    if before and before.latest and before.latest > latest:
        latest = before.latest
    return Holds(answer, regions, first, latest)


def _worst(item: Item, before: Holds | None, answer: Answer) -> Answer:
    """The worrying answer that stands. A yes that locks is not made milder by `checked`;
    a cleared item that is not plainly unchanged locks again."""
    if answer is not Answer.CHECKED or before is None:
        return answer
    if before.cleared_on is not None:
        return Answer.NOT_SURE
    return before.answer if item.is_lock and before.answer.is_yes else answer


def _after_no(item: Item, before: Holds | None, entry: Answered, may_lift: bool) -> Holds | None:
    if before is None or not before.answer.is_worrying:
        return Holds(Answer.NO, first=before.first if before else None) if entry.set else None
    if before.cleared_on is not None or not may_lift or _locks(item, before):
        return None
    return Holds(Answer.NO, first=before.first)


def _locks(item: Item, holds: Holds) -> bool:
    """Whether what stands keeps something locked: a yes to a lock, or a `checked` that is
    see_clinician."""
    return item.is_lock if holds.answer.is_yes else item.is_alarm


def _pain(before: Pain, now: Pain, only_worse: bool) -> Pain:
    """The readings that hold. A number that was not given stays as it was, and an
    unfinished screen makes none smaller."""
    return Pain(
        _reading(before.leg, now.leg, only_worse),
        _reading(before.back, now.back, only_worse),
        before.lowest if now.lowest is None else now.lowest,
    )


def _reading(before: int | None, now: int | None, only_worse: bool) -> int | None:
    if now is None or (only_worse and before is not None and before > now):
        return before
    return now


def _screened(standing: Standing, entry: Answered) -> Standing:
    if entry.set is None:
        return replace(standing, draft=entry if entry.draft_of else standing.draft)
    done = Screened(entry.set, entry.version, entry.answered_at, entry.at)
    standing = replace(standing, last=done, draft=None)
    if entry.set is SetName.DAILY:
        return standing
    standing = replace(standing, weekly=done)
    if entry.set is SetName.WEEKLY:
        return standing
    return replace(standing, full=done, full_wanted=False)


def _cleared(standing: Standing, entry: Cleared) -> Standing:
    items = dict(standing.items)
    for name in entry.items:
        if name in items and items[name].answer.is_worrying:
            items[name] = replace(items[name], cleared_on=entry.on, cleared_at=entry.at)
    locks = tuple(
        replace(lock, cleared_on=entry.on, cleared_at=entry.at)
        if lock.rule in entry.locks and lock.cleared_on is None
        else lock
        for lock in standing.locks
    )
    return replace(standing, items=items, locks=locks, full_wanted=True)


def _new_spell(standing: Standing) -> Standing:
    """Old clearances and answers of the page `new` do not follow; what still locks does."""
    new = set(catalogue().full[0].items)
    items = {
        name: holds
        for name, holds in standing.items.items()
        if holds.cleared_on is None and (name not in new or holds.answer.is_yes)
    }
    locks = tuple(lock for lock in standing.locks if lock.cleared_on is None)
    facts = replace(standing.facts, began=None)
    return replace(standing, items=items, locks=locks, facts=facts, draft=None, full_wanted=True)
