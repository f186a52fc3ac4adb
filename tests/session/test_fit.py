"""Fit, line by line: what is taken out, how much is left, what is told."""

from typing import Any

import pytest

from people import NOW, Node, cleared, fitted, past, plan, press, quiet, routine, screened
from sciacoach.plan.past import Past
from sciacoach.routine.layout import Turn, contact_s, lay_out
from sciacoach.routine.limits import Column
from sciacoach.routine.model import Routine
from sciacoach.screening.clearance import Clearance, Restrictions, Scope, Verdict
from sciacoach.session.fit import Wishes, accepts_offer, dose_of, may_start
from sciacoach.session.plan import Fitted, Refused
from sciacoach.vocabulary import Position, Region, Side, Tag, Tool

HANDS = frozenset({Tool.HANDS})
NO_TENNIS = frozenset(Tool) - {Tool.TENNIS_BALL}
WALL_BALL: dict[str, Any] = {"tools": ["tennis_ball"], "position": "wall"}
ALL_TOOLS = [tool.value for tool in Tool]


def seconds(turns: tuple[Turn, ...]) -> list[float]:
    return [turn.seconds for turn in turns if turn.is_contact]


def names(found: Fitted) -> list[str]:
    return [turn.name for turn in found.turns]


def refused(*args: Any, **more: Any) -> Refused:
    out = fitted(*args, **more)
    assert isinstance(out, Refused), out.changes
    return out


def hold(name: str, region: str = "glute_max", for_: float = 20, **more: Any) -> Node:
    return press("hold", region, for_, name=name, **more)


# ---- 1. what is not allowed -------------------------------------------------------------


def test_with_nothing_in_the_way_a_routine_stays_as_written() -> None:
    found = routine([quiet("setup"), press(), quiet("check"), quiet("move")])
    out = plan(found)
    assert out.turns == lay_out(found, Side.RIGHT)
    assert (out.changes, out.rules, out.dose, out.column) == ((), (), 1.0, Column.HARD)


def test_a_step_that_is_not_allowed_goes_and_its_item_is_named() -> None:
    found = routine([hold("A"), quiet(), hold("B", "tfl_itb", 15)])
    out = plan(found, cleared({"C16": Restrictions(blocked_regions=frozenset({Region.TFL_ITB}))}))
    assert "B" not in names(out)
    assert out.changes == ("B is left out (C16: c16 in words).",)
    assert out.rules == ("C16",)


@pytest.mark.parametrize(
    "own",
    [
        Restrictions(tools=NO_TENNIS),
        Restrictions(tools_by_region={Region.GLUTE_MAX: NO_TENNIS}),
        Restrictions(tools_by_position={Position.WALL: NO_TENNIS}),
    ],
)
def test_a_soft_ball_takes_the_place_of_a_tennis_ball(own: Restrictions) -> None:
    out = plan(routine([press()]), cleared({"P14": own}))
    assert {turn.tool for turn in out.turns} == {Tool.SOFT_BALL}
    assert out.changes == (
        "roll glute_max: a soft ball in place of the tennis ball (P14: p14 in words).",
    )


def test_no_other_tool_is_ever_replaced() -> None:
    found = routine([press(for_=30)], tools=["double_ball"])
    own = Restrictions(tools=frozenset({Tool.SOFT_BALL, Tool.HANDS}))
    assert refused(found, cleared({"P14": own})).rules == ("P14",)


def test_a_position_is_never_changed() -> None:
    found = routine([press()])
    own = Restrictions(positions=frozenset(Position) - {Position.WALL})
    assert refused(found, cleared({"P15": own})).rules == ("P15",)


def test_a_move_goes_by_its_position_or_its_tags_and_a_rest_never() -> None:
    steps = [press(), *(quiet(do, 30, position="floor") for do in ("rest", "check", "move"))]
    steps += [quiet("move", 30, name="Bend", tags=["end_range"]), quiet("setup")]
    no_floor = Restrictions(positions=frozenset(Position) - {Position.FLOOR})
    no_end = Restrictions(moves_out=frozenset({Tag.END_RANGE}))
    out = plan(routine(steps), cleared({"P15": no_floor, "P03": no_end}))
    assert names(out) == ["roll glute_max", "roll glute_max", "Rest", "Check", "Setup"]
    assert out.rules == ("P15", "P03")


