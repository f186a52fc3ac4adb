"""The terminal as a session needs it, given back as it was found, whatever happens.

Keys come one by one and are not echoed; Ctrl-C, Ctrl-\\ and Ctrl-Z still make signals; Ctrl-S
does not freeze the output, for nobody may be left on a ball with a screen that stands still.
"""

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TextIO

from sciacoach.coach.inbox import Continued, Item, Suspend
from sciacoach.coach.keyboard import terminal_number


class Terminal:
    """The terminal behind `stdin`; where there is none, all of this does nothing.

    Nothing here raises: a terminal that is gone cannot be set, and its reader finds out.
    """

    def __init__(self, stdin: TextIO | None) -> None:
        self._number = None if stdin is None else terminal_number(stdin)
        self._modes: _Modes | None = None

    @contextmanager
    def taken(self, push: Callable[[Item], None]) -> Iterator[None]:
        """Key by key while this holds. Ctrl-Z, and going on after a stop, go to `push`."""
        if self._number is None:
            yield
            return
        with _job_control(push):
            self.take()
            try:
                yield
            finally:
                self.give_back()

    def take(self) -> None:
        """Have keys one by one, without echo. May be called again at any time."""
        if self._number is None:
            return
        if self._modes is None:
            self._modes = _modes(self._number)
        if self._modes is not None:
            _by_key(self._number, self._modes)

    def give_back(self) -> None:
        """Set the terminal as it was found."""
        if self._number is not None and self._modes is not None:
            _set(self._number, self._modes)
            self._modes = None

    def stop(self) -> None:
        """Give the terminal back and stop the process for real, until somebody says that it
        goes on (`fg`). The caller then takes the terminal again."""
        self.give_back()
        if self._number is not None and sys.platform != "win32":
            with _default(signal.SIGTSTP, signal.SIGCONT):
                signal.raise_signal(signal.SIGTSTP)


def let_go(*streams: TextIO) -> None:
    """Nobody reads these any more: what is still in them, and what may follow, goes nowhere,
    so that the end of the process does not fail over it."""
    for stream in streams:
        with contextlib.suppress(OSError, ValueError):
            number = stream.fileno()
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, number)
            os.close(nowhere)


if sys.platform == "win32":
    _Modes = int

    def _modes(_number: int) -> int | None:
        """The console has no modes that reading by key would change."""
        return None

    def _by_key(_number: int, _modes: int) -> None:
        """Nothing to set."""

    def _set(_number: int, _modes: int) -> None:
        """Nothing was set."""

    @contextmanager
    def _job_control(_push: Callable[[Item], None]) -> Iterator[None]:
        """There is none."""
        yield
else:
    import termios

    _Modes = list[int | list[bytes | int]]

    def _modes(number: int) -> _Modes | None:
        try:
            return list(termios.tcgetattr(number))
        except termios.error:
            return None

    def _by_key(number: int, modes: _Modes) -> None:
        flags = list(modes)
        control = flags[6]
        assert isinstance(flags[0], int) and isinstance(flags[3], int) and isinstance(control, list)
        flags[0] = (flags[0] | termios.ICRNL) & ~(termios.IXON | termios.INLCR | termios.IGNCR)
        flags[3] &= ~(termios.ICANON | termios.ECHO | termios.IEXTEN)
        flags[3] |= termios.ISIG
        control = list(control)
        control[termios.VMIN], control[termios.VTIME] = 1, 0
        flags[6] = control
        _set(number, flags)

    def _set(number: int, modes: _Modes) -> None:
        """At once: waiting for the output of a terminal that is gone would last for ever."""
        with contextlib.suppress(termios.error):
            termios.tcsetattr(number, termios.TCSANOW, modes)

    @contextmanager
    def _job_control(push: Callable[[Item], None]) -> Iterator[None]:
        """Ctrl-Z and `fg` go to `push`. Who ignores Ctrl-Z (no job control) goes on to."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        items: dict[signal.Signals, Item] = {
            signal.SIGTSTP: Suspend(),
            signal.SIGCONT: Continued(),
        }
        before = {n: signal.getsignal(n) for n in items}
        mine = {n: item for n, item in items.items() if before[n] is not signal.SIG_IGN}
        for number, item in mine.items():
            signal.signal(number, _pusher(push, item))
        try:
            yield
        finally:
            for number in mine:
                signal.signal(number, before[number])

    def _pusher(
        push: Callable[[Item], None], item: Item
    ) -> Callable[[int, FrameType | None], None]:
        return lambda _number, _frame: push(item)

    @contextmanager
    def _default(*numbers: signal.Signals) -> Iterator[None]:
        """The system's own answer to some signals. So the shell sees a real stop, and no
        second "it goes on" comes from the one that is waited for here."""
        before = {number: signal.signal(number, signal.SIG_DFL) for number in numbers}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
