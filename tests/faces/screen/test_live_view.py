"""What the live screen knows follows from the events, and from the moments between them."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from live_kit import HOLDING, LOOK_S, STEPS, TITLE, Shown, the_plan, told, view_of

from people import plan, press, routine
from sciacoach.coach.cards import cards_of
from sciacoach.faces.screen.view import (
    PASSING_TICKS,
    READ_TICKS,
    Kind,
    Message,
    View,
    at,
    coarse,
    folded,
)
from sciacoach.session import events as ev
from sciacoach.session.commands import Command
from sciacoach.session.words import word
from strategies import keys


def began() -> View:
    return View(TITLE, cards_of(the_plan().turns))


def alarms(shown: Shown) -> bool:
    return shown.face.view.alarms


def moment(**more: object) -> ev.Moment:
    known = {"t": 1.0, "state": "working", "index": 1, "left_s": 5.0, "whole_s": 30.0}
    return ev.Moment(**(known | {"pos_s": 25.0, "question": None} | more))  # type: ignore[arg-type]


LED_BY_TIME = ("overtime", "asking", "recheck", "returning")
"""States that a session may enter without an event that says so."""


@settings(max_examples=50)
@given(keys)
def test_events_alone_tell_the_same_state_as_the_session(
    pressed: list[tuple[float, Command]],
) -> None:
    shown = Shown()
    for seconds, command in pressed:
        check_known(shown, shown.session.advance(seconds))
        check_known(shown, shown.session.command(command))


def check_known(shown: Shown, events: list[ev.Event]) -> None:
    view, moment = shown.face.view, shown.session.moment
    for event in events:
        view = folded(view, event)
    shown.take(events)
    if view.ended or (events and moment.state not in LED_BY_TIME):
        assert (view.index, view.state) == (moment.index, moment.state)


def test_an_advice_stands_until_it_was_answered() -> None:
    shown = Shown().do((3.0, "ready", 15.0, "wrong zap", 60.0))
    assert shown.face.view.message
    assert alarms(shown)
    shown.do(("resume",))
    assert not alarms(shown)


def test_a_lower_number_answers_that_it_was_too_much() -> None:
    shown = Shown().do((3.0, "ready", 15.0, "local 5", 3.0))
    assert alarms(shown)
    shown.do(("local 2",))
    assert shown.face.view.message == Message(Kind.NOTE, "Noted.", age=1)


def test_an_advice_that_ends_a_step_can_still_be_read_in_the_next_one() -> None:
    shown = Shown().do((3.0, "ready", 55.0, "local 8"))
    assert shown.face.view.card.name == "Short rest"
    shown.do(((READ_TICKS - 2) * LOOK_S,))
    assert alarms(shown)
    shown.do((0.25,))
    assert not alarms(shown)


def test_an_advice_that_was_read_while_getting_on_is_gone_when_the_step_begins() -> None:
    shown = Shown().do((3.0, "ready", 15.0, "local 8", 9.0))
    assert shown.face.view.changing
    assert alarms(shown)
    shown.do((1.0,))
    assert shown.face.view.state == "working"
    assert not alarms(shown)


def test_what_was_refused_passes_and_never_covers_an_advice() -> None:
    shown = Shown().do((3.0, "ready", 15.0, "resume"))
    assert kind(shown) is Kind.REFUSED
    shown.do((PASSING_TICKS * LOOK_S,))
    assert kind(shown) is None
    shown.do(("wrong zap", "ready"))
    assert kind(shown) is Kind.ADVICE


def kind(shown: Shown) -> Kind | None:
    told = shown.face.view.message
    return told.kind if told else None


def test_a_longer_step_counts_its_seconds_from_the_new_length() -> None:
    shown = Shown(plan(routine([press("hold", for_=20), *STEPS[2:]]))).do((12.0, "extend"))
    view = shown.face.view
    assert (view.left_s, view.step_s) == (28.0, 30.0)
    assert view.message and view.message.text == "Ten seconds more."


def test_after_a_pause_it_gets_ready_and_the_gap_is_told() -> None:
    shown = Shown().do((3.0, "ready", 15.0))
    shown.take(shown.session.gap(60))
    assert shown.face.view.gap
    shown.do(("resume",))
    assert shown.face.view.state == "returning"
    assert shown.face.view.left_s and shown.face.view.left_s >= 3


def test_mild_words_are_a_note() -> None:
    view = folded(began(), ev.Advice(0, "D14", "No change.", "go_on"))
    assert view.message and view.message.kind is Kind.NOTE
    assert not view.alarms


def test_a_question_is_known_before_the_next_look() -> None:
    view = folded(began(), ev.Advice(0, "D1", "Can you stand?", "ask"))
    assert (view.state, view.question) == ("asking", "Can you stand?")
    assert folded(view, ev.CueSaid(0, "Yes or no?")).question == "Yes or no?"


def test_after_the_end_nothing_moves() -> None:
    view = view_of("ended")
    later = at(view, moment(state="working"))
    assert replace(later, ticks=view.ticks) == view


@pytest.mark.parametrize(
    ("left", "shown"), [(40.0, 40), (39.2, 40), (39.0, 39), (0.1, 1), (0.0, 0)]
)
def test_a_second_is_shown_until_it_is_over(left: float, shown: int) -> None:
    assert coarse(at(began(), moment(left_s=left))).left_s == shown


def test_looks_within_a_second_change_nothing_that_is_shown() -> None:
    one = at(began(), moment(left_s=4.9, pos_s=25.1, t=26.1))
    other = at(one, moment(left_s=4.3, pos_s=25.7, t=26.7))
    assert coarse(one) == coarse(other)


ASKED = (*HOLDING, "wrong other", 2.0, "no", 2.0, "no", 2.0)


def test_what_may_be_named_stands_as_long_as_the_pause() -> None:
    shown = Shown().do((*ASKED, "yes", "name_it", 60.0))
    assert shown.face.view.choices
    assert "1 a zap down the leg" in told(shown.face.view)
    assert shown.do(("resume", 40.0)).face.view.choices == ""


def test_it_is_known_before_the_next_look_and_is_no_question() -> None:
    shown = Shown().do(ASKED)
    (*_, advice) = shown.session.command(Command("yes"))
    view = folded(folded(shown.face.view, advice), ev.CueSaid(0, word("name_it")))
    assert (view.state, view.question, view.alarms) == ("paused", None, False)


def test_what_was_named_takes_the_list_away() -> None:
    shown = Shown().do((*ASKED, "yes", "name_it", 1.0, "wrong electric"))
    assert shown.face.view.choices == ""
    assert alarms(shown)


def test_words_about_a_key_are_not_hidden_by_what_is_about_to_pass() -> None:
    shown = Shown().do((*HOLDING, "pause", "ready", "q_again"))
    assert "Press q again to end." in told(shown.face.view)


def test_a_note_about_the_sound_waits_until_nothing_else_is_told() -> None:
    shown = Shown().do((*HOLDING, "resume"))
    shown.face.note("No sound.")
    assert kind(shown) is Kind.REFUSED
    shown.do((PASSING_TICKS * LOOK_S,))
    assert "No sound." in told(shown.face.view)
    shown.do(("wrong zap",))
    shown.face.note("No sound.")
    assert kind(shown) is Kind.ADVICE
