"""Safety questions read aloud, for who asked for it: one by one, the newest wins, and silence
once it is answered."""

import io
from collections.abc import Sequence
from dataclasses import replace

import pytest

from fakes import FakeClock
from sciacoach.cli.asking import Asker
from sciacoach.cli.terminal_screen import ask_set
from sciacoach.cli.world import World
from sciacoach.errors import Held
from sciacoach.history.store import open_store
from sciacoach.screening.answers import Experience
from sciacoach.screening.items import SetName
from sciacoach.screening.standing import Standing


class Desk:
    """A speaker that writes its orders down."""

    def __init__(self) -> None:
        self.orders: list[str] = []

    def say(self, text: str) -> int:
        self.orders.append(text)
        return len(self.orders)

    def hush(self) -> None:
        self.orders.append("(hush)")


def world(typed: Sequence[str]) -> World:
    lines = "".join(f"{one}\n" for one in typed)
    return World(io.StringIO(lines), io.StringIO(), io.StringIO(), {}, FakeClock())


def asked(typed: Sequence[str], reader: Desk | None, *, simple: bool = False) -> World:
    """A person goes through the daily questions and leaves after `typed`."""
    here = world(typed)
    here = replace(here, env={"ACCESSIBLE": "1"} if simple else {})
    with open_store(here.paths, write=True) as store, pytest.raises(Held):
        ask_set(
            here, store, Standing(), Experience(), SetName.DAILY, Asker(here, reader=reader), None
        )
    return here


def test_a_prompt_is_read_with_what_was_said_before_it_until_it_is_answered() -> None:
    here, desk = world(["yes"]), Desk()
    ask = Asker(here, reader=desk)
    ask.say("  The help.  ")
    assert ask("Is it so? ") == "yes"
    assert desk.orders == ["The help. Is it so?", "(hush)"]
    with pytest.raises(EOFError):
        ask("And now? ")
    assert desk.orders[2:] == ["And now?", "(hush)"]


def test_who_did_not_ask_hears_nothing_and_sees_the_same() -> None:
    here = world(["yes"])
    ask = Asker(here)
    ask.say("A line.")
    assert ask("Is it so? ") == "yes"
    assert not ask.aloud
    assert here.stdout.getvalue() == "A line.\nIs it so? "  # type: ignore[attr-defined]


def test_what_is_read_aloud_comes_one_by_one_as_beside_a_screen_reader() -> None:
    desk = Desk()
    spoken = asked(["no", "help"], desk).stdout.getvalue()  # type: ignore[attr-defined]
    simple = asked(["no", "help"], None, simple=True).stdout.getvalue()  # type: ignore[attr-defined]
    assert spoken == simple
    said = [one for one in desk.orders if one != "(hush)"]
    assert len(said) == 3
    assert desk.orders[1::2] == ["(hush)"] * 3
    assert all(one.endswith(":") or "?" in one for one in said)
