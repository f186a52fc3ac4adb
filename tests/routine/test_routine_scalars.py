"""Words of a file that change their meaning elsewhere keep it here."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciacoach.routine.scalars import read_duration, read_moment, resolve


@pytest.mark.parametrize(
    "word",
    [
        "yes",
        "no",
        "on",
        "off",
        "Yes",
        "NO",
        "y",
        "n",
        "1:30",
        "1:30:00",
        "1_000",
        "0x1f",
        "0o17",
        "0b1",
        "1e3",
        ".inf",
        ".nan",
        "-.inf",
        "2026-11-22",
        "=",
        "<<",
        ".5",
        "5.",
        "+",
        "1,5",
        "9" * 5000,
        "1." + "0" * 400,
        "TRue",
        "nUll",
        "٣",
        "１",
    ],
)
def test_a_plain_word_stays_text(word: str) -> None:
    assert resolve(word, plain=True) == word


@pytest.mark.parametrize(
    ("word", "value"),
    [("14", 14), ("014", 14), ("-5", -5), ("+5", 5), ("0", 0), ("1.5", 1.5), ("-0.25", -0.25)],
)
def test_a_plain_decimal_number_is_that_number(word: str, value: float) -> None:
    found = resolve(word, plain=True)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("word", ["true", "True", "TRUE", "false", "null", "~", "", "1", "1.5"])
def test_a_quoted_word_stays_text(word: str) -> None:
    assert resolve(word, plain=False) == word


def test_only_true_false_and_null_are_more_than_text() -> None:
    assert resolve("true", plain=True) is True
    assert resolve("FALSE", plain=True) is False
    assert resolve("~", plain=True) is None
    assert resolve("", plain=True) is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("45", 45),
        ("45s", 45),
        ("1m", 60),
        ("1m30s", 90),
        ("1:30", 90),
        ("0:05", 5),
        ("2.5s", 2.5),
        ("1m5s", 65),
        ("1m05s", 65),
        ("90:00", 5400),
        ("1440m", 86400),
        ("014", 14),
    ],
)
def test_a_duration_is_its_seconds(text: str, seconds: float) -> None:
    assert read_duration(text) == seconds


@pytest.mark.parametrize(
    "text",
    [
        "",
        "s",
        "m",
        "1:5",
        "1:60",
        "1:30:00",
        "1m60s",
        "1m 30s",
        "45 s",
        "1h",
        "1.5m",
        "1,5",
        "-5",
        "+5",
        "1e3",
        "0x10",
        "1_0",
        "half",
        "yes",
        "4.5.6",
        "٤٥",
        "45S",
        "9" * 40,
        "1.2345",
    ],
)
def test_what_is_no_duration_is_refused(text: str) -> None:
    assert read_duration(text) is None


@pytest.mark.parametrize(
    ("text", "moment"),
    [("20s", 20.0), ("half", "half"), ("-5s", -5.0), ("0", 0.0), ("-1:00", -60.0), ("1m", 60.0)],
)
def test_a_cue_is_placed_from_the_start_the_end_or_at_half(text: str, moment: float | str) -> None:
    assert read_moment(text) == moment


@pytest.mark.parametrize("text", ["", "-", "--5s", "-half", "end", "middle", "+5s"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    assert read_moment(text) is None


@given(st.integers(0, 86_400))
def test_every_way_to_write_a_time_gives_the_same_seconds(seconds: int) -> None:
    minutes, rest = divmod(seconds, 60)
    for text in (f"{seconds}", f"{seconds}s", f"{minutes}m{rest}s", f"{minutes}:{rest:02d}"):
        assert read_duration(text) == seconds
