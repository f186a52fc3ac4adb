"""The limits L01 to L34, explained from `data/limits.json`."""

from collections.abc import Mapping
from typing import Any

from sciacoach import data
from sciacoach.knowledge.amounts import amount
from sciacoach.knowledge.rule import About, Number, Rule, word
from sciacoach.knowledge.sources import Kind, named_in

Row = Mapping[str, Any]

COLUMNS = ("default", "hard", "precaution")
"""What routines use, what binds everybody, what binds under a precaution."""

PRESSING = "L32"
"""The limit that is a table."""


def limit_rules() -> tuple[Rule, ...]:
    """Every limit."""
    return tuple(_rule(row) for row in data.json_file("limits.json")["limits"])


def pressing() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """L32: each region with its tools, and where each of them may press, in words."""
    names = data.json_file("names.json")
    table = data.json_file("limits.json")["pressing"]
    return tuple(
        (
            names["regions"][region],
            tuple((names["tools"][tool], _where(cell)) for tool, cell in cells.items()),
        )
        for region, cells in table.items()
    )


def _rule(row: Row) -> Rule:
    name = row["id"]
    return Rule(
        id=name,
        about=About.LIMIT,
        title=row["title"],
        says=(row["reason"], *_more(name)),
        kind=Kind(row["kind"]),
        sources=named_in(row["source"]),
        note=row["source"].replace(word("said_in_limits"), "").strip(),
        unit=row["unit"],
        numbers=_numbers(row),
    )


def _more(name: str) -> tuple[str, ...]:
    if name == PRESSING:
        return tuple(
            word("places", region=_upper(region), tools=_cells(cells))
            for region, cells in pressing()
        )
    return tuple(data.json_file("why.json")["limits"].get(name, ()))


def _numbers(row: Row) -> tuple[Number, ...]:
    if all(row[column] is None for column in COLUMNS):
        return ()
    return tuple(Number(column, row[column], _told(row, column)) for column in COLUMNS)


def _told(row: Row, column: str) -> str:
    value = row[column]
    if value is None:
        return word("bounds", "none")
    if isinstance(value, Mapping):
        size = f"{value['turns']} steps and {amount(value['seconds'], 's')}"
        return word("bounds", "most", value=size)
    told = amount(value, row["unit"])
    words = data.json_file("why.json")
    if column == "default" or row["id"] in words["no_bound"]:
        return told
    return word("bounds", "least" if row["id"] in words["at_least"] else "most", value=told)


def _where(cell: Row) -> str:
    names = data.json_file("names.json")["positions"]
    if set(cell["positions"]) == set(names):
        return word("anywhere")
    only = cell.get("moving_only", ())
    return ", ".join(
        word("moving_only", position=names[one]) if one in only else names[one]
        for one in cell["positions"]
    )


def _cells(cells: tuple[tuple[str, str], ...]) -> str:
    return "; ".join(f"{tool} {where}" for tool, where in cells)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
