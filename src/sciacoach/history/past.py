"""From rows to past sessions: what was really delivered, and which sessions were calm.

Rehearsals never count. Contact of less than a second on a region in a session leaves no
trace (rules.md section 5); it is summed first, so that many short ones are seen.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sciacoach.history.database import Database, Row
from sciacoach.history.sense import seconds, understood
from sciacoach.plan.past import PastContact, PastSession
from sciacoach.vocabulary import MOVING, Do, Position, Region, Side, Tool

TRACE_S = 1.0
"""Contact under this many seconds leaves no trace (rules.md section 5)."""

CALM_SIDE_S = 20.0
CALM_ALL_S = 30.0
"""A calm session has so many seconds a side, or in all (rules.md section 4.4)."""

CALM_MORNINGS = frozenset({"better", "same", "worse_under_36h"})
"""Mornings after that are no worse than N1 (soreness gone within 36 hours)."""

CALM_RULES = (None, "N1")
"""Next-day rules that a calm session may have: none, or N1."""

NOT_CALM = frozenset({*(f"D{number}" for number in range(1, 13)), "cannot_stand"})
"""Stop rules that make a session not calm; D13 and D14 say that all is well."""

_CONTACTS = """
    SELECT step.session, do, region, tool, side, position, step.delivered_s
    FROM step JOIN session ON session.key = step.session
    WHERE rehearsal = 0 AND do IN ('hold', 'roll', 'stroke') AND step.delivered_s > 0
        AND region IS NOT NULL AND tool IS NOT NULL
    ORDER BY step.session, seq
"""
_RULES = """
    SELECT session, rule FROM advice JOIN session ON session.key = advice.session
    WHERE rehearsal = 0 ORDER BY session, seq
"""
_AFTER = """
    SELECT session FROM reading JOIN session ON session.key = reading.session
    WHERE rehearsal = 0 AND moment = 'after'
        AND (leg IS NOT NULL OR back IS NOT NULL OR lowest IS NOT NULL)
"""
_SESSIONS = """
    SELECT key, id, routine_id, started_at, outcome, checkin FROM session
    WHERE rehearsal = 0 ORDER BY started_s, key
"""


def past_sessions(db: Database, now: datetime) -> tuple[PastSession, ...]:
    """The sessions that are there and count, oldest first; a start in the future counts as
    `now`."""
    heads = db.rows(_SESSIONS)
    contacts, rules = _by_session(db.rows(_CONTACTS)), _by_session(db.rows(_RULES))
    answered = {row["session"] for row in db.rows(_AFTER)}
    with understood(db.path):
        return tuple(
            _session(row, contacts[row["key"]], rules[row["key"]], answered, now) for row in heads
        )


def _by_session(found: Iterable[Row]) -> Mapping[int, list[Row]]:
    out: defaultdict[int, list[Row]] = defaultdict(list)
    for row in found:
        out[row["session"]].append(row)
    return out


def _session(
    row: Row, steps: Sequence[Row], rules: Sequence[Row], answered: set[int], now: datetime
) -> PastSession:
    contacts = _with_trace(
        [contact_of(step, step["delivered_s"], Do(step["do"]) in MOVING) for step in steps]
    )
    checkin = None if row["checkin"] is None else json.loads(row["checkin"])
    began = datetime.fromisoformat(row["started_at"])
    return PastSession(
        id=row["id"],
        routine=row["routine_id"],
        started_at=min(began, now),
        contacts=contacts,
        outcome=row["outcome"] or "running",
        calm=_enough(contacts)
        and row["key"] in answered
        and NOT_CALM.isdisjoint(rule["rule"] for rule in rules)
        and _good_morning(checkin),
        rules=tuple(rule["rule"] for rule in rules),
        next_day=None if checkin is None else checkin.get("rule"),
        told_at=_told_at(checkin, row["started_at"], now),
        dated=began if began > now else None,
    )


def _told_at(checkin: Mapping[str, Any] | None, started_at: str, now: datetime) -> datetime | None:
    """When the check-in was given; one that does not say counts from the session."""
    if checkin is None:
        return None
    return min(datetime.fromisoformat(checkin.get("at") or started_at), now)


def _contact(step: Row) -> PastContact:
    return contact_of(step, step["delivered_s"], Do(step["do"]) in MOVING)


def contact_of(row: Row, delivered_s: float, moving: bool) -> PastContact:
    """One contact from a row that says where, with what and how. Raises ValueError."""
    position = row["position"]
    return PastContact(
        region=Region(row["region"]),
        tool=Tool(row["tool"]),
        side=Side(row["side"]),
        seconds=seconds(delivered_s),
        moving=moving,
        position=None if position is None else Position(position),
    )


def _with_trace(contacts: Sequence[PastContact]) -> tuple[PastContact, ...]:
    total: defaultdict[Region, float] = defaultdict(float)
    for one in contacts:
        total[one.region] += one.seconds
    return tuple(one for one in contacts if total[one.region] >= TRACE_S)


def _enough(contacts: Sequence[PastContact]) -> bool:
    """20 seconds on each side that was pressed, or 30 in all."""
    side: defaultdict[Side, float] = defaultdict(float)
    for one in contacts:
        both = (Side.LEFT, Side.RIGHT) if one.side is Side.BOTH else (one.side,)
        for each in both:
            side[each] += one.seconds
    in_all = sum(one.seconds for one in contacts)
    return in_all >= CALM_ALL_S or (bool(side) and min(side.values()) >= CALM_SIDE_S)


def _good_morning(checkin: Mapping[str, Any] | None) -> bool:
    if checkin is None or checkin.get("rule") not in CALM_RULES:
        return False
    return checkin.get("morning") in CALM_MORNINGS
