"""Pieces of a frame in a column: what gives way when rows are few, and where air goes."""

from collections.abc import Sequence
from typing import NamedTuple

from sciacoach.faces.screen.cells import Block, empty


class Piece(NamedTuple):
    """A block in a column. Of two pieces the one with the higher `rank` gives way first; rank 0
    never does. `air` is how much it wants an empty line above it (0: none)."""

    rank: int
    block: Block
    air: int = 1


def stacked(pieces: Sequence[Piece], width: int, rows: int) -> Block:
    """The pieces as exactly `rows` lines: those that fit, with air between them where there
    is room, and what room is left below them."""
    kept = _kept([one for one in pieces if one.block], rows)
    spare = rows - sum(len(one.block) for one in kept)
    airy = _airy(kept, spare)
    out: list[Block] = []
    for number, piece in enumerate(kept):
        out += [empty(width), piece.block] if number in airy else [piece.block]
    lines = [line for block in out for line in block]
    return (*lines, *empty(width, rows - len(lines)))[:rows]


def on_foot(pieces: Sequence[Piece], foot: Block, width: int, rows: int) -> Block:
    """The same with `foot` in the last rows, if that costs no piece its place."""
    if sum(len(one.block) for one in pieces) + len(foot) > rows:
        return stacked(pieces, width, rows)
    return (*stacked(pieces, width, rows - len(foot)), *foot)


def _kept(pieces: list[Piece], rows: int) -> list[Piece]:
    kept = pieces
    while sum(len(one.block) for one in kept) > rows:
        last = max(kept, key=lambda one: one.rank)
        if last.rank == 0:
            break
        kept = [one for one in kept if one is not last]
    return kept


def _airy(kept: list[Piece], spare: int) -> set[int]:
    """The pieces that get an empty line above them."""
    wanting = [n for n, one in enumerate(kept) if n and one.air]
    wanting.sort(key=lambda n: -kept[n].air)
    return set(wanting[: max(0, spare)])
