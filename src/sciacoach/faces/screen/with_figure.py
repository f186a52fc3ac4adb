"""The frame with a figure on the left, and with a third column where there is room."""

from sciacoach.faces.screen import parts
from sciacoach.faces.screen.cells import Block, beside, centred, empty, span, wide
from sciacoach.faces.screen.counts import SMALL_ROWS, count, headline, side, some
from sciacoach.faces.screen.figures import picture, pose_of
from sciacoach.faces.screen.ink import FAINT
from sciacoach.faces.screen.look import Look
from sciacoach.faces.screen.stack import Piece, stacked
from sciacoach.faces.screen.view import View
from sciacoach.faces.screen.wording import words_block

GAP = 3
ROOMY = 24
"""Rows from which on there is air, and a bar for the whole session."""

WIDE = 106
"""Columns from which on a third column stands on the right."""

LETTERS = ((33, (10, 15)), (26, (5, 10)), (0, (5, 5)))
"""From so many rows of the middle on: the rows of the side's letters, and of the digits."""

SAID_LARGE = 24
"""Rows of the middle from which on what to do is told in large letters too."""

WIDEST_TEXT = 100
MOST_WORDS = 8
LEAST_FIGURE = 14
LEAST_MIDDLE = 16
"""Rows that a figure needs with its caption."""


def figure_page(view: View, width: int, height: int, look: Look) -> Block:
    """The figure, and beside it what goes on. Where it presses, the words stand below both;
    elsewhere there is room for them beside the figure."""
    top: Block = (parts.header(view, width),)
    if height >= ROOMY:
        top = (*top, parts.session_bar(view, width), *empty(width))
    foot: Block = (parts.keys(view, width),)
    if view.card.is_contact:
        foot = (*_words(view, width, height), *foot)
    elif height >= ROOMY:
        foot = (*empty(width), *foot)
    return (*top, *_middle(view, width, height - len(top) - len(foot), look), *foot)


def _words(view: View, width: int, height: int) -> Block:
    """The words, in as many rows as the figure leaves."""
    spare = height - LEAST_MIDDLE - 5
    if height < ROOMY:
        drawn = wide(words_block(view, width, 2), width)
        return (*drawn, *empty(width, 2 - len(drawn)))
    rows = min(MOST_WORDS, spare)
    drawn = wide(words_block(view, min(width, WIDEST_TEXT), rows), width)
    below = int(spare > MOST_WORDS)
    return (*empty(width), *drawn, *empty(width, rows - len(drawn) + below))


def _middle(view: View, width: int, rows: int, look: Look) -> Block:
    """Figure, panel and, where there is room, what comes."""
    part = width // 3 if width >= WIDE else width * 2 // 5
    figure = max(LEAST_FIGURE, min(rows + 8, part))
    drawn = picture(view, figure, rows, look)
    gap = empty(GAP, rows)
    rest = width - figure - GAP
    if width < WIDE:
        return beside(drawn, gap, _panel(view, rest, rows, look, alone=True))
    third = min(44, rest * 2 // 5)
    panel = _panel(view, rest - third - GAP, rows, look, alone=False)
    return beside(drawn, gap, panel, gap, _third(view, third, rows, look))


def _panel(view: View, width: int, rows: int, look: Look, *, alone: bool) -> Block:
    """What goes on: the step, the side, the countdown, the ceiling, the step's bar. `alone`:
    no third column tells what comes."""
    large = next(sizes for least, sizes in LETTERS if rows >= least)
    pieces = [
        Piece(0, (parts.heading(view, width),), 0),
        Piece(5, _does(view, width, rows, look), 1),
        Piece(0, side(view, width, large[0], look), 5),
        Piece(6, some(parts.way(view, width)), 3),
        Piece(0, count(view, width, large[1], look), 4),
        Piece(3, (parts.step_bar(view, width),), 1),
        Piece(1, some(parts.ceiling(view, width)), 2),
        Piece(2, (parts.coming(view, width),) if alone else (), 0),
    ]
    if not view.card.is_contact:
        room = rows - sum(len(one.block) + 1 for one in pieces if one.block)
        pieces.insert(5, Piece(0, words_block(view, min(width, WIDEST_TEXT), room), 4))
    return stacked([_widened(one, width) for one in pieces], width, rows)


def _does(view: View, width: int, rows: int, look: Look) -> Block:
    """What to do, in letters that are read from far off, where there is room for them."""
    if rows < SAID_LARGE or not look.unicode or view.state == "paused":
        return ()
    drawn = headline(parts.state_word(view), width, SMALL_ROWS, look)
    return drawn if len(drawn) == SMALL_ROWS else ()


def _widened(piece: Piece, width: int) -> Piece:
    return piece._replace(block=wide(piece.block, width))


def _third(view: View, width: int, rows: int, look: Look) -> Block:
    """The pose with the tool where the figure shows the body, then the steps that come."""
    high = min(17, rows // 2) if view.card.region is not None else 0
    drawn: Block = ()
    if high:
        drawn = (
            *pose_of(view, width, high - 1, look),
            centred(width, span(parts.held(view), FAINT)),
        )
    gap = empty(width, 2 if high else 0)
    listed = parts.coming_list(view, width, rows - high - len(gap))
    return (*drawn, *gap, *listed, *empty(width, rows - high - len(gap) - len(listed)))
