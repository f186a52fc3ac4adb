"""Which set is due, what it asks, and what is still open."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from screen_kit import NOW, ago, all_no, given, part, standing, whole

from sciacoach.screening.answers import Experience, Facts
from sciacoach.screening.catalogue import catalogue
from sciacoach.screening.contained import change_items, own_items
from sciacoach.screening.items import SetName
from sciacoach.screening.log import Cleared, FullWanted, NewSpell
from sciacoach.screening.sets import (
    Kind,
    change_sheets,
    due,
    largest,
    missing,
    needed,
    question_of,
    required,
    sheets,
)

NOBODY = Experience()
BEFORE = Experience(session_at=(ago(days=1),), last_session_at=ago(days=1))


def last(at: datetime | None) -> Experience:
    return Experience(last_session_at=at)


# ---- due ----


def test_the_first_run_asks_everything() -> None:
    assert due(standing(), NOBODY, NOW) is SetName.FULL
    assert due(standing(part({"RF20": "yes"})), NOBODY, NOW) is SetName.FULL
    assert due(standing(whole(name=SetName.DAILY)), NOBODY, NOW) is SetName.FULL


@pytest.mark.parametrize(("days", "expected"), [(6.9, "daily"), (7, "weekly"), (13.9, "weekly")])
def test_a_week_makes_the_weekly_set_due(days: float, expected: str) -> None:
    assert due(standing(whole(at=ago(days=days))), NOBODY, NOW) == expected


def test_the_week_runs_from_the_last_full_or_weekly_set() -> None:
    log = (whole(at=ago(days=10)), whole(name=SetName.WEEKLY, at=ago(days=3)))
    assert due(standing(*log), last(ago(days=1)), NOW) is SetName.DAILY
    daily = (whole(at=ago(days=8)), whole(name=SetName.DAILY, at=ago(days=1)))
    assert due(standing(*daily), last(ago(days=1)), NOW) is SetName.WEEKLY


def test_fourteen_days_without_a_session_make_the_full_set_due() -> None:
    log = (whole(at=ago(days=30)), whole(name=SetName.WEEKLY, at=ago(days=1)))
    assert due(standing(*log), last(ago(days=13.9)), NOW) is SetName.DAILY
    assert due(standing(*log), last(ago(days=14)), NOW) is SetName.FULL
    assert due(standing(*log), last(None), NOW) is SetName.FULL
    assert due(standing(*log, whole()), last(ago(days=14)), NOW) is SetName.DAILY


def test_another_version_makes_the_full_set_due() -> None:
    old = replace(whole(), version="2025-01-01")
    assert due(standing(old), NOBODY, NOW) is SetName.FULL


@pytest.mark.parametrize(
    "entry",
    [Cleared(NOW, "Dr. Lee", NOW.date()), NewSpell(NOW), FullWanted(NOW, "D1")],
)
def test_clearing_a_new_spell_and_panic_make_the_full_set_due(entry: Cleared) -> None:
    assert due(standing(whole(), entry), NOBODY, NOW) is SetName.FULL
    assert due(standing(whole(), entry, whole()), NOBODY, NOW) is SetName.DAILY


@pytest.mark.parametrize("name", ["C08", "RF22"])
def test_a_fever_that_is_over_makes_the_full_set_due_once(name: str) -> None:
    log = (whole(at=ago(days=4)), part({name: "yes"}, at=ago(hours=49)))
    assert due(standing(*log), NOBODY, NOW - timedelta(hours=2)) is SetName.DAILY
    assert due(standing(*log), NOBODY, NOW) is SetName.FULL
    assert due(standing(*log, whole()), NOBODY, NOW) is SetName.DAILY


def test_a_screen_from_the_future_is_not_believed() -> None:
    later = NOW + timedelta(minutes=3)
    assert due(standing(whole(at=later)), NOBODY, NOW) is SetName.FULL
    log = (whole(at=ago(days=1)), whole(name=SetName.WEEKLY, at=later))
    assert due(standing(*log), NOBODY, NOW) is SetName.FULL
    assert due(standing(whole(at=NOW + timedelta(minutes=1))), NOBODY, NOW) is SetName.DAILY


# ---- needed ----


def test_a_screen_is_good_for_half_an_hour_and_one_session() -> None:
    state = standing(whole(at=ago(minutes=29)))
    assert needed(state, NOBODY, NOW) is None
    assert needed(standing(whole(at=ago(minutes=30))), NOBODY, NOW) is SetName.DAILY
    assert needed(state, last(ago(minutes=40)), NOW) is None
    assert needed(state, last(ago(minutes=10)), NOW) is SetName.DAILY
    assert needed(standing(), NOBODY, NOW) is SetName.FULL


def test_a_daily_screen_does_for_a_daily_need_alone() -> None:
    log = (whole(at=ago(days=8)), whole(name=SetName.DAILY))
    assert needed(standing(*log), NOBODY, NOW) is SetName.WEEKLY
    log = (whole(at=ago(days=2)), whole(name=SetName.DAILY))
    assert needed(standing(*log), NOBODY, NOW) is None


def test_answers_of_this_morning_may_be_handed_in_now() -> None:
    early = replace(whole(), answered_at=ago(hours=11))
    assert needed(standing(early), NOBODY, NOW) is None


# ---- pages ----


def test_the_full_set_has_seven_pages() -> None:
    found = sheets(SetName.FULL, standing(), NOBODY)
    assert [s.id for s in found] == ["new", "now", "how", "told", "body", "places", "you"]
    assert [s.kind for s in found] == [Kind.LABELS] * 6 + [Kind.YOU]
    assert len([i for s in found for i in s.items]) == 83


def test_soreness_is_asked_once_a_session_with_contact_exists() -> None:
    for name in SetName:
        before = [i for s in sheets(name, standing(), NOBODY) for i in s.items]
        after = [i for s in sheets(name, standing(), BEFORE) for i in s.items]
        assert "P19" not in before
        assert after.count("P19") == 1


def test_the_daily_set_is_seven_lines_and_twenty_items() -> None:
    (sheet,) = sheets(SetName.DAILY, standing(), BEFORE)
    assert len(sheet.lines) == 7
    assert len(sheet.items) == 20
    (first,) = sheets(SetName.DAILY, standing(), NOBODY)
    assert len(first.lines) == 6


def test_the_weekly_set_adds_its_items_and_the_walking_test() -> None:
    found = sheets(SetName.WEEKLY, standing(), NOBODY)
    assert [s.id for s in found] == ["daily", "week", "walk"]
    assert found[-1].items == ("W1",)
    assert len(found[1].items) == 18


def test_places_that_stand_are_asked_again_weekly() -> None:
    state = standing(whole({"C10": given("yes", "ql"), "P14": "not_sure", "P02": "yes"}))
    found = {s.id: s for s in sheets(SetName.WEEKLY, state, NOBODY)}
    assert found["again"].items == ("C10", "P14")


def test_a_cleared_item_is_asked_for_a_change() -> None:
    cleared = Cleared(NOW, "Dr. Lee", date(2026, 11, 20), ("RF20", "RF40"))
    state = standing(whole({"RF20": "yes", "RF40": "yes"}), cleared)
    full = {i: s for s in sheets(SetName.FULL, state, NOBODY) for i in s.items}
    asked = "foot drags or slaps: worse or different since 2026-11-20?"
    assert full["RF20"].label("RF20") == asked
    assert "worse or different since 2026-11-20" in full["RF40"].question("RF40")
    assert full["RF21"].label("RF21") == "numbness spreading"
    assert full["RF21"].question("RF21").startswith("Is numbness")
    (daily,) = sheets(SetName.DAILY, state, NOBODY)
    assert [line.label for line in daily.lines][-1] == asked
    assert "RF20" not in daily.lines[1].items


def test_a_line_whose_items_all_stand_apart_is_left_out() -> None:
    cleared = Cleared(NOW, "Dr. Lee", date(2026, 11, 20), ("RF24", "RF14", "RF15"))
    state = standing(whole({"RF24": "yes", "RF14": "yes", "RF15": "yes"}), cleared)
    (daily,) = sheets(SetName.DAILY, state, NOBODY)
    assert "D-4" not in [line.id for line in daily.lines]
    assert {"RF24", "RF14", "RF15"} <= set(daily.items)


def test_a_change_opens_three_pages() -> None:
    assert [s.id for s in change_sheets(standing())] == ["told", "body", "places"]
    yes = {"CH1": given("yes")}
    assert set(change_items()) <= set(required(SetName.DAILY, standing(), NOBODY, yes))
    no = {"CH1": given("no")}
    assert len(required(SetName.DAILY, standing(), NOBODY, no)) == 19


def test_what_is_missing_is_told_in_the_order_of_the_pages() -> None:
    answers = all_no()
    del answers["P02"], answers["RF01"]
    assert missing(SetName.FULL, standing(), NOBODY, answers) == ("RF01", "P02")


def test_a_file_that_answers_a_larger_set_counts_as_that_set() -> None:
    assert largest(SetName.DAILY, standing(), NOBODY, all_no()) is SetName.FULL
    weekly = all_no(SetName.WEEKLY)
    assert largest(SetName.DAILY, standing(), NOBODY, weekly) is SetName.WEEKLY
    assert largest(SetName.FULL, standing(), NOBODY, weekly) is None
    assert largest(SetName.DAILY, standing(), NOBODY, all_no(SetName.DAILY)) is SetName.DAILY
    assert largest(SetName.DAILY, standing(), NOBODY, {}) is None


def test_every_question_can_be_found() -> None:
    for name in SetName:
        for item in own_items(name):
            assert question_of(item).question
    assert question_of("CH1") is catalogue().change.item


def test_facts_are_kept_until_they_are_said_again() -> None:
    log = (whole(facts=Facts(age=40)), whole(facts=Facts(began=date(2026, 11, 1))))
    assert standing(*log).facts == Facts(age=40, began=date(2026, 11, 1))
