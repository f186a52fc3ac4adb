"""The row of numbers and the body above the pain reading: decoration that fits."""

import pytest

from sciacoach.dialogs.columns import columns
from sciacoach.dialogs.pain_picture import LEAST_WIDTH, PLAIN, Look, pain_lines
from sciacoach.dialogs.pain_row import ask_pain
from sciacoach.vocabulary import Lowest


@pytest.mark.parametrize("width", range(20, 121))
@pytest.mark.parametrize("unicode", [True, False])
def test_it_fits_every_width(width: int, unicode: bool) -> None:
    lines = pain_lines(Look(width, drawn=True, unicode=unicode))

    assert all(columns(line) <= width for line in lines)
    assert unicode or all(line.isascii() for line in lines)


def test_it_fits_a_small_terminal_with_its_prompt() -> None:
    assert len(pain_lines(Look(80, drawn=True))) <= 20


def test_the_ends_of_the_row_have_the_usual_words_and_nothing_stands_between() -> None:
    numbers, ends = pain_lines(Look(LEAST_WIDTH, drawn=True))[:2]

    assert numbers.split() == [str(grade) for grade in range(11)]
    assert ends.split("  ")[1] == "no pain"
    assert ends.endswith("worst pain you can imagine")


def test_each_place_stands_beside_the_body_in_its_order() -> None:
    text = "\n".join(pain_lines(Look(80, drawn=True)))
    places = [text.index(f"{one.step} {one}") for one in Lowest if one is not Lowest.NONE]

    assert places == sorted(places)
    assert text.index("0 no pain") < places[0]


def test_a_screen_reader_gets_the_prompt_alone() -> None:
    said: list[str] = []
    found = ask_pain(lambda _: "3 2 2", said.append, look=PLAIN)

    assert said == []
    assert found is not None
    assert found.lowest is Lowest.BUTTOCK
