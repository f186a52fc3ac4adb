"""The words of the live screen, from `data/live_screen.json`."""

from typing import Any

from sciacoach import data
from sciacoach.text import whole


def word(key: str, **values: Any) -> str:
    """One phrase with its values filled in."""
    return str(_all()[key]).format(**values)


def listed(key: str, name: str) -> str:
    """One word of a table, empty where the table has none."""
    return str(_all()[key].get(name, ""))


def pairs(key: str, without: frozenset[str] = frozenset()) -> tuple[tuple[str, str], ...]:
    """A list of keys and what they do. A row may name what it is for, and is left out where
    that is among `without`."""
    rows = _all()[key]
    return tuple((str(one), str(does)) for one, does, *what in rows if without.isdisjoint(what))


def known(table: str, name: str) -> str:
    """How a region, tool or position is called."""
    return str(data.json_file("names.json")[table].get(name, ""))


def clock(seconds: float) -> str:
    """`0:07`, `8:35`."""
    minutes, rest = divmod(whole(seconds), 60)
    return f"{minutes}:{rest:02}"


def length(seconds: float) -> str:
    """`40 seconds`, `8 min 35 s`."""
    minutes, rest = divmod(whole(seconds), 60)
    if not minutes:
        return f"{rest} {unit(rest)}"
    return f"{minutes} min {rest} s" if rest else f"{minutes} min"


def unit(seconds: int) -> str:
    """What a countdown counts: `second`, `seconds` or, written `1:30`, `minutes`."""
    name = "minutes" if seconds >= 60 else "second" if seconds == 1 else "seconds"
    return listed("units", name)


def _all() -> dict[str, Any]:
    found: dict[str, Any] = data.json_file("live_screen.json")
    return found
