"""The terminal is given back whole, however a session ends."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pty_kit import Window, kept_sessions, live_answers

FACES = ("plain", "screen")
READY = {"plain": "45 seconds.", "screen": "Warm up"}
AFTER = "Pain now"
PAUSED = {"plain": "Paused.", "screen": "Paused"}
WAITS = {"plain": "when you are ready", "screen": "when you are ready"}
GETTING_ON = {"plain": "Begins in", "screen": "to start"}
AWAY = {"plain": "Paused: the clock was away", "screen": "The clock was away for a while"}


@pytest.fixture(params=FACES)
def face(request: pytest.FixtureRequest) -> str:
    """Each face that shows something on a terminal."""
    return str(request.param)


@contextmanager
def window(folder: Path, face: str, *, shell_hangs_up: bool = True) -> Iterator[Window]:
    """A live session that waits in its first step."""
    args = ["start", "piriformis", "--face", face, "--answers", live_answers(folder)]
    with Window(*args, shell_hangs_up=shell_hangs_up) as found:
        if face == "screen":
            found.until("Press Enter to begin")
            found.press("\n")
        found.until(READY[face])
        yield found


def is_whole(one: Window) -> bool:
    """Modes as before, cursor shown, and the alternate screen left."""
    hidden, left = one.screen.cursor.hidden, True
    for mode in (b"?1049", b"?1047", b"?47"):
        left &= one.raw.rfind(b"\x1b[" + mode + b"h") <= one.raw.rfind(b"\x1b[" + mode + b"l")
    return one.modes() == one.before and not hidden and left


def test_keys_come_one_by_one_and_are_not_echoed(tmp_path: Path, face: str) -> None:
    with window(tmp_path, face) as one:
        assert one.modes() != one.before
        one.press("n")
        one.until(WAITS[face])
        one.press(" ")
        one.until(GETTING_ON[face])
        one.look(1.2)
        one.press(" ")
        one.until(PAUSED[face])
        one.press("q")
        one.until("Press q again")


SIGNALS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT]


@pytest.mark.parametrize("number", SIGNALS, ids=lambda one: one.name)
def test_a_signal_ends_it_with_its_code(
    tmp_path: Path, home: Path, face: str, number: signal.Signals
) -> None:
    with window(tmp_path, face) as one:
        one.send(number)
        assert one.ended() == 128 + number
        assert is_whole(one)
    assert kept_sessions(home)[0]["outcome"] == "interrupted"


@pytest.mark.parametrize(("key", "code"), [("\x03", 130), ("\x1c", 131)])
def test_ctrl_c_and_its_sister_are_signals(tmp_path: Path, face: str, key: str, code: int) -> None:
    with window(tmp_path, face) as one:
        one.press(key)
        assert one.ended() == code
        assert is_whole(one)


def test_q_asks_once_more_and_a_second_one_ends(tmp_path: Path, home: Path, face: str) -> None:
    with window(tmp_path, face) as one:
        one.press("q")
        one.until("Press q again")
        one.look(1.2)
        one.press("q")
        one.until(AFTER)
        assert is_whole(one)
        one.press("2 2 buttock\n")
        assert one.ended() == 0
        assert is_whole(one)
    (kept,) = kept_sessions(home)
    assert (kept["outcome"], kept["pain"]["after"]["leg"]) == ("stopped", 2)  # type: ignore[index]


def test_a_session_that_comes_to_its_end(tmp_path: Path, face: str) -> None:
    with window(tmp_path, face) as one:
        for _ in range(12):
            one.press("next\n")
            one.look(0.2)
        one.until(AFTER)
        assert is_whole(one)
        one.press("skip\n")
        assert one.ended() == 0
        assert is_whole(one)


def test_ctrl_z_gives_the_terminal_back_and_fg_comes_back_paused(
    tmp_path: Path, home: Path, face: str
) -> None:
    with window(tmp_path, face) as one:
        one.press("\x1a")
        assert one.stopped() == signal.SIGTSTP
        one.look()
        assert is_whole(one)
        one.foreground()
        one.until(PAUSED[face], times=2)
        assert one.modes() != one.before
        one.press("\x1a")
        assert one.stopped() == signal.SIGTSTP
        one.foreground()
        one.until(PAUSED[face], times=3)
        one.send(signal.SIGTERM)
        assert one.ended() == 143
        assert is_whole(one)
    assert kept_sessions(home)[0]["outcome"] == "interrupted"


def test_a_stop_from_outside_pauses(tmp_path: Path, face: str) -> None:
    with window(tmp_path, face) as one:
        one.send(signal.SIGSTOP)
        assert one.stopped() == signal.SIGSTOP
        one.look(1.7)
        one.foreground()
        one.until(AWAY[face])
        assert one.modes() != one.before
        one.send(signal.SIGINT)
        assert one.ended() == 130
        assert is_whole(one)


@pytest.mark.parametrize(("shell_hangs_up", "code"), [(True, 129), (False, 1)])
def test_a_window_that_is_closed(
    tmp_path: Path, home: Path, face: str, shell_hangs_up: bool, code: int
) -> None:
    with window(tmp_path, face, shell_hangs_up=shell_hangs_up) as one:
        one.close()
        assert one.ended() == code
    assert kept_sessions(home)[0]["outcome"] == "interrupted"


def test_a_bug_gives_the_terminal_back_too(
    tmp_path: Path, face: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoiled = tmp_path / "spoiled"
    spoiled.mkdir()
    (spoiled / "sitecustomize.py").write_text(
        "import sciacoach.session.machine as m\n"
        "def broken(self):\n    raise RuntimeError('secret')\n"
        "m.Session._on_back = lambda self, command: broken(self)\n"
    )
    monkeypatch.syspath_prepend(str(spoiled))
    with window(tmp_path, face) as one:
        one.press("b")
        assert one.ended() == 70
        assert is_whole(one)
        assert "Traceback" not in one.text


def test_any_bytes_do_no_harm(tmp_path: Path, face: str) -> None:
    with window(tmp_path, face) as one:
        for _ in range(20):
            one.press(bytes(byte for byte in os.urandom(64) if byte not in b"\x03\x1a\x1c"))
            one.look(0.05)
        one.send(signal.SIGTERM)
        assert one.ended() in (143, 3, 0)
        assert is_whole(one)
        assert "bug" not in one.text
