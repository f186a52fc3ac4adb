"""What stands on a terminal after a paint is the frame, and little was written for it."""

import io
from dataclasses import replace

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from live_kit import COLOUR_LOOK, PLAIN_LOOK, STATES, plain, view_of

from sciacoach.faces.screen import Look, View, frame
from sciacoach.faces.screen.cells import Line, line, shown, span
from sciacoach.faces.screen.painter import ENTER, LEAVE, Painter


class Terminal:
    """A painter on a terminal in memory."""

    def __init__(self, width: int, height: int, look: Look = COLOUR_LOOK) -> None:
        self.out = io.StringIO()
        self.look = look
        self.painter = Painter(self.out, look)
        self.screen = pyte.Screen(width, height)
        self.stream = pyte.Stream(self.screen)
        self.painter.open()

    def paint(self, lines: tuple[Line, ...], *, afresh: bool = False) -> int:
        """Paint, feed the terminal, and tell how much was written."""
        self.painter.paint(lines, afresh=afresh)
        return self.feed()

    def feed(self) -> int:
        """What was written goes to the terminal."""
        text = self.out.getvalue()
        self.out.seek(0)
        self.out.truncate()
        self.stream.feed(text)
        return len(text)


@pytest.mark.parametrize("look", [PLAIN_LOOK, COLOUR_LOOK, Look(unicode=False)])
def test_frame_after_frame_stands_as_it_should(look: Look) -> None:
    terminal = Terminal(80, 24, look)
    for state in (*STATES, *reversed(STATES)):
        lines = frame(view_of(state), 80, 24, look)
        terminal.paint(lines)
        assert terminal.screen.display == plain(lines)


def test_a_resize_paints_all_of_it_afresh() -> None:
    terminal = Terminal(80, 24)
    terminal.paint(frame(view_of("working"), 80, 24, COLOUR_LOOK))
    terminal.screen.resize(40, 120)
    lines = frame(view_of("working"), 120, 40, COLOUR_LOOK)
    terminal.paint(lines, afresh=True)
    assert terminal.screen.display == plain(lines)


def test_nothing_is_written_where_nothing_changed() -> None:
    terminal = Terminal(80, 24)
    lines = frame(view_of("working"), 80, 24, COLOUR_LOOK)
    assert terminal.paint(lines) > 0
    assert terminal.paint(lines) == 0


def test_a_second_costs_little() -> None:
    terminal = Terminal(200, 50)
    view = view_of("working")
    whole = terminal.paint(frame(view, 200, 50, COLOUR_LOOK))
    assert view.left_s
    later = replace(view, left_s=view.left_s - 1, pos_s=view.pos_s + 1, t=view.t + 1)
    assert terminal.paint(frame(later, 200, 50, COLOUR_LOOK)) < whole / 4


def test_the_terminal_is_taken_once_and_given_back_once() -> None:
    out = io.StringIO()
    painter = Painter(out, COLOUR_LOOK)
    painter.open()
    painter.open()
    painter.close()
    painter.close()
    assert out.getvalue() == ENTER + LEAVE


def test_a_paint_is_one_write_and_one_flush() -> None:
    calls: list[str] = []

    class Counted(io.StringIO):
        def write(self, text: str) -> int:
            calls.append("write")
            return super().write(text)

        def flush(self) -> None:
            calls.append("flush")

    out = Counted()
    Painter(out, COLOUR_LOOK).paint(frame(view_of("working"), 80, 24, COLOUR_LOOK))
    assert calls == ["write", "flush"]


HOSTILE = ["漢字と\U0001f44d\U0001f3fd e\u0301", "مرحبا بالعالم", "\u0e01\u0e33\u0e49"]
titles = st.text(max_size=60) | st.sampled_from(HOSTILE)


@settings(max_examples=200)
@given(titles, st.sampled_from(sorted(STATES)))
def test_no_title_moves_what_stands_behind_it(title: str, state: str) -> None:
    """Terminals differ in the width of some characters; the step's number stays in place."""
    terminal = Terminal(80, 24)
    view: View = replace(view_of(state), title=title)
    terminal.paint(frame(view, 80, 24, COLOUR_LOOK))
    if view.ended is None:
        assert terminal.screen.display[0].rstrip().endswith(f" of {view.steps}")
        assert plain(frame(view, 80, 24, COLOUR_LOOK))[1:] == terminal.screen.display[1:]


def test_a_line_pads_and_cuts_to_its_width() -> None:
    assert plain((line(8, span("漢字漢字漢字")),)) == ["漢字漢… "]
    assert plain((line(6, span("left"), right=[span("end")]),)) == ["l… end"]
    assert shown("a\u200db\ufe0fc\x1b[2J") == "abc"


def test_behind_a_character_that_terminals_measure_differently_the_cursor_is_put_in_place() -> None:
    out = io.StringIO()
    Painter(out, PLAIN_LOOK).paint((line(9, span("\U0001f44d\U0001f3fd"), span("end")),))
    assert "\x1b[1;5H" in out.getvalue()
    assert out.getvalue().count("H") == 2
