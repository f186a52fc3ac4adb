"""Write a sheet with the figures at many sizes, on dark and on light, to look at.

python tools/figure_sheet.py figures.html
"""

import html
import sys
from collections.abc import Iterator
from pathlib import Path

from sciacoach.faces.screen.figures import INKS
from sciacoach.faces.screen.ink import rgb
from sciacoach.figure import (
    Cell,
    Picture,
    Seen,
    Tint,
    body,
    body_svg,
    places,
    pose,
    pose_svg,
    seen_for,
)
from sciacoach.vocabulary import Lowest, Position, Region, Side, Tool

WIDE = 8
"""Of a cell, in the sheet's pixels."""
TOOLS = {
    Position.LYING: Tool.HANDS,
    Position.SIDE_LYING: Tool.FOAM_ROLLER,
    Position.FLOOR: Tool.TENNIS_BALL,
    Position.CHAIR: Tool.SOFT_BALL,
    Position.WALL: Tool.TENNIS_BALL,
    Position.STANDING: Tool.HANDS,
}
PAGE = """<!doctype html><meta charset="utf-8"><title>Figures</title><style>
body {{ font: 13px sans-serif; margin: 0 }}
section {{ padding: 16px }}
section.dark {{ background: #14171c; color: #9aa3b2 }}
section.light {{ background: #fff; color: #333 }}
figure {{ display: inline-block; margin: 8px 14px; vertical-align: top }}
pre {{ font: 14px/17px 'DejaVu Sans Mono', monospace; margin: 0 }}
svg {{ shape-rendering: crispEdges; display: block }}
section.paper {{ background: #fff }}
section.paper svg {{ shape-rendering: auto; height: 340px }}
{0}</style>{1}
"""


def colours() -> str:
    """The screen's own colours for each tint on either background, as style rules."""
    return "\n".join(
        f".{theme} .{tint} {{ fill: rgb{rgb(INKS[tint], theme == 'light')} }}"
        for theme in ("dark", "light")
        for tint in Tint
    )


def cells(picture: Picture, colour: bool) -> str:
    """One picture, drawn as a terminal would."""
    if not colour:
        text = "\n".join("".join(cell.char for cell in row) for row in picture)
        return f"<pre>{html.escape(text)}</pre>"
    width, height = len(picture[0]) * WIDE, len(picture) * 2 * WIDE
    parts = [
        part
        for y, row in enumerate(picture)
        for x, cell in enumerate(row)
        for part in pixels(cell, x * WIDE, y * 2 * WIDE)
    ]
    return f"<svg width='{width}' height='{height}'>{''.join(parts)}</svg>"


def pixels(cell: Cell, x: int, y: int) -> Iterator[str]:
    """The two halves of a half-block cell."""
    upper = cell.ground if cell.char == "▄" else cell.ink
    lower = cell.ground if cell.char == "▀" else cell.ink
    for tint, top in ((upper, y), (lower, y + WIDE)):
        if tint is not Tint.NONE:
            yield f"<rect class='{tint}' x='{x}' y='{top}' width='{WIDE}' height='{WIDE}'/>"


def figure(title: str, inside: str) -> str:
    """One picture with its title."""
    return f"<figure>{inside}<figcaption>{html.escape(title)}</figcaption></figure>"


def bodies() -> list[str]:
    """Each region from the side it is seen best, then sizes, then no colour."""
    found = []
    for width, height in ((30, 30), (14, 16), (24, 20)):
        for region in Region:
            lit = {(region, Side.LEFT): Tint.LIT, (region, Side.RIGHT): Tint.LIT_OTHER}
            picture = body(seen_for(region), width, height, lit, colour=True)
            found.append(figure(f"{region} {width}x{height}", cells(picture, True)))
    for width, height in ((40, 22), (44, 40), (80, 60)):
        for region in (Region.GLUTE_MAX, Region.PIRIFORMIS, Region.TFL_ITB):
            lit = {(region, Side.LEFT): Tint.LIT}
            picture = body(seen_for(region), width, height, lit, colour=True)
            found.append(figure(f"{region} {width}x{height}", cells(picture, True)))
    for unicode in (True, False):
        for width, height in ((30, 30), (20, 20), (14, 16)):
            lit = {(Region.GLUTE_MAX, Side.LEFT): Tint.LIT}
            picture = body(Seen.BACK, width, height, lit, colour=False, unicode=unicode)
            found.append(figure(f"{width}x{height} no colour", cells(picture, False)))
    for lowest in Lowest:
        picture = places(18, 18, lowest, Side.RIGHT, colour=True)
        found.append(figure(f"{lowest}", cells(picture, True)))
    return found


def poses() -> list[str]:
    """Each position with the tool that goes with it, small and larger, then without colour."""
    found = []
    for position, tool in TOOLS.items():
        for size in ((24, 8), (30, 10), (48, 16)):
            picture = pose(position, tool, *size, unicode=True)
            found.append(figure(f"{position} {size[0]}x{size[1]}", cells(picture, True)))
        for unicode in (True, False):
            picture = pose(position, tool, 30, 10, unicode=unicode, colour=False)
            found.append(figure(f"{position} no colour", cells(picture, False)))
    return found


def drawings() -> list[str]:
    """The same as SVG."""
    bodies = [body_svg(seen_for(region), {(region, Side.LEFT): Tint.LIT}) for region in Region]
    return [
        f"<figure>{svg}</figure>"
        for svg in (*bodies, *(pose_svg(position, tool) for position, tool in TOOLS.items()))
    ]


def main(argv: list[str]) -> int:
    """Write the sheet to the file named."""
    on_screen = "".join([*bodies(), *poses()])
    inside = (
        *(f"<section class={theme}>{on_screen}</section>" for theme in ("dark", "light")),
        f"<section class=paper>{''.join(drawings())}</section>",
    )
    Path(argv[0]).write_text(PAGE.format(colours(), "".join(inside)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
