"""A session in time: getting on, waiting, pausing, going back, extending, ending."""

from typing import Any

import pytest

from people import Node, cleared, past, plan, plan_of, press, quiet, routine
from sciacoach.routine.layout import lay_out
from sciacoach.routine.limits import Column
from sciacoach.screening.clearance import Restrictions
from sciacoach.session import events as ev
from sciacoach.session.plan import Fitted
from sciacoach.session.states import State
from sciacoach.session.stop_rules import Reading
from watching import BEFORE, Watched, played


def watched(steps: list[Node], *, hands_free: bool = False, **top: Any) -> Watched:
    return Watched(plan(routine(steps, **top)), hands_free=hands_free)


def at(found: Watched, kind: type[ev.Event]) -> list[float]:
    return [one.t for one in found.events if isinstance(one, kind)]


def last(found: Watched, kind: type[ev.Event]) -> Any:
    return [one for one in found.events if isinstance(one, kind)][-1]


def said(events: list[ev.Event]) -> list[str]:
    return [one.say for one in events if isinstance(one, ev.CueSaid)]


BALL = press(for_=40)
BIT = quiet("move", 30)


def test_a_session_begins_with_what_is_planned_and_the_reading_before() -> None:
    found = watched([BALL, BIT])
    started, reading, *_ = found.events
    assert isinstance(started, ev.SessionStarted)
    assert (started.planned_s, started.steps, started.rehearsal) == (130.0, 3, False)
    assert reading == ev.Pain(0.0, 3, 2, BEFORE.lowest, None, "before")


def test_without_a_reading_nothing_is_told_of_one() -> None:
    found = Watched(plan(routine([BIT])), before=Reading())
    assert at(found, ev.Pain) == []


def test_a_whole_step_from_its_announcement_to_its_end() -> None:
    cue = {"at": "half", "say": "Breathe."}
    found = watched([press(for_=40, cues=[cue], say="Lean in."), BIT])
    found.wait(60)
    kinds = [(one.kind, one.t) for one in found.events[2:]]
    assert kinds == [
        ("step_announced", 0),
        ("step_started", 10),
        ("half", 30),
        ("cue", 30),
        ("countdown", 40),
        ("countdown", 47),
        ("countdown", 48),
        ("countdown", 49),
        ("step_ended", 50),
        ("side_changed", 50),
        ("step_announced", 50),
        ("step_started", 60),
    ]
    assert all(one.body()["due"] == one.t for one in found.events[2:])


def test_getting_on_and_changing_over_are_announced_with_their_side() -> None:
    found = watched([press(for_=40, say="Lean in."), BIT])
    assert last(found, ev.StepAnnounced).say == "Lean in. Left side."
    assert last(found, ev.StepAnnounced).starts_in == 10
    found.wait(50)
    assert last(found, ev.SideChanged).to == "right"
    assert last(found, ev.StepAnnounced).say == "Lean in. Right side."


def test_a_step_without_contact_starts_at_once() -> None:
    found = watched([BIT])
    assert at(found, ev.StepStarted) == [0.0]


def test_a_late_look_changes_no_time() -> None:
    found = watched([BALL, BIT])
    found.wait(1000)
    assert at(found, ev.StepStarted) == [10, 60, 100]
    assert last(found, ev.SessionEnded).t == 130


def test_a_short_step_has_no_half_and_a_waiting_one_is_not_counted_down() -> None:
    found = played(plan(routine([quiet("move", 9), quiet("setup", 60), quiet("move", 24)])))
    assert at(found, ev.Half) == [pytest.approx(81.0)]
    assert [one.left for one in found.events if isinstance(one, ev.Countdown)] == [3, 2, 1] * 2


def test_cues_come_at_their_time_from_either_end() -> None:
    cues = [{"at": "5s", "say": "One."}, {"at": "-5s", "say": "Two."}]
    found = played(plan(routine([quiet("move", 30, cues=cues)])))
    assert at(found, ev.CueSaid) == [5, 25]


def test_a_cue_that_a_shorter_step_has_no_place_for_falls_away() -> None:
    steps = [press(for_=60, cues=[{"at": "50s", "say": "Late."}, {"at": "-50s", "say": "Early."}])]
    found = played(plan(routine(steps), before=past(0)))
    assert at(found, ev.CueSaid) == []


# ---- waiting ------------------------------------------------------------------------------


def test_a_setup_waits_for_its_person_and_the_clock_stands_meanwhile() -> None:
    found = watched([quiet("setup", 20), BIT])
    found.wait(100)
    session = found.session
    assert (session.state, session.t, session.paused_s) == (State.OVERTIME, 20, 80)
    assert session.until_next() is None
    found.give("ready")
    assert last(found, ev.StepEnded).delivered_s == 20
    assert at(found, ev.StepStarted) == [0, 20]


