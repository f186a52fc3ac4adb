"""What `doctor` finds where things are kept: folders, rights, owner, room, network disks.

It looks and tells. What it writes to try a folder has no name or is gone at once, and no
mode is changed.
"""

import os
import re
import shlex
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from sciacoach.cli.world import World
from sciacoach.dialogs.doctor_page import Check, State, said
from sciacoach.paths import Paths, storage_error
from sciacoach.text import listed

FOLDERS = ("data", "config", "state", "cache")

FULL_BYTES, LITTLE_BYTES = 5_000_000, 100_000_000
"""Too little for a session and a copy of a long history; little."""

_FAR = re.compile(
    r"nfs\d?|cifs|smb\d?|smbfs|9p|afs|ncpfs|ceph|glusterfs|lustre|davfs\d?|fuse\.(sshfs|rclone|davfs)"
)
"""File systems of other computers, as the kernel names them."""

_MOST_TOLD = 3
_MOST_SEEN = 2_000
"""Entries of one folder that are looked at."""

_MOUNTS = Path("/proc/mounts")


def folder(which: str) -> Callable[[World], Check]:
    """The check of one of `FOLDERS`: something is really written there, or above it where it
    is still to be made."""

    def look(world: World) -> Check:
        name, path = f"{which}_folder", _folder(world.paths, which)
        here = nearest(path)
        try:
            with tempfile.TemporaryFile(prefix=".sciacoach-", dir=here) as file:
                file.write(b"sciacoach")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            told = storage_error(path, error)
            return Check(name, State.BAD, told.message, told.fix)
        return said(name, "there" if here == path else "to_come", place=path)

    return look


def rights(world: World) -> Check:
    """Whether anybody but the owner may read what is kept (0700 and 0600, as they are made)."""
    if sys.platform == "win32":
        return said("rights", "unknown")
    roots = [root for root in _roots(world.paths) if root.is_dir() and _is_open(root)]
    if roots:
        return said("rights", "open", places=_told(roots), command=_command(roots))
    kept = list(_kept(world.paths))
    loose = [path for path in kept if _is_open(path)]
    if loose:
        few = loose if len(loose) <= _MOST_TOLD else sorted({path.parent for path in loose})
        return said("rights", "loose", places=_told(loose), command=_command(few))
    return said("rights", "closed" if kept else "nothing")


def owner(world: World) -> Check:
    """Whether all of it belongs to who runs this."""
    if sys.platform == "win32":
        return said("owner", "you")
    me = os.geteuid()
    others = [path for path in _kept(world.paths) if path.lstat().st_uid != me]
    return said("owner", "other", places=_told(others)) if others else said("owner", "you")


def disk(world: World) -> Check:
    """The room where there is least."""
    free, place = min(
        (shutil.disk_usage(_existing_folder(path)).free, path) for path in _roots(world.paths)
    )
    case = "full" if free < FULL_BYTES else "little" if free < LITTLE_BYTES else "room"
    return said("disk", case, free=size_words(free), place=place)


def network_disk(world: World) -> Check:
    """Whether a folder lies on the disk of another computer, where the system tells."""
    try:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return said("network_disk", "unknown")
    for path in _roots(world.paths):
        kind = far_kind(mounts, str(nearest(path).resolve()))
        if kind:
            return said("network_disk", "far", kind=kind, place=path)
    return said("network_disk", "local")


def far_kind(mounts: str, place: str) -> str:
    """The file system of `place` by the table `mounts` (as `/proc/mounts`), empty where it is
    a disk of this computer. The last of the longest points that hold the place counts."""
    found, longest = "", -1
    for row in mounts.splitlines():
        point, kind = ([*row.split(" "), "", ""])[1:3]
        point = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), point)
        inside = f"{place}/".startswith(f"{point.rstrip('/')}/") if point else False
        if inside and len(point) >= longest:
            found, longest = kind, len(point)
    return found if _FAR.fullmatch(found) else ""


def nearest(path: Path) -> Path:
    """`path`, or the nearest place above it that is there."""
    return next((one for one in (path, *path.parents) if os.path.lexists(one)), path)


def size_words(count: int) -> str:
    """Bytes as people say them."""
    for name, unit in (("GB", 10**9), ("MB", 10**6)):
        if count >= unit:
            return f"{count / unit:.1f} {name}"
    return f"{-(-count // 1000)} kB"


def _existing_folder(path: Path) -> Path:
    here = nearest(path)
    return here if here.is_dir() else here.parent


def _folder(paths: Paths, which: str) -> Path:
    found = getattr(paths, which)
    assert isinstance(found, Path)
    return found


def _roots(paths: Paths) -> list[Path]:
    return [_folder(paths, which) for which in FOLDERS]


def _kept(paths: Paths) -> Iterator[Path]:
    """The folders, and the files in them that the program writes; own routines are left out:
    in a closed folder nobody else reaches them, and they hold nothing of a person's health."""
    for root in _roots(paths):
        if root.is_dir():
            yield root
    for place, pattern in (
        (paths.data, "history.db*"),
        (paths.backups, "*"),
        (paths.config, paths.settings.name),
        (paths.state, "*"),
    ):
        for number, path in enumerate(place.glob(pattern)):
            if number < _MOST_SEEN and not path.is_symlink():
                yield path


def _is_open(path: Path) -> bool:
    try:
        return bool(stat.S_IMODE(path.stat().st_mode) & 0o077)
    except OSError:  # it is not there, or has just gone
        return False


def _told(places: Iterable[Path]) -> str:
    some = [str(path) for path in places]
    more = len(some) - _MOST_TOLD
    names = some[:_MOST_TOLD] + ([f"{more} more"] if more > 0 else [])
    return listed(names)


def _command(places: Iterable[Path]) -> str:
    """What closes these places, and all that is in them."""
    return shlex.join(["chmod", "-R", "go=", *map(str, places)])
