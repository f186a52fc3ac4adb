"""The limits of a file at their edges: sizes, sides, places in the file, words."""

from dataclasses import replace
from typing import Any

import pytest

from people import Node, press, quiet, routine, text_of
from sciacoach.routine.layout import Contact, contacts, lay_out
from sciacoach.routine.limits import HARD, breaches, pressing, seconds_text
from sciacoach.routine.parse import parse_routine
from sciacoach.vocabulary import Region, Side, Tool


def told(*steps: Node, **top: Any) -> list[tuple[str | None, str]]:
    """The limit and the path of each error."""
    found = parse_routine(text_of(steps, **top), "-").problems
    return [(one.limit, one.path) for one in found if one.severity == "error"]


# ---- too large a file (L34) ----


def test_sixty_steps_in_a_repeat_are_a_routine_and_one_more_is_not() -> None:
    sixty = {"repeat": 30, "steps": [quiet("move", 1), quiet("rest", 1)]}
    assert told(sixty) == []
    assert told(sixty, quiet("rest", 1)) == [("L34", "steps[0].repeat")]


def test_sides_count_as_steps() -> None:
    for side in ("each", "affected"):
        two = press(for_=5, side=side)
        assert told({"repeat": 31, "steps": [two]}) == [("L34", "steps[0].repeat")]
    assert told({"repeat": 31, "steps": [quiet("move", 1)]}) == []


def test_the_repeat_with_most_steps_is_named_not_the_longest_nor_the_first() -> None:
    few = {"repeat": 20, "steps": [quiet("rest", 100)]}
    many = {"repeat": 41, "steps": [quiet("rest", 1)]}
    assert told(few, many) == [("L34", "steps[1].repeat")]
    assert told(many, few) == [("L34", "steps[0].repeat")]
    assert told(*[quiet("rest", 1)] * 61) == [("L34", "steps")]


def test_the_steps_of_a_repeat_that_is_too_large_are_judged_once() -> None:
    huge = {"repeat": 1000, "steps": [press(for_=40, side="left")]}
    assert told(huge) == [("L34", "steps[0].repeat")]
    wrong = {"repeat": 1000, "steps": [{"repeat": 2, "steps": [press(for_=61)]}]}
    assert told(wrong) == [("L34", "steps[0].repeat"), ("L05", "steps[0].steps[0].steps[0].for")]


# ---- the painful side, whichever it is ----


@pytest.mark.parametrize(
    "steps",
    [
        [press(side="affected", for_=20), press(side="left", for_=20)],
        [press(side="right", for_=20), press(side="affected", for_=20)],
    ],
)
def test_a_rest_that_is_missing_for_one_painful_side_alone_is_told(steps: list[Node]) -> None:
    assert told(*steps) == [("L19", "steps[1].do")]
    assert told(steps[0], quiet("rest", 20), steps[1]) == []


def test_both_sides_at_once_count_for_the_right_one_too() -> None:
    both = Contact(0, 0.0, 60.0, Region.GLUTE_MAX, Tool.TENNIS_BALL, Side.BOTH, True)
    for side in (Side.LEFT, Side.RIGHT):
        goes = [
            Contact(n, 100.0 * n, 30.5, Region.GLUTE_MAX, Tool.TENNIS_BALL, side, True)
            for n in (1, 2)
        ]
        found = pressing([both, *goes], ["a", "b", "c"], HARD)
        assert [(one.limit, one.turn, one.value) for one in found] == [("L08", 2, 121.0)]


def test_a_step_without_contact_presses_nothing_though_it_names_a_tool() -> None:
    found = routine([quiet("move", tool="tennis_ball"), press()])
    assert [one.turn for one in contacts(lay_out(found))] == [1, 2]


# ---- words ----


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(12.34, "12.3 s"), (89.9, "89.9 s"), (89.96, "1 min 30 s"), (90, "1 min 30 s"),
     (120, "2 min"), (0, "0 s")],
)  # fmt: skip
def test_seconds_are_told_to_a_tenth_and_from_ninety_on_in_minutes(
    seconds: float, words: str
) -> None:
    assert seconds_text(seconds) == words


def test_a_forbidden_place_has_no_number() -> None:
    turn, _ = lay_out(routine([press()]))
    (found,) = breaches([replace(turn, region=Region.CALVES)])
    assert (found.limit, found.value, found.bound) == ("L32", 0, 0)