def test_being_ready_early_goes_on_at_once() -> None:
    found = watched([quiet("setup", 20), BIT])
    found.wait(7)
    found.give("ready")
    ended = last(found, ev.StepEnded)
    assert (ended.delivered_s, ended.planned_s, ended.outcome) == (7, 20, "done")
    assert at(found, ev.StepStarted) == [0, 7]


def test_hands_free_a_waiting_step_goes_on_when_its_time_is_over() -> None:
    found = watched([quiet("setup", 20), quiet("check", 30), BIT], hands_free=True)
    found.wait(50)
    assert at(found, ev.StepStarted) == [0, 20, 50]
    assert said(found.events) == ["If anything changed, press any key now."]


def test_a_reading_in_a_check_answers_it() -> None:
    found = watched([quiet("check", 30), BIT])
    found.give("pain", leg=3)
    found.wait(30)
    assert at(found, ev.StepStarted) == [0, 30]


# ---- pausing --------------------------------------------------------------------------------


def test_a_pause_stops_the_clock_and_the_rest_of_the_step_is_whole() -> None:
    found = watched([BIT])
    found.wait(12)
    found.give("pause")
    found.wait(100)
    assert found.session.t == 12
    found.give("resume")
    assert last(found, ev.Resumed).reentry_s == 3
    found.wait(3)
    assert (found.session.state, found.session.t) == (State.WORKING, 12)
    found.wait(18)
    end = last(found, ev.SessionEnded)
    assert (end.delivered_s, end.paused_s, end.outcome) == (30, 103, "completed")


def test_a_pause_on_a_tool_calls_to_come_off_it_every_fifteen_seconds() -> None:
    found = watched([BALL])
    found.wait(20)
    assert said(found.give("pause")) == ["Come off the tool."]
    assert said(found.wait(14.9)) == []
    assert said(found.wait(0.1)) == ["Come off the tool."]
    assert said(found.wait(30)) == ["Come off the tool."] * 2


def test_a_pause_off_the_tool_calls_nothing() -> None:
    for steps in ([BALL], [BIT]):
        found = watched(steps)
        found.wait(5)
        assert said(found.give("pause")) == []
        assert found.session.until_next() is None


def test_pressing_runs_on_for_five_seconds_into_a_pause() -> None:
    found = watched([BALL])
    found.wait(20)
    found.give("pause")
    found.wait(2)
    assert found.session.contact_s == 12
    found.wait(60)
    assert found.session.contact_s == 15
    assert found.session.step_delivered_s == 15


def test_going_on_early_ends_the_running_on_and_waits_for_the_owed_rest() -> None:
    found = watched([BALL])
    found.wait(20)
    found.give("pause")
    found.wait(2)
    assert said(found.give("resume")) == ["A little rest first."]
    assert last(found, ev.Resumed).reentry_s == 30
    found.wait(30)
    assert (found.session.state, found.session.contact_s) == (State.WORKING, 12)
    found.wait(30)
    assert last(found, ev.StepEnded).delivered_s == 42


def test_a_long_pause_is_rest_enough() -> None:
    found = watched([BALL])
    found.wait(20)
    found.give("pause")
    found.wait(60)
    assert said(found.give("resume")) == []
    assert last(found, ev.Resumed).reentry_s == 3


def test_a_pause_in_getting_on_keeps_what_was_prepared() -> None:
    found = watched([BALL])
    found.wait(6)
    found.give("pause")
    found.wait(10)
    found.give("resume")
    found.wait(3 + 4)
    assert at(found, ev.StepStarted) == [10]
    assert len(at(found, ev.StepAnnounced)) == 1


def test_a_pause_in_getting_ready_starts_it_anew() -> None:
    found = watched([BIT])
    found.wait(5)
    found.give("pause")
    found.give("resume")
    found.wait(2)
    found.give("pause")
    found.give("resume")
    found.wait(2)
    assert found.session.state == "returning"
    found.wait(1)
    assert found.session.state == "working"


def test_a_pause_beyond_a_planned_wait_leads_back_there() -> None:
    found = watched([quiet("setup", 20), BIT])
    found.wait(25)
    found.give("pause")
    found.give("resume")
    assert (found.session.state, last(found, ev.Resumed).reentry_s) == (State.OVERTIME, 0)