def test_a_contact_step_goes_by_its_tags_too() -> None:
    found = routine([hold("A", for_=30), hold("B", "tfl_itb", 20, tags=["figure_four"])])
    out = plan(found, cleared({"P05": Restrictions(moves_out=frozenset({Tag.FIGURE_FOUR}))}))
    assert out.rules == ("P05",)


def test_less_than_half_of_the_contact_is_refused_before_any_dose() -> None:
    steps = [press(for_=50), quiet(), press(region="tfl_itb", for_=51)]
    gone = Restrictions(blocked_regions=frozenset({Region.TFL_ITB}), dose=0.5)
    out = refused(routine(steps), cleared({"C16": gone}))
    assert out.what == "Less than half of Test is left after your answers (C16)."
    assert out.until == "It stays so as long as these answers hold: c16 in words."
    steps[2]["for"] = 50
    assert isinstance(fitted(routine(steps), cleared({"C16": gone})), Fitted)


def test_nothing_left_to_do_is_refused() -> None:
    found = routine([quiet("setup"), quiet("move", 60, tags=["walk"])])
    own = Restrictions(moves_out=frozenset({Tag.WALK}))
    assert "Nothing of Test is left" in refused(found, cleared({"P01": own})).what


# ---- 2. dose, caps, totals --------------------------------------------------------------


def dosed(steps: list[Node], dose: float, **top: Any) -> list[float]:
    out = plan(routine(steps, **top), cleared({"P12": Restrictions(dose=dose)}))
    return seconds(out.turns)


@pytest.mark.parametrize(
    ("step", "half", "three_quarters"),
    [
        (hold("A", "tfl_itb", 60), 30, 45),
        (hold("A", "tfl_itb", 24), 15, 18),
        (press(for_=60), 30, 45),
        (press(for_=24), 20, 20),
    ],
)
def test_a_step_outside_repeats_loses_seconds_down_to_its_least(
    step: Node, half: float, three_quarters: float
) -> None:
    extra = [quiet(), press(region="glute_med_min", for_=60)]
    assert dosed([step, *extra], 0.5)[:2] == [half, half]
    assert dosed([step, *extra], 0.75)[:2] == [three_quarters, three_quarters]


def test_a_step_that_is_shorter_in_the_file_is_not_made_longer() -> None:
    extra = [quiet(), press(region="glute_med_min", for_=60)]
    assert dosed([hold("A", for_=9), *extra], 0.5)[:2] == [9, 9]


@pytest.mark.parametrize(
    ("rounds", "dose", "left"),
    [(2, 0.5, 1), (3, 0.5, 2), (4, 0.5, 2), (5, 0.5, 3), (2, 0.75, 2), (3, 0.75, 3), (4, 0.75, 3)],
)
def test_a_step_inside_a_repeat_loses_whole_rounds_and_keeps_its_seconds(
    rounds: int, dose: float, left: int
) -> None:
    steps = [{"repeat": rounds, "steps": [hold("A", for_=22), quiet()]}]
    assert dosed(steps, dose) == [22] * 2 * left


def test_a_repeat_of_one_is_no_repeat() -> None:
    assert dosed([{"repeat": 1, "steps": [press(for_=60)]}], 0.5) == [30, 30]


def test_the_rest_of_a_round_goes_with_it() -> None:
    found = routine([{"repeat": 2, "steps": [press(for_=30), quiet()]}, quiet("move")])
    out = plan(found, cleared({"P12": Restrictions(dose=0.5)}))
    assert names(out) == ["roll glute_max", "roll glute_max", "Rest", "Move"]


