"""Words in the text of a routine: tools that may not press (L31), pressing in a step
that has no limits, and words that promise too much (reference 8.10).

Runs on the plain data, so that it also speaks where the form is broken. The words
themselves are data (`data/wording.json`).
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sciacoach import data
from sciacoach.routine.problems import Path, Problem
from sciacoach.routine.read import Data, Places
from sciacoach.text import clean
from sciacoach.vocabulary import CONTACT, Do

_SHOWN = frozenset({"title", "summary", "name", "text", "say", "note", "warnings"})
"""Keys whose text a person sees or hears."""

_INSTRUCTS = frozenset({"title", "summary", "name", "text", "say"})
"""Keys that can tell a person to use something. A warning may name what not to use."""

_QUIET = frozenset(str(do) for do in Do if do not in CONTACT)


def check_wording(found: Data, places: Places) -> Iterator[Problem]:
    """Every problem of words in `found`."""
    told: set[Path] = set()
    for path, text, do in _texts(found, (), None):
        folded = _folded(text)
        key = _key(path)
        if key in _INSTRUCTS:
            yield from _forbidden(folded, path, places)
        if key in _INSTRUCTS and do in _QUIET and _step(path) not in told:
            for problem in _pressing(folded, path, places, do):
                told.add(_step(path))
                yield problem
        yield from _unwanted(folded, path, places)
    yield from _tool_keys(found, (), places)


def _texts(found: Data, path: Path, do: str | None) -> Iterator[tuple[Path, str, str]]:
    """Each shown text, its way, and what its step does (empty outside steps)."""
    if isinstance(found, dict):
        inner = str(found["do"]) if "do" in found else do
        for key, value in found.items():
            yield from _texts(value, (*path, key), inner)
    elif isinstance(found, list):
        for number, value in enumerate(found):
            yield from _texts(value, (*path, number), do)
    elif isinstance(found, str) and _key(path) in _SHOWN:
        yield path, found, do or ""


def _key(path: Path) -> str:
    return str(next((part for part in reversed(path) if isinstance(part, str)), ""))


def _step(path: Path) -> Path:
    """The step around `path`: one warning for each is enough."""
    last = max((n for n, part in enumerate(path) if part == "steps"), default=0)
    return path[: last + 2]


def _tool_keys(found: Data, path: Path, places: Places) -> Iterator[Problem]:
    if isinstance(found, dict):
        if found.get("do") in _QUIET and isinstance(found.get("tool"), str):
            law = data.json_file("wording.json")["quiet_steps"]
            message = law["tool_key"].format(do=found["do"])
            yield places.warning((*path, "tool"), message, law["do"])
        for key, value in found.items():
            yield from _tool_keys(value, (*path, key), places)
    elif isinstance(found, list):
        for number, value in enumerate(found):
            yield from _tool_keys(value, (*path, number), places)


def _forbidden(text: str, path: Path, places: Places) -> Iterator[Problem]:
    law = data.json_file("wording.json")["forbidden_tools"]
    words = _forbidden_words()
    if not words.any.search(text):
        return
    for name in dict.fromkeys(name for pattern, name in words.each if pattern.search(text)):
        yield places.problem(path, law["says"].format(word=name), law["do"], "L31")


def names_forbidden(word: str) -> bool:
    """Whether a tool's name, like `golf_ball`, is that of a forbidden one."""
    return bool(_forbidden_words().any.search(_folded(word).replace("_", " ")))


def _pressing(text: str, path: Path, places: Places, do: str) -> Iterator[Problem]:
    law = data.json_file("wording.json")["quiet_steps"]
    if hit := _pressing_words().search(text):
        message = law["says"].format(do=do, field=f"`{_key(path)}`", word=clean(hit[0], 40))
        yield places.warning(path, message, law["do"])


def _unwanted(text: str, path: Path, places: Places) -> Iterator[Problem]:
    law = data.json_file("wording.json")["unwanted"]
    words = _unwanted_words()
    if not words.any.search(text):
        return
    for pattern, instead in words.each:
        if hit := pattern.search(text):
            message = law["says"].format(word=clean(hit[0], 40))
            yield places.warning(path, message, law["do"].format(instead=instead))


def _folded(text: str) -> str:
    """Lower case, and without what makes a word look the same and read differently."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKC", text).casefold()
    return plain.replace("\u200c", "").replace("\u200d", "")


@dataclass(frozen=True, slots=True)
class _Words:
    """Patterns with what to say of each; `any` finds out quickly that none is there."""

    any: re.Pattern[str]
    each: tuple[tuple[re.Pattern[str], str], ...]


def _words(rows: Sequence[Mapping[str, str]], key: str) -> _Words:
    each = tuple((_whole(row["pattern"]), row[key]) for row in rows)
    return _Words(_whole("|".join(row["pattern"] for row in rows)), each)


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b")


@cache
def _forbidden_words() -> _Words:
    return _words(data.json_file("wording.json")["forbidden_tools"]["patterns"], "name")


@cache
def _unwanted_words() -> _Words:
    return _words(data.json_file("wording.json")["unwanted"]["words"], "instead")


@cache
def _pressing_words() -> re.Pattern[str]:
    return _whole("|".join(data.json_file("wording.json")["quiet_steps"]["patterns"]))
