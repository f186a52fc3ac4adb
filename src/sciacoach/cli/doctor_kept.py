"""What `doctor` finds in what is kept: the history, its copies, the settings."""

from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sciacoach.cli.doctor_places import size_words
from sciacoach.cli.history_parts import count_of
from sciacoach.cli.world import World
from sciacoach.dialogs.doctor_page import Check, State, said, words
from sciacoach.errors import Failed, Usage
from sciacoach.history.backups import automatic
from sciacoach.history.database import Database, open_to_look
from sciacoach.history.migrations import MIGRATIONS
from sciacoach.history.verify import faults
from sciacoach.paths import Paths
from sciacoach.settings import load_settings
from sciacoach.text import clean, listed

LARGE_BYTES = 16_000_000
"""From here on the sums are left to `history verify`, so that nobody waits for minutes."""

OLD_DAYS = 30
"""A copy older than this misses a month."""

_WAIT_S = 1.0


def history(world: World) -> Check:
    """The database: opened, checked whole, its sums added up. Nothing in it is changed."""
    path = world.paths.history
    try:
        if not _is_there(path):
            return said("history", "none")
        with closing(open_to_look(path, _WAIT_S)) as db:
            return _of(db, world.paths)
    except Failed as error:
        fix = f"{error.fix}{_copy(world.paths)}"
        return Check("history", State.BAD, error.message, fix)


def _of(db: Database, paths: Paths) -> Check:
    bytes_ = db.path.stat().st_size
    size = size_words(bytes_)
    if db.version < len(MIGRATIONS):
        return said("history", "older", version=db.version, newest=len(MIGRATIONS))
    if bytes_ > LARGE_BYTES:
        return said("history", "large", size=size, version=db.version)
    sessions, wrong = faults(db)
    if wrong:
        copy = _copy(paths)
        return said("history", "wrong", first=wrong[0], count=len(wrong), copy=copy)
    return said("history", "whole", sessions=count_of(sessions), size=size, version=db.version)


def _is_there(path: Path) -> bool:
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:  # opening it tells why
        return True
    return True


def _copy(paths: Paths) -> str:
    """Where a good copy may be had."""
    newest = _newest(paths)
    if newest is None:
        return ""
    told: str = words()["newest_copy"]
    return told.format(place=clean(str(newest), 400))


def _newest(paths: Paths) -> Path | None:
    found: Sequence[Path] = automatic(paths)
    return found[0] if found else None


def backup(world: World) -> Check:
    """The newest copy that the program made, and its age."""
    newest = _newest(world.paths)
    if newest is None:
        return said("backup", "none" if _is_there(world.paths.history) else "none_needed")
    now = world.clock.now()
    made = datetime.fromtimestamp(newest.stat().st_mtime, tz=now.tzinfo)
    days = max(0, (now.date() - made.date()).days)
    ages = words()["ages"]
    age = {0: ages["today"], 1: ages["one"]}.get(days, ages["many"].format(days=days))
    return said("backup", "old" if days > OLD_DAYS else "new", age=age)


def settings(world: World) -> Check:
    """The file of preferences, read as a session would."""
    path = world.paths.settings
    if not _is_there(path):
        return said("settings", "none")
    try:
        held = load_settings(path)
    except Usage as error:
        return Check("settings", State.BAD, error.message, error.fix)
    except OSError as error:
        return said("settings", "closed", place=path, why=error.strerror or "unknown")
    if held.unknown:
        return said("settings", "unknown", names=listed([clean(n, 60) for n in held.unknown]))
    return said("settings", "good", place=path)
