"""What stands off now, as values: every limit of days, and what earlier sessions left."""

from dataclasses import replace
from datetime import timedelta

from people import NOW
from sciacoach.plan.off import standing_off
from sciacoach.plan.past import Past, PastContact, PastSession
from sciacoach.routine.limits import Column
from sciacoach.vocabulary import Region, Side, Tool

HARD = Column.HARD


def session(hours: float, *regions: Region, tool: Tool = Tool.TENNIS_BALL) -> PastSession:
    contacts = tuple(PastContact(one, tool, Side.LEFT, 40.0, True) for one in regions)
    at = NOW - timedelta(hours=hours)
    return PastSession(f"s{hours}", "x", at, contacts, "completed", False)


def told(past: Past) -> list[tuple[str, str, str, tuple[Region, ...], bool]]:
    found = standing_off(past, NOW, HARD)
    return [(one.what, one.rule, one.limit, one.regions, one.until is not None) for one in found]


def test_nothing_is_off_without_a_past() -> None:
    assert standing_off(Past(), NOW, HARD) == ()


def test_regions_with_one_end_are_told_together() -> None:
    found = Past((session(2, Region.QL, Region.CALVES),))
    assert told(found) == [
        ("tools", "L20", "L20", (Region.CALVES, Region.QL), True),
        ("tools", "L21", "L21", (), True),
    ]


def test_a_weeks_worth_of_ball_on_one_place_and_in_all() -> None:
    found = Past(tuple(session(30 * n, Region.CALVES) for n in (5, 4, 3, 2, 1)))
    assert told(found) == [
        ("tools", "L23", "L23", (), True),
        ("balls", "L24", "L24", (Region.CALVES,), True),
    ]


def test_sessions_with_hands_alone() -> None:
    found = Past(tuple(session(n, Region.QL, tool=Tool.HANDS) for n in (5, 4, 3)))
    assert told(found) == [("hands", "L22", "L22", (), True)]


def test_what_moved_down_keeps_its_region_off_and_tools_off_the_floor() -> None:
    found = Past((replace(session(30, Region.QL), rules=("D5",)),))
    assert told(found) == [
        ("tools", "D5", "L28", (Region.QL,), True),
        ("dose", "D5", "L28", (), False),
        ("floor", "D5", "L28", (), False),
    ]
    until = standing_off(found, NOW, HARD)[0].until
    assert until == NOW + timedelta(hours=18)


def test_a_bad_morning_leaves_flare_day_alone() -> None:
    bad = replace(session(30, Region.QL), next_day="N3", told_at=NOW - timedelta(hours=1))
    found = told(Past((bad,)))
    assert ("others", "N3", "L28", (), True) in found
    assert ("tools", "N3", "L28", (), True) in found


def test_what_ends_first_is_told_first() -> None:
    found = Past((session(15, Region.QL), session(3, Region.CALVES)))
    ends = [one.until for one in standing_off(found, NOW, HARD)]
    assert ends == sorted(ends, key=lambda at: at or NOW)
