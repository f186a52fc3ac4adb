"""The body's own outlines, from `data/figure.json`.

Who sees a place lit takes it for the place to press. So a region is not the whole muscle but
the part of it that may be pressed, clear of what reference.md 9.1 forbids: the middle of the
buttock and the fold under it, where the sciatic nerve runs, the side hip bone, the spine, the
ribs, the groin and the back of the knee. It may be drawn a little wider than life, to be seen
in a small picture, but never towards those. A place of pain is whole: it is no place to press.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from sciacoach import data
from sciacoach.figure.raster import Points
from sciacoach.vocabulary import Lowest, Region


class Seen(StrEnum):
    """From where the body is seen.

    Left is drawn left both times: from behind as one stands behind the person, from the
    front as the person sees the own body in a mirror.
    """

    BACK = "back"
    FRONT = "front"


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line on the body, drawn from `least` pixels a unit on."""

    least: float
    points: Points


@dataclass(frozen=True, slots=True)
class Body:
    """One side of the body seen from one side: every outline is the right half."""

    trunk: tuple[Points, ...]
    """Trunk, legs and feet."""
    limbs: tuple[Points, ...]
    """Arms and head."""
    hair: Points
    strokes: tuple[Stroke, ...]
    regions: Mapping[Region, tuple[Points, ...]]
    """What can be lit, the lowest layer first: of each region what may be pressed."""


@dataclass(frozen=True, slots=True)
class Window:
    """The part of the body that is shown: to both sides of the midline, from top to bottom."""

    half_width: float
    top: float
    bottom: float


@cache
def outlines(seen: Seen) -> Body:
    """The outlines of the body as it is seen."""
    held = _file()
    return Body(
        trunk=(_points(held["trunk"]), _points(held["foot"][seen])),
        limbs=(_points(held["arm"]), _points(held["head"])),
        hair=_points(held["hair"][seen]),
        strokes=tuple(
            Stroke(line["from"], _points(line["points"])) for line in held["lines"][seen]
        ),
        regions={
            Region(name): tuple(_points(part) for part in parts)
            for name, parts in held["regions"][seen].items()
        },
    )


@cache
def place_outline(place: Lowest) -> Points | None:
    """The outline of a place of pain; none where nothing hurts."""
    found = _file()["places"].get(place)
    return _points(found) if found else None


@cache
def window(name: str) -> Window:
    """`whole`, `hips`, `pelvis`, `calf` or `leg`."""
    return Window(**_file()["windows"][name])


@cache
def cut_off() -> float:
    """The y above which nothing is drawn where only a part of the body is shown."""
    return float(_file()["cut_off"])


def mirrored(points: Points) -> Points:
    """The same on the left."""
    return tuple((-x, y) for x, y in points)


def seen_for(region: Region) -> Seen:
    """From where a region is seen best: the thigh's front and the trouser pocket from the
    front (reference.md 9.2, G4 and G9), everything else from behind."""
    front = region in {Region.THIGH_FRONT, Region.TFL_ITB}
    return Seen.FRONT if front else Seen.BACK


def words(*keys: str) -> str:
    """A text of the file, by its keys."""
    found = _file()["words"]
    for key in keys:
        found = found[key]
    return str(found)


def _points(pairs: list[list[float]]) -> Points:
    return tuple((float(x), float(y)) for x, y in pairs)


def _file() -> Any:
    return data.json_file("figure.json")
