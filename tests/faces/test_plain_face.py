"""`--face plain`: lines of words, a moment each, whatever a file holds."""

from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people import plan, press, quiet, routine
from sciacoach.faces import Stamped
from sciacoach.faces.plain import LONG, PlainFace
from sciacoach.session import events as ev
from sciacoach.session.commands import Command
from sciacoach.session.machine import Session
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
        "5 steps, 4 min. A rehearsal: it runs fast and is never counted.",
        "Step 1 of 5: Get ready. Sit down.",
        "20 seconds for this.",
        "Step 2 of 5: Search. Lean in. Left side. Begins in 10 seconds.",
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
        "Step 4 of 5: Look",
        "30 seconds for this.",
        "If anything changed, press any key now.",
        "Step 5 of 5: Walk.",
        "1 min 30 s.",
        "Half.",
        "Ten seconds left.",
        "3",
        "2",
        "1",
        "That is the end. Done: 4 min, 1 min 20 s of it pressing.",
    ]


NOTE = " ".join(f"Sentence number {n} says one more thing to do." for n in range(5))


class Looked:
    """A face with a session, both told of every look."""

    def __init__(self, *, hands_free: bool = False, note: str = NOTE) -> None:
        self.out = StringIO()
        notes = [note] * len(FOUND.turns)
        self.face = PlainFace(self.out, notes, keys=True, hands_free=hands_free)
        self.session = Session(FOUND, "one", hands_free=hands_free)
        self.take(self.session.start())

    def take(self, events: list[ev.Event]) -> list[str]:
        before = len(self.out.getvalue())
        for event in events:
            self.face.show(Stamped(event, "", 0.0))
        return self.out.getvalue()[before:].splitlines()

    def look(self) -> list[str]:
        before = len(self.out.getvalue())
        self.face.tick(self.session.moment)
        return self.out.getvalue()[before:].splitlines()

    def looks(self, count: int) -> list[list[str]]:
        return [self.look() for _ in range(count)]


def test_who_can_answer_is_told_the_keys_and_that_it_waits() -> None:
    looked = Looked()
    lines = looked.out.getvalue().splitlines()
    assert lines[-1] == "Take your time. Press space when you are ready."
    assert looked.look()[0].startswith("Keys: space or Enter")


def test_hands_free_is_told_that_any_key_pauses() -> None:
    assert Looked(hands_free=True).look()[0].startswith("Any key pauses")


def test_a_long_text_comes_in_short_lines_one_a_look() -> None:
    looked = Looked()
    _, *told = looked.looks(6)
    assert [len(one) for one in told] == [1, 1, 1, 0, 0]
    assert " ".join(line for one in told for line in one) == NOTE
    assert all(len(line) <= LONG for one in told for line in one)


def test_who_pauses_is_told_no_more_of_what_to_do() -> None:
    looked = Looked()
    looked.look()
    looked.take(looked.session.command(Command("pause")))
    assert looked.looks(3) == [[], [], []]


def test_a_question_has_its_own_keys() -> None:
    looked = Looked()
    looked.take(looked.session.command(Command("wrong", "other")))
    looked.looks(4)
    told = looked.take([ev.Fault(0, "?", "")])
    assert told[0].startswith("y yes, n no")
    assert not any("next step" in one for one in told)


def test_hands_free_a_check_says_how_to_answer() -> None:
    looked = Looked(hands_free=True, note="")
    for _ in range(3):
        looked.take(looked.session.command(Command("next")))
    told = [line for one in looked.looks(3) for line in one]
    assert told[-1].startswith("To answer: any key")


def test_hands_free_a_pause_names_no_key_of_another_mode() -> None:
    (line,) = shown([ev.Paused(0, "key")], hands_free=True)
    assert line.startswith("Paused. Any key goes on.")


@pytest.mark.parametrize("line", ["?", "help"])
def test_who_asks_for_the_keys_gets_a_few_lines(line: str) -> None:
    lines = shown([ev.Fault(0, line, "")])
    assert 4 <= len(lines) <= 8
    assert any("something is wrong" in one for one in lines)
    assert all(len(one) < 80 for one in lines)


@pytest.mark.parametrize(("state", "heard"), [("recheck", True), ("asking", False)])
def test_w_is_offered_only_where_a_question_hears_it(state: str, heard: bool) -> None:
    out = StringIO()
    face = PlainFace(out, keys=True)
    face.tick(ev.Moment(0, state, 0, None, None, 0, "Is it so?"))
    face.show(Stamped(ev.Fault(0, "?", ""), "", 0.0))
    assert "y yes, n no" in out.getvalue()
    assert ("w: " in out.getvalue()) is heard


