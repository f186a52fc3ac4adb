"""Hands-free, with nobody there: what a check that nobody answered leaves out."""

from collections.abc import Sequence

from edge_kit import CHECK, ended, left, watched

from people import Node, press, quiet
from sciacoach.routine.layout import Turn
from sciacoach.session import events as ev
from sciacoach.session.alone import RULE
from sciacoach.session.states import State
from sciacoach.session.words import word
from sciacoach.vocabulary import Side
from watching import Watched


def names_of_contact(found: Watched) -> list[str]:
    turns: Sequence[Turn] = found.plan.turns
    return [turns[n].name for n, outcome, _ in ended(found) if outcome == "done" and turns[n].tool]


def hands_free(*steps: Node) -> Watched:
    return watched(*steps, hands_free=True)


def test_being_ready_answers_a_check() -> None:
    found = hands_free(left(20, name="A"), CHECK, CHECK, CHECK, left(20, name="B"))
    found.wait(10 + 20 + 30 + 5)
    assert found.session.state is State.WAITING
    found.give("ready")
    found.wait(300)
    assert names_of_contact(found) == ["A", "B"]


def test_being_ready_in_a_setup_answers_no_check() -> None:
    found = hands_free(left(20, name="A"), CHECK, quiet("setup", 20), CHECK, left(20, name="B"))
    found.wait(10 + 20 + 30 + 5)
    found.give("ready")
    found.wait(300)
    assert names_of_contact(found) == ["A"]


def test_a_step_that_was_passed_over_near_the_nerve_is_not_one_that_was_pressed() -> None:
    steps = [left(20, name="A"), CHECK, left(20, name="B"), quiet("rest", 40), left(20, name="C")]
    found = hands_free(*steps)
    found.wait(10 + 20 + 30 + 5)
    assert found.session.index == 2
    found.give("next")
    found.wait(300)
    assert names_of_contact(found) == ["A", "C"]


def test_after_an_unanswered_check_one_round_near_the_nerve_comes_on_both_sides() -> None:
    again = {"repeat": 3, "steps": [press(for_=20, name="B"), quiet("rest", 40)]}
    found = hands_free(left(20, name="A"), CHECK, again)
    found.wait(1000)
    assert names_of_contact(found) == ["A", "B", "B"]
    pressed = [one for one in found.session._body.done if one.turn >= 2]
    assert [one.side for one in pressed] == [Side.LEFT, Side.RIGHT]


def reasons(found: Watched) -> list[str]:
    return [one.says for one in found.events if isinstance(one, ev.Advice) and one.rule == RULE]


def test_why_pressing_was_left_out_is_told_once_for_each_check() -> None:
    steps = [left(20, name="A"), CHECK, CHECK, left(20, name="B"), quiet("rest", 40)]
    found = hands_free(*steps, left(20, name="C"))
    found.wait(10 + 20 + 59)
    assert reasons(found) == []
    found.wait(300)
    assert names_of_contact(found) == ["A"]
    assert reasons(found) == [word(RULE)]
    kinds = [type(one) for one in found.events]
    assert kinds.index(ev.Advice) < kinds.index(ev.StepAnnounced, kinds.index(ev.Advice))


def test_one_key_that_pauses_a_check_and_goes_on_answers_it() -> None:
    found = hands_free(left(20, name="A"), CHECK, CHECK, left(20, name="B"))
    found.wait(10 + 20 + 5)
    for check in (1, 2):
        assert (found.session.index, found.session.state) == (check, State.WAITING)
        found.give("pause")
        found.wait(5)
        found.give("resume")
        found.wait(3 + 30)
    found.wait(300)
    assert names_of_contact(found) == ["A", "B"]
    assert reasons(found) == []


def test_a_pause_in_a_setup_answers_no_check() -> None:
    found = hands_free(left(20, name="A"), CHECK, quiet("setup", 20), CHECK, left(20, name="B"))
    found.wait(10 + 20 + 30 + 5)
    found.give("pause")
    found.give("resume")
    found.wait(300)
    assert names_of_contact(found) == ["A"]


def test_a_check_says_that_any_key_will_do_and_a_setup_does_not() -> None:
    for step, says in ((CHECK, [word("check_hands_free")]), (quiet("setup", 20), [])):
        found = hands_free(step, left(20))
        assert [one.say for one in found.events if isinstance(one, ev.CueSaid)] == says
