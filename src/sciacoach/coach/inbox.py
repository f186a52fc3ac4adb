"""What comes from the person: keys or lines of standard input, and signals, in one queue.

A thread reads, so that nothing ever holds the session up; the conductor waits on the
queue, and that wait is also its sleep.
"""

import contextlib
import os
import queue
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol, TextIO


@dataclass(frozen=True, slots=True)
class Line:
    """A line, without its end."""

    text: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """One key: the character, or a name such as `space`, `enter`, `pagedown`."""

    key: str


@dataclass(frozen=True, slots=True)
class NoMore:
    """The end of standard input: no more commands can come."""


@dataclass(frozen=True, slots=True)
class HangUp:
    """The terminal is gone."""


@dataclass(frozen=True, slots=True)
class Signalled:
    """The process was told to end."""

    number: int


@dataclass(frozen=True, slots=True)
class Suspend:
    """The person wants the terminal back for a while (Ctrl-Z)."""


@dataclass(frozen=True, slots=True)
class Continued:
    """The process goes on after it was stopped from outside."""


MOST_PENDING = 64 * 1024
"""Bytes of one line that are kept; no command is longer."""

Item = Line | Pressed | NoMore | HangUp | Signalled | Suspend | Continued


class Inbox(Protocol):
    """Where the conductor looks for what the person did."""

    def wait(self, seconds: float) -> Item | None:
        """The next item, or None when none came within `seconds` (real time)."""
        ...


class StreamInbox:
    """Items from a stream and from signals. `on_terminal`: the stream's end is a hang-up."""

    def __init__(self, stream: TextIO, *, on_terminal: bool) -> None:
        self._items: queue.SimpleQueue[Item] = queue.SimpleQueue()
        self._stream = stream
        self._end: Item = HangUp() if on_terminal else NoMore()

    def listen(self) -> None:
        """Begin to read. The thread dies with the process."""
        threading.Thread(target=self._read, name="inbox", daemon=True).start()

    def wait(self, seconds: float) -> Item | None:
        """The next item, or None after `seconds`."""
        try:
            return self._items.get(timeout=max(0.0, seconds)) if seconds > 0 else self._now()
        except queue.Empty:
            return None

    def _now(self) -> Item | None:
        try:
            return self._items.get_nowait()
        except queue.Empty:
            return None

    def type_lines(self) -> None:
        """From now on whole lines are typed, for the questions after a session."""

    def push(self, item: Item) -> None:
        """Put an item in; may be called from a signal handler."""
        self._items.put(item)

    def _read(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            for line in self._lines():
                self._items.put(Line(line.rstrip("\r\n")))
        self._items.put(self._end)

    def _lines(self) -> Iterator[str]:
        """Lines of the stream. Where there is a file below it, that is read without the
        stream's own lock: a thread that holds the lock at the end of the process would
        bring the interpreter down."""
        try:
            number = self._stream.fileno()
        except (OSError, ValueError):
            yield from self._stream
            return
        rest = b""
        while piece := os.read(number, 4096):
            *whole, rest = (rest + piece)[-MOST_PENDING:].split(b"\n")
            yield from (line.decode("utf-8", "replace") for line in whole)
        if rest:
            yield rest.decode("utf-8", "replace")


ENDING = tuple(
    getattr(signal, name)
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT")
    if hasattr(signal, name)
)


@contextmanager
def signals_to(push: Callable[[Item], None]) -> Iterator[None]:
    """While this holds, a signal that would end the process goes to the inbox, so that
    what was done is stored first. Signals that were ignored stay ignored."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in ENDING}
    mine = [number for number, handler in before.items() if handler is not signal.SIG_IGN]
    for number in mine:
        signal.signal(number, lambda n, _frame: push(Signalled(n)))
    try:
        yield
    finally:
        for number in mine:
            signal.signal(number, before[number])
