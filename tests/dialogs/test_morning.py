"""The check-in at a terminal: what is asked, read back, asked once more."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from sciacoach.dialogs.morning import Signs, Wants, ask_morning, ask_touch, read_average
from sciacoach.dialogs.talk import Talk
from sciacoach.plan.next_day import Morning, Sign
from sciacoach.plan.told import NOT_GIVEN, Average, Told, Touch
from sciacoach.screening.answers import ALL_REGIONS
from sciacoach.screening.catalogue import catalogue
from sciacoach.screening.items import Answer
from sciacoach.vocabulary import Lowest, Region

LIST = (Sign.LASTING, Sign.BRUISE, Sign.CALF, Sign.BREATHLESS, Sign.DARK_URINE)
WANTS = Wants("How was it?", LIST, age=timedelta(hours=12))
YES, NO, NOT_SURE = Answer.YES, Answer.NO, Answer.NOT_SURE
AVERAGE = Average(2, 1, Lowest.BUTTOCK, 0, 0)
ROW = "2 1 buttock 0 0"


class Person:
    """Types `lines`, and keeps what was shown."""

    def __init__(self, *lines: str) -> None:
        self._lines: Iterator[str] = iter(lines)
        self.shown: list[str] = []
        self.signs: Signs = {}

    def _ask(self, prompt: str) -> str:
        self.shown.append(prompt)
        line = next(self._lines, None)
        if line is None:
            raise EOFError
        return line

    @property
    def talk(self) -> Talk:
        return Talk(self._ask, self.shown.append)

    def tells(self, wants: Wants = WANTS) -> Told:
        told = ask_morning(self.talk, wants, self.signs)
        assert next(self._lines, None) is None
        return told

    def touches(self) -> Touch:
        touch = ask_touch(self.talk)
        assert next(self._lines, None) is None
        return touch

    def was_shown(self, words: str) -> bool:
        return any(words in line for line in self.shown)


def test_a_good_day_is_a_number_none_and_the_readings() -> None:
    told = Person("2", "none", ROW).tells()
    assert told == Told(Morning.SAME, dict.fromkeys(LIST, NO), AVERAGE)


@pytest.mark.parametrize(
    ("typed", "morning"),
    [
        ("1", Morning.BETTER),
        ("3", Morning.WORSE_UNDER_36H),
        ("4", Morning.BRUISE),
        ("5", Morning.WORSE_LONGER),
        ("worse_longer", Morning.WORSE_LONGER),
    ],
)
def test_the_morning_is_a_number_or_its_word(typed: str, morning: Morning) -> None:
    assert Person(typed, "none", "skip").tells().morning is morning


@pytest.mark.parametrize("typed", ["0", "6", "x", "100", "-1"])
def test_a_morning_that_is_not_on_the_list_is_asked_again(typed: str) -> None:
    person = Person(typed, "1", "none", "skip")
    assert person.tells().morning is Morning.BETTER
    assert person.was_shown("Type a number from 1 to 5.")


def test_a_number_is_read_back_and_a_no_is_withdrawn() -> None:
    told = Person("1", "1 2", "yes", "no", "skip").tells()
    assert told.worrying == {Sign.LASTING}
    assert told.withdrawn == (Sign.BRUISE,)


def test_not_sure_at_the_read_back_counts_as_yes() -> None:
    person = Person("1", "3", "not sure", "not sure", "skip")
    told = person.tells()
    assert told.signs[Sign.CALF] is NOT_SURE
    assert person.was_shown("Compare both calves")


def test_a_question_mark_behind_a_number_shows_help_and_asks_once_more() -> None:
    person = Person("1", "2?", "no", "skip")
    told = person.tells()
    assert told.signs[Sign.BRUISE] is NO
    assert person.was_shown("larger than the palm")


def test_help_and_a_wrong_line_are_asked_again() -> None:
    person = Person("1", "?1", "9", "none", "skip")
    assert person.tells().worrying == set()
    assert person.was_shown("2 points or more")
    assert person.was_shown("There is no 9 on this page.")


def test_a_confirmed_emergency_ends_it_and_the_rest_stands_as_typed() -> None:
    told = Person("1", "4 5", "yes").tells()
    assert told.worrying == {Sign.BREATHLESS, Sign.DARK_URINE}
    assert told.average is None


def test_a_confirmed_calf_is_urgent_and_the_readings_are_still_asked() -> None:
    assert Person("1", "3", "yes", ROW).tells().average == AVERAGE


def test_at_the_end_of_input_the_signs_so_far_are_there() -> None:
    person = Person("1", "1 2", "yes")
    with pytest.raises(EOFError):
        person.tells()
    assert person.signs == {Sign.LASTING: YES}


# ---- readings ----------------------------------------------------------------------------------


NONSENSE = ("2 1", "2 1 buttock", "2 1 toe 0 0", "2 1 buttock 0 11", "2 1 buttock 0 x")


@pytest.mark.parametrize("typed", [*NONSENSE, "2 1 buttock 0 0 0", "11 1 calf 0 0"])
def test_readings_that_make_no_sense_are_asked_again(typed: str) -> None:
    person = Person("1", "none", typed, ROW)
    assert person.tells().average == AVERAGE
    assert person.was_shown("Type it like 2 1 buttock 0 0: numbers")


def test_readings_may_have_commas_and_the_step_of_the_place() -> None:
    assert read_average("2, 1, 2, 10, 0") == Average(2, 1, Lowest.BUTTOCK, 10, 0)


@pytest.mark.parametrize("typed", ["0 1 foot 0 0", "0 0 thigh 0 0", "3 0 none 0 0", "0 1 none 0 0"])
def test_what_does_not_go_together_is_asked_once_more_and_then_stands(typed: str) -> None:
    person = Person("1", "none", typed, typed)
    assert person.tells().average == read_average(typed)
    assert person.was_shown("That does not go together")


@pytest.mark.parametrize(
    "typed", ["0 0 none 0 0", "0 2 back 0 0", "0 0 buttock 0 0", "3 0 calf 0 0"]
)
def test_what_goes_together_is_asked_once(typed: str) -> None:
    assert Person("1", "none", typed).tells().average == read_average(typed)


def test_readings_without_a_place_do_not_contradict_themselves() -> None:
    assert not Average(leg=0).contradicts_itself


def risen(leg: int = 2, lowest: Lowest = Lowest.BUTTOCK) -> Wants:
    return Wants("How was it?", LIST, Average(leg, lowest=lowest), timedelta(hours=12))


@pytest.mark.parametrize("wants", [risen(leg=0), risen(lowest=Lowest.BACK)])
def test_leg_pain_that_rose_or_went_down_asks_whether_it_lasts(wants: Wants) -> None:
    person = Person("1", "none", ROW, "yes")
    assert person.tells(wants).worrying == {Sign.LASTING}
    assert person.was_shown("Has it been so for over a day?")
    assert Person("1", "none", ROW, "no").tells(wants).worrying == set()


def test_an_average_that_says_it_by_itself_is_read_back() -> None:
    day_later = Wants("How was it?", LIST, Average(leg=0), timedelta(hours=24))
    person = Person("1", "none", ROW, "no", "1 1 buttock 0 0")
    assert person.tells(day_later).average == Average(1, 1, Lowest.BUTTOCK, 0, 0)
    assert person.was_shown("Leg pain of 2 in the last day, and 0 before the session. Right?")
    assert Person("1", "none", ROW, "yes").tells(day_later).average == AVERAGE


def test_it_is_not_asked_twice_nor_where_nothing_rose() -> None:
    assert Person("1", "1", "yes", ROW).tells(risen(leg=0)).worrying == {Sign.LASTING}
    assert Person("1", "none", ROW).tells(risen()).worrying == set()


def weak(least: int | None, about: str | None = None) -> Wants:
    return Wants(about, LIST if about else (), NOT_GIVEN, timedelta(0), least)


def test_weakness_up_by_2_asks_rf08_and_reads_the_yes_back() -> None:
    person = Person("2 1 buttock 0 3", "yes", "yes")
    told = person.tells(weak(1))
    assert told == Told(None, {Sign.WEAKER: YES}, Average(2, 1, Lowest.BUTTOCK, 0, 3))
    assert person.was_shown(catalogue().by_id["RF08"].question)
    assert person.was_shown("You said yes to a leg getting weaker. Right?")


def test_weakness_taken_back_is_withdrawn() -> None:
    told = Person("2 1 buttock 0 3", "yes", "no").tells(weak(1))
    assert told.withdrawn == (Sign.WEAKER,)
    assert told.worrying == set()


@pytest.mark.parametrize("answer", [NO, NOT_SURE])
def test_weakness_may_be_told_as_no_or_not_sure(answer: Answer) -> None:
    typed = ["no"] if answer is NO else ["not sure", "not sure"]
    assert Person("2 1 buttock 0 3", *typed).tells(weak(1)).signs == {Sign.WEAKER: answer}


@pytest.mark.parametrize("least", [None, 2, 3])
def test_weakness_that_did_not_go_up_asks_nothing(least: int | None) -> None:
    assert Person("2 1 buttock 0 3").tells(weak(least)).signs == {}


# ---- the touch test ------------------------------------------------------------------------


def test_equal_passes() -> None:
    touch = Person("yes").touches()
    assert touch == Touch(YES)
    assert touch.passed


def test_not_equal_asks_if_it_is_new_and_where() -> None:
    assert Person("no", "no", "5").touches() == Touch(NO, NO, frozenset({Region.CALVES}))
    assert Person("no", "yes", "yes", "all").touches() == Touch(NO, YES, ALL_REGIONS)


def test_a_new_numbness_that_is_taken_back_is_not_new() -> None:
    assert Person("no", "yes", "no", "5").touches().new is NO
    person = Person("no", "yes", "not sure", "not sure", "5")
    assert person.touches().new is NOT_SURE
    assert person.was_shown("New: it was not so")


def test_not_sure_is_not_passed_and_is_everywhere() -> None:
    person = Person("not sure", "not sure", "no")
    touch = person.touches()
    assert touch == Touch(NOT_SURE, NO, ALL_REGIONS)
    assert not touch.passed
    assert person.was_shown("you cannot feel it on one side")
