"""Keeps the machine from falling asleep while a session runs: the system's own means, as a
child process that ends with its input, and so with us, however we end. Where there is none,
nothing happens and nothing is told."""

from __future__ import annotations

import contextlib
import subprocess
from collections.abc import Callable, Sequence

from sciacoach.audio.ladder import Environment
from sciacoach.audio.running import begun, end_all

_WINDOWS = (
    "Add-Type -Name P -Namespace S -MemberDefinition "
    "'[DllImport(\"kernel32.dll\")]public static extern uint SetThreadExecutionState(uint f);';"
    "[void][S.P]::SetThreadExecutionState([uint32]'0x80000003');"
    "[void][Console]::In.ReadToEnd()"
)
"""0x80000003: until told otherwise, the system and its screen are in use."""

PROGRAMS = ("systemd-inhibit", "caffeinate", "powershell", "cat")
_CLOSING_S = 0.5


def inhibitor(environment: Environment) -> tuple[str, ...]:
    """The command that keeps this machine awake until its input ends; empty for none."""
    have = environment.programs
    if environment.platform == "darwin" and {"caffeinate", "cat"} <= have:
        return ("caffeinate", "-d", "-i", "cat")
    if environment.platform == "win32" and "powershell" in have:
        return ("powershell", "-NoProfile", "-NonInteractive", "-Command", _WINDOWS)
    if {"systemd-inhibit", "cat"} <= have:
        why = ("--what=idle:sleep", "--who=sciacoach", "--why=A guided session", "--mode=block")
        return ("systemd-inhibit", *why, "cat")
    return ()


class Held:
    """The machine held awake. `close` lets it go."""

    def __init__(self, process: subprocess.Popen[bytes] | None) -> None:
        self._process = process

    def close(self) -> None:
        """Let it fall asleep again."""
        process, self._process = self._process, None
        if process is None:
            return
        assert process.stdin
        with contextlib.suppress(OSError):
            process.stdin.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_CLOSING_S)
        if process.poll() is None:
            end_all(process.pid)
            process.wait()


Begin = Callable[[Sequence[str]], subprocess.Popen[bytes]]


def silent(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """The process of a command whose output nobody reads. Raises OSError."""
    return begun(command, told=False)


def wakeful(environment: Environment, begin: Begin = silent) -> Held:
    """Hold the machine awake until `close`, or until this process ends."""
    command = inhibitor(environment)
    try:
        return Held(begin(command) if command else None)
    except OSError:
        return Held(None)
