"""The body in cells: every region where it belongs, at any size, with and without colour."""

from collections.abc import Iterable
from itertools import cycle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sciacoach.figure import Cell, Picture, Seen, Tint, body, places, seen_for
from sciacoach.figure.drawing import BUTTOCK, HIPS
from sciacoach.figure.outlines import outlines
from sciacoach.vocabulary import Lowest, Region, Side

SHOWN = [(seen, region) for seen in Seen for region in outlines(seen).regions]
SIDES = (Side.LEFT, Side.RIGHT)
SIZES = [(14, 16), (15, 17), (20, 20), (24, 23), (30, 30), (31, 24), (14, 60), (80, 16), (80, 60)]
SHADES = set(" ░▒▓█▀▄▔▁")
ASCII = set(" .:+#|/\\")
widths = st.integers(14, 80)
heights = st.integers(16, 60)
sides = st.sampled_from(SIDES)


def marks(picture: Picture, wanted: Iterable[Tint] = (Tint.LIT,)) -> set[tuple[int, int]]:
    """Row and column of the cells that hold one of the tints."""
    tints = set(wanted)
    return {
        (y, x)
        for y, row in enumerate(picture)
        for x, cell in enumerate(row)
        if cell.ink in tints or cell.ground in tints
    }


def filled(picture: Picture) -> set[tuple[int, int]]:
    return {
        (y, x) for y, row in enumerate(picture) for x, cell in enumerate(row) if cell.char != " "
    }


def flipped(picture: Picture) -> Picture:
    """Left and right changed over; an even width keeps its empty last column."""
    odd = len(picture[0]) - 1 + len(picture[0]) % 2
    return tuple((*reversed(row[:odd]), *row[odd:]) for row in picture)


def characters(picture: Picture) -> set[str]:
    return {cell.char for row in picture for cell in row}


@pytest.mark.parametrize(("seen", "region"), SHOWN)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("side", SIDES)
def test_a_region_is_lit_on_its_own_side(
    seen: Seen, region: Region, size: tuple[int, int], side: Side
) -> None:
    lit = marks(body(seen, *size, {(region, side): Tint.LIT}, colour=True))
    middle = (size[0] - 1) // 2
    assert lit
    assert all(x < middle if side is Side.LEFT else x > middle for _, x in lit)


@pytest.mark.parametrize("region", Region)
def test_every_region_is_seen_from_the_side_that_is_named_for_it(region: Region) -> None:
    assert region in outlines(seen_for(region)).regions


def keeps_its_size(width: int, height: int, seen: Seen, region: Region) -> bool:
    picture = body(seen, width, height, {(region, Side.LEFT): Tint.LIT}, colour=True)
    lit = any(cell.ink is Tint.LIT or cell.ground is Tint.LIT for row in picture for cell in row)
    return lit and len(picture) == height and {len(row) for row in picture} == {width}


def test_sizes_are_kept_exactly() -> None:
    each = cycle(SHOWN)
    for width in range(14, 81, 3):
        for height in range(16, 61, 4):
            assert keeps_its_size(width, height, *next(each))


@pytest.mark.slow
def test_every_size_is_kept_exactly() -> None:
    each = cycle(SHOWN)
    for width in range(14, 81):
        for height in range(16, 61):
            assert keeps_its_size(width, height, *next(each))


@given(st.integers(-2, 13), st.integers(-2, 15), st.booleans(), st.booleans())
@settings(max_examples=200)
def test_a_size_that_is_too_small_breaks_nothing(
    width: int, height: int, colour: bool, unicode: bool
) -> None:
    lit = {(Region.CALVES, Side.LEFT): Tint.LIT}
    picture = body(Seen.BACK, width, height, lit, colour=colour, unicode=unicode)
    assert len(picture) == max(height, 0)
    assert all(len(row) == max(width, 0) for row in picture)


