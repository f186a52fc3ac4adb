"""Days, calm sessions and next-day rules at their exact edges."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from people import NOW
from sciacoach.plan.days import Barred, days
from sciacoach.plan.next_day import RULES, effects, severity, told_about
from sciacoach.plan.past import Past, PastContact, PastSession
from sciacoach.routine.limits import HARD
from sciacoach.vocabulary import Position, Region, Side, Tool

BALL, HANDS = Tool.TENNIS_BALL, Tool.HANDS
REGIONS = list(Region)


def before(hours: float) -> datetime:
    return NOW - timedelta(hours=hours)


def contact(
    seconds: float,
    side: Side = Side.LEFT,
    tool: Tool = BALL,
    region: Region = Region.TFL_ITB,
    position: Position = Position.WALL,
) -> PastContact:
    return PastContact(region, tool, side, seconds, True, position)


def session(
    hours: float, *contacts: PastContact, calm: bool = False, rules: Sequence[str] = ()
) -> PastSession:
    """A session that began so many hours ago."""
    return PastSession(
        f"s{hours}", "x", before(hours), contacts, "completed", calm, rules=tuple(rules)
    )


def past(*sessions: PastSession) -> Past:
    return Past(tuple(sorted(sessions, key=lambda one: one.started_at)))


# ---- what a session is worth ----


@pytest.mark.parametrize("seconds", [30.0, 30.5, 59.0])
def test_a_session_counts_once_and_its_seconds_are_not_added_to_the_short_ones(
    seconds: float,
) -> None:
    done = [session(25.0 * n + 25, contact(seconds, region=REGIONS[n])) for n in range(4)]
    assert days(past(*done), NOW, HARD).tools is None
    fifth = session(130, contact(seconds, region=REGIONS[5]))
    assert days(past(*done, fifth), NOW, HARD).tools is not None


def test_short_sessions_bar_until_what_is_left_of_them_is_worth_none() -> None:
    done = [session(hours, contact(15)) for hours in (9, 6, 3)]
    assert days(past(*done), NOW, HARD).tools == Barred("L21", before(6) + timedelta(hours=20))


def test_a_session_of_less_than_a_second_counts_too() -> None:
    done = [session(6, contact(29.5)), session(3, contact(0.5))]
    assert days(past(*done), NOW, HARD).tools == Barred("L21", before(6) + timedelta(hours=20))


def test_the_longer_of_two_limits_is_the_one_that_is_told() -> None:
    week = [session(h, contact(60, region=REGIONS[n])) for n, h in enumerate((100, 75, 50, 25, 1))]
    assert days(past(*week), NOW, HARD).tools == Barred("L23", before(100) + timedelta(days=7))
    old = [session(h, contact(60, region=REGIONS[n])) for n, h in enumerate((160, 75, 50, 25, 1))]
    assert days(past(*old), NOW, HARD).tools == Barred("L21", before(1) + timedelta(hours=20))


# ---- calm enough for a tool on the floor ----


@pytest.mark.parametrize(
    ("contacts", "counts"),
    [
        ((contact(20), contact(5, Side.RIGHT)), False),
        ((contact(20, Side.RIGHT),), True),
        ((contact(19, Side.RIGHT),), False),
        ((contact(15), contact(15, Side.RIGHT)), True),
        ((contact(15), contact(14.9, Side.RIGHT)), False),
        ((contact(19.9, Side.BOTH),), False),
    ],
)
def test_twenty_seconds_a_side_or_thirty_in_all_are_enough(
    contacts: tuple[PastContact, ...], counts: bool
) -> None:
    assert bool(past(session(50, *contacts, calm=True)).calm_with_tool_at) is counts


def calm(hours: float, *contacts: PastContact) -> PastSession:
    return session(hours, *(contacts or (contact(40),)), calm=True)


@pytest.mark.parametrize(
    ("sessions", "in_a_row"),
    [
        ((), 0),
        ((calm(90), calm(60), calm(30)), 3),
        ((session(90, contact(40)), calm(60), calm(30)), 2),
        ((calm(90), session(60, contact(40)), calm(30)), 1),
        ((calm(90), calm(60), session(30, contact(40))), 0),
        ((session(90, contact(40)), session(60, contact(40)), calm(30)), 1),
        ((calm(90), session(60), calm(30)), 2),
        ((calm(90), calm(75), calm(30)), 2),
    ],
)
def test_calm_sessions_in_a_row_end_at_the_last_restless_one_that_pressed(
    sessions: Sequence[PastSession], in_a_row: int
) -> None:
    assert past(*sessions).calm_in_a_row == in_a_row


@pytest.mark.parametrize("outcome", ["running", "deleted"])
def test_nobody_is_asked_about_a_session_that_runs_or_is_gone(outcome: str) -> None:
    first, last = calm(60), replace(calm(30), outcome=outcome)
    assert told_about(past(first, last), NOW) is first


# ---- pain that moved down (D6) ----

PRESSED = contact(40)


def moved(hours: float) -> PastSession:
    return session(hours, PRESSED, rules=("D5",))


@pytest.mark.parametrize(
    ("sessions", "twice"),
    [
        ((), False),
        ((moved(30),), False),
        ((moved(60), moved(30)), True),
        ((moved(60), session(30, PRESSED)), False),
        ((session(60, PRESSED), moved(30)), False),
        ((session(90, PRESSED), moved(60), moved(30)), True),
        ((moved(90), session(60, PRESSED), moved(30)), False),
        ((moved(60), moved(30), session(10)), True),
        ((moved(60), session(40), moved(30)), True),
        ((moved(60), session(30, rules=("D5",))), False),
    ],
)
def test_pain_that_stays_down_in_two_sessions_with_contact_in_a_row_is_seen(
    sessions: Sequence[PastSession], twice: bool
) -> None:
    assert past(*sessions).moved_down_twice is twice


# ---- next-day rules ----


def test_the_severities_run_from_none_to_the_worst_without_a_gap() -> None:
    assert [severity(rule) for rule in (None, *RULES)] == list(range(8))
    assert severity("D5") == 0


def test_the_last_rule_that_keeps_tools_off_the_floor_is_the_one_that_is_told() -> None:
    first = replace(session(90, PRESSED), next_day="N3", told_at=before(80))
    assert effects(past(first, moved(60)), NOW).no_floor == "D5"
    assert effects(past(moved(95), first), NOW).no_floor == "N3"
    assert effects(past(moved(95), first, session(70, PRESSED)), NOW).no_floor == "N3"


def test_only_what_came_after_the_last_calm_session_counts_and_all_of_that() -> None:
    calm = session(70, PRESSED, calm=True)
    assert effects(past(moved(90), calm), NOW).dose is None
    assert effects(past(moved(90), calm, session(40, PRESSED)), NOW).dose is None
    assert effects(past(calm, moved(50)), NOW).dose == (0.5, "D5")
    assert effects(past(calm, moved(50), session(30, PRESSED)), NOW).dose == (0.5, "D5")
    again = session(45, PRESSED, calm=True)
    assert effects(past(calm, moved(60), again), NOW).dose is None
