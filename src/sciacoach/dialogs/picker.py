"""The picker in words: each routine with what it takes and whether it may be done, and what
a typed line picks. Pure; which of them fit is found out by the caller."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sciacoach import data
from sciacoach.dialogs.columns import wrapped
from sciacoach.dialogs.moments import moment_words
from sciacoach.routine.names import position_name, tool_name
from sciacoach.text import clean, nearest
from sciacoach.vocabulary import Position, Tool

LEAVE = "q"
_INDENT = " " * 5


@dataclass(frozen=True, slots=True)
class Choice:
    """One routine. `minutes` is its length as written. `why`: the rule that keeps it from
    being done now, None: nothing does so far, and `ends_at` when that ends by itself, where
    it is known; `changed`: what fits is shorter or lighter than its file."""

    id: str
    title: str
    minutes: int
    tools: tuple[Tool, ...]
    position: Position
    last: datetime | None = None
    why: str | None = None
    changed: bool = False
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """What is shown, those that may be done first. `cleared`: the questions were answered
    less than half an hour ago; else nothing is said to be allowed. `suggested` is the id
    that an empty line takes, `broken` are the names of files that are not right."""

    choices: tuple[Choice, ...]
    now: datetime
    cleared: bool
    suggested: str | None = None
    broken: tuple[str, ...] = ()


def ordered(choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """Those that may be done first, each group as it came."""
    return tuple(sorted(choices, key=lambda one: one.why is not None))


def picker_lines(offer: Offer, width: int | None) -> Iterator[str]:
    """The list, in lines of at most `width` columns."""
    said = _words()
    if not offer.choices:
        yield from wrapped(said["none"], width)
    group = ""
    for number, one in enumerate(offer.choices, 1):
        here = "wait" if one.why else "may" if offer.cleared else "asks"
        if here != group:
            yield ""
            yield from wrapped(said["groups"][here], width)
            group = here
        start = f"{number:>3}  "
        yield from wrapped(f"{clean(one.title)} ({one.id})", width, _INDENT, first=start)
        yield from wrapped(_facts(one, offer.now), width, _INDENT)
    yield ""
    if offer.broken:
        names = ", ".join(clean(name, 60) for name in offer.broken)
        yield from wrapped(said["broken"].format(names=names), width)


def _facts(one: Choice, now: datetime) -> str:
    said = _words()
    tools = ", ".join(tool_name(tool) for tool in one.tools) or said["no_tool"]
    facts: str = said["facts"].format(
        minutes=one.minutes, tools=tools, position=position_name(one.position)
    )
    last = said["last"].format(when=moment_words(one.last, now)) if one.last else said["never"]
    state = _waiting(one, now) if one.why else said["changed"] if one.changed else ""
    return "; ".join(filter(None, (facts, last, state)))


def rule_words(why: str) -> str:
    """`L20: ...` in a few words. `why` is `L20: its title`, or the rule alone."""
    rule = why.partition(":")[0]
    return str(_words()["rules"].get(rule, why))


def _waiting(one: Choice, now: datetime) -> str:
    """The rule in a few words, and from when on it holds no more."""
    why = rule_words(one.why or "")
    if one.ends_at is None:
        return why
    return str(_words()["from"].format(why=why, when=moment_words(one.ends_at, now)))


def prompt(offer: Offer) -> str:
    """The question; an empty line is named in it only where it takes something."""
    said = _words()
    for number, one in enumerate(offer.choices, 1):
        if one.id == offer.suggested:
            return str(said["prompt_suggested"].format(number=number, name=one.id))
    return str(said["prompt"])


@dataclass(frozen=True, slots=True)
class Picked:
    """What a line picked: a routine's id (or the path of a file), or None: leave."""

    name: str | None


def picked(typed: str, offer: Offer) -> Picked | str:
    """What `typed` picks, or what is wrong with it."""
    said = _words()
    line = " ".join(typed.split())
    if line.lower() == LEAVE:
        return Picked(None)
    if not line:
        return Picked(offer.suggested) if offer.suggested else str(said["empty"])
    if "/" in line or line.endswith((".yaml", ".yml")):
        return Picked(line)
    found = _named(line, offer.choices)
    if isinstance(found, str):
        return found
    if found.why:
        why = _waiting(found, offer.now)
        return str(said["cannot"].format(title=clean(found.title), why=why))
    return Picked(found.id)


def _named(line: str, choices: Sequence[Choice]) -> Choice | str:
    """The choice of that number, name or title, or that there is none."""
    said = _words()
    if line.isdecimal():
        number = int(line) if len(line) < 4 else 0
        in_list = 1 <= number <= len(choices)
        return choices[number - 1] if in_list else str(said["no_number"].format(number=line[:9]))
    names = {one.id: one for one in choices} | {one.title.lower(): one for one in choices}
    found = names.get(line.lower())
    if found:
        return found
    near = nearest(line, tuple(names))
    shown = clean(line, 60)
    if near:
        return str(said["unknown_near"].format(typed=shown, near=names[near].id))
    return str(said["unknown"].format(typed=shown))


def _words() -> dict[str, Any]:
    found: dict[str, Any] = data.json_file("picker.json")
    return found
