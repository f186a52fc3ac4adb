"""The frame of a window that is too small for any other: one idea a line, what matters first.

The words must do without a voice, so they never lean on one. Where rows are few, everything
gives way to the question, or to come off the tool; then come the side, the seconds and how much
it may hurt, and then the keys that stop it.
"""

from sciacoach import data
from sciacoach.faces.screen import parts
from sciacoach.faces.screen.cells import Block, line, shown, span, width_of, wrapped
from sciacoach.faces.screen.counts import counts, digits, left_words, seconds_left
from sciacoach.faces.screen.ink import BOLD, PLAIN, Style
from sciacoach.faces.screen.look import Look
from sciacoach.faces.screen.named_page import choices
from sciacoach.faces.screen.pages import alarm_texts, help_rows
from sciacoach.faces.screen.stack import Piece, stacked
from sciacoach.faces.screen.view import Kind, View, checks
from sciacoach.faces.screen.wording import instruction, message, paged, prompt, styled
from sciacoach.faces.screen.words import length, listed, unit, word
from sciacoach.session.words import word as spoken
from sciacoach.vocabulary import Do


def tiny_page(view: View, width: int, height: int, _: Look) -> Block:
    """The page of this moment in few rows."""
    if view.ended:
        return _ended(view, width, height)
    if view.asks:
        return _question(view, width, height)
    if view.help:
        return _help(view, width, height)
    if view.alarms:
        return _advice(view, width, height)
    if view.choices and view.state == "paused":
        return _named(view, width, height)
    return _step(view, width, height)


def _question(view: View, width: int, height: int) -> Block:
    """The question stays, page by page where it must, and below it how to answer. Where there
    is no row for `Come off the tool.`, that takes turns with the keys."""
    texts = alarm_texts(view)
    keys = listed("tiny_question", view.state)
    first, rest = texts[0], " ".join(texts[1:])
    over = sum(len(wrapped(one, width)) for one in (*texts, keys)) - height
    if over > 0 and rest and first == spoken("come_off"):
        keys, texts = (first if view.page % 2 else keys), [rest]
    if height == 1:
        return stacked([_paged(" ".join([*texts, keys]), view, width, 1)], width, 1)
    below = _lines(keys, width)[: height - 1]
    rows = height - len(below)
    if over > 0:
        asked = [_paged(" ".join(texts), view, width, rows)]
    else:
        asked = [Piece(0, _lines(one, width), 0) for one in texts]
    return stacked([*asked, Piece(0, below, 0), *_count(view, width, 1, "")], width, height)


def _advice(view: View, width: int, height: int) -> Block:
    """Words that stop somebody; below them the side and the seconds, if there is a row."""
    text = " ".join(alarm_texts(view))
    spare = height - len(wrapped(text, width))
    pieces = [
        _paged(text, view, width, height),
        *_count(view, width, 1, _side(view)),
        *_said(prompt(view), width, 2),
        *_ceiling(view, width, 3),
        *_said(_keys(view, width), width, 4),
    ]
    return stacked(pieces[: None if spare > 0 else 1], width, height)


def _named(view: View, width: int, height: int) -> Block:
    """What it may have been, in full or in a word each, and how to go on if it was none."""
    title = _lines(word("tiny_named"), width)
    off = _lines(spoken("come_off"), width) if view.card.is_contact else ()
    none = _lines(word("tiny_none"), width)
    full = [f"{number} {words}" for number, words in choices(view.choices)[1]]
    names: list[str] = data.json_file("spoken.json")["names"]
    short = [f"{number} {listed('tiny_names', one)}" for number, one in enumerate(names, 1)]
    rows = height - len(title) - len(off) - len(none)
    whole = tuple(row for one in full for row in _lines(one, width))
    listing = whole if len(whole) <= rows else _joined(short, width)
    needed = (*off, *listing, *none)
    if len(needed) > height:
        return _page(needed, view, width, height)
    pieces = [
        Piece(0, off, 0),
        Piece(3, title, 0),
        Piece(1, listing, 0),
        Piece(2, none, 0),
        *_said(message(view), width, 4),
    ]
    return stacked(pieces, width, height)


def _step(view: View, width: int, height: int) -> Block:
    """What presses, how long and how much, and the keys; then the words that are left. A check
    has no name here: what it asks needs the row."""
    first = _first(view)
    name = "" if first or checks(view) else parts.state_word(view)
    pieces = [
        *_said(first, width, 0),
        *_said(name, width, 4),
        *_count(view, width, 1, _side(view)),
        *_ceiling(view, width, 2),
        *_said(_keys(view, width), width, 3),
    ]
    room = height - sum(len(one.block) for one in pieces)
    words = _rest(view)
    if room > 0 and words:
        pieces.append(Piece(5, styled(words, width, room, view.page, PLAIN), 0))
    if len(wrapped(words, width)) < room:
        pieces += _said(word("small"), width, 6, PLAIN)
    return stacked(pieces, width, height)


