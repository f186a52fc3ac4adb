"""Bytes of a keyboard into keys and lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciacoach.coach.inbox import Line, Pressed
from sciacoach.coach.keys import Decoder


def keys(*pieces: bytes, flush: bool = True) -> list[str]:
    """The keys in pieces of input; a line is told with its words."""
    decoder = Decoder()
    found: list[Pressed | Line] = []
    for piece in pieces:
        found += decoder.feed(piece)
    found += decoder.flush() if flush else []
    return [one.key if isinstance(one, Pressed) else f"line {one.text}" for one in found]


@pytest.mark.parametrize(
    ("piece", "expected"),
    [
        (b"n", ["n"]),
        (b"N", ["n"]),
        (b" ", ["space"]),
        (b"\n", ["enter"]),
        (b"\r", ["enter"]),
        (b"\t\x7f\x08", ["tab", "backspace", "backspace"]),
        (b"\x04", ["ctrl-d"]),
        (b"\x00\x1f", ["unknown", "unknown"]),
        (b"4+", ["4", "+"]),
        ("ü".encode(), ["ü"]),
        ("日".encode(), ["日"]),
        ("😀".encode(), ["😀"]),
        (b"\x1b", ["escape"]),
        (b"\x1b[A\x1b[B\x1b[C\x1b[D", ["up", "down", "right", "left"]),
        (b"\x1bOA", ["up"]),
        (b"\x1b[5~\x1b[6~", ["pageup", "pagedown"]),
        (b"\x1b[15~\x1b[[E", ["f5", "f5"]),
        (b".b", [".", "b"]),
        (b"\x1b[99~", ["unknown"]),
        (b"\x1b[1;5C", ["unknown"]),
        (b"\x1bn", ["escape", "n"]),
        (b"\x1b\x1b[A", ["escape", "up"]),
        (b"\x1b[\x07", ["unknown", "ctrl-g"]),
        (b"\xff\xc3", ["unknown", "unknown"]),
        (b"\xc3n", ["unknown", "n"]),
        ("\x85\u200b".encode(), ["unknown", "unknown"]),
        (b"\x1b[" + b"1" * 60, ["unknown", "1", "1"]),
    ],
)
def test_bytes_are_keys(piece: bytes, expected: list[str]) -> None:
    found = keys(piece)
    assert found[: len(expected)] == expected
    assert set(found[len(expected) :]) <= {"1"}


@pytest.mark.parametrize(
    ("piece", "expected"),
    [
        (b"pause\n", ["line pause"]),
        (b"w zap\r\n", ["line w zap"]),
        (b"n\n", ["line n"]),
        (b"pause\nresume\n\nn", ["line pause", "line resume", "enter", "n"]),
        (b"\n\n", ["enter", "enter"]),
        (b"\x1b[6~\n", ["pagedown", "enter"]),
        (b"a\x07b\n", ["a", "ctrl-g", "b", "enter"]),
        ("schräg\n".encode(), ["line schräg"]),
        (b"\xff\n", ["line \N{REPLACEMENT CHARACTER}"]),
    ],
)
def test_text_that_comes_with_its_line_end_is_a_line(piece: bytes, expected: list[str]) -> None:
    assert keys(piece) == expected


@pytest.mark.parametrize("whole", [b"\x1b[6~", b"\x1bOA", b"\x1b[[E", "😀".encode(), b"\x1b[1;5C"])
def test_a_key_that_comes_in_pieces_is_one_key(whole: bytes) -> None:
    for cut in range(1, len(whole)):
        decoder = Decoder()
        assert decoder.feed(whole[:cut]) == []
        assert decoder.unfinished
        assert len(decoder.feed(whole[cut:])) == 1
        assert not decoder.unfinished


@given(st.lists(st.binary(max_size=20), max_size=8))
def test_any_bytes_give_keys_and_nothing_is_raised(pieces: list[bytes]) -> None:
    decoder = Decoder()
    for piece in pieces:
        for one in decoder.feed(piece):
            assert isinstance(one, Pressed) is not isinstance(one, Line)
    decoder.flush()
    assert not decoder.unfinished
    assert decoder.flush() == []


@given(st.binary(max_size=40), st.integers(0, 40))
def test_without_a_line_end_it_is_the_same_in_any_pieces(data: bytes, cut: int) -> None:
    piece = data.replace(b"\n", b"").replace(b"\r", b"")
    assert keys(piece) == keys(piece[:cut], piece[cut:])


@given(st.binary(max_size=200))
def test_names_of_keys_can_be_shown(data: bytes) -> None:
    for one in Decoder().feed(data):
        assert isinstance(one, Line) or (one.key.isprintable() and one.key)
