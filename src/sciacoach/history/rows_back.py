"""How records come back from the tables: rows in, values out, all text cleaned again."""

import json

from sciacoach.history.database import Row
from sciacoach.history.records import (
    DayReading,
    Reading,
    RoutineRef,
    ScreenRef,
    SessionHeader,
    SessionRecord,
    StepRow,
)
from sciacoach.history.rows import ID_CHARS, LINE_CHARS, NOTE_CHARS, cleaned
from sciacoach.history.sense import moment, outcome, seconds
from sciacoach.text import clean


def header_of(row: Row, plan: str | None) -> SessionHeader:
    """The head of a session from its row."""
    screen = json.loads(row["screen"])
    return SessionHeader(
        id=clean(row["id"], ID_CHARS),
        program=clean(row["program"], ID_CHARS),
        limits=clean(row["limits"], ID_CHARS),
        routine=RoutineRef(
            clean(row["routine_id"], ID_CHARS),
            clean(row["routine_title"], LINE_CHARS),
            clean(row["routine_sha256"], LINE_CHARS),
        ),
        started_at=moment(row["started_at"]),
        rehearsal=bool(row["rehearsal"]),
        planned_s=seconds(row["planned_s"]),
        screen=ScreenRef(
            clean(screen["verdict"], ID_CHARS),
            clean(screen["version"], ID_CHARS),
            tuple(clean(reason, LINE_CHARS) for reason in screen["reasons"]),
        ),
        changes=tuple(clean(line, LINE_CHARS) for line in json.loads(row["changes"])),
        plan=None if plan is None else cleaned(json.loads(plan)),
        resumed_from=_text(row["resumed_from"]),
    )


def record_of(row: Row, head: SessionHeader) -> SessionRecord:
    """The session of a row, without its parts."""
    checkin = row["checkin"]
    return SessionRecord(
        header=head,
        ended_at=None if row["ended_at"] is None else moment(row["ended_at"]),
        outcome=outcome(row["outcome"]),
        delivered_s=seconds(row["delivered_s"]),
        contact_s=seconds(row["contact_s"]),
        paused_s=seconds(row["paused_s"]),
        checkin=None if checkin is None else cleaned(json.loads(checkin)),
        note=_text(row["note"], NOTE_CHARS),
    )


def step_of(row: Row) -> StepRow:
    """A step from its row."""
    return StepRow(
        index=row["number"],
        name=clean(row["name"], LINE_CHARS),
        do=clean(row["do"], ID_CHARS),
        region=_text(row["region"]),
        tool=_text(row["tool"]),
        side=clean(row["side"], ID_CHARS),
        planned_s=seconds(row["planned_s"]),
        delivered_s=seconds(row["delivered_s"]),
        outcome=row["outcome"],
        position=_text(row["position"]),
    )


def reading_of(row: Row) -> Reading:
    """A reading from its row."""
    return Reading(
        leg=row["leg"],
        back=row["back"],
        lowest=_text(row["lowest"]),
        tingling=row["tingling"],
        weakness=row["weakness"],
        local=row["local"],
        t=seconds(row["t"]) if _is_timed(row) else None,
    )


def day_reading_of(row: Row) -> DayReading:
    """A reading of any day from its row."""
    said = Reading(
        leg=row["leg"],
        back=row["back"],
        lowest=_text(row["lowest"]),
        tingling=row["tingling"],
        weakness=row["weakness"],
    )
    return DayReading(moment(row["at"]), said)


def _is_timed(row: Row) -> bool:
    return row["moment"] == "during" and row["t"] is not None


def _text(value: str | None, most: int = ID_CHARS) -> str | None:
    return None if value is None else clean(value, most)
