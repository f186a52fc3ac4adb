"""Lines measured in the columns of a terminal, where some characters take two and some none.

`width` is columns, None where the output is no terminal: then nothing is folded or cut.
"""

import unicodedata
from collections.abc import Iterable, Iterator

from sciacoach.text import command_apart

LEAST = 20
"""No page is folded narrower than this."""

_LEAST_ROOM = 8
"""Columns that are left for words, however wide what stands before them is."""

_WIDE = frozenset({"W", "F"})


def columns(text: str) -> int:
    """How many columns `text` takes."""
    if text.isascii():
        return len(text)
    return sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in _WIDE else 1


def padded(text: str, width: int) -> str:
    """`text` with spaces behind it up to `width` columns."""
    return text + " " * (width - columns(text))


def cut(text: str, width: int) -> str:
    """`text`, its end left out where it is wider than `width` columns."""
    if columns(text) <= width:
        return text
    out, used = "", 0
    for char in text:
        used += _columns(char)
        if used > width - 1:
            break
        out += char
    return f"{out.rstrip()}…" if width > 1 else out


def wrapped(text: str, width: int | None, indent: str = "", first: str | None = None) -> list[str]:
    """`text` in lines of at most `width` columns, broken between words, `indent` before each
    and `first` before the first one. A word that is too long for a line is broken."""
    start = indent if first is None else first
    if width is None:
        return [f"{start}{text}".rstrip()]
    whole = max(width, LEAST)
    head, command = command_apart(text)
    if command and columns(start + text) > whole >= columns(indent + command):
        return [*wrapped(head, width, indent, first), f"{indent}{command}"]
    rooms = [max(whole - columns(one), _LEAST_ROOM) for one in (start, indent)]
    lines = _folded(text.split(), rooms[0], rooms[1])
    return [f"{indent if number else start}{line}".rstrip() for number, line in enumerate(lines)]


def _folded(words: Iterable[str], first: int, room: int) -> list[str]:
    """Lines of at most `room` columns, the first one of at most `first`."""
    lines = [""]
    for word in words:
        for part in _parts(word, min(first, room)):
            space = room if len(lines) > 1 else first
            if not lines[-1]:
                lines[-1] = part
            elif columns(lines[-1]) + 1 + columns(part) <= space:
                lines[-1] += f" {part}"
            else:
                lines.append(part)
    return lines


def _parts(word: str, room: int) -> Iterator[str]:
    """`word` in pieces that fit a line."""
    while columns(word) > room:
        taken, used = 0, 0
        while used + _columns(word[taken]) <= room:
            used += _columns(word[taken])
            taken += 1
        yield word[:taken]
        word = word[taken:]
    yield word


def bar(share: float, cells: int) -> str:
    """A bar of `cells` characters that reads without colour: `[#####.....]`. A share above
    0 shows at least one `#`, and below 1 at least one dot; above 1 it is full."""
    full = round(min(max(share, 0.0), 1.0) * cells)
    if 0 < share < 1:
        full = min(max(full, 1), cells - 1)
    return f"[{'#' * full}{'.' * (cells - full)}]"
