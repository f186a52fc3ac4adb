"""CSV: one line a session, for a spreadsheet.

A spreadsheet runs a cell that begins like a formula. Such text gets a single quote before
it (CWE-1236; OWASP ASVS 1.2.10); numbers are ours and stay numbers. A quote that stood
there already is doubled by the same rule, so the first quote can always be taken off.
"""

import csv
import io
from collections.abc import Iterable, Iterator

from sciacoach.history.records import READINGS, SessionRecord
from sciacoach.vocabulary import CONTACT

Cell = str | int | float | None

COLUMNS = (
    "id",
    "started_at",
    "ended_at",
    "outcome",
    "rehearsal",
    "routine",
    "title",
    "planned_s",
    "delivered_s",
    "contact_s",
    "paused_s",
    "verdict",
    *(f"before_{name}" for name in READINGS),
    *(f"after_{name}" for name in READINGS),
    "regions",
    "tools",
    "rules",
    "note",
)
"""Seconds, readings of 0 to 10; an empty cell is a value that was not given. `regions` and
`tools` were pressed in the session, `rules` spoke in it; `;` stands between them."""

_TRIGGERS = "=+-@\t\r\n\x00'＝＋－＠"
_SPACES = " \u00a0\u3000"


def csv_text(sessions: Iterable[SessionRecord], notes: bool) -> Iterator[str]:
    """A line of names, then one line a session, in the order given (RFC 4180)."""
    yield _line(COLUMNS)
    for one in sessions:
        yield _line(_cells(one, notes))


def guarded(text: str) -> str:
    """`text` as a cell that is only ever text."""
    first = text.lstrip(_SPACES)[:1]
    return f"'{text}" if first and first in _TRIGGERS else text


def _line(cells: Iterable[Cell]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([guarded(cell) if isinstance(cell, str) else cell for cell in cells])
    return out.getvalue()


def _cells(record: SessionRecord, notes: bool) -> tuple[Cell, ...]:
    head = record.header
    pressed = [s for s in record.steps if s.do in CONTACT and s.delivered_s > 0]
    return (
        head.id,
        head.started_at,
        record.ended_at,
        record.outcome,
        "yes" if head.rehearsal else "no",
        head.routine.id,
        head.routine.title,
        *(round(value, 3) for value in _times(record)),
        head.screen.verdict,
        *(getattr(record.before, name) for name in READINGS),
        *(getattr(record.after, name) for name in READINGS),
        _joined(step.region for step in pressed),
        _joined(step.tool for step in pressed),
        _joined(advised.rule for advised in record.advice),
        record.note if notes else None,
    )


def _times(record: SessionRecord) -> tuple[float, ...]:
    return (record.header.planned_s, record.delivered_s, record.contact_s, record.paused_s)


def _joined(words: Iterable[str | None]) -> str:
    return ";".join(dict.fromkeys(word for word in words if word))
