"""What a voice says for each event."""

import pytest

from sciacoach.session import events as ev
from sciacoach.session.spoken import announced, spoken

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
