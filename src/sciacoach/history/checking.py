"""One value of a file from outside, and where it stands: taken only as what it must be.

Every fault is `Usage` and names the place, `backup.json: sessions[3].steps[0].side: ...`.
"""

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sciacoach.errors import Usage
from sciacoach.text import clean, listed, nearest

_YEARS = range(1970, 3000)


@dataclass(frozen=True, slots=True)
class Checked:
    """A value, the file it came from and the way to it."""

    file: str
    path: str
    value: object

    def fault(self, what: str, fix: str = "Correct the file, then import it again.") -> Usage:
        """What is wrong here."""
        place = f"{self.path}: " if self.path else ""
        return Usage(f"{clean(self.file, 400)}: {clean(place, 200)}{what}", fix)

    def must_be(self, what: str) -> Usage:
        """The value is of another kind than it must be."""
        shown = clean(json.dumps(self.value, default=str)[:200], 60)
        return self.fault(f"{shown} is not {what}.")

    def keys(self, needed: Iterable[str], optional: Iterable[str] = ()) -> "dict[str, Checked]":
        """The values of an object that has each `needed` key and no key but these; an
        `optional` one that is missing is None."""
        value = self._mapping()
        known = (*needed, *optional)
        for name in value:
            if name not in known:
                near = nearest(name, known)
                hint = f"Did you mean {near}? " if near else ""
                raise self.fault(
                    f"unknown key {clean(name, 60)!r}.",
                    f"{hint}A newer sciacoach may have written this file: update, then try again.",
                )
        for name in needed:
            if name not in value:
                raise self.fault(f"the key {name} is missing.")
        return {name: self._at(name, value.get(name)) for name in known}

    def part(self, name: str) -> "Checked":
        """One value of an object that may hold others; None where it is missing."""
        return self._at(name, self._mapping().get(name))

    def items(self, most: int) -> "list[Checked]":
        """The values of a list of at most `most`."""
        if not isinstance(self.value, list):
            raise self.must_be("a list")
        if len(self.value) > most:
            raise self.fault(f"{len(self.value)} is more than the {most} that may stand here.")
        return [
            Checked(self.file, f"{self.path}[{number}]", value)
            for number, value in enumerate(self.value)
        ]

    def text(self, most: int) -> str:
        """Text of at most `most` characters, cleaned."""
        if not isinstance(self.value, str):
            raise self.must_be("text")
        if len(self.value) > most:
            raise self.fault(f"this text is longer than {most} characters.")
        return clean(self.value, most)

    def text_or_none(self, most: int) -> str | None:
        """Text, or None for null."""
        return None if self.value is None else self.text(most)

    def flag(self) -> bool:
        """True or false."""
        if not isinstance(self.value, bool):
            raise self.must_be("true or false")
        return self.value

    def number(self, least: float, most: float) -> float:
        """A number in the range."""
        value = self.value
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.must_be("a number")
        if not (math.isfinite(value) and least <= value <= most):
            raise self.must_be(f"between {least:g} and {most:g}")
        return float(value)

    def whole(self, least: int, most: int) -> int:
        """A whole number in the range."""
        if not isinstance(self.value, int):
            raise self.must_be("a whole number")
        return int(self.number(least, most))

    def whole_or_none(self, least: int, most: int) -> int | None:
        """A whole number, or None for null."""
        return None if self.value is None else self.whole(least, most)

    def word(self, words: Sequence[str]) -> str:
        """One of `words`."""
        if self.value not in words or not isinstance(self.value, str):
            raise self.must_be(f"one of {listed(list(words), 'or')}")
        return self.value

    def word_or_none(self, words: Sequence[str]) -> str | None:
        """One of `words`, or None for null."""
        return None if self.value is None else self.word(words)

    def time(self) -> str:
        """A moment in ISO 8601 with its offset."""
        try:
            found = datetime.fromisoformat(self.text(40))
        except ValueError as error:
            raise self.must_be("a time such as 2026-11-22T19:00:00+01:00") from error
        if found.utcoffset() is None:
            raise self.must_be("a time with its offset, such as 2026-11-22T19:00:00+01:00")
        if found.year not in _YEARS:
            raise self.must_be("a time of our days")
        return found.isoformat()

    def body_or_none(self, most: int) -> dict[str, Any] | None:
        """An object of any form, of at most `most` characters of JSON, or None for null."""
        if self.value is None:
            return None
        value = self._mapping()
        try:
            size = len(json.dumps(value, allow_nan=False))
        except ValueError as error:
            raise self.fault("a number here is not a number.") from error
        if size > most:
            raise self.fault(f"this is longer than {most} characters.")
        return value

    def _mapping(self) -> dict[str, Any]:
        if not isinstance(self.value, dict):
            raise self.must_be("an object")
        return self.value

    def _at(self, name: str, value: object) -> "Checked":
        return Checked(self.file, f"{self.path}.{name}".lstrip("."), value)
