"""Whether the history is whole: the file, the rows, and that the sums are those of the
steps (what was delivered is what limits count)."""

from collections.abc import Iterator

from sciacoach.history import reading
from sciacoach.history.database import Database
from sciacoach.text import clean

MOST_OFF_S = 0.05
"""Rounding: a step is exported to the millisecond, and a file has at most 60 steps."""

_SUMS = """
    SELECT id, outcome, contact_s, delivered_s,
        (SELECT coalesce(sum(delivered_s), 0) FROM step
            WHERE session = key AND do IN ('hold', 'roll', 'stroke')) AS pressed_s,
        (SELECT coalesce(sum(delivered_s), 0) FROM step WHERE session = key) AS steps_s
    FROM session WHERE outcome IS NOT NULL ORDER BY started_s, key
"""


def faults(db: Database) -> tuple[int, tuple[str, ...]]:
    """How many sessions there are, and all that is wrong, a line each. Raises `Failed`
    where a row cannot be read at all."""
    whole = sum(1 for _ in reading.sessions(db, None, None))
    reading.pains(db, None)
    found = (*_of_file(db), *_of_sums(db), *_of_log(db))
    return whole, found


def _of_file(db: Database) -> Iterator[str]:
    if not db.is_whole():
        yield "The database file is damaged."
    for row in db.rows("PRAGMA foreign_key_check"):
        yield f"A row of {clean(str(row['table']), 60)} belongs to nothing."


def _of_sums(db: Database) -> Iterator[str]:
    """A step counts in its session. One cut off by a kill may count a second more than the
    session's last mark, never less. What was delivered also holds getting on and changing
    over, so it may be more than the steps; contact may not."""
    for row in db.rows(_SUMS):
        name = clean(row["id"], 60)
        for total, steps, word in (
            (row["contact_s"], row["pressed_s"], "contact"),
            (row["delivered_s"], row["steps_s"], "delivered"),
        ):
            less = steps - total > MOST_OFF_S
            more = total - steps > MOST_OFF_S and row["outcome"] != "interrupted"
            if less or (more and word == "contact"):
                yield f"Session {name}: {word} {total:.1f} s, its steps {steps:.1f} s."


def _of_log(db: Database) -> Iterator[str]:
    from sciacoach.screening.log import Answered, Damaged
    from sciacoach.screening.rows import read_log

    for number, entry in enumerate(read_log(reading.screen_log(db)), 1):
        if isinstance(entry, Damaged) or (isinstance(entry, Answered) and entry.damaged):
            yield f"Entry {number} of the safety log cannot be read whole: all questions are due."
