"""The page of `doctor`: what was looked at, how it stands, and the next step. Pure text; the
words are data, and a state is told as a word, never by colour alone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sciacoach import data
from sciacoach.dialogs.columns import padded, wrapped
from sciacoach.text import clean

_MOST = 2000
"""Characters of one value that is told: it may be a command with a few long paths."""


class State(StrEnum):
    """How a thing stands: as it should, worth knowing, or in the way of a session."""

    OK = "ok"
    NOTE = "note"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. `next_step` is empty where there is nothing to do."""

    name: str
    state: State
    says: str
    next_step: str = ""

    @property
    def json(self) -> dict[str, str]:
        """As scripts get it."""
        return {
            "name": self.name,
            "state": str(self.state),
            "says": self.says,
            "next_step": self.next_step,
        }


def said(name: str, case: str, /, **values: object) -> Check:
    """The check `name` in the words of one of its cases."""
    return _in_words(name, words()["checks"][name][case], values)


def broken(name: str, error: Exception) -> Check:
    """The check `name`, which could not be made."""
    return _in_words(name, words()["broken"], {"why": f"{type(error).__name__}: {error}"})


def well(checks: Iterable[Check]) -> bool:
    """Whether nothing is bad."""
    return all(check.state is not State.BAD for check in checks)


def group_lines(group: str, checks: Iterable[Check], width: int | None) -> Iterator[str]:
    """One group of checks, in lines of at most `width` columns."""
    yield ""
    yield words()["groups"][group]
    for check in checks:
        yield from check_lines(check, width)


def check_lines(check: Check, width: int | None) -> Iterator[str]:
    """One check; its state first, its next step on a line of its own."""
    states = words()["states"]
    room = max(map(len, states.values())) + 2
    first = f"  {padded(states[check.state], room)}"
    indent = " " * len(first)
    yield from wrapped(check.says, width, indent, first)
    if check.next_step:
        step: str = words()["next"].format(step=check.next_step)
        yield from wrapped(step, width, indent)


def ending(checks: Iterable[Check]) -> str:
    """How it stands in all."""
    states = [check.state for check in checks]
    told = [
        few.format(count=count) if count > 1 else one
        for state, (one, few) in words()["count"].items()
        if (count := states.count(State(state)))
    ]
    return " ".join(told) or str(words()["all_well"])


def words() -> dict[str, Any]:
    """All the words of this page."""
    found: dict[str, Any] = data.json_file("doctor.json")
    return found


def _in_words(name: str, case: dict[str, str], values: dict[str, object]) -> Check:
    shown = {key: clean(str(value), _MOST) for key, value in values.items()}
    step = case.get("next", "").format(**shown)
    return Check(name, State(case["state"]), case["says"].format(**shown), step)
