"""The last refusal of fit, kept so that `why` can tell it. A private item is not named in
it: `fit` has hidden it already."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sciacoach.errors import SciacoachError
from sciacoach.paths import Paths, read_plain, write_private
from sciacoach.text import clean

if TYPE_CHECKING:
    from sciacoach.session.plan import Refused

_MOST_BYTES = 64 * 1024
_MOST_CHARS = 600
_MOST_RULES = 100


@dataclass(frozen=True, slots=True)
class Refusal:
    """What was refused, when, in three lines, and the rules behind it."""

    at: datetime
    routine: str
    what: str
    until: str
    instead: str
    rules: tuple[str, ...]
    rehearsal: bool

    @property
    def lines(self) -> tuple[str, str, str]:
        """The three lines."""
        return (self.what, self.until, self.instead)


def keep_refusal(
    paths: Paths, found: "Refused", routine: str, now: datetime, *, rehearsal: bool
) -> None:
    """Write down that fit refused. A disk that says no does not hide the refusal itself."""
    kept = Refusal(now, routine, found.what, found.until, found.instead, found.rules, rehearsal)
    body = asdict(kept) | {"sciacoach": 1, "at": now.isoformat()}
    with suppress(SciacoachError):
        write_private(_file(paths), json.dumps(body, ensure_ascii=False) + "\n")


def last_refusal(paths: Paths) -> Refusal | None:
    """The last refusal; None where there is none, or its file cannot be read."""
    if not _file(paths).is_file():
        return None
    try:
        return _read(json.loads(read_plain(_file(paths), _MOST_BYTES) or b""))
    except (SciacoachError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _read(body: Mapping[str, Any]) -> Refusal:
    at = datetime.fromisoformat(body["at"])
    if at.tzinfo is None:
        raise ValueError("a time without its offset")
    return Refusal(
        at=at,
        routine=_text(body["routine"]),
        what=_text(body["what"]),
        until=_text(body["until"]),
        instead=_text(body["instead"]),
        rules=tuple(_text(rule) for rule in list(body["rules"])[:_MOST_RULES]),
        rehearsal=body["rehearsal"] is True,
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return clean(value, _MOST_CHARS)


def _file(paths: Paths) -> Path:
    return paths.state / "last_refusal.json"
