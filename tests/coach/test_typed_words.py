"""What a person in trouble, or in a hurry, types at a terminal."""

import pytest
from conducting import FOUND

from sciacoach.coach.typed import meant
from sciacoach.session.commands import Command, Unknown, parse
from sciacoach.session.machine import Session


def session() -> Session:
    """A session that has begun."""
    one = Session(FOUND, "id")
    one.start()
    return one


@pytest.mark.parametrize("line", ["stop", "STOP!", "stop help help", "quit", "exit now"])
def test_a_hurried_stop_stops(line: str) -> None:
    assert meant(line, session()) == "stop"


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("w zap", "electric"),
        ("w electric", "electric"),
        ("W Tingling!", "numb"),
        ("wrong dizzy", "faint"),
        ("w both legs", "both_legs"),
        ("w", "other"),
        ("w qqq", "other"),
    ],
)
def test_w_takes_everyday_words(line: str, what: str) -> None:
    assert parse(meant(line, session())) == Command("wrong", what)


def test_a_reading_is_typed_like_before_the_session() -> None:
    assert meant("3 2 thigh", session()) == "pain leg=3 back=2 lowest=thigh"


@pytest.mark.parametrize("line", ["?", "help"])
def test_help_tells_the_keys(line: str) -> None:
    found = parse(meant(line, session()))

    assert isinstance(found, Unknown)
    assert "w zap" in found.why
