"""The stop and change rules D1 to D14, from what is reported to what is done."""

from typing import Any

import pytest

from people import plan, press, quiet, routine
from sciacoach import data
from sciacoach.screening.clearance import Verdict
from sciacoach.session import events as ev
from sciacoach.session.commands import WRONG
from sciacoach.session.states import State
from sciacoach.session.stop_rules import Action, Lock, Reading, Watch
from sciacoach.session.words import word
from sciacoach.vocabulary import Lowest
from watching import Watched

RULES = data.json_file("stop_rules.json")
STEPS = [
    press(for_=60, name="A"),
    quiet("check", 30),
    press(for_=60, name="B"),
    press(region="tfl_itb", for_=60, name="C"),
    quiet("move", 60),
]
FOUND = plan(routine(STEPS))


def pressing(**how: Any) -> Watched:
    """A session ten seconds into the first contact step."""
    found = Watched(FOUND, **how)
    found.wait(20)
    assert found.session.state is State.WORKING
    return found


def advice(found: Watched) -> list[tuple[str, str]]:
    return [(one.rule, one.action) for one in found.events if isinstance(one, ev.Advice)]


def words(found: Watched) -> list[str]:
    return [one.says for one in found.events if isinstance(one, ev.Advice)]


def outcome(found: Watched) -> str | None:
    end = found.events[-1]
    return end.outcome if isinstance(end, ev.SessionEnded) else None


def says(rule: str, key: str = "says") -> str:
    return str(RULES["rules"][rule][key])


# ---- D1 -----------------------------------------------------------------------------------

ALARMS = {
    "saddle": "RF05", "bladder": "RF01", "bowel": "RF04", "both_legs": "RF07", "chest": "RF14",
    "breath": "RF15", "cold_leg": "RF16",
}  # fmt: skip


@pytest.mark.parametrize(("what", "item"), ALARMS.items())
def test_an_alarm_stops_the_pressing_and_is_confirmed_by_yes(what: str, item: str) -> None:
    found = pressing()
    found.give("wrong", what=what)
    assert found.session.state is State.ASKING
    assert found.session.question == says("D1", "confirm")
    assert words(found) == [says("D1")]
    found.give("yes")
    assert outcome(found) == "safety"
    assert found.session.locks == [Lock("D1", (item,), Verdict.EMERGENCY, confirmed=True)]


@pytest.mark.parametrize("answer", ["no", "stop", "time"])
def test_an_alarm_that_is_not_confirmed_ends_the_session_all_the_same(answer: str) -> None:
    found = pressing()
    found.give("wrong", what="saddle")
    if answer == "time":
        found.wait(60)
    else:
        found.give(answer)
    assert outcome(found) == "safety"
    assert found.session.locks == [Lock("D1", ("RF05",), Verdict.EMERGENCY)]


def test_an_interruption_keeps_the_lock_that_was_being_asked_about() -> None:
    found = pressing()
    found.give("wrong", what="bladder")
    found.session.interrupt()
    assert found.session.locks == [Lock("D1", ("RF01",), Verdict.EMERGENCY)]


# ---- D2, D3 ---------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["numb", "weak"])
def test_numb_or_weak_is_looked_at_again_after_a_minute_off_the_tool(what: str) -> None:
    found = pressing()
    found.give("wrong", what=what)
    assert found.session.state is State.RECHECK
    assert words(found) == [says("D2", "recheck")]
    found.wait(59.9)
    assert found.session.state is State.RECHECK
    found.wait(0.1)
    assert found.session.question == says("D2", "ask")
    assert found.session.contact_s == 15


@pytest.mark.parametrize("minute", [0, 60])
def test_what_stays_numb_ends_the_session_and_locks(minute: float) -> None:
    found = pressing()
    found.give("wrong", what="numb")
    found.wait(minute)
    found.give("yes")
    assert words(found)[-1] == says("D2")
    assert outcome(found) == "safety"
    assert found.session.locks == [Lock("D2", (), Verdict.URGENT, confirmed=True)]


def test_what_nobody_answers_ends_the_session_and_locks_unconfirmed() -> None:
    found = pressing()
    found.give("wrong", what="weak")
    found.wait(121)
    assert words(found)[-1] == RULES["not_answered"]
    assert outcome(found) == "safety"
    assert found.session.locks == [Lock("D2", (), Verdict.URGENT)]


def test_what_went_away_closes_the_region_for_this_session() -> None:
    found = pressing()
    found.give("wrong", what="numb")
    found.wait(60)
    found.give("no")
    assert words(found)[-1] == says("D3")
    assert advice(found)[-1] == ("D3", "end_region")
    found.go_on(100)
    assert outcome(found) == "completed"
    assert found.session.locks == []
    pressed = {turn_of(found, one).region for one in done(found)}
    assert "glute_max" not in pressed
    assert "tfl_itb" in pressed


