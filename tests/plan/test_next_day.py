"""The next-day rules N1 to N7, and what earlier sessions still rule out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciacoach.data import json_file
from sciacoach.plan.days import Barred
from sciacoach.plan.next_day import (
    HALF,
    LOCKS,
    RULES,
    SIGN_ITEMS,
    Effects,
    Morning,
    Said,
    Sign,
    applying,
    effects,
    is_lower,
    lasts_by_average,
    leg_is_up,
    severity,
    told_about,
    untold,
    weakness_is_up,
)
from sciacoach.plan.past import Past, PastContact, PastSession
from sciacoach.routine.limits import Column
from sciacoach.screening.catalogue import catalogue
from sciacoach.screening.clearance import Verdict
from sciacoach.vocabulary import Lowest, Position, Region, Side, Tool

NOW = datetime(2026, 11, 22, 19, 0, tzinfo=UTC)
PRESSED = (Region.PIRIFORMIS, Region.GLUTE_MAX)


def first_rule(said: Said) -> str | None:
    return next(iter(applying(said)), None)


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


def session(
    age_h: float,
    rule: str | None = None,
    *,
    rules: Sequence[str] = (),
    calm: bool = False,
    told_h: float | None = None,
    regions: Sequence[Region] = PRESSED,
    outcome: str = "completed",
) -> PastSession:
    """A session so many hours ago; `told_h` is how long ago its check-in was given."""
    told = told_h if told_h is not None or rule is None else age_h
    return PastSession(
        id=f"s{age_h}",
        routine="piriformis",
        started_at=NOW - hours(age_h),
        contacts=tuple(
            PastContact(one, Tool.TENNIS_BALL, Side.LEFT, 40.0, True, Position.WALL)
            for one in regions
        ),
        outcome=outcome,
        calm=calm,
        rules=tuple(rules),
        next_day=rule,
        told_at=None if told is None else NOW - hours(told),
    )


def after(*sessions: PastSession, column: Column = Column.HARD) -> Effects:
    return effects(Past(tuple(sessions)), NOW, column)


# ---- which rule -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        (Said(Morning.BETTER), None),
        (Said(Morning.SAME), None),
        (Said(Morning.WORSE_UNDER_36H), "N1"),
        (Said(Morning.WORSE_LONGER), "N2"),
        (Said(Morning.BRUISE), "N2"),
        (Said(Morning.SAME, frozenset({Sign.LASTING})), "N3"),
        (Said(Morning.SAME, frozenset({Sign.LASTING}), earlier_n3=True), "N4"),
        (Said(Morning.SAME, frozenset({Sign.BRUISE})), "N5"),
        (Said(Morning.SAME, frozenset({Sign.GROWING})), "N5"),
        (Said(Morning.SAME, frozenset({Sign.DARK_URINE})), "N6"),
        (Said(Morning.SAME, frozenset({Sign.CALF})), "N7"),
        (Said(Morning.SAME, frozenset({Sign.BREATHLESS})), "N7"),
        (Said(Morning.SAME, frozenset({Sign.WEAKER})), None),
        (Said(), None),
    ],
)
def test_each_rule_speaks_for_what_it_looks_for(said: Said, rule: str | None) -> None:
    assert first_rule(said) == rule


def test_the_most_severe_rule_is_first_and_none_is_lost() -> None:
    everything = Said(Morning.WORSE_LONGER, frozenset(Sign), earlier_n3=True)
    assert applying(everything) == ("N6", "N7", "N5", "N4", "N3", "N2")


def test_an_earlier_n3_alone_is_no_n4() -> None:
    assert first_rule(Said(Morning.SAME, earlier_n3=True)) is None


def test_the_order_of_the_data_is_that_of_the_code() -> None:
    words = json_file("checkin.json")
    assert tuple(words["order"]) == tuple(reversed(RULES))
    assert set(words["rules"]) == set(RULES)
    assert set(words["signs"]) == set(Sign)
    assert set(words["mornings"]) == set(Morning)


def test_n4_and_n5_lock_by_themselves_and_the_signs_by_their_items() -> None:
    assert LOCKS == {"N4": Verdict.SEE_CLINICIAN, "N5": Verdict.URGENT}
    verdicts = {sign: catalogue().by_id[item].verdict for sign, item in SIGN_ITEMS.items()}
    assert verdicts == {
        Sign.CALF: Verdict.URGENT,
        Sign.BREATHLESS: Verdict.EMERGENCY,
        Sign.DARK_URINE: Verdict.EMERGENCY,
        Sign.WEAKER: Verdict.EMERGENCY,
    }


saids = st.builds(
    Said,
    st.none() | st.sampled_from(Morning),
    st.frozensets(st.sampled_from(Sign)),
    st.booleans(),
)


@given(saids, st.frozensets(st.sampled_from(Sign)), st.booleans(), st.sampled_from(Morning))
def test_a_worse_answer_never_gives_a_milder_rule(
    said: Said, more: frozenset[Sign], earlier: bool, morning: Morning
) -> None:
    badness = -1 if said.morning is None else said.morning.badness
    worse = Said(
        morning if morning.badness > badness else said.morning,
        said.signs | more,
        said.earlier_n3 or earlier,
    )
    assert severity(first_rule(worse)) >= severity(first_rule(said))
    # Every effect of a rule is in those of the severer ones, so that less cannot follow.
    assert max(map(severity, applying(worse)), default=0) == severity(first_rule(worse))


# ---- readings -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "now", "up"),
    [(3, 5, True), (3, 4, False), (5, 3, False), (None, 9, False), (3, None, False)],
)
def test_leg_pain_is_up_from_2_points_on(before: int | None, now: int | None, up: bool) -> None:
    assert leg_is_up(before, now) is up


def test_an_average_tells_that_it_lasts_only_when_it_is_all_after_the_session() -> None:
    assert lasts_by_average(3, 5, hours(24))
    assert not lasts_by_average(3, 5, hours(23.9))
    assert not lasts_by_average(3, 4, hours(48))


def test_lower_is_further_down_the_leg() -> None:
    assert is_lower(Lowest.BUTTOCK, Lowest.CALF)
    assert not is_lower(Lowest.CALF, Lowest.CALF)
    assert not is_lower(None, Lowest.FOOT)
    assert not is_lower(Lowest.CALF, None)


def test_weakness_is_up_from_2_points_on() -> None:
    assert weakness_is_up(1, 3)
    assert not weakness_is_up(1, 2)
    assert not weakness_is_up(None, 9)
    assert not weakness_is_up(1, None)


# ---- which session ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("age_h", "asked"), [(5.9, False), (6, True), (24, True), (14 * 24, True), (14 * 24.1, False)]
)
def test_a_session_is_told_about_from_6_hours_to_14_days(age_h: float, asked: bool) -> None:
    one = session(age_h)
    assert told_about(Past((one,)), NOW) is (one if asked else None)


def test_the_last_session_with_contact_is_asked_about() -> None:
    first, walk, young = session(48), session(24, regions=()), session(2)
    assert told_about(Past((first, walk, young)), NOW) is first
    assert told_about(Past(()), NOW) is None


def test_a_running_session_is_not_asked_about() -> None:
    assert told_about(Past((session(24, outcome="running"),)), NOW) is None


def test_who_has_told_is_not_asked_again_nor_for_an_older_session() -> None:
    told, older = session(24, told_h=10), session(72)
    assert untold(Past((older, told)), NOW) is None
    assert untold(Past((older,)), NOW) is older
    assert untold(Past(()), NOW) is None


# ---- what follows ---------------------------------------------------------------------------


@pytest.mark.parametrize("rule", [None, "N1"])
def test_n1_and_nothing_to_say_change_nothing(rule: str | None) -> None:
    assert after(session(24, rule)) == Effects()


def test_n2_takes_tools_from_its_regions_for_48_hours_and_halves() -> None:
    found = after(session(60, "N2", told_h=10))
    bar = Barred("N2", NOW + hours(38))
    assert found == Effects(region=dict.fromkeys(PRESSED, bar), dose=(HALF, "N2"))
    assert found.against(Tool.SOFT_BALL, Region.PIRIFORMIS) == bar
    assert found.against(Tool.HANDS, Region.PIRIFORMIS) is None
    assert found.against(Tool.SOFT_BALL, Region.CALVES) is None


@pytest.mark.parametrize("rule", ["N3", "N4", "N5", "N6", "N7"])
def test_n3_and_worse_take_all_tools_for_48_hours_then_half_and_no_floor(rule: str) -> None:
    found = after(session(60, rule, told_h=10))
    bar = Barred(rule, NOW + hours(38))
    assert found.tools == bar
    assert found.only == ("flare-day", bar)
    assert found.dose == (HALF, rule)
    assert found.no_floor == rule
    assert found.against(Tool.FOAM_ROLLER, Region.CALVES) == bar


def test_d5_takes_tools_from_the_last_region_for_48_hours_then_half_and_no_floor() -> None:
    found = after(session(10, rules=("D13", "D5")))
    assert found.region == {Region.GLUTE_MAX: Barred("D5", NOW + hours(38))}
    assert (found.tools, found.only) == (None, None)
    assert (found.dose, found.no_floor) == ((HALF, "D5"), "D5")


def test_d5_without_contact_still_halves() -> None:
    found = after(session(10, rules=("D5",), regions=()))
    assert (found.region, found.no_floor) == ({}, "D5")


def test_l28_is_72_hours_with_a_precaution() -> None:
    found = after(session(60, "N3", told_h=10), column=Column.PRECAUTION)
    assert found.tools == Barred("N3", NOW + hours(62))


@pytest.mark.parametrize("rule", ["N2", "N3"])
def test_after_the_days_off_the_half_dose_stays(rule: str) -> None:
    found = after(session(100, rule, told_h=48))
    assert (found.region, found.tools, found.only) == ({}, None, None)
    assert found.dose == (HALF, rule)


def test_a_calm_session_ends_the_half_dose_and_not_the_days_off() -> None:
    bad, calm = session(60, "N3", told_h=40), session(20, calm=True, told_h=1)
    found = after(bad, calm)
    assert found.tools == Barred("N3", NOW + hours(8))
    assert (found.dose, found.no_floor) == (None, None)


def test_the_last_of_two_rules_is_named() -> None:
    found = after(session(90, rules=("D5",)), session(60, "N2", told_h=10))
    assert (found.dose, found.no_floor) == ((HALF, "N2"), "D5")
    both = after(session(40, "N2", told_h=20, rules=("D5",)))
    assert both.region[Region.GLUTE_MAX] == Barred("N2", NOW + hours(28))
    assert (both.dose, both.no_floor) == ((HALF, "N2"), "D5")


def test_a_check_in_of_the_future_counts_as_now() -> None:
    assert after(session(20, "N3", told_h=-99)).tools == Barred("N3", NOW + hours(48))


def test_one_that_does_not_say_when_counts_from_its_session() -> None:
    one = replace(session(20, "N3"), told_at=None)
    assert after(one).tools == Barred("N3", NOW + hours(28))


def _bar(barred: Barred | None) -> datetime:
    return barred.until if barred else NOW


ages = st.lists(st.integers(1, 400), min_size=1, max_size=4, unique=True)


@given(st.data(), ages, st.sampled_from([Column.HARD, Column.PRECAUTION]))
def test_a_worse_morning_never_opens_anything(
    data: st.DataObject, ages_h: list[int], column: Column
) -> None:
    rules = st.sampled_from([None, *RULES])
    sessions = []
    for age in sorted(ages_h, reverse=True):
        rule = data.draw(rules)
        calm = severity(rule) <= severity("N1") and data.draw(st.booleans())
        stopped = data.draw(st.sampled_from([(), ("D5",)])) if not calm else ()
        sessions.append(session(age, rule, rules=stopped, calm=calm))
    place = data.draw(st.integers(0, len(sessions) - 1))
    worse_rule = data.draw(
        rules.filter(lambda r: severity(r) >= severity(sessions[place].next_day))
    )
    calm = sessions[place].calm and severity(worse_rule) <= severity("N1")
    told = sessions[place].told_at or sessions[place].started_at
    worse = list(sessions)
    worse[place] = replace(worse[place], next_day=worse_rule, calm=calm, told_at=told)

    mild, hard = after(*sessions, column=column), after(*worse, column=column)
    for region in Region:
        for tool in (Tool.SOFT_BALL, Tool.FOAM_ROLLER):
            assert _bar(hard.against(tool, region)) >= _bar(mild.against(tool, region))
    assert _bar(hard.only and hard.only[1]) >= _bar(mild.only and mild.only[1])
    assert hard.dose or not mild.dose
    assert hard.no_floor or not mild.no_floor
