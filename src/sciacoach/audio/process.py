"""The child as its parent sees it: two pipes that never make anybody wait.

Where the system cannot do that with its pipes (Windows before Python 3.12), two small threads
stand between.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable
from queue import Empty, Full, Queue
from threading import Thread
from typing import IO, Protocol

from sciacoach.audio.running import begun, end_all

COMMAND = (sys.executable, "-P", "-m", "sciacoach.audio.child")
_PIECE = 65_536


class Child(Protocol):
    """The process that speaks."""

    def write(self, raw: bytes) -> int:
        """Give as much as goes in at once; how many bytes that was. OSError: it is gone."""
        ...

    def read(self, within_s: float = 0.0) -> bytes:
        """What it has told, waiting at most so long for the first of it. OSError: it is gone
        and has told all."""
        ...

    def end(self) -> None:
        """End it, and all that it runs, now."""
        ...

    def close(self, within_s: float) -> None:
        """Let it come to its own end, and end it if it does not."""
        ...


Spawn = Callable[[], Child]
"""Begins a child."""


class ChildProcess:
    """A real one, with pipes that do not block."""

    def __init__(self) -> None:
        """Raises OSError if it cannot be begun."""
        self._process = begun(COMMAND)
        assert self._process.stdin
        assert self._process.stdout
        self._in, self._out = self._process.stdin.fileno(), self._process.stdout.fileno()
        for pipe in (self._in, self._out):
            os.set_blocking(pipe, False)

    def write(self, raw: bytes) -> int:
        """See `Child`."""
        try:
            return os.write(self._in, raw)
        except BlockingIOError:
            return 0

    def read(self, within_s: float = 0.0) -> bytes:
        """See `Child`."""
        if within_s:
            _wait(self._out, within_s)
        try:
            raw = os.read(self._out, _PIECE)
        except BlockingIOError:
            return b""
        if not raw:
            raise BrokenPipeError
        return raw

    def end(self) -> None:
        """See `Child`."""
        ended(self._process)

    def close(self, within_s: float) -> None:
        """See `Child`."""
        closed(self._process, within_s)


class ThreadedChild:
    """A real one with a thread at each pipe."""

    def __init__(self) -> None:
        """Raises OSError if it cannot be begun."""
        self._process = begun(COMMAND)
        self._to: Queue[bytes] = Queue(64)
        self._from: Queue[bytes] = Queue()
        assert self._process.stdin
        assert self._process.stdout
        for work in ((self._feed, self._process.stdin), (self._drain, self._process.stdout)):
            Thread(target=work[0], args=(work[1],), daemon=True).start()

    def write(self, raw: bytes) -> int:
        """See `Child`."""
        if self._process.poll() is not None:
            raise BrokenPipeError
        try:
            self._to.put_nowait(raw)
        except Full:
            return 0
        return len(raw)

    def read(self, within_s: float = 0.0) -> bytes:
        """See `Child`."""
        try:
            raw = self._from.get(block=within_s > 0, timeout=within_s or None)
        except Empty:
            return b""
        if not raw:
            self._from.put(b"")
            raise BrokenPipeError
        return raw

    def end(self) -> None:
        """See `Child`."""
        ended(self._process)

    def close(self, within_s: float) -> None:
        """See `Child`."""
        with contextlib.suppress(subprocess.TimeoutExpired, Full):
            self._to.put(b"", timeout=within_s)
            self._process.wait(within_s)
        ended(self._process)

    def _feed(self, pipe: IO[bytes]) -> None:
        with contextlib.suppress(OSError), pipe:
            while raw := self._to.get():
                while raw:
                    raw = raw[os.write(pipe.fileno(), raw) :]

    def _drain(self, pipe: IO[bytes]) -> None:
        with contextlib.suppress(OSError):
            while raw := os.read(pipe.fileno(), _PIECE):
                self._from.put(raw)
        self._from.put(b"")


def spawn() -> Child:
    """Begin the child that speaks. Raises OSError if it cannot be begun. Pipes that need not
    block, and that can be waited for, are known of POSIX alone."""
    return ChildProcess() if os.name == "posix" else ThreadedChild()


def closed(process: subprocess.Popen[bytes], within_s: float) -> None:
    """Close its input, wait for its end, and end it if it does not come."""
    assert process.stdin
    with contextlib.suppress(OSError):
        process.stdin.close()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(within_s)
    ended(process)


def ended(process: subprocess.Popen[bytes]) -> None:
    """End it now, and leave nothing of it behind."""
    if process.poll() is None:
        end_all(process.pid)
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe:
            with contextlib.suppress(OSError):
                pipe.close()


def _wait(pipe: int, within_s: float) -> None:
    import select

    with contextlib.suppress(OSError):
        select.select([pipe], [], [], within_s)