def test_a_check_asks_where_the_pain_is() -> None:
    watched = Watched(FOUND)
    for _ in range(3):
        watched.give("next")
    assert shown(watched.events)[-1].startswith("Where is the pain now?")


MOMENTS = [
    (ev.Paused(0, "key"), "Paused. Press space to go on, q to end."),
    (
        ev.Paused(0, "gap"),
        "Paused: the clock was away for a while. Press space to go on, q to end.",
    ),
    (ev.Resumed(0, 3), "Going on in 3 seconds."),
    (ev.Extended(0, 10), "Ten seconds more."),
    (ev.Pain(0, 3, None, None, None, "during"), "Noted."),
    (ev.Refused(0, "back", None, "So it is."), "No: So it is."),
    (ev.Fault(0, "dance", "So it is."), "No: So it is."),
    (ev.Advice(0, "D4", "Come off.", "move_spot"), "Come off."),
    (ev.StepEnded(0, 3, 40, 0, "skipped"), "Step 4 is left out."),
    (ev.SessionEnded(0, "stopped", 30, 20, 0), "Stopped. Done: 30 seconds, 20 seconds of it"),
    (ev.SessionEnded(0, "safety", 30, 20, 0), "The session is over. Done: 30 seconds."),
    (ev.SessionEnded(0, "interrupted", 30, 20, 0), "The session was cut off. Done: 30 seconds."),
]


@pytest.mark.parametrize(("event", "words"), MOMENTS)
def test_a_moment_is_one_line(event: ev.Event, words: str) -> None:
    (line,) = shown([event])
    assert line.startswith(words)


def test_a_pause_says_first_to_come_off_and_says_it_once() -> None:
    watched = Watched(FOUND)
    watched.give("next")
    watched.wait(12)
    watched.events.clear()
    watched.give("pause")
    watched.wait(16)
    assert shown_after_start(watched) == [
        "Come off the tool. Paused. Press space to go on, q to end.",
        "Come off the tool.",
    ]


def test_a_pause_off_the_tool_says_nothing_of_it() -> None:
    for seconds in (0, 5):
        watched = Watched(FOUND)
        watched.give("next")
        watched.wait(seconds)
        before = len(shown(watched.events))
        watched.give("pause")
        assert shown(watched.events)[before:] == ["Paused. Press space to go on, q to end."]


def shown_after_start(watched: Watched) -> list[str]:
    """The lines of what was said, for a face that saw the step begin to press."""
    start = ev.StepStarted(0, 1, "Search", "roll", "piriformis", "tennis_ball", "left", 40, 4)
    return shown([start, *watched.events])[1:]


def test_where_no_keys_are_read_none_is_named() -> None:
    assert shown([ev.Paused(0, "key"), ev.Paused(0, "gap")], keys=False) == [
        "Paused.",
        "Paused: the clock was away for a while.",
    ]


def test_who_comes_back_is_told_that_it_is_still_paused() -> None:
    out = StringIO()
    face = PlainFace(out, keys=True)
    face.restore()
    face.show(Stamped(ev.Paused(0, "key"), "", 0.0))
    face.restore()
    assert out.getvalue().count("Paused.") == 1
    face.suspend()
    face.restore()
    face.restore()
    assert out.getvalue().count("Paused.") == 2
    face.show(Stamped(ev.Resumed(0, 3), "", 0.0))
    face.suspend()
    face.restore()
    face.close()
    assert out.getvalue().count("Paused.") == 2


def test_the_ceiling_is_the_one_that_the_step_began_with() -> None:
    step = (0, "Search", "roll", "piriformis", "tennis_ball", "left", 40)
    for ceiling in (4, 2):
        assert f"at most {ceiling} of 10" in shown([ev.StepStarted(0, *step, ceiling)])[0]


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


@given(st.sampled_from([event for event, _ in MOMENTS]), st.booleans())
def test_an_event_is_one_line_at_most(event: ev.Event, keys: bool) -> None:
    assert len(shown([event], keys=keys)) <= 1


@given(st.text())
def test_no_text_ever_moves_the_cursor(text: str) -> None:
    out = StringIO()
    face = PlainFace(out, (text,), keys=True)
    for event in (ev.StepAnnounced(0, 0, text, text, 1), ev.CueSaid(0, text)):
        face.show(Stamped(event, "", 0.0))
    written = out.getvalue().replace("\n", "")
    assert not any(is_unfit(char) for char in written)


def test_one_second_is_no_plural() -> None:
    assert shown([ev.Resumed(0, 1.0), ev.Resumed(0, 3.0)]) == [
        "Going on in 1 second.",
        "Going on in 3 seconds.",
    ]
