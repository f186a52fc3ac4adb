"""A picture as cells of a terminal: what stands where, never in which colour.

Two pixels stand above each other in a cell, so a pixel is about square.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache


class Tint(StrEnum):
    """What a spot of a picture is; whoever shows it chooses the colour."""

    NONE = "none"
    """Outside the body: the terminal's own background."""
    BODY = "body"
    EDGE = "edge"
    """Hair, the lines on the body, and the limbs that lie farther away."""
    LIT = "lit"
    LIT_OTHER = "lit_other"
    """Lit too, but dimmer: what was pressed before, or comes later."""
    TOOL = "tool"
    FLOOR = "floor"
    """What the body rests on: floor, chair, wall, bed."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One character: `ink` is the colour of its strokes, `ground` the colour behind it."""

    char: str
    ink: Tint
    ground: Tint


Picture = tuple[tuple[Cell, ...], ...]
Grid = Sequence[Sequence[Tint]]
"""Rows of pixels, two rows of pixels to a row of cells."""

STRENGTH = (
    Tint.NONE,
    Tint.FLOOR,
    Tint.BODY,
    Tint.EDGE,
    Tint.LIT_OTHER,
    Tint.LIT,
    Tint.TOOL,
)
"""Where one character must stand for two pixels, the later of these is told."""
SHADES = dict(zip(STRENGTH, " ─░▒▓█●", strict=True))
UPPER = {Tint.EDGE: "▔", Tint.LIT: "▀"}
LOWER = {Tint.EDGE: "▁", Tint.LIT: "▄"}
"""The tints that can fill half a character without colour."""
SHAPED = frozenset({Tint.BODY, Tint.EDGE, Tint.FLOOR})
"""Tints whose characters also depend on what lies beside them."""
LETTERS = dict(zip(STRENGTH, " =.:+#O", strict=True))


@cache
def half_block(top: Tint, bottom: Tint) -> Cell:
    """Two pixels as one cell. Equal ones have ink and ground alike, so no seam shows."""
    if top is bottom:
        return Cell(" " if top is Tint.NONE else "█", top, top)
    if top is Tint.NONE:
        return Cell("▄", bottom, Tint.NONE)
    return Cell("▀", top, bottom)


@cache
def shade(top: Tint, bottom: Tint) -> Cell:
    """Two pixels as one shading character, told apart without colour."""
    tint = max(top, bottom, key=STRENGTH.index)
    halves = UPPER if tint is not bottom else LOWER if tint is not top else SHADES
    return Cell(halves.get(tint, SHADES[tint]), tint, Tint.NONE)


@cache
def letter(top: Tint, bottom: Tint) -> Cell:
    """Two pixels as one ASCII character."""
    tint = max(top, bottom, key=STRENGTH.index)
    return Cell(LETTERS[tint], tint, Tint.NONE)


def to_picture(grid: Grid, *, colour: bool, unicode: bool) -> Picture:
    """The cells of a grid of pixels."""
    join = letter if not unicode else half_block if colour else shade
    picture = tuple(
        tuple(join(top, bottom) for top, bottom in zip(upper, lower, strict=True))
        for upper, lower in zip(grid[::2], grid[1::2], strict=True)
    )
    if colour and unicode:
        return picture
    return _changed(picture, _joined if unicode else _border)


def _changed(picture: Picture, char_at: Callable[[Picture, int, int], str]) -> Picture:
    """The picture with characters of skin, lines and floor chosen by what lies beside them."""
    return tuple(
        tuple(
            replace(cell, char=char_at(picture, y, x)) if cell.ink in SHAPED else cell
            for x, cell in enumerate(row)
        )
        for y, row in enumerate(picture)
    )


def _joined(picture: Picture, y: int, x: int) -> str:
    """Half a character of line, made whole where it is only the end of a longer one."""
    if picture[y][x].ink is Tint.FLOOR:
        return "│" if _upright(picture, y, x) else SHADES[Tint.FLOOR]
    char = picture[y][x].char
    beside = {UPPER[Tint.EDGE]: y - 1, LOWER[Tint.EDGE]: y + 1}.get(char)
    if beside is None or not 0 <= beside < len(picture):
        return char
    whole = SHADES[Tint.EDGE]
    return whole if picture[beside][x].char == whole else char


def _border(picture: Picture, y: int, x: int) -> str:
    """A slash or a bar where skin meets nothing, for ASCII."""
    if picture[y][x].ink is Tint.FLOOR:
        return "|" if _upright(picture, y, x) else LETTERS[Tint.FLOOR]
    left, right = _empty(picture, y, x - 1), _empty(picture, y, x + 1)
    if not left and not right:
        return picture[y][x].char
    above, below = _empty(picture, y - 1, x), _empty(picture, y + 1, x)
    if above == below or left == right:
        return "|"
    return "/" if above == left else "\\"


def _upright(picture: Picture, y: int, x: int) -> bool:
    """Whether a cell of floor belongs to a wall or a leg of the chair."""
    return y + 1 < len(picture) and picture[y + 1][x].ink is Tint.FLOOR


def _empty(picture: Picture, y: int, x: int) -> bool:
    """Whether a cell is empty; above and below the picture the body goes on."""
    if not 0 <= y < len(picture):
        return False
    return not 0 <= x < len(picture[y]) or picture[y][x].ink is Tint.NONE