@pytest.mark.parametrize(
    ("calm", "gentle", "items", "dose", "rule"),
    [
        (8, False, {}, 1.0, "L26"),
        (0, False, {}, 0.5, "L26"),
        (2, False, {}, 0.5, "L26"),
        (3, False, {}, 0.75, "L26"),
        (5, False, {}, 0.75, "L26"),
        (6, False, {}, 1.0, "L26"),
        (4, True, {}, 0.5, "--gentle"),
        (8, False, {"P12": Restrictions(dose=0.75)}, 0.75, "P12"),
        (4, True, {"P12": Restrictions(dose=0.75)}, 0.5, "--gentle"),
        (8, False, {"P02": Restrictions(precaution=True)}, 0.5, "P02"),
    ],
)
def test_the_smallest_dose_counts_and_doses_do_not_multiply(
    calm: int, gentle: bool, items: dict[str, Restrictions], dose: float, rule: str
) -> None:
    assert dose_of(cleared(items), past(calm), Wishes(gentle=gentle)) == (dose, rule)


def test_a_dose_is_told_with_its_rule_in_words() -> None:
    first = plan(routine([press(for_=60)]), before=past(0))
    assert first.changes == ("Half of the pressing time today (L26: the first sessions).",)
    gentle = plan(routine([press(for_=60)]), wishes=Wishes(gentle=True))
    assert gentle.changes == ("Half of the pressing time today (--gentle).",)


def test_a_routine_without_contact_has_no_dose_to_tell() -> None:
    assert plan(routine([quiet("move", 60)], tools=[]), before=past(0)).changes == ()


CARE = cleared({"P02": Restrictions(precaution=True)})


def test_the_column_in_force_caps_each_step_and_slows_it() -> None:
    out = plan(routine([press("hold", "tfl_itb", 60), quiet(), press(for_=60)]), CARE)
    assert out.column is Column.PRECAUTION
    assert seconds(out.turns) == [20, 20, 30, 30]
    assert "hold tfl_itb: 20 s instead of 30 s (L02: a ball held still)." in out.changes
    assert "Slower: 4 s for one way (L25: one way of a roll or stroke)." in out.changes
    assert "At most 3 of 10 where it presses (L15: the ceiling)." in out.changes


def test_a_step_that_a_cap_brings_under_its_least_goes() -> None:
    steps = [press("hold", "tfl_itb", 20, tool="foam_roller", position="floor", name="Roller")]
    steps += [quiet(), press(tool="tennis_ball", for_=60)]
    out = plan(routine(steps, tools=["tennis_ball", "foam_roller"]), CARE)
    assert "Roller" not in names(out)
    assert "L03" in out.rules


def test_totals_are_cut_from_the_last_step_backwards_both_sides_alike() -> None:
    steps = [step for n in range(4) for step in (press(for_=25, name=f"R{n}"), quiet("rest", 60))]
    out = plan(routine(steps), CARE)
    assert [(t.name, t.seconds) for t in out.turns if t.is_contact] == [
        *[("R0", 20.0)] * 2,
        *[("R1", 20.0)] * 2,
        *[("R2", 20.0)] * 2,
    ]
    told = "R3 is shorter or left out, to stay inside a limit (L08: seconds of ball)."
    assert told in out.changes


def test_a_total_that_leaves_enough_only_shortens_a_step() -> None:
    lengths = (10, 10, 25, 60)
    steps = [step for for_ in lengths for step in (press(for_=for_), quiet("rest", 60))]
    assert seconds(plan(routine(steps), CARE).turns) == [10, 10, 10, 10, 20, 20, 20, 20]


HEAVY = [
    {
        "repeat": 3,
        "steps": [
            step
            for region in ("glute_max", "calves", "ql")
            for step in (press("stroke", region, 40, name=region), quiet())
        ],
    }
]
"""Twelve minutes of hands: at half the dose two rounds are left, eight minutes."""


def heavy(clearance: Clearance, side: Side) -> tuple[Fitted, list[tuple[str, float]]]:
    out = plan(routine(HEAVY, tools=["hands"], position="chair"), clearance)
    return out, [(turn.name, turn.seconds) for turn in out.turns if turn.side is side]


