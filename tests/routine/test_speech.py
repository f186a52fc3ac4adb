"""What is said in a step is over before the next words of it are due."""

import pytest

from sciacoach.routine.parse import parse_routine
from sciacoach.routine.problems import Problem
from sciacoach.routine.speech import counted_down, has_half, spoken_words, start_s

HEAD = """\
sciacoach: 1
id: said
title: Said
summary: Words and their times.
style: trigger_point
level: beginner
position: wall
tools: [tennis_ball]
evidence: {label: none, note: Nobody has tested this.}
steps:
"""
WALL = "do: roll, name: Roll, region: piriformis, for: 40s, side: each, ceiling: 3"
TEN = "one two three four five six seven eight nine ten"


def told(step: str) -> list[Problem]:
    """The problems of a routine of one step."""
    return list(parse_routine(f"{HEAD}  - {{{step}}}\n".encode(), "said.yaml").problems)


def warned(step: str) -> list[tuple[str, str]]:
    """Where, and the message; the file loads all the same."""
    found = told(step)
    assert all(one.severity == "warning" for one in found)
    return [(one.path, one.message) for one in found]


def test_words_that_run_into_the_next_cue_are_told() -> None:
    cues = f"cues: [{{at: 5s, say: {TEN}}}, {{at: 8s, say: Breathe.}}]"
    assert warned(f"{WALL}, {cues}") == [
        (
            "steps[0].cues[0].say",
            "`say` takes about 4 s to say, but the next words of this step come after 3 s "
            "and cut it off.",
        )
    ]


@pytest.mark.parametrize(
    ("at", "due"),
    [("17s", "3 s"), ("27s", "3 s"), ("-5s", "2 s"), ("half", None), ("21s", None), ("5s", None)],
)
def test_the_half_and_the_last_seconds_are_words_too(at: str, due: str | None) -> None:
    found = warned(f"{WALL}, cues: [{{at: {at}, say: {TEN}}}]")
    assert [(due or "nothing") in message for _, message in found] == ([True] if due else [])


def test_a_cue_of_the_same_moment_is_said_with_the_others() -> None:
    cues = "cues: [{at: half, say: Breathe.}, {at: 20s, say: Slowly.}]"
    assert warned(f"{WALL}, {cues}") == []


def test_a_cue_right_after_the_start_would_hide_how_much_at_most() -> None:
    ((path, message),) = warned(f"{WALL}, cues: [{{at: 1s, say: Breathe.}}]")
    assert path == "steps[0].cues[0].at"
    assert "how much at most" in message
    for at in ("0", f"{start_s(40):g}s"):
        assert warned(f"{WALL}, cues: [{{at: {at}, say: Breathe.}}]") == []
    assert warned("do: rest, name: Rest, for: 30s, cues: [{at: 1s, say: Breathe.}]") == []


@pytest.mark.parametrize(("seconds", "takes"), [(20, 3.6), (60, 3.6), (90, 4.4)])
def test_the_words_at_the_start_take_longer_with_a_longer_length(
    seconds: float, takes: float
) -> None:
    assert start_s(seconds) == takes


def test_what_is_said_at_the_start_of_a_step_ends_before_its_half() -> None:
    step = f"do: move, name: Move, for: 10s, say: {TEN}"
    ((path, _),) = warned(f"{step}, cues: [{{at: 3s, say: Up.}}]")
    assert path == "steps[0].say"
    assert warned(step) == []


def test_a_step_that_waits_is_not_counted_down() -> None:
    step = f"for: 20s, cues: [{{at: 9s, say: {TEN}}}]"
    assert warned(f"do: setup, name: Get ready, {step}") == []
    assert len(warned(f"do: rest, name: Rest, {step}")) == 1


def test_what_does_not_fit_its_step_is_told_once() -> None:
    found = told(f"do: rest, name: Rest, for: 20s, cues: [{{at: -2s, say: {TEN}}}]")
    assert [one.severity for one in found] == ["error"]
    assert len(told(f"do: rest, name: Rest, for: 1s, say: {TEN}")) == 1


def test_short_steps_have_fewer_words() -> None:
    assert [has_half(9.9), has_half(10.0)] == [False, True]
    assert counted_down(24.9) == (3, 2, 1)
    assert counted_down(25.0) == (10, 3, 2, 1)
    assert counted_down(2.0) == (1,)


def test_words_are_what_a_voice_says() -> None:
    assert spoken_words("Left – and right ... 30 s") == 5
