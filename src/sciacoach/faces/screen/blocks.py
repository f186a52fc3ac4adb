"""Letters as large as a hand: a pixel font of five rows, drawn as large as there is room."""

from collections.abc import Iterator
from functools import lru_cache

from sciacoach.faces.screen.cells import Block, Line, Span, blanks, line, span
from sciacoach.faces.screen.ink import Style

GLYPHS = {
    "0": "### #.# #.# #.# ###",
    "1": ".#. ##. .#. .#. ###",
    "2": "### ..# ### #.. ###",
    "3": "### ..# .## ..# ###",
    "4": "#.# #.# ### ..# ..#",
    "5": "### #.. ### ..# ###",
    "6": "### #.. ### #.# ###",
    "7": "### ..# ..# .#. .#.",
    "8": "### #.# ### #.# ###",
    "9": "### #.# ### ..# ###",
    ":": ". # . # .",
    "?": "### ..# .## ... .#.",
    "!": "# # # . #",
    "<": "..# .## ### .## ..#",
    ">": "#.. ##. ### ##. #..",
    " ": ". . . . .",
    "A": "### #.# ### #.# #.#",
    "B": "##. #.# ##. #.# ##.",
    "C": "### #.. #.. #.. ###",
    "D": "##. #.# #.# #.# ##.",
    "E": "### #.. ##. #.. ###",
    "F": "### #.. ##. #.. #..",
    "G": "#### #... #.## #..# ####",
    "H": "#.# #.# ### #.# #.#",
    "I": "# # # # #",
    "J": "..# ..# ..# #.# ###",
    "K": "#.# #.# ##. #.# #.#",
    "L": "#.. #.. #.. #.. ###",
    "M": "#...# ##.## #.#.# #...# #...#",
    "N": "#..# ##.# #.## #..# #..#",
    "O": "### #.# #.# #.# ###",
    "P": "### #.# ### #.. #..",
    "Q": "#### #..# #..# #.## ####",
    "R": "##. #.# ##. #.# #.#",
    "S": "### #.. ### ..# ###",
    "T": "### .#. .#. .#. .#.",
    "U": "#.# #.# #.# #.# ###",
    "V": "#.# #.# #.# #.# .#.",
    "W": "#...# #...# #.#.# ##.## #...#",
    "X": "#.# #.# .#. #.# #.#",
    "Y": "#.# #.# .#. .#. .#.",
    "Z": "### ..# .#. #.. ###",
}
"""Five rows a letter; `<` and `>` are arrows."""

ROWS = 5
SCALES = ((6, 3), (4, 2), (2, 1))
"""Columns and rows of one pixel, the largest first. A cell is about twice as high as wide."""

SMALL_ROWS = 3

SEVEN = {
    "0": (" _ ", "| |", "|_|"),
    "1": ("   ", "  |", "  |"),
    "2": (" _ ", " _|", "|_ "),
    "3": (" _ ", " _|", " _|"),
    "4": ("   ", "|_|", "  |"),
    "5": (" _ ", "|_ ", " _|"),
    "6": (" _ ", "|_ ", "|_|"),
    "7": (" _ ", "  |", "  |"),
    "8": (" _ ", "|_|", "|_|"),
    "9": (" _ ", "|_|", " _|"),
    ":": (" ", "o", "o"),
    " ": (" ", " ", " "),
}
"""Digits of three rows where there are no block characters."""


@lru_cache(maxsize=256)
def big(text: str, width: int, rows: int, style: Style, unicode: bool) -> Block:
    """`text` in block letters, as large as `width` and `rows` allow; in plain letters where
    there is no room, or no letter for it. As wide as it needs to be, at most `width`."""
    upper = text.upper()
    if all(char in GLYPHS for char in upper):
        pixels = _pixels(upper)
        for across, down in SCALES:
            if len(pixels[0]) * across <= width and ROWS * down <= rows:
                return _scaled(pixels, across, down, style)
        if unicode and len(pixels[0]) <= width and rows >= SMALL_ROWS:
            return _halves(pixels, style)
    if all(char in SEVEN for char in upper) and len(upper) * 4 <= width and rows >= SMALL_ROWS:
        return tuple(_row(" ".join(SEVEN[c][n] for c in upper), style) for n in range(SMALL_ROWS))
    plain = upper.replace("<", "<<").replace(">", ">>")
    return (line(min(width, len(plain)), span(plain, style)),)


def size(block: Block) -> tuple[int, int]:
    """Columns and rows of a block."""
    return (sum(one.cells for one in block[0]) if block else 0, len(block))


def _pixels(text: str) -> tuple[str, ...]:
    glyphs = [GLYPHS[char].split(" ") for char in text]
    return tuple(".".join(glyph[row] for glyph in glyphs) for row in range(ROWS))


def _scaled(pixels: tuple[str, ...], across: int, down: int, style: Style) -> Block:
    rows = ("".join("█" * across if p == "#" else " " * across for p in row) for row in pixels)
    return tuple(_row(row, style) for row in rows for _ in range(down))


def _halves(pixels: tuple[str, ...], style: Style) -> Block:
    """Two pixels a cell, one above the other."""
    low = (*pixels, "." * len(pixels[0]))
    pairs = zip(low[::2], low[1::2], strict=True)
    return tuple(
        _row("".join(_half(*two) for two in zip(*pair, strict=True)), style) for pair in pairs
    )


def _half(above: str, below: str) -> str:
    return {"##": "█", "#.": "▀", ".#": "▄", "..": " "}[above + below]


def _row(text: str, style: Style) -> Line:
    """A row of cells, its empty parts in no style, so that they never change colour."""
    out: list[Span] = []
    for part, filled in _parts(text):
        out += [span(part, style)] if filled else blanks(len(part))
    return tuple(out)


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    begin = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or (text[end] == " ") != (text[begin] == " "):
            yield text[begin:end], text[begin] != " "
            begin = end
