"""Reading a keyboard key by key, in a thread, so that nothing ever holds the session up."""

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import TextIO

from sciacoach.coach.inbox import MOST_PENDING, HangUp, Line, StreamInbox
from sciacoach.coach.keys import Decoder

ESCAPE_S = 0.05
"""Seconds after which an escape stands alone. A terminal sends a key in one go; a slow line
may cut it, and then the rest of it is an unknown key, which does no harm."""


def terminal_number(stream: TextIO) -> int | None:
    """The file number of the terminal behind `stream`, or None where there is none."""
    try:
        number = stream.fileno()
        return number if os.isatty(number) else None
    except (OSError, ValueError):
        return None


class KeyInbox(StreamInbox):
    """Items from a terminal whose keys come one by one, and from signals. After
    `type_lines` it gives lines again, as the terminal itself does then."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream, on_terminal=True)
        self._number = stream.fileno()
        self._decoder = Decoder()
        self._by_line = False
        self._line = b""

    def type_lines(self) -> None:
        """From now on whole lines are typed."""
        self._by_line = True

    def _read(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            for piece in self._pieces():
                self._take(piece)
        self.push(HangUp())

    def _take(self, piece: bytes) -> None:
        """A piece of input; an empty one means that it has been quiet for a moment."""
        if self._by_line:
            *whole, self._line = (self._line + piece)[-MOST_PENDING:].split(b"\n")
            for line in whole:
                self.push(Line(line.decode("utf-8", "replace").rstrip("\r")))
            return
        for item in self._decoder.feed(piece) if piece else self._decoder.flush():
            self.push(item)

    def _pieces(self) -> Iterator[bytes]:
        if sys.platform == "win32":
            yield from _windows_pieces()
        else:
            yield from self._terminal_pieces()

    def _terminal_pieces(self) -> Iterator[bytes]:
        import select

        while True:
            if self._decoder.unfinished and not self._by_line:
                ready, _, _ = select.select([self._number], [], [], ESCAPE_S)
                if not ready:
                    yield b""
                    continue
            piece = os.read(self._number, 4096)
            if not piece:
                return
            yield piece


def inbox_for(stdin: TextIO, *, keys: bool) -> StreamInbox:
    """Where a session listens: key by key where `keys` and there is a terminal behind
    `stdin`, by the line everywhere else."""
    if keys and terminal_number(stdin) is not None:
        return KeyInbox(stdin)
    return StreamInbox(stdin, on_terminal=stdin.isatty())


if sys.platform == "win32":
    import msvcrt
    import signal

    _SPECIAL = {
        "H": b"\x1b[A", "P": b"\x1b[B", "M": b"\x1b[C", "K": b"\x1b[D", "G": b"\x1b[H",
        "O": b"\x1b[F", "I": b"\x1b[5~", "Q": b"\x1b[6~", "?": b"\x1b[15~",
    }  # fmt: skip
    """Keys that Windows tells in two parts, as the sequences that other terminals send."""

    def _windows_pieces() -> Iterator[bytes]:
        """The same bytes that another terminal would send. Ctrl-C comes as a character."""
        while True:
            piece = _windows_key()
            while msvcrt.kbhit():
                piece += _windows_key()
            yield piece
            if piece == b"\x1b":
                yield b""

    def _windows_key() -> bytes:
        char = msvcrt.getwch()
        if char in ("\x00", "\xe0"):
            return _SPECIAL.get(msvcrt.getwch(), b"\x1b[99~")
        if char == "\x03":
            signal.raise_signal(signal.SIGINT)
            return b""
        return char.encode("utf-8", "replace")
