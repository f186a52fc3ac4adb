"""What a session still owes: what must follow of it, even if nothing more is heard of it.

It is on the disk before a question is shown, and stays there until it was done. So a question
that a kill or a power cut leaves open counts just as one that nobody answered.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sciacoach.history import rows
from sciacoach.history.database import Database
from sciacoach.history.records import Advised
from sciacoach.history.sense import moment, seconds, understood

if TYPE_CHECKING:
    from sciacoach.screening.log import Entry
    from sciacoach.session.stop_rules import Decision, Lock

MOVED_DOWN = "D5"
"""The stop rule that locks when it spoke in two sessions running (D6)."""


@dataclass(frozen=True, slots=True)
class Owed:
    """A rule that spoke, or that speaks where nobody answers, at `t` seconds and at the wall
    time `at`, and what it puts into the log of the screen."""

    rule: str
    t: float
    at: datetime
    entries: "tuple[Entry, ...]" = ()


def owed_of(decisions: "Sequence[Decision]", t: float, at: datetime) -> tuple[Owed, ...]:
    """What these decisions of a live session come to."""
    return tuple(
        Owed(one.rule, t, at, entries_of(one.lock, at) if one.lock else ()) for one in decisions
    )


def entries_of(lock: "Lock", at: datetime) -> "tuple[Entry, ...]":
    """A lock that stands for items is their yes; one that was not confirmed makes the full
    set due (rules.md section 6)."""
    from sciacoach.screening.answers import Given
    from sciacoach.screening.catalogue import catalogue
    from sciacoach.screening.items import Answer
    from sciacoach.screening.log import Answered, FullWanted, Lock, Origin

    if not lock.confirmed:
        return (FullWanted(at, lock.rule),)
    given = {name: Given(Answer.YES) for name in lock.items}
    found: list[Entry] = []
    if given:
        version = catalogue().version
        found.append(Answered(at, None, version, at, given, origin=Origin.SESSION))
    known = [catalogue().by_id[name].verdict.severity for name in given]
    if max(known, default=-1) < lock.verdict.severity:
        found.append(Lock(at, lock.rule, lock.verdict))
    return tuple(found)


def keep(db: Database, key: int, owed: Sequence[Owed]) -> None:
    """In the place of what was owed until now. Stands inside `Database.writing`."""
    from sciacoach.screening.rows import to_row

    db.run("DELETE FROM owed WHERE session = ?", (key,))
    for number, one in enumerate(owed):
        body = rows.dumped([to_row(entry) for entry in one.entries])
        values = (key, number, one.rule, one.t, one.at.isoformat(), body)
        db.run(
            "INSERT INTO owed (session, seq, rule, t, at, screen) VALUES (?, ?, ?, ?, ?, ?)", values
        )


def settle(db: Database, key: int) -> bool:
    """Do what is owed; whether D6 locks. Stands inside `Database.writing`."""
    owed = db.rows("SELECT rule, t, at, screen FROM owed WHERE session = ? ORDER BY seq", (key,))
    down = False
    with understood(db.path):
        for row in owed:
            _advise(db, key, Advised(row["rule"], seconds(row["t"])))
            for at, kind, body in json.loads(row["screen"]):
                rows.insert_screen(db, at, kind, body)
        for row in owed:
            if row["rule"] == MOVED_DOWN and not down:
                down = lock_if_moved_down_again(db, key, datetime.fromisoformat(moment(row["at"])))
    db.run("DELETE FROM owed WHERE session = ?", (key,))
    return down


def _advise(db: Database, key: int, said: Advised) -> None:
    """Unless it is there already: then the session was heard of again."""
    here = db.rows(
        "SELECT 1 FROM advice WHERE session = ? AND rule = ? AND t >= ?", (key, said.rule, said.t)
    )
    if not here:
        rows.insert_advice(db, key, said)


def lock_if_moved_down_again(db: Database, key: int, at: datetime) -> bool:
    """D6: pain moved down the leg in this session and in the one before. Then tools wait for
    a clinician (reference 6.3). Whether that is so. Stands inside `Database.writing`."""
    from sciacoach.history.remnants import past
    from sciacoach.plan.past import Past
    from sciacoach.screening.clearance import Verdict
    from sciacoach.screening.log import Lock
    from sciacoach.screening.rows import to_row

    (row,) = db.rows("SELECT id FROM session WHERE key = ?", (key,))
    # A session of a clock that was wrong is dated later than this one: it is not the last.
    sessions = [one for one in past(db, at).sessions if one.started_at < at or one.id == row["id"]]
    again = Past(tuple(sessions)).moved_down_twice and sessions[-1].id == row["id"]
    if again:
        rows.insert_screen(db, *to_row(Lock(at, "D6", Verdict.SEE_CLINICIAN)))
    return again