@given(widths, heights, st.sampled_from(SHOWN), sides, st.booleans())
@settings(max_examples=200)
def test_a_lit_region_never_leaves_the_body(
    width: int, height: int, shown: tuple[Seen, Region], side: Side, colour: bool
) -> None:
    seen, region = shown
    lit = body(seen, width, height, {(region, side): Tint.LIT}, colour=colour)
    dim = body(seen, width, height, {(region, side): Tint.LIT_OTHER}, colour=colour)
    assert filled(lit) == filled(dim)
    if region in HIPS and seen is Seen.BACK:
        other = Region.PIRIFORMIS if region is Region.QL else Region.QL
        alone = body(seen, width, height, {(other, side): Tint.LIT}, colour=colour)
        assert marks(lit) <= filled(alone)
    elif region not in {Region.CALVES, *HIPS}:
        assert marks(lit) <= filled(body(seen, width, height, {}, colour=colour))


@pytest.mark.parametrize("region", sorted(BUTTOCK))
@pytest.mark.parametrize(("width", "height"), [(24, 15), (22, 16), (31, 20), (24, 23)])
def test_where_rows_are_few_a_place_in_the_buttock_is_seen_from_far_off(
    region: Region, width: int, height: int
) -> None:
    spot = marks(body(Seen.BACK, width, height, {(region, Side.LEFT): Tint.LIT}, colour=True))
    assert len({x for _, x in spot}) >= 2
    assert len({y for y, _ in spot}) >= 2


@given(widths, heights, st.sampled_from(SHOWN))
@settings(max_examples=200)
def test_the_left_is_the_mirror_of_the_right(
    width: int, height: int, shown: tuple[Seen, Region]
) -> None:
    seen, region = shown
    left = body(seen, width, height, {(region, Side.LEFT): Tint.LIT}, colour=True)
    right = body(seen, width, height, {(region, Side.RIGHT): Tint.LIT}, colour=True)
    assert flipped(left) == right


@given(widths, heights, st.sampled_from(list(Seen)), st.booleans())
@settings(max_examples=200)
def test_the_body_is_even_on_both_sides(width: int, height: int, seen: Seen, colour: bool) -> None:
    picture = body(seen, width, height, {}, colour=colour)
    assert flipped(picture) == picture


@given(widths, heights, st.sampled_from(SHOWN), st.sampled_from([Tint.LIT, Tint.LIT_OTHER]))
@settings(max_examples=200)
def test_without_colour_only_the_characters_that_are_allowed_appear(
    width: int, height: int, shown: tuple[Seen, Region], tint: Tint
) -> None:
    seen, region = shown
    lit = {(region, Side.LEFT): tint}
    shaded = body(seen, width, height, lit, colour=False)
    lettered = body(seen, width, height, lit, colour=False, unicode=False)
    assert characters(shaded) <= SHADES
    assert characters(lettered) <= ASCII
    assert characters(shaded) & (set("█▀▄") if tint is Tint.LIT else {"▓"})
    assert ("#" if tint is Tint.LIT else "+") in characters(lettered)


@pytest.mark.parametrize("unicode", [True, False])
def test_a_body_with_nothing_lit_holds_no_character_of_the_lit(unicode: bool) -> None:
    picture = body(Seen.BACK, 30, 30, {}, colour=False, unicode=unicode)
    assert not characters(picture) & set("█▀▄▓#+")


def test_with_colour_only_half_blocks_appear() -> None:
    picture = body(Seen.BACK, 30, 30, {(Region.QL, Side.BOTH): Tint.LIT}, colour=True)
    assert characters(picture) <= set(" ▀▄█")
    assert Cell(" ", Tint.NONE, Tint.NONE) in picture[0]


def test_ascii_with_colour_keeps_the_tints() -> None:
    lit = {(Region.GLUTE_MAX, Side.LEFT): Tint.LIT}
    picture = body(Seen.BACK, 30, 30, lit, colour=True, unicode=False)
    assert characters(picture) <= ASCII
    assert marks(picture)


def test_a_side_that_is_neither_lights_both() -> None:
    both = body(Seen.BACK, 30, 30, {(Region.GLUTE_MAX, Side.NONE): Tint.LIT}, colour=True)
    columns = {x for _, x in marks(both)}
    assert min(columns) < 14 < max(columns)