def test_a_gap_is_a_pause_that_says_so_and_pressing_ran_on_in_it() -> None:
    found = watched([BALL])
    found.wait(20)
    gap = found.session.gap(3600)
    assert isinstance(gap[0], ev.Paused)
    assert gap[0].why == "gap"
    assert (found.session.t, found.session.paused_s, found.session.contact_s) == (20, 3600, 15)


# ---- rests that are owed --------------------------------------------------------------------


def test_skipping_ahead_waits_for_the_rest_that_is_owed() -> None:
    found = watched([press(for_=40, side="left"), quiet("rest", 60), press(for_=20, side="left")])
    found.wait(30)
    found.give("next")
    found.give("next")
    assert found.session.state == "returning"
    assert said(found.events)[-1] == "A little rest first."
    found.wait(20)
    assert found.session.state == "preparing"
    found.wait(10)
    assert found.session.state == "working"
    assert found.limits_passed() == set()


def test_next_works_while_a_rest_is_owed() -> None:
    found = watched([press(for_=40, side="left"), quiet(), press(for_=20, side="left"), BIT])
    found.wait(30)
    found.give("next")
    found.give("next")
    assert found.session.state is State.RETURNING
    found.give("next")
    assert found.session.turn is not None
    assert found.session.turn.do == "move"


@pytest.mark.parametrize("state", ["preparing", "working", "waiting", "overtime", "paused"])
def test_next_works_in_every_state(state: str) -> None:
    found = watched([quiet("setup", 20) if state in ("waiting", "overtime") else BALL, BIT])
    found.wait({"preparing": 5, "overtime": 30}.get(state, 15))
    if state == "paused":
        found.give("pause")
    assert found.session.state == state
    found.give("next")
    assert last(found, ev.StepEnded).outcome == "skipped"
    assert found.session.index == 1


def test_going_on_from_a_pause_by_next_says_so() -> None:
    found = watched([BALL, BIT])
    found.give("pause")
    assert [one.kind for one in found.give("next")][:2] == ["step_ended", "resumed"]


# ---- back and again ---------------------------------------------------------------------------


def test_back_goes_to_the_start_of_the_step() -> None:
    found = watched([BIT, quiet("rest", 30)])
    found.wait(40)
    found.give("back")
    assert found.session.index == 1
    ended = last(found, ev.StepEnded)
    assert (ended.index, ended.outcome, ended.delivered_s) == (1, "cut", 10)
    found.wait(30)
    assert last(found, ev.SessionEnded).delivered_s == 70


def test_back_right_after_the_start_goes_to_the_step_before() -> None:
    found = watched([BIT, quiet("rest", 30)])
    found.wait(33)
    found.give("back")
    assert found.session.index == 0


def test_back_while_getting_on_goes_to_the_step_before() -> None:
    found = watched([BIT, BALL])
    found.wait(35)
    found.give("back")
    assert found.session.index == 0
    found.give("back")
    assert found.session.index == 0


def test_going_back_out_of_getting_on_over_and_over_counts_towards_the_length() -> None:
    found = watched([BIT, press(for_=20)])
    for _ in range(3):
        found.wait(39)
        found.give("back")
    assert found.session._body.prepared_s == 27


def test_going_back_cannot_pass_a_limit() -> None:
    found = watched([press(for_=60), quiet("rest", 40), press(for_=60)])
    found.wait(10 + 30)
    refused = found.give("back")[0]
    assert isinstance(refused, ev.Refused)
    assert (refused.command, refused.limit) == ("back", "L08")
    assert "(L08)" in refused.why


def test_going_back_cannot_pass_the_files_own_seconds_under_a_dose() -> None:
    found = Watched(plan(routine([press(for_=60), BIT]), before=past(0)))
    found.wait(10 + 20)
    assert isinstance(found.give("back")[0], ev.StepEnded)
    found = Watched(plan(routine([press(for_=60), BIT]), before=past(3)))
    found.wait(10 + 44)
    refused = found.give("back")[0]
    assert isinstance(refused, ev.Refused)
    assert refused.limit == "L26"


def test_going_back_cannot_make_a_session_longer_than_an_hour() -> None:
    found = Watched(plan(routine([quiet("move", 3000)])))
    found.wait(2999)
    refused = found.give("back")[0]
    assert isinstance(refused, ev.Refused)
    assert refused.limit == "L34"


def test_going_back_out_of_a_change_over_without_contact_counts_nothing() -> None:
    found = watched([quiet("move", 20, side="each"), BALL])
    found.wait(25)
    found.give("back")
    assert (found.session.index, found.session._body.prepared_s) == (0, 0)


