"""The stop rules of a session and the rules of the next day, explained from their data."""

from collections.abc import Iterable, Mapping
from typing import Any

from sciacoach import data
from sciacoach.knowledge.rule import About, Rule, sourced, word
from sciacoach.text import listed

Row = Mapping[str, Any]


def stop_rules() -> tuple[Rule, ...]:
    """D1 to D14, in the order in which they are looked at."""
    found = data.json_file("stop_rules.json")
    return tuple(_stop(name, found["rules"][name]) for name in found["order"])


def next_day_rules() -> tuple[Rule, ...]:
    """N1 to N7."""
    rows = data.json_file("checkin.json")["rules"]
    return tuple(
        sourced(name, About.NEXT_DAY, row["looks_for"], _next_day_says(row), row["source"])
        for name, row in rows.items()
    )


def option_rules() -> tuple[Rule, ...]:
    """What a person asked for, and other words that stand where a rule's id stands."""
    options = [
        Rule(name, About.OPTION, row["title"], (row["says"],))
        for name, row in data.json_file("why.json")["options"].items()
    ]
    hidden = data.json_file("why.json")["private"]
    return (*options, Rule(hidden["id"], About.PRIVATE, hidden["title"], (hidden["says"],)))


def _stop(name: str, row: Row) -> Rule:
    return sourced(name, About.STOP, row["looks_for"], _stop_says(name, row), row["source"])


def _stop_says(name: str, row: Row) -> Iterable[str]:
    for key in ("recheck", "says", "confirm", "second", "third"):
        if key in row:
            yield word("stop", key, says=row[key])
    yield word("stop", "does", name)
    typed = [
        f"wrong {what}"
        for what, to in data.json_file("stop_rules.json")["wrong"].items()
        if to["rule"] == name
    ]
    if typed:
        yield word("stop", "words", words=listed(typed))


def _next_day_says(row: Row) -> Iterable[str]:
    yield word("stop", "says", says=row["says"])
    yield row["does"]
