"""What stands above the pain reading: a row of numbers, and the body with its places.

All of it is decoration: the prompt alone says everything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sciacoach import data
from sciacoach.dialogs.columns import columns, padded
from sciacoach.vocabulary import Lowest, Side

LEAST_WIDTH = 60
"""Columns from which on the body is drawn."""

_ROWS, _CELLS = 16, 17
"""The size of the body: with the prompt it fits a screen of 24 rows."""

_GRADES = range(11)


@dataclass(frozen=True, slots=True)
class Look:
    """How a reading may be drawn: `drawn` on a terminal of `width` columns, for eyes;
    `unicode`: it can show more than ASCII."""

    width: int | None = None
    drawn: bool = False
    unicode: bool = True


PLAIN = Look()
"""Nothing but the prompt: a screen reader, a simple terminal, no terminal."""


def pain_lines(look: Look) -> tuple[str, ...]:
    """The row of numbers, and the places, beside the body where there is room for it."""
    if not look.drawn or look.width is None:
        return ()
    said = _words()
    row = _row(look.width)
    if look.width < LEAST_WIDTH:
        places = "  ".join(f"{one.step} {said['places'][one]}" for one in Lowest)
        return (*row, *((places,) if len(places) < look.width else ()))
    return (*row, "", f"  {said['lowest']}", *_body(look.unicode))


def _row(width: int) -> tuple[str, ...]:
    """`0  1  2 ... 10` with the words of its ends under them."""
    said = _words()
    gap = min(4, (width - 4) // len(_GRADES))
    if gap < len("10") + 1:
        return ()
    numbers = "".join(f"{grade:<{gap}}" for grade in _GRADES).rstrip()
    room = len(numbers) - columns(said["least"]) - columns(said["most"])
    if room < 2:
        return (f"  {numbers}", f"  0: {said['least']}", f"  10: {said['most']}")
    return (f"  {numbers}", f"  {said['least']}{' ' * room}{said['most']}")


def _body(unicode: bool) -> tuple[str, ...]:
    """The body from behind; beside it, at its height, each place with its number."""
    from sciacoach.figure import places

    def drawn(lowest: Lowest | None) -> list[str]:
        found = places(_CELLS, _ROWS, lowest, Side.BOTH, colour=False, unicode=unicode)
        return ["".join(cell.char for cell in row) for row in found]

    body, said = drawn(None), _words()["places"]
    labels = {_middle(body, drawn(one)): one for one in Lowest if one is not Lowest.NONE}
    line = "─" if unicode else "-"
    out = []
    for number, row in enumerate(body):
        text = row
        if number in labels:
            one = labels[number]
            text = f"{padded(row.rstrip(), _CELLS)} {line * 3} {one.step} {said[one]}"
        elif number == 0:
            text = f"{padded(row.rstrip(), _CELLS)}     {Lowest.NONE.step} {said[Lowest.NONE]}"
        out.append(f"  {text}".rstrip())
    return tuple(out)


def _middle(body: Sequence[str], lit: Sequence[str]) -> int:
    """The row in the middle of what is lit."""
    rows = [number for number, row in enumerate(lit) if row != body[number]]
    return rows[len(rows) // 2] if rows else len(body) - 1


def _words() -> dict[str, Any]:
    found: dict[str, Any] = data.json_file("pain.json")
    return found
