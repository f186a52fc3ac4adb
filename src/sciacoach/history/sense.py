"""Damage that SQLite cannot see: a row that is whole but makes no sense."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sciacoach.history.faults import damaged

OUTCOMES = ("completed", "stopped", "safety", "interrupted")
"""How a session may end."""


@contextmanager
def understood(path: Path) -> Iterator[None]:
    """What cannot be read from the rows of `path` is told as damage."""
    try:
        yield
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise damaged(path) from error


def seconds(value: float) -> float:
    """A time that may be: neither infinite nor none. Raises ValueError."""
    if not math.isfinite(value):
        raise ValueError(value)
    return value


def moment(value: str) -> str:
    """An ISO time with its offset. Raises ValueError."""
    found = datetime.fromisoformat(value)
    if found.utcoffset() is None:
        raise ValueError(value)
    return found.isoformat()


def outcome(value: str | None) -> str | None:
    """How a session ended; None while it runs. Raises ValueError."""
    if value is not None and value not in OUTCOMES:
        raise ValueError(value)
    return value
