"""An answers file as plain data: what is taken, what is refused, what may be kept."""

from datetime import date, timedelta
from typing import Any

import pytest
from screen_kit import NOW, ago, all_no, given, standing, whole

from sciacoach.screening.answers import Experience, Facts, Given, Pain, Submission
from sciacoach.screening.assess import assess
from sciacoach.screening.fold import stand
from sciacoach.screening.intake import is_young, take
from sciacoach.screening.items import SetName
from sciacoach.screening.submission import read_submission, with_age
from sciacoach.vocabulary import Lowest, Side, Tool

NOBODY = Experience()


def read(**body: Any) -> Submission:
    found, faults = read_submission(body, NOW)
    assert faults == ()
    return found


def fault(**body: Any) -> tuple[tuple[str | int, ...], str, str]:
    """The only fault of `body`."""
    _, faults = read_submission(body, NOW)
    (one,) = faults
    return one.path, one.message, one.fix


def test_every_key_is_taken() -> None:
    found = read(
        answers={"RF01": "no", "C10": ["calves", "ql"], "RF06": "rather_not", "CH1": "no"},
        pain={"leg": 3, "back": 2, "lowest": "buttock", "side": "right"},
        answered_at="2026-11-22T19:00:00+01:00",
        age=47,
        began="2026-10-10",
        have=["tennis_ball"],
        W1="yes",
        words=["ok"],
        default="no",
    )
    assert found.answers["C10"] == given("yes", "calves", "ql")
    assert found.answers["RF06"] == given("rather_not")
    assert found.answers["W1"] == given("yes")
    assert found.pain == Pain(3, 2, Lowest.BUTTOCK)
    assert found.facts == Facts(47, date(2026, 10, 10), Side.RIGHT, frozenset({Tool.TENNIS_BALL}))
    assert found.answered_at is not None
    assert found.words == ("ok",)
    assert found.default_no


def test_nothing_is_needed() -> None:
    assert read() == Submission()
    assert read(answers={"W1": "not_sure"}).answers["W1"] == given("not_sure")


@pytest.mark.parametrize(
    ("age", "minor", "older"), [(17, "yes", "no"), (18, "no", "no"), (69, "no", "no"),
                                (70, "no", "yes")]
)  # fmt: skip
def test_the_age_answers_two_items(age: int, minor: str, older: str) -> None:
    found = read(age=age).answers
    assert (found["RF47"].answer, found["P17"].answer) == (minor, older)


def test_a_worrying_answer_stays_whatever_the_age_says() -> None:
    said: dict[str, Given] = {"RF47": given("yes"), "P17": given("no")}
    assert with_age(said, 40) == {"RF47": given("yes"), "P17": given("no")}
    assert with_age({"RF47": given("no")}, 16)["RF47"] == given("yes")
    assert with_age(said, None) == said


