"""How records lie in the tables: values in, rows out (`rows_back.py` is the way back). Text
is cleaned here on its way in.

Every function that writes stands inside `Database.writing`.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sciacoach.history.database import Database, Row
from sciacoach.history.records import (
    Advised,
    Command,
    Reading,
    ScreenRef,
    SessionHeader,
    SessionRecord,
    StepRow,
)
from sciacoach.text import clean

ID_CHARS = 60
LINE_CHARS = 300
NOTE_CHARS = 2000


def dumped(body: object) -> str:
    """`body` as JSON. Raises ValueError for what JSON cannot say (a NaN, say)."""
    return json.dumps(body, allow_nan=False, separators=(",", ":"))


def cleaned(body: Any) -> Any:
    """`body` with all its text cleaned, keys too."""
    if isinstance(body, str):
        return clean(body, NOTE_CHARS)
    if isinstance(body, Mapping):
        return {clean(str(key), ID_CHARS): cleaned(value) for key, value in body.items()}
    if isinstance(body, list | tuple):
        return [cleaned(value) for value in body]
    return body


def insert_session(db: Database, head: SessionHeader) -> int:
    """A session with nothing delivered; its key."""
    db.run(
        """
        INSERT INTO session (id, started_s, started_at, rehearsal, routine_id, routine_title,
            routine_sha256, planned_s, program, limits, resumed_from, changes, screen)
        VALUES (:id, :started_s, :started_at, :rehearsal, :routine_id, :routine_title,
            :routine_sha256, :planned_s, :program, :limits, :resumed_from, :changes, :screen)
        """,
        {
            "id": head.id,
            "started_s": datetime.fromisoformat(head.started_at).timestamp(),
            "started_at": head.started_at,
            "rehearsal": int(head.rehearsal),
            "routine_id": clean(head.routine.id, ID_CHARS),
            "routine_title": clean(head.routine.title, LINE_CHARS),
            "routine_sha256": clean(head.routine.sha256, LINE_CHARS),
            "planned_s": head.planned_s,
            "program": clean(head.program, ID_CHARS),
            "limits": clean(head.limits, ID_CHARS),
            "resumed_from": head.resumed_from,
            "changes": dumped([clean(line, LINE_CHARS) for line in head.changes]),
            "screen": dumped(_screen(head.screen)),
        },
    )
    key = key_of(db, head.id)
    if head.plan is not None:
        body = dumped(cleaned(head.plan))
        db.run("INSERT INTO plan (session, body) VALUES (?, ?)", (key, body))
    return key


def key_of(db: Database, session: str) -> int:
    """The key of the session with this id, which must be there."""
    return int(db.rows("SELECT key FROM session WHERE id = ?", (session,))[0]["key"])


def insert_step(db: Database, key: int, step: StepRow) -> None:
    """A step after those that are there."""
    db.run(
        """
        INSERT INTO step (session, seq, number, name, do, region, tool, side, position,
            planned_s, delivered_s, outcome)
        SELECT :key, coalesce(max(seq), 0) + 1, :number, :name, :do, :region, :tool, :side,
            :position, :planned_s, :delivered_s, :outcome
        FROM step WHERE session = :key
        """,
        {
            "key": key,
            "number": step.index,
            "name": clean(step.name, LINE_CHARS),
            "do": step.do,
            "region": step.region,
            "tool": step.tool,
            "side": step.side,
            "position": step.position,
            "planned_s": step.planned_s,
            "delivered_s": step.delivered_s,
            "outcome": step.outcome,
        },
    )


def insert_day_reading(db: Database, at: datetime, said: Reading) -> None:
    """A reading of any day."""
    db.run(
        """
        INSERT INTO pain_log (at_s, at, leg, back, lowest, tingling, weakness)
        VALUES (:at_s, :at, :leg, :back, :lowest, :tingling, :weakness)
        """,
        {**_said(said), "at_s": at.timestamp(), "at": at.isoformat()},
    )


def insert_reading(db: Database, key: int, when: str, said: Reading) -> None:
    """A reading after those that are there. `local` counts during a session only."""
    db.run(
        """
        INSERT INTO reading (session, seq, moment, t, leg, back, lowest, tingling, weakness, local)
        SELECT :key, coalesce(max(seq), 0) + 1, :moment, :t, :leg, :back, :lowest, :tingling,
            :weakness, :local
        FROM reading WHERE session = :key
        """,
        _said(said) | {"key": key, "moment": when, "local": _local(when, said)},
    )


def merge_reading(db: Database, key: int, when: str, said: Reading) -> bool:
    """Put what `said` gives over the reading of that moment. False if there is none."""
    return bool(
        db.run(
            """
            UPDATE reading SET leg = coalesce(:leg, leg), back = coalesce(:back, back),
                lowest = coalesce(:lowest, lowest), tingling = coalesce(:tingling, tingling),
                weakness = coalesce(:weakness, weakness)
            WHERE session = :key AND moment = :moment
            """,
            _said(said) | {"key": key, "moment": when},
        )
    )


def insert_advice(db: Database, key: int, advised: Advised) -> None:
    """A rule that spoke, after those that are there."""
    db.run(
        """
        INSERT INTO advice (session, seq, rule, t)
        SELECT :key, coalesce(max(seq), 0) + 1, :rule, :t FROM advice WHERE session = :key
        """,
        {"key": key, "rule": clean(advised.rule, ID_CHARS), "t": advised.t},
    )


def insert_screen(db: Database, at: str, kind: str, body: Mapping[str, Any]) -> None:
    """One more entry of the screen's log."""
    values = (at, kind, dumped(dict(body)))
    db.run("INSERT INTO screen_log (at, kind, body) VALUES (?, ?, ?)", values)


