"""The limits of days and weeks: L20 to L24, from delivered seconds."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciacoach.plan.days import Barred, days
from sciacoach.plan.past import Past, PastContact, PastSession
from sciacoach.routine.limits import HARD, PRECAUTION, Column
from sciacoach.vocabulary import Region, Side, Tool

NOW = datetime(2026, 11, 22, 19, 0, tzinfo=UTC)
P, G, T = Region.PIRIFORMIS, Region.GLUTE_MAX, Region.TFL_ITB
BALL, ROLLER, HANDS = Tool.TENNIS_BALL, Tool.FOAM_ROLLER, Tool.HANDS


def session(
    hours: float, seconds: float = 40, region: Region = P, tool: Tool = BALL, routine: str = "r"
) -> PastSession:
    pressed = PastContact(region, tool, Side.LEFT, seconds, True)
    at = NOW - timedelta(hours=hours)
    return PastSession(f"{hours}", routine, at, (pressed,) if seconds else (), "completed", False)


def past(*sessions: PastSession) -> Past:
    return Past(tuple(sorted(sessions, key=lambda one: one.started_at)))


def limit(found: Barred | None) -> str | None:
    return found.limit if found else None


@pytest.mark.parametrize(
    ("hours", "column", "barred"),
    [(19.9, HARD, True), (20, HARD, False), (43.9, PRECAUTION, True), (44, PRECAUTION, False)],
)
def test_l20_a_region_waits_from_start_to_start(hours: float, column: Column, barred: bool) -> None:
    found = days(past(session(hours, 5)), NOW, column)

    assert (limit(found.against(BALL, P)) == "L20") is barred
    assert found.against(BALL, T) is None


def test_l20_holds_for_a_ball_after_a_roller_but_never_for_hands() -> None:
    found = days(past(session(1, 5, G, ROLLER)), NOW, HARD)

    assert limit(found.against(BALL, G)) == "L20"
    assert found.against(HANDS, G) is None
    assert found.against(BALL, G) == Barred("L20", NOW + timedelta(hours=19))


def test_l20_hands_make_no_region_wait() -> None:
    assert days(past(session(1, 200, G, HANDS)), NOW, HARD).against(BALL, G) is None


@pytest.mark.parametrize(
    ("seconds", "barred"), [((30.0,), True), ((29.0,), False), ((15.0, 15.0), True)]
)
def test_l21_one_tool_session_a_day_and_shorter_ones_add_up(
    seconds: Sequence[float], barred: bool
) -> None:
    found = days(past(*(session(n + 1, one) for n, one in enumerate(seconds))), NOW, HARD)

    assert (limit(found.against(BALL, T)) == "L21") is barred


def test_l21_ends_twenty_hours_after_the_session_that_used_it_up() -> None:
    found = days(past(session(5, 60)), NOW, HARD)

    assert found.tools == Barred("L21", NOW + timedelta(hours=15))
    assert days(past(session(20, 60)), NOW, HARD).tools is None


@pytest.mark.parametrize(
    ("count", "column", "barred"), [(2, HARD, False), (3, HARD, True), (2, PRECAUTION, True)]
)
def test_l22_hands_only_sessions_of_a_day(count: int, column: Column, barred: bool) -> None:
    done = [session(n + 1, 60, tool=HANDS) for n in range(count)]

    assert (limit(days(past(*done), NOW, column).hands) == "L22") is barred


def test_l22_counts_neither_walks_nor_flare_days_nor_sessions_with_a_tool() -> None:
    free = [session(1, 0), session(2, 60, tool=HANDS, routine="flare-day"), session(3, 60)]
    hands = [session(n + 4, 60, tool=HANDS) for n in range(2)]

    assert days(past(*free, *hands), NOW, HARD).hands is None


@pytest.mark.parametrize(
    ("count", "column", "barred"), [(4, HARD, False), (5, HARD, True), (3, PRECAUTION, True)]
)
def test_l23_tool_sessions_of_a_week(count: int, column: Column, barred: bool) -> None:
    regions = list(Region)
    done = [session(25 + 25 * n, 60, regions[n]) for n in range(count)]

    assert (limit(days(past(*done), NOW, column).tools) == "L23") is barred


def test_l23_ends_when_the_oldest_that_counts_is_a_week_old() -> None:
    done = [session(24 * n + 24, 60) for n in range(5)]
    found = days(past(*done), NOW, HARD).tools

    assert found == Barred("L23", NOW - timedelta(hours=120) + timedelta(days=7))


@pytest.mark.parametrize(
    ("count", "column", "barred"), [(2, HARD, False), (3, HARD, True), (2, PRECAUTION, True)]
)
def test_l24_a_near_nerve_region_takes_a_ball_three_times_a_week(
    count: int, column: Column, barred: bool
) -> None:
    done = [session(45 + 25 * n, 60) for n in range(count)]
    found = days(past(*done), NOW, column)

    assert (limit(found.ball.get(P)) == "L24") is barred
    assert found.ball.get(T) is None


def test_l24_lets_a_roller_and_other_regions_be() -> None:
    done = [session(45 + 25 * n, 60, G) for n in range(3)]
    found = days(past(*done), NOW, HARD)

    assert limit(found.against(BALL, G)) == "L24"
    assert found.against(ROLLER, G) is None
    assert found.against(BALL, P) is None
    others = [session(45 + 25 * n, 60, T) for n in range(4)]
    assert days(past(*others), NOW, HARD).against(BALL, T) is None


def test_the_bar_that_lasts_longest_is_the_one_that_is_told() -> None:
    done = [session(1, 60), *(session(24 * n + 24, 60) for n in range(4))]
    found = days(past(*done), NOW, HARD).against(BALL, P)

    assert found is not None
    assert found.until == max(NOW + timedelta(hours=19), found.until)
    assert found.limit in {"L23", "L24"}


moments = st.lists(
    st.tuples(st.floats(0, 200), st.floats(0, 120), st.sampled_from(Region), st.sampled_from(Tool)),
    max_size=12,
)


@given(moments, st.sampled_from(Region), st.sampled_from(Tool))
def test_more_in_the_past_never_allows_more_now(
    done: list[tuple[float, float, Region, Tool]], region: Region, tool: Tool
) -> None:
    whole = [session(h, s, r, t) for h, s, r, t in done]
    for column in (HARD, PRECAUTION):
        less = days(past(*whole[1:]), NOW, column).against(tool, region)
        more = days(past(*whole), NOW, column).against(tool, region)
        if less:
            assert more is not None
            assert more.until >= less.until


@given(moments, st.sampled_from(Region), st.sampled_from(Tool))
def test_care_never_bars_less_and_every_bar_ends(
    done: list[tuple[float, float, Region, Tool]], region: Region, tool: Tool
) -> None:
    whole = past(*(session(h, s, r, t) for h, s, r, t in done))
    hard = days(whole, NOW, HARD).against(tool, region)
    care = days(whole, NOW, PRECAUTION).against(tool, region)
    if hard:
        assert care is not None
        assert days(whole, hard.until, HARD).against(tool, region) != hard
    if care:
        assert care.until > NOW