def test_again_says_the_last_instruction() -> None:
    found = watched([press(say="Lean in.")])
    assert said(found.give("again")) == ["Lean in."]


# ---- extend ---------------------------------------------------------------------------------


def test_ten_more_seconds_come_to_both_sides() -> None:
    found = watched([press(for_=40), BIT])
    found.wait(20)
    assert found.give("extend") == [ev.Extended(20, 10.0)]
    found.wait(100)
    ended = [one for one in found.events if isinstance(one, ev.StepEnded)]
    assert [(one.planned_s, one.delivered_s) for one in ended[:2]] == [(50, 50), (50, 50)]


def test_the_second_side_alone_gets_no_more_than_the_first() -> None:
    found = watched([press(for_=40), BIT])
    found.wait(70)
    refused = found.give("extend")[0]
    assert isinstance(refused, ev.Refused)
    assert refused.why.startswith("Both sides get the same time")


def test_extending_gives_back_what_was_gone_back_over() -> None:
    found = watched([press(for_=20), BIT])
    found.wait(15)
    found.give("extend")
    found.give("back")
    found.wait(60)
    ended = [one for one in found.events if isinstance(one, ev.StepEnded)]
    assert ended[1].planned_s == 30


def test_an_extended_step_is_counted_down_anew_and_its_half_is_told_once() -> None:
    found = watched([quiet("move", 40)])
    found.wait(22)
    found.give("extend")
    found.wait(30)
    assert at(found, ev.Half) == [20]
    assert [one.left for one in found.events if isinstance(one, ev.Countdown)] == [10, 3, 2, 1]
    assert last(found, ev.SessionEnded).t == 50


@pytest.mark.parametrize(
    ("step", "limit"),
    [
        (press("hold", for_=21), "L01"),
        (press("hold", "tfl_itb", 51), "L02"),
        (press(for_=51), "L05"),
        (press("stroke", for_=171, tool="hands", position="chair"), "L07"),
    ],
)
def test_extending_cannot_pass_the_limit_of_one_go(step: Node, limit: str) -> None:
    found = watched([step], tools=["tennis_ball", "hands"]) if "tool" in step else watched([step])
    found.wait(12)
    refused = found.give("extend")[0]
    assert isinstance(refused, ev.Refused)
    assert (refused.command, refused.limit) == ("extend", limit)


def test_extending_counts_what_is_still_planned() -> None:
    found = watched([press(for_=50), quiet("rest", 40), press(for_=60)])
    found.wait(12)
    found.give("extend")
    refused = found.give("extend")[0]
    assert isinstance(refused, ev.Refused)
    found = watched([press(for_=50), quiet("rest", 40), press(for_=30), quiet(), press(for_=40)])
    found.wait(12)
    refused = found.give("extend")[0]
    assert isinstance(refused, ev.Refused)
    assert refused.limit == "L08"


def test_under_a_dose_extending_cannot_pass_the_files_own_seconds() -> None:
    found = Watched(plan(routine([press(for_=60)]), before=past(3)))
    found.wait(12)
    assert isinstance(found.give("extend")[0], ev.Extended)
    refused = found.give("extend")[0]
    assert isinstance(refused, ev.Refused)
    assert refused.limit == "L26"


def test_a_walk_can_be_made_longer_but_not_past_an_hour() -> None:
    found = watched([quiet("move", 3585)])
    found.wait(5)
    assert isinstance(found.give("extend")[0], ev.Extended)
    refused = found.give("extend")[0]
    assert isinstance(refused, ev.Refused)
    assert refused.limit == "L34"


# ---- limits while it runs ---------------------------------------------------------------------


def test_a_step_is_held_to_what_the_limits_still_leave() -> None:
    """Pauses run on: pressing that was not planned is taken off what comes later."""
    found = watched([press(for_=60), quiet("rest", 40), press(for_=60)])
    found.wait(40)
    found.give("pause")
    found.wait(60)
    found.give("resume")
    found.wait(1000)
    started = [one for one in found.events if isinstance(one, ev.StepStarted)]
    ended = [one for one in found.events if isinstance(one, ev.StepEnded)]
    assert ended[0].delivered_s == 60
    assert started[-2].planned_s == 60
    assert found.limits_passed() == set()


def test_what_ran_on_into_a_pause_can_use_up_a_step() -> None:
    found = watched([press(for_=60), BIT])
    found.wait(10 + 55.5)
    found.give("pause")
    found.wait(60)
    found.give("resume")
    found.wait(3)
    ended = last(found, ev.StepEnded)
    assert (ended.delivered_s, ended.outcome) == (60, "cut")
    assert "(L05)" in said(found.events)[-1]
    assert found.session.index == 1