def _first(view: View) -> str:
    """What goes before everything in a step: to come off, or to stay off."""
    if view.state == "paused":
        return spoken("come_off") if view.card.is_contact else ""
    return prompt(view) if view.state == "returning" else ""


def _rest(view: View) -> str:
    """New words, then what may be done, then what to do."""
    if view.state == "paused":
        asked = word("where_paused") if view.card.do is Do.CHECK else ""
        left = view.step_s - view.pos_s
        kept = word("paused_left", length=length(left)) if view.pos_s > 0 and left > 0 else ""
        gap = word("paused_gap") if view.gap else ""
        said = message(view)
        said = "" if said == spoken("come_off") else said
        return " ".join(filter(None, (said, gap, kept, asked)))
    now = "" if view.state == "returning" else prompt(view)
    return " ".join(filter(None, (message(view), now, instruction(view))))


def _side(view: View) -> str:
    return listed("sides", view.card.side) if parts.has_side(view) else ""


def _count(view: View, width: int, rank: int, side: str) -> list[Piece]:
    """The side and the seconds: `Left, 19 seconds left`, or shorter."""
    if not counts(view):
        return _said(side, width, rank)
    long = ", ".join(filter(None, (side, f"{digits(view)} {' '.join(left_words(view).split())}")))
    short = ", ".join(filter(None, (side, f"{digits(view)} {unit(seconds_left(view))}")))
    shortest = " ".join(filter(None, (side, digits(view))))
    fits = (one for one in (long, short) if width_of(one) <= width)
    return _said(next(fits, shortest), width, rank)


def _ceiling(view: View, width: int, rank: int) -> list[Piece]:
    most = view.card.ceiling
    return (
        []
        if most is None or view.off_the_tool
        else _said(word("ceiling", ceiling=most), width, rank)
    )


def _keys(view: View, width: int) -> str:
    """What stops it, then how it goes on or pauses, then as many others as fit."""
    rows = [f"{key} {does}" for key, does in parts.keys_now(view)]
    rows.sort(key=lambda one: not one.startswith("w "))
    kept = rows[:2]
    for one in rows[2:]:
        if width_of(", ".join([*kept, one])) > width:
            break
        kept.append(one)
    return ", ".join(kept)


def _help(view: View, width: int, height: int) -> Block:
    """The keys that would do something now, page by page."""
    rows = tuple(row for pair in help_rows(view) for row in _lines(" ".join(pair), width))
    return _page(rows, view, width, height)


def _ended(view: View, width: int, height: int) -> Block:
    """Words that stopped it, or how it ended; then what was done."""
    ended = view.ended
    assert ended is not None
    told = view.message.text if view.message and view.message.kind is Kind.ADVICE else ""
    first = shown(told) or listed("outcomes", ended.outcome)
    done = word("done_of", done=length(ended.delivered_s), planned=length(view.planned_s))
    pieces = [
        _paged(first, view, width, height),
        *_said(done, width, 1, PLAIN),
        *_said(word("pressed", contact=length(ended.contact_s)), width, 2, PLAIN),
    ]
    spare = height - len(wrapped(first, width))
    return stacked(pieces[: None if spare > 0 else 1], width, height)


# ---- lines ----------------------------------------------------------------------------


def _said(text: str, width: int, rank: int, style: Style = BOLD) -> list[Piece]:
    return [Piece(rank, _lines(text, width, style), 0)] if text else []


def _lines(text: str, width: int, style: Style = BOLD) -> Block:
    return tuple(line(width, span(one, style)) for one in wrapped(text, width))


def _joined(items: list[str], width: int) -> Block:
    """Items in as few lines as they need; none of them is broken while it fits a line."""
    lines = [""]
    for one in items:
        longer = f"{lines[-1]}, {one}" if lines[-1] else one
        if lines[-1] and width_of(longer) > width:
            lines.append(one)
        else:
            lines[-1] = longer
    return tuple(row for one in lines for row in _lines(one, width))


def _page(rows: Block, view: View, width: int, height: int) -> Block:
    """What stands now of lines that are more than there is room for."""
    pages = [rows[n : n + height] for n in range(0, len(rows), height)]
    return stacked([Piece(0, pages[view.page % len(pages)], 0)], width, height)


def _paged(text: str, view: View, width: int, rows: int) -> Piece:
    """One page of words that must be read."""
    told = paged(text, width, rows, view.page)
    return Piece(0, tuple(line(width, span(one, BOLD)) for one in told), 0)