def done(found: Watched) -> list[ev.StepEnded]:
    return [o for o in found.events if isinstance(o, ev.StepEnded) and o.outcome == "done"]


def turn_of(found: Watched, ended: ev.StepEnded) -> Any:
    return found.plan.turns[ended.index]


def test_back_does_not_open_a_closed_region() -> None:
    found = pressing()
    found.give("wrong", what="electric")
    found.give("wrong", what="electric")
    assert found.session.turn is not None
    assert found.session.turn.do == "check"
    refused = found.give("back")
    assert found.session.turn.do == "check"
    assert not any(isinstance(one, ev.StepStarted) and one.region for one in refused)
    first = Watched(plan(routine(STEPS[:1])))
    first.wait(20)
    first.session._left_out = {0, 1}
    (refusal,) = first.give("back")
    assert isinstance(refusal, ev.Refused)
    assert refusal.why == "That place gets no more pressing today."


def test_what_went_away_in_a_check_leaves_the_check_in_hand() -> None:
    found = pressing()
    found.wait(125)
    assert found.session.turn is not None
    assert found.session.turn.do == "check"
    found.give("wrong", what="numb")
    found.give("no")
    assert found.session.state is State.PAUSED
    assert found.session.turn.do == "check"
    found.go_on(100)
    names = [turn_of(found, one).name for one in done(found)]
    assert "B" not in names
    assert "C" in names


# ---- D4 -------------------------------------------------------------------------------------


def test_a_zap_moves_the_spot_a_second_ends_the_region_a_third_the_session() -> None:
    found = pressing()
    found.give("wrong", what="electric")
    assert (found.session.state, words(found)[-1]) == (State.PAUSED, says("D4"))
    found.give("resume")
    found.wait(40)
    assert found.session.state is State.WORKING
    found.give("wrong", what="electric")
    assert words(found)[-1] == says("D4", "second")
    assert advice(found)[-1] == ("D4", "end_region")
    found.give("wrong", what="electric")
    assert words(found)[-1] == says("D4", "third")
    assert outcome(found) == "safety"
    assert found.session.locks == []


# ---- D5, D7, D8 -------------------------------------------------------------------------------

WORSE: dict[str, dict[str, Any]] = {"D5": {"lowest": "thigh"}, "D7": {"leg": 5}, "D8": {"back": 5}}
AS_BEFORE: dict[str, dict[str, Any]] = {
    "D5": {"lowest": "buttock"},
    "D7": {"leg": 4},
    "D8": {"back": 4},
}


@pytest.mark.parametrize("rule", WORSE)
def test_pain_that_is_worse_is_looked_at_again_and_ends_the_session_where_it_stays(
    rule: str,
) -> None:
    found = pressing()
    found.give("pain", **WORSE[rule])
    assert (found.session.state, words(found)) == (State.RECHECK, [says(rule, "recheck")])
    found.give("pain", **WORSE[rule])
    assert found.session.state is State.RECHECK
    found.wait(60)
    found.give("pain", **WORSE[rule])
    assert words(found)[-1] == says(rule)
    assert outcome(found) == "safety"


@pytest.mark.parametrize("rule", WORSE)
@pytest.mark.parametrize("minute", [10, 60])
def test_pain_that_went_back_lets_the_session_go_on(rule: str, minute: float) -> None:
    found = pressing()
    found.give("pain", **WORSE[rule])
    found.wait(minute)
    found.give("pain", **AS_BEFORE[rule])
    assert words(found)[-1] == says("D14")
    assert found.session.state is State.PAUSED
    found.go_on(100)
    assert outcome(found) == "completed"


@pytest.mark.parametrize("rule", WORSE)
def test_a_word_answers_as_well_as_a_reading(rule: str) -> None:
    for answer, end in (("yes", "safety"), ("no", None)):
        found = pressing()
        found.give("pain", **WORSE[rule])
        found.give(answer)
        assert outcome(found) == end


def test_a_reading_of_something_else_answers_nothing() -> None:
    found = pressing()
    found.give("pain", lowest="calf")
    found.wait(60)
    found.give("pain", leg=1)
    assert found.session.state is State.ASKING


def test_the_lowest_place_weighs_more_than_the_number() -> None:
    found = pressing()
    found.give("pain", leg=9, back=9, lowest="foot")
    assert advice(found) == [("D5", "recheck")]