def test_a_step_for_which_no_limit_leaves_a_second_is_passed_over() -> None:
    turns = lay_out(routine([press(for_=60, side="left"), BIT]))
    full = plan_of((*turns[:1], *turns[1:], *turns[:1], *turns[1:], *turns), column=Column.HARD)
    found = Watched(full)
    found.wait(1000)
    ended = [one for one in found.events if isinstance(one, ev.StepEnded)]
    assert [one.outcome for one in ended] == ["done"] * 4 + ["skipped", "done"]
    assert any("(L08)" in words for words in said(found.events))
    assert found.session.contact_s == 120


def test_a_session_that_is_stopped_keeps_what_was_done() -> None:
    found = watched([BALL, BIT])
    found.wait(30)
    found.give("stop")
    ended, end = found.events[-2:]
    assert isinstance(ended, ev.StepEnded)
    assert (ended.outcome, ended.delivered_s) == ("cut", 20)
    assert isinstance(end, ev.SessionEnded)
    assert (end.outcome, end.contact_s, end.delivered_s) == ("stopped", 20, 30)


def test_a_session_of_nothing_is_over_at_once() -> None:
    found = Watched(plan_of(()))
    assert found.kinds() == ["session_started", "pain", "session_ended"]


# ---- hands-free, nobody there -------------------------------------------------------------------


def near(name: str) -> Node:
    return press(for_=20, name=name)


def alone(steps: list[Node], **more: Any) -> list[str]:
    found = Watched(plan(routine(steps)), hands_free=True, **more)
    found.wait(3000)
    assert found.session.ended
    ended = [one for one in found.events if isinstance(one, ev.StepEnded)]
    turns = found.plan.turns
    return list(dict.fromkeys(turns[one.index].name for one in ended if one.outcome == "done"))


CHECK = quiet("check", 30, name="Check")
THREE = [near("A"), CHECK, near("B"), quiet("rest", 60), near("C"), BIT]


def test_after_a_check_nobody_answered_one_more_step_near_the_nerve_comes() -> None:
    assert alone(THREE) == ["A", "Check", "B", "Rest", "Move"]


def test_elsewhere_contact_goes_on_after_one_unanswered_check() -> None:
    far = [press(region="tfl_itb", for_=20, name=name) for name in ("B", "C")]
    steps = [near("A"), CHECK, far[0], quiet("rest", 60), far[1]]
    assert alone(steps) == ["A", "Check", "B", "Rest", "C"]


def test_after_two_unanswered_checks_contact_is_left_out_and_the_walk_follows() -> None:
    far = press(region="tfl_itb", for_=20, name="Far")
    assert alone([near("A"), CHECK, CHECK | {"name": "Two"}, far, BIT]) == [
        "A", "Check", "Two", "Move",
    ]  # fmt: skip


def test_an_answered_check_opens_the_way_again() -> None:
    found = Watched(plan(routine(THREE)), hands_free=True)
    while not found.session.ended:
        if found.session.state is State.WAITING:
            found.give("pain", leg=3)
        found.wait(5)
    ended = [one for one in found.events if isinstance(one, ev.StepEnded)]
    assert {one.outcome for one in ended} == {"done"}


def test_a_rehearsal_plays_the_whole_plan() -> None:
    assert alone(THREE, rehearsal=True) == ["A", "Check", "B", "Rest", "C", "Move"]


def test_what_is_left_out_is_told_once_and_back_does_not_bring_it_back() -> None:
    found = Watched(plan(routine(THREE)), hands_free=True)
    while found.session.index < len(found.plan.turns) - 1:
        found.wait(1)
    assert found.session.turn is not None
    assert found.session.turn.name == "Move"
    found.give("back")
    assert found.session.turn.name == "Rest"
    found.wait(3000)
    skipped = [o.index for o in found.events if isinstance(o, ev.StepEnded) and not o.delivered_s]
    assert skipped == sorted(set(skipped))


def test_nobody_answers_a_question_only_where_one_stands() -> None:
    found = watched([BALL])
    assert found.session.nobody_answers() == []
    found.give("wrong", what="saddle")
    assert found.session.nobody_answers()[-1].body()["outcome"] == "safety"


def test_the_column_of_the_plan_binds_while_it_runs() -> None:
    out = plan(routine([press(for_=60), BIT]), cleared({"P02": Restrictions(precaution=True)}))
    assert isinstance(out, Fitted)
    found = Watched(out)
    found.wait(12)
    refused = found.give("extend")[0]
    assert isinstance(refused, ev.Refused)
    assert refused.limit == "L05"
