"""The history, open: what is written as it happens, and what is asked of it.

Each method that writes is one whole change: after a kill it was done or it was not. Times
are arguments. One commit takes about a millisecond.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sciacoach.history import rows
from sciacoach.history.asked import Asked
from sciacoach.history.database import WAIT_S
from sciacoach.history.lock import SessionLock
from sciacoach.history.opening import opened
from sciacoach.history.records import (
    Advised,
    Command,
    Mark,
    Reading,
    SessionHeader,
    SessionRecord,
    StepRow,
)
from sciacoach.paths import Paths
from sciacoach.text import clean

if TYPE_CHECKING:
    from sciacoach.history.deleting import Chosen
    from sciacoach.history.owed import Owed
    from sciacoach.history.resuming import Interrupted
    from sciacoach.history.safety import Safety
    from sciacoach.history.taking import Taken


@contextmanager
def open_store(
    paths: Paths, *, write: bool = True, lock: SessionLock | None = None, wait_s: float = WAIT_S
) -> Iterator["Store"]:
    """The history of `paths`, as `opening.opened` gives it. Raises `Failed`."""
    with opened(paths, write=write, lock=lock, wait_s=wait_s) as database:
        yield Store(database)


class Store(Asked):
    """The open history. Made by `open_store`."""

    # Written as a session happens.

    def begin(self, header: SessionHeader) -> None:
        """The session is there, running, before anything is played."""
        from sciacoach.history.remnants import prune

        with self._db.writing():
            prune(self._db, datetime.fromisoformat(header.started_at))
            key = rows.insert_session(self._db, header)
            self._db.run(
                "INSERT INTO running (session, at) VALUES (?, ?)", (key, header.started_at)
            )

    def step_started(self, session: str, step: StepRow) -> None:
        """A step is in hand."""
        with self._changing(session) as key:
            rows.insert_step(self._db, key, step)
            self._db.run(
                """
                UPDATE running SET extended_s = 0,
                    step = (SELECT max(seq) FROM step WHERE session = :key)
                WHERE session = :key
                """,
                {"key": key},
            )

    def step_ended(self, session: str, index: int, outcome: str, delivered_s: float) -> bool:
        """The step in hand is over. False if `index` is not in hand."""
        with self._changing(session) as key:
            return bool(
                self._db.run(
                    """
                    UPDATE step SET outcome = :outcome, delivered_s = :delivered
                    WHERE session = :key AND number = :index AND outcome IS NULL
                        AND seq = (SELECT step FROM running WHERE session = :key)
                    """,
                    {"key": key, "index": index, "outcome": outcome, "delivered": delivered_s},
                )
            )

    def step_passed(self, session: str, step: StepRow) -> None:
        """A step that ended without having begun."""
        with self._changing(session) as key:
            rows.insert_step(self._db, key, step)

    def extended(self, session: str, by_s: float) -> None:
        """The step in hand may deliver `by_s` seconds more than it was planned for."""
        with self._changing(session) as key:
            self._db.run(
                "UPDATE running SET extended_s = extended_s + ? WHERE session = ?", (by_s, key)
            )

    def mark(self, session: str, mark: Mark) -> None:
        """Once a second: where the session stands."""
        with self._changing(session) as key:
            self._db.run(
                "UPDATE running SET at = ?, clock = ? WHERE session = ?",
                (mark.at, mark.t + mark.paused_s, key),
            )
            self._db.run(
                """
                UPDATE step SET delivered_s = :step WHERE session = :key AND outcome IS NULL
                    AND seq = (SELECT step FROM running WHERE session = :key)
                """,
                {"key": key, "step": mark.step_s},
            )
            self._db.run(
                "UPDATE session SET delivered_s = ?, contact_s = ?, paused_s = ? "
                "WHERE key = ? AND outcome IS NULL",
                (mark.delivered_s, mark.contact_s, mark.paused_s, key),
            )

    def reading(self, session: str, when: str, said: Reading) -> None:
        """What the person said: `before` and `after` are one reading each, of which a later
        word replaces only what it gives; `during` is added."""
        with self._changing(session) as key:
            if when == "during" or not rows.merge_reading(self._db, key, when, said):
                rows.insert_reading(self._db, key, when, said)

    def advice(self, session: str, rule: str, t: float) -> None:
        """A stop or change rule spoke."""
        with self._changing(session) as key:
            rows.insert_advice(self._db, key, Advised(rule, t))

    def owe(self, session: str, owed: "Sequence[Owed]") -> None:
        """What follows of the session if nothing more is heard of it."""
        from sciacoach.history.owed import keep

        with self._changing(session) as key:
            keep(self._db, key, owed)

    def settle(self, session: str, owed: "Sequence[Owed]") -> bool:
        """Do what follows of a session that is over; whether pain had moved down in two
        sessions running, and locks (D6)."""
        from sciacoach.history.owed import keep, settle

        with self._changing(session) as key:
            keep(self._db, key, owed)
            return settle(self._db, key)

    def lock_if_moved_down_again(self, session: str, at: datetime) -> bool:
        """D6 after a reading that came when the session was over. Whether it locks."""
        from sciacoach.history.owed import lock_if_moved_down_again

        with self._changing(session) as key:
            return lock_if_moved_down_again(self._db, key, at)

    def command(self, session: str, t: float, line: str) -> None:
        """The person gave a command."""
        with self._changing(session) as key:
            rows.insert_command(self._db, key, Command(t, line))

    def end(
        self,
        session: str,
        outcome: str,
        ended_at: str,
        delivered_s: float,
        contact_s: float,
        paused_s: float,
    ) -> None:
        """The session is over; a step still in hand is cut."""
        with self._changing(session) as key:
            self._db.run(
                """
                UPDATE session SET outcome = ?, ended_at = ?, delivered_s = ?, contact_s = ?,
                    paused_s = ? WHERE key = ?
                """,
                (outcome, ended_at, delivered_s, contact_s, paused_s, key),
            )
            self._db.run(
                "UPDATE step SET outcome = 'cut' WHERE session = ? AND outcome IS NULL", (key,)
            )
            self._db.run("DELETE FROM running WHERE session = ?", (key,))

    def take_up(self, found: "Interrupted", seconds: float, now: datetime) -> None:
        """An interrupted session runs again, `seconds` after it broke off; the record and the
        session itself learn of it."""
        from sciacoach.history.resuming import take_up

        with self._changing(found.session.id) as key:
            take_up(self._db, key, found, seconds, now)

    def note(self, session: str, text: str) -> None:
        """The person's own words about the session; an empty text takes them away."""
        with self._changing(session) as key:
            note = clean(text, rows.NOTE_CHARS) or None
            self._db.run("UPDATE session SET note = ? WHERE key = ?", (note, key))

    def checkin(self, session: str, body: Mapping[str, Any]) -> None:
        """How it was after the session; takes the place of what was told before."""
        with self._changing(session) as key:
            told = rows.dumped(rows.cleaned(body))
            self._db.run("UPDATE session SET checkin = ? WHERE key = ?", (told, key))

    def pain(self, at: datetime, said: Reading) -> None:
        """A reading that belongs to no session: the average of the 24 hours before `at`."""
        with self._db.writing():
            rows.insert_day_reading(self._db, at, said)

    def add(self, records: Sequence[SessionRecord]) -> int:
        """Add sessions that are over, all or none; one that is there already is left as it
        is. The number of those that are new."""
        with self._db.writing():
            return sum(rows.insert_record(self._db, record) for record in records)

    def take(self, records: Sequence[SessionRecord], part: "Safety | None") -> "Taken":
        """Add sessions that are over and the safety part of another history, all or none."""
        from sciacoach.history.taking import take

        with self._db.writing():
            return take(self._db, records, part)

    def delete(self, chosen: "Chosen", now: datetime) -> int:
        """Delete sessions and readings for good; how many sessions left something behind
        that limits still count. Locks and answers stay."""
        from sciacoach.history.deleting import delete

        with self._db.writing():
            return delete(self._db, chosen, now)

    def back_up(self, paths: Paths, now: datetime) -> None:
        """A new copy in the backups folder. Raises `Failed`."""
        from sciacoach.history.backups import back_up

        back_up(self._db, paths, now)

    # The log of the safety screen.

    def append_screen(self, at: str, kind: str, body: Mapping[str, Any]) -> None:
        """Add one entry to the screen's log, which only grows."""
        with self._db.writing():
            rows.insert_screen(self._db, at, kind, body)

    @contextmanager
    def _changing(self, session: str) -> Iterator[int]:
        """One whole change of a session, by its key."""
        with self._db.writing():
            yield rows.key_of(self._db, session)
