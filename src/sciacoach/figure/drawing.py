"""The body in cells, from the size of a thumbnail up.

What is lit is what may be pressed, not the whole muscle (`outlines` says why).
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from sciacoach.figure.outlines import (
    Seen,
    Window,
    cut_off,
    mirrored,
    outlines,
    place_outline,
    window,
)
from sciacoach.figure.picture import Picture, Tint, to_picture
from sciacoach.figure.raster import Canvas, Frame, Points
from sciacoach.vocabulary import Lowest, Region, Side

Lit = Mapping[tuple[Region, Side], Tint]
Spots = tuple[tuple[Points, Tint], ...]

WHOLE_ROWS = 24
"""Rows of cells from which on the whole body is drawn."""
WHOLE_SCALE = 2 * WHOLE_ROWS / 203
"""The same as pixels a unit, for a picture that is tall and narrow."""

BUTTOCK = {Region.PIRIFORMIS, Region.GLUTE_MAX, Region.GLUTE_MED_MIN}
HIPS = frozenset({*BUTTOCK, Region.LUMBAR_PARASPINAL, Region.QL})
"""Regions between the waist and the fold under the buttock."""


def body(
    seen: Seen, width: int, height: int, lit: Lit, *, colour: bool, unicode: bool = True
) -> Picture:
    """The body with regions lit, `height` rows of `width` cells.

    Under 24 rows, or where the whole body would come out as small as that, it is a part: the
    hips where all that is lit lies there, so that it is large; else the pelvis and thighs, the
    lower legs where only calves are lit, both where both are. A region that is not seen from
    this side is left out (`seen_for` tells the better one). `left` and `right` are the
    person's and are drawn left and right both times (from the front as in a mirror); any
    other side lights both. The body stands on an odd number of columns, so that the midline
    has one of its own: of an even width the last column stays empty.
    """
    wanted = tuple(sorted((region, side, tint) for (region, side), tint in lit.items()))
    return _body(seen, max(width, 0), max(height, 0), wanted, colour, unicode)


def places(
    width: int,
    height: int,
    lowest: Lowest | None,
    side: Side,
    *,
    colour: bool,
    unicode: bool = True,
) -> Picture:
    """The whole body from behind with the lowest place of the pain lit on the painful side.

    `None` and `none` light nothing; a side that is neither left nor right lights both.
    """
    return _places(max(width, 0), max(height, 0), lowest, side, colour, unicode)


@lru_cache(maxsize=256)
def _body(
    seen: Seen,
    width: int,
    height: int,
    lit: tuple[tuple[Region, Side, Tint], ...],
    colour: bool,
    unicode: bool,
) -> Picture:
    known = outlines(seen).regions
    shown = [(region, side, tint) for region, side, tint in lit if region in known]
    order = list(known)
    shown.sort(key=lambda each: (each[2] is Tint.LIT, order.index(each[0])))
    spots = tuple(
        (points, tint)
        for region, side, tint in shown
        for outline in known[region]
        for points in sided(outline, side)
    )
    part = _window(width, height, shown)
    grid = _drawn(seen, part, width, height, spots)
    return to_picture(grid, colour=colour, unicode=unicode)


@lru_cache(maxsize=64)
def _places(
    width: int, height: int, lowest: Lowest | None, side: Side, colour: bool, unicode: bool
) -> Picture:
    outline = place_outline(lowest) if lowest else None
    spots = tuple((points, Tint.LIT) for points in sided(outline, side)) if outline else ()
    grid = _drawn(Seen.BACK, window("whole"), width, height, spots)
    return to_picture(grid, colour=colour, unicode=unicode)


def sided(points: Points, side: Side) -> tuple[Points, ...]:
    """An outline on its side or sides."""
    if side is Side.RIGHT:
        return (points,)
    if side is Side.LEFT:
        return (mirrored(points),)
    return mirrored(points), points


def _window(width: int, height: int, lit: Iterable[tuple[Region, Side, Tint]]) -> Window:
    """The whole body where there is room, else the part where something is lit."""
    whole = window("whole")
    if _scale(whole, width, height) >= WHOLE_SCALE:
        return whole
    now = {region for region, _, tint in lit if tint is Tint.LIT}
    shown = now or {region for region, _, _ in lit}
    if shown and shown <= HIPS:
        return window("hips")
    if Region.CALVES not in shown:
        return window("pelvis")
    return window("calf") if shown == {Region.CALVES} else window("leg")


def _scale(shown: Window, width: int, height: int) -> float:
    return max(
        min(_odd(width) / (2 * shown.half_width), 2 * height / (shown.bottom - shown.top)), 0.01
    )


def _frame(shown: Window, width: int, height: int) -> Frame:
    """The window in the middle of the picture; what room is left shows more of the body."""
    scale = _scale(shown, width, height)
    tall = 2 * height / scale
    whole = window("whole")
    top = (shown.top + shown.bottom - tall) / 2
    if tall <= whole.bottom - whole.top:
        top = min(max(top, whole.top), whole.bottom - tall)
    return Frame(max(_odd(width), 0), 2 * height, scale, (width - 1) // 2, top)


def _odd(width: int) -> int:
    return width - 1 + width % 2


def _drawn(seen: Seen, shown: Window, width: int, height: int, spots: Spots) -> list[list[Tint]]:
    """The pixels: skin, hair, the lines on the body, and what is lit on top.

    A part of the body is shown without head and arms: they would be blots beside it.
    """
    frame = _frame(shown, width, height)
    canvas = Canvas(frame)
    drawn = outlines(seen)
    for part in drawn.trunk:
        _both(canvas, part, Tint.BODY)
    if shown == window("whole"):
        for part in drawn.limbs:
            _both(canvas, part, Tint.BODY)
        _both(canvas, drawn.hair, Tint.EDGE)
    for stroke in drawn.strokes:
        if frame.scale >= stroke.least:
            canvas.line(stroke.points, Tint.EDGE)
            canvas.line(mirrored(stroke.points), Tint.EDGE)
    for points, tint in spots:
        canvas.stain(points, tint)
    if shown != window("whole"):
        canvas.clear_above(cut_off())
    empty = [Tint.NONE] * (width - frame.width)
    return [row + empty for row in canvas.rows]


def _both(canvas: Canvas, points: Points, tint: Tint) -> None:
    canvas.fill(points, tint)
    canvas.fill(mirrored(points), tint)
