"""A file of `history export` as one object: JSON or JSON Lines, with nothing said twice."""

import json
from typing import Any

from sciacoach.errors import Usage
from sciacoach.history.export.jsonl_ import HEAD as JSONL_HEAD
from sciacoach.text import clean

EXPORT = "Import a file that `sciacoach history export --format json` wrote."


def parsed(file: str, raw: bytes | str) -> object:
    """The object that `raw`, read from `file`, says. Raises `Usage` with the place."""
    place = clean(file, 400)
    try:
        text = raw.decode("utf-8-sig") if isinstance(raw, bytes) else raw
        return _whole(text)
    except json.JSONDecodeError as error:
        raise Usage(
            f"{place}:{error.lineno}:{error.colno}: this is not JSON ({clean(error.msg, 80)}).",
            EXPORT,
        ) from error
    except UnicodeDecodeError as error:
        raise Usage(f"{place}: this is not UTF-8 text.", EXPORT) from error
    except ValueError as error:
        raise Usage(f"{place}: {clean(str(error), 120)}.", EXPORT) from error


def _whole(text: str) -> object:
    """One object, or the lines of a JSON Lines file as the object they stand for."""
    first, _, rest = text.partition("\n")
    if not first.startswith(JSONL_HEAD):
        return _one(text)
    head = _one(first)
    assert isinstance(head, dict)
    sessions = [
        _one(line, number) for number, line in enumerate(rest.split("\n"), 2) if line.strip()
    ]
    return {**{key: value for key, value in head.items() if key != "form"}, "sessions": sessions}


def _one(text: str, line: int = 1) -> object:
    try:
        return json.loads(text, object_pairs_hook=_no_twins, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        error.lineno += line - 1
        raise


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twin = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the key {clean(twin, 60)!r} stands twice in one object")
    return found


def _no_constant(word: str) -> float:
    raise ValueError(f"{word} is not a number")