REFUSED: list[tuple[dict[str, Any], tuple[str | int, ...], str, str]] = [
    ({"sge": 4}, ("sge",), "no key", "age"),
    ({"zzzzzz": 4}, ("zzzzzz",), "no key", "The keys are"),
    ({"answers": ["RF01"]}, ("answers",), "mapping", "keys"),
    ({"answers": {"RF99": "no"}}, ("answers", "RF99"), "no question", "RF"),
    ({"answers": {"%%": "no"}}, ("answers", "%%"), "no question", "--questions"),
    ({"answers": {"P09": "yes"}}, ("answers", "P09"), "worked out", "Leave"),
    ({"answers": {"RF01": "ye"}}, ("answers", "RF01"), "`ye`", "yes"),
    ({"answers": {"RF01": True}}, ("answers", "RF01"), "`True`", "Write yes, no"),
    ({"answers": {"RF05": "checked"}}, ("answers", "RF05"), "`checked`", "Write yes, no or not"),
    ({"answers": {"RF01": "rather_not"}}, ("answers", "RF01"), "cannot stand", "Write"),
    ({"answers": {"P02": ["calves"]}}, ("answers", "P02"), "cannot stand", "Write"),
    ({"answers": {"C10": []}}, ("answers", "C10"), "empty", "Name"),
    ({"answers": {"C10": ["calf"]}}, ("answers", "C10", 0), "`calf`", "calves"),
    ({"answers": {"C10": "[regions]"}}, ("answers", "C10"), "`[regions]`", "Write"),
    ({"answers": {"W1": "yes"}, "W1": "no"}, ("W1",), "twice", "Keep one"),
    ({"W1": "checked"}, ("W1",), "cannot stand", "Write"),
    ({"pain": 3}, ("pain",), "mapping", "keys"),
    ({"pain": {"leg": 11}}, ("pain", "leg"), "`11`", "0 to 10"),
    ({"pain": {"back": True}}, ("pain", "back"), "`True`", "0 to 10"),
    ({"pain": {"lowest": "knee"}}, ("pain", "lowest"), "`knee`", "Write"),
    ({"pain": {"side": "none"}}, ("pain", "side"), "`none`", "left"),
    ({"pain": {"legs": 3}}, ("pain", "legs"), "`legs`", "leg"),
    ({"age": "old"}, ("age",), "`old`", "0 to 130"),
    ({"began": "soon"}, ("began",), "not a date", "2026"),
    ({"began": 2026}, ("began",), "not a date", "2026"),
    ({"began": "2026-11-23"}, ("began",), "not come yet", "began"),
    ({"have": "ball"}, ("have",), "list", "brackets"),
    ({"have": ["lacrosse"]}, ("have", 0), "`lacrosse`", "Write"),
    ({"answered_at": "now"}, ("answered_at",), "not a date", "+01:00"),
    ({"answered_at": 5}, ("answered_at",), "not a date", "+01:00"),
    ({"answered_at": "2026-11-22T19:00:00"}, ("answered_at",), "no offset", "+01:00"),
    ({"answered_at": "2026-11-22T19:00:01+00:00"}, ("answered_at",), "not come yet", "when"),
    ({"words": [1]}, ("words", 0), "no word", "ok"),
    ({"default": "yes"}, ("default",), "`yes`", "Write `default: no`"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "path", "message", "fix"), REFUSED)
def test_what_is_not_right_is_told_with_its_place(
    body: dict[str, Any], path: tuple[str | int, ...], message: str, fix: str
) -> None:
    where, what, todo = fault(**body)
    assert where == path
    assert message in what
    assert fix in todo


def test_all_faults_are_told_at_once() -> None:
    _, faults = read_submission({"age": "x", "W1": "x", "pain": {"leg": "x"}}, NOW)
    assert len(faults) == 3
    _, faults = read_submission(["RF01"], NOW)
    assert len(faults) == 1


# ---- what may be kept ----


def said(at: float | None = 0, **kwargs: Any) -> Submission:
    answered_at = None if at is None else ago(hours=at)
    return Submission(answers=kwargs.pop("answers", all_no()), answered_at=answered_at, **kwargs)


def test_a_whole_young_file_is_kept() -> None:
    found = take(SetName.FULL, said(), standing(), NOBODY, NOW)
    assert (found.set, found.missing) == (SetName.FULL, ())
    assert found.kept is found.judged


@pytest.mark.parametrize("hours", [None, 12.1])
def test_an_old_file_is_judged_and_not_kept(hours: float | None) -> None:
    found = take(SetName.FULL, said(hours), standing(), NOBODY, NOW)
    assert found.set is SetName.FULL
    assert found.kept is None


def test_a_rehearsal_keeps_what_worries_alone() -> None:
    answers = {**all_no(), "RF20": given("yes")}
    found = take(SetName.FULL, said(answers=answers), standing(), NOBODY, NOW, live=False)
    assert found.kept is not None
    assert (found.kept.set, set(found.kept.answers)) == (None, {"RF20"})


