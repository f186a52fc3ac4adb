"""The small drawings of the positions, with the tool in place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sciacoach.figure import Picture, Tint, pose
from sciacoach.routine.limits import may_press
from sciacoach.vocabulary import Position, Region, Tool

TOOLS = [None, *Tool]


def spots(picture: Picture, tint: Tint) -> list[tuple[int, int]]:
    return [
        (y, x)
        for y, row in enumerate(picture)
        for x, cell in enumerate(row)
        if tint in {cell.ink, cell.ground}
    ]


def characters(picture: Picture) -> set[str]:
    return {cell.char for row in picture for cell in row}


@pytest.mark.parametrize("position", Position)
@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("size", [(24, 8), (30, 10), (60, 20)])
def test_a_pose_shows_the_person_and_what_they_rest_on(
    position: Position, tool: Tool | None, size: tuple[int, int]
) -> None:
    picture = pose(position, tool, *size, unicode=True)
    assert len(picture) == size[1]
    assert {len(row) for row in picture} == {size[0]}
    assert spots(picture, Tint.BODY)
    assert spots(picture, Tint.FLOOR)
    assert bool(spots(picture, Tint.TOOL)) is (tool is not None)


@pytest.mark.parametrize("size", [(24, 8), (30, 10)])
def test_no_two_positions_look_the_same(size: tuple[int, int]) -> None:
    drawn = {pose(position, None, *size, unicode=True) for position in Position}
    assert len(drawn) == len(Position)


@given(
    st.sampled_from(list(Position)),
    st.sampled_from(TOOLS),
    st.sampled_from([None, *Region]),
    st.integers(-1, 80),
    st.integers(-1, 40),
)
@settings(max_examples=200)
def test_any_size_is_kept_and_characters_stay_plain(
    position: Position, tool: Tool | None, region: Region | None, width: int, height: int
) -> None:
    for colour, unicode, allowed in (
        (True, True, " ▀▄█"),
        (False, True, " ░▒●─│▔▁"),
        (False, False, " .:O=|/\\"),
    ):
        picture = pose(position, tool, width, height, unicode=unicode, colour=colour, region=region)
        assert len(picture) == max(height, 0)
        assert all(len(row) == max(width, 0) for row in picture)
        assert characters(picture) <= set(allowed)


@pytest.mark.parametrize("position", [Position.WALL, Position.CHAIR, Position.STANDING])
def test_the_tool_lies_lower_for_a_region_lower_down(position: Position) -> None:
    rows = []
    for region in (Region.QL, Region.GLUTE_MAX, Region.CALVES):
        drawn = pose(position, Tool.HANDS, 60, 20, unicode=True, region=region)
        rows.append(min(y for y, _ in spots(drawn, Tint.TOOL)))
    assert rows == sorted(set(rows))


@pytest.mark.parametrize("region", Region)
def test_every_tool_that_may_press_a_region_has_its_place_in_the_drawing(region: Region) -> None:
    for position in Position:
        for tool in Tool:
            if may_press(region, tool, position, True):
                drawn = pose(position, tool, 24, 8, unicode=True, region=region)
                assert spots(drawn, Tint.TOOL)


@pytest.mark.parametrize("region", [Region.HAMSTRINGS, Region.CALVES, Region.THIGH_FRONT])
def test_a_roller_under_the_leg_lies_on_the_floor_below_it(region: Region) -> None:
    drawn = pose(Position.FLOOR, Tool.FOAM_ROLLER, 60, 20, unicode=True, region=region)
    roller = spots(drawn, Tint.TOOL)
    middle = sorted(x for _, x in roller)[len(roller) // 2]
    top, bottom = min(y for y, _ in roller), max(y for y, _ in roller)
    assert drawn[top - 1][middle].ink is Tint.BODY
    assert {drawn[bottom][middle].ground, drawn[bottom + 1][middle].ink} & {Tint.FLOOR}


def test_the_outer_thigh_on_a_roller_is_drawn_lying_on_the_side() -> None:
    size, roller, region = (30, 10), Tool.FOAM_ROLLER, Region.TFL_ITB
    assert pose(Position.FLOOR, roller, *size, unicode=True, region=region) == pose(
        Position.SIDE_LYING, roller, *size, unicode=True, region=region
    )


def test_on_the_side_a_roller_is_drawn_with_the_body_propped_up() -> None:
    resting = pose(Position.SIDE_LYING, None, 24, 8, unicode=True)
    rolling = pose(Position.SIDE_LYING, Tool.FOAM_ROLLER, 24, 8, unicode=True)
    highest = [min(y for y, _ in spots(drawn, Tint.BODY)) for drawn in (resting, rolling)]
    assert highest[1] < highest[0]


def test_the_ball_at_the_wall_lies_between_the_body_and_the_wall() -> None:
    drawn = pose(Position.WALL, Tool.TENNIS_BALL, 60, 20, unicode=True)
    ball = spots(drawn, Tint.TOOL)
    row = ball[len(ball) // 2][0]
    columns = [x for y, x in ball if y == row]
    assert drawn[row][min(columns) - 1].ink is Tint.BODY
    assert any(cell.ink is Tint.FLOOR for cell in drawn[row][max(columns) + 1 :][:3])


@pytest.mark.parametrize("scale", range(8, 41))
def test_a_ball_comes_out_even(scale: int) -> None:
    drawn = pose(Position.FLOOR, Tool.TENNIS_BALL, 3 * scale, scale, unicode=True)
    widths = []
    for row in drawn:
        for tint in (
            [c.ink if c.char in "▀█" else c.ground for c in row],
            [c.ground if c.char in "▀" else c.ink for c in row],
        ):
            if count := sum(each is Tint.TOOL for each in tint):
                widths.append(count)
    assert widths == widths[::-1]
    assert len(widths) == max(widths)
