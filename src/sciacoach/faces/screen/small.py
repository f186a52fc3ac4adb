"""The frame where there is no room for a figure: words and digits."""

from sciacoach.faces.screen import parts
from sciacoach.faces.screen.cells import Block
from sciacoach.faces.screen.counts import some, together
from sciacoach.faces.screen.look import Look
from sciacoach.faces.screen.stack import Piece, stacked
from sciacoach.faces.screen.view import View
from sciacoach.faces.screen.wording import words_block

LEAST_WORDS = ((16, 4), (0, 2))
"""From so many rows on: the rows that words have at least."""


def small_page(view: View, width: int, height: int, look: Look) -> Block:
    """The side and the countdown share their rows; what fits stands around them, and the words
    take every row that is left."""
    pieces = [
        Piece(4, (parts.header(view, width),), 0),
        Piece(0, (parts.heading(view, width),), 2),
        Piece(6, (parts.place(view, width),), 0),
        Piece(0, together(view, width, look), 3),
        Piece(2, some(parts.ceiling(view, width)), 1),
        Piece(8, some(parts.way(view, width)), 0),
        Piece(5, (parts.step_bar(view, width),), 1),
        Piece(3, (parts.coming(view, width),), 0),
        Piece(7, (parts.keys(view, width),), 0),
    ]
    least = next(rows for from_, rows in LEAST_WORDS if height >= from_)
    room = max(least, height - sum(len(one.block) for one in pieces))
    pieces.insert(5, Piece(0, words_block(view, width, room), 2))
    return stacked(pieces, width, height)
