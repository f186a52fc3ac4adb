"""The face takes the terminal, follows its size, and gives it back with the last words."""

import io
from dataclasses import dataclass, field

import pyte
import pytest
from live_kit import COLOUR_LOOK, HOLDING, Shown, plain

from sciacoach.faces import Face
from sciacoach.faces.screen import frame
from sciacoach.faces.screen.painter import ENTER, LEAVE


@dataclass
class Window:
    """A window that somebody resizes."""

    cells: tuple[int, int] = (80, 24)
    asked: list[int] = field(default_factory=list)

    def __call__(self) -> tuple[int, int]:
        return self.cells


def test_it_is_a_face() -> None:
    face: Face = Shown().face
    assert face


def test_a_whole_session_stands_on_the_terminal_as_its_frames() -> None:
    shown = Shown(look=COLOUR_LOOK)
    screen = pyte.Screen(80, 24)
    stream = pyte.Stream(screen)
    happens = (*HOLDING, "pause", 5.0, "resume", 60.0, "local 5", 8.0, "wrong other", 3.0, "no")
    for one in (*happens, "no", "yes", 2.0, "resume", 300.0, "ready", 40.0, "ready"):
        shown.do((one,))
        stream.feed(shown.written())
        assert screen.display == plain(frame(shown.face.view, 80, 24, COLOUR_LOOK))
    assert shown.session.ended


def test_a_resize_at_any_moment_is_followed() -> None:
    window = Window()
    shown = Shown(size=window).do(HOLDING)
    shown.written()
    for cells in ((120, 40), (39, 9), (200, 50), (1, 1), (40, 12)):
        window.cells = cells
        shown.do((0.25,))
        screen = pyte.Screen(*cells)
        pyte.Stream(screen).feed(shown.written())
        if cells > (1, 1):
            assert screen.display == plain(frame(shown.face.view, *cells, shown.face._look))


def test_looks_that_change_nothing_write_nothing() -> None:
    shown = Shown().do((*HOLDING, 0.25))
    shown.written()
    shown.do((0.5,))
    assert shown.written() == ""


def test_a_minute_of_pressing_writes_little() -> None:
    shown = Shown(look=COLOUR_LOOK, size=lambda: (200, 50)).do(HOLDING)
    shown.written()
    shown.do((60.0,))
    assert len(shown.written().encode()) < 300_000


def test_nothing_is_written_while_it_is_away_and_all_of_it_afterwards() -> None:
    shown = Shown().do(HOLDING)
    shown.written()
    shown.face.suspend()
    assert shown.written() == LEAVE
    shown.do((5.0,))
    assert shown.written() == ""
    shown.face.restore()
    again = shown.written()
    assert again.startswith(ENTER)
    screen = pyte.Screen(80, 24)
    pyte.Stream(screen).feed(again)
    assert screen.display == plain(frame(shown.face.view, 80, 24, shown.face._look))


def test_it_takes_the_terminal_again_even_when_nobody_said_that_it_was_away() -> None:
    shown = Shown().do(HOLDING)
    shown.written()
    shown.face.restore()
    assert shown.written().startswith(ENTER)


def test_the_keys_come_and_go_and_never_cover_an_advice() -> None:
    shown = Shown().do(HOLDING)
    seen = []
    for _ in range(3):
        shown.face.toggle_help()
        seen.append(shown.face.view.help)
    shown.do(("local 5",))
    assert [*seen, shown.face.view.help] == [True, False, True, False]


def test_the_last_words_stay_when_the_screen_is_gone() -> None:
    shown = Shown().do((*HOLDING, "wrong faint"))
    shown.written()
    shown.face.close()
    shown.face.close()
    left = shown.written()
    assert left.startswith(LEAVE)
    assert "call your emergency number" in " ".join(left.split())
    assert left.count("Done: ") == 1
    shown.do((1.0,))
    assert shown.written() == ""


def test_the_last_words_are_broken_between_words_where_the_window_is_narrow() -> None:
    shown = Shown(size=lambda: (30, 8)).do((*HOLDING, "wrong faint"))
    shown.written()
    shown.face.close()
    rows = shown.written().removeprefix(LEAVE).splitlines()
    assert max(map(len, rows)) <= 30
    assert rows[0] == "Stop. Sit or lie down. Not"
    assert "call your emergency number." in " ".join(rows)


def test_a_question_that_stands_leaves_no_verdict_behind() -> None:
    shown = Shown().do((*HOLDING, "pause"))
    shown.written()
    shown.face.close()
    assert shown.written() == LEAVE


def test_when_nobody_can_see_it_any_more_the_error_goes_up() -> None:
    class Dead(io.StringIO):
        def write(self, text: str) -> int:
            raise OSError("gone")

    shown = Shown().do(HOLDING)
    shown.face._painter._out = Dead()
    with pytest.raises(OSError, match="gone"):
        shown.do((2.0,))
