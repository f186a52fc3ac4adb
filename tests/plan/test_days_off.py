"""L28: the days off after a flare, in the column that binds, and what comes after them."""

from datetime import timedelta

import pytest

from people import NOW
from sciacoach.plan.next_day import effects
from sciacoach.plan.past import Past, PastContact, PastSession
from sciacoach.routine.limits import Column, limits
from sciacoach.vocabulary import Position, Region, Side, Tool

BALL, HANDS = Tool.TENNIS_BALL, Tool.HANDS
SORE, OTHER = Region.GLUTE_MAX, Region.TFL_ITB
PRESSED = (PastContact(SORE, BALL, Side.LEFT, 40.0, True, Position.WALL),)


def after(hours: float, *, stop: str | None = None, morning: str | None = None) -> Past:
    """One session so many hours ago, with a stop rule in it or a next-day rule after it."""
    began = NOW - timedelta(hours=hours)
    rules = (stop,) if stop else ()
    told = began if morning else None
    session = PastSession("s", "x", began, PRESSED, "safety", False, rules, morning, told)
    return Past((session,))


@pytest.mark.parametrize(("column", "days"), [(Column.HARD, 2), (Column.PRECAUTION, 3)])
@pytest.mark.parametrize("rule", [{"stop": "D5"}, {"morning": "N2"}, {"morning": "N3"}])
def test_the_days_off_are_those_of_the_limit(
    rule: dict[str, str], column: Column, days: int
) -> None:
    named = column if column is Column.PRECAUTION else Column.DEFAULT
    assert limits()["L28"].bound(named) == timedelta(days=days).total_seconds()
    hours = days * 24
    barred = effects(after(hours - 0.1, **rule), NOW, column).against(BALL, SORE)
    assert barred is not None
    assert barred.until == NOW + timedelta(hours=0.1)
    assert effects(after(hours, **rule), NOW, column).against(BALL, SORE) is None


def test_hands_are_never_off_and_other_regions_only_after_leg_pain_that_lasts() -> None:
    for rule in ({"stop": "D5"}, {"morning": "N2"}, {"morning": "N3"}):
        found = effects(after(10, **rule), NOW)
        assert found.against(HANDS, SORE) is None
        assert (found.against(BALL, OTHER) is not None) is (rule == {"morning": "N3"})


@pytest.mark.parametrize("rule", [{"stop": "D5"}, {"morning": "N2"}, {"morning": "N3"}])
def test_half_of_the_time_comes_after_the_days_off(rule: dict[str, str]) -> None:
    (name,) = rule.values()
    assert effects(after(100, **rule), NOW).dose == (0.5, name)
