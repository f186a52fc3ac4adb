"""A frame in ASCII, for a locale that can write nothing else."""

import unicodedata
from functools import lru_cache

from sciacoach.faces.screen.cells import Block, Span, width_of

DRAWN = {
    "━": "=", "─": "-", "█": "#", "▀": "#", "▄": "#", "■": "#", "□": ".", "·": "-",
    "…": ".", "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "ß": "s", "ø": "o",
}  # fmt: skip
"""What stands for characters of ours, and for the typographer's."""


def as_ascii(block: Block) -> Block:
    """Each character as one ASCII character for each of its columns."""
    return tuple(tuple(_span(one) for one in row) for row in block)


@lru_cache(maxsize=1024)
def _span(one: Span) -> Span:
    if one.text.isascii():
        return one
    return Span("".join(map(letters, one.text)), one.cells, one.style)


def letters(char: str) -> str:
    """One character in ASCII, one for each of its columns."""
    cells = width_of(char)
    if char.isascii() or not cells:
        return char if cells else ""
    base = DRAWN.get(char) or unicodedata.normalize("NFKD", char)[0]
    return (base if base.isascii() and base.isprintable() else "?").ljust(cells, "?")