@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT])
def test_six_minutes_are_the_most_under_care_cut_from_the_end(side: Side) -> None:
    """The last step goes, and the one before it gives the rest, half of it on each side."""
    out, pressed = heavy(CARE, side)
    assert pressed == [
        ("glute_max", 40), ("calves", 40), ("ql", 40), ("glute_max", 40), ("calves", 20),
    ]  # fmt: skip
    assert [line for line in out.changes if "(L13" in line] == [
        f"{name} is shorter or left out, to stay inside a limit (L13: contact in one session)."
        for name in ("ql", "calves")
    ]


def test_what_is_taken_out_leaves_no_more_to_the_others() -> None:
    gone = Restrictions(precaution=True, blocked_regions=frozenset({Region.GLUTE_MAX}))
    _, pressed = heavy(cleared({"P02": gone}), Side.LEFT)
    assert pressed == [("calves", 40), ("ql", 40), ("calves", 20)]


def test_the_length_of_contact_steps_is_a_total_too() -> None:
    regions = ["glute_max", "piriformis", "glute_med_min", "hamstrings", "calves", "tfl_itb"]
    steps = [
        press("stroke", region, 10, name=f"{region} {n}") for n in range(5) for region in regions
    ]
    out = plan(routine(steps, tools=["hands"], position="chair"), CARE)
    spent = sum(t.prepare_s + t.seconds for t in out.turns if t.is_contact)
    assert spent <= 720 + 1e-6
    assert contact_s(out.turns) <= 360 + 1e-6
    left = [t.seconds for t in out.turns if t.side is Side.LEFT]
    assert left == [t.seconds for t in out.turns if t.side is Side.RIGHT]


ROLLER_HOLD = press("hold", "tfl_itb", 20, tool="foam_roller", position="floor")
"""Under care L03 leaves ten seconds of it, which is under its least: it goes."""


def test_under_twenty_seconds_a_side_is_refused() -> None:
    out = refused(routine([ROLLER_HOLD], tools=["foam_roller"], position="floor"), CARE)
    assert out.what.startswith("Too little of Test is left")
    assert "L03" in out.rules


def test_a_file_that_is_shorter_than_that_itself_may_start() -> None:
    assert seconds(plan(routine([press(for_=12)]), before=past(0)).turns) == [12, 12]


def test_a_side_that_is_gone_altogether_counts_as_nothing_left() -> None:
    steps = [press(tool="tennis_ball", for_=60, side="left"), {**ROLLER_HOLD, "side": "right"}]
    found = routine(steps, tools=["tennis_ball", "foam_roller"])
    assert "L03" in refused(found, CARE).rules


def test_a_side_that_is_not_allowed_any_more_counts_as_nothing_left() -> None:
    steps = [press(for_=60, side="left"), quiet(), press(region="tfl_itb", for_=50, side="right")]
    gone = Restrictions(blocked_regions=frozenset({Region.TFL_ITB}))
    assert refused(routine(steps), cleared({"C16": gone})).rules == ("C16",)


# ---- 3. what served, and rests ------------------------------------------------------------


def test_what_served_only_steps_taken_out_goes_with_them() -> None:
    steps = [
        quiet("setup", name="For A"), hold("A"), quiet("check", name="After A"),
        quiet("setup", name="For B"), hold("B", "tfl_itb", 20), quiet("rest", name="After B"),
        quiet("check", name="After B too"), quiet("setup", name="For the walk"),
        quiet("move", name="Walk"), quiet("check", name="At the end"),
    ]  # fmt: skip
    gone = Restrictions(blocked_regions=frozenset({Region.TFL_ITB}))
    out = plan(routine(steps), cleared({"C16": gone}))
    assert names(out) == [
        "For A", "A", "A", "After A", "For the walk", "Walk", "At the end",
    ]  # fmt: skip


def test_a_rest_between_two_moves_goes_with_the_first() -> None:
    steps = [press(), quiet("check"), quiet("move", tags=["walk"]), quiet(), quiet("breathe")]
    out = plan(routine(steps), cleared({"P01": Restrictions(moves_out=frozenset({Tag.WALK}))}))
    assert names(out)[2:] == ["Check", "Breathe"]