def test_hands_free_what_went_back_goes_on_by_itself() -> None:
    found = pressing(hands_free=True)
    found.give("pain", **WORSE["D7"])
    found.wait(60)
    found.give("no")
    assert found.session.state is State.RETURNING


# ---- D9, D10, D11, D12 --------------------------------------------------------------------------


def test_above_the_ceiling_is_eased_and_ends_the_step_ten_seconds_later() -> None:
    found = pressing()
    found.give("local", local=5)
    assert advice(found) == [("D9", "ease")]
    found.wait(9.9)
    assert found.session.index == 0
    found.wait(0.1)
    assert words(found)[-1] == says("D9", "second")
    assert found.session.index == 1


def test_a_lower_number_in_time_lets_the_step_go_on() -> None:
    found = pressing()
    found.give("local", local=5)
    found.wait(8)
    found.give("local", local=4)
    found.wait(20)
    assert found.session.index == 0
    found.give("local", local=5)
    assert [one[1] for one in advice(found)] == ["ease", "ease"]


def test_a_second_number_above_the_ceiling_ends_the_step_at_once() -> None:
    found = pressing()
    found.give("local", local=5)
    found.give("local", local=6)
    assert found.session.index == 1


def test_a_pause_ends_the_waiting_for_a_lower_number() -> None:
    found = pressing()
    found.give("local", local=5)
    found.give("pause")
    found.wait(60)
    found.give("resume")
    found.wait(20)
    assert found.session.index == 0


@pytest.mark.parametrize("number", [7, 10])
def test_seven_or_more_ends_the_step(number: int) -> None:
    found = pressing()
    found.give("local", local=number)
    assert advice(found) == [("D10", "end_step")]
    ended = [one for one in found.events if isinstance(one, ev.StepEnded)]
    assert (ended[0].outcome, ended[0].delivered_s) == ("cut", 10)


@pytest.mark.parametrize(("number", "state"), [(4, State.PREPARING), (6, State.PAUSED),
                                               (9, State.PAUSED)])  # fmt: skip
def test_a_number_above_the_ceiling_before_it_presses_pauses(number: int, state: str) -> None:
    found = Watched(plan(routine([press(for_=40, ceiling=4)])))
    assert found.session.state is State.PREPARING
    found.give("local", local=number)
    assert str(found.session.state) == state
    assert advice(found) == []
    cues = [one.say for one in found.events if isinstance(one, ev.CueSaid)]
    assert (word("too_much_before") in cues) is (state == "paused")
    found.give("local", local=number)
    assert found.events[-1].body()["local"] == number


@pytest.mark.parametrize("then", [(), ("resume",)], ids=["paused", "returning"])
def test_who_had_stopped_is_not_led_on_to_the_next_place_by_the_clock(
    then: tuple[str, ...],
) -> None:
    found = Watched(plan(routine([press(for_=40), press(for_=20)])))
    found.wait(20)
    for name in ("pause", *then):
        found.give(name)
    found.give("wrong", what="sore")
    assert advice(found) == [("D10", "end_step")]
    assert (found.session.index, found.session.state) == (1, State.PAUSED)
    found.wait(600)
    assert (found.session.index, found.session.state) == (1, State.PAUSED)
    found.give("resume")
    found.wait(15)
    assert found.session.state is State.WORKING


@pytest.mark.parametrize("then", [(), ("resume",)], ids=["paused", "returning"])
@pytest.mark.parametrize(("number", "ends"), [(6, False), (7, True), (10, True)])
def test_who_paused_and_then_tells_that_it_was_far_too_much_is_not_led_back(
    then: tuple[str, ...], number: int, ends: bool
) -> None:
    found = pressing()
    for name in ("pause", *then):
        found.give(name)
    found.give("local", local=number)
    assert advice(found) == ([("D10", "end_step")] if ends else [])
    assert any(one.kind == "step_ended" for one in found.events) is ends


def test_a_number_in_a_pause_off_the_tool_changes_nothing() -> None:
    found = Watched(plan(routine([quiet("move", 30), press(for_=40)])))
    found.give("pause")
    found.give("local", local=9)
    assert advice(found) == []


@pytest.mark.parametrize(
    ("what", "rule"), [("bone", "D12"), ("groin", "D12"), ("knee", "D12"), ("sore", "D10")]
)
def test_a_wrong_place_and_soreness_end_the_step(what: str, rule: str) -> None:
    found = pressing()
    found.give("wrong", what=what)
    assert advice(found) == [(rule, "end_step")]
    assert found.session.index == 1


