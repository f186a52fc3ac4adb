"""Fit after a bad session or a bad morning: D5, N2 and N3."""

from datetime import timedelta

import pytest

from people import NOW, fitted, past, plan, press, quiet, routine
from sciacoach.plan.past import Past, PastContact, PastSession
from sciacoach.session.plan import Refused
from sciacoach.vocabulary import Position, Region, Side, Tool

BALL = [press(tool="tennis_ball", for_=60), quiet(), press(tool="tennis_ball", for_=60)]
HANDS = [press("stroke", "lumbar_paraspinal", 60, side="both", ceiling=2)]
FLOOR = [press(tool="foam_roller", for_=60)]


def after(
    hours: float, rules: tuple[str, ...] = (), next_day: str | None = None, calm_since: bool = False
) -> Past:
    """The past of a calm person, one bad session, and perhaps a calm one after it."""
    at = NOW - timedelta(hours=hours)
    pressed = tuple(
        PastContact(Region.GLUTE_MAX, Tool.TENNIS_BALL, side, 40.0, True, Position.WALL)
        for side in (Side.LEFT, Side.RIGHT)
    )
    bad = PastSession("bad", "r", at, pressed, "safety", False, rules, next_day, at)
    hands = (PastContact(Region.CALVES, Tool.HANDS, Side.BOTH, 60.0, True),)
    good = PastSession("good", "r", NOW - timedelta(hours=24), hands, "completed", True)
    return Past((*past().sessions, bad, *((good,) if calm_since else ())))


@pytest.mark.parametrize(("rules", "next_day"), [(("D5",), None), ((), "N2"), ((), "N3")])
def test_two_days_off_for_the_region_then_half_until_a_session_is_calm(
    rules: tuple[str, ...], next_day: str | None
) -> None:
    rule = next_day or rules[0]
    soon = fitted(routine(BALL), before=after(30, rules, next_day))
    later = plan(routine(BALL), before=after(49, rules, next_day))
    calm = plan(routine(BALL), before=after(49, rules, next_day, calm_since=True))

    assert isinstance(soon, Refused)
    assert soon.rules == (rule,)
    assert f"{NOW + timedelta(hours=18):%A, %H:%M}" in soon.until
    assert (later.dose, calm.dose) == (0.5, 1.0)
    assert rule in later.rules


@pytest.mark.parametrize(("rules", "next_day"), [(("D5",), None), ((), "N3")])
def test_no_tool_on_the_floor_until_a_session_is_calm(
    rules: tuple[str, ...], next_day: str | None
) -> None:
    found = routine(FLOOR, tools=["foam_roller"], position="floor")
    out = fitted(found, before=after(60, rules, next_day))

    assert isinstance(out, Refused)
    assert out.rules == (next_day or rules[0],)
    assert not isinstance(fitted(found, before=after(60, rules, next_day, True)), Refused)


def test_n2_lets_the_floor_be() -> None:
    found = routine(FLOOR, tools=["foam_roller"], position="floor")

    assert not isinstance(fitted(found, before=after(60, (), "N2")), Refused)


def test_for_two_days_n3_leaves_only_the_flare_day() -> None:
    hands = routine(HANDS, tools=["hands"], position="chair", style="swedish")
    flare = hands.model_copy(update={"id": "flare-day"})
    walk = routine([quiet("move", 60, tags=["walk"], position="standing")], tools=[])

    out = fitted(hands, before=after(30, (), "N3"))
    assert isinstance(out, Refused)
    assert out.rules == ("N3",)
    assert not isinstance(fitted(flare, before=after(30, (), "N3")), Refused)
    assert not isinstance(fitted(walk, before=after(30, (), "N3")), Refused)
    assert not isinstance(fitted(hands, before=after(49, (), "N3")), Refused)


def test_the_offer_is_the_flare_day() -> None:
    flare = routine(HANDS, tools=["hands"], position="chair", style="swedish")
    flare = flare.model_copy(update={"id": "flare-day"})
    out = fitted(routine(BALL), before=after(30, (), "N3"), others=[flare])

    assert isinstance(out, Refused)
    assert out.offer == "flare-day"


@pytest.mark.parametrize(
    ("rules", "twice"),
    [([("D5",), ("D5",)], True), ([("D5",), ()], False), ([("D5",)], False), ([], False)],
)
def test_d6_is_d5_in_the_last_session_and_the_one_before(
    rules: list[tuple[str, ...]], twice: bool
) -> None:
    pressed = (PastContact(Region.CALVES, Tool.HANDS, Side.BOTH, 60.0, True),)
    sessions = [
        PastSession(f"{n}", "r", NOW - timedelta(days=9 - n), pressed, "safety", False, one)
        for n, one in enumerate(rules)
    ]

    assert Past(tuple(sessions)).moved_down_twice is twice
