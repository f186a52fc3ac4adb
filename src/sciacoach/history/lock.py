"""One live session at a time: a lock on a file, which dies with the process that holds it."""

import os
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from sciacoach.errors import Failed
from sciacoach.paths import Paths, make_private, storage_error

_TRIES = 500
"""A look (`session_lives`) holds the lock for microseconds; so many tries outlast it."""


def _take(number: int) -> bool:
    """Whether the lock on the open file `number` could be taken, without waiting."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


class SessionLock:
    """Held for the life of a session: `with SessionLock(paths): ...`.

    Raises `Failed` if another session is running. The kernel lets go of the lock when the
    process ends, however it ends, so nothing is ever left to clean up.
    """

    def __init__(self, paths: Paths) -> None:
        self._path = paths.lock
        self._number: int | None = None

    def __enter__(self) -> Self:
        make_private(self._path.parent)
        try:
            self._number = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            if any(_take(self._number) for _ in range(_TRIES)):
                return self
        except OSError as error:
            self._close()
            raise storage_error(self._path, error) from error
        self._close()
        raise Failed(
            "Another session is running.", "End it in its own window first, then start this one."
        )

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    def _close(self) -> None:
        if self._number is not None:
            os.close(self._number)
            self._number = None


def session_lives(path: Path) -> bool:
    """Whether a process holds the session lock at `path`. Writes nothing."""
    try:
        number = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        return not _take(number)
    finally:
        os.close(number)
