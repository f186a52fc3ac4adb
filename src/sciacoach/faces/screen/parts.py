"""The parts of a frame, each as wide as it is told."""

from sciacoach.faces.screen.cards import StepCard
from sciacoach.faces.screen.cells import Block, Line, Span, blanks, line, shown, span
from sciacoach.faces.screen.ink import BOLD, FAINT, Ink, Style
from sciacoach.faces.screen.view import View, checks, waits_in
from sciacoach.faces.screen.words import clock, known, listed, pairs, word
from sciacoach.session.words import word as spoken
from sciacoach.vocabulary import Side

SIDED = (Side.LEFT, Side.RIGHT)
CEILING_CELLS = 10


def accent(view: View) -> Ink:
    """The ink of this moment: pressing, calm, or getting ready."""
    if view.state in ("preparing", "returning"):
        return Ink.READY
    if view.state in ("paused", "ended", "ready"):
        return Ink.TEXT
    return Ink.PRESS if view.presses else Ink.CALM


def strong(view: View) -> Style:
    """Bold in the ink of this moment."""
    return Style(accent(view), bold=True)


def header(view: View, width: int) -> Line:
    """What is played, and how far it is."""
    number = min(max(0, view.index) + 1, view.steps) if view.steps else 0
    marks = [word("rehearsal")] if view.rehearsal else []
    marks += [word("step", number=number, steps=view.steps)] if view.steps else []
    right = [span(" · ".join(marks), FAINT)] if marks else []
    return line(width, span(shown(view.title), BOLD), right=right)


def session_bar(view: View, width: int) -> Line:
    """How much of the whole session is over, with its clock."""
    told = word("clock", done=clock(view.t), whole=clock(view.planned_s))
    room = width - len(told) - 2
    part = view.t / view.planned_s if view.planned_s else 0.0
    spans = bar(part, room, Style(Ink.FAINT))
    return line(width, *spans, right=[span(told, FAINT)])


def bar(part: float, width: int, style: Style) -> tuple[Span, ...]:
    """A bar of `width` columns of which `part` (0 to 1) is done."""
    done = min(width, max(0, int(part * width + 1e-6)))
    return (
        *((span("━" * done, style),) if done > 0 else ()),
        *((span("─" * (width - done), Style(Ink.TRACK)),) if width > done else ()),
    )


def step_bar(view: View, width: int) -> Line:
    """How much of the step in hand is over."""
    part = view.pos_s / view.step_s if view.step_s else 0.0
    return line(width, *bar(part, width, Style(accent(view))))


WAY_CELLS = 25
"""The most columns that the way there and back takes."""

LEAST_WAY_CELLS = 9


def way(view: View, width: int) -> Line:
    """The way there and back, with a mark that goes along it in the tempo of the step; empty
    where there is none, or no room. Until it begins, and in a pause, the mark stands."""
    tempo = view.card.tempo
    if tempo is None or view.off_the_tool:
        return ()
    words = span(spoken("tempo", seconds=f"{tempo:g}"), FAINT)
    room = min(WAY_CELLS, width - words.cells - 2)
    if room < LEAST_WAY_CELLS:
        return ()
    at = round(swing(view.pos_s, tempo) * (room - 1))
    track = Style(Ink.TRACK)
    spans = (span("·" * at, track), span("■", strong(view)), span("·" * (room - 1 - at), track))
    return line(width, *(one for one in spans if one.cells), *blanks(2), words)


def swing(pos_s: float, tempo: float) -> float:
    """Where on its way somebody is who goes there and back: 0 where it began, 1 at the other
    end, `tempo` seconds later."""
    ways, part = divmod(pos_s / tempo, 1.0)
    return 1.0 - part if ways % 2 else part


def state_word(view: View) -> str:
    """What goes on, in a word or two."""
    if view.state == "working":
        return listed("do", view.card.do)
    if view.changing:
        return listed("states", "change")
    if waits_in(view) and checks(view):
        return listed("do", "check")
    return listed("states", view.state)


