"""What `doctor` finds of the machine: versions, the clock, a running session, its sleep."""

import platform
import time
from collections.abc import Iterable
from contextlib import closing

from sciacoach import __version__
from sciacoach.audio.awake import inhibitor
from sciacoach.audio.probing import environment
from sciacoach.cli.world import World
from sciacoach.dialogs.doctor_page import Check, said
from sciacoach.history.database import Database
from sciacoach.history.lock import session_lives
from sciacoach.text import listed

LIBRARIES = ("typer", "rich", "pydantic", "PyYAML", "platformdirs", "jinja2", "icalendar")
EXTRA = ("hibari-tts", "miniaudio")

_FIRST_YEAR = 2026
"""The program is no older; a clock that says less is wrong."""


def python(_world: World) -> Check:
    """The program and what runs it."""
    version = f"{platform.python_version()} ({platform.system()})"
    return said("python", "good", program=__version__, version=version)


def sqlite(world: World) -> Check:
    """SQLite, tried by making an empty history in memory."""
    with closing(Database.empty(world.paths.history)) as db:
        version = db.rows("SELECT sqlite_version() AS version")[0]["version"]
    return said("sqlite", "good", version=version)


def libraries(_world: World) -> Check:
    """What the program stands on."""
    there, missing = _versions(LIBRARIES)
    if missing:
        return said("libraries", "missing", names=listed(missing))
    return said("libraries", "good", versions=", ".join(there))


def extra(_world: World) -> Check:
    """The packages of the extra voice."""
    there, missing = _versions(EXTRA)
    return said("extra", "none") if missing else said("extra", "there", versions=listed(there))


def card(_world: World) -> Check:
    """Whether there is anything to be heard with, as far as can be told."""
    here = environment()
    if here.platform != "linux":
        return said("card", "unknown")
    return said("card", "there" if here.card else "none")


def clock(world: World) -> Check:
    """Whether the day is right, as far as can be told, and whether sleep is seen."""
    now = world.clock.now()
    told = f"{now:%Y-%m-%d %H:%M %Z}".strip()
    if now.year < _FIRST_YEAR:
        return said("clock", "wrong", now=told)
    return said("clock", "good" if hasattr(time, "CLOCK_BOOTTIME") else "sleeps", now=told)


def session(world: World) -> Check:
    """Whether a session runs in another window."""
    return said("session", "live" if session_lives(world.paths.lock) else "none")


def awake(_world: World) -> Check:
    """What keeps the machine from falling asleep in a session."""
    command = inhibitor(environment())
    return said("awake", "kept", program=command[0]) if command else said("awake", "none")


def _versions(names: Iterable[str]) -> tuple[list[str], list[str]]:
    """`name version` of the packages that are installed, and the names of those that are not."""
    from importlib.metadata import PackageNotFoundError, version

    there, missing = [], []
    for name in names:
        try:
            there.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    return there, missing
