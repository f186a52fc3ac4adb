"""Questions to the open history. Rows are fetched a page at a time, so that no answer
holds a lock while somebody reads it slowly, and none grows with the history."""

import json
import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from sciacoach.history.database import Database, Row
from sciacoach.history.records import (
    Advised,
    Checkin,
    Command,
    DayReading,
    Reading,
    SessionRecord,
)
from sciacoach.history.rows import cleaned
from sciacoach.history.rows_back import (
    day_reading_of,
    header_of,
    reading_of,
    record_of,
    step_of,
)
from sciacoach.history.sense import moment, seconds, understood
from sciacoach.text import clean

_PAGE = 200


def sessions(
    db: Database, since: datetime | None, until: datetime | None
) -> Iterator[SessionRecord]:
    """Whole sessions, oldest first, that began in [since, until)."""
    at = -math.inf if since is None else since.timestamp()
    end = math.inf if until is None else until.timestamp()
    key = -1
    while page := db.rows(
        """
        SELECT * FROM session WHERE (started_s, key) > (:at, :key) AND started_s < :end
        ORDER BY started_s, key LIMIT :page
        """,
        {"at": at, "key": key, "end": end, "page": _PAGE},
    ):
        at, key = page[-1]["started_s"], page[-1]["key"]
        for row in page:
            yield _whole(db, row)


def newest(db: Database, limit: int) -> list[SessionRecord]:
    """Summaries, newest first."""
    found = db.rows("SELECT * FROM session ORDER BY started_s DESC, key DESC LIMIT ?", (limit,))
    with understood(db.path):
        return [record_of(row, header_of(row, None)) for row in found]


def find(db: Database, start: str, limit: int) -> list[str]:
    """Ids that begin with `start`; they are made of characters below `g`."""
    found = db.rows(
        "SELECT id FROM session WHERE id >= ? AND id < ? ORDER BY id LIMIT ?",
        (start, start + "g", limit),
    )
    return [clean(row["id"], 60) for row in found]


def session(db: Database, name: str) -> SessionRecord | None:
    """One whole session by its id."""
    found = db.rows("SELECT * FROM session WHERE id = ?", (name,))
    return _whole(db, found[0]) if found else None


def pains(db: Database, since: datetime | None) -> list[DayReading]:
    """Readings of any day, oldest first."""
    begin = -math.inf if since is None else since.timestamp()
    found = db.rows("SELECT * FROM pain_log WHERE at_s >= ? ORDER BY at_s, key", (begin,))
    with understood(db.path):
        return [day_reading_of(row) for row in found]


def checkins(db: Database, since: datetime) -> list[Checkin]:
    """Check-ins told from `since` on. One that does not say when counts from its session.
    Of a deleted session only N3 is left, for N3 twice is N4."""
    found = db.rows(
        """
        SELECT id, started_at, checkin FROM session
        WHERE checkin IS NOT NULL AND rehearsal = 0 ORDER BY started_s, key
        """
    )
    with understood(db.path):
        told = [*map(_deleted, _n3(db)), *map(_checkin, found)]
        return [one for one in told if datetime.fromisoformat(one.at) >= since]


def _checkin(row: Row) -> Checkin:
    body = cleaned(dict(json.loads(row["checkin"])))
    return Checkin(clean(row["id"], 60), moment(body.get("at") or row["started_at"]), body)


def _n3(db: Database) -> list[Row]:
    return db.rows("SELECT started_at, told_at FROM remnant WHERE n3 = 1 ORDER BY started_s")


def _deleted(row: Row) -> Checkin:
    return Checkin("", moment(row["told_at"] or row["started_at"]), {"rules": ["N3"]})


def screen_log(db: Database) -> list[tuple[str, str, dict[str, Any]]]:
    """The log of the screen, oldest first."""
    found = db.rows("SELECT at, kind, body FROM screen_log ORDER BY seq")
    with understood(db.path):
        return [(row["at"], row["kind"], dict(json.loads(row["body"]))) for row in found]


def _whole(db: Database, row: Row) -> SessionRecord:
    key = (row["key"],)
    plans = db.rows("SELECT body FROM plan WHERE session = ?", key)
    steps = db.rows("SELECT * FROM step WHERE session = ? ORDER BY seq", key)
    readings = db.rows("SELECT * FROM reading WHERE session = ? ORDER BY seq", key)
    advice = db.rows("SELECT rule, t FROM advice WHERE session = ? ORDER BY seq", key)
    commands = db.rows("SELECT t, line FROM command WHERE session = ? ORDER BY seq", key)
    with understood(db.path):
        head = header_of(row, plans[0]["body"] if plans else None)
        return replace(
            record_of(row, head),
            before=_moment(readings, "before"),
            after=_moment(readings, "after"),
            during=tuple(reading_of(one) for one in readings if one["moment"] == "during"),
            steps=tuple(step_of(one) for one in steps),
            advice=tuple(Advised(clean(one["rule"], 60), seconds(one["t"])) for one in advice),
            commands=tuple(Command(seconds(one["t"]), clean(one["line"], 300)) for one in commands),
        )


def _moment(readings: list[Row], moment: str) -> Reading:
    return next((reading_of(one) for one in readings if one["moment"] == moment), Reading())