def test_the_default_is_judged_and_never_kept() -> None:
    given_answers = {"P02": given("yes"), "RF01": given("no"), "CH1": given("yes")}
    found = take(
        SetName.WEEKLY, said(answers=given_answers, default_no=True), standing(), NOBODY, NOW
    )
    assert (found.set, found.missing) == (SetName.WEEKLY, ())
    assert found.judged.answers["W1"] == given("yes")
    assert found.judged.answers["P12"] == given("no")
    assert found.kept is not None
    assert set(found.kept.answers) == {"P02"}
    assert assess(stand([found.judged]), NOBODY, NOW).verdict == "gentle"


def test_a_default_beside_a_whole_file_does_no_harm() -> None:
    found = take(SetName.FULL, said(default_no=True), standing(), NOBODY, NOW)
    assert found.kept is found.judged


def test_an_incomplete_file_keeps_what_worries() -> None:
    answers = {"RF20": given("yes"), "P02": given("no"), "W1": given("no"), "CH1": given("yes")}
    found = take(SetName.FULL, said(answers=answers), standing(), NOBODY, NOW)
    assert found.set is None
    assert "RF01" in found.missing
    assert found.kept is not None
    assert set(found.kept.answers) == {"RF20", "W1"}
    calm = {"W1": given("yes"), "P02": given("no")}
    assert take(SetName.FULL, said(answers=calm), standing(), NOBODY, NOW).kept is None


def test_a_reading_that_makes_a_flare_worries_too() -> None:
    flare = said(answers={}, pain=Pain(8, 1))
    found = take(SetName.FULL, flare, standing(), NOBODY, NOW)
    assert found.kept is not None
    assert found.kept.pain == Pain(8, 1)
    quiet = said(answers={}, pain=Pain(3, 1))
    assert take(SetName.FULL, quiet, standing(), NOBODY, NOW).kept is None


def test_a_larger_set_than_asked_leaves_nothing_missing() -> None:
    found = take(SetName.DAILY, said(), standing(whole(at=ago(days=1))), NOBODY, NOW)
    assert (found.set, found.missing) == (SetName.FULL, ())


def test_young_is_twelve_hours_and_not_the_future() -> None:
    assert is_young(said(12), NOW)
    assert not is_young(said(12.1), NOW)
    assert not is_young(Submission(answered_at=NOW + timedelta(seconds=1)), NOW)


def test_answers_without_a_time_are_judged_as_of_now() -> None:
    found = take(SetName.FULL, said(None), standing(), NOBODY, NOW)
    assert found.judged.answered_at == NOW


@pytest.mark.parametrize("name", ["default", "pain", "age", "answered_at", "answers", "words"])
def test_what_belongs_beside_the_answers_is_told_its_place(name: str) -> None:
    path, message, fix = fault(answers={name: "no"})
    assert path == ("answers", name)
    assert message == f"`{name}` is no question: it belongs beside `answers`, not under it."
    assert fix == f"Write `{name}:` at the very left of a line of its own."


def test_a_question_beside_the_answers_is_told_its_place() -> None:
    path, message, fix = fault(RF05="not_sure")
    assert path == ("RF05",)
    assert message == "`RF05` is a question, and belongs under `answers`."
    assert "`RF05` indented under it" in fix


@pytest.mark.parametrize("value", ["yes", "not_sure", ["no"], None, 0])
def test_only_a_no_can_be_the_default(value: object) -> None:
    path, message, fix = fault(default=value)
    assert path == ("default",)
    assert "cannot stand here" in message
    assert "`default: no`" in fix
    assert not read_submission({"default": value}, NOW)[0].default_no


def test_a_routine_in_the_place_of_answers_is_one_fault() -> None:
    _, message, fix = fault(sciacoach=1, id="mine", title="Mine", steps=[])
    assert message == "This is a routine, not an answers file."
    assert "before --answers" in fix
