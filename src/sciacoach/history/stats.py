"""What it adds up to: sessions, minutes and contact of the last days. Rehearsals and what
was deleted are not in it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sciacoach.history.database import Database
from sciacoach.history.listing import minutes, table
from sciacoach.history.past import past_sessions
from sciacoach.vocabulary import Region, Side

PERIODS = (7, 28)
"""Days back from now."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Of the last `days`; seconds. `contact` is by region and side, most first."""

    days: int
    sessions: int
    delivered_s: float
    contact_s: float
    contact: tuple[tuple[Region, Side, float], ...]

    def json(self) -> dict[str, Any]:
        """For scripts."""
        return {
            "days": self.days,
            "sessions": self.sessions,
            "minutes": round(self.delivered_s / 60, 1),
            "contact_s": round(self.contact_s, 3),
            "regions": [
                {"region": region.value, "side": side.value, "contact_s": round(seconds, 3)}
                for region, side, seconds in self.contact
            ],
        }


def totals(db: Database, now: datetime) -> tuple[Totals, ...]:
    """The totals of each of `PERIODS`."""
    return tuple(_totals(db, now, days) for days in PERIODS)


def _totals(db: Database, now: datetime, days: int) -> Totals:
    since = now - timedelta(days=days)
    (row,) = db.rows(
        "SELECT coalesce(sum(delivered_s), 0) AS done FROM session "
        "WHERE rehearsal = 0 AND started_s >= ?",
        (since.timestamp(),),
    )
    found = [one for one in past_sessions(db, now) if one.started_at >= since]
    by_place: defaultdict[tuple[Region, Side], float] = defaultdict(float)
    for session in found:
        for one in session.contacts:
            by_place[one.region, one.side] += one.seconds
    most = sorted(by_place.items(), key=lambda place: -place[1])
    return Totals(
        days=days,
        sessions=len(found),
        delivered_s=row["done"],
        contact_s=sum(by_place.values()),
        contact=tuple((region, side, seconds) for (region, side), seconds in most),
    )


def lines(found: Sequence[Totals]) -> Iterator[str]:
    """The totals for people."""
    for one in found:
        word = "session" if one.sessions == 1 else "sessions"
        yield (
            f"Last {one.days} days: {one.sessions} {word}, {minutes(one.delivered_s)} done, "
            f"{minutes(one.contact_s)} of it contact."
        )
        rows = [
            ("", region.value.replace("_", " "), side.value, minutes(seconds))
            for region, side, seconds in one.contact
        ]
        if rows:
            yield from table(rows)
