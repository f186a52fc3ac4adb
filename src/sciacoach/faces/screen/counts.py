"""What stands in the largest letters: the side, the countdown, the breath, or that it stands."""

from sciacoach.faces.screen import parts
from sciacoach.faces.screen.blocks import big, size
from sciacoach.faces.screen.cells import Block, Line, Span, beside, blanks, empty, line, span, wide
from sciacoach.faces.screen.figures import breath_phase, fullness
from sciacoach.faces.screen.ink import BOLD, FAINT
from sciacoach.faces.screen.look import Look
from sciacoach.faces.screen.view import View, waits_in
from sciacoach.faces.screen.words import clock, listed, unit
from sciacoach.vocabulary import Side

SMALL_ROWS = 3
"""Rows of the largest letters where there is no figure."""

WORDS_CELLS = 12
"""Columns that the words beside a countdown take."""


def side(view: View, width: int, rows: int, look: Look) -> Block:
    """LEFT at the left, RIGHT at the right, each with its arrow; both in the middle. While a
    step that presses stands, that one is to come off instead."""
    if not parts.has_side(view):
        return ()
    drawn = _letters(view, _sided(view), width, rows, look)
    free = width - size(drawn)[0]
    indent = 0 if view.off_the_tool else _INDENT.get(view.card.side, 0.5) * free
    return wide(drawn, width, int(indent))


_INDENT = {Side.LEFT: 0.0, Side.RIGHT: 1.0}
"""Where the side stands, as a part of the free columns; in the middle otherwise."""


def _sided(view: View) -> str:
    if view.off_the_tool:
        return listed("big", "off")
    name = listed("sides", view.card.side)
    return {Side.LEFT: f"< {name}", Side.RIGHT: f"{name} >"}.get(view.card.side, f"< {name} >")


def count(view: View, width: int, rows: int, look: Look) -> Block:
    """The countdown, or what stands instead of it, at most `rows` high."""
    if view.state == "paused":
        return wide(_letters(view, listed("big", "paused"), width, rows, look), width)
    if view.breathes:
        return _breath(view, width, rows, look)
    if not counts(view):
        return ()
    return countdown(view, width, rows, look)


def counts(view: View) -> bool:
    """Whether there is a countdown to show. Nobody is counted down on the way to a ball: where
    a step waits for a key, there is none."""
    return view.left_s is not None and (view.hands_free or not waits_in(view))


def countdown(view: View, width: int, rows: int, look: Look) -> Block:
    """The seconds left in large digits, and beside them what they count."""
    drawn = _letters(view, digits(view), width - WORDS_CELLS, rows, look)
    words = left_words(view).split("\n")
    first = max(0, len(drawn) - len(words))
    rows_words = [_beside(words, number - first) for number in range(len(drawn))]
    return tuple(line(width, *row, *more) for row, more in zip(drawn, rows_words, strict=True))


def _beside(words: list[str], number: int) -> tuple[Span, ...]:
    if not 0 <= number < len(words):
        return ()
    return (*blanks(2), span(words[number], BOLD if number == 0 else FAINT))


def left_words(view: View) -> str:
    """What the countdown counts down to, in two lines."""
    key = "changes" if view.changing else view.state
    form = listed("left", key) or listed("left", "working")
    return form.format(unit=unit(seconds_left(view)))


def seconds_left(view: View) -> int:
    """Whole seconds of the countdown."""
    return int(view.left_s or 0.0)


def digits(view: View) -> str:
    """The countdown: seconds, or minutes and seconds from a minute on."""
    left = seconds_left(view)
    return str(left) if left < 60 else clock(left)


def _breath(view: View, width: int, rows: int, look: Look) -> Block:
    """IN or OUT, and the time that is left in small."""
    drawn = wide(_letters(view, breath_word(view), width, rows, look), width)
    left = f"{digits(view)} {' '.join(left_words(view).split())}"
    return (*drawn, line(width), line(width, span(left, FAINT)))


def breath_word(view: View) -> str:
    """In, or out."""
    into, _ = breath_phase(view)
    return listed("big", "in" if into else "out")


# ---- where rows are few ---------------------------------------------------------------


def together(view: View, width: int, look: Look) -> Block:
    """The side and the countdown in the same three rows: LEFT before it, RIGHT behind it."""
    if view.breathes:
        return _breath_bar(view, width, look)
    counted = _counted(view, width, look)
    if not parts.has_side(view):
        return wide(counted, width)
    rows = 1 if view.state == "paused" else SMALL_ROWS
    sided = _letters(view, _sided(view), width, rows, look)
    if view.card.side is Side.RIGHT and not view.off_the_tool:
        return _apart(counted, sided, width)
    return _apart(sided, counted, width)


def _breath_bar(view: View, width: int, look: Look) -> Block:
    """IN or OUT, and a bar that grows and shrinks."""
    drawn = wide(_letters(view, breath_word(view), width, SMALL_ROWS, look), width)
    grown = line(width, *parts.bar(fullness(view), width, parts.strong(view)))
    left = f"{digits(view)} {' '.join(left_words(view).split())}"
    return (*drawn, grown, line(width, span(left, FAINT)))


def _counted(view: View, width: int, look: Look) -> Block:
    """The countdown as narrow as it can be."""
    if view.state == "paused":
        return _letters(view, listed("big", "paused"), width - 9, SMALL_ROWS, look)
    if not counts(view):
        return ()
    drawn = _letters(view, digits(view), width // 2, SMALL_ROWS, look)
    words = left_words(view).split("\n")
    across = size(drawn)[0] + 1 + max(map(len, words))
    said = ["", *words][: len(drawn)] if len(drawn) > 1 else [" ".join(words)]
    return tuple(
        line(across, *row, *blanks(1), span(words, FAINT))
        for row, words in zip(drawn, said, strict=True)
    )


def _apart(first: Block, last: Block, width: int) -> Block:
    """One at the left end, one at the right end."""
    rows = max(len(first), len(last))
    across = size(last)[0]
    left = wide((*first, *empty(0, rows - len(first))), max(0, width - across))
    right = wide((*last, *empty(0, rows - len(last))), across)
    return wide(beside(left, right), width)


# ---- small things ---------------------------------------------------------------------


def _letters(view: View, text: str, width: int, rows: int, look: Look) -> Block:
    """Large letters in the ink of this moment."""
    return big(text, width, rows, parts.strong(view), look.unicode)


def headline(text: str, width: int, rows: int, look: Look) -> Block:
    """A word in the largest letters that fit."""
    return wide(big(text, width, rows, BOLD, look.unicode), width)


def some(one: Line) -> Block:
    """A line as a block; no line is no block."""
    return (one,) if one else ()
