"""What is heard of one moment: one tone, and words that keep the person from harm first."""

from dataclasses import replace

import pytest

from sciacoach.audio.tones import Tone
from sciacoach.faces.between import back_on, time_left
from sciacoach.faces.heard import (
    BEFORE_END_S,
    WORDS_A_SECOND,
    Heard,
    Listener,
    heard,
    of_step,
)
from sciacoach.faces.screen.cards import StepCard
from sciacoach.session import events as ev
from sciacoach.session.words import word
from sciacoach.vocabulary import Do, Region, Side, Tool

LEFT = StepCard(
    "Search",
    Do.ROLL,
    Side.LEFT,
    Region.PIRIFORMIS,
    Tool.TENNIS_BALL,
    ceiling=3,
    say="Lean lightly.",
)
RIGHT = replace(LEFT, side=Side.RIGHT, change=True)
REST = StepCard("Rest", Do.REST, say="Rest.")
WALK = StepCard("Walk", Do.MOVE, planned_s=30.0, say="Walk.")
CARDS = (LEFT, RIGHT, REST, WALK)


def announced(index: int, say: str) -> ev.StepAnnounced:
    return ev.StepAnnounced(0.0, index, CARDS[index].name, say, 10.0)


def started(index: int) -> ev.StepStarted:
    card = CARDS[index]
    return ev.StepStarted(
        0.0, index, card.name, card.do, card.region, card.tool, card.side, 30.0, card.ceiling
    )


def test_a_step_is_announced_with_its_side() -> None:
    assert heard([announced(0, "Lean lightly. Left side.")], CARDS) == Heard(
        Tone.ANNOUNCE, ("Lean lightly. Left side.",)
    )


def test_a_tempo_is_said_once_before_the_first_side_if_there_is_time() -> None:
    cards = tuple(replace(card, tempo=2.5) for card in CARDS[:2])
    first = heard([announced(0, "Lean lightly. Left side.")], cards)
    assert first.words == ("Lean lightly. Left side.", "2.5 seconds each way.")
    assert next(of_step(0, cards)).words == ("Lean lightly. Left side.", "2.5 seconds each way.")
    change = heard([ev.SideChanged(0.0, "right"), announced(1, "Right side.")], cards)
    assert "each way" not in change.text
    long = "Lean. " * 18
    assert heard([announced(0, long)], cards).words == (long,)


def test_pressing_starts_with_a_tone_and_the_ceiling() -> None:
    found = heard([started(0)], CARDS)
    assert found.tone is Tone.START
    assert found.text == "Start. 30 seconds. At most 3 of 10."


def test_the_ceiling_that_is_said_is_the_one_that_was_fitted() -> None:
    assert "At most 2 of 10." in heard([replace(started(0), ceiling=2)], CARDS).text


def test_a_change_of_side_says_the_side_once() -> None:
    batch = [ev.SideChanged(0.0, "right"), announced(1, "Lean lightly. Right side.")]
    assert heard(batch, CARDS) == Heard(Tone.CHANGE, ("Change to the right side.", "Lean lightly."))


def test_a_rest_has_a_tone_of_its_own() -> None:
    assert heard([announced(2, "Rest."), started(2)], CARDS) == Heard(Tone.REST, ("Rest.",))


def test_a_pause_on_a_tool_says_first_to_come_off_it() -> None:
    off = word("come_off")
    batch = [ev.Paused(0.0, "key"), ev.CueSaid(0.0, off)]
    assert heard(batch, CARDS) == Heard(Tone.PAUSE, (off,))


def test_a_pause_off_the_tool_says_that_it_is_one() -> None:
    assert heard([ev.Paused(0.0, "key")], CARDS) == Heard(Tone.PAUSE, ("Paused. Space goes on.",))


def test_coming_off_what_a_rule_says_and_its_question_are_all_said_in_order() -> None:
    batch = [
        ev.Paused(0.0, "key"),
        ev.CueSaid(0.0, "Come off the tool."),
        ev.Advice(0.0, "D1", "Something.", "ask"),
        ev.CueSaid(0.0, "A question?"),
    ]
    found = heard(batch, CARDS)
    assert found.tone is Tone.WARNING
    assert found.words == ("Come off the tool.", "Something.", "A question?")


def test_the_half_gives_way_to_a_cue_of_the_same_moment_and_keeps_its_tone() -> None:
    batch = [ev.Half(0.0), ev.CueSaid(0.0, "Breathe out.")]
    assert heard(batch, CARDS) == Heard(Tone.HALF, ("Breathe out.",))


