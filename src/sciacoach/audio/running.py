"""Programs run from the speaking child: bounded in time and in what they may print, never
through a shell, and ended when the child ends."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock, Timer

_PIECE = 1_048_576
MOST_BYTES = 16_000_000
"""About three minutes of sound; a program that prints more has lost its way."""


@dataclass(frozen=True, slots=True)
class Job:
    """A program's arguments, what it reads, and what it finds in its environment besides."""

    argv: Sequence[str]
    reads: str = ""
    env: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ran:
    """How a program ended: its exit code (0 is well) and what it printed. `ended` says that
    it was ended from here, for its time was over or it printed too much."""

    code: int
    out: bytes
    ended: bool = False


class Runner:
    """Runs programs and knows which of them run. Any thread may use it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._live: set[subprocess.Popen[bytes]] = set()
        self._closed = False

    def run(self, job: Job, limit_s: float, wanted: Callable[[], bool] = lambda: True) -> Ran:
        """Run to its end, or for `limit_s` seconds at most. `wanted` is looked at once it runs,
        so that a `stop` that came a moment too early is not lost. Raises OSError if there is
        no such program."""
        process = self._begun(job)
        if not wanted():
            _end(process)
        late: list[bool] = []

        def over() -> None:
            late.append(True)
            _end(process)

        timer = Timer(limit_s, over)
        timer.daemon = True
        timer.start()
        try:
            out = _talked(process, job.reads)
            if len(out) > MOST_BYTES:
                over()
            return Ran(process.wait(), out, bool(late))
        finally:
            timer.cancel()
            with self._lock:
                self._live.discard(process)

    def stop(self) -> None:
        """End all that runs."""
        with self._lock:
            live = list(self._live)
        for process in live:
            _end(process)

    def close(self) -> None:
        """End all that runs, and start nothing any more."""
        self._closed = True
        self.stop()

    def _begun(self, job: Job) -> subprocess.Popen[bytes]:
        if self._closed:
            raise OSError("closed")
        process = begun(job.argv, {**os.environ, **job.env})
        with self._lock:
            self._live.add(process)
        return process


def begun(
    argv: Sequence[str], env: Mapping[str, str] | None = None, *, told: bool = True
) -> subprocess.Popen[bytes]:
    """A program apart from our terminal: none of its keys, signals and windows reach it, and
    what it complains of goes nowhere; nor does what it prints, unless we want to be `told`.
    Its pipes have no buffer. Raises OSError if there is no such program."""
    return subprocess.Popen(  # noqa: S603 (an argument list, never a shell's line)
        list(argv),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE if told else subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=env,
        bufsize=0,
        start_new_session=os.name == "posix",
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def end_all(pid: int) -> None:
    """End a process begun here, and on POSIX all that it began itself."""
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            os.kill(pid, signal.SIGTERM)
        else:
            os.killpg(pid, signal.SIGKILL)


def _talked(process: subprocess.Popen[bytes], reads: str) -> bytes:
    assert process.stdin
    assert process.stdout
    with contextlib.suppress(OSError):  # it may end without reading
        process.stdin.write(reads.encode("utf-8", "replace"))
        process.stdin.close()
    out = bytearray()
    with process.stdout as pipe:
        while len(out) <= MOST_BYTES and (piece := os.read(pipe.fileno(), _PIECE)):
            out += piece
    return bytes(out)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        end_all(process.pid)
