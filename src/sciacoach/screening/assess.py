"""Everything that follows from what holds: verdict, reasons, restrictions, scope.

The verdict is the most severe of each item's own, of the combinations, and of what the
stop rules have locked (rules: section 2). This is no clearance: `judge.py` makes one, and
only of a screen that is complete.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sciacoach.screening import restrict, scope
from sciacoach.screening.answers import Experience, Pain
from sciacoach.screening.catalogue import catalogue
from sciacoach.screening.clearance import Reason, Restrictions, Scope, Verdict
from sciacoach.screening.items import NOTHING, Answer, Combination, Item
from sciacoach.screening.message import message_of
from sciacoach.screening.standing import Holds, RuleLock, Standing, active_combinations
from sciacoach.screening.words import regions_words, says, words


@dataclass(frozen=True, slots=True)
class Assessment:
    """What follows from the answers so far, whether or not they are all of them."""

    verdict: Verdict
    reasons: tuple[Reason, ...]
    restrictions: Restrictions
    by_item: tuple[tuple[str, Restrictions], ...]
    does: tuple[tuple[str, str], ...]
    scope: Scope
    active: frozenset[str]
    flare: bool
    message: str


@dataclass(frozen=True, slots=True)
class _Part:
    """One thing that counts: why, what it takes away, and in words."""

    reason: Reason
    takes: Restrictions | None
    does: str


def assess(
    standing: Standing, experience: Experience, now: datetime, number: str | None = None
) -> Assessment:
    """What follows at `now`. `number` is the emergency number to show."""
    holds = dict(standing.worrying(now))
    flare = flare_item()
    if flares(standing.pain, standing.facts.began, now.date()):
        holds[flare.id] = Holds(Answer.YES)
    parts = [
        *(
            _of_item(item, holds[item.id], standing, experience, now)
            for item in catalogue().by_id.values()
            if item.id in holds
        ),
        *(_of_combination(one, holds) for one in _combinations(holds)),
        *(part for lock in standing.locks if (part := _of_lock(lock, experience))),
    ]
    parts.sort(key=lambda part: -part.reason.verdict.severity)
    reasons = tuple(part.reason for part in parts)
    verdict = max((r.verdict for r in reasons), key=lambda v: v.severity, default=Verdict.GO)
    allowed = _scope(verdict, holds)
    taking = [(_shown_id(part.reason), part.takes, part.does) for part in parts]
    return Assessment(
        verdict=verdict,
        reasons=reasons,
        restrictions=restrict.join(takes for _, takes, _ in taking if takes),
        by_item=tuple((name, takes) for name, takes, _ in taking if takes),
        does=tuple((name, does) for name, takes, does in taking if takes),
        scope=allowed,
        active=frozenset(holds),
        flare=flare.id in holds,
        message=message_of(verdict, reasons, allowed, number),
    )


def flare_item() -> Item:
    """The item that the readings answer (P09)."""
    return next(item for item in catalogue().items if item.flare is not None)


def flares(pain: Pain, began: date | None = None, today: date | None = None) -> bool:
    """Whether the readings make a flare. An onset that nobody told counts as recent: an
    unanswered question is not a no."""
    flare = flare_item().flare
    assert flare is not None
    leg, back = pain.leg or 0, pain.back or 0
    if leg >= flare.leg:
        return True
    recent = began is None or today is None or today - began < timedelta(days=flare.began_days)
    return max(leg, back) >= flare.severe and recent


def _combinations(holds: Mapping[str, Holds]) -> tuple[Combination, ...]:
    active = active_combinations(holds)
    return tuple(one for one in catalogue().combinations if one.id in active)


def _of_item(
    item: Item, holds: Holds, standing: Standing, experience: Experience, now: datetime
) -> _Part:
    if holds.cleared_on is not None:
        answer, told = "cleared", says("cleared", date=holds.cleared_on, label=item.label)
    elif item.flare is not None:
        answer, told = str(holds.answer), says("flare", label=item.label)
    else:
        answer, told = str(holds.answer), says(holds.answer, label=item.label)
    verdict = restrict.answered_verdict(item, holds)
    takes = restrict.of_item(item, holds, experience, standing.touch_passed, now)
    reason = Reason(item.id, answer, verdict, told, item.source, item.private)
    return _Part(reason, takes, _does(item, holds, standing.touch_passed))


def _does(item: Item, holds: Holds, touch_passed: bool) -> str:
    if item.effect is NOTHING:
        return words("first_calm")
    if touch_passed and item.effect.after_touch:
        return item.effect.after_touch.does
    return item.does.format(regions=regions_words(holds.regions))


def _of_combination(one: Combination, holds: Mapping[str, Holds]) -> _Part:
    private = any(catalogue().by_id[n].private for n in one.members if n in holds)
    told = says("together", label=one.label)
    return _Part(Reason(one.id, str(Answer.YES), one.verdict, told, one.source, private), None, "")


def _of_lock(lock: RuleLock, experience: Experience) -> _Part | None:
    """A stop rule's lock; a cleared one stays gentle for three calm sessions."""
    source, told = words("lock_source"), says("locked", rule=lock.rule)
    if lock.cleared_on is None:
        return _Part(Reason(lock.rule, "locked", lock.verdict, told, source), None, "")
    if restrict.calm_since(lock.cleared_at, experience) >= restrict.CALM_NEEDED:
        return None
    reason = Reason(lock.rule, "cleared", Verdict.GENTLE, told, source)
    return _Part(reason, restrict.FIRST_CALM, words("locked_calm"))


def _scope(verdict: Verdict, holds: Mapping[str, Holds]) -> Scope:
    """What may be started. The bans of C07 and C08, of contact, of walking and of minors
    hold under every verdict that is at least their own."""
    parts = [scope.of_verdict(verdict)]
    for name in holds:
        item = catalogue().by_id[name]
        if item.ends_after_hours is not None:
            parts.append(scope.LIGHT_HANDS if _only_dulls(item) else scope.EASE_ONLY)
        if item.contact_closed and verdict.severity >= Verdict.SEE_CLINICIAN.severity:
            parts.append(scope.CLOSED)
        if item.no_walking and verdict.severity >= Verdict.URGENT.severity:
            parts.append(scope.NO_WALKING)
        if item.nothing_may_start:
            parts.append(scope.NOTHING)
    return scope.join(parts)


def _only_dulls(item: Item) -> bool:
    """C07, not a fever: light hands stay."""
    return item.id not in catalogue().fever


def _shown_id(reason: Reason) -> str:
    """Changes name their item, and are stored: a private one hides its id."""
    return catalogue().private_label if reason.private else reason.id
