"""The question pages at a terminal, answered by a script."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pytest

from fakes import NOON
from sciacoach.dialogs.pain_row import ask_pain, read_pain
from sciacoach.dialogs.screen_pages import Pages, Told
from sciacoach.dialogs.talk import Talk
from sciacoach.dialogs.typed import Mark, Typed, read_typed
from sciacoach.dialogs.you_page import ask_you, read_began
from sciacoach.screening.answers import ALL_REGIONS, Experience, Facts, Given, Pain
from sciacoach.screening.fold import stand
from sciacoach.screening.items import Answer, SetName
from sciacoach.screening.log import Answered, Cleared
from sciacoach.screening.sets import change_sheets, missing, sheets
from sciacoach.screening.standing import Standing
from sciacoach.vocabulary import Lowest, Region, Side, Tool

TODAY = NOON.date()
NOBODY = Experience()
YOU = ["47", "3 weeks", "right", "none"]
PAIN = ["3 2 buttock"]


class Script:
    """A person who types these lines, and what they were shown."""

    def __init__(self, typed: Sequence[str]) -> None:
        self.typed = list(typed)
        self.shown: list[str] = []

    def ask(self, prompt: str) -> str:
        self.shown.append(prompt)
        if not self.typed:
            raise EOFError
        return self.typed.pop(0)

    def say(self, line: str) -> None:
        self.shown.append(line)

    @property
    def text(self) -> str:
        return "\n".join(self.shown)


def go_through(
    typed: Sequence[str],
    name: SetName = SetName.FULL,
    standing: Standing | None = None,
    one_by_one: bool = False,
    before: Mapping[str, Given] | None = None,
    kept: list[Mapping[str, Given]] | None = None,
) -> tuple[Told, Script]:
    script = Script(typed)
    standing = standing or Standing()
    kept = [] if kept is None else kept
    pages = Pages(
        Talk(script.ask, script.say),
        sheets(name, standing, NOBODY),
        change_sheets(standing),
        kept.append,
        TODAY,
        one_by_one,
        before or {},
    )
    told = pages.ask()
    assert script.typed == []
    return told, script


def full(*first: str, pages: int = 6) -> list[str]:
    """The first pages as typed, `none` for the rest, then the page `you` and the readings."""
    return [*first, *["none"] * (pages - 1), *YOU, *PAIN]


# ---- whole runs ----


def test_a_clear_first_run() -> None:
    kept: list[Mapping[str, Given]] = []
    told, script = go_through(full("none"), kept=kept)
    assert missing(SetName.FULL, Standing(), NOBODY, told.answers) == ()
    assert set(told.answers.values()) == {Given(Answer.NO)}
    assert told.facts == Facts(47, TODAY - timedelta(weeks=3), Side.RIGHT, frozenset({Tool.HANDS}))
    assert told.pain == Pain(3, 2, Lowest.BUTTOCK)
    assert "page 2 of 7" in script.text
    assert len(kept) == 7
    assert len(kept[0]) == 11


def test_a_clear_day_is_two_lines() -> None:
    told, script = go_through(["none", *PAIN], SetName.DAILY)
    assert missing(SetName.DAILY, Standing(), NOBODY, told.answers) == ()
    assert told.facts == Facts()
    assert "Trouble with pee or poo, or numb between the legs" in script.text


def test_a_clear_week() -> None:
    told, _ = go_through(["none", "none", "yes", *PAIN], SetName.WEEKLY)
    assert missing(SetName.WEEKLY, Standing(), NOBODY, told.answers) == ()
    assert told.answers["W1"] == Given(Answer.YES)


def test_a_change_opens_its_pages() -> None:
    told, script = go_through(["6", "yes", "none", "5 7", "none", *PAIN], SetName.DAILY)
    assert missing(SetName.DAILY, Standing(), NOBODY, told.answers) == ()
    assert told.answers["P02"] == Given(Answer.YES)
    assert "page 4 of 4" in script.text


# ---- numbers ----


def test_an_alarm_is_read_back_before_it_counts() -> None:
    told, script = go_through(full("10", "yes"))
    assert "You said yes to 10, foot drags or slaps. Right?" in script.text
    assert told.answers["RF20"] == Given(Answer.YES)
    assert told.withdrawn == ()


@pytest.mark.parametrize(("typed", "answer"), [(("no", "none"), "no"), (("checked",), "checked")])
def test_a_change_at_the_read_back_is_withdrawn(typed: tuple[str, ...], answer: str) -> None:
    told, _ = go_through(full("10", *typed))
    assert told.answers["RF20"].answer == answer
    assert told.withdrawn == ("RF20",)


def test_a_confirmed_emergency_ends_the_questions() -> None:
    told, script = go_through(["5 10", "yes"])
    assert told.ended
    assert told.answers["RF05"] == Given(Answer.YES)
    assert told.answers["RF20"] == Given(Answer.YES)
    assert "RF11" not in told.answers
    assert "page 2" not in script.text


def test_a_slip_asks_the_page_again_so_that_what_was_meant_is_not_lost() -> None:
    told, script = go_through(["10 11", "no", "yes", "5", "yes"])
    assert "Which one did you mean?" in script.text
    assert told.answers["RF20"] == Given(Answer.NO)
    assert told.answers["RF21"] == Given(Answer.YES)
    assert told.answers["RF05"] == Given(Answer.YES)
    assert told.ended


def test_what_was_confirmed_before_a_slip_stays_whatever_is_typed_after_it() -> None:
    told, _ = go_through(full("10 11", "yes", "no", "none"))
    assert told.answers["RF20"] == Given(Answer.YES)
    assert told.withdrawn == ("RF21",)


def test_an_emergency_that_was_a_slip_goes_on() -> None:
    told, _ = go_through(full("5", "n", "none"))
    assert not told.ended
    assert told.answers["RF05"] == Given(Answer.NO)
    assert told.withdrawn == ("RF05",)


def test_checked_is_no_confirmed_emergency() -> None:
    told, script = go_through(full("1", "checked"))
    assert not told.ended
    assert "it has not changed for four weeks" in script.text


def test_not_sure_is_taken_after_the_help_was_shown() -> None:
    told, script = go_through(full("10?", "not sure"))
    assert told.answers["RF20"] == Given(Answer.NOT_SURE)
    assert "hit the floor with a slap" in script.text
    told, _ = go_through(full("10?", "help", "no"))
    assert told.answers["RF20"] == Given(Answer.NO)


def test_not_sure_at_the_read_back_shows_the_help_and_asks_once_more() -> None:
    told, script = go_through(full("10", "not sure", "not sure"))
    assert told.answers["RF20"] == Given(Answer.NOT_SURE)
    assert script.text.count("hit the floor with a slap") == 1


def test_help_is_shown_as_often_as_it_is_asked_for() -> None:
    told, script = go_through(full("?10", "?1 ?2", "none"))
    assert "Has your foot newly started to drag or slap?" in script.text
    assert "Have you recently found it hard to start peeing" in script.text
    assert not told.withdrawn


def test_nobody_must_answer_the_private_question() -> None:
    told, script = go_through(full("none -6"))
    assert told.answers["RF06"] == Given(Answer.RATHER_NOT)
    assert "Call your local emergency number" not in script.text
    assert "call your local emergency number" in script.text
    assert "You need not answer 6: type none -6, or 2 -6 where 2 is true." in " ".join(
        script.text.split()
    )


def test_an_item_with_checked_asks_which() -> None:
    told, script = go_through(["none", "none", "none", "1", "checked", "none", "none", *YOU, *PAIN])
    assert told.answers["RF40"] == Given(Answer.CHECKED)
    assert "You said yes to 1, have had cancer." in script.text


def test_a_place_asks_where() -> None:
    pages = ["none"] * 5
    told, _ = go_through([*pages, "1 3", "5, 1", "all", *YOU, *PAIN])
    assert told.answers["C10"] == Given(Answer.YES, frozenset({Region.PIRIFORMIS, Region.CALVES}))
    assert told.answers["C12"] == Given(Answer.YES, ALL_REGIONS)


def test_an_unsure_place_is_everywhere() -> None:
    told, _ = go_through([*["none"] * 5, "1?", "not sure", *YOU, *PAIN])
    assert told.answers["C10"] == Given(Answer.NOT_SURE, ALL_REGIONS)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [("", "An empty line is no answer."), ("12", "There is no 12"), ("x", "“x” is not one"),
     ("0", "There is no 0"), ("2 2?", "2 has two answers"), ("-1", "“-1” is not one"),
     ("?5?", "is not one"), ("5x", "is not one"), ("9999", "is not one"), ("none 2", "“none”")],
)  # fmt: skip
def test_what_is_no_answer_is_asked_again(wrong: str, told: str) -> None:
    _, script = go_through(full(wrong, "none"))
    assert told in script.text


def test_a_line_of_numbers_is_read() -> None:
    assert read_typed("none", 3, frozenset()) == Typed({})
    found = read_typed("3, 1? -2", 3, frozenset({2}))
    assert found == Typed({1: Mark.NOT_SURE, 2: Mark.RATHER_NOT, 3: Mark.TRUE})
    assert read_typed("?1 2", 3, frozenset()) == Typed({2: Mark.TRUE}, (1,))


# ---- lines, one by one, the walking test ----


def test_a_number_opens_the_single_questions_of_a_line() -> None:
    told, script = go_through(["2", "no", "no", "no", "yes", "yes", "no", *PAIN], SetName.DAILY)
    assert told.answers["RF20"] == Given(Answer.YES)
    assert told.answers["RF07"] == Given(Answer.NO)
    assert "Both legs, or a leg weaker, dragging or unsteady:" in script.text


def test_an_emergency_in_a_line_ends_the_questions() -> None:
    told, _ = go_through(["1", "no", "yes", "yes"], SetName.DAILY)
    assert told.ended
    assert "RF03" not in told.answers


def test_a_cleared_item_is_asked_for_a_change_alone() -> None:
    answered = Answered(NOON, SetName.FULL, "x", NOON, {"RF20": Given(Answer.YES)})
    state = stand([answered, Cleared(NOON, "Dr. Lee", date(2026, 11, 20), ("RF20",))])
    told, script = go_through(["7", "no", *PAIN], SetName.DAILY, state)
    assert "foot drags or slaps: worse or different since 2026-11-20?" in script.text
    assert "checked" not in script.text
    assert told.answers["RF20"] == Given(Answer.NO)


def test_one_question_at_a_time() -> None:
    told, script = go_through(
        ["no", "no", "no", "no", "no", "no", *PAIN], SetName.DAILY, one_by_one=True
    )
    assert missing(SetName.DAILY, Standing(), NOBODY, told.answers) == ()
    assert "Trouble with pee or poo, or numb between the legs? Type yes or no" in script.text
    told, _ = go_through(["no", "yes", "yes", "yes"], SetName.DAILY, one_by_one=True)
    assert told.ended


def test_one_question_at_a_time_on_a_page() -> None:
    rest = ["no"] * (11 + 13 + 14 + 16 + 17 + 10)
    told, script = go_through([*rest, *YOU, *PAIN], one_by_one=True)
    assert missing(SetName.FULL, Standing(), NOBODY, told.answers) == ()
    assert "Have you recently found it hard to start peeing" in script.text


def test_rather_not_is_an_answer_one_by_one_too() -> None:
    before = ["no"] * 5
    script = Script([*before, "rather not"])
    pages = Pages(Talk(script.ask, script.say, "112"), sheets(SetName.FULL, Standing(), NOBODY),
                  (), lambda said: None, TODAY, True)  # fmt: skip
    with pytest.raises(EOFError):
        pages.ask()
    assert "Then call 112 or go" in script.text


def test_a_failed_walking_test_is_read_back_and_ends_the_questions() -> None:
    told, script = go_through(["none", "none", "no", "yes"], SetName.WEEKLY)
    assert told.ended
    assert told.answers["W1"] == Given(Answer.NO)
    assert "You said no, not as well as last week. Right?" in script.text
    told, _ = go_through(["none", "none", "no", "no", "yes", *PAIN], SetName.WEEKLY)
    assert told.withdrawn == ("W1",)


def test_an_unsure_walking_test_is_asked_once_more() -> None:
    told, script = go_through(["none", "none", "not sure", "not sure", *PAIN], SetName.WEEKLY)
    assert told.answers["W1"] == Given(Answer.NOT_SURE)
    assert "ten steps on your heels" in script.text


# ---- taking up again ----


def test_answered_pages_are_not_asked_again() -> None:
    kept: list[Mapping[str, Given]] = []
    with pytest.raises(EOFError):
        go_through(["none", "none"], kept=kept)
    before = kept[-1]
    told, script = go_through(["none"] * 4 + YOU + PAIN, before=before)
    assert missing(SetName.FULL, Standing(), NOBODY, told.answers) == ()
    assert "Going on where you left off." in script.text
    assert "page 3 of 7" in script.text
    assert "page 2 of 7" not in script.text


def test_a_change_that_was_told_before_still_opens_its_pages() -> None:
    kept: list[Mapping[str, Given]] = []
    with pytest.raises(EOFError):
        go_through(["6", "yes", "none"], SetName.DAILY, kept=kept)
    told, _ = go_through(["none", "none", *PAIN], SetName.DAILY, before=kept[-1])
    assert missing(SetName.DAILY, Standing(), NOBODY, told.answers) == ()


# ---- you and pain ----


def you(*typed: str) -> tuple[Facts, Script]:
    script = Script(typed)
    return ask_you(Talk(script.ask, script.say), TODAY), script


def test_the_page_you() -> None:
    facts, script = you("x", "200", "47", "soon", "2026-10-10", "up", "both", "9", "1 4")
    assert facts == Facts(
        47, date(2026, 10, 10), Side.BOTH,
        frozenset({Tool.HANDS, Tool.SOFT_BALL, Tool.FOAM_ROLLER}),
    )  # fmt: skip
    assert "That is no day before today." in script.text


def test_an_age_under_eighteen_is_read_back() -> None:
    facts, script = you("17", "no", "71", "not sure", "none", "none")
    assert facts == Facts(71, None, None, frozenset({Tool.HANDS}))
    assert "You said you are 17. Right?" in script.text
    facts, _ = you("17", "yes", "not_sure", "left", "none")
    assert facts.age == 17


@pytest.mark.parametrize(
    ("typed", "days"),
    [("today", 0), ("yesterday", 1), ("3 days", 3), ("2 weeks ago", 14), ("1 month", 30),
     ("2026-11-22", 0), ("2026-11-23", None), ("32", None)],
)  # fmt: skip
def test_when_it_began(typed: str, days: int | None) -> None:
    expected = None if days is None else TODAY - timedelta(days=days)
    assert read_began(typed, TODAY) == expected


@pytest.mark.parametrize(
    ("typed", "pain"),
    [("3 2 buttock", Pain(3, 2, Lowest.BUTTOCK)), ("10, 0, 5", Pain(10, 0, Lowest.FOOT)),
     ("0 0 none", Pain(0, 0, Lowest.NONE)), ("3 2", None), ("11 2 calf", None),
     ("3 -2 calf", None), ("3 2 knee", None), ("3 2 6", None), ("3 2 calf 1", None)],
)  # fmt: skip
def test_the_pain_row(typed: str, pain: Pain | None) -> None:
    assert read_pain(typed) == pain


def test_the_pain_row_is_asked_until_it_is_right() -> None:
    script = Script(["", "skip", "3 2 calf"])
    assert ask_pain(script.ask, script.say) == Pain(3, 2, Lowest.CALF)
    assert "Type two numbers" in script.text
    script = Script(["skip"])
    assert ask_pain(script.ask, script.say, after=True) is None


@pytest.mark.parametrize("typed", ["0 2 foot", "3 0 none", "0 1 none"])
@pytest.mark.parametrize("again", ["0 2 back", "0 3 calf"])
@pytest.mark.parametrize("after", [True, False])
def test_a_pain_row_that_contradicts_itself_is_asked_once_more(
    typed: str, again: str, after: bool
) -> None:
    """What is said the second time counts, whatever it is."""
    script = Script([typed, again])
    assert ask_pain(script.ask, script.say, after=after) == read_pain(again)
    leg, back, lowest = typed.split()
    assert script.text.count("That does not go together") == 1
    assert f"leg {leg}, back {back}, lowest place {lowest}." in script.text


@pytest.mark.parametrize("typed", ["0 0 none", "0 2 back", "3 0 calf", "0 0 buttock"])
def test_a_pain_row_that_goes_together_is_not_asked_again(typed: str) -> None:
    script = Script([typed])
    assert ask_pain(script.ask, script.say) == read_pain(typed)


def test_short_words_are_understood() -> None:
    script = Script(["?", "Y"])
    talk = Talk(script.ask, script.say)
    assert talk.answer("Type {choices}", (Answer.YES, Answer.NO), lambda: script.say("help!"))
    assert "help!" in script.shown
    assert "Type yes, no or help" in script.text


def test_who_passes_over_one_question_has_not_answered_the_others() -> None:
    may_pass = frozenset({6})
    told = read_typed("-6", 11, may_pass)
    assert isinstance(told, str)
    assert "And the others?" in told
    assert read_typed("none -6", 11, may_pass) == Typed({6: Mark.RATHER_NOT})
    assert read_typed("-6, none", 11, may_pass) == Typed({6: Mark.RATHER_NOT})
    assert read_typed("2 -6", 11, may_pass) == Typed({2: Mark.TRUE, 6: Mark.RATHER_NOT})
    assert isinstance(read_typed("none 2", 11, may_pass), str)
