"""The frames that are not the ordinary one: words that stop somebody, a question, the end,
and the keys."""

from sciacoach.faces.screen import parts
from sciacoach.faces.screen.cells import (
    Block,
    Line,
    blanks,
    line,
    shown,
    span,
    wide,
    wrapped,
)
from sciacoach.faces.screen.counts import countdown, headline, some, together
from sciacoach.faces.screen.ink import BANNER, BOLD, FAINT, PLAIN, Style
from sciacoach.faces.screen.look import Look
from sciacoach.faces.screen.named_page import choices
from sciacoach.faces.screen.stack import Piece, on_foot, stacked
from sciacoach.faces.screen.view import NAMING, Kind, View
from sciacoach.faces.screen.wording import paged, prompt
from sciacoach.faces.screen.words import length, listed, pairs, word
from sciacoach.session.words import word as spoken
from sciacoach.vocabulary import Do

WIDEST_WORDS = 74
"""Columns of words that must be read; longer lines are harder to find back in."""

LARGE = ((36, 10), (24, 5), (0, 3))
"""From so many rows on: the rows of headlines."""


def alarm_page(view: View, width: int, height: int, look: Look) -> Block:
    """Words that stop somebody, or a question. They are never cut off: everything else gives
    way to them, and what no window could hold comes page by page."""
    large = _action(view, width, height, look)
    tails = _question_tail if view.asks else _advice_tail
    tail = tails(view, width, height, look)
    need, asked = (sum(len(one.block) for one in tail if one.rank == rank) for rank in (0, 1))
    room = max(1, height - need)
    pieces = [
        Piece(6, (parts.header(view, width),), 0),
        Piece(3, large, 8),
        Piece(0, _band(view, width, room, room - asked * view.help), 9),
        *tail,
    ]
    return on_foot(pieces, (parts.keys(view, width),), width, height)


def _action(view: View, width: int, height: int, look: Look) -> Block:
    """What to do, in a word that is read from far off."""
    told = view.message
    name = listed("actions", told.action) if told and told.kind is Kind.ADVICE else ""
    return headline(name, width, _large(height), look) if name else ()


def _large(height: int) -> int:
    return next(rows for least, rows in LARGE if height >= least)


def _band(view: View, width: int, rows: int, airy_rows: int) -> Block:
    """The words on a ground of their own in at most `rows`, with a line of it above, between
    and below where `airy_rows` leave room for that."""
    lines: list[Line] = []
    across = min(width - 4, WIDEST_WORDS)
    for text in alarm_texts(view):
        if lines and len(lines) + 1 < airy_rows:
            lines.append(_banner("", width))
        room = rows - len(lines)
        lines += [_banner(one, width) for one in paged(text, across, room, view.page)][:room]
    airy = len(lines) + 2 <= airy_rows
    edge = (_banner("", width),) if airy else ()
    return (*edge, *lines, *edge)


def alarm_texts(view: View) -> list[str]:
    told = view.message
    says = shown(told.text) if told and told.kind is Kind.ADVICE else ""
    asked = shown(view.question or "") if view.state == "asking" else ""
    texts = [text for text in dict.fromkeys((says, asked)) if text] or [parts.state_word(view)]
    off = spoken("come_off")
    told_off = any(off.rstrip(".").lower() in text.lower() for text in texts)
    return [off, *texts] if view.asks and view.card.is_contact and not told_off else texts


def _banner(text: str, width: int) -> Line:
    said = span(text, BANNER)
    room = max(0, width - 2 - said.cells)
    return line(width, *blanks(2, BANNER), said, *blanks(room, BANNER))


def _question_tail(view: View, width: int, height: int, look: Look) -> list[Piece]:
    """How to answer, and how long there is for it."""
    rows = _large(height)
    count = wide(countdown(view, width, rows, look), width)
    if view.state == "recheck":
        keys = _said(word("recheck_keys"), width, BOLD)
        return [Piece(2, count, 8), Piece(0, keys, 7), *_question_keys(view, width)]
    large = () if view.help else headline(listed("big", "asking"), width, rows, look)
    keys = _said(word("press_y_or_n"), width, BOLD)
    return [Piece(2, large, 8), Piece(0, keys, 7), *_question_keys(view, width), Piece(3, count, 6)]


