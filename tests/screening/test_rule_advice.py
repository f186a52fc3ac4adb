"""Advice for the closing page: worded, and never given by the answers on the page `you`."""

from datetime import date

import pytest
from screen_kit import NOW

from sciacoach.screening.advice import advice
from sciacoach.screening.answers import Facts
from sciacoach.screening.words import advice_words


@pytest.mark.parametrize(("name", "about"), [("AD3", "stiff"), ("AD4", "mood")])
def test_advice_of_the_closing_page_is_not_read_off_an_answer(name: str, about: str) -> None:
    found = advice(Facts(age=90, began=date(2020, 1, 1)), NOW)
    assert name not in [one for one, _ in found]
    assert about in advice_words(name)
