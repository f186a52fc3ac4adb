"""Deleting for good: which sessions and readings, and what must stay of them.

SQLite overwrites what is deleted (`secure_delete`), so nothing of it is left in the file.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sciacoach.errors import Failed
from sciacoach.history import remnants
from sciacoach.history.database import Database
from sciacoach.text import clean


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is to be deleted: keys of sessions and of readings of any day. `first` and
    `last` are the starts of the oldest and newest session, ISO 8601."""

    sessions: tuple[int, ...] = ()
    readings: tuple[int, ...] = ()
    first: str | None = None
    last: str | None = None

    def __bool__(self) -> bool:
        return bool(self.sessions or self.readings)


def choose(db: Database, ids: Sequence[str], before: datetime | None, everything: bool) -> Chosen:
    """The sessions with these ids, or those that began before a moment, or all; with the
    latter two go the readings of any day. Raises `Failed` where one of them runs."""
    end = math.inf if everything else -math.inf if before is None else before.timestamp()
    found = db.rows(
        "SELECT key, id, started_at FROM session WHERE started_s < ? ORDER BY started_s, key",
        (end,),
    )
    for name in dict.fromkeys(ids):
        found += db.rows("SELECT key, id, started_at FROM session WHERE id = ?", (name,))
    running = {row["session"] for row in db.rows("SELECT session FROM running")}
    for row in found:
        if row["key"] in running:
            raise Failed(
                f"The session {clean(row['id'], 60)} is running.", "End it first, then delete it."
            )
    readings = db.rows("SELECT key FROM pain_log WHERE at_s < ?", (end,))
    starts = sorted((row["started_at"] for row in found), key=datetime.fromisoformat)
    return Chosen(
        tuple(row["key"] for row in found),
        tuple(row["key"] for row in readings),
        starts[0] if starts else None,
        starts[-1] if starts else None,
    )


def delete(db: Database, chosen: Chosen, now: datetime) -> int:
    """Delete what was chosen; how many sessions left something. The steps, readings, plan
    and commands of a session go with it. Stands inside `Database.writing`."""
    left = remnants.leave(db, chosen.sessions, now)
    for key in chosen.sessions:
        db.run(
            "UPDATE session SET resumed_from = NULL "
            "WHERE resumed_from = (SELECT id FROM session WHERE key = ?)",
            (key,),
        )
        db.run("DELETE FROM session WHERE key = ?", (key,))
    for key in chosen.readings:
        db.run("DELETE FROM pain_log WHERE key = ?", (key,))
    remnants.prune(db, now)
    return left
