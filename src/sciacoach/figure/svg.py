"""The same outlines as SVG, for paper and for the browser.

No script, no style sheet, no id and no reference: several pictures can stand in one page. The
colours are Okabe and Ito's orange and sky blue on grey, which colour-blind eyes tell apart;
hatching in two directions says the same again in black and white.
"""

from collections.abc import Iterable, Mapping
from html import escape
from itertools import groupby
from math import ceil, floor

from sciacoach.figure.drawing import sided
from sciacoach.figure.outlines import Seen, mirrored, outlines, words
from sciacoach.figure.picture import Tint
from sciacoach.figure.poses import Shape, box, shapes, told
from sciacoach.figure.raster import Points
from sciacoach.routine.names import region_name, side_name
from sciacoach.vocabulary import Position, Region, Side, Tool

FILL = {
    Tint.BODY: "#dedede",
    Tint.EDGE: "#a6a6a6",
    Tint.LIT: "#e69f00",
    Tint.LIT_OTHER: "#56b4e9",
    Tint.TOOL: "#e69f00",
    Tint.FLOOR: "#8c8c8c",
}
LINE = "#4d4d4d"
HATCH = {Tint.LIT: (1, 1.9), Tint.LIT_OTHER: (-1, 2.6), Tint.TOOL: (1, 2.4)}
"""Direction (1 rises to the right, -1 falls) and distance in units."""
BODY_BOX = (-46, -4, 92, 208)


def body_svg(seen: Seen, lit: Mapping[tuple[Region, Side], Tint]) -> str:
    """The whole body with regions lit, as one `svg` element with a title and a description.

    Sides as in `body`; a region that is not seen from this side is in the description only.
    """
    drawn = outlines(seen)
    skin = [_closed(drawn.trunk[0]), *_pairs(drawn.trunk[1:]), *_pairs(drawn.limbs[:1])]
    skin.append(_closed(drawn.limbs[1]))
    parts = [
        *(_outlined(points) for points in skin),
        *(_path(points, fill=FILL[Tint.BODY]) for points in skin),
        _path(_closed(drawn.hair), fill=FILL[Tint.EDGE]),
        *(_line(points) for stroke in drawn.strokes for points in _pairs([stroke.points])),
    ]
    order = list(drawn.regions)
    shown = [each for each in lit.items() if each[0][0] in drawn.regions]
    shown.sort(key=lambda each: (each[1] is Tint.LIT, order.index(each[0][0])))
    for (region, side), tint in shown:
        for outline in drawn.regions[region]:
            for points in sided(outline, side):
                parts += _marked(points, tint)
    return _svg(BODY_BOX, words("title", seen), _described(lit), parts)


def pose_svg(position: Position, tool: Tool | None, region: Region | None = None) -> str:
    """A person in a position with the tool in place, as one `svg` element."""
    heap = shapes(position, tool, region)
    parts = [
        part
        for tint, same in groupby(heap, key=lambda shape: shape.tint)
        for part in (_tools(same) if tint is Tint.TOOL else _heap(list(same)))
    ]
    person, held = told(position, tool, region)
    return _svg((0, 0, *box()), person, held, parts)


def smooth(points: Points) -> str:
    """Path data of a closed curve through all points (Catmull and Rom's, as cubic curves)."""
    return _curve((points[-1], *points, *points[:2])) + "Z"


def _curve(points: Points) -> str:
    """Path data of a curve from the second point to the last but one."""
    steps = [f"M{_pair(*points[1])}"]
    for (x0, y0), (x1, y1), (x2, y2), (x3, y3) in zip(
        points, points[1:], points[2:], points[3:], strict=False
    ):
        first = _pair(x1 + (x2 - x0) / 6, y1 + (y2 - y0) / 6)
        second = _pair(x2 - (x3 - x1) / 6, y2 - (y3 - y1) / 6)
        steps.append(f"C{first} {second} {_pair(x2, y2)}")
    return "".join(steps)


