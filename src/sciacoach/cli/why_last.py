"""What was decided last, and what stands behind it: gathered from the history into values.

A private item is counted and never named, as everywhere outside the questions themselves.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sciacoach.cli.clearing import Current, current
from sciacoach.cli.refusal import last_refusal
from sciacoach.cli.why_parts import Advised, Cause, Change, Last, LastVerdict, Locked, Played
from sciacoach.cli.world import World
from sciacoach.history.left_open import left_open
from sciacoach.history.store import open_store
from sciacoach.knowledge.rule import word
from sciacoach.knowledge.rules import find
from sciacoach.plan.off import standing_off
from sciacoach.routine.limits import Column
from sciacoach.screening.assess import Assessment, assess
from sciacoach.screening.catalogue import catalogue
from sciacoach.screening.clear import locked
from sciacoach.screening.clearance import PRIVATE_LABEL, Reason, Scope, Verdict
from sciacoach.screening.sets import needed
from sciacoach.screening.standing import Standing
from sciacoach.session.telling import ahead_lines
from sciacoach.settings import load_settings
from sciacoach.text import clean
from sciacoach.vocabulary import Tag

if TYPE_CHECKING:
    from sciacoach.history.records import SessionRecord
    from sciacoach.history.store import Store
    from sciacoach.screening.log import Entry

LOOKED_AT = 50
"""So many sessions are looked back through for one that was no rehearsal."""

_NAMED = re.compile(r"\(([^():]+)[:)]")


def look(world: World) -> Last:
    """What was decided last, as the history has it now."""
    now = world.clock.now()
    number = load_settings(world.paths.settings).emergency_number or None
    with open_store(world.paths, write=False) as store:
        found = current(store, now)
        past = store.past(now)
        fitted, live = _sessions(store, found.log, number)
    assessed = assess(found.standing, found.experience, now, number)
    locks = _locks(found.standing, assessed, now)
    column = Column.PRECAUTION if assessed.restrictions.precaution else Column.HARD
    return Last(
        verdict=_verdict(found, assessed, now),
        fitted=fitted,
        live=live,
        refusal=last_refusal(world.paths),
        locks=locks,
        open=_open(assessed) if locks else (),
        off=standing_off(past, now, column),
        ahead=ahead_lines(past),
    )


# ---- the verdict ------------------------------------------------------------------------


def _verdict(found: Current, assessed: Assessment, now: datetime) -> LastVerdict:
    standing = found.standing
    known = standing.last is not None or assessed.verdict is Verdict.EMERGENCY
    does = dict(assessed.does)
    return LastVerdict(
        verdict=assessed.verdict if known else None,
        at=standing.last.answered_at if standing.last else None,
        causes=tuple(_cause(one, does, standing) for one in assessed.reasons),
        pain=standing.pain,
        message=assessed.message if known else "",
        due=needed(standing, found.experience, now) if assessed.scope.anything else None,
    )


def _cause(reason: Reason, does: Mapping[str, str], standing: Standing) -> Cause:
    name = reason.stored_id()
    held = standing.items.get(reason.id)
    return Cause(
        id=name,
        answer=reason.answer,
        verdict=reason.verdict,
        says=word("private", "says") if reason.private else reason.says,
        does=does.get(name, ""),
        at=held.latest if held else _rule_locked_at(reason.id, standing),
    )


def _rule_locked_at(rule: str, standing: Standing) -> datetime | None:
    return max((lock.at for lock in standing.locks if lock.rule == rule), default=None)


# ---- sessions ---------------------------------------------------------------------------


def _sessions(
    store: "Store", log: "Sequence[Entry]", number: str | None
) -> tuple[Played | None, Played | None]:
    """The last session, and the last that was no rehearsal."""
    found = store.newest(LOOKED_AT)
    live = next((one for one in found if not one.header.rehearsal), None)
    last = _played(store, found[0], log, number) if found else None
    if live is None or live is found[0]:
        return last, last if live else None
    return last, _played(store, live, log, number)


def _played(
    store: "Store", summary: "SessionRecord", log: "Sequence[Entry]", number: str | None
) -> Played:
    whole = store.session(summary.header.id) or summary
    head, opened = whole.header, left_open(whole, log)
    return Played(
        id=head.id,
        routine=clean(head.routine.id, 60),
        at=datetime.fromisoformat(head.started_at),
        rehearsal=head.rehearsal,
        changes=_changes(head.changes, head.plan or {}),
        advice=tuple(
            Advised(
                clean(one.rule, 60),
                one.t,
                opened[one.rule].says(number) if one.rule in opened else None,
            )
            for one in whole.advice
        ),
    )


def _changes(lines: Sequence[str], plan: Mapping[str, Any]) -> tuple[Change, ...]:
    """The lines with their rules: as they were stored beside the plan, else read off."""
    stored = plan.get("rules")
    told = [clean(line) for line in lines]
    if isinstance(stored, list) and len(stored) == len(told):
        rules = [clean(one, 60) if isinstance(one, str) else None for one in stored]
        return tuple(map(Change, told, rules))
    return tuple(Change(line, _named_in(line)) for line in told)


def _named_in(line: str) -> str | None:
    names = [name for name in _NAMED.findall(line) if find(name)]
    return names[-1] if names else None


# ---- locks ------------------------------------------------------------------------------


def _locks(standing: Standing, assessed: Assessment, now: datetime) -> tuple[Locked, ...]:
    says = {one.id: one.says for one in assessed.reasons}
    ending = [
        name
        for name in standing.worrying(now)
        if catalogue().by_id[name].ends_after_hours is not None
    ]
    names = dict.fromkeys((*locked(standing, now), *ending))
    return tuple(_lock(name, says.get(name, ""), standing) for name in names)


def _lock(name: str, says: str, standing: Standing) -> Locked:
    item = catalogue().by_id.get(name)
    held = standing.items.get(name)
    if item is None or held is None:
        return Locked(name, says, _rule_locked_at(name, standing), None, clearable=True)
    hours = item.ends_after_hours
    ends = held.latest + timedelta(hours=hours) if hours and held.latest else None
    return Locked(
        id=PRIVATE_LABEL if item.private else name,
        says=word("private", "says") if item.private else says,
        since=held.first,
        ends_at=ends,
        clearable=not item.nothing_may_start,
    )


def _open(assessed: Assessment) -> tuple[str, ...]:
    """What may be done while the locks stand, in words; nothing in an emergency."""
    scope = assessed.scope
    if not scope.anything:
        return ()
    found = [word("open", "breathe")]
    found += [word("open", tag) for tag in (Tag.WALK, Tag.EASE) if _moves(scope, tag)]
    if scope.contact:
        most = min(scope.ceiling, assessed.restrictions.ceiling)
        found.append(word("open", "hands", ceiling=most))
    return tuple(found)


def _moves(scope: Scope, tag: Tag) -> bool:
    return (scope.moves is None or tag in scope.moves) and tag not in scope.without