def test_a_rest_is_lengthened_where_the_column_asks_for_more() -> None:
    found = routine([press(for_=40), quiet("rest", 30, name="Easy"), press(for_=40, name="Again")])
    out = plan(found, CARE)
    rest = next(turn for turn in out.turns if turn.name == "Easy")
    # 20 s of the other side and its 10 s of changing over, 10 s of getting on: 20 are missing.
    assert rest.seconds == 30
    assert seconds(out.turns) == [20] * 4
    shorter = routine([press(for_=40), quiet("rest", 5, name="Easy"), press(for_=40, name="Again")])
    out = plan(shorter, CARE)
    assert next(t.seconds for t in out.turns if t.name == "Easy") == 20
    assert (
        "A longer rest before Again (L19: rest before the same place is pressed again)."
        in out.changes
    )


def test_where_the_other_sides_turn_no_longer_rests_the_first_a_rest_is_put_in() -> None:
    found = routine([press(), press(name="Again")])
    assert names(plan(found)) == ["roll glute_max"] * 2 + ["Again"] * 2
    out = plan(found, wishes=Wishes(side=Side.LEFT))
    assert [(t.name, t.seconds) for t in out.turns] == [
        ("roll glute_max", 40.0),
        ("Rest", 20.0),
        ("Again", 40.0),
    ]
    assert out.rules == ("--side", "L19")


def test_a_plan_that_its_rests_would_make_too_long_is_refused() -> None:
    steps = [press(for_=20), quiet("rest", 5), press(for_=20), quiet("move", 3475)]
    assert isinstance(fitted(routine(steps)), Fitted)
    out = refused(routine(steps), CARE)
    assert out.rules == ("L34",)
    assert out.what.startswith("Test would pass a limit today (L34). The routine is")


def test_checks_and_rests_are_never_shortened() -> None:
    steps = [press(for_=60), quiet("rest", 60), quiet("check", 40), quiet("move", 60)]
    out = plan(routine(steps), before=past(0), wishes=Wishes(minutes=4.0))
    kept = {turn.name: turn.seconds for turn in out.turns}
    assert (kept["Rest"], kept["Check"]) == (60, 40)


# ---- 4. the first sessions, L33, not_for, sides --------------------------------------------


FLOOR = {"position": "floor"}


@pytest.mark.parametrize(("calm", "fits"), [(0, False), (5, False), (6, True)])
def test_a_tool_on_the_floor_comes_after_six_calm_sessions(calm: int, fits: bool) -> None:
    out = fitted(routine([press()], **FLOOR), before=past(calm))
    assert isinstance(out, Fitted) is fits
    if isinstance(out, Refused):
        assert out.rules == ("L33",)
        assert "calm sessions before a tool on the floor" in out.until


def test_hands_on_the_floor_need_no_calm_sessions() -> None:
    found = routine([press("stroke", for_=60)], tools=["hands"], **FLOOR)
    assert isinstance(fitted(found, before=past(0)), Fitted)


def test_a_roller_is_on_the_floor_wherever_but_on_a_chair() -> None:
    def roller(region: str, position: str) -> Routine:
        return routine([press(region=region)], tools=["foam_roller"], position=position)

    assert refused(roller("tfl_itb", "side_lying"), before=past(5)).rules == ("L33",)
    assert isinstance(fitted(roller("hamstrings", "chair"), before=past(5)), Fitted)


def test_calm_sessions_count_for_the_floor_only_with_a_tool_off_the_floor() -> None:
    on_floor = [past(6, Position.FLOOR), past(6, None)]
    for before in on_floor:
        assert refused(routine([press()], **FLOOR), before=before).rules == ("L33",)


def test_a_file_may_ask_for_more_calm_sessions() -> None:
    found = routine([press()], needs_calm=8)
    out = refused(found, before=past(7))
    assert out.what == "Test comes after 8 calm sessions; so far there are 7 (L33)."
    assert isinstance(fitted(found, before=past(8)), Fitted)