def hatching(points: Points, slope: int, distance: float) -> str:
    """Path data of slanted lines inside an outline."""
    keys = [y + slope * x for x, y in points]
    steps = []
    for number in range(floor(min(keys) / distance), ceil(max(keys) / distance)):
        ends = sorted(_cuts(points, keys, (number + 0.5) * distance))
        for (x0, y0), (x1, y1) in zip(ends[::2], ends[1::2], strict=True):
            steps.append(f"M{_pair(x0, y0)}L{_pair(x1, y1)}")
    return "".join(steps)


def _cuts(points: Points, keys: list[float], key: float) -> Iterable[tuple[float, float]]:
    """Where a slanted line meets the outline."""
    for index, (x1, y1) in enumerate(points):
        (x0, y0), before, after = points[index - 1], keys[index - 1], keys[index]
        if (before < key) != (after < key):
            share = (key - before) / (after - before)
            yield x0 + (x1 - x0) * share, y0 + (y1 - y0) * share


def _tools(same: Iterable[Shape]) -> list[str]:
    return [part for shape in same for part in _marked(shape.points, shape.tint)]


def _heap(same: list[Shape]) -> list[str]:
    """Shapes that grow together under one outline."""
    return [
        *(_outlined(shape.points, smoothly=False) for shape in same),
        *(f'<path d="{_straight(shape.points)}" fill="{FILL[shape.tint]}"/>' for shape in same),
    ]


def _marked(points: Points, tint: Tint) -> list[str]:
    slope, distance = HATCH[tint]
    lines = hatching(points, slope, distance)
    return [
        f'<path d="{smooth(points)}" fill="{FILL[tint]}" stroke="#000" stroke-width="0.5"/>',
        f'<path d="{lines}" fill="none" stroke="#000" stroke-width="0.35"/>',
    ]


def _described(lit: Mapping[tuple[Region, Side], Tint]) -> str:
    """Which regions are marked, in words."""
    told = []
    for key, wanted in (("lit", True), ("other", False)):
        names = [
            f"{side_name(side)} {region_name(region)}".strip()
            for (region, side), tint in lit.items()
            if (tint is Tint.LIT) is wanted
        ]
        if names:
            told.append(words(key).format(places=", ".join(names)))
    return " ".join(told) or words("none")


def _svg(
    view: tuple[float, float, float, float], title: str, about: str, parts: Iterable[str]
) -> str:
    corners = " ".join(f"{number:g}" for number in view)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{corners}" role="img">'
        f"<title>{escape(title)}</title><desc>{escape(about)}</desc>{''.join(parts)}</svg>"
    )


def _closed(half: Points) -> Points:
    """A right half, from midline to midline, and its mirror as one outline."""
    return (*half, *reversed(mirrored(half[1:-1])))


def _pairs(parts: Iterable[Points]) -> list[Points]:
    return [points for part in parts for points in (part, mirrored(part))]


def _path(points: Points, fill: str) -> str:
    return f'<path d="{smooth(points)}" fill="{fill}"/>'


def _outlined(points: Points, smoothly: bool = True) -> str:
    """The border; what is filled over it later leaves only the outer half."""
    curve = smooth(points) if smoothly else _straight(points)
    return (
        f'<path d="{curve}" fill="none" stroke="{LINE}" stroke-width="1.2" '
        f'stroke-linejoin="round"/>'
    )


def _line(points: Points) -> str:
    return (
        f'<path d="{_curve((points[0], *points, points[-1]))}" fill="none" stroke="{LINE}" '
        f'stroke-width="0.5" stroke-linecap="round"/>'
    )


def _straight(points: Points) -> str:
    return "M" + "L".join(_pair(x, y) for x, y in points) + "Z"


def _pair(x: float, y: float) -> str:
    return f"{round(x, 2):g},{round(y, 2):g}"
