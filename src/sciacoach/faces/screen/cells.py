"""Lines of cells: text measured in columns, cut, padded, folded and put side by side.

A line is spans whose columns sum up to its width. Text from files comes in through `shown`,
which leaves nothing whose width terminals quarrel about more than they must.
"""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from sciacoach.faces.screen.ink import PLAIN, Style
from sciacoach.text import clean


class Span(NamedTuple):
    """Text in one style, and how many columns it takes."""

    text: str
    cells: int
    style: Style


Line = tuple[Span, ...]
Block = tuple[Line, ...]

_JOINS = dict.fromkeys((0x200C, 0x200D, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
"""Joiners and variation selectors: what they make of their neighbours, and how wide, is
different on every terminal."""


@lru_cache(maxsize=1024)
def shown(text: str) -> str:
    """Text from outside as one line, each of its characters of a known width."""
    return unicodedata.normalize("NFC", clean(text)).translate(_JOINS)


@lru_cache(maxsize=4096)
def width_of(text: str) -> int:
    """How many columns a terminal takes for `text`."""
    if text.isascii():
        return len(text)
    return sum(map(_width, text))


@lru_cache(maxsize=4096)
def _width(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf") or "\u1160" <= char <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def cut(text: str, cells: int) -> str:
    """As much of `text` as `cells` columns hold; what is cut off ends in an ellipsis."""
    if width_of(text) <= cells:
        return text
    return _head(text, cells - 1) + "…" if cells > 0 else ""


def _head(text: str, cells: int) -> str:
    used = 0
    for number, char in enumerate(text):
        used += _width(char)
        if used > cells:
            return text[:number]
    return text


def span(text: str, style: Style = PLAIN) -> Span:
    """A span of `text`."""
    return Span(text, width_of(text), style)


def line(width: int, *spans: Span, right: Sequence[Span] = ()) -> Line:
    """A line of `width` columns: `spans` from the left, `right` at the right end. Where both
    have no room, the left is cut."""
    end = _fitted(right, width)
    room = width - sum(one.cells for one in end)
    start = _fitted(spans, max(0, room - 1) if end else room)
    gap = room - sum(one.cells for one in start)
    return (*start, *blanks(gap), *end)


def _fitted(spans: Sequence[Span], width: int) -> list[Span]:
    out: list[Span] = []
    for one in spans:
        if one.cells > width:
            text = cut(one.text, width)
            return [*out, span(text, one.style)] if text else out
        out.append(one)
        width -= one.cells
    return out


def centred(width: int, *spans: Span) -> Line:
    """A line with `spans` in its middle."""
    room = width - sum(one.cells for one in spans)
    return line(width, *blanks(room // 2), *spans)


def blanks(cells: int, style: Style = PLAIN) -> tuple[Span, ...]:
    """So many empty columns; none of them is no span."""
    return (Span(" " * cells, cells, style),) if cells > 0 else ()


def empty(width: int, rows: int = 1) -> Block:
    """Empty lines."""
    return (blanks(width),) * max(0, rows)


def wide(block: Block, width: int, indent: int = 0) -> Block:
    """A block brought to `width` columns, `indent` from the left."""
    return tuple(line(width, *blanks(indent), *one) for one in block)


def beside(*columns: Block) -> Block:
    """Blocks of as many rows, side by side."""
    return tuple(tuple(one for part in row for one in part) for row in zip(*columns, strict=True))


@lru_cache(maxsize=512)
def wrapped(text: str, width: int) -> tuple[str, ...]:
    """`text` in lines of at most `width` columns, broken between words; a word that is wider
    than a line is broken too."""
    lines, now = [], ""
    for word in text.split():
        rest = word
        if now and width_of(now) + 1 + width_of(rest) <= width:
            now = f"{now} {rest}"
            continue
        if now:
            lines.append(now)
        while width_of(rest) > width:
            head = _head(rest, width) or rest[0]
            lines.append(head)
            rest = rest[len(head) :]
        now = rest
    return (*lines, now) if now else tuple(lines)
