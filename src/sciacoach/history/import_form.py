"""A file of `history export` as one object: JSON or JSON Lines, with nothing said twice.

A file that was cut off is told as that, with the place where it ends.
"""

import json
from typing import Any

from sciacoach.errors import Usage
from sciacoach.history.export.jsonl_ import ENDS
from sciacoach.history.export.jsonl_ import HEAD as JSONL_HEAD
from sciacoach.history.sealing import AGAIN, KEY
from sciacoach.text import clean

EXPORT = "Import a file that `sciacoach history export --format json` wrote."


class _Cut(Exception):
    """The file ends where it should go on: in which line, after how many characters."""

    def __init__(self, line: int, column: int) -> None:
        super().__init__()
        self.line = line
        self.column = column


class _Wrong(ValueError):
    """Something that JSON lets pass and no export holds, in our words."""


class _More(Exception):
    """Something stands behind the end, in this line: two files in one, perhaps."""


def parsed(file: str, raw: bytes | str) -> object:
    """The object that `raw`, read from `file`, says. Raises `Usage` with the place."""
    place = clean(file, 400)
    try:
        text = raw.decode("utf-8-sig") if isinstance(raw, bytes) else raw
        if not text.strip():
            raise Usage(f"{place}:1:1: the file is empty.", EXPORT)
        return _whole(text)
    except _Cut as cut:
        raise Usage(
            f"{place}:{cut.line}:{cut.column}: the file ends here, and it is not whole. "
            "Nothing was imported.",
            AGAIN,
        ) from None
    except _More as more:
        raise Usage(
            f"{place}:{more}: more stands here, behind the end. Nothing was imported.",
            "If two exports were put together, import them one by one.",
        ) from None
    except json.JSONDecodeError as error:
        raise Usage(
            f"{place}:{error.lineno}:{error.colno}: this is not JSON ({clean(error.msg, 80)}).",
            EXPORT,
        ) from error
    except UnicodeDecodeError as error:
        raise Usage(f"{place}: this is not UTF-8 text.", EXPORT) from error
    except _Wrong as error:
        raise Usage(f"{place}: {clean(str(error), 120)}.", EXPORT) from error
    except ValueError as error:
        raise Usage(f"{place}: a number in this file is too long.", EXPORT) from error


def _whole(text: str) -> object:
    """One object, or the lines of a JSON Lines file as the object they stand for."""
    first, _, rest = text.partition("\n")
    if not first.startswith(JSONL_HEAD):
        return _one(text)
    head = _one(first)
    assert isinstance(head, dict)
    lines = [(number, line) for number, line in enumerate(rest.split("\n"), 2) if line.strip()]
    found = [_one(line, number) for number, line in lines]
    end: dict[str, Any] = {}
    if head.get(ENDS) is True:
        at = next((place for place, one in enumerate(found) if _is_end(one)), None)
        if at is None:
            number, line = lines[-1] if lines else (1, first)
            raise _Cut(number, len(line) + 1)
        if at + 1 < len(found):
            raise _More(lines[at + 1][0])
        end = found.pop()
    body = {key: value for key, value in head.items() if key not in ("form", ENDS)}
    return {**body, "sessions": found, **end}


def _is_end(value: object) -> bool:
    return isinstance(value, dict) and list(value) == [KEY]


def _one(text: str, line: int = 1) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_no_twins, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        if _is_cut(text, error):
            last = text.rstrip()
            raise _Cut(line + last.count("\n"), len(last) - last.rfind("\n")) from None
        error.lineno += line - 1
        raise


def _is_cut(text: str, error: json.JSONDecodeError) -> bool:
    """Whether `text` begins an object and is right up to its end, as far as it goes."""
    begun = text.lstrip().startswith("{") and text.strip() != "{"
    if error.msg.startswith("Unterminated string") or error.pos >= len(text.rstrip()):
        return begun
    return begun and text[error.pos :].strip() in _BEGUN_WORDS


_BEGUN_WORDS = {word[:end] for word in ("true", "false", "null") for end in range(1, len(word))} | {
    "-"
}


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twin = next(name for name in names if names.count(name) > 1)
        raise _Wrong(f"the key {clean(twin, 60)!r} stands twice in one object")
    return found


def _no_constant(word: str) -> float:
    raise _Wrong(f"{word} is not a number")