def test_in_getting_on_the_step_is_passed_over() -> None:
    found = Watched(FOUND)
    found.give("wrong", what="sore")
    ended = next(one for one in found.events if isinstance(one, ev.StepEnded))
    assert (ended.outcome, ended.delivered_s) == ("skipped", 0)


def test_a_rest_or_a_check_is_never_cut_short_by_what_was_pressed_before_it() -> None:
    found = pressing()
    found.wait(125)
    assert found.session.state is State.WAITING
    found.give("wrong", what="bone")
    assert advice(found) == [("D12", "go_on")]
    assert found.session.state is State.WAITING


def test_faint_ends_the_session() -> None:
    found = pressing()
    found.give("wrong", what="faint")
    assert words(found) == [says("D11")]
    assert outcome(found) == "safety"
    assert found.session.locks == []


# ---- D13, D14 -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reading", "rule"),
    [
        ({"lowest": "back"}, "D13"),
        ({"leg": 2}, "D13"),
        ({"leg": 2, "back": 4}, "D13"),
        ({"leg": 3}, "D14"),
        ({"leg": 4}, "D14"),
        ({"lowest": "buttock"}, "D14"),
    ],
)
def test_better_or_the_same_goes_on_just_as_before(reading: dict[str, Any], rule: str) -> None:
    found = pressing()
    found.give("pain", **reading)
    assert advice(found) == [(rule, "go_on")]
    assert found.session.state is State.WORKING


def test_a_reading_with_nothing_to_compare_says_nothing() -> None:
    found = pressing(before=Reading())
    found.give("pain", leg=9, lowest="foot")
    assert advice(found) == []


# ---- panic ---------------------------------------------------------------------------

PANIC = [row["ask"] for row in RULES["panic"]]


def test_something_else_asks_three_things_one_by_one() -> None:
    found = pressing()
    for question, answer in zip(PANIC, ["no", "no", "yes"], strict=True):
        if answer == "no" and question == PANIC[0]:
            found.give("wrong", what="other")
        assert found.session.question == question
        found.give(answer)
    assert words(found)[-1] == RULES["panic_clear"]
    assert found.session.state is State.PAUSED
    assert found.session.locks == []


@pytest.mark.parametrize(
    ("answers", "items", "verdict"),
    [
        (["yes"], ("RF05", "RF07"), "emergency"),
        (["no", "yes"], ("RF08",), "emergency"),
        (["no", "no", "no"], ("RF26",), "urgent"),
    ],
)
def test_a_worrying_answer_ends_the_session_and_locks(
    answers: list[str], items: tuple[str, ...], verdict: str
) -> None:
    found = pressing()
    found.give("wrong", what="other")
    for answer in answers:
        found.give(answer)
    assert outcome(found) == "safety"
    (lock,) = found.session.locks
    assert (lock.items, lock.verdict, lock.confirmed) == (items, verdict, True)


@pytest.mark.parametrize("how", ["time", "stop", "interrupt"])
def test_a_panic_question_that_nobody_answers_locks_unconfirmed(how: str) -> None:
    found = pressing()
    found.give("wrong", what="other")
    if how == "time":
        found.wait(60)
    elif how == "stop":
        found.give("stop")
    else:
        found.session.interrupt()
    (lock,) = found.session.locks
    assert (lock.rule, lock.confirmed) == ("D1", False)


def test_each_question_after_w_has_words_of_its_own() -> None:
    said = []
    for number in range(len(PANIC)):
        watch = Watch(Reading())
        watch.wrong("other")
        for _ in range(number):
            assert watch.answer(False).action is Action.ASK
        decision = watch.answer(number < 2)
        assert decision.action is Action.END_SESSION
        said.append(decision.says)
    assert len({*said, says("D1"), says("D2")}) == len(PANIC) + 2


# ---- what is owed when nothing more is heard ------------------------------------------


def rules_owed(found: Watched) -> list[str]:
    return [one.rule for one in found.session.owed]


@pytest.mark.parametrize("what", [*WRONG, "pain"])
@pytest.mark.parametrize("way", ["interrupt", "nobody_answers"])
def test_what_is_owed_is_what_an_end_without_an_answer_comes_to(what: str, way: str) -> None:
    found = pressing()
    if what == "pain":
        found.give("pain", lowest="foot")
    else:
        found.give("wrong", what=what)
    owed = found.session.owed
    if way == "nobody_answers" and found.session.state is not State.ASKING:
        found.wait(120)
    found.events += getattr(found.session, way)()
    assert found.session.owed == owed
    assert found.session.locks == [one.lock for one in owed if one.lock]
    told = [rule for rule, action in advice(found) if action == "end_session"]
    assert told == [one.rule for one in owed]


