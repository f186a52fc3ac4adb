"""Fit and the limits of days and weeks: what waits, until when, and what is offered."""

from datetime import timedelta

from people import NOW, fitted, past, plan, press, quiet, routine
from sciacoach.plan.past import Past, PastContact, PastSession
from sciacoach.session.plan import Refused
from sciacoach.vocabulary import Region, Side, Tool

BALL = [press(tool="tennis_ball", for_=60)]
HANDS = [press("stroke", "lumbar_paraspinal", 60, side="both", ceiling=2)]


def with_last(hours: float, region: Region, tool: Tool, seconds: float, count: int = 1) -> Past:
    """The past of a calm person, and `count` newer sessions."""
    pressed = PastContact(region, tool, Side.BOTH, seconds, True)
    new = [
        PastSession(f"n{n}", "r", NOW - timedelta(hours=hours + n), (pressed,), "completed", False)
        for n in reversed(range(count))
    ]
    return Past((*past().sessions, *new))


def test_a_region_pressed_this_morning_waits_and_the_refusal_says_until_when() -> None:
    out = fitted(routine(BALL), before=with_last(5, Region.GLUTE_MAX, Tool.TENNIS_BALL, 10))

    assert isinstance(out, Refused)
    assert out.rules == ("L20",)
    assert "L20" in out.what
    until = NOW + timedelta(hours=15)
    assert f"{until:%A, %H:%M}" in out.until


def test_a_used_up_day_leaves_no_tool_anywhere() -> None:
    out = fitted(routine(BALL), before=with_last(5, Region.TFL_ITB, Tool.FOAM_ROLLER, 60))

    assert isinstance(out, Refused)
    assert out.rules == ("L21",)


def test_a_soft_ball_is_no_way_round_a_limit_of_days() -> None:
    out = fitted(
        routine([press(tool="soft_ball", for_=60)], tools=["soft_ball"]),
        before=with_last(5, Region.GLUTE_MAX, Tool.TENNIS_BALL, 10),
    )

    assert isinstance(out, Refused)


def test_a_step_that_waits_is_left_out_while_the_rest_goes_on() -> None:
    steps = [*BALL, quiet(), press(region="tfl_itb", tool="tennis_ball", for_=60)]
    steps += [quiet(), press(region="glute_med_min", tool="tennis_ball", for_=60)]
    out = plan(routine(steps), before=with_last(5, Region.GLUTE_MAX, Tool.TENNIS_BALL, 10))

    assert {turn.region for turn in out.turns if turn.region} == {
        Region.TFL_ITB,
        Region.GLUTE_MED_MIN,
    }
    assert "L20" in out.rules


def test_three_sessions_of_hands_use_up_a_day() -> None:
    found = routine(HANDS, tools=["hands"], position="chair", style="swedish")
    twice = with_last(2, Region.CALVES, Tool.HANDS, 60, count=2)
    thrice = with_last(2, Region.CALVES, Tool.HANDS, 60, count=3)

    assert not isinstance(fitted(found, before=twice), Refused)
    out = fitted(found, before=thrice)
    assert isinstance(out, Refused)
    assert out.rules == ("L22",)


def test_walking_is_never_counted() -> None:
    found = routine([quiet("move", 60, tags=["walk"], position="standing")], tools=[])
    thrice = with_last(2, Region.CALVES, Tool.HANDS, 60, count=3)

    assert not isinstance(fitted(found, before=thrice), Refused)
