"""Advice that locks nothing: a visit that makes sense."""

from datetime import datetime, timedelta

from sciacoach.screening.answers import Facts
from sciacoach.screening.words import advice_words

LONG = timedelta(weeks=6)
"""Leg pain that long without getting better is worth a routine visit (AD1, [S56])."""

FIRST_AFTER = 50
"""A first spell after this age, in years, is worth telling (AD2, [S52])."""


def advice(facts: Facts, now: datetime) -> tuple[tuple[str, str], ...]:
    """The id and the words of each advice that fits the page `you`."""
    found = []
    if facts.began is not None and now.date() - facts.began > LONG:
        found.append("AD1")
    if facts.age is not None and facts.age >= FIRST_AFTER:
        found.append("AD2")
    return tuple((name, advice_words(name)) for name in found)
