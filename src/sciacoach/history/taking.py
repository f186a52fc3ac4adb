"""What an import does to the database, in one change: sessions, and the safety part.

It only ever adds, and what it adds counts at least as strictly as what was there. The
same file twice changes nothing.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sciacoach.history import reading, remnants, rows
from sciacoach.history.database import Database
from sciacoach.history.merging import additions, without_private
from sciacoach.history.past import past_sessions
from sciacoach.history.records import DayReading, SessionRecord
from sciacoach.history.safety import NOTHING, Safety, row_sum
from sciacoach.history.sense import understood
from sciacoach.plan.judged import merged
from sciacoach.plan.next_day import severity
from sciacoach.screening.log import Entry
from sciacoach.screening.rows import read_log, to_row

_ALWAYS = datetime(9999, 1, 1, tzinfo=UTC)
"""A now that is later than any start."""


@dataclass(frozen=True, slots=True)
class Taken:
    """How many sessions, readings of any day and entries of the safety log were new."""

    sessions: int = 0
    readings: int = 0
    screens: int = 0


def take(db: Database, records: Sequence[SessionRecord], part: Safety | None) -> Taken:
    """Add what is not there. Stands inside `Database.writing`."""
    new = [one for one in records if rows.insert_record(db, one)]
    added = {one.header.id for one in new}
    for one in records:
        if one.header.id not in added:
            _take_checkin(db, one)
    found = part or NOTHING
    _take_remnants(db, found.remnants)
    return Taken(
        sessions=len(new),
        readings=sum(_take_reading(db, one) for one in found.readings),
        screens=_take_screens(db, found.screens),
    )


def safety_of(db: Database, since: datetime | None, until: datetime | None) -> Safety:
    """The safety part of an export. The log and the remnants go whole with any part of the
    history; readings are those told in [since, until)."""
    told = reading.pains(db, since)
    return Safety(
        screens=without_private(read_log(reading.screen_log(db))),
        readings=tuple(
            one for one in told if until is None or datetime.fromisoformat(one.at) < until
        ),
        remnants=tuple(remnants.remnants(db)),
    )


def _take_screens(db: Database, there: Sequence[Entry]) -> int:
    """Put after the log here what the other one holds besides. An entry that was taken in
    once is not looked at again: what happened here since then stands."""
    here = read_log(reading.screen_log(db))
    seen = {row["sum"] for row in db.rows("SELECT sum FROM screen_seen")}
    seen |= {row_sum(one) for one in without_private(here)}
    new = {name for one in there if (name := row_sum(one)) not in seen}
    if not new:
        return 0
    for entry in additions(here, there):
        rows.insert_screen(db, *to_row(entry))
    for name in new:
        db.run("INSERT INTO screen_seen (sum) VALUES (?)", (name,))
    return len(new)


def _take_reading(db: Database, one: DayReading) -> bool:
    if one in reading.pains(db, datetime.fromisoformat(one.at)):
        return False
    rows.insert_day_reading(db, datetime.fromisoformat(one.at), one.said)
    return True


def _take_remnants(db: Database, there: Sequence[remnants.Remnant]) -> None:
    """A remnant and its session are never there both: neither may count twice. The session
    takes the place only of a remnant that says the same of it."""
    here = remnants.remnants(db)
    if not here and not there:
        return
    whole = _remnants_of_sessions(db)
    for one in there:
        if one not in whole:
            remnants.insert(db, one)
    for one in here:
        if one in whole:
            remnants.drop(db, one)


def _remnants_of_sessions(db: Database) -> list[remnants.Remnant]:
    sessions = {one.id: one for one in past_sessions(db, _ALWAYS)}
    found = db.rows("SELECT id, started_at, checkin FROM session WHERE rehearsal = 0")
    with understood(db.path):
        return [remnants.of_past(sessions[row["id"]], row) for row in found]


def _take_checkin(db: Database, record: SessionRecord) -> None:
    """A check-in that is not here yet, or is worse than the one here."""
    there = record.checkin
    if there is None:
        return
    key = rows.key_of(db, record.header.id)
    (row,) = db.rows("SELECT checkin FROM session WHERE key = ?", (key,))
    with understood(db.path):
        here = None if row["checkin"] is None else dict(json.loads(row["checkin"]))
    told = _worse_of(here, there)
    if told is not None:
        body = rows.dumped(rows.cleaned(told))
        db.run("UPDATE session SET checkin = ? WHERE key = ?", (body, key))


def _worse_of(here: Mapping[str, Any] | None, there: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """What to put in the place of the check-in here; None: it stays as it is."""
    if here is None:
        return there
    if severity(there.get("rule")) <= severity(here.get("rule")):
        return None
    least: dict[str, Any] = {"at": None, "morning": None, "rule": None, "rules": [], "signs": []}
    given = {name: value for name, value in there.items() if value is not None}
    return merged(here, {**least, **given})
