"""A routine laid out: sides, repeats, getting on and changing over."""

import pytest

from people import press, quiet, routine
from sciacoach.routine.layout import contact_s, contacts, lay_out, planned_s, starts
from sciacoach.vocabulary import Side, Tool


def sides(side: str, affected: Side | None = None, only: Side = Side.BOTH) -> list[str]:
    found = routine([press(side=side)])
    return [turn.side.value for turn in lay_out(found, affected, only)]


@pytest.mark.parametrize(
    ("side", "affected", "only", "expected"),
    [
        ("each", None, "both", ["left", "right"]),
        ("each", None, "left", ["left"]),
        ("each", None, "right", ["right"]),
        ("both", None, "both", ["both"]),
        ("both", None, "left", ["left"]),
        ("left", None, "both", ["left"]),
        ("left", None, "left", ["left"]),
        ("left", None, "right", []),
        ("affected", None, "both", ["left", "right"]),
        ("affected", "both", "both", ["left", "right"]),
        ("affected", "right", "both", ["right"]),
        ("affected", "right", "right", ["right"]),
        ("affected", "right", "left", []),
    ],
)
def test_a_side_of_the_file_becomes_turns(
    side: str, affected: str | None, only: str, expected: list[str]
) -> None:
    assert sides(side, Side(affected) if affected else None, Side(only)) == expected


def test_the_less_painful_side_goes_first() -> None:
    found = routine([press()])
    assert [t.side for t in lay_out(found, first=Side.RIGHT)] == [Side.RIGHT, Side.LEFT]


def test_a_step_on_no_side_stays_with_one_side_asked_for() -> None:
    found = routine([press(), quiet("move")])
    assert [t.side for t in lay_out(found, only=Side.LEFT)] == [Side.LEFT, Side.NONE]


def test_getting_on_stands_before_contact_and_changing_over_before_a_second_side() -> None:
    found = routine([quiet("setup"), press(), quiet("move", 20, side="each")])
    assert [(t.prepare_s, t.change) for t in lay_out(found)] == [
        (0.0, False),
        (10.0, False),
        (10.0, True),
        (0.0, False),
        (10.0, True),
    ]


def test_setups_and_checks_wait() -> None:
    turns = lay_out(routine([quiet("setup"), press(), quiet("check"), quiet("rest")]))
    assert [t.do.value for t in turns if t.waits] == ["setup", "check"]


def test_times_lie_on_one_line() -> None:
    turns = lay_out(routine([quiet("setup", 20), press(for_=40), quiet("rest", 30)]))
    assert starts(turns) == (0.0, 30.0, 80.0, 120.0)
    assert planned_s(turns) == 150.0
    assert contact_s(turns) == 80.0
    assert [(c.turn, c.start, c.end, c.moving) for c in contacts(turns)] == [
        (1, 30.0, 70.0, True),
        (2, 80.0, 120.0, True),
    ]


def test_a_repeat_is_unrolled_in_order_and_tells_its_rounds() -> None:
    inner = {"repeat": 2, "steps": [quiet("move", 20)]}
    found = routine([{"repeat": 2, "steps": [inner, quiet("rest")]}])
    turns = lay_out(found)
    assert [(t.do.value, t.rounds) for t in turns] == [
        ("move", (0, 0)),
        ("move", (0, 1)),
        ("rest", (0,)),
        ("move", (1, 0)),
        ("move", (1, 1)),
        ("rest", (1,)),
    ]
    assert turns[0].source == turns[1].source == ("steps", 0, "steps", 0, "steps", 0)


def test_a_step_has_its_own_position_tool_and_style_or_the_routines() -> None:
    steps = [
        press(tool="hands", position="chair", style="swedish", ceiling=2),
        press(region="ql", tool="soft_ball", for_=20),
    ]
    one, _, two, _ = lay_out(routine(steps, tools=["hands", "soft_ball"]))
    assert (one.tool, one.position, one.style) == (Tool.HANDS, "chair", "swedish")
    assert (two.tool, two.position, two.style) == (Tool.SOFT_BALL, "wall", "deep_tissue")


def test_the_one_tool_of_a_routine_goes_without_saying_in_contact_only() -> None:
    one, _, rest = lay_out(routine([press(), quiet("rest")]))
    assert one.tool is Tool.TENNIS_BALL
    assert rest.tool is None


def test_a_roll_without_a_tempo_takes_three_seconds_one_way() -> None:
    roll, *_ = lay_out(routine([press()]))
    hold, *_ = lay_out(routine([press("hold", for_=20)]))
    assert (roll.tempo, hold.tempo) == (3.0, None)


def test_what_is_said_is_the_name_where_nothing_else_is_given() -> None:
    breathe = quiet("breathe", breath={"in": "4s", "out": "6s"})
    named, said = lay_out(routine([breathe, quiet("move", say="Walk.")]))
    assert (named.say, said.say) == ("Breathe", "Walk.")
    assert named.breath == (4.0, 6.0)
