"""A frame is exactly as large as the window, whatever is in it, and says what matters first."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from live_kit import COLOUR_LOOK, HOLDING, PLAIN_LOOK, SIZES, STATES, Shown, plain, told, view_of

from sciacoach.faces.screen import Colours, Look, StepCard, View, frame
from sciacoach.faces.screen.cells import Block, Line, width_of
from sciacoach.faces.screen.counts import side, together
from sciacoach.faces.screen.figures import lit_of
from sciacoach.faces.screen.view import PAGE_TICKS, Kind, Message, coarse
from sciacoach.figure import Tint
from sciacoach.session import events as ev
from sciacoach.session.states import State
from sciacoach.session.words import word
from sciacoach.text import is_unfit
from sciacoach.vocabulary import CONTACT, Do, Position, Region, Side, Tool

looks = st.builds(Look, st.sampled_from(Colours), st.booleans(), st.booleans())
HOSTILE = [
    "\x1b[31mred\x07",
    "שלום עולם",
    "مرحبا",
    "\U0001f469\u200d\U0001f467\U0001f3f3\ufe0f\u200d\U0001f308\U0001f44d\U0001f3fd",
    "e\u0301\u0302\u0303" * 9,
    "漢字" * 40,
    "x" * 900,
    "\u202egnp",
]
texts = st.text(max_size=300) | st.sampled_from(HOSTILE)
seconds = st.floats(0, 4000)
maybe_seconds = st.none() | seconds


def cards_of(do: Do, side: Side, region: Region | None, *words: str) -> StepCard:
    name, text, say = words
    contact = do in CONTACT
    return StepCard(
        name,
        do,
        side,
        region if contact else None,
        Tool.TENNIS_BALL if contact else None,
        Position.WALL,
        30.0,
        4 if contact else None,
        text,
        say,
        (4.0, 6.0) if do is Do.BREATHE else None,
        3.5 if do in (Do.ROLL, Do.STROKE) else None,
        change=side is Side.RIGHT,
    )


cards = st.builds(
    cards_of,
    st.sampled_from(Do),
    st.sampled_from([Side.LEFT, Side.RIGHT, Side.BOTH, Side.NONE]),
    st.sampled_from(Region),
    texts,
    texts,
    texts,
)
STATE_NAMES = [state.value for state in State]
ACTIONS = ["ease", "ask", ""]
messages = st.builds(Message, st.sampled_from(Kind), texts, st.sampled_from(ACTIONS))
endings = st.builds(
    ev.SessionEnded,
    st.just(0.0),
    st.sampled_from(["completed", "stopped", "safety", "interrupted"]),
    seconds,
    seconds,
    seconds,
)
views = st.builds(
    View,
    title=texts,
    cards=st.lists(cards, max_size=3).map(tuple),
    hands_free=st.booleans(),
    steps=st.integers(0, 60),
    planned_s=seconds,
    rehearsal=st.booleans(),
    t=seconds,
    state=st.sampled_from(STATE_NAMES),
    index=st.integers(-1, 3),
    left_s=maybe_seconds,
    whole_s=maybe_seconds,
    pos_s=seconds,
    step_s=seconds,
    said=texts,
    message=st.none() | messages,
    question=st.none() | texts,
    choices=st.just("") | texts | st.just(word("name_it")),
    ended=st.none() | endings,
    gap=st.booleans(),
    ticks=st.integers(0, 1000),
    help=st.booleans(),
)
sizes = st.tuples(st.integers(1, 210), st.integers(1, 60)) | st.sampled_from(SIZES)


def check_frame(lines: tuple[Line, ...], width: int, height: int, unicode: bool) -> None:
    assert len(lines) == height
    for line in lines:
        assert sum(one.cells for one in line) == width
        for one in line:
            assert width_of(one.text) == one.cells
            assert not any(is_unfit(char) for char in one.text)
            assert unicode or one.text.isascii()


@settings(max_examples=200)
@given(views, sizes, looks)
def test_no_text_and_no_size_breaks_a_frame(view: View, size: tuple[int, int], look: Look) -> None:
    check_frame(frame(view, *size, look), *size, look.unicode)


@pytest.mark.parametrize("state", STATES)
def test_every_state_fits_every_size(state: str) -> None:
    for width in (1, 39, 40, 56, 79, 105, 110, 140):
        for height in (1, 9, 10, 19, 20, 24, 31):
            check_frame(frame(view_of(state), width, height, ASCII), width, height, False)


ASCII = Look(unicode=False)


def test_a_window_without_cells_has_no_frame() -> None:
    assert frame(view_of("working"), 0, 0, PLAIN_LOOK) == ()


ADVICE = "That is too much. Take weight off now. Tell the number again in ten seconds."


@settings(max_examples=200)
@given(st.integers(40, 200), st.integers(10, 50), st.sampled_from(["advice", "over"]), looks)
def test_words_that_stop_somebody_are_never_cut(
    width: int, height: int, state: str, look: Look
) -> None:
    view = view_of(state)
    assert view.message
    assert view.message.text in told(view, width, height, look)


@settings(max_examples=100)
@given(st.integers(40, 200), st.integers(10, 50), st.sampled_from(["asking", "recheck"]))
def test_a_question_and_how_to_answer_it_are_always_there(
    width: int, height: int, state: str
) -> None:
    view = view_of(state)
    words = told(view, width, height)
    assert (view.question or (view.message and view.message.text) or "?") in words
    assert ("Press y or n." if state == "asking" else "Press n if it is gone") in words


@settings(max_examples=30)
@given(st.integers(1, 39), st.integers(1, 9))
def test_a_window_that_is_too_small_still_tells_every_word_page_by_page(
    width: int, height: int
) -> None:
    view = view_of("over")
    assert view.message
    seen: list[str] = []
    for page in range(120 if width < 8 else 40):
        later = replace(view, ticks=24 * page)
        seen += " ".join(plain(frame(later, width, height, PLAIN_LOOK))).split()
    letters = "".join(seen)
    assert all(part in letters for word in view.message.text.split() for part in word)


@pytest.mark.parametrize("width", [40, 49, 101])
def test_left_stands_at_the_left_and_right_at_the_right(width: int) -> None:
    """Told by the place of the word too, so it does not hang on a colour."""
    left, right = view_of("working"), view_of("changing")
    assert (left.card.side, right.card.side) == (Side.LEFT, Side.RIGHT)
    for rows in (1, 3, 5, 10):
        assert _margins(side(left, width, rows, PLAIN_LOOK))[0] == 0
        assert _margins(side(right, width, rows, PLAIN_LOOK))[1] == 0
    before, after = (plain(together(view, width, PLAIN_LOOK)) for view in (left, right))
    assert before[1].endswith("seconds")
    assert "seconds" in after[1][: width // 2]


def _margins(block: Block) -> tuple[int, int]:
    """Empty columns on the left and on the right."""
    rows = plain(block)
    return (
        min(len(row) - len(row.lstrip()) for row in rows),
        min(len(row) - len(row.rstrip()) for row in rows),
    )


LOOKS = (PLAIN_LOOK, COLOUR_LOOK)


@pytest.mark.parametrize("state", STATES)
def test_the_screen_says_the_same_without_colour(state: str) -> None:
    for size in SIZES:
        bare, coloured = (_words_alone(frame(view_of(state), *size, look)) for look in LOOKS)
        assert bare == coloured


def _words_alone(lines: tuple[Line, ...]) -> list[list[str]]:
    """A frame without its pictures and bars."""
    return ["".join(char for char in row if char.isascii()).split() for row in plain(lines)]


WORDS = {
    "waiting": ("Take your time", "Press space when you are ready."),
    "preparing": ("Get ready", "to start", "First hold", "clear, but easy"),
    "working": ("Hold still", "At most 4 of 10", "seconds", "Next", "outer buttock"),
    "resting": ("Rest", "Short rest", "seconds"),
    "changing": ("Change sides", "to change"),
    "paused": ("Paused", "Come off the tool.", "Left of this step: 25 seconds."),
    "named": ("press its number:", "1 a zap down the leg", "5 too sore", "Come off the tool."),
    "checking": ("Where is the pain now?", "5 foot"),
    "refused": ("No: ",),
    "breathing": ("Breathe in for 4 s, out for 6 s.",),
    "ended": ("Pressing:", "It is kept."),
}


@pytest.mark.parametrize("state", WORDS)
def test_a_state_is_told_in_words(state: str) -> None:
    words = told(view_of(state))
    for one in WORDS[state]:
        assert one in words, one


@pytest.mark.parametrize("size", [(40, 10), *SIZES])
def test_what_may_be_named_is_listed_at_every_size(size: tuple[int, int]) -> None:
    rows = plain(frame(view_of("named"), *size, PLAIN_LOOK))
    listed = [row.split()[0] for row in rows if row.strip()[:1].isdigit()]
    assert listed[:5] == ["1", "2", "3", "4", "5"]


def test_a_long_instruction_comes_page_by_page() -> None:
    view = view_of("working")
    pages = [told(replace(view, ticks=24 * n)) for n in range(4)]
    assert any("Put the ball on" in page for page in pages)
    assert any("come off." in page for page in pages)


def test_the_keys_are_shown_over_everything_when_they_are_asked_for() -> None:
    for size in SIZES:
        assert "something is wrong" in told(replace(view_of("working"), help=True), *size)


def test_the_keys_of_a_question_never_hide_it() -> None:
    view = view_of("helped_asking")
    assert view.help
    for size in SIZES:
        words = told(view, *size)
        for one in ("numb between the legs", "Press y or n.", "y yes", "shut this list"):
            assert one in words, (size, one)
        assert "next step" not in words


def test_a_key_that_the_danger_questions_do_not_hear_is_not_offered() -> None:
    asking, helped = view_of("asking"), view_of("helped_asking")
    assert "worse" not in told(asking)
    assert "else is wrong" not in told(helped)
    recheck = view_of("recheck")
    assert "w worse" in told(recheck)
    assert "else is wrong" in told(replace(recheck, help=True), 80, 30)


@pytest.mark.parametrize("size", [(40, 10), *SIZES])
def test_the_keys_of_the_numbered_list_tell_what_its_numbers_mean(size: tuple[int, int]) -> None:
    view = replace(view_of("named"), help=True)
    words = told(view, *size)
    assert "1 to 5 what it was: a zap down the leg" in words
    for one in ("behind the knee, too sore", "none of these: go on", "shut this list"):
        assert one in " ".join(words.split()), one
    assert "t is ten" not in words
    on_again = told(replace(view, state="returning"), *size)
    assert "space pause" in " ".join(on_again.split())
    assert "go on" not in on_again.replace("goes on", "")


def test_no_key_is_offered_that_would_be_refused() -> None:
    view = view_of("helped")
    assert view.refuses == {"extend"}
    assert "ten seconds more" not in told(view)
    assert "start of this step, or before" in told(view)
    left = replace(view, refuses=frozenset({"back"}))
    assert "ten seconds more" in told(left)
    assert "start of this step" not in told(left)
    footer = told(replace(left, help=False))
    assert "back" not in footer
    assert "w wrong" in footer


def test_the_readings_offered_are_those_that_the_step_asks_for() -> None:
    check = told(replace(view_of("checking"), help=True))
    assert "0 to 5" in check
    assert "t is ten" not in check
    for state in ("resting", "breathing"):
        assert "0 to" not in told(replace(view_of(state), help=True))


@pytest.mark.parametrize("size", SIZES)
def test_off_the_tool_nothing_says_how_to_press(size: tuple[int, int]) -> None:
    view = view_of("paused")
    for page in range(4):
        words = told(replace(view, ticks=PAGE_TICKS * page), *size)
        assert "Put the ball" not in words
        assert "zap" not in words
    assert "Come off the tool. Space goes on." in told(view, *size)


def test_owed_rest_is_told_off_the_tool_and_then_to_get_on() -> None:
    shown = Shown().do((*HOLDING, "pause", 8.0, "resume", 1.0))
    first = told(shown.face.view)
    assert "Stay off the tool" in first
    assert "Put the ball" not in first
    while shown.session.moment.left_s and shown.session.moment.left_s > 2.5:
        shown.do((0.25,))
    assert "Get on again" in told(shown.face.view)


def test_hands_free_a_pause_names_the_key_of_that_mode() -> None:
    view = Shown(hands_free=True).do((*HOLDING, "pause", 1.0)).face.view
    assert "Come off the tool. Any key goes on." in told(view)
    assert "any key go on" in told(view)
    assert "pace goes on" not in told(view)


def test_hands_free_a_check_says_how_to_answer_and_what_no_answer_does() -> None:
    view = Shown(hands_free=True).do(STATES["checking"]).face.view
    words = told(view, 54, 30)
    for one in ("press any key now", "two seconds later once more", "may be left out"):
        assert one in words, one


def test_a_check_tells_all_its_places_in_the_smallest_window() -> None:
    for size in ((40, 12), (60, 16)):
        assert "5 foot" in told(view_of("checking"), *size)


def test_new_words_come_before_what_may_be_done_where_rows_are_few() -> None:
    view = Shown().do((*STATES["paused"], "q_again")).face.view
    assert "Press q again to end. Come off the tool. Space goes on." in told(view, 40, 12)


def test_a_breath_grows_and_shrinks() -> None:
    view = view_of("breathing")

    def full(pos_s: float) -> int:
        rows = plain(frame(replace(view, pos_s=pos_s), 80, 24, PLAIN_LOOK))
        return sum(row[:28].count("█") for row in rows)

    breath = [full(n / 4) for n in range(40)]
    assert breath[:16] == sorted(breath[:16])
    assert breath[16:] == sorted(breath[16:], reverse=True)
    assert breath[0] < breath[15] / 4


def way_of(view: View, width: int = 80, height: int = 24, look: Look = PLAIN_LOOK) -> str:
    """The way there and back, or nothing."""
    rows = plain(frame(view, width, height, look))
    return next((row[27:].rstrip() for row in rows if "each way." in row), "")


def test_a_mark_goes_there_and_back_in_the_tempo_of_the_step() -> None:
    rolling = view_of("rolling")
    marks = [way_of(replace(rolling, pos_s=n / 4)).index("■") for n in range(33)]
    assert marks[:17] == sorted(marks[:17])
    assert marks[16:] == sorted(marks[16:], reverse=True)
    assert marks[16] == marks[0] + 24
    assert marks[32] == marks[0]
    assert max(b - a for a, b in pairwise(marks)) == 3


def test_the_way_is_told_in_words_and_in_ascii_too() -> None:
    assert way_of(view_of("rolling")).endswith("4 seconds each way.")
    bare = way_of(view_of("rolling"), look=Look(unicode=False))
    assert bare.isascii()
    assert (bare.count("#"), bare.count("-")) == (1, 24)


def test_the_mark_stands_until_it_begins_and_is_away_off_the_tool() -> None:
    rolling = view_of("rolling")
    ready = replace(rolling, state="preparing", pos_s=0.0)
    assert way_of(ready).strip().startswith("■")
    assert way_of(replace(rolling, state="paused", left_s=None)) == ""


def test_a_step_without_a_tempo_and_a_small_window_have_no_way() -> None:
    assert way_of(view_of("working")) == ""
    assert "each way" not in told(view_of("rolling"), 40, 12)


def test_what_moves_is_shown_twice_a_second_and_what_stands_is_not() -> None:
    rolling = view_of("rolling")
    looks = {coarse(replace(rolling, pos_s=7 + n / 10)).pos_s for n in range(10)}
    assert looks == {7.0, 7.5}
    assert coarse(replace(view_of("working"), pos_s=7.6)).pos_s == 7.0


def test_both_sides_at_once_are_told_and_lit_alike() -> None:
    card = replace(view_of("working").card, side=Side.BOTH)
    view = replace(view_of("working"), cards=(card,) * 4)
    assert [tint for _, _, tint in lit_of(view)] == [Tint.LIT]
    assert "<< BOTH >>" in plain(side(view, 20, 1, PLAIN_LOOK))[0]


def test_what_comes_on_the_other_side_is_lit_dimmer() -> None:
    lit = {where: tint for _, where, tint in lit_of(view_of("working"))}
    assert lit == {Side.LEFT: Tint.LIT, Side.RIGHT: Tint.LIT_OTHER}
    assert lit_of(view_of("resting")) == ()
