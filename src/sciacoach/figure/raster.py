"""Outlines to pixels, line by line, with hard edges."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil, floor

from sciacoach.figure.picture import Tint

Points = Sequence[tuple[float, float]]
Run = tuple[int, int, int]
"""Row, first pixel, last pixel."""

LEAST_SCALE = 0.01
"""Pixels a unit; keeps a picture without room from dividing by nothing."""
NEAR = 1e-6
"""Pixels; less than this beside the border counts as on it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Which part of the drawing falls on which pixel.

    `scale` is pixels a unit; `axis` is the column of pixels on which x = 0 stands, `top` the
    y of the upper border. Columns are reckoned from the axis and rounded alike on both sides,
    so that a mirrored outline gives mirrored pixels.
    """

    width: int
    height: int
    scale: float
    axis: int
    top: float

    def column(self, x: float) -> float:
        """Where x stands, in pixels; a whole number is the middle of a pixel."""
        return self.axis + x * self.scale

    def row(self, y: float) -> float:
        """Where y stands, in pixels; a whole number is the middle of a pixel."""
        return (y - self.top) * self.scale - 0.5


@dataclass(slots=True)
class Canvas:
    """Pixels to paint on; nothing raises that lies outside."""

    frame: Frame
    rows: list[list[Tint]] = field(init=False)

    def __post_init__(self) -> None:
        self.rows = [[Tint.NONE] * self.frame.width for _ in range(self.frame.height)]

    def fill(self, points: Points, tint: Tint) -> None:
        """Paint the inside of an outline."""
        for row, first, last in runs(points, self.frame):
            self.paint(row, first, last, tint)

    def stain(self, points: Points, tint: Tint) -> None:
        """Paint the inside of an outline where something is painted already."""
        for row, first, last in runs(points, self.frame):
            self.mark(row, first, last, tint)

    def line(self, points: Points, tint: Tint) -> None:
        """Draw a line one pixel wide where something is painted already."""
        for row, column in steps(points, self.frame):
            self.mark(row, column, column, tint)

    def clear_above(self, y: float) -> None:
        """Empty every row above y."""
        for row in self.rows[: max(ceil(self.frame.row(y)), 0)]:
            row[:] = [Tint.NONE] * len(row)

    def paint(self, row: int, first: int, last: int, tint: Tint) -> None:
        """Paint one run of pixels."""
        first, last = max(first, 0), min(last, self.frame.width - 1)
        if 0 <= row < self.frame.height and first <= last:
            self.rows[row][first : last + 1] = [tint] * (last + 1 - first)

    def mark(self, row: int, first: int, last: int, tint: Tint) -> None:
        """Paint one run of pixels, leaving out what is empty."""
        if 0 <= row < self.frame.height:
            line = self.rows[row]
            for column in range(max(first, 0), min(last, self.frame.width - 1) + 1):
                if line[column] is not Tint.NONE:
                    line[column] = tint


def runs(points: Points, frame: Frame) -> list[Run]:
    """The runs of pixels inside an outline: those whose middle lies in it.

    What is thinner than a pixel still gets one, so that no small part goes dark.
    """
    found = [
        _between(row, left, right, frame.axis)
        for row, columns in sorted(_crossings(points, frame).items())
        for left, right in zip(columns[::2], columns[1::2], strict=True)
    ]
    return found or [_speck(points, frame)]


def steps(points: Points, frame: Frame) -> Iterator[tuple[int, int]]:
    """Row and column of each pixel on a line."""
    placed = [(x * frame.scale, frame.row(y)) for x, y in points]
    for (x0, y0), (x1, y1) in pairwise(placed):
        count = max(ceil(abs(x1 - x0)), ceil(abs(y1 - y0)), 1)
        for step in range(count + 1):
            share = step / count
            row = floor(y0 + (y1 - y0) * share + 0.5)
            yield row, frame.axis + round(x0 + (x1 - x0) * share)


def _crossings(points: Points, frame: Frame) -> dict[int, list[float]]:
    """Where the outline crosses the middle of each row, from left to right of the axis."""
    placed = [(x * frame.scale, frame.row(y)) for x, y in points]
    found: dict[int, list[float]] = {}
    x0, y0 = placed[-1]
    for x1, y1 in placed:
        low, high = (y0, y1) if y0 < y1 else (y1, y0)
        for row in range(max(ceil(low), 0), min(ceil(high), frame.height)):
            found.setdefault(row, []).append(x0 + (x1 - x0) * (row - y0) / (y1 - y0))
        x0, y0 = x1, y1
    for columns in found.values():
        columns.sort()
    return found


def _between(row: int, left: float, right: float, axis: int) -> Run:
    first, last = ceil(left - NEAR), floor(right + NEAR)
    if first > last:
        first = last = _beside((left + right) / 2)
    return row, axis + first, axis + last


def _speck(points: Points, frame: Frame) -> Run:
    """The one pixel of an outline that lies between two rows."""
    column = frame.axis + _beside(sum(x for x, _ in points) / len(points) * frame.scale)
    row = frame.row(sum(y for _, y in points) / len(points))
    return floor(row + 0.5), column, column


def _beside(column: float) -> int:
    """The nearest pixel that keeps to its side of the axis."""
    return round(column) or (1 if column > 0 else -1)
