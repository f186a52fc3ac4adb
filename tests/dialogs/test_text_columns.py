"""Lines measured in columns: nothing is wider than the terminal, whatever stands in it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sciacoach.dialogs.columns import LEAST, bar, columns, cut, padded, wrapped
from sciacoach.text import clean

TEXT = st.text(max_size=120).map(clean)


@pytest.mark.parametrize(
    ("text", "wide"), [("abc", 3), ("ボール", 6), ("é", 1), ("e\u0301", 1), ("", 0), ("🎾", 2)]
)
def test_wide_characters_take_two_columns_and_marks_none(text: str, wide: int) -> None:
    assert columns(text) == wide


@settings(max_examples=200)
@given(TEXT, st.integers(LEAST, 200), st.sampled_from(["", "  ", " " * 7]))
def test_no_wrapped_line_is_wider_than_the_terminal(text: str, width: int, indent: str) -> None:
    lines = wrapped(text, width, indent, first="12345  ")

    assert all(columns(line) <= width for line in lines)
    said = "".join(lines).removeprefix("12345").replace(" ", "")
    assert said == "".join(text.split())


@settings(max_examples=200)
@given(TEXT, st.integers(1, 60))
def test_a_cut_text_is_never_wider_than_asked(text: str, width: int) -> None:
    assert columns(cut(text, width)) <= width
    assert columns(padded(cut(text, width), width)) == width


def test_without_a_terminal_a_line_stays_whole() -> None:
    assert wrapped("a " * 300, None) == [("a " * 300).rstrip()]


@pytest.mark.parametrize(
    ("share", "drawn"),
    [(0, "[....]"), (0.01, "[#...]"), (0.5, "[##..]"), (0.99, "[###.]"), (1, "[####]")],
)
def test_a_bar_is_full_only_when_all_of_it_is_there(share: float, drawn: str) -> None:
    assert bar(share, 4) == drawn


def test_a_bar_does_not_run_over() -> None:
    assert bar(7.5, 4) == "[####]"
