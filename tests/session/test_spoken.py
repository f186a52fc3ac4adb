"""What a voice says for each event."""

import pytest

from people import plan, press, routine
from sciacoach.session import events as ev
from sciacoach.session.commands import Command
from sciacoach.session.machine import Session
from sciacoach.session.spoken import announced, spoken
from sciacoach.session.steps import limit_words
from sciacoach.session.words import word

STARTED = (0, "Search", "roll")


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (ev.SideChanged(0, "right"), "Change to the right side."),
        (ev.StepAnnounced(0, 0, "A", "Lean in. Left side.", 10), "Lean in. Left side."),
        (ev.CueSaid(0, "Breathe."), "Breathe."),
        (ev.StepStarted(0, *STARTED, "piriformis", "hands", "left", 40, 4), "Start."),
        (ev.StepStarted(0, 0, "Walk", "move", None, None, "none", 40, None), None),
        (ev.Half(0), "Half."),
        (ev.Countdown(0, 10), "Ten seconds."),
        (ev.Countdown(0, 1), "One."),
        (ev.Advice(0, "D4", "Come off.", "x"), "Come off."),
        (ev.Refused(0, "back", None, "No."), "No."),
        (ev.Paused(0, "key"), "Paused."),
        (ev.Paused(0, "gap"), "Paused, the clock was away."),
        (ev.Resumed(0, 3.0), "Going on in 3 seconds."),
        (ev.Resumed(0, 0.0), "Going on."),
        (ev.Extended(0, 10.0), "Ten seconds more."),
        (ev.SessionEnded(0, "completed", 1, 1, 0), "That is the end. Well done."),
        (ev.SessionEnded(0, "stopped", 1, 1, 0), "Stopped. What you did is kept."),
        (ev.Waiting(0, 20), None),
        (ev.Pain(0, 1, None, None, None, "during"), None),
    ],
)
def test_an_event_in_spoken_words(event: ev.Event, words: str | None) -> None:
    assert spoken(event) == words


def test_a_step_is_announced_with_its_side() -> None:
    assert announced("Lean in.", "left", True) == "Lean in. Left side."
    assert announced("Lean in.", "both", True) == "Lean in. Both sides."
    assert announced("Walk.", "both", False) == "Walk."
    assert announced("Walk.", "none", False) == "Walk."


def test_every_limit_that_can_refuse_a_key_says_so_in_a_few_plain_words() -> None:
    for name in ("L01", "L05", "L08", "L11", "L12", "L13", "L26", "L27", "L34"):
        told = limit_words(name)
        assert told.endswith(f"({name}).")
        assert len(told) <= 76


def test_what_the_table_does_not_know_is_refused_with_its_reason() -> None:
    session = Session(plan(routine([press(for_=40)])), "one")
    session.start()
    for name in ("resume", "ready", "extend", "yes", "no"):
        (told,) = session.command(Command(name))
        assert isinstance(told, ev.Refused)
        assert told.why not in ("", word("not_now"))
