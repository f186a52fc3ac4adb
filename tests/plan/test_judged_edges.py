"""A check-in, word by word: what is still to be told, and what the telling comes to."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from sciacoach.plan.judged import (
    Judged,
    Situation,
    body_of,
    judged,
    merged,
    missing,
    touch_missing,
)
from sciacoach.plan.next_day import Morning, Sign
from sciacoach.plan.past import PastSession
from sciacoach.plan.told import Average, Told, Touch
from sciacoach.screening.answers import ALL_REGIONS, Given
from sciacoach.screening.clearance import Verdict
from sciacoach.screening.items import Answer
from sciacoach.vocabulary import Lowest, Region

NOW = datetime(2026, 11, 22, 19, 0, tzinfo=UTC)
SESSION = PastSession("s", "x", NOW - timedelta(hours=30), (), "completed", False)
FIRST = Situation(NOW, SESSION, before=Average(leg=3))
AGAIN = replace(FIRST, session=replace(SESSION, told_at=NOW - timedelta(hours=5)))
ANY_DAY = Situation(NOW)
ASKED = (Sign.LASTING, Sign.BRUISE, Sign.CALF, Sign.BREATHLESS, Sign.DARK_URINE)
YES, NO, NOT_SURE = Answer.YES, Answer.NO, Answer.NOT_SURE
FINE = Told(Morning.SAME, dict.fromkeys(ASKED, NO))


# ---- what is asked ----


def test_a_growing_bruise_is_asked_of_people_with_blood_thinners_alone() -> None:
    assert FIRST.signs == ASKED
    assert replace(FIRST, thinners=True).signs == (*ASKED[:2], Sign.GROWING, *ASKED[2:])


def test_how_old_a_session_is_counts_from_its_start() -> None:
    assert FIRST.age == timedelta(hours=30)
    assert ANY_DAY.age == timedelta(0)


def test_the_first_telling_needs_the_morning_and_every_sign() -> None:
    assert missing(FIRST, Told()) == ("morning", *ASKED)
    assert missing(FIRST, Told(Morning.SAME)) == ASKED
    assert missing(FIRST, replace(FINE, morning=None)) == ("morning",)
    assert missing(FIRST, FINE) == ()
    assert missing(FIRST, Told(Morning.SAME, dict.fromkeys(ASKED[1:], NO))) == ("lasting",)


def test_a_reading_of_any_day_needs_something() -> None:
    assert missing(ANY_DAY, Told()) == ("pain",)
    assert missing(ANY_DAY, Told(average=Average(leg=2))) == ()


@pytest.mark.parametrize(
    ("least", "now", "asked"), [(1, 3, True), (1, 2, False), (None, 9, False), (1, None, False)]
)
def test_weakness_that_went_up_asks_about_a_weaker_leg(
    least: int | None, now: int | None, asked: bool
) -> None:
    at = replace(AGAIN, least_weakness=least)
    told = Told(average=Average(weakness=now))
    assert missing(at, told) == (("weaker",) if asked else ())
    assert missing(at, replace(told, signs={Sign.WEAKER: NO})) == ()


def test_the_touch_test_asks_for_what_is_new_only_where_it_was_not_passed() -> None:
    assert touch_missing(Told()) == ("touch",)
    assert touch_missing(Told(touch=Touch(YES))) == ()
    assert touch_missing(Told(touch=Touch(NO))) == ("touch.new",)
    assert touch_missing(Told(touch=Touch(NOT_SURE))) == ("touch.new",)
    assert touch_missing(Told(touch=Touch(NO, NO))) == ()


# ---- what it comes to ----


def test_leg_pain_that_is_up_all_day_after_the_session_lasts() -> None:
    up = replace(FINE, average=Average(leg=5))
    assert judged(FIRST, up).rule == "N3"
    assert judged(FIRST, replace(FINE, average=Average(leg=4))).rule is None
    assert judged(FIRST, FINE).rule is None
    young = replace(FIRST, session=replace(SESSION, started_at=NOW - timedelta(hours=23)))
    assert judged(young, up).rule is None
    assert judged(replace(FIRST, earlier_n3=True), up).rules == ("N4", "N3")


def test_without_a_session_a_morning_and_what_lasts_say_nothing_and_danger_speaks() -> None:
    told = Told(Morning.WORSE_LONGER, {Sign.LASTING: YES}, Average(leg=9))
    assert judged(ANY_DAY, told).rules == ()
    assert judged(FIRST, told).rules == ("N3", "N2")
    assert judged(ANY_DAY, Told(signs={Sign.DARK_URINE: YES})).rules == ("N6",)


@pytest.mark.parametrize(
    ("found", "locks"),
    [
        (Judged((), {}, ()), False),
        (Judged(("N4",), {}, (("N4", Verdict.SEE_CLINICIAN),)), True),
        (Judged((), {"RF08": Given(YES)}, ()), True),
        (Judged((), {"C16": Given(YES)}, ()), False),
    ],
)
def test_a_lock_comes_of_a_rule_or_of_an_answer(found: Judged, locks: bool) -> None:
    assert found.locks_something is locks


def test_signs_are_answers_to_their_questions_as_they_were_told() -> None:
    told = Told(Morning.SAME, {Sign.CALF: NOT_SURE, Sign.WEAKER: YES, Sign.BREATHLESS: NO})
    assert judged(FIRST, told).answers == {"RF24": Given(NOT_SURE), "RF08": Given(YES)}


def test_skin_that_feels_less_is_numb_there_and_new_numbness_is_its_own_answer() -> None:
    calf = frozenset({Region.CALVES})
    assert judged(FIRST, Told(touch=Touch(YES, where=calf))).answers == {}
    assert judged(FIRST, Told(touch=Touch(NO, NO, calf))).answers == {"C16": Given(YES, calf)}
    unsure = judged(FIRST, Told(touch=Touch(NOT_SURE, YES))).answers
    assert unsure == {"C16": Given(NOT_SURE, ALL_REGIONS), "RF21": Given(YES)}


# ---- what is kept ----


def test_a_check_in_is_kept_with_everything_that_was_told() -> None:
    told = Told(Morning.BRUISE, {Sign.LASTING: YES, Sign.CALF: NO}, Average(1, 2, Lowest.CALF, 3))
    assert body_of(FIRST, told, judged(FIRST, told)) == {
        "at": NOW.isoformat(),
        "morning": "bruise",
        "rule": "N3",
        "rules": ["N3", "N2"],
        "signs": ["lasting"],
        "leg": 1,
        "back": 2,
        "lowest": "calf",
        "tingling": 3,
        "weakness": None,
    }
    silent = body_of(FIRST, FINE, judged(FIRST, FINE))
    assert (silent["leg"], silent["rule"], silent["signs"]) == (None, None, [])


def test_a_rule_that_was_kept_without_its_list_is_not_lost() -> None:
    now = body_of(FIRST, FINE, judged(FIRST, FINE))
    assert merged({"at": "1", "rule": "N3"}, now)["rules"] == ["N3"]


def test_a_second_telling_adds_readings_and_leaves_the_first_ones() -> None:
    first = {"at": "1", "rule": None, "leg": 4, "note": "stiff"}
    again = replace(FINE, average=Average(leg=1, back=2))
    both = merged(first, body_of(AGAIN, again, judged(AGAIN, again)))
    assert (both["leg"], both["back"], both["note"], both["at"]) == (4, 2, "stiff", "1")
