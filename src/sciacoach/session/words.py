"""The session's own words, from `data/spoken.json`."""

from typing import Any

from sciacoach import data


def word(key: str, **values: Any) -> str:
    """One phrase with its values filled in."""
    return str(data.json_file("spoken.json")[key]).format(**values)


def listed(table: str, name: str) -> str:
    """One phrase of a table, empty where the table has none."""
    return str(data.json_file("spoken.json")[table].get(name, ""))
