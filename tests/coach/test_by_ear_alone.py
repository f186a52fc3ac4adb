"""A whole session with eyes shut, and with one presenter button as the only key."""

import pytest
from hearing import Ears, fitted, listen

from sciacoach.audio.pack import sentences, wanted
from sciacoach.coach.inbox import Pressed
from sciacoach.session import events as ev
from sciacoach.session.words import word
from sciacoach.vocabulary import Do

BUTTON = Pressed("pagedown")
PLAN = fitted("piriformis")


@pytest.fixture(scope="module")
def untouched() -> Ears:
    """Nobody presses anything."""
    return listen(plan=PLAN)


def began(heard: Ears) -> list[ev.StepStarted]:
    return [event for event in heard.room.events if isinstance(event, ev.StepStarted)]


def test_every_step_is_said_with_its_side_and_its_ceiling(untouched: Ears) -> None:
    turns = [PLAN.turns[event.index] for event in began(untouched)]
    pressed = [turn for turn in turns if turn.is_contact]
    assert pressed
    for turn in turns:
        assert untouched.said(turn.say)
    for side in ("left", "right"):
        assert sum(turn.side == side for turn in pressed) == len(pressed) / 2
    starts = untouched.said(word("start"))
    assert len(starts) == len(pressed)
    for turn, at in zip(pressed, starts, strict=True):
        said = [one for one in untouched.sounds if one.do == "say" and one.at <= at]
        assert said[-1].text.endswith(word("heard_ceiling", ceiling=turn.ceiling))
        before = said[-2].text
        assert turn.say in before
        assert f"{turn.side} side" in before.lower()


def test_the_first_words_come_at_once(untouched: Ears) -> None:
    first, second = untouched.sounds[:2]
    assert (first.at, first.do) == (0.0, "tone")
    assert (second.at, second.do) == (0.0, "say")
    assert PLAN.turns[0].say in second.text


def test_each_step_that_presses_tells_how_long(untouched: Ears) -> None:
    pressed = [PLAN.turns[e.index] for e in began(untouched) if PLAN.turns[e.index].is_contact]
    for turn, at in zip(pressed, untouched.said(word("start")), strict=True):
        assert at in untouched.said(f"{turn.seconds:g} seconds.")


def test_a_setup_is_told_at_length_and_is_over_in_time(untouched: Ears) -> None:
    (ready,) = (turn for turn in PLAN.turns if turn.do is Do.SETUP)
    (at,) = untouched.said("You have 40 seconds.")
    (text,) = (one.text for one in untouched.sounds if one.do == "say" and one.at == at)
    assert ready.text
    assert text.endswith(" ".join(ready.text.split()))


def test_all_that_is_said_was_made_ready_before_but_for_what_a_key_brings() -> None:
    heard = listen(plan=PLAN)
    made = {part for text in heard.prepared for part in sentences(text)} | set(wanted())
    said = {part for one in heard.sounds if one.do == "say" for part in sentences(one.text)}
    assert said <= made


def test_the_half_the_last_seconds_the_change_and_the_end_are_said(untouched: Ears) -> None:
    timed = [PLAN.turns[e.index] for e in began(untouched) if not PLAN.turns[e.index].waits]
    assert len(untouched.said(word("half"))) == len(timed)
    assert len(untouched.said("Change to the right side.")) == sum(t.change for t in timed)
    for key in ("left_3", "left_2", "left_1"):
        assert len(untouched.said(word(key))) == len(timed)
    assert untouched.sounds[-1].text == word("completed")
    assert untouched.troubles == ()


def test_waiting_steps_go_on_by_themselves_and_say_when(untouched: Ears) -> None:
    assert untouched.room.result.outcome == "completed"
    assert untouched.said("You have 40 seconds.")
    assert len(untouched.said(word("check_hands_free"))) == 2


def test_checks_that_nobody_answers_leave_out_pressing_and_it_is_said(untouched: Ears) -> None:
    (at,) = untouched.said(word("heard_left_out"))
    assert at > untouched.said(word("check_hands_free"))[-1]
    assert untouched.said("Walk around")[-1] > at


def test_the_words_of_two_moments_never_come_at_one_time(untouched: Ears) -> None:
    times = [one.at for one in untouched.sounds if one.do == "say"]
    assert len(set(times)) == len(times)


def test_the_button_pauses_on_the_tool_and_goes_on_and_both_are_said() -> None:
    start = listen(plan=PLAN).said(word("start"))[0]
    heard = listen([(start + 10, BUTTON), (start + 20, BUTTON)], plan=PLAN)
    assert heard.room.result.outcome == "completed"
    assert heard.said(word("come_off")) == [start + 10]
    (going,) = heard.said("Going on in")
    (again,) = heard.said(word("heard_get_on"))
    on = next(at for at in heard.said(word("start")) if at > again)
    assert start + 20 == going < again < on
    assert on - again == pytest.approx(3.0, abs=0.3)
    assert heard.said("Get on again. Left side.") == [again]


def test_the_button_pauses_off_the_tool_and_the_way_on_is_said() -> None:
    heard = listen([(60.0, BUTTON), (70.0, BUTTON)], plan=PLAN)
    assert heard.room.result.outcome == "completed"
    assert heard.said(word("heard_paused_hands_free")) == [60.0]
    assert heard.said("Going on in 3 seconds.") == [70.0]
    assert not heard.said(word("heard_get_on"))


def test_a_person_who_pauses_and_waits_is_called_off_again_and_again() -> None:
    start = listen(plan=PLAN).said(word("start"))[0]
    heard = listen([(start + 10, BUTTON), (start + 42, BUTTON)], plan=PLAN)
    assert heard.said(word("come_off")) == [start + 10, start + 25, start + 40]


def test_the_button_twice_asks_what_is_wrong_and_no_answer_ends_the_session() -> None:
    start = listen(plan=PLAN).said(word("start"))[0]
    heard = listen([(start + 10, BUTTON), (start + 11, BUTTON)], plan=PLAN)
    assert heard.said(word("come_off")) == [start + 10]
    assert len(heard.said("Is it numb between the legs")) == 1
    assert heard.room.result.outcome == "safety"
    assert heard.sounds[-1].text.endswith(word("safety"))


def test_somebody_with_keys_hears_which_ones() -> None:
    keys = [(at, Pressed("space")) for at in (60.0, 70.0, 73.0)]
    heard = listen([*keys, (90.0, "stop")], plan=PLAN, hands_free=False)
    assert heard.room.result.outcome == "stopped"
    assert heard.said(word("heard_ready")) == [45.0]
    assert len(heard.said("Space pauses.")) == 1


def test_a_check_is_answered_by_a_pause_and_a_number_and_nothing_is_left_out() -> None:
    checks = listen(plan=PLAN).said(word("check_hands_free"))
    script = [
        (at + 6 * number + late, Pressed(key))
        for number, at in enumerate(checks)
        for late, key in ((5.0, "pagedown"), (8.0, "2"), (11.0, "pagedown"))
    ]
    heard = listen(script, plan=PLAN)
    assert heard.room.result.outcome == "completed"
    assert not heard.said(word("heard_left_out"))
    assert len(began(heard)) == len(PLAN.turns)
