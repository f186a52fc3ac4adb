"""The history's database, open, and what a kill left in it closed."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sciacoach.errors import Failed
from sciacoach.history.database import WAIT_S, Database, open_for_reading, open_for_writing
from sciacoach.history.lock import SessionLock, session_lives
from sciacoach.paths import Paths

# The first says where the session broke off, for `session.replay`.
_CLOSE_LEFT = (
    """
    INSERT INTO command (session, seq, t, line)
    SELECT :key, (SELECT coalesce(max(seq), 0) + 1 FROM command WHERE session = :key),
        clock, 'killed' FROM running WHERE session = :key
    """,
    """
    UPDATE step SET outcome = 'cut', delivered_s = max(delivered_s, min(delivered_s + 1,
        planned_s + (SELECT extended_s FROM running WHERE session = :key)))
    WHERE session = :key AND outcome IS NULL
        AND seq = (SELECT step FROM running WHERE session = :key)
    """,
    "UPDATE step SET outcome = 'cut' WHERE session = :key AND outcome IS NULL",
    """
    UPDATE session SET outcome = 'interrupted',
        ended_at = (SELECT at FROM running WHERE session = :key),
        contact_s = max(contact_s, (SELECT coalesce(sum(delivered_s), 0) FROM step
            WHERE session = :key AND do IN ('hold', 'roll', 'stroke'))),
        delivered_s = max(delivered_s, (SELECT coalesce(sum(delivered_s), 0) FROM step
            WHERE session = :key))
    WHERE key = :key
    """,
    "DELETE FROM running WHERE session = :key",
)


@contextmanager
def opened(
    paths: Paths, *, write: bool, lock: SessionLock | None = None, wait_s: float = WAIT_S
) -> Iterator[Database]:
    """The database of `paths`; for reading, a missing one is empty. Raises `Failed`.

    A session that a kill left is closed as interrupted first. Who holds the session lock
    hands it in: then whatever still runs in the history was left behind. `wait_s` is how
    long a change waits for another process that writes.
    """
    if write:
        database = open_for_writing(paths.history, paths.backups, wait_s)
    else:
        database = open_for_reading(paths.history, wait_s)
    try:
        left = _left_behind(database, paths, lock)
        if left:
            database = _closed(database, left, write)
        yield database
    finally:
        database.close()


def _left_behind(database: Database, paths: Paths, lock: SessionLock | None) -> list[int]:
    """The sessions whose process died before they were over, or before all that follows of
    them was done. Which ones run is read before the look at the lock,
    so that one that begins after the look is not taken for dead."""
    found = database.rows("SELECT session FROM running UNION SELECT session FROM owed ORDER BY 1")
    left = [row["session"] for row in found]
    return left if left and (lock is not None or not session_lives(paths.lock)) else []


def _closed(database: Database, left: Sequence[int], write: bool) -> Database:
    """The database with those sessions closed; where that cannot be written and nothing
    else is to be, a copy in memory."""
    try:
        _interrupt(database, left)
    except Failed:
        if write:
            raise
        database = database.in_memory()
        _interrupt(database, left)
    return database


def _interrupt(database: Database, keys: Sequence[int]) -> None:
    """The step in hand counts up to its last mark plus one second, never over what it was
    to deliver (rules.md section 5). A question that stood counts as not answered."""
    from sciacoach.history.owed import settle

    with database.writing():
        for key in keys:
            if database.rows("SELECT 1 FROM running WHERE session = ?", (key,)):
                for statement in _CLOSE_LEFT:
                    database.run(statement, {"key": key})
            settle(database, key)
