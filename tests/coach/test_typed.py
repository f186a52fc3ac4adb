"""Short lines typed at a terminal: what they mean where."""

import pytest
from conducting import FOUND, conduct

from sciacoach.coach.typed import meant
from sciacoach.session.commands import Command
from sciacoach.session.machine import Session
from sciacoach.session.states import State

WAITING, PREPARING, WORKING, CHECK = 0.0, 22.0, 40.0, 135.0


def session(at: float, *commands: Command, hands_free: bool = False) -> Session:
    """The session `at` so many seconds, nothing waited for, after `commands`."""
    found = Session(FOUND, "one", hands_free=True)
    found.start()
    found.advance(at)
    found.hands_free = hands_free
    for command in commands:
        found.command(command)
    return found


PAUSE, NUMB = Command("pause"), Command("wrong", what="saddle")


@pytest.mark.parametrize(
    ("at", "commands", "line", "expected"),
    [
        (WAITING, (), "", "ready"),
        (WORKING, (), "", "pause"),
        (PREPARING, (), "", "pause"),
        (WORKING, (PAUSE,), "", "resume"),
        (WORKING, (PAUSE, Command("resume")), "", "pause"),
        (WORKING, (NUMB,), "", "again"),
        (WORKING, (), " N ", "next"),
        (WORKING, (NUMB,), "n", "no"),
        (WORKING, (NUMB,), "y", "yes"),
        (WORKING, (), "b", "back"),
        (WORKING, (), "a", "again"),
        (WORKING, (), "+", "extend"),
        (WORKING, (), "w", "wrong other"),
        (WORKING, (), "4", "local 4"),
        (WORKING, (), "t", "local 10"),
        (CHECK, (), "4", "pain lowest=calf"),
        (CHECK, (), "0", "pain lowest=none"),
        (CHECK, (), "7", "pain lowest=7"),
        (WORKING, (), "q", "pause"),
        (WORKING, (PAUSE,), "q", "stop"),
        (WORKING, (NUMB,), "q", "stop"),
        (WORKING, (), "pain leg=3", "pain leg=3"),
        (WORKING, (), "?", "?"),
        (WORKING, (), "x", "x"),
    ],
)
def test_a_short_line_means_what_the_state_makes_of_it(
    at: float, commands: tuple[Command, ...], line: str, expected: str
) -> None:
    assert meant(line, session(at, *commands)) == expected


@pytest.mark.parametrize("line", ["", "n", "b", "+", "4", "q", "x"])
@pytest.mark.parametrize("at", [WAITING, PREPARING, WORKING, CHECK])
def test_hands_free_any_key_stops_the_contact(at: float, line: str) -> None:
    assert meant(line, session(at, hands_free=True)) == "pause"


def test_hands_free_what_is_wrong_is_told_at_once_and_a_command_is_a_command() -> None:
    found = session(WORKING, hands_free=True)
    assert meant("w", found) == "wrong other"
    assert meant("pain leg=3", found) == "pain leg=3"
    assert meant("n", session(WORKING, PAUSE, hands_free=True)) == "next"


def test_a_digit_before_the_start_is_no_place() -> None:
    assert meant("3", Session(FOUND, "one")) == "local 3"


def test_a_session_is_led_by_short_lines() -> None:
    script = [(25.0, ""), (45.0, ""), (60.0, ""), (99.0, "q"), (100.0, "q")]
    room = conduct(script, hands_free=False, typed=True)
    assert room.result.outcome == "stopped"
    assert [line for _, line in room.record.lines] == ["ready", "pause", "resume", "pause", "stop"]


def test_without_a_terminal_short_lines_mean_nothing() -> None:
    room = conduct([(30.0, ""), (31.0, "n")])
    assert room.kinds().count("error") == 2
    assert room.session.state is State.ENDED
