"""The stop rules at their edges: exactly two points, exactly three, exactly seven."""

import pytest

from sciacoach.screening.clearance import Verdict
from sciacoach.session.stop_rules import Action, Lock, Reading, Watch
from sciacoach.vocabulary import Lowest

START = Reading(leg=3, back=2, lowest=Lowest.BUTTOCK)


def rule(now: Reading, start: Reading = START) -> str | None:
    found = Watch(start).reading(now)
    return found.rule if found else None


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (Reading(leg=5), "D7"),
        (Reading(leg=4), "D14"),
        (Reading(leg=3), "D14"),
        (Reading(leg=2), "D13"),
        (Reading(back=5), "D8"),
        (Reading(back=4), None),
        (Reading(leg=3, back=5), "D8"),
        (Reading(leg=5, back=5), "D7"),
        (Reading(lowest=Lowest.THIGH), "D5"),
        (Reading(lowest=Lowest.BUTTOCK), "D14"),
        (Reading(lowest=Lowest.BACK), "D13"),
        (Reading(leg=9, back=9, lowest=Lowest.THIGH), "D5"),
        (Reading(leg=5, lowest=Lowest.BACK), "D7"),
        (Reading(leg=4, lowest=Lowest.BACK), "D13"),
        (Reading(leg=2, lowest=Lowest.BUTTOCK), "D13"),
        (Reading(), None),
    ],
)
def test_a_reading_speaks_from_two_points_in_the_leg_and_three_in_the_back(
    now: Reading, expected: str | None
) -> None:
    assert rule(now) == expected


@pytest.mark.parametrize(
    "now", [Reading(leg=9), Reading(back=9), Reading(lowest=Lowest.FOOT), Reading(9, 9)]
)
def test_what_was_not_told_at_the_start_is_never_zero(now: Reading) -> None:
    assert rule(now, Reading()) is None


def test_no_pain_at_the_start_is_a_number_like_any_other() -> None:
    assert rule(Reading(leg=2), Reading(leg=0)) == "D7"
    assert rule(Reading(leg=0), Reading(leg=1)) == "D13"
    assert rule(Reading(leg=0), Reading(leg=0)) == "D14"
    assert rule(Reading(back=3), Reading(back=0)) == "D8"
    assert rule(Reading(lowest=Lowest.BACK), Reading(lowest=Lowest.NONE)) == "D5"


@pytest.mark.parametrize(
    ("discomfort", "ceiling", "expected"),
    [(7, 5, "D10"), (7, None, "D10"), (6, None, None), (6, 5, "D9"), (5, 5, None), (7, 9, "D10")],
)
def test_discomfort_speaks_above_the_ceiling_and_from_seven(
    discomfort: int, ceiling: int | None, expected: str | None
) -> None:
    found = Watch(START).local(discomfort, ceiling)
    assert (found.rule if found else None) == expected


def test_too_much_twice_ends_the_step_and_a_number_in_between_does_not() -> None:
    watch = Watch(START)
    actions = [found.action if (found := watch.local(n, 4)) else None for n in (5, 4, 5, 5, 5)]
    assert actions == [Action.EASE, None, Action.EASE, Action.END_STEP, Action.EASE]


@pytest.mark.parametrize(
    ("first", "now", "still"),
    [
        (Reading(lowest=Lowest.CALF), Reading(lowest=Lowest.THIGH), True),
        (Reading(lowest=Lowest.CALF), Reading(lowest=Lowest.BUTTOCK), False),
        (Reading(lowest=Lowest.CALF), Reading(leg=9), None),
        (Reading(leg=6), Reading(leg=5), True),
        (Reading(leg=6), Reading(leg=4), False),
        (Reading(leg=6), Reading(lowest=Lowest.FOOT), None),
        (Reading(back=6), Reading(back=5), True),
        (Reading(back=6), Reading(back=4), False),
        (Reading(back=6), Reading(leg=9), None),
    ],
)
def test_a_recheck_is_answered_by_what_it_is_about_alone(
    first: Reading, now: Reading, still: bool | None
) -> None:
    watch = Watch(START)
    watch.reading(first)
    assert watch.still_so(now) is still


def test_a_word_that_nobody_knows_weighs_no_more_than_what_is_being_asked() -> None:
    watch = Watch(START)
    watch.wrong("numb")
    assert not watch.is_worse("strange")
    assert watch.is_worse("saddle")


@pytest.mark.parametrize(("asked", "again"), [("numb", "weak"), ("saddle", "bladder")])
def test_another_word_for_what_is_being_asked_does_not_begin_it_anew(
    asked: str, again: str
) -> None:
    watch = Watch(START)
    watch.wrong(asked)
    assert not watch.is_worse(again)


def test_the_panic_questions_begin_anew_each_time() -> None:
    watch = Watch(START)
    first = watch.wrong("other").ask
    watch.answer(False)
    assert watch.question() != first
    assert watch.wrong("other").ask == first


def test_the_walking_question_locks_as_urgent_and_the_others_as_an_emergency() -> None:
    locks = []
    for answers in ([True], [False, True], [False, False, False]):
        watch = Watch(START)
        watch.wrong("other")
        decisions = [watch.answer(answer) for answer in answers]
        locks.append(decisions[-1].lock)
    assert locks == [
        Lock("D1", ("RF05", "RF07"), Verdict.EMERGENCY, confirmed=True),
        Lock("D1", ("RF08",), Verdict.EMERGENCY, confirmed=True),
        Lock("cannot_stand", ("RF26",), Verdict.URGENT, confirmed=True),
    ]


def test_two_zaps_move_and_close_and_every_later_one_ends() -> None:
    watch = Watch(START)
    assert [watch.wrong("electric").action for _ in range(4)] == [
        Action.MOVE_SPOT, Action.END_REGION, Action.END_SESSION, Action.END_SESSION,
    ]  # fmt: skip