@pytest.mark.parametrize(
    ("left", "tone"), [(10, None), (3, Tone.LAST), (2, Tone.LAST), (1, Tone.LAST)]
)
def test_the_last_three_seconds_sound_and_the_last_ten_are_said(
    left: int, tone: Tone | None
) -> None:
    found = heard([ev.Countdown(0.0, left)], CARDS)
    assert found.tone is tone
    assert found.words == (word(f"left_{left}"),)


@pytest.mark.parametrize(
    "event", [ev.Refused(0.0, "extend", "L08", "No more."), ev.Fault(0.0, "x", "No more.")]
)
def test_a_refusal_warns_and_says_why(event: ev.Event) -> None:
    assert heard([event], CARDS) == Heard(Tone.WARNING, ("No more.",))


def test_what_ends_a_session_is_said_before_its_end() -> None:
    batch = [
        ev.Advice(0.0, "D4", "Stop now.", "end_session"),
        ev.SessionEnded(0.0, "safety", 0, 0, 0),
    ]
    found = heard(batch, CARDS)
    assert found.tone is Tone.END
    assert found.words == ("Stop now.", word("safety"))


def test_a_waiting_step_tells_the_key_to_who_has_keys_and_to_nobody_else() -> None:
    wait = [ev.Waiting(0.0, 20.0)]
    assert heard(wait, CARDS).words == (word("heard_ready"),)
    for listener in (Listener.HANDS_FREE, Listener.FILE):
        assert heard(wait, CARDS, listener).words == ("You have 20 seconds.",)
        assert not heard([*wait, ev.CueSaid(0.0, "?")], CARDS, listener).text.startswith("You")


def test_a_step_that_does_not_press_tells_how_long_it_goes_on() -> None:
    batch = [announced(3, "Walk."), started(3)]
    assert heard(batch, CARDS).text == "Walk. 30 seconds."
    for short in (replace(WALK, quiet_s=2.0), replace(WALK, do=Do.CHECK)):
        assert heard(batch, (*CARDS[:3], short)).text == "Walk."


SETUP = StepCard(
    "Ready", Do.SETUP, planned_s=20.0, say="Find the spot.", text="Use a bare wall. " * 3
)
READY = [ev.StepAnnounced(0.0, 0, "Ready", SETUP.say, 0.0), ev.Waiting(0.0, 20.0)]


def test_what_a_setup_says_at_length_is_said_after_its_words() -> None:
    assert heard(READY, (SETUP,), Listener.FILE).text == (
        "Find the spot. You have 20 seconds. Use a bare wall. Use a bare wall. Use a bare wall."
    )
    asked = heard(READY, (SETUP,)).text
    assert asked.startswith(f"Find the spot. {word('heard_ready')} Use a bare wall.")
    for other in (replace(SETUP, text=None), replace(SETUP, do=Do.CHECK)):
        assert "wall" not in heard(READY, (other,)).text
    assert "wall" not in heard(READY[1:], (SETUP,)).text


def test_without_a_key_a_setup_says_no_more_than_it_has_time_for() -> None:
    long = replace(SETUP, text="Use a bare wall, no glass. " * 12)
    said = heard(READY, (long,), Listener.HANDS_FREE).words
    assert said[-1] == "Use a bare wall, no glass."
    seconds = len(" ".join(said).split()) / WORDS_A_SECOND
    assert 15.0 < seconds <= 20.0 - BEFORE_END_S
    assert len(heard(READY, (long,)).words) == 14


def test_a_check_tells_who_has_keys_which_ones_answer_it() -> None:
    check = replace(SETUP, do=Do.CHECK)
    assert heard(READY, (check,)).words[1:] == (word("heard_ready"), word("heard_check"))
    assert word("heard_check") not in heard(READY, (check,), Listener.HANDS_FREE).words


@pytest.mark.parametrize("line", ["?", "help"])
def test_who_asks_for_the_keys_hears_them_without_a_warning(line: str) -> None:
    found = heard([ev.Fault(0.0, line, "not a command")], CARDS)
    assert found == Heard(None, (word("heard_help"),))


def test_a_sound_file_never_asks_for_a_key() -> None:
    begin = ev.SessionStarted(0.0, "s", "r", 60.0, 2, False, ())
    for event in (begin, ev.CueSaid(0.0, word("check_hands_free")), ev.Waiting(0.0, 9.0)):
        assert "key" not in heard([event], (REST, WALK), Listener.FILE).text.lower()