def heading(view: View, width: int) -> Line:
    """What goes on, the name of the step, and the tool."""
    card = view.card
    name = _named(card) if view.off_the_tool else shown(card.name)
    said = state_word(view)
    both = [span(said, strong(view))]
    if name and name.lower() != said.lower():
        both += [*blanks(2), span(name, BOLD)]
    tool = known("tools", card.tool) if card.tool and card.is_contact else ""
    room = width - sum(one.cells for one in both) - 2
    right = [span(tool, FAINT)] if tool and len(tool) <= room else []
    return line(width, *both, right=right)


def place(view: View, width: int) -> Line:
    """Where, with what, and how the body is held."""
    return line(width, span(", ".join(filter(None, (_region(view), held(view)))), FAINT))


def _region(view: View) -> str:
    return known("regions", view.card.region) if view.card.region else ""


def held(view: View) -> str:
    """The tool and the position."""
    card = view.card
    tool = known("tools", card.tool) if card.tool and card.is_contact else ""
    return ", ".join(filter(None, (tool, known("positions", card.position))))


def has_side(view: View) -> bool:
    """Whether the side in hand is told: one side, or both where it presses."""
    card = view.card
    return card.side in SIDED or (card.side is Side.BOTH and card.is_contact)


def ceiling(view: View, width: int) -> Line:
    """How much it may hurt where it presses, as a number, as boxes and in words."""
    most = view.card.ceiling
    if most is None:
        return ()
    words = [span(word("ceiling", ceiling=most), BOLD), *blanks(2)]
    full = min(max(most, 0), CEILING_CELLS)
    boxes = [
        span("■" * full, Style(accent(view))),
        span("□" * (CEILING_CELLS - full), Style(Ink.TRACK)),
        *blanks(2),
    ]
    felt = span(listed("discomfort", str(most)), FAINT)
    room = width - sum(one.cells for one in words) - felt.cells
    return line(width, *words, *(boxes if room >= CEILING_CELLS + 2 else ()), felt)


def coming(view: View, width: int) -> Line:
    """The next step."""
    name = _named(view.coming[0]) if view.coming else word("last")
    if not view.coming:
        return line(width, span(name, FAINT))
    return line(width, span(word("next"), FAINT), *blanks(2), span(name))


def coming_list(view: View, width: int, rows: int) -> Block:
    """The steps that come, one a line with its length."""
    if not view.coming or rows < 3:
        return ()
    steps = view.coming[: rows - 2]
    lines = [
        line(width, span(_named(one)), right=[span(clock(one.planned_s), FAINT)]) for one in steps
    ]
    return (line(width, span(word("coming"), FAINT)), line(width), *lines)


def _named(card: StepCard) -> str:
    name = shown(card.name)
    if card.side not in SIDED:
        return name
    return word("next_side", name=name, side=known("sides", card.side))


def keys(view: View, width: int) -> Line:
    """The keys that mean something now, as many as fit."""
    spans: list[Span] = []
    for key, does in keys_now(view):
        more = [*(blanks(3) if spans else ()), span(key, BOLD), *blanks(1), span(does, FAINT)]
        if sum(one.cells for one in (*spans, *more)) > width:
            break
        spans += more
    return line(width, *spans)


def keys_now(view: View) -> tuple[tuple[str, str], ...]:
    """The keys that mean something now, each with what it does."""
    return pairs(_keys_of(view), view.refuses | deaf(view))


def deaf(view: View) -> frozenset[str]:
    """What nothing hears now: while the danger questions are asked, no report from a key
    weighs more than they do. During a recheck one may."""
    return frozenset({"worse"}) if view.state == "asking" else frozenset()


def _keys_of(view: View) -> str:
    if view.asks:
        return "keys_question"
    if view.state == "paused":
        return "keys_paused_alone" if view.hands_free else "keys_paused"
    if view.hands_free:
        return "keys_hands_free"
    return "keys_waiting" if waits_in(view) else "keys"