def test_an_item_of_not_for_rules_a_routine_out() -> None:
    found = routine([press()], not_for=["P02"])
    out = refused(found, cleared({"P02": Restrictions()}))
    assert out.lines == (
        "Test is not for you at the moment (P02).",
        "It stays so as long as this answer holds: p02 in words.",
        "What you can do now: rest, breathe slowly, and look at your answers with: "
        "sciacoach screen",
    )
    assert isinstance(fitted(found, cleared({"P03": Restrictions()})), Fitted)


def test_prec_stands_for_every_item_with_a_precaution() -> None:
    found = routine([press()], not_for=["PREC"])
    items = {"P03": Restrictions(), "P02": Restrictions(precaution=True)}
    assert refused(found, cleared(items)).rules == ("P02",)
    assert isinstance(fitted(found, cleared({"P03": Restrictions()})), Fitted)


def test_one_side_is_what_was_asked_for() -> None:
    out = plan(routine([press(), quiet("move")]), wishes=Wishes(side=Side.RIGHT))
    assert [(t.side, t.prepare_s) for t in out.turns] == [(Side.RIGHT, 10.0), (Side.NONE, 0.0)]
    assert out.changes == ("Only the right side, as you asked.",)


AFFECTED = routine([press(side="affected"), quiet("move")])


def test_the_painful_side_is_asked_for_where_a_routine_needs_it() -> None:
    nobody = cleared(affected=None)
    assert "not known" in refused(AFFECTED, nobody).what
    assert plan(AFFECTED, nobody, wishes=Wishes(side=Side.LEFT)).turns[0].side is Side.LEFT
    assert plan(AFFECTED, cleared(affected=Side.LEFT)).turns[0].side is Side.LEFT
    assert len(seconds(plan(AFFECTED, cleared(affected=Side.BOTH)).turns)) == 2


def test_the_other_side_is_not_pressed_in_place_of_the_painful_one() -> None:
    out = refused(AFFECTED, cleared(affected=Side.LEFT), wishes=Wishes(side=Side.RIGHT))
    assert out.rules == ("--side",)


@pytest.mark.parametrize(("affected", "first"), [("left", "right"), ("right", "left")])
def test_the_less_painful_side_goes_first(affected: str, first: str) -> None:
    out = plan(routine([press()]), cleared(affected=Side(affected)))
    assert [turn.side.value for turn in out.turns] == [first, affected]


# ---- minutes --------------------------------------------------------------------------------


def test_a_move_between_is_no_rest_to_lengthen() -> None:
    steps = [press(for_=20, side="left"), quiet("move", 20), press(for_=20, side="left")]
    out = plan(routine(steps), CARE)
    assert [t.seconds for t in out.turns if t.name == "Rest"] == [30]
    assert names(out).index("Rest") == 2


def test_a_session_is_shortened_to_the_minutes_asked_for() -> None:
    steps = [press(for_=60), quiet(), quiet("move", 120), quiet("breathe", 60)]
    out = plan(routine(steps), wishes=Wishes(minutes=4))
    assert out.planned_s <= 240
    assert out.planned_s > 220
    assert seconds(out.turns)[0] == seconds(out.turns)[1]
    assert out.changes[-1].startswith("Shortened to 4 min, as you asked.")


def test_contact_goes_from_the_end_where_shortening_is_not_enough() -> None:
    steps = [press(for_=30, name="A"), quiet(), press(for_=30, name="B"), quiet()]
    out = plan(routine(steps), wishes=Wishes(minutes=2))
    assert "B" not in names(out)


def test_minutes_that_nothing_can_be_made_of_are_refused() -> None:
    out = refused(routine([quiet("rest", 300), press()]), wishes=Wishes(minutes=4))
    assert out.what == "Test cannot be made as short as 4 min."
    assert "The shortest is about 5" in out.until


def test_a_session_that_is_short_enough_stays_as_it_is() -> None:
    assert plan(routine([press()]), wishes=Wishes(minutes=5)).changes == ()


# ---- flare, and what each verdict lets start -------------------------------------------------