def test_the_keys_are_told_only_where_there_is_time_for_them() -> None:
    begin = ev.SessionStarted(0.0, "s", "r", 60.0, 2, False, ())
    assert heard([begin], (WALK, LEFT)).words == (word("heard_by_keys"),)
    assert heard([begin], (replace(WALK, do=Do.SETUP, planned_s=15.0),))
    for short in (LEFT, replace(WALK, planned_s=29.9), replace(WALK, do=Do.CHECK, planned_s=14.9)):
        assert not heard([begin], (short, RIGHT))


def moment(left_s: float | None, *, index: int = 0, state: str = "working") -> ev.Moment:
    return ev.Moment(0.0, state, index, left_s, 100.0, 0.0, None)


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (90.2, 89.9, "1 minute 30 seconds left."),
        (60.0, 59.9, "1 minute left."),
        (30.1, 29.0, "30 seconds left."),
        (120.5, 119.9, "2 minutes left."),
    ],
)
def test_the_time_left_is_told_as_it_passes_each_step_of_it(
    before: float, now: float, said: str
) -> None:
    assert time_left(moment(before), moment(now), 30.0).text == said


@pytest.mark.parametrize(
    ("before", "now", "every"),
    [
        (moment(90.2), moment(89.9), 0.0),
        (moment(89.9), moment(89.6), 30.0),
        (moment(90.2), moment(89.9, index=1), 30.0),
        (moment(90.2, state="paused"), moment(89.9), 30.0),
        (moment(90.2), moment(89.9, state="preparing"), 30.0),
        (moment(None), moment(89.9), 30.0),
        (moment(90.0), moment(None), 30.0),
        (moment(10.2), moment(9.9), 10.0),
    ],
)
def test_the_time_left_is_silent_otherwise(before: ev.Moment, now: ev.Moment, every: float) -> None:
    assert not time_left(before, now, every)
    assert not time_left(None, now, every)


def ended(index: int, outcome: str) -> ev.StepEnded:
    return ev.StepEnded(0.0, index, 30.0, 0.0, outcome)


def test_pressing_that_is_passed_over_is_told_before_what_comes_next() -> None:
    batch = [ended(3, "done"), ended(0, "skipped"), ended(1, "skipped"), announced(2, "Rest.")]
    assert heard(batch, CARDS).words == (word("heard_left_out"), "Rest.")


@pytest.mark.parametrize(
    "batch",
    [
        [ended(0, "skipped"), announced(2, "Rest.")],  # somebody went on
        [ended(3, "done"), ended(2, "skipped")],
        [ended(0, "done"), ended(1, "done")],
    ],
)
def test_a_step_that_somebody_left_or_that_does_not_press_is_not_told(
    batch: list[ev.Event],
) -> None:
    assert word("heard_left_out") not in heard(batch, CARDS).words


def test_a_rule_that_takes_a_place_out_says_so_itself() -> None:
    batch = [ev.Advice(0.0, "D4", "No more.", "x"), ended(0, "cut"), ended(1, "skipped")]
    assert heard(batch, CARDS).words == ("No more.",)


def returning(left_s: float | None, *, index: int = 0, pos_s: float = 5.0) -> ev.Moment:
    return ev.Moment(0.0, "returning", index, left_s, 23.0, pos_s, None)


def working(*, index: int = 0, pos_s: float = 5.0) -> ev.Moment:
    return ev.Moment(0.0, "working", index, 20.0, 30.0, pos_s, None)


def test_after_a_pause_it_is_said_when_to_get_on_and_when_it_presses_again() -> None:
    assert back_on(returning(3.1), returning(2.9), CARDS) == Heard(
        Tone.ANNOUNCE, ("Get on again.", "Left side.")
    )
    assert back_on(returning(0.1), working(), CARDS) == Heard(
        Tone.START, ("Start.", "20 seconds.", "At most 3 of 10.")
    )


def test_both_sides_need_no_side() -> None:
    cards = (replace(LEFT, side=Side.BOTH),)
    assert back_on(returning(3.1), returning(3.0), cards).words == ("Get on again.",)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (None, working()),
        (returning(2.9), returning(2.6)),
        (returning(9.0), returning(8.8)),
        (returning(0.1), working(index=1)),
        (returning(0.1, index=3), working(index=3)),
        (returning(3.1, pos_s=0.0), returning(2.9, pos_s=0.0)),
        (moment(5.0), working()),
        (returning(0.1), moment(None, state="paused")),
    ],
)
def test_nothing_is_said_of_getting_on_otherwise(before: ev.Moment | None, now: ev.Moment) -> None:
    assert not back_on(before, now, CARDS)
