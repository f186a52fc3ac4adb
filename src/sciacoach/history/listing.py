"""The newest sessions in one line each. It imports little, so that a listing is quick."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sciacoach.history.database import Database, Row
from sciacoach.history.sense import moment, outcome, seconds, understood
from sciacoach.text import clean, whole

SHORT_ID = 13
"""So many characters of an id hold its millisecond, and tell sessions apart."""

ENDINGS = {
    "completed": "completed",
    "stopped": "ended early",
    "safety": "stopped for safety",
    "interrupted": "interrupted",
    None: "still running",
}


@dataclass(frozen=True)
class Summary:
    """What a listing tells of a session. Seconds; `outcome` is None while it runs."""

    id: str
    routine: str
    title: str
    started_at: str
    ended_at: str | None
    outcome: str | None
    rehearsal: bool
    planned_s: float
    delivered_s: float
    contact_s: float
    paused_s: float

    def json(self) -> dict[str, Any]:
        """For scripts, with the names that the whole session has."""
        return {
            "id": self.id,
            "routine": {"id": self.routine, "title": self.title},
            "started_at": self.started_at,
            "ended_at": self.ended_at,
            "outcome": self.outcome,
            "rehearsal": self.rehearsal,
            "planned_s": round(self.planned_s, 3),
            "delivered_s": round(self.delivered_s, 3),
            "contact_s": round(self.contact_s, 3),
            "paused_s": round(self.paused_s, 3),
        }


def newest(db: Database, limit: int) -> list[Summary]:
    """Summaries of the newest sessions, newest first."""
    found = db.rows("SELECT * FROM session ORDER BY started_s DESC, key DESC LIMIT ?", (limit,))
    with understood(db.path):
        return [_summary(row) for row in found]


def _summary(row: Row) -> Summary:
    return Summary(
        id=clean(row["id"], 60),
        routine=clean(row["routine_id"], 60),
        title=clean(row["routine_title"], 300),
        started_at=moment(row["started_at"]),
        ended_at=None if row["ended_at"] is None else moment(row["ended_at"]),
        outcome=outcome(row["outcome"]),
        rehearsal=bool(row["rehearsal"]),
        planned_s=seconds(row["planned_s"]),
        delivered_s=seconds(row["delivered_s"]),
        contact_s=seconds(row["contact_s"]),
        paused_s=seconds(row["paused_s"]),
    )


def lines(sessions: Sequence[Summary]) -> Iterator[str]:
    """One line a session: when, what, how it ended, done against planned."""
    head = ("when", "id", "routine", "how it ended", "done of planned", "")
    return table([head, *map(_listed, sessions)])


def _listed(one: Summary) -> tuple[str, ...]:
    return (
        f"{local(one.started_at):%Y-%m-%d %H:%M}",
        one.id[:SHORT_ID],
        one.routine,
        ENDINGS[one.outcome],
        f"{minutes(one.delivered_s)} of {minutes(one.planned_s)}",
        "rehearsal" if one.rehearsal else "",
    )


def table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows as lines with their columns under each other."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def minutes(time: float) -> str:
    """Seconds as `4:05`, to the nearest second."""
    minute, second = divmod(whole(time), 60)
    return f"{minute}:{second:02d}"


def local(at: str) -> datetime:
    """An ISO moment on this machine's clock."""
    return datetime.fromisoformat(at).astimezone()
