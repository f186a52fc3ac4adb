"""Routine + clearance + wishes + past = a plan that may be done, or a refusal.

`fit` is the only way to something a session accepts. Every change is one line that names
its rule; a refusal is three: what, until when or until what, what can be done now.
All the words are data (`data/fit.json`). The order of the work is `fitting.py`.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from sciacoach.plan.past import Past
from sciacoach.routine.model import Routine
from sciacoach.screening.clearance import Clearance, Verdict
from sciacoach.session.fitting import LEAST_A_SIDE_S, Fitting
from sciacoach.session.lately import dose_of, recent
from sciacoach.session.plan import Fitted, Refused
from sciacoach.session.telling import Rules, refusal_lines
from sciacoach.session.wishes import Wishes, first_side

__all__ = [
    "LEAST_A_SIDE_S",
    "Lookup",
    "Wishes",
    "accepts_offer",
    "dose_of",
    "first_side",
    "fit",
    "may_start",
    "objection",
    "recent",
]

LAST_OFFERS = ("flare-day", "ease-and-walk")
"""What is offered when none of a routine's `gentler` fits."""

Lookup = Callable[[str], Routine | None]


def fit(
    routine: Routine,
    clearance: Clearance,
    past: Past,
    wishes: Wishes,
    now: datetime,
    lookup: Lookup,
) -> Fitted | Refused:
    """A plan of `routine` that may be done now, or a refusal with what can be done instead.

    `lookup` finds a routine by id (None: there is none), for the offer of a refusal.
    """
    found = Fitting(routine, clearance, past, wishes, now).run()
    if isinstance(found, Fitted):
        return found
    offer = _offer(routine, clearance, past, wishes, now, lookup)
    lines = refusal_lines(found, routine.title, clearance, offer)
    return Refused(*lines, offer, Rules(clearance).names(found.rules), found.ends_at)


def objection(
    plan: Fitted,
    session: str,
    routine: Routine,
    clearance: Clearance,
    past: Past,
    now: datetime,
    lookup: Lookup,
) -> Refused | None:
    """Why `plan`, which `fit` made of `routine` for the session with the id `session`, may
    not be gone on with under a new clearance; None: it may, as it is.

    `past` is the history with that session. Its own limits of days do not count it, for it
    is the same session (rules.md section 5); what is offered instead would be another one.
    """
    found = Fitting(routine, clearance, past.without(session), Wishes(), now).objection(plan)
    if found is None:
        return None
    offer = _offer(routine, clearance, past, Wishes(), now, lookup)
    lines = refusal_lines(found, routine.title, clearance, offer)
    return Refused(*lines, offer, Rules(clearance).names(found.rules), found.ends_at)


def may_start(
    routines: Iterable[Routine], clearance: Clearance, past: Past, wishes: Wishes, now: datetime
) -> tuple[str, ...]:
    """The ids of the routines that may be started now."""
    return tuple(
        routine.id
        for routine in routines
        if isinstance(Fitting(routine, clearance, past, wishes, now).run(), Fitted)
    )


def accepts_offer(clearance: Clearance) -> bool:
    """Whether `--yes` may accept a gentler routine: under `go` and `gentle` alone."""
    return clearance.verdict in (Verdict.GO, Verdict.GENTLE)


def _offer(
    routine: Routine,
    clearance: Clearance,
    past: Past,
    wishes: Wishes,
    now: datetime,
    lookup: Lookup,
) -> str | None:
    """The first gentler routine that fits."""
    for name in dict.fromkeys((*routine.gentler, *LAST_OFFERS)):
        other = lookup(name) if name != routine.id else None
        if other and isinstance(Fitting(other, clearance, past, wishes, now).run(), Fitted):
            return name
    return None
