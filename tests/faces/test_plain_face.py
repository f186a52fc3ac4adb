"""`--face plain`: lines of words, a moment each, whatever a file holds."""

from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people import plan, press, quiet, routine
from sciacoach.faces import Stamped
from sciacoach.faces.plain import PlainFace
from sciacoach.session import events as ev
from sciacoach.session.plan import Fitted
from sciacoach.text import is_unfit
from watching import Watched


def shown(
    events: list[ev.Event], *, keys: bool = True, hands_free: bool = False, **more: object
) -> list[str]:
    out = StringIO()
    notes = more.get("notes", ())
    assert isinstance(notes, tuple)
    face = PlainFace(out, notes, keys=keys, hands_free=hands_free)
    for event in events:
        face.show(Stamped(event, "", 0.0))
    return out.getvalue().splitlines()


def whole(found: Fitted, **more: bool) -> list[str]:
    watched = Watched(found, hands_free=True, rehearsal=True)
    watched.wait(3000)
    notes = tuple(turn.text for turn in found.turns)
    return shown(watched.events, notes=notes, **more)


STEPS = [
    quiet("setup", 20, name="Get ready", say="Sit down.", text="Sit on a firm chair."),
    press(for_=40, name="Search", say="Lean in.", text="Ball on the outer buttock."),
    quiet("check", 30, name="Look"),
    quiet("move", 90, name="Walk", say="Walk."),
]
FOUND = plan(routine(STEPS))


def test_a_whole_session_reads_from_start_to_end() -> None:
    assert whole(FOUND, keys=False) == [
        "5 steps, 4 min.",
        "A rehearsal: it runs fast and is never counted.",
        "",
        "Step 1 of 5: Get ready. Sit down.",
        "Sit on a firm chair.",
        "20 seconds for this.",
        "",
        "Step 2 of 5: Search. Lean in. Left side.",
        "Ball on the outer buttock.",
        "Begins in 10 seconds.",
        "Start: 40 seconds, left side, at most 4 of 10 where it presses.",
        "Half.",
        "Ten seconds left.",
        "3",
        "2",
        "1",
        "Change to the right side: Search. Lean in. Right side.",
        "Start: 40 seconds, right side, at most 4 of 10 where it presses.",
        "Half.",
        "Ten seconds left.",
        "3",
        "2",
        "1",
        "",
        "Step 4 of 5: Look. Look",
        "30 seconds for this.",
        "If anything changed, press any key now.",
        "",
        "Step 5 of 5: Walk. Walk.",
        "1 min 30 s.",
        "Half.",
        "Ten seconds left.",
        "3",
        "2",
        "1",
        "That is the end. Done: 4 min, 1 min 20 s of it pressing.",
    ]


def test_who_can_answer_is_told_the_keys_and_that_it_waits() -> None:
    lines = shown(Watched(FOUND).events)
    assert lines[1].startswith("Type a letter and press Enter.")
    assert lines[-1] == "Take your time. Press Enter when you are ready."


def test_a_check_asks_where_the_pain_is() -> None:
    watched = Watched(FOUND)
    for _ in range(3):
        watched.give("next")
    assert shown(watched.events)[-1].startswith("Where is the pain now?")


MOMENTS = [
    (ev.Paused(0, "key"), "Paused. Press Enter to go on, q to end."),
    (
        ev.Paused(0, "gap"),
        "Paused: the clock was away for a while. Press Enter to go on, q to end.",
    ),
    (ev.Resumed(0, 3), "Going on in 3 seconds."),
    (ev.Extended(0, 10), "Ten seconds more."),
    (ev.Pain(0, 3, None, None, None, "during"), "Noted."),
    (ev.Refused(0, "back", None, "So it is."), "No: So it is."),
    (ev.Fault(0, "dance", "So it is."), "No: So it is."),
    (ev.Advice(0, "D4", "Come off.", "move_spot"), "Come off."),
    (ev.StepEnded(0, 3, 40, 0, "skipped"), "Left out: 4."),
    (ev.SessionEnded(0, "stopped", 30, 20, 0), "Stopped. Done: 30 seconds, 20 seconds of it"),
    (ev.SessionEnded(0, "safety", 30, 20, 0), "The session is over. Done: 30 seconds."),
    (ev.SessionEnded(0, "interrupted", 30, 20, 0), "The session was cut off. Done: 30 seconds."),
]


@pytest.mark.parametrize(("event", "words"), MOMENTS)
def test_a_moment_is_one_line(event: ev.Event, words: str) -> None:
    (line,) = shown([event])
    assert line.startswith(words)


def test_going_on_at_once_and_a_step_that_was_done_need_no_line() -> None:
    assert shown([ev.Resumed(0, 0), ev.StepEnded(0, 0, 40, 40, "done")]) == []


def test_a_step_left_out_is_told_by_the_name_it_was_announced_with() -> None:
    watched = Watched(FOUND)
    watched.give("next")
    assert "Left out: Get ready." in shown(watched.events)


HOSTILE = "\x1b[31mred\x1b]0;title\x07 \r\nFake line\u202e\u200b\x9b2J"


def test_hostile_text_is_shown_as_text_and_fakes_no_line() -> None:
    events: list[ev.Event] = [
        ev.StepAnnounced(0, 0, HOSTILE, HOSTILE, 10),
        ev.CueSaid(0, HOSTILE),
        ev.Fault(0, HOSTILE, HOSTILE),
        ev.Refused(0, "x", None, HOSTILE),
    ]
    lines = shown(events, notes=(HOSTILE,))
    assert not any(is_unfit(char) for line in lines for char in line)
    assert not any(line.startswith("Fake") for line in lines)


@given(st.text())
def test_no_text_ever_moves_the_cursor(text: str) -> None:
    out = StringIO()
    face = PlainFace(out, (text,), keys=True)
    for event in (ev.StepAnnounced(0, 0, text, text, 1), ev.CueSaid(0, text)):
        face.show(Stamped(event, "", 0.0))
    written = out.getvalue().replace("\n", "")
    assert not any(is_unfit(char) for char in written)
