"""The positions as small drawings with the tool in place, from `data/poses.json`.

A drawing is a heap of shapes, the lowest first, in a box of 120 to 80 units.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from math import cos, hypot, pi, sin, sqrt
from typing import Any

from sciacoach import data
from sciacoach.figure.picture import Picture, Tint, to_picture
from sciacoach.figure.raster import LEAST_SCALE, Canvas, Frame, Points
from sciacoach.vocabulary import Position, Region, Tool

Joint = Sequence[float]
"""x, y and radius."""

ARM = 27.0
"""Length of an arm from shoulder to hand, in units."""
CORNERS = 20
"""Of the polygon that stands for a circle."""
PLACES = {
    Region.LUMBAR_PARASPINAL: "back",
    Region.QL: "back",
    Region.PIRIFORMIS: "buttock",
    Region.GLUTE_MAX: "buttock",
    Region.GLUTE_MED_MIN: "buttock",
    Region.HAMSTRINGS: "thigh",
    Region.THIGH_FRONT: "thigh",
    Region.TFL_ITB: "thigh",
    Region.CALVES: "calf",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """One filled outline."""

    points: Points
    tint: Tint
    disc: tuple[float, float, float] | None = None
    """Centre and radius of what must stay round when it is only a few pixels wide."""


def pose(
    position: Position,
    tool: Tool | None,
    width: int,
    height: int,
    *,
    unicode: bool,
    colour: bool = True,
    region: Region | None = None,
) -> Picture:
    """A person in a position with the tool in place, `height` rows of `width` cells.

    It reads from about 24 by 8 cells on. `region` says where the tool lies; without one it
    lies at the buttock.
    """
    return _pose(position, tool, max(width, 0), max(height, 0), unicode, colour, region)


@lru_cache(maxsize=64)
def _pose(
    position: Position,
    tool: Tool | None,
    width: int,
    height: int,
    unicode: bool,
    colour: bool,
    region: Region | None,
) -> Picture:
    wide, high = box()
    scale = max(min(width / wide, 2 * height / high), LEAST_SCALE)
    frame = Frame(width, 2 * height, scale, int((width - wide * scale) / 2), _top(height, scale))
    canvas = Canvas(frame)
    for shape in shapes(position, tool, region):
        canvas.fill(_settled(shape, frame), shape.tint)
    return to_picture(canvas.rows, colour=colour, unicode=unicode)


def _settled(shape: Shape, frame: Frame) -> Points:
    """A disc moved and made a whole number of pixels wide, so that it comes out even."""
    if shape.disc is None:
        return shape.points
    x, y, radius = shape.disc
    across = max(round(2 * radius * frame.scale), 1)
    shift = (1 - across % 2) / 2
    column = round(frame.column(x) - shift) + shift
    row = round(frame.row(y) - shift) + shift
    middle = ((column - frame.axis) / frame.scale, (row + 0.5) / frame.scale + frame.top)
    return circle(*middle, across / 2 / frame.scale)


def _top(height: int, scale: float) -> float:
    """The y of the upper border: what rows are left stay above and below in equal parts."""
    return (box()[1] - 2 * height / scale) / 2


@cache
def shapes(position: Position, tool: Tool | None, region: Region | None) -> tuple[Shape, ...]:
    """The drawing, the lowest shape first."""
    held = _file()["poses"][_drawing(position, tool, region)]
    place = place_of(region)
    return (
        *(Shape(_rectangle(each), Tint.FLOOR) for each in held["rest"]),
        *_limbs(held["far"], Tint.EDGE),
        *_limbs(held["near"], Tint.BODY),
        *_arm(held, tool, place),
        *_tool(held, tool, place),
    )


def box() -> tuple[float, float]:
    """Width and height of a drawing, in units."""
    width, height = _file()["size"]
    return float(width), float(height)


def place_of(region: Region | None) -> str:
    """`back`, `buttock`, `thigh` or `calf`."""
    return PLACES[region] if region else "buttock"


def told(position: Position, tool: Tool | None, region: Region | None) -> tuple[str, str]:
    """What the drawing shows: the person, and the tool (empty without one)."""
    held = _file()
    person = str(held["poses"][_drawing(position, tool, region)]["words"])
    if tool is None:
        return person, ""
    place = held["places"][place_of(region)]
    return person, str(held["tools"][tool]["words"]).format(place=place)


def _drawing(position: Position, tool: Tool | None, region: Region | None) -> str:
    """The name of the drawing: on the floor and on the side, a roller needs one of its own."""
    others = _file()["instead"].get(position, {}).get(tool, {})
    return str(others.get(region, others.get("any", position)))


def circle(x: float, y: float, radius: float) -> Points:
    """A circle as a polygon."""
    turns = [2 * pi * corner / CORNERS for corner in range(CORNERS)]
    return tuple((x + radius * cos(turn), y + radius * sin(turn)) for turn in turns)


def _arm(held: Any, tool: Tool | None, place: str) -> Iterator[Shape]:
    """The near arm: where it rests, or, bent at the elbow, at the place it rubs."""
    if tool is not Tool.HANDS:
        return _limbs([held["arm"]], Tint(held.get("arm_tint", Tint.BODY)))
    x, y, radius = held["arm"][0]
    hand = held["hands"][place]
    reach = hypot(hand[0] - x, hand[1] - y)
    out = held["elbow"] * sqrt(max(ARM**2 - reach**2, 0)) / 2 / max(reach, 1)
    elbow = (
        (x + hand[0]) / 2 - (hand[1] - y) * out,
        (y + hand[1]) / 2 + (hand[0] - x) * out,
    )
    return _limbs([[(x, y, radius), (*elbow, 3.2), (*hand, 3)]], Tint.EDGE)


def _tool(held: Any, tool: Tool | None, place: str) -> Iterator[Shape]:
    if tool is None:
        return
    x, y = held["hands" if tool is Tool.HANDS else "tool"][place]
    radius = _file()["tools"][tool]["radius"]
    if tool is Tool.DOUBLE_BALL:
        yield _disc(x, y - radius, radius, Tint.TOOL)
        yield _disc(x, y + radius, radius, Tint.TOOL)
        return
    yield _disc(x, y, radius, Tint.TOOL)
    if tool is Tool.FOAM_ROLLER:
        yield _disc(x, y, radius * 0.3, Tint.FLOOR)


def _disc(x: float, y: float, radius: float, tint: Tint) -> Shape:
    return Shape(circle(x, y, radius), tint, (x, y, radius))


def _limbs(chains: Sequence[Sequence[Joint]], tint: Tint) -> Iterator[Shape]:
    """Each chain as circles at its joints and what lies between them."""
    for chain in chains:
        if len(chain) == 1:
            x, y, radius = chain[0]
            yield _disc(x, y, radius, tint)
            continue
        for x, y, radius in chain:
            yield Shape(circle(x, y, radius), tint)
        for start, end in pairwise(chain):
            yield Shape(_between(start, end), tint)


def _between(start: Joint, end: Joint) -> Points:
    """The four-cornered outline between two circles."""
    (x0, y0, r0), (x1, y1, r1) = start, end
    length = hypot(x1 - x0, y1 - y0) or 1.0
    across, down = (y0 - y1) / length, (x1 - x0) / length
    return (
        (x0 + across * r0, y0 + down * r0),
        (x1 + across * r1, y1 + down * r1),
        (x1 - across * r1, y1 - down * r1),
        (x0 - across * r0, y0 - down * r0),
    )


def _rectangle(sides: Sequence[float]) -> Points:
    left, top, right, bottom = sides
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def _file() -> Any:
    return data.json_file("poses.json")
