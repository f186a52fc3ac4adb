"""Sources by their S-number, and what kind of knowledge a rule stands on.

A rule's `source` is written in the data as tags: `[S52]` a source that was read, `[EJ]` a
judgement for this program, `[M-high]` to `[M-low]` common knowledge that was not looked up.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from sciacoach import data

_TAG = re.compile(r"\bS\d{2,3}\b")
_MEMORY = re.compile(r"\[M-\w+\]")
_JUDGED = "[EJ]"


class Kind(StrEnum):
    """What stands behind a rule. A case report or a page alone makes no more than a
    judgement."""

    STUDY = "study"
    GUIDELINE = "guideline"
    JUDGEMENT = "judgement"

    @property
    def words(self) -> str:
        """The kind as people read it."""
        return str(_words()[self]["name"])

    @property
    def says(self) -> str:
        """What the kind means, in a sentence."""
        return str(_words()[self]["says"])


@dataclass(frozen=True, slots=True)
class Source:
    """One source. `kind` is study, guideline, case or page."""

    tag: str
    kind: str
    text: str


@cache
def sources() -> Mapping[str, Source]:
    """Every source by its tag, in the order of the file."""
    rows = data.json_file("sources.json")["sources"]
    return {row["tag"]: Source(row["tag"], row["kind"], row["text"]) for row in rows}


def named_in(text: str) -> tuple[Source, ...]:
    """The sources that `text` names by their tags, each once. Raises `KeyError` for a tag
    that is not in the list."""
    return tuple(sources()[tag] for tag in dict.fromkeys(_TAG.findall(text)))


def kind_of(text: str) -> Kind:
    """The kind of a rule by its tags: a judgement if it says so, else the best source."""
    kinds = {source.kind for source in named_in(text)}
    if _JUDGED in text or not kinds & {Kind.GUIDELINE, Kind.STUDY}:
        return Kind.JUDGEMENT
    return Kind.GUIDELINE if Kind.GUIDELINE in kinds else Kind.STUDY


def is_from_memory(text: str) -> bool:
    """Whether a part of it is common knowledge that was not looked up."""
    return _MEMORY.search(text) is not None


def _words() -> dict[str, Any]:
    found: dict[str, Any] = data.json_file("why.json")["kinds"]
    return found
