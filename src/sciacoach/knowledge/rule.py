"""One rule, explained: what `why ID` tells and docs/safety.md prints."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sciacoach import data
from sciacoach.knowledge.sources import Kind, Source, is_from_memory, kind_of, named_in

Json = dict[str, Any]


class About(StrEnum):
    """What a rule is."""

    QUESTION = "question"
    TOGETHER = "together"
    LIMIT = "limit"
    STOP = "stop"
    NEXT_DAY = "next_day"
    ADVICE = "advice"
    VERDICT = "verdict"
    OPTION = "option"
    PRIVATE = "private"

    @property
    def words(self) -> str:
        """The same as people read it."""
        return word("abouts", self)


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a limit. `value` is in the limit's unit, None where none is set;
    `told` is the same in words."""

    column: str
    value: Any
    told: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `says` are its sentences; `note` is what its source says beside the S-numbers;
    `from_memory`: a part of it was not looked up."""

    id: str
    about: About
    title: str
    says: tuple[str, ...]
    kind: Kind | None = None
    """None for what a person asked for: no knowledge stands behind it."""
    sources: tuple[Source, ...] = ()
    note: str = ""
    from_memory: bool = False
    unit: str = ""
    numbers: tuple[Number, ...] = ()
    verdict: str = ""
    """The verdict of a yes, where there is one."""

    @property
    def source_lines(self) -> tuple[str, ...]:
        """Where it comes from, a line for each source."""
        found = [self.note] if self.note else []
        found += [f"{source.tag}: {source.text.rstrip('.?')}." for source in self.sources]
        if self.from_memory:
            found.append(word("from_memory"))
        return tuple(found) or (word("no_source"),)

    @property
    def lines(self) -> tuple[str, ...]:
        """The whole of it for people."""
        out = [f"{self.id}: {self.title} ({self.about.words})", *self.says]
        out += [f"  {word('columns', one.column):<12}{one.told}" for one in self.numbers]
        if self.kind is None:
            return tuple(out)
        out += [f"Source: {line}" for line in self.source_lines]
        return (*out, f"Kind: {self.kind.words}. {self.kind.says}", word("reviewed"))

    @property
    def json(self) -> Json:
        """The whole of it for scripts, without the envelope."""
        return {
            "id": self.id,
            "about": self.about,
            "title": self.title,
            "says": list(self.says),
            "verdict": self.verdict or None,
            "unit": self.unit or None,
            "numbers": {one.column: one.value for one in self.numbers} or None,
            "numbers_told": {one.column: one.told for one in self.numbers} or None,
            **self.basis_json,
        }

    @property
    def basis_json(self) -> Json:
        """What stands behind it: kind and source."""
        return {
            "kind": self.kind,
            "kind_says": self.kind.says if self.kind else None,
            "source": " ".join(self.source_lines) if self.kind else None,
            "sources": [
                {"tag": one.tag, "kind": one.kind, "text": one.text} for one in self.sources
            ],
            "reviewed": False,
        }


def sourced(name: str, about: About, title: str, says: Iterable[str], source: str) -> Rule:
    """A rule whose kind and sources follow from the tags in `source`."""
    return Rule(
        id=name,
        about=about,
        title=title,
        says=tuple(says),
        kind=kind_of(source),
        sources=named_in(source),
        from_memory=is_from_memory(source),
    )


def word(*path: str, **values: object) -> str:
    """One text of `why.json`, by the keys that lead to it, with its values filled in."""
    found: Any = data.json_file("why.json")
    for key in path:
        found = found[key]
    return str(found).format(**values) if values else str(found)