MIXED = routine(
    [
        press("stroke", for_=60, tool="hands", name="Hands", position="chair"),
        quiet(),
        press("hold", "tfl_itb", 20, tool="tennis_ball", name="Ball"),
        quiet("move", name="Walk", tags=["walk"]),
        quiet("move", name="Ease", tags=["ease"]),
        quiet("move", name="Slide", tags=["slider"]),
        quiet("breathe"),
    ],
    tools=["hands", "tennis_ball"],
)
EASE_AND_WALK = routine(
    [
        quiet("move", name="Walk", tags=["walk"]),
        quiet("move", name="Ease", tags=["ease"]),
        quiet("breathe"),
    ],
    id="ease-and-walk",
    tools=[],
    position="chair",
)
BREATHE = routine([quiet("breathe", 60)], id="breathe", tools=[], position="chair")


def distinct(found: Fitted) -> list[str]:
    return list(dict.fromkeys(names(found)))


def test_a_flare_is_hands_only_and_light() -> None:
    out = plan(MIXED, screened(leg=8))
    assert distinct(out) == ["Hands", "Rest", "Walk", "Ease", "Slide", "Breathe"]
    assert {turn.ceiling for turn in out.turns if turn.is_contact} == {2}
    assert "Ball is left out (P09: leg pain 7 or more)." in out.changes
    assert "At most 2 of 10 where it presses (P09: leg pain 7 or more)." in out.changes


def test_a_flare_by_itself_holds_the_ceiling_at_two() -> None:
    out = plan(MIXED, cleared(flare=True))
    assert {turn.ceiling for turn in out.turns if turn.is_contact} == {2}
    assert "P09" in out.rules
    assert "L17" in out.rules


def test_not_today_after_a_drink_leaves_light_hands_and_easy_moves() -> None:
    out = plan(MIXED, screened("C07"))
    assert distinct(out) == ["Hands", "Rest", "Walk", "Ease", "Breathe"]
    assert {turn.ceiling for turn in out.turns if turn.is_contact} == {2}
    assert set(out.rules) == {"C07"}


def test_not_today_with_a_fever_leaves_no_contact_and_no_walk() -> None:
    fever = screened("C08")
    assert refused(MIXED, fever).rules == ("C08",)
    assert distinct(plan(EASE_AND_WALK, fever)) == ["Ease", "Breathe"]
    assert distinct(plan(BREATHE, fever)) == ["Breathe"]


def test_see_a_clinician_leaves_light_hands_where_contact_is_open() -> None:
    see = cleared({"P99": Restrictions()}, verdict=Verdict.SEE_CLINICIAN, scope=LIGHT)
    assert distinct(plan(MIXED, see)) == ["Hands", "Rest", "Walk", "Ease", "Breathe"]


LIGHT = Scope(hands_only=True, ceiling=2, moves=frozenset({Tag.WALK, Tag.EASE}))


def test_where_contact_is_closed_nothing_is_pressed() -> None:
    closed = Scope(contact=False, moves=frozenset({Tag.WALK, Tag.EASE}))
    see = cleared({"C01": Restrictions()}, verdict=Verdict.SEE_CLINICIAN, scope=closed)
    assert refused(MIXED, see).rules == ("C01",)
    assert distinct(plan(EASE_AND_WALK, see)) == ["Walk", "Ease", "Breathe"]


def test_urgent_leaves_ease_and_walk_alone() -> None:
    urgent = screened("RF24")
    assert urgent.verdict is Verdict.URGENT
    out = refused(BREATHE, urgent, others=[EASE_AND_WALK])
    assert out.what == "Test cannot start today (RF24)."
    assert out.until == urgent.message
    assert out.offer == "ease-and-walk"
    assert distinct(plan(EASE_AND_WALK, urgent)) == ["Walk", "Ease", "Breathe"]


@pytest.mark.parametrize("item", ["RF20", "RF26"])
def test_urgent_without_walking_leaves_the_walk_out(item: str) -> None:
    assert distinct(plan(EASE_AND_WALK, screened(item))) == ["Ease", "Breathe"]


