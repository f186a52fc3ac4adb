"""Frames on a terminal: only what changed is written.

One write and one flush a paint. Line breaks by the terminal are off while painting, so that a
character whose width it sees differently can never push the frame down; after such a character
the cursor is put where it belongs.
"""

from collections.abc import Sequence
from typing import TextIO

from sciacoach.faces.screen.cells import Line, Span
from sciacoach.faces.screen.ink import codes
from sciacoach.faces.screen.look import Look

ENTER = "\x1b[?1049h\x1b[?25l\x1b[2J"
"""The alternate screen, no cursor, empty."""

LEAVE = "\x1b[0m\x1b[?7h\x1b[?25h\x1b[?1049l"

BEGIN, END = "\x1b[?2026h\x1b[?7l", "\x1b[0m\x1b[?7h\x1b[?2026l"
"""Around a paint: shown at once where a terminal can do that; others ignore it."""

Lines = Sequence[Line]


class Painter:
    """Paints on `out`, which may raise OSError when nobody is there any more."""

    def __init__(self, out: TextIO, look: Look) -> None:
        self._out = out
        self._look = look
        self._shown: Lines = ()
        self._open = False

    @property
    def is_open(self) -> bool:
        """Whether the terminal is ours."""
        return self._open

    def open(self) -> None:
        """Take the terminal: the normal screen stays as it was."""
        if not self._open:
            self._open = True
            self._shown = ()
            self._write(ENTER)

    def forget(self) -> None:
        """Somebody else may have had the terminal: the next `open` takes it again."""
        self._open = False

    def close(self) -> None:
        """Give it back: cursor, line breaks and the normal screen."""
        if self._open:
            self._open = False
            self._write(LEAVE)

    def paint(self, lines: Lines, *, afresh: bool = False) -> None:
        """Show `lines`. `afresh`: whatever may stand there, as after a change of size."""
        if afresh:
            self._shown = ()
        known = len(self._shown) == len(lines)
        before = self._shown if known else ((),) * len(lines)
        parts = [
            part
            for row, (old, new) in enumerate(zip(before, lines, strict=True), 1)
            if old != new
            for part in self._changed(row, old, new)
        ]
        if parts:
            self._write("".join([BEGIN, *([] if known else ["\x1b[0m\x1b[2J"]), *parts, END]))
        self._shown = tuple(lines)

    def _changed(self, row: int, old: Line, new: Line) -> list[str]:
        """The spans of a line that are not as they were."""
        first = _same(old, new)
        last = len(new) - _same(old[first:][::-1], new[first:][::-1])
        column = 1 + sum(one.cells for one in new[:first])
        out = [f"\x1b[{row};{column}H"]
        for one in new[first:last]:
            out += [codes(one.style, self._look), one.text]
            column += one.cells
            if not _is_drawn_alike(one):
                out.append(f"\x1b[{row};{column}H")
        return out

    def _write(self, text: str) -> None:
        self._out.write(text)
        self._out.flush()


def _same(old: Line, new: Line) -> int:
    """How many spans from the start are the same."""
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count


def _is_drawn_alike(one: Span) -> bool:
    """Whether every terminal gives this text as many columns as we do."""
    return one.text.isascii() or all(char < "\u0300" or "─" <= char <= "▟" for char in one.text)
