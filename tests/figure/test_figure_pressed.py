"""What is lit is what may be pressed: never the places of reference.md 9.1, at any size."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sciacoach.figure import Seen
from sciacoach.figure.outlines import outlines
from sciacoach.figure.raster import Frame, Points, runs
from sciacoach.vocabulary import Region

SHOWN = [(seen, region) for seen in Seen for region in outlines(seen).regions]

MIDDLE_OF_THE_BUTTOCK = ((6, 98.2), (11, 98), (13.6, 99.4), (14, 104), (14.4, 110), (7, 110))
FOLD = ((3, 110), (18, 110), (18, 117.4), (3, 117.4))
SACRUM = ((0, 88), (6, 88), (5.6, 94), (3, 102), (0, 104))
SPINE = ((0, 30), (1.7, 30), (1.7, 92), (0, 92))
RIBS = ((0, 40), (26, 40), (26, 71), (0, 71))
BACK_OF_KNEE = ((4, 143.5), (22, 143.5), (22, 160), (4, 160))
ACHILLES = ((6, 178), (20, 178), (20, 196), (6, 196))
SIDE_HIP_BONE = ((18.8, 104), (20, 101.8), (24, 101.8), (24, 107.5), (20, 107.5), (18.8, 106))
GROIN = ((0, 94), (14, 94), (14, 107), (8, 113), (0, 124))
INNER_THIGH = ((0, 110), (4.8, 118), (5.2, 130), (0, 130))
KNEE_CAP = ((6, 142), (22, 142), (22, 156), (6, 156))

FORBIDDEN: dict[Seen, dict[str, Points]] = {
    Seen.BACK: {
        "middle of the buttock": MIDDLE_OF_THE_BUTTOCK,
        "fold under it": FOLD,
        "sacrum": SACRUM,
        "spine": SPINE,
        "ribs": RIBS,
        "back of the knee": BACK_OF_KNEE,
        "Achilles tendon": ACHILLES,
        "side hip bone": SIDE_HIP_BONE,
        "inner thigh": INNER_THIGH,
    },
    Seen.FRONT: {
        "side hip bone": SIDE_HIP_BONE,
        "groin": GROIN,
        "inner thigh": INNER_THIGH,
        "knee": KNEE_CAP,
    },
}
"""The right half, in the units of the body; the nerve's outer edge lies about 5 units, 4.8 cm,
inside of the side hip bone [S100]."""


def pixels(points: Points, frame: Frame) -> set[tuple[int, int]]:
    """Row and column of the pixels inside an outline, as the picture has them."""
    return {
        (row, column)
        for row, first, last in runs(points, frame)
        for column in range(first, last + 1)
    }


def seen_over(points: Points, forbidden: Points, frame: Frame) -> bool:
    """Whether a pixel of the one has its middle inside the other."""
    return bool(pixels(points, frame) & pixels(forbidden, frame))


@pytest.mark.parametrize(("seen", "region"), SHOWN)
def test_no_region_lies_over_a_place_that_is_never_pressed(seen: Seen, region: Region) -> None:
    fine = Frame(1000, 4200, 20, 0, -2)
    for name, forbidden in FORBIDDEN[seen].items():
        for outline in outlines(seen).regions[region]:
            assert not seen_over(outline, forbidden, fine), name


@given(st.sampled_from(SHOWN), st.floats(0.25, 3), st.floats(-2, 66))
@settings(max_examples=200)
def test_no_pixel_strays_over_the_middle_of_the_buttock(
    shown: tuple[Seen, Region], scale: float, top: float
) -> None:
    seen, region = shown
    if seen is Seen.FRONT:
        return
    frame = Frame(200, 700, scale, 0, top)
    for outline in outlines(seen).regions[region]:
        assert not seen_over(outline, MIDDLE_OF_THE_BUTTOCK, frame)


def test_the_outer_buttock_is_the_outer_third_of_the_line_to_the_side_hip_bone() -> None:
    sacrum, bone = 4.6, 19.5
    (outline,) = outlines(Seen.BACK).regions[Region.PIRIFORMIS]
    assert min(x for x, _ in outline) >= sacrum + (bone - sacrum) * 0.66
    assert max(x for x, _ in outline) <= bone + 0.5


def test_the_outer_hip_is_not_lit_from_behind_where_it_cannot_be_seen() -> None:
    assert Region.TFL_ITB not in outlines(Seen.BACK).regions