def test_a_region_of_the_other_view_is_left_out() -> None:
    lit = {(Region.THIGH_FRONT, Side.LEFT): Tint.LIT}
    assert not marks(body(Seen.BACK, 30, 30, lit, colour=True))


def test_what_lies_deep_is_drawn_on_top() -> None:
    lit = {
        (Region.PIRIFORMIS, Side.LEFT): Tint.LIT,
        (Region.GLUTE_MAX, Side.LEFT): Tint.LIT_OTHER,
    }
    alone = {(Region.PIRIFORMIS, Side.LEFT): Tint.LIT}
    backwards = dict(reversed(lit.items()))
    picture = body(Seen.BACK, 40, 40, lit, colour=True)
    assert marks(picture) == marks(body(Seen.BACK, 40, 40, alone, colour=True))
    assert picture == body(Seen.BACK, 40, 40, backwards, colour=True)


def test_what_is_pressed_now_lies_over_what_comes_later() -> None:
    lit = {
        (Region.GLUTE_MAX, Side.LEFT): Tint.LIT,
        (Region.PIRIFORMIS, Side.LEFT): Tint.LIT_OTHER,
    }
    alone = {(Region.GLUTE_MAX, Side.LEFT): Tint.LIT}
    assert marks(body(Seen.BACK, 40, 40, lit, colour=True)) == marks(
        body(Seen.BACK, 40, 40, alone, colour=True)
    )


def test_the_whole_body_is_drawn_from_twenty_four_rows_on() -> None:
    lit = {(Region.PIRIFORMIS, Side.LEFT): Tint.LIT}
    small = marks(body(Seen.BACK, 40, 24, lit, colour=True))
    near = marks(body(Seen.BACK, 40, 23, lit, colour=True))
    assert len(near) > 2 * len(small)


def test_where_calves_are_lit_the_small_picture_shows_them() -> None:
    def rows(*regions: Region) -> set[int]:
        lit = {(region, Side.LEFT): Tint.LIT for region in regions}
        return {y for y, _ in marks(body(Seen.BACK, 20, 20, lit, colour=True))}

    assert rows(Region.CALVES)
    assert min(rows(Region.CALVES, Region.QL)) < 6 < 12 < max(rows(Region.CALVES, Region.QL))


def test_a_small_picture_follows_what_is_pressed_now() -> None:
    lit = {(Region.CALVES, Side.LEFT): Tint.LIT}
    later = {**lit, (Region.GLUTE_MAX, Side.LEFT): Tint.LIT_OTHER}
    assert marks(body(Seen.BACK, 20, 20, lit, colour=True)) == marks(
        body(Seen.BACK, 20, 20, later, colour=True)
    )


def test_pain_that_is_only_dimmed_still_chooses_the_part() -> None:
    dim = {(Region.CALVES, Side.LEFT): Tint.LIT_OTHER}
    assert marks(body(Seen.BACK, 20, 20, dim, colour=True), [Tint.LIT_OTHER])


@pytest.mark.parametrize("lowest", [None, Lowest.NONE])
def test_no_pain_lights_nothing(lowest: Lowest | None) -> None:
    assert not marks(places(20, 20, lowest, Side.LEFT, colour=True))


@given(widths, heights, sides, st.booleans(), st.booleans())
@settings(max_examples=200)
def test_a_place_lower_down_the_leg_is_lit_lower_on_the_painful_side(
    width: int, height: int, side: Side, colour: bool, unicode: bool
) -> None:
    middle, last = (width - 1) // 2, -1.0
    for lowest in list(Lowest)[1:]:
        lit = marks(places(width, height, lowest, side, colour=colour, unicode=unicode))
        assert all(x < middle if side is Side.LEFT else x > middle for _, x in lit)
        centre = sum(y for y, _ in lit) / len(lit)
        assert centre > last
        last = centre


def test_the_places_always_show_the_whole_body() -> None:
    picture = places(14, 16, Lowest.FOOT, Side.LEFT, colour=True)
    assert max(y for y, _ in marks(picture)) == 15
    assert picture[0][6].ink is Tint.EDGE
