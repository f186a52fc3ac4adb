"""The frame after questions that came out clear: what it may have been, each with its number."""

from sciacoach.faces.screen import parts
from sciacoach.faces.screen.cells import Block, Line, blanks, line, span
from sciacoach.faces.screen.counts import count, some
from sciacoach.faces.screen.ink import BOLD
from sciacoach.faces.screen.look import Look
from sciacoach.faces.screen.stack import Piece, on_foot
from sciacoach.faces.screen.view import View
from sciacoach.faces.screen.wording import message, prompt, styled

LARGE = 24
"""Rows from which on the word that it is paused is larger."""


def named_page(view: View, width: int, height: int, look: Look) -> Block:
    """The list stands as long as the pause does: nobody has to remember it."""
    title, named = choices(view.choices)
    large = count(view, width, 5 if height >= LARGE else 3, look)
    pieces = [
        Piece(6, (parts.header(view, width),), 0),
        Piece(4, large, 6),
        Piece(3, styled(message(view), width, 3, view.page, BOLD), 5),
        Piece(0, styled(title, width, 3, 0, BOLD), 9),
        Piece(0, tuple(_choice(view, width, *one) for one in named), 7),
        Piece(1, styled(prompt(view), width, 3, 0, BOLD), 8),
        Piece(5, some(parts.coming(view, width)), 4),
    ]
    return on_foot(pieces, (parts.keys(view, width),), width, height)


def choices(said: str) -> tuple[str, list[tuple[str, str]]]:
    """`Press it: 1 this, 2 that.` as its head, and each number with its words."""
    title, _, rest = said.partition(": ")
    pairs = (one.partition(" ") for one in rest.rstrip(".").split(", "))
    return f"{title}:", [(number, words) for number, _, words in pairs]


def _choice(view: View, width: int, number: str, words: str) -> Line:
    return line(width, *blanks(2), span(number, parts.strong(view)), *blanks(2), span(words))
