"""What the history holds of a session, as values, and the JSON that scripts read.

Seconds are floats, times are ISO 8601 with an offset, readings are 0 to 10. What was not
given is None in a value and null in JSON, never 0.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

Json = dict[str, Any]

READINGS = ("leg", "back", "lowest", "tingling", "weakness")
"""What a reading before or after a session is made of (rules.md section 7)."""


@dataclass(frozen=True, slots=True)
class RoutineRef:
    """The routine as it was when it was played: `sha256` is that of its file."""

    id: str
    title: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ScreenRef:
    """The clearance that a session ran under. A private item is named "private item"."""

    verdict: str
    version: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SessionHeader:
    """What is known before anything is played. `program` and `limits` are versions,
    `changes` the lines of fit, `plan` what a replay needs, `planned_s` the fitted length."""

    id: str
    program: str
    limits: str
    routine: RoutineRef
    started_at: str
    rehearsal: bool
    planned_s: float
    screen: ScreenRef
    changes: tuple[str, ...] = ()
    plan: Mapping[str, Any] | None = None
    resumed_from: str | None = None


@dataclass(frozen=True, slots=True)
class StepRow:
    """One play of one step. A step that is gone back to is there twice, with the same
    `index`. `outcome` is done, skipped or cut, and None while it runs."""

    index: int
    name: str
    do: str
    region: str | None
    tool: str | None
    side: str
    planned_s: float
    delivered_s: float = 0.0
    outcome: str | None = None
    position: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What the person said. `t` is seconds of session clock; `local`, the discomfort where
    it is pressed, is kept of readings during a session only."""

    leg: int | None = None
    back: int | None = None
    lowest: str | None = None
    tingling: int | None = None
    weakness: int | None = None
    local: int | None = None
    t: float | None = None


@dataclass(frozen=True, slots=True)
class DayReading:
    """A reading of any day, told at `at` (ISO 8601): the average of the 24 hours before."""

    at: str
    said: Reading


@dataclass(frozen=True, slots=True)
class Checkin:
    """The check-in of a session, as it was told at `at` (ISO 8601)."""

    session: str
    at: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Advised:
    """A stop or change rule that spoke at `t`."""

    rule: str
    t: float


@dataclass(frozen=True, slots=True)
class Command:
    """One line that came from outside at `t`, seconds on the body's clock, kept so that a
    session can be played again: a command of the person, or a word of the coach
    (`session.replay` knows them)."""

    t: float
    line: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a running session stands, written once a second. `step_s` is what the step in
    hand delivered; the others are the session's seconds so far; `at` is wall time."""

    at: str
    t: float
    step_s: float
    delivered_s: float
    contact_s: float
    paused_s: float


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """One session. `outcome` is None while it runs; `detail` of steps and readings is
    empty in a summary."""

    header: SessionHeader
    ended_at: str | None = None
    outcome: str | None = None
    delivered_s: float = 0.0
    contact_s: float = 0.0
    paused_s: float = 0.0
    before: Reading = field(default_factory=Reading)
    after: Reading = field(default_factory=Reading)
    during: tuple[Reading, ...] = ()
    steps: tuple[StepRow, ...] = ()
    advice: tuple[Advised, ...] = ()
    commands: tuple[Command, ...] = ()
    checkin: Mapping[str, Any] | None = None
    note: str | None = None


def new_session_id(at: datetime) -> str:
    """A UUIDv7 (RFC 9562): ids sort by the millisecond at which they were made."""
    stamp = int(at.timestamp() * 1000) & (2**48 - 1)
    chance = int.from_bytes(os.urandom(10), "big")
    high, low = chance >> 64 & 0xFFF, chance & (2**62 - 1)
    return str(UUID(int=stamp << 80 | 7 << 76 | high << 64 | 2 << 62 | low))


def session_json(record: SessionRecord, notes: bool = True) -> Json:
    """The whole session, in the form of the contract; `notes=False` leaves out free text."""
    head = record.header
    checkin = dict(record.checkin) if record.checkin is not None else None
    if checkin and not notes:
        checkin = {key: value for key, value in checkin.items() if key != "note"}
    return {
        "id": head.id,
        "program": head.program,
        "limits": head.limits,
        "changes": list(head.changes),
        "routine": {
            "id": head.routine.id,
            "title": head.routine.title,
            "sha256": head.routine.sha256,
        },
        "started_at": head.started_at,
        "ended_at": record.ended_at,
        "outcome": record.outcome,
        "rehearsal": head.rehearsal,
        "resumed_from": head.resumed_from,
        "planned_s": _seconds(head.planned_s),
        "delivered_s": _seconds(record.delivered_s),
        "contact_s": _seconds(record.contact_s),
        "paused_s": _seconds(record.paused_s),
        "screen": {
            "verdict": head.screen.verdict,
            "version": head.screen.version,
            "reasons": list(head.screen.reasons),
        },
        "pain": {
            "before": _around(record.before),
            "after": _around(record.after),
            "during": [_during(one) for one in record.during],
        },
        "steps": [_step(one) for one in record.steps],
        "advice": [{"rule": one.rule, "t": _seconds(one.t)} for one in record.advice],
        "commands": [{"t": round(one.t, 9), "line": one.line} for one in record.commands],
        "plan": dict(head.plan) if head.plan is not None else None,
        "checkin": checkin,
        "note": record.note if notes else None,
    }


def _around(reading: Reading) -> Json:
    return {name: getattr(reading, name) for name in READINGS}


def _during(reading: Reading) -> Json:
    t = None if reading.t is None else _seconds(reading.t)
    return {"t": t, "local": reading.local, **_around(reading)}


def _step(step: StepRow) -> Json:
    return {
        "index": step.index,
        "name": step.name,
        "do": step.do,
        "region": step.region,
        "tool": step.tool,
        "side": step.side,
        "position": step.position,
        "planned_s": _seconds(step.planned_s),
        "delivered_s": _seconds(step.delivered_s),
        "outcome": step.outcome,
    }


def _seconds(value: float) -> float:
    """To the millisecond, as the events say it."""
    return round(value, 3)
