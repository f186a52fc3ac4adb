"""A few pictures as text, so that a change of the outlines is seen by who reviews it."""

from pathlib import Path

import pytest

from sciacoach.figure import Picture, Seen, Tint, body, pose
from sciacoach.vocabulary import Position, Region, Side, Tool

GOLDEN = Path(__file__).parent / "golden"
PICTURES = {
    "back-left-buttock-30x30": body(
        Seen.BACK,
        30,
        30,
        {(Region.GLUTE_MAX, Side.LEFT): Tint.LIT},
        colour=False,
        unicode=False,
    ),
    "back-left-outer-buttock-30x30": body(
        Seen.BACK,
        30,
        30,
        {(Region.PIRIFORMIS, Side.LEFT): Tint.LIT},
        colour=False,
        unicode=False,
    ),
    "front-right-thigh-20x20": body(
        Seen.FRONT,
        20,
        20,
        {(Region.THIGH_FRONT, Side.RIGHT): Tint.LIT},
        colour=False,
        unicode=False,
    ),
    "side-lying-24x8": pose(Position.SIDE_LYING, None, 24, 8, colour=False, unicode=False),
    "floor-ball-30x10": pose(Position.FLOOR, Tool.TENNIS_BALL, 30, 10, colour=False, unicode=False),
}


def as_text(picture: Picture) -> str:
    return "\n".join("".join(cell.char for cell in row).rstrip() for row in picture) + "\n"


@pytest.mark.parametrize("name", PICTURES)
def test_the_picture_is_the_one_that_was_looked_at(name: str) -> None:
    expected = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")
    assert as_text(PICTURES[name]) == expected


def test_no_golden_picture_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(PICTURES)