def test_an_answer_that_is_well_leaves_nothing_owed() -> None:
    found = pressing()
    assert rules_owed(found) == []
    found.give("pain", lowest="foot")
    assert rules_owed(found) == ["D5"]
    found.give("no")
    assert rules_owed(found) == []
    found.give("wrong", what="numb")
    assert rules_owed(found) == ["D2"]
    found.give("no")
    assert rules_owed(found) == []


def test_an_interruption_while_pain_is_lower_down_tells_d5() -> None:
    found = pressing()
    found.give("pain", lowest="calf")
    found.events += found.session.interrupt()
    assert advice(found)[-1] == ("D5", "end_session")
    assert outcome(found) == "interrupted"


@pytest.mark.parametrize(
    ("what", "answers", "owed"),
    [
        ("saddle", ["yes"], ["D5", "D1"]),
        ("saddle", ["no"], ["D5", "D1"]),
        ("faint", [], ["D5", "D11"]),
        ("numb", ["yes"], ["D5", "D2"]),
        ("numb", ["no"], ["D5"]),
    ],
)
def test_pain_that_moved_down_is_not_forgotten_when_something_weightier_is_asked(
    what: str, answers: list[str], owed: list[str]
) -> None:
    found = pressing()
    found.give("pain", lowest="foot")
    found.give("wrong", what=what)
    for answer in answers:
        found.give(answer)
    assert outcome(found) == "safety"
    assert rules_owed(found) == owed
    assert [one for one in advice(found) if one[1] == "end_session"] == [
        (rule, "end_session") for rule in owed
    ]


# ---- one thing at a time -----------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "takes_over"),
    [
        ("numb", "saddle", True),
        ("numb", "faint", True),
        ("numb", "electric", False),
        ("numb", "other", False),
        ("saddle", "numb", False),
        ("saddle", "faint", False),
        ("other", "saddle", True),
        ("other", "faint", True),
        ("other", "numb", False),
        ("other", "other", False),
    ],
)
def test_only_what_weighs_more_takes_the_place_of_a_question(
    first: str, second: str, takes_over: bool
) -> None:
    found = pressing()
    found.give("wrong", what=first)
    before = found.snapshot()
    said = found.give("wrong", what=second)
    refused = [type(one) for one in said] == [ev.Refused]
    assert refused is not takes_over
    assert (found.snapshot() == before) is not takes_over


def test_a_question_about_pain_gives_way_to_numbness_only() -> None:
    for what, takes_over in (("numb", True), ("electric", False), ("bone", False)):
        found = pressing()
        found.give("pain", leg=9)
        said = found.give("wrong", what=what)
        assert (not isinstance(said[0], ev.Refused)) is takes_over
        assert found.session.state is State.RECHECK


def test_a_lock_that_was_being_asked_about_is_kept_when_something_worse_ends_it() -> None:
    found = pressing()
    found.give("wrong", what="numb")
    found.give("wrong", what="faint")
    assert found.session.locks == [Lock("D2", (), Verdict.URGENT)]


@pytest.mark.parametrize("name", ["next", "back", "extend", "ready", "pause", "resume"])
def test_no_key_gets_past_a_question(name: str) -> None:
    found = pressing()
    found.give("wrong", what="saddle")
    (refused,) = found.give(name)
    assert isinstance(refused, ev.Refused)
    assert refused.why == says("D1", "confirm")


def test_again_says_what_is_being_found_out() -> None:
    found = pressing()
    found.give("wrong", what="numb")
    assert found.give("again")[0].body()["say"] == says("D2", "recheck")
    found.wait(60)
    assert found.give("again")[0].body()["say"] == says("D2", "ask")


def test_every_word_after_wrong_has_a_rule_and_every_rule_its_words() -> None:
    assert set(RULES["wrong"]) == set(WRONG)
    for row in RULES["wrong"].values():
        assert row["rule"] in {*RULES["rules"], "panic"}
    told = set(RULES["rules"])
    assert set(RULES["order"]) == told == {f"D{n}" for n in range(1, 15)}


def test_a_word_that_nobody_knows_asks_the_panic_questions() -> None:
    decision = Watch(Reading()).wrong("strange")
    assert (decision.rule, decision.action) == ("panic", Action.ASK)
    assert Watch(Reading()).is_worse("saddle") is False


def test_a_reading_answers_only_what_it_can_be_compared_with() -> None:
    watch = Watch(Reading(leg=1))
    assert watch.still_so(Reading(leg=9)) is None
    watch.reading(Reading(leg=9))
    assert watch.still_so(Reading(lowest=Lowest.FOOT)) is None
    assert watch.still_so(Reading(leg=9)) is True