def insert_command(db: Database, key: int, command: Command) -> None:
    """A command, after those that are there."""
    db.run(
        """
        INSERT INTO command (session, seq, t, line)
        SELECT :key, coalesce(max(seq), 0) + 1, :t, :line FROM command WHERE session = :key
        """,
        {"key": key, "t": command.t, "line": clean(command.line, LINE_CHARS)},
    )


def insert_record(db: Database, record: SessionRecord) -> bool:
    """A whole session that is over. False, and nothing written, if it is there already."""
    if db.rows("SELECT key FROM session WHERE id = ?", (record.header.id,)):
        return False
    key = insert_session(db, record.header)
    db.run(
        """
        UPDATE session SET ended_at = :ended_at, outcome = :outcome, delivered_s = :delivered_s,
            contact_s = :contact_s, paused_s = :paused_s, checkin = :checkin, note = :note
        WHERE key = :key
        """,
        {
            "key": key,
            "ended_at": record.ended_at,
            "outcome": record.outcome,
            "delivered_s": record.delivered_s,
            "contact_s": record.contact_s,
            "paused_s": record.paused_s,
            "checkin": None if record.checkin is None else dumped(cleaned(record.checkin)),
            "note": None if record.note is None else clean(record.note, NOTE_CHARS),
        },
    )
    _insert_parts(db, key, record)
    return True


def _insert_parts(db: Database, key: int, record: SessionRecord) -> None:
    for when, said in (("before", record.before), ("after", record.after)):
        if said != Reading():
            insert_reading(db, key, when, said)
    for said in record.during:
        insert_reading(db, key, "during", said)
    for step in record.steps:
        insert_step(db, key, step)
    for advised in record.advice:
        insert_advice(db, key, advised)
    for command in record.commands:
        insert_command(db, key, command)


def _said(said: Reading) -> Row:
    return {
        "t": said.t,
        "leg": said.leg,
        "back": said.back,
        "lowest": said.lowest,
        "tingling": said.tingling,
        "weakness": said.weakness,
    }


def _local(when: str, said: Reading) -> int | None:
    return said.local if when == "during" else None


def _screen(screen: ScreenRef) -> Row:
    return {
        "verdict": clean(screen.verdict, ID_CHARS),
        "version": clean(screen.version, ID_CHARS),
        "reasons": [clean(reason, LINE_CHARS) for reason in screen.reasons],
    }
