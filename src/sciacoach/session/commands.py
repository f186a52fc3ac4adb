"""The commands a session takes: one a line, the same that the keys give."""

from dataclasses import dataclass, field
from typing import Any

from sciacoach import data
from sciacoach.text import clean, nearest
from sciacoach.vocabulary import Lowest

PLAIN = (
    "pause", "resume", "next", "back", "again", "extend", "stop", "ready", "yes", "no",
)  # fmt: skip
WRONG = (
    "numb", "weak", "electric", "saddle", "bladder", "bowel", "both_legs", "faint", "chest",
    "breath", "cold_leg", "groin", "knee", "bone", "sore", "other",
)  # fmt: skip
COMMANDS = (*PLAIN, "pain", "local", "wrong")


@dataclass(frozen=True, slots=True)
class Command:
    """One command. `values` holds readings (`leg`, `back`, `local`: 0 to 10; `lowest`),
    `what` the word after `wrong`."""

    name: str
    what: str = ""
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def line(self) -> str:
        """The command as it would be typed."""
        if self.name == "local":
            return f"local {self.values['local']}"
        pairs = [f"{key}={value}" for key, value in self.values.items()]
        return " ".join([self.name, *([self.what] if self.what else []), *pairs])


@dataclass(frozen=True, slots=True)
class Unknown:
    """A line that is no command: what is wrong with it, and what is possible."""

    line: str
    why: str


def parse(line: str) -> Command | Unknown:
    """The command in `line`, or what is wrong with it. Nothing else happens."""
    words = clean(line, 200).split()
    if not words:
        return Unknown("", f"an empty line; possible are {', '.join(COMMANDS)}")
    name, rest = words[0].lower(), words[1:]
    if name == "pain":
        return _pain(line, rest)
    if name == "local":
        return _local(line, rest)
    if name == "wrong":
        return _wrong(rest)
    if name in ("?", "help"):
        return Unknown(line, str(data.json_file("spoken.json")["plain"]["keys_all"]))
    if name in PLAIN:
        return Command(name) if not rest else Unknown(line, f"`{name}` takes nothing after it")
    close = nearest(name, COMMANDS)
    hint = f"did you mean `{close}`?" if close else f"possible are {', '.join(COMMANDS)}"
    return Unknown(line, f"`{name}` is no command; {hint}")


def _pain(line: str, words: list[str]) -> Command | Unknown:
    values: dict[str, Any] = {}
    for word in words:
        key, _, value = word.partition("=")
        if key in values:
            return Unknown(line, f"`{key}` is given twice")
        if key in ("leg", "back"):
            number = _number(value)
            if number is None:
                return Unknown(line, f"`{key}` is a whole number from 0 to 10, not `{value}`")
            values[key] = number
        elif key == "lowest":
            if value not in list(Lowest):
                return Unknown(line, f"`lowest` is one of {', '.join(Lowest)}, not `{value}`")
            values[key] = value
        else:
            return Unknown(line, f"`{word}` is no reading; write: pain leg=3 back=2 lowest=calf")
    if not values:
        return Unknown(line, "no reading given; write: pain leg=3 back=2 lowest=calf")
    return Command("pain", values=values)


def _local(line: str, words: list[str]) -> Command | Unknown:
    number = _number(words[0]) if len(words) == 1 else None
    if number is None:
        return Unknown(line, "the discomfort is a whole number from 0 to 10; write: local 4")
    return Command("local", values={"local": number})


def _wrong(words: list[str]) -> Command:
    if not words:
        return Command("wrong", what="other")
    what = "_".join(words).lower().strip(".,!?")
    what = data.json_file("stop_rules.json")["also"].get(what, what)
    # Something is wrong, and a slip of the finger must not hide it: ask the panic questions.
    return Command("wrong", what=nearest(what, WRONG) or "other")


def _number(word: str) -> int | None:
    digits = word.isascii() and word.isdigit() and len(word) <= 2
    return int(word) if digits and int(word) <= 10 else None
