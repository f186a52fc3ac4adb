"""Words that may be longer than their place: what to do, what was said, what to press."""

from functools import lru_cache

from sciacoach.faces.screen.cells import Block, empty, line, shown, span, wrapped
from sciacoach.faces.screen.ink import BOLD, PLAIN, Style
from sciacoach.faces.screen.view import Kind, View, checks, waits_in
from sciacoach.faces.screen.words import length, word
from sciacoach.session.words import word as spoken
from sciacoach.vocabulary import Do


def instruction(view: View) -> str:
    """What to do, at length; a breathing step with its breath. Off the tool, how to press is
    no matter: only what may be done now is told."""
    card = view.card
    if view.off_the_tool:
        return ""
    said = card.text or (card.say if card.say != card.name else "")
    if not card.breath:
        return shown(said)
    into, out = card.breath
    return f"{shown(said)} {spoken('breath', into=f'{into:g}', out=f'{out:g}')}".strip()


def prompt(view: View) -> str:
    """What the person may do now, where the session waits."""
    if view.state == "paused":
        return _paused(view)
    if view.state == "returning" and view.card.is_contact and view.pos_s < view.step_s:
        return word("owed_rest" if view.off_the_tool else "get_on_again")
    if checks(view):
        return word("where_alone" if view.hands_free else "where")
    if waits_in(view):
        return word("goes_on_alone" if view.hands_free else "press_ready")
    return ""


def _paused(view: View) -> str:
    gap = [word("paused_gap")] if view.gap else []
    key = "paused_what" if view.card.is_contact else "paused_calm"
    on = word(f"{key}_alone" if view.hands_free else key)
    left = view.step_s - view.pos_s
    begun = view.pos_s > 0 and left > 0
    rest = [word("paused_left", length=length(left))] if begun else []
    if view.card.is_contact:
        rest.append(word("paused_then"))
    if view.card.do is Do.CHECK:
        rest.append(word("where_paused"))
    return " ".join([*gap, on, *rest])


def paged(text: str, width: int, rows: int, page: int) -> tuple[str, ...]:
    """The lines of `text` that stand now. What is longer than `rows` is told page by page,
    broken between sentences where that is possible."""
    pages = _pages(text, width, max(1, rows))
    return pages[page % len(pages)] if pages else ()


@lru_cache(maxsize=128)
def _pages(text: str, width: int, rows: int) -> tuple[tuple[str, ...], ...]:
    pages: list[tuple[str, ...]] = []
    now = ""
    for sentence in text.replace(". ", ".\n").replace("? ", "?\n").split("\n"):
        longer = f"{now} {sentence}".strip()
        if now and len(wrapped(longer, width)) > rows:
            pages += _chunks(wrapped(now, width), rows)
            longer = sentence
        now = longer
    return (*pages, *_chunks(wrapped(now, width), rows))


def _chunks(lines: tuple[str, ...], rows: int) -> list[tuple[str, ...]]:
    return [lines[n : n + rows] for n in range(0, len(lines), rows)]


def message(view: View) -> str:
    """A passing message, or the last words said."""
    told = view.message
    if told is None or told.kind is Kind.ADVICE:
        return shown(view.said)
    text = shown(told.text)
    return f"{word('no')} {text}" if told.kind is Kind.REFUSED else text


def words_block(view: View, width: int, rows: int) -> Block:
    """What may be done now stands first and stays; then the message and the instruction. Where
    they do not fit, new words come before all others, and what is long comes page by page."""
    now, said, long = prompt(view), message(view), instruction(view)
    said = "" if said.rstrip(".") in now else said
    kept, first, need = (len(wrapped(one, width)) for one in (now, said, long))
    if kept + first + need <= rows:
        air = int(bool(need and (kept or first)) and kept + first + need < rows)
        told = (*styled(now, width, rows, 0, BOLD), *styled(said, width, rows, 0, BOLD))
        return (*told, *empty(width, air), *styled(long, width, rows, 0, PLAIN))
    if said and view.page == 0:
        told = styled(said, width, rows, 0, BOLD)
        return (*told, *styled(now, width, rows - len(told), 0, BOLD))
    page = view.page - bool(said)
    if kept < rows:
        stays = styled(now, width, rows, 0, BOLD)
        return (*stays, *styled(long, width, rows - kept, page, PLAIN))
    return styled(f"{now} {long}".strip(), width, rows, page, BOLD)


def styled(text: str, width: int, rows: int, page: int, style: Style) -> Block:
    """One page of `text` as lines."""
    if not text or rows < 1:
        return ()
    return tuple(line(width, span(one, style)) for one in paged(text, width, rows, page))
