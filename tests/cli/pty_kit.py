"""The program in a real terminal: a pseudo-terminal, and a shell small enough to trust."""

import contextlib
import fcntl
import json
import os
import select
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte
from start_kit import clear_answers, write_answers

from sciacoach.coach.clock import SystemClock
from sciacoach.paths import write_private

CLOCK = SystemClock()
PATIENCE_S = 20.0
"""Far longer than anything here takes; reached only when a test fails."""

SHELL = """
import os, signal, sys
for one in (signal.SIGTTOU, signal.SIGHUP):
    signal.signal(one, signal.SIG_IGN)
tells, hears, hangs_up = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "1"
pid = os.fork()
if not pid:
    os.setpgid(0, 0)
    os.tcsetpgrp(0, os.getpid())
    for one in (signal.SIGTTOU, signal.SIGHUP):
        signal.signal(one, signal.SIG_DFL)
    os.execv(sys.executable, [sys.executable, *sys.argv[4:]])
if hangs_up:
    signal.signal(signal.SIGHUP, lambda *_: os.killpg(pid, signal.SIGHUP))
os.write(tells, b"%d\\n" % pid)
while True:
    _, status = os.waitpid(pid, os.WUNTRACED)
    if not os.WIFSTOPPED(status):
        os.write(tells, b"ended %d\\n" % os.waitstatus_to_exitcode(status))
        break
    os.tcsetpgrp(0, os.getpid())
    os.write(tells, b"stopped %d\\n" % os.WSTOPSIG(status))
    os.read(hears, 1)
    os.tcsetpgrp(0, pid)
    os.killpg(pid, signal.SIGCONT)
"""
"""A shell with job control for one job: it tells when the job stopped or ended."""


