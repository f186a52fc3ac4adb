"""What stays of a session that was deleted: no name, no words, only what limits need.

`history delete` clears not the totals of the last seven days (rules.md section 5), so the
delivered contact stays that long. What the next-day rules and D5 still rule out stays in
force too. Nobody can lift a limit by deleting what it counts.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sciacoach.history.database import Database, Row
from sciacoach.history.past import contact_of, past_sessions
from sciacoach.history.sense import moment, understood
from sciacoach.plan.judged import had_n3
from sciacoach.plan.next_day import RULES, TWICE_WITHIN, severity
from sciacoach.plan.past import Past, PastContact, PastSession

MOVED_DOWN = "D5"
"""The stop rule whose effects outlast its session."""

DELETED = "deleted"
"""The outcome of what stands in the past for a deleted session."""

KEPT = timedelta(days=7)
"""The longest time back that a limit counts (L23, L24)."""


@dataclass(frozen=True, slots=True)
class Remnant:
    """`started_at` is ISO 8601; `contacts` what was delivered; `moved_down`: D5 spoke;
    `next_day` the rule of its check-in, told at `told_at`; `n3`: N3 was among its rules.

    `seen_at` is set where it is dated in the future, by a clock that was wrong: it counts from
    then on, so that it does not count as now for ever. Once its own date has come, that one
    counts: who sets the clock back, deletes, and sets it right again has gained nothing."""

    started_at: str
    contacts: tuple[PastContact, ...] = ()
    moved_down: bool = False
    next_day: str | None = None
    n3: bool = False
    told_at: str | None = None
    seen_at: str | None = field(default=None, compare=False)

    def when(self, at: str, now: datetime) -> datetime:
        """A moment of it as it counts at `now`."""
        found = datetime.fromisoformat(at)
        if found > now and self.seen_at:
            found = datetime.fromisoformat(self.seen_at)
        return min(found, now)

    @property
    def lasts(self) -> bool:
        """Whether something of it outlasts the seven days: D5, or a rule from N2 on."""
        return self.moved_down or self.n3 or severity(self.next_day) >= severity("N2")


def counts(one: Remnant, now: datetime, calm_at: Iterable[datetime]) -> bool:
    """Whether it is still needed: seven days for the totals; fourteen days, and until a calm
    session, for what outlasts them (N4, and the half dose after D5 and N2)."""
    began = datetime.fromisoformat(one.started_at)
    if now - began < KEPT:
        return True
    if not one.lasts:
        return False
    told = datetime.fromisoformat(one.told_at) if one.told_at else began
    return now - max(began, told) < TWICE_WITHIN or not any(at > began for at in calm_at)


def past(db: Database, now: datetime) -> Past:
    """What was really done, oldest first, whether or not it was deleted since. A start in
    the future counts as `now`."""
    left = tuple(_as_session(one, now) for one in remnants(db))
    # Of two that began at once the deleted one comes first: it is never the last session.
    return Past(tuple(sorted((*left, *past_sessions(db, now)), key=lambda one: one.started_at)))


def _as_session(one: Remnant, now: datetime) -> PastSession:
    began, started = datetime.fromisoformat(one.started_at), one.when(one.started_at, now)
    return PastSession(
        id="",
        routine="",
        started_at=started,
        contacts=one.contacts,
        outcome=DELETED,
        calm=False,
        rules=(MOVED_DOWN,) if one.moved_down else (),
        next_day=one.next_day,
        told_at=None if one.told_at is None else one.when(one.told_at, now),
        dated=began if began > now and started == now else None,
    )


def leave(db: Database, keys: Sequence[int], now: datetime) -> int:
    """Write down what must stay of the sessions `keys`, which are about to be deleted; how
    many left something. Stands inside `Database.writing`."""
    found = past_sessions(db, now)
    by_id = {one.id: one for one in found}
    calm_at = [one.started_at for one in found if one.calm]
    left = [one for key in keys if (one := _of_session(db, key, by_id))]
    return sum(insert(db, one) for one in left if counts(one, now, calm_at))


def _of_session(db: Database, key: int, by_id: Mapping[str, PastSession]) -> Remnant | None:
    (row,) = db.rows("SELECT id, started_at, checkin FROM session WHERE key = ?", (key,))
    session = by_id.get(row["id"])
    return None if session is None else of_past(session, row)


def of_past(session: PastSession, row: Row) -> Remnant:
    """What would stay of a session."""
    checkin: dict[str, Any] = json.loads(row["checkin"] or "{}")
    return Remnant(
        started_at=row["started_at"],
        contacts=session.contacts,
        moved_down=MOVED_DOWN in session.rules,
        next_day=session.next_day if session.next_day in RULES else None,
        n3=had_n3(checkin),
        told_at=None if row["checkin"] is None else checkin.get("at") or row["started_at"],
    )


def insert(db: Database, one: Remnant) -> bool:
    """Add it. False if the same one is there already."""
    if one in remnants(db):
        return False
    db.run(
        """
        INSERT INTO remnant (started_s, started_at, moved_down, next_day, n3, told_at)
        VALUES (:started_s, :started_at, :moved_down, :next_day, :n3, :told_at)
        """,
        {
            "started_s": datetime.fromisoformat(one.started_at).timestamp(),
            "started_at": one.started_at,
            "moved_down": int(one.moved_down),
            "next_day": one.next_day,
            "n3": int(one.n3),
            "told_at": one.told_at,
        },
    )
    (row,) = db.rows("SELECT max(key) AS key FROM remnant")
    for number, contact in enumerate(one.contacts):
        db.run(
            """
            INSERT INTO remnant_contact (remnant, seq, region, tool, side, moving, position,
                seconds)
            VALUES (:key, :seq, :region, :tool, :side, :moving, :position, :seconds)
            """,
            {**contact_json(contact), "key": row["key"], "seq": number}
            | {"moving": int(contact.moving)},
        )
    return True


def drop(db: Database, one: Remnant) -> None:
    """Take it away, for the session it is of is there again."""
    for key, found in _keyed(db):
        if found == one:
            db.run("DELETE FROM remnant WHERE key = ?", (key,))


def remnants(db: Database) -> list[Remnant]:
    """All of them, oldest first."""
    return [one for _, one in _keyed(db)]


def prune(db: Database, now: datetime) -> None:
    """Take away what is not needed any more, and note when what is dated in the future was
    first seen. Stands inside `Database.writing`."""
    db.run(
        "UPDATE remnant SET seen_at = ? WHERE started_s > ? AND seen_at IS NULL",
        (now.isoformat(), now.timestamp()),
    )
    found = _keyed(db)
    if not found:
        return
    calm_at = [one.started_at for one in past_sessions(db, now) if one.calm]
    for key, one in found:
        if not counts(one, now, calm_at):
            db.run("DELETE FROM remnant WHERE key = ?", (key,))


def contact_json(contact: PastContact) -> Row:
    """One contact in plain words, as the table and the export have it."""
    return {
        "region": contact.region.value,
        "tool": contact.tool.value,
        "side": contact.side.value,
        "moving": contact.moving,
        "position": None if contact.position is None else contact.position.value,
        "seconds": contact.seconds,
    }


def _keyed(db: Database) -> list[tuple[int, Remnant]]:
    rows = db.rows("SELECT * FROM remnant ORDER BY started_s, key")
    contacts = db.rows("SELECT * FROM remnant_contact ORDER BY remnant, seq")
    with understood(db.path):
        return [
            (
                row["key"],
                Remnant(
                    started_at=moment(row["started_at"]),
                    contacts=_contacts(contacts, row["key"]),
                    moved_down=bool(row["moved_down"]),
                    next_day=row["next_day"],
                    n3=bool(row["n3"]),
                    told_at=None if row["told_at"] is None else moment(row["told_at"]),
                    seen_at=None if row["seen_at"] is None else moment(row["seen_at"]),
                ),
            )
            for row in rows
        ]


def _contacts(rows: Iterable[Row], key: int) -> tuple[PastContact, ...]:
    return tuple(
        contact_of(row, row["seconds"], bool(row["moving"]))
        for row in rows
        if row["remnant"] == key
    )
