"""The figures as SVG: well-formed, told in words, and nothing that runs or reaches out."""

import re
from xml.etree import ElementTree

import pytest

from sciacoach.figure import Seen, Tint, body_svg, pose_svg, seen_for
from sciacoach.figure.svg import FILL, hatching
from sciacoach.vocabulary import Position, Region, Side, Tool

SPACE = "{http://www.w3.org/2000/svg}"
LEFT = {(Region.PIRIFORMIS, Side.LEFT): Tint.LIT}
DRAWN = [
    *(body_svg(seen, {}) for seen in Seen),
    *(body_svg(seen_for(region), {(region, Side.BOTH): Tint.LIT}) for region in Region),
    *(pose_svg(position, tool) for position in Position for tool in (None, *Tool)),
]


def text(svg: str, name: str) -> str:
    return ElementTree.fromstring(svg).findtext(f"{SPACE}{name}") or ""


def numbers(svg: str, fill: str) -> list[list[tuple[float, float]]]:
    """The points of the paths with one fill."""
    paths = [
        path.get("d", "")
        for path in ElementTree.fromstring(svg).iter(f"{SPACE}path")
        if path.get("fill") == fill
    ]
    pairs = re.compile(r"(-?[\d.]+),(-?[\d.]+)")
    return [[(float(x), float(y)) for x, y in pairs.findall(path)] for path in paths]


@pytest.mark.parametrize("svg", DRAWN)
def test_a_drawing_is_well_formed_and_needs_nothing_else(svg: str) -> None:
    root = ElementTree.fromstring(svg)
    assert {child.tag for child in root} <= {SPACE + tag for tag in ("title", "desc", "path")}
    assert text(svg, "title")
    assert root.get("role") == "img"
    assert root[0].tag == f"{SPACE}title"
    beyond = {"href", "url(", "script", "<style", "id=", "onload", "nan", "inf"}
    assert not {word for word in beyond if word in svg}


def test_the_description_names_what_is_marked() -> None:
    lit = {**LEFT, (Region.CALVES, Side.RIGHT): Tint.LIT_OTHER}
    assert text(body_svg(Seen.BACK, LEFT), "title") == "The body from behind"
    assert text(body_svg(Seen.BACK, LEFT), "desc") == "Marked: left outer buttock."
    assert text(body_svg(Seen.BACK, lit), "desc").endswith("Also shown: right calf.")
    assert text(body_svg(Seen.FRONT, {}), "desc") == "Nothing is marked."


def test_the_pose_is_told_in_words() -> None:
    svg = pose_svg(Position.WALL, Tool.TENNIS_BALL, Region.QL)
    assert text(svg, "title") == "A person stands and leans on a wall."
    assert text(svg, "desc") == "A tennis ball lies at the low back."
    assert text(pose_svg(Position.LYING, None), "desc") == ""


@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT])
@pytest.mark.parametrize("seen", Seen)
def test_left_is_drawn_left_from_both_sides(seen: Seen, side: Side) -> None:
    svg = body_svg(seen, {(Region.GLUTE_MED_MIN, side): Tint.LIT})
    (points,) = numbers(svg, FILL[Tint.LIT])
    assert all(x < 0 if side is Side.LEFT else x > 0 for x, _ in points)


def test_a_region_in_two_spots_has_both_marked() -> None:
    svg = body_svg(Seen.FRONT, {(Region.TFL_ITB, Side.LEFT): Tint.LIT})
    pocket, thigh = numbers(svg, FILL[Tint.LIT])
    assert max(y for _, y in pocket) < min(y for _, y in thigh)


@pytest.mark.parametrize("seen", Seen)
def test_the_skin_is_even_on_both_sides(seen: Seen) -> None:
    skin = [point for path in numbers(body_svg(seen, {}), FILL[Tint.BODY]) for point in path]
    assert {(-x, y) for x, y in skin} == set(skin)


def test_a_mark_is_told_by_hatching_too_and_the_two_kinds_differ() -> None:
    square = ((0.0, 0.0), (8.0, 0.0), (8.0, 8.0), (0.0, 8.0))
    rising, falling = hatching(square, 1, 2), hatching(square, -1, 2)
    assert rising.count("M") == falling.count("M") == 8
    assert rising != falling
    plain = body_svg(Seen.BACK, {}).count("<path")
    assert body_svg(Seen.BACK, LEFT).count("<path") == plain + 2


def test_what_is_marked_stays_inside_the_picture() -> None:
    for svg in DRAWN[:11]:
        for points in numbers(svg, FILL[Tint.LIT]):
            assert all(abs(x) < 46 and -4 < y < 204 for x, y in points)
