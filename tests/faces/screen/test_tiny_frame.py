"""A window too small for a frame tells what matters, without a voice to lean on."""

from dataclasses import replace

import pytest
from live_kit import HOLDING, PLAIN_LOOK, STATES, Shown, plain, told, view_of

from sciacoach import data
from sciacoach.faces.screen import View, frame
from sciacoach.faces.screen.named_page import choices
from sciacoach.faces.screen.view import PAGE_TICKS
from sciacoach.session.words import word

SMALL = (20, 5)
TINY = [(39, 9), (30, 8), SMALL]


def rows_of(view: View, width: int, height: int) -> list[str]:
    return [row.rstrip() for row in plain(frame(view, width, height, PLAIN_LOOK))]


def pages_of(view: View, width: int, height: int, pages: int = 12) -> list[str]:
    return [told(replace(view, ticks=PAGE_TICKS * n), width, height) for n in range(pages)]


@pytest.mark.parametrize("size", TINY)
def test_a_step_tells_side_time_ceiling_and_the_keys_a_line_each(size: tuple[int, int]) -> None:
    rows = rows_of(view_of("rolling"), *size)
    assert rows[0] == "Roll slowly"
    assert rows[1].startswith("Left, 23 seconds")
    assert rows[2] == "At most 4 of 10"
    assert rows[3].startswith("w wrong, space pause")


def test_in_three_rows_the_name_of_the_step_gives_way() -> None:
    assert rows_of(view_of("working"), 20, 3) == [
        "Left, 25 seconds",
        "At most 4 of 10",
        "w wrong, space pause",
    ]
    assert rows_of(view_of("working"), 20, 1) == ["Left, 25 seconds"]


@pytest.mark.parametrize("size", TINY)
def test_a_pause_says_to_come_off_first(size: tuple[int, int]) -> None:
    view = view_of("paused")
    for page in pages_of(view, *size, 4):
        assert page.startswith("Come off the tool. Left w wrong, space go on")
        assert "At most" not in page
    assert "25 seconds." in " ".join(pages_of(view, *size, 4))


@pytest.mark.parametrize("size", TINY)
def test_a_question_stays_and_how_to_answer_and_to_come_off_are_told(size: tuple[int, int]) -> None:
    pages = pages_of(view_of("asking"), *size)
    assert all("Is it numb between the legs, or are both legs affected?" in one for one in pages)
    assert "y yes, n no" in pages[0]
    assert any("Come off the tool." in one for one in pages[:2])
    assert all("Left" not in one for one in pages)
    assert "y stays, n gone" in told(view_of("recheck"), *size)


@pytest.mark.parametrize("size", [(39, 9), (30, 8)])
def test_what_may_be_named_is_listed_in_full_where_it_fits(size: tuple[int, int]) -> None:
    rows = rows_of(view_of("named"), *size)
    assert rows[0] == "Come off the tool."
    assert rows[2:7] == [
        "1 a zap down the leg",
        "2 on a bone",
        "3 in the groin",
        "4 behind the knee",
        "5 too sore",
    ]
    assert rows[7] == "None: space goes on."


def test_what_may_be_named_is_a_word_each_where_rows_are_few() -> None:
    assert rows_of(view_of("named"), *SMALL) == [
        "Come off the tool.",
        "1 zap, 2 bone",
        "3 groin, 4 knee",
        "5 sore",
        "None: space goes on.",
    ]
    pages = " ".join(pages_of(view_of("named"), 12, 3))
    for one in ("Come off the tool.", "1 zap", "5 sore", "None: space"):
        assert one in pages, one


def test_each_number_of_the_list_has_a_short_word() -> None:
    short = data.json_file("live_screen.json")["tiny_names"]
    names = data.json_file("spoken.json")["names"]
    assert list(short) == names
    assert len(choices(word("name_it"))[1]) == len(names)


def test_rest_that_is_owed_and_a_check_are_told() -> None:
    owed = Shown().do((*HOLDING, "pause", 8.0, "resume", 1.0)).face.view
    assert told(owed, 30, 8).startswith("Stay off the tool: a little rest first.")
    check = view_of("checking")
    assert "Where is the pain now?" in told(check, 30, 8)
    assert "5 foot" in " ".join(pages_of(check, *SMALL))
    paused = Shown().do((*STATES["checking"], "pause")).face.view
    assert "foot." in " ".join(pages_of(paused, *SMALL))


def test_the_keys_come_page_by_page_when_they_are_asked_for() -> None:
    pages = " ".join(pages_of(view_of("helped"), *SMALL))
    for one in ("n next step", "w something is wrong", "? shut this list"):
        assert one in pages, one


def test_the_end_and_what_ended_it_are_told() -> None:
    assert told(view_of("ended"), *SMALL).startswith("Stopped Done: 18 seconds")
    assert "call your emergency number." in " ".join(pages_of(view_of("over"), *SMALL))


def test_an_advice_stands_before_all_that_goes_on() -> None:
    view = view_of("advice")
    assert told(view, 30, 8).startswith("That is too much. Take weight off now.")
    assert "w wrong" in told(view, 30, 8)
    assert "w wrong" not in told(view, *SMALL)


def test_that_the_window_is_small_is_the_first_to_give_way() -> None:
    assert "This window is small" in told(view_of("paused"), 30, 8)
    for state in STATES:
        assert "Listen" not in told(view_of(state), 30, 8)
    for page in pages_of(view_of("checking"), *SMALL):
        assert "This window" not in page


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("size", TINY)
def test_no_word_is_cut_in_a_small_window(state: str, size: tuple[int, int]) -> None:
    whole = " ".join(pages_of(view_of(state), 200, 9)).split()
    seen = " ".join(pages_of(view_of(state), *size)).split()
    assert "…" not in "".join(seen)
    assert _bare(seen) <= _bare(whole) | ({"bone", "groin"} if state == "named" else set())


def _bare(words: list[str]) -> set[str]:
    return {one.strip(",.") for one in words}
