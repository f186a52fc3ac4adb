"""What may be started under a verdict (rules: section 2), joined over all that holds."""

from collections.abc import Iterable
from functools import reduce

from sciacoach.screening.clearance import Scope, Verdict
from sciacoach.vocabulary import Tag

LIGHT = 2
"""The ceiling of hands-only under `not_today` and `see_clinician` (0 to 10)."""

NO_CONTACT_ROUTINE = "ease-and-walk"
"""The one routine that may be started under `urgent`."""

_WALK_OR_EASE = frozenset({Tag.WALK, Tag.EASE})

FREE = Scope()
NOTHING = Scope(anything=False, contact=False, hands_only=True, ceiling=0, moves=frozenset())
LIGHT_HANDS = Scope(hands_only=True, ceiling=LIGHT, moves=_WALK_OR_EASE)
CLOSED = Scope(contact=False)
EASE_ONLY = Scope(contact=False, moves=frozenset({Tag.EASE}))
NO_WALKING = Scope(without=frozenset({Tag.WALK}))
NO_CONTACT = Scope(
    contact=False,
    hands_only=True,
    ceiling=LIGHT,
    moves=_WALK_OR_EASE,
    only_routine=NO_CONTACT_ROUTINE,
)

_BY_VERDICT = {
    Verdict.GO: FREE,
    Verdict.GENTLE: FREE,
    Verdict.NOT_TODAY: LIGHT_HANDS,
    Verdict.SEE_CLINICIAN: LIGHT_HANDS,
    Verdict.URGENT: NO_CONTACT,
    Verdict.EMERGENCY: NOTHING,
}


def of_verdict(verdict: Verdict) -> Scope:
    """What may be started under `verdict` alone."""
    return _BY_VERDICT[verdict]


def join(parts: Iterable[Scope]) -> Scope:
    """What every one of `parts` lets be started."""
    return reduce(_both, parts, FREE)


def _both(one: Scope, two: Scope) -> Scope:
    return Scope(
        anything=one.anything and two.anything,
        contact=one.contact and two.contact,
        hands_only=one.hands_only or two.hands_only,
        ceiling=min(one.ceiling, two.ceiling),
        moves=_moves(one.moves, two.moves),
        without=one.without | two.without,
        only_routine=one.only_routine or two.only_routine,
    )


def _moves(one: frozenset[Tag] | None, two: frozenset[Tag] | None) -> frozenset[Tag] | None:
    if one is None or two is None:
        return two if one is None else one
    return one & two
