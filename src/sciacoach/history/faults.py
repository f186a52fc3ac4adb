"""What is said when the history cannot be opened, read or written: the place, what is
wrong, and the next step."""

from pathlib import Path

from sciacoach.errors import Failed
from sciacoach.text import clean

_HOME = "Allow writing there, or set SCIACOACH_HOME to a folder of your own."

_KINDS = (
    ("SQLITE_FULL", "the disk is full.", "Make some room on the disk, then try again."),
    ("SQLITE_READONLY", "the history may not be written here, or its folder may not.", _HOME),
    ("SQLITE_CANTOPEN", "the history or its folder cannot be opened.", _HOME),
    ("SQLITE_PERM", "the history may not be read here.", _HOME),
    ("SQLITE_BUSY", "another program is writing in the history.", "Try again in a moment."),
    ("SQLITE_LOCKED", "another program is writing in the history.", "Try again in a moment."),
    (
        "SQLITE_IOERR",
        "the disk did not take or give what was asked.",
        "Check the disk and the room on it, then try again.",
    ),
)


def fault(path: Path, name: str) -> Failed:
    """A fault by its SQLite name. What is none of the disk's is damage: our own statements
    are right, so it is the file that is not as it was written."""
    for start, message, fix in _KINDS:
        if name.startswith(start):
            return Failed(f"{_place(path)}: {message}", fix)
    return damaged(path)


def damaged(path: Path) -> Failed:
    """The file makes no sense."""
    return Failed(
        f"{_place(path)}: the history is damaged. It was left as it is.",
        "Move it away to begin a new one, or put a good copy in its place; keep the old file.",
    )


def foreign(path: Path) -> Failed:
    """A database of some other program."""
    return Failed(
        f"{_place(path)}: this is not a history of sciacoach. It was left as it is.",
        "Move it away, then try again.",
    )


def newer(path: Path) -> Failed:
    """A database of a later version of this program."""
    return Failed(
        f"{_place(path)}: a newer sciacoach wrote this history. It was left as it is.",
        "Update sciacoach, then try again.",
    )


def _place(path: Path) -> str:
    return clean(str(path), 400)