class Window:
    """A terminal window in which `sciacoach ARGS` runs. `shell_hangs_up`: the shell sends
    the job a SIGHUP when the window closes, as most shells do. `env` is added to the test's
    own environment; what is None there is taken out of it. `config` is added to the settings."""

    def __init__(
        self,
        *args: object,
        shell_hangs_up: bool = True,
        rows: int = 24,
        env: Mapping[str, str | None] | None = None,
        config: str = "",
    ) -> None:
        _silence(config)
        self.master, self._slave = os.openpty()
        self._set_size(80, rows)
        self.before = self.modes()
        self.raw = b""
        self._screen = pyte.Screen(80, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._told = b""
        self._tells, out = os.pipe()
        inside, self._hears = os.pipe()
        words = [str(out), str(inside), str(int(shell_hangs_up)), "-m", "sciacoach"]
        self._shell = subprocess.Popen(
            [sys.executable, "-c", SHELL, *words, *map(str, args)],
            stdin=self._slave, stdout=self._slave, stderr=self._slave,
            pass_fds=(out, inside), start_new_session=True, preexec_fn=_own_terminal,
            env=_environment(env or {}),
        )  # fmt: skip
        os.close(out)
        os.close(inside)
        self.pid = int(self._next_told())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        self._shell.kill()
        self._shell.wait()
        for number in (self.master, self._slave, self._tells, self._hears):
            if number >= 0:
                os.close(number)

    # ---- what the person does ---------------------------------------------------------

    def press(self, keys: str | bytes) -> None:
        """Keys, all at once."""
        os.write(self.master, keys.encode() if isinstance(keys, str) else keys)

    def send(self, number: int) -> None:
        """A signal to the program."""
        os.kill(self.pid, number)

    def resize(self, columns: int, rows: int, *, told: bool = True) -> None:
        """The window gets another size; `told`: the program gets its SIGWINCH."""
        self._set_size(columns, rows)
        self._screen.resize(rows, columns)
        if told:
            with contextlib.suppress(ProcessLookupError):
                self.send(signal.SIGWINCH)

    def _set_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def foreground(self) -> None:
        """`fg`."""
        os.write(self._hears, b"x")

    def close(self) -> None:
        """The window is closed."""
        for number in (self._slave, self.master):
            os.close(number)
        self.master = self._slave = -1

    # ---- what there is to see ------------------------------------------------------------

    def modes(self) -> list[object]:
        """What `stty -g` tells."""
        return list(termios.tcgetattr(self._slave))

    @property
    def text(self) -> str:
        """Everything written so far."""
        return self.raw.decode("utf-8", "replace").replace("\r\n", "\n")

    @property
    def screen(self) -> pyte.Screen:
        """The window as it looks now."""
        return self._screen

    def look(self, seconds: float = 0.0) -> None:
        """Read what was written, for at least `seconds`."""
        until = CLOCK.mono() + seconds
        while True:
            left = max(0.0, until - CLOCK.mono())
            if select.select([self.master], [], [], left)[0]:
                piece = os.read(self.master, 65536)
                self.raw += piece
                self._stream.feed(piece)
            elif not left:
                return

    def until(self, words: str, times: int = 1) -> None:
        """Wait until `words` were written so many times."""
        end = CLOCK.mono() + PATIENCE_S
        while " ".join(self.text.split()).count(words) < times:
            assert CLOCK.mono() < end, f"no {words!r} in:\n{self.text}"
            self.look(0.02)

    @property
    def rows(self) -> list[str]:
        """The rows of the window as they look now. pyte's own `display` cannot read a row in
        which half of a wide character was written over."""
        cells, columns = self._screen.buffer, range(self._screen.columns)
        return ["".join(cells[y][x].data for x in columns) for y in range(self._screen.lines)]

    @property
    def shown(self) -> str:
        """The words that stand in the window now, joined by single spaces."""
        return " ".join(" ".join(self.rows).split())

    def shows(self, *words: str) -> None:
        """Wait until all of `words` stand in the window at once."""
        end = CLOCK.mono() + PATIENCE_S
        while not all(one in self.shown for one in words):
            picture = "\n".join(self.rows)
            assert CLOCK.mono() < end, f"no {words!r} in:\n{picture}"
            self.look(0.02)

    def stopped(self) -> int:
        """Wait until the program stands still; the signal that stopped it."""
        kind, number = self._next_told().split()
        assert kind == "stopped"
        return int(number)

    def ended(self) -> int:
        """Wait until the program is over; its exit code."""
        kind, number = self._next_told().split()
        assert kind == "ended"
        if self.master >= 0:
            self.look()
        return int(number)

    def _next_told(self) -> str:
        end = CLOCK.mono() + PATIENCE_S
        while b"\n" not in self._told:
            assert CLOCK.mono() < end, f"the program does not end:\n{self.text}"
            if self.master >= 0:
                self.look()
            if select.select([self._tells], [], [], 0.02)[0]:
                self._told += os.read(self._tells, 100)
        line, _, self._told = self._told.partition(b"\n")
        return line.decode()


def _silence(more: str) -> None:
    """Nothing is spoken or sounded in a window of a test."""
    config = Path(os.environ["SCIACOACH_HOME"]) / "config" / "config.toml"
    write_private(config, f'voice = "none"\nsound = false\n{more}\n')


def _environment(changes: Mapping[str, str | None]) -> dict[str, str]:
    wanted = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **changes}
    return {name: value for name, value in wanted.items() if value is not None}


def _own_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGTSTP, signal.SIG_DFL)


def live_answers(folder: Path) -> Path:
    """An answers file of just now, everything no."""
    now = CLOCK.now()
    content = clear_answers()
    content["answered_at"] = now.isoformat()
    content["began"] = (now - timedelta(days=43)).date().isoformat()
    return write_answers(folder, content)


def kept_sessions(home: Path) -> list[dict[str, object]]:
    """The sessions in the history, as another process sees them."""
    words = [sys.executable, "-m", "sciacoach", "history", "export", "--format", "json"]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "SCIACOACH_HOME": str(home)}
    done = subprocess.run(words, capture_output=True, check=True, env=env)
    return list(json.loads(done.stdout)["sessions"])
