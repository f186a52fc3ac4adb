"""The closing page: done beside planned, pain in honest words, the signs at its end."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sciacoach.dialogs.closing_page import Pressed, Summary, change, page
from sciacoach.dialogs.columns import columns
from sciacoach.faces.screen.words import length
from sciacoach.history.records import Reading
from sciacoach.vocabulary import Lowest, Region, Side

READINGS = st.builds(
    Reading,
    leg=st.none() | st.integers(0, 10),
    back=st.none() | st.integers(0, 10),
    lowest=st.none() | st.sampled_from([str(one) for one in Lowest]),
)
SECONDS = st.floats(0, 4000)
SUMMARIES = st.builds(
    Summary,
    planned_s=SECONDS,
    delivered_s=SECONDS,
    paused_s=SECONDS,
    pressed=st.lists(
        st.builds(
            Pressed,
            region=st.sampled_from(list(Region)),
            side=st.sampled_from([Side.LEFT, Side.RIGHT]),
            planned_s=SECONDS,
            delivered_s=SECONDS,
        ),
        max_size=6,
    ).map(tuple),
    before=READINGS,
    after=READINGS,
    advice=st.just((("D4", "Come off. Press half as much, and only if it is quiet."),)),
    quiet=st.sampled_from([(), ("AD3", "AD4")]),
    rehearsal=st.booleans(),
    kept=st.booleans(),
)


def told(before: Reading, after: Reading) -> str:
    return "\n".join(page(Summary(100, 100, before=before, after=after), None))


@settings(max_examples=200)
@given(SUMMARIES, st.none() | st.integers(20, 200))
def test_it_tells_any_session_at_any_width_and_ends_with_the_signs(
    summary: Summary, width: int | None
) -> None:
    lines = list(page(summary, width))

    assert width is None or all(columns(line) <= width for line in lines)
    assert "Get help at once" in " ".join(lines)
    assert lines[-1].endswith("weak.")


@pytest.mark.parametrize(
    ("before", "after", "points"),
    [
        (5, 3, -2),
        (3, 2, 0),
        (10, 8, 0),
        (7, 5, 0),
        (6, 4, -2),
        (0, 1, 0),
        (0, 2, 2),
        (9, 10, 0),
        (8, 10, 2),
        (4, 4, 0),
    ],
)
def test_a_change_counts_from_two_points_and_a_drop_also_needs_a_third_of_the_start(
    before: int, after: int, points: int
) -> None:
    assert change(before, after) == points


def test_a_drop_that_counts_is_told_beside_what_one_session_can_show() -> None:
    text = told(Reading(leg=6, back=2), Reading(leg=3, back=2))

    assert "Leg pain: 6 before, 3 after. Lower by 3." in text
    assert "Back pain: 2 before, 2 after. No change that counts." in text
    assert "One session shows little." in text
    assert "better" not in text.replace("many people get better with time alone", "")


def test_a_drop_of_one_point_is_no_change() -> None:
    text = told(Reading(leg=3), Reading(leg=2))

    assert "No change that counts." in text
    assert "One session" not in text


def test_more_pain_asks_for_an_easy_day() -> None:
    assert "sciacoach checkin" in told(Reading(leg=1), Reading(leg=3))


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("buttock", "calf", "lower down the leg"),
        ("calf", "buttock", "calf before, buttock after."),
        ("calf", "calf", "calf, as before."),
    ],
)
def test_the_lowest_place_is_told_as_it_moved(before: str, after: str, words: str) -> None:
    assert words in told(Reading(leg=1, lowest=before), Reading(leg=1, lowest=after))


def test_a_reading_that_was_not_given_is_no_change() -> None:
    text = told(Reading(leg=3, back=2, lowest="calf"), Reading())

    assert "not given" in text
    assert "No change" not in text


def test_bars_are_of_equal_length_and_read_without_colour() -> None:
    pressed = (
        Pressed(Region.PIRIFORMIS, Side.LEFT, 60, 30),
        Pressed(Region.PIRIFORMIS, Side.RIGHT, 60, 60),
    )
    lines = list(page(Summary(300, 150, pressed=pressed), 80))

    assert "  outer buttock, left   [##########..........]  0:30 of 1:00" in lines
    assert "  outer buttock, right  [####################]  1:00 of 1:00" in lines
    assert "  whole session         [##########..........]  2:30 of 5:00" in lines


def test_nothing_done_blames_nobody() -> None:
    assert "That is fine too." in " ".join(page(Summary(300, 0), 80))


@settings(max_examples=100)
@given(SUMMARIES, st.none() | st.integers(20, 120))
def test_beside_a_screen_reader_no_bar_is_drawn_and_nothing_else_is_lost(
    summary: Summary, width: int | None
) -> None:
    words, bars = ("\n".join(page(summary, width, drawn=drawn)) for drawn in (False, True))
    assert "[" not in words
    assert [one for one in words.split() if one == "of"] == [
        one for one in bars.split() if one == "of"
    ]


def test_an_amount_is_rounded_as_everywhere_else() -> None:
    pressed = Pressed(Region.PIRIFORMIS, Side.LEFT, 20.0, 17.6)
    told = "\n".join(page(Summary(60.0, 17.6, pressed=(pressed,)), 80))
    assert told.count("0:18 of") == 2
    assert length(17.6) == "18 seconds"
