"""What was decided last, as JSON for scripts."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sciacoach.cli.why_parts import (
    Last,
    LastVerdict,
    Locked,
    Played,
    lifted_by,
    off_words,
    rule_of,
)
from sciacoach.plan.off import Off

Json = dict[str, Any]


def last_json(last: Last) -> Json:
    """All of it for scripts, without the envelope."""
    fitted, live = last.fitted, last.live
    return {
        "verdict": _verdict_json(last.verdict),
        "session": _session_json(fitted),
        "changes": [
            {"says": one.says, **_ruled(one.rule)} for one in (fitted.changes if fitted else ())
        ],
        "refusal": _refusal_json(last),
        "advice": [
            {**_ruled(one.rule), "t": round(one.t, 3), "says": one.says}
            for one in (live.advice if live else ())
        ],
        "locks": [_lock_json(one, last.open) for one in last.locks],
        "off": [_off_json(one) for one in last.off],
        "dated_ahead": list(last.ahead),
    }


def _verdict_json(found: LastVerdict) -> Json:
    return {
        "verdict": found.verdict,
        "complete": found.at is not None,
        "at": _iso(found.at),
        "message": found.message or None,
        "reasons": [
            {
                **_basis_json(cause.id),
                "id": cause.id,
                "answer": cause.answer,
                "verdict": cause.verdict,
                "says": cause.says,
                "does": cause.does or None,
                "at": _iso(cause.at),
            }
            for cause in found.causes
        ],
        "pain": {"leg": found.pain.leg, "back": found.pain.back, "lowest": found.pain.lowest},
        "due": found.due,
    }


def _session_json(played: Played | None) -> Json | None:
    if played is None:
        return None
    return {
        "id": played.id,
        "routine": played.routine,
        "at": _iso(played.at),
        "rehearsal": played.rehearsal,
    }


def _refusal_json(last: Last) -> Json | None:
    found = last.refusal
    if found is None:
        return None
    return {
        "at": _iso(found.at),
        "routine": found.routine,
        "what": found.what,
        "until": found.until,
        "instead": found.instead,
        "rules": [_ruled(rule) for rule in found.rules],
        "rehearsal": found.rehearsal,
    }


def _lock_json(lock: Locked, open_: Iterable[str]) -> Json:
    return {
        "id": lock.id,
        "says": lock.says,
        "since": _iso(lock.since),
        "ends_at": _iso(lock.ends_at),
        "clearable": lock.clearable and lock.ends_at is None,
        "lifted": lifted_by(lock),
        "open": list(open_),
    }


def _off_json(one: Off) -> Json:
    return {
        **_ruled(one.rule),
        "limit": one.limit,
        "what": one.what,
        "regions": [str(region) for region in one.regions],
        "until": _iso(one.until),
        "says": off_words(one),
    }


def _ruled(rule: str | None) -> Json:
    return {"rule": rule, **_basis_json(rule)}


def _basis_json(rule: str | None) -> Json:
    found = rule_of(rule)
    return found.basis_json if found else {}


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