def _question_keys(view: View, width: int) -> list[Piece]:
    """All keys that a question knows, for who asked for them. The question stays."""
    listing = _listing(help_rows(view), width) if view.help else ()
    return [Piece(1, listing, 5)] if listing else []


def _advice_tail(view: View, width: int, _: int, look: Look) -> list[Piece]:
    """What goes on meanwhile."""
    return [
        Piece(2, (parts.heading(view, width),), 6),
        Piece(1, together(view, width, look), 7),
        Piece(4, some(parts.ceiling(view, width)), 4),
        Piece(0, _said(prompt(view), width, BOLD), 5),
        Piece(5, (parts.step_bar(view, width),), 3),
    ]


def _said(text: str, width: int, style: Style = PLAIN) -> Block:
    across = min(width, WIDEST_WORDS)
    return wide(tuple(line(across, span(one, style)) for one in wrapped(text, across)), width)


def end_page(view: View, width: int, height: int, look: Look) -> Block:
    """How it ended, and what was done of what was planned."""
    ended = view.ended
    assert ended is not None
    told = view.message.text if view.message and view.message.kind is Kind.ADVICE else ""
    done = word("done_of", done=length(ended.delivered_s), planned=length(view.planned_s))
    sums = [done, word("pressed", contact=length(ended.contact_s)), word("kept")]
    band = _band(view, width, max(1, height - 2), height - 2) if told else ()
    large = headline(listed("outcomes", ended.outcome), width, 5 if height >= 16 else 3, look)
    pieces = [
        Piece(4, (line(width, span(shown(view.title), BOLD)),), 0),
        Piece(1, large, 5),
        Piece(0, band, 3),
        Piece(2, tuple(line(width, span(one)) for one in sums), 4),
    ]
    return stacked(pieces, width, height)


def help_page(view: View, width: int, height: int, look: Look) -> Block:
    """The keys that would do something now, over everything but the countdown."""
    listing = _listing(help_rows(view), width)
    title = (line(width, span(word("help_title"), parts.strong(view))),)
    pieces = [
        Piece(3, (parts.header(view, width),), 0),
        Piece(2, title, 1),
        Piece(0, listing[: height - 1], 1),
        Piece(1, (parts.heading(view, width),), 2),
        Piece(4, together(view, width, look), 2),
        Piece(5, (line(width, span(word(_foot(view)), FAINT)),), 1),
    ]
    return stacked(pieces, width, height)


def help_rows(view: View) -> tuple[tuple[str, str], ...]:
    """The keys that would do something now, each with what it does."""
    if view.asks:
        return pairs("help_question", parts.deaf(view))
    if view.choices:
        named = ", ".join(words for _, words in choices(view.choices)[1])
        rows = pairs("help_named", view.refuses | (frozenset(NAMING) - {view.state}))
        return tuple((key, does.format(named=named)) for key, does in rows)
    name = "help_hands_free" if view.hands_free else "help"
    return pairs(name, view.refuses | _senseless(view))


def _listing(rows: tuple[tuple[str, str], ...], width: int) -> Block:
    """A list of keys, each with what it does."""
    column = max(len(key) for key, _ in rows) + 2
    return tuple(
        line(width, span(key if first else "", BOLD), *blanks(column - len(key) * first), span(one))
        for key, does in rows
        for first, one in _numbered(wrapped(does, max(1, width - column)))
    )


def _numbered(lines: tuple[str, ...]) -> tuple[tuple[bool, str], ...]:
    """Lines, and whether each is the first."""
    return tuple((number == 0, one) for number, one in enumerate(lines))


def _foot(view: View) -> str:
    """Whether time goes by while the list is read."""
    return "help_stands" if view.state in ("paused", "overtime") else "help_foot"


def _senseless(view: View) -> frozenset[str]:
    """Readings that the step in hand does not ask for."""
    asked = {"local": view.card.is_contact, "lowest": view.card.do is Do.CHECK}
    return frozenset(name for name, asks in asked.items() if not asks)
