"""Pictures on the screen: the body with the place lit, the pose, the breath."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from math import sqrt

from sciacoach.faces.screen.cells import Block, Line, Span, blanks, centred, empty, line, span
from sciacoach.faces.screen.ink import FAINT, Ink, Style
from sciacoach.faces.screen.look import Colours, Look
from sciacoach.faces.screen.view import View, checks
from sciacoach.faces.screen.words import known, word
from sciacoach.figure import Cell, Picture, Seen, Tint, body, places, pose, seen_for
from sciacoach.figure.drawing import HIPS, WHOLE_ROWS
from sciacoach.vocabulary import Position, Region, Side, Tool

INKS = {
    Tint.NONE: Ink.TEXT,
    Tint.BODY: Ink.BODY,
    Tint.EDGE: Ink.EDGE,
    Tint.LIT: Ink.LIT,
    Tint.LIT_OTHER: Ink.LIT_OTHER,
    Tint.TOOL: Ink.TOOL,
    Tint.FLOOR: Ink.FLOOR,
}

Lit = tuple[tuple[Region, Side, Tint], ...]

SMALLEST_BREATH = 0.25
"""Part of its full size to which the breath shrinks."""


def lit_of(view: View) -> Lit:
    """The region in hand, and dimmer the same region of sides that come later."""
    card = view.card
    if card.region is None:
        return ()
    later = {one.side for one in view.coming if one.region is card.region} - {card.side}
    if card.side is Side.BOTH:
        later = set()
    dim = [(card.region, side, Tint.LIT_OTHER) for side in sorted(later)]
    return (*dim, (card.region, card.side, Tint.LIT))


def picture(view: View, width: int, rows: int, look: Look) -> Block:
    """What stands on the left, with its caption: the breath, the body, or the pose."""
    high = rows - 1
    if view.card.breath:
        return (*breath(fullness(view), width, high, look.unicode), *empty(width))
    if view.card.region is not None:
        drawn, seen = _body(lit_of(view), width, _zoomed(view.card.region, high), look)
        drawn = (*empty(width, (high - len(drawn)) // 2), *drawn)
        words = known("regions", view.card.region), word("behind" if seen is Seen.BACK else "front")
        caption = _caption(", ".join(words), words[0], width)
        return (*drawn, caption, *empty(width, high - len(drawn)))
    held = known("positions", view.card.position)
    if checks(view):
        return (*_places(width, high, look), *empty(width))
    drawn = _closed_up(pose_of(view, width, high, look))
    return (*drawn, _caption(held, "", width), *empty(width, high - len(drawn)))


def _zoomed(region: Region, rows: int) -> int:
    """The rows in which the body is drawn. Small places are drawn close up for longer than the
    figure itself would: on the whole body they are seen from far off only when it is large."""
    return min(rows, WHOLE_ROWS - 1) if region in HIPS and rows < 2 * WHOLE_ROWS else rows


def _closed_up(drawn: Block) -> Block:
    """A picture without its empty rows above and below, so that its caption stands under it."""
    filled = [n for n, row in enumerate(drawn) if any(one.text.strip() for one in row)]
    return drawn[filled[0] : filled[-1] + 1] if filled else drawn


def _caption(words: str, shorter: str, width: int) -> Line:
    return centred(width, span(words if len(words) <= width else shorter, FAINT))


def pose_of(view: View, width: int, rows: int, look: Look) -> Block:
    """The position of the step in hand with its tool."""
    return _pose(view.card.position, view.card.tool, width, rows, look)


@lru_cache(maxsize=32)
def _body(lit: Lit, width: int, rows: int, look: Look) -> tuple[Block, Seen]:
    seen = seen_for(lit[-1][0])
    shades = {(region, side): tint for region, side, tint in lit}
    drawn = body(seen, width, rows, shades, colour=_coloured(look), unicode=look.unicode)
    return _lines(drawn), seen


@lru_cache(maxsize=16)
def _places(width: int, rows: int, look: Look) -> Block:
    coloured = _coloured(look)
    return _lines(places(width, rows, None, Side.BOTH, colour=coloured, unicode=look.unicode))


@lru_cache(maxsize=32)
def _pose(position: Position, tool: Tool | None, width: int, rows: int, look: Look) -> Block:
    return _lines(pose(position, tool, width, rows, unicode=look.unicode))


def _coloured(look: Look) -> bool:
    return look.colours is not Colours.NONE


def _lines(drawn: Picture) -> Block:
    return tuple(_line(row) for row in drawn)


def _line(row: Sequence[Cell]) -> Line:
    """Cells of one style as one span."""
    spans = []
    for style, cells in groupby(row, key=lambda cell: Style(INKS[cell.ink], INKS[cell.ground])):
        text = "".join(cell.char for cell in cells)
        spans.append(Span(text, len(text), style))
    return tuple(spans)


# ---- the breath -----------------------------------------------------------------------


def breath_phase(view: View) -> tuple[bool, float]:
    """Whether it goes in, and how much of that way is done (0 to 1)."""
    into, out = view.card.breath or (1.0, 1.0)
    if not view.breathes:
        return True, 0.0
    now = view.pos_s % (into + out)
    return (True, now / into) if now < into else (False, (now - into) / out)


def fullness(view: View) -> float:
    """How full the lungs are, 0 to 1."""
    into, part = breath_phase(view)
    return part if into else 1.0 - part


def breath(full: float, width: int, rows: int, unicode: bool) -> Block:
    """A disc that grows and shrinks, in the middle of its place."""
    most = min(width, 2 * rows) / 2
    radius = most * (SMALLEST_BREATH + (1 - SMALLEST_BREATH) * full)
    style = Style(Ink.CALM)
    out = []
    for row in range(rows):
        high, low = (_half_width(2 * row + n + 0.5 - rows, radius) for n in (0, 1))
        if not unicode:
            high = low = min(high, low)
        out.append(_disc_row(high, low, width, style))
    return tuple(out)


def _half_width(y: float, radius: float) -> int:
    """Half of the columns of a disc at the height `y`, in pixels."""
    return round(sqrt(radius * radius - y * y)) if abs(y) < radius else 0


def _disc_row(high: int, low: int, width: int, style: Style) -> Line:
    """Two rows of pixels as one row of cells: full where both are, half at the ends."""
    inner, outer = min(high, low), max(high, low)
    edge = ("▀" if high > low else "▄") * (outer - inner)
    text = edge + "█" * (2 * inner) + edge
    return line(width, *blanks(width // 2 - outer), span(text, style)) if text else blanks(width)
