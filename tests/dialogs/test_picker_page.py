"""The picker: what it says of each routine, and what a typed line picks."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes import NOON
from sciacoach.dialogs.columns import columns
from sciacoach.dialogs.picker import Choice, Offer, Picked, ordered, picked, picker_lines, prompt
from sciacoach.text import clean
from sciacoach.vocabulary import Position, Tool

WALL = Choice("wall", "Ball on the wall", 8, (Tool.TENNIS_BALL,), Position.WALL)
WALK = Choice("ease-and-walk", "Ease and walk", 8, (), Position.CHAIR, last=NOON)
FLOOR = Choice("floor", "Ball below", 9, (Tool.TENNIS_BALL,), Position.FLOOR, why="L33: calm ones")
OFFER = Offer(ordered([FLOOR, WALL, WALK]), NOON, cleared=False, suggested="wall")


def test_before_the_questions_nothing_is_said_to_be_allowed() -> None:
    text = "\n".join(picker_lines(OFFER, 100))

    assert "These ask the questions first:" in text
    assert "May be done" not in text
    assert text.index("Ball on the wall") < text.index("Not now:") < text.index("Ball below")
    assert "L33: only after more calm sessions" in text
    assert "last today, 12:00" in text


def test_what_ends_by_itself_says_when_in_the_list_and_when_it_is_picked() -> None:
    waits = replace(WALL, why="L20: its title", ends_at=NOON + timedelta(days=2))
    offer = Offer((waits,), NOON, cleared=True)
    words = "L20: the same place again too soon (again from Tuesday, 12:00)"

    assert words in "\n".join(picker_lines(offer, 200))
    assert picked("wall", offer) == f"Ball on the wall has to wait: {words}."


def test_after_the_questions_it_says_what_may_be_done() -> None:
    shown = Offer((WALL,), NOON, cleared=True)
    assert "May be done today:" in "\n".join(picker_lines(shown, 80))


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("1", "wall"),
        ("2", "ease-and-walk"),
        ("wall", "wall"),
        ("EASE and walk", "ease-and-walk"),
        ("", "wall"),
        ("./mine.yaml", "./mine.yaml"),
        (" q ", None),
        ("Q", None),
    ],
)
def test_a_line_picks_by_number_name_title_or_path(typed: str, name: str | None) -> None:
    assert picked(typed, OFFER) == Picked(name)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("0", "no number 0"),
        ("4", "no number 4"),
        ("99999", "no number 99999"),
        ("wal", "Did you mean wall?"),
        ("xyzzy", "no routine “xyzzy”."),
        ("3", "has to wait: L33"),
        ("floor", "has to wait: L33"),
    ],
)
def test_anything_else_is_told_and_picks_nothing(typed: str, words: str) -> None:
    found = picked(typed, OFFER)
    assert isinstance(found, str)
    assert words in found


def test_an_empty_line_takes_nothing_that_was_not_named() -> None:
    bare = Offer(OFFER.choices, NOON, cleared=False)

    assert "Enter" not in prompt(bare)
    assert picked("", bare) == "Type a number or a name."
    assert "Enter alone takes 1, wall" in prompt(OFFER)


@settings(max_examples=200)
@given(st.text(max_size=40))
def test_no_line_breaks_it(typed: str) -> None:
    found = picked(typed, OFFER)
    assert isinstance(found, str | Picked)


@settings(max_examples=200)
@given(st.text(max_size=90).map(clean), st.integers(20, 200), st.booleans())
def test_any_title_fits_any_width(title: str, width: int, cleared: bool) -> None:
    mine = Choice("mine", title, 8, tuple(Tool), Position.FLOOR, why="P02: blood thinners")
    shown = Offer((WALL, mine), NOON, cleared, broken=(title,))
    assert all(columns(line) <= width for line in picker_lines(shown, width))


def test_an_empty_library_is_told() -> None:
    assert "There are no routines here." in list(picker_lines(Offer((), NOON, True), 80))
