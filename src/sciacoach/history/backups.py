"""Copies of the history in the backups folder: the newest five are kept.

They are made by `history backup`, and before the database gets a newer form. A deletion
takes the old ones away, for a copy would keep what was to be gone.
"""

from datetime import datetime
from pathlib import Path

from sciacoach.history.database import Database
from sciacoach.paths import Paths, make_private, storage_error

KEPT = 5
"""So many automatic copies are kept."""


def back_up(db: Database, paths: Paths, now: datetime) -> Path:
    """A new copy in the backups folder; the sixth oldest goes. Raises `Failed`."""
    make_private(paths.backups)
    target = _free(paths.backups, f"{now.astimezone():%Y-%m-%d-%H%M%S}")
    db.back_up(target)
    for old in automatic(paths)[KEPT:]:
        _remove(old)
    return target


def automatic(paths: Paths) -> list[Path]:
    """The copies that the program made, newest first."""
    found = [path for path in paths.backups.glob("history-*.db") if path.is_file()]
    return sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)


def forget(paths: Paths) -> int:
    """Take all automatic copies away, and what a kill left of one; how many there were.
    Raises `Failed`."""
    found = automatic(paths)
    for path in (*found, *paths.backups.glob(".history-*.part")):
        _remove(path)
    return len(found)


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise storage_error(path, error) from error


def _free(folder: Path, day: str) -> Path:
    names = (f"history-{day}-{number}.db" for number in range(1, 1000))
    return next(folder / name for name in names if not (folder / name).exists())