@pytest.mark.parametrize("item", ["RF01", "RF47"])
def test_an_emergency_and_under_eighteen_leave_nothing(item: str) -> None:
    nothing = screened(item)
    for found in (MIXED, EASE_AND_WALK, BREATHE):
        out = refused(found, nothing, others=[EASE_AND_WALK])
        assert out.offer is None
        assert out.until == nothing.message


def test_an_offer_is_taken_without_asking_under_go_and_gentle_only() -> None:
    assert [v for v in Verdict if accepts_offer(cleared(verdict=v))] == ["go", "gentle"]


# ---- refusals, offers, private items ----------------------------------------------------------


def other(name: str) -> Routine:
    return routine([quiet("breathe", 60)], id=name, tools=[], position="chair")


def test_the_first_gentler_routine_that_fits_is_offered() -> None:
    hard = routine([press()], gentler=["none-such", "floor", "soft", "other"], not_for=["P02"])
    floor = routine([press()], id="floor", position="floor")
    held = cleared({"P02": Restrictions()})
    out = refused(hard, held, past(0), others=[floor, other("other"), other("soft")])
    assert out.offer == "soft"
    assert out.instead == "What you can do now: sciacoach start soft"


def test_the_last_offers_are_the_flare_day_and_then_ease_and_walk() -> None:
    hard, held = routine([press()], not_for=["P02"]), cleared({"P02": Restrictions()})
    both = [other("ease-and-walk"), other("flare-day")]
    assert refused(hard, held, others=both).offer == "flare-day"
    assert refused(hard, held, others=both[:1]).offer == "ease-and-walk"
    assert refused(hard, held).offer is None


def test_a_routine_is_never_offered_in_place_of_itself() -> None:
    flare = routine([press()], id="flare-day", not_for=["P02"])
    assert refused(flare, cleared({"P02": Restrictions()}), others=[flare]).offer is None


def test_a_private_item_is_never_named() -> None:
    private = {"private item": Restrictions(blocked_regions=frozenset({Region.TFL_ITB}))}
    out = plan(routine([press(), hold("B", "tfl_itb", 20)]), cleared(private))
    assert out.changes == ("B is left out (private item: private item in words).",)
    secret = cleared({"RF43": Restrictions()}, private=["RF43"])
    no = refused(routine([press()], not_for=["RF43"]), secret)
    assert no.rules == ("private item",)
    assert "RF43" not in " ".join(no.lines)
    assert "rf43" not in " ".join(no.lines)
    assert plan(routine([press()]), secret).reasons == ("private item",)


def test_what_may_be_started_is_what_fits() -> None:
    found = [MIXED, EASE_AND_WALK, BREATHE]
    args = (past(), Wishes(), NOW)
    assert may_start(found, cleared(), *args) == ("test-routine", "ease-and-walk", "breathe")
    assert may_start(found, screened("C08"), *args) == ("ease-and-walk", "breathe")
    assert may_start(found, screened("RF24"), *args) == ("ease-and-walk",)
    assert may_start(found, screened("RF01"), *args) == ()


@pytest.mark.parametrize("own", [Restrictions(ceiling=2), Restrictions(ceiling=10)])
def test_a_ceiling_is_lowered_by_who_asks_for_the_lowest(own: Restrictions) -> None:
    out = plan(routine([press(ceiling=5)]), cleared({"P12": own}))
    lowered = own.ceiling < 5
    assert out.turns[0].ceiling == (2 if lowered else 5)
    assert out.rules == (("P12",) if lowered else ())


def test_restrictions_that_no_item_brought_are_told_by_the_verdict() -> None:
    found = cleared({"P12": Restrictions()})
    object.__setattr__(found, "restrictions", Restrictions(ceiling=2, dose=0.5, tools=NO_TENNIS))
    assert set(plan(routine([press(for_=60)]), found).rules) == {"P12"}
    nobody = cleared()
    object.__setattr__(nobody, "restrictions", Restrictions(tools=HANDS))
    assert refused(routine([press(for_=60)]), nobody).rules == ("go",)


def test_the_past_of_nobody_is_empty() -> None:
    assert Past().calm_at == ()
