"""`--face json`: one object a line, with every key that the contract names."""

import json
from io import StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciacoach.faces import Stamped
from sciacoach.faces.jsonl import JsonFace
from sciacoach.session import events as ev
from sciacoach.vocabulary import Do, Lowest, Region, Side, Tool

AT = "2026-11-22T19:00:00.000+01:00"
STEP = (0, "Search", Do.ROLL, Region.PIRIFORMIS, Tool.TENNIS_BALL, Side.LEFT, 40.0, 4)

EVENTS: list[tuple[ev.Event, dict[str, Any]]] = [
    (
        ev.SessionStarted(0.0, "id", "piriformis", 130.0, 3, False, ("Half.",)),
        {
            "session": "id", "routine": "piriformis", "planned_s": 130.0, "steps": 3,
            "rehearsal": False, "changes": ["Half."],
        },
    ),
    (
        ev.StepAnnounced(1.0, 0, "Search", "Lean in.", 10.0, due=1.0),
        {"index": 0, "name": "Search", "say": "Lean in.", "starts_in": 10.0, "due": 1.0},
    ),
    (
        ev.StepStarted(1.0, *STEP, due=1.0),
        {
            "index": 0, "name": "Search", "do": "roll", "region": "piriformis",
            "tool": "tennis_ball", "side": "left", "planned_s": 40.0, "ceiling": 4, "due": 1.0,
        },
    ),
    (ev.CueSaid(1.0, "Breathe."), {"say": "Breathe."}),
    (ev.Half(1.0, due=1.0), {"due": 1.0}),
    (ev.Countdown(1.0, 3, due=1.0), {"left": 3, "due": 1.0}),
    (ev.SideChanged(1.0, Side.RIGHT, due=1.0), {"to": "right", "due": 1.0}),
    (
        ev.StepEnded(1.0, 0, 40.0, 39.99951, "done", due=1.0),
        {"index": 0, "planned_s": 40.0, "delivered_s": 40.0, "outcome": "done", "due": 1.0},
    ),
    (ev.Waiting(1.0, 20.0), {"for": 20.0}),
    (ev.Paused(1.0, "gap"), {"why": "gap"}),
    (ev.Resumed(1.0, 3.0), {"reentry_s": 3.0}),
    (ev.Extended(1.0, 10.0), {"by_s": 10.0}),
    (ev.Refused(1.0, "back", "L08", "No."), {"command": "back", "limit": "L08", "why": "No."}),
    (
        ev.Pain(1.0, 3, None, Lowest.CALF, None, "during"),
        {"leg": 3, "back": None, "lowest": "calf", "local": None, "when": "during"},
    ),
    (ev.Advice(1.0, "D4", "Off.", "ask"), {"rule": "D4", "says": "Off.", "action": "ask"}),
    (ev.Fault(1.0, "danse", "No."), {"line": "danse", "why": "No."}),
    (
        ev.SessionEnded(1.0, "completed", 130.0, 80.0, 0.0),
        {"outcome": "completed", "delivered_s": 130.0, "contact_s": 80.0, "paused_s": 0.0},
    ),
]  # fmt: skip
NAMES = {
    "session_started", "step_announced", "step_started", "cue", "half", "countdown",
    "side_changed", "step_ended", "waiting", "paused", "resumed", "extended", "refused", "pain",
    "advice", "session_ended", "error",
}  # fmt: skip


def written(event: ev.Event) -> dict[str, Any]:
    out = StringIO()
    JsonFace(out).show(Stamped(event, AT, 12.3456))
    assert out.getvalue().endswith("\n")
    (line,) = out.getvalue().splitlines()
    found = json.loads(line)
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(("event", "keys"), EVENTS, ids=lambda one: getattr(one, "kind", ""))
def test_an_event_has_its_keys_and_no_other(event: ev.Event, keys: dict[str, Any]) -> None:
    common = {"event": event.kind, "t": event.t, "at": AT, "mono": 12.3456}
    assert written(event) == common | keys


def test_every_event_is_in_the_table() -> None:
    assert {event.kind for event, _ in EVENTS} == NAMES
    every = [one for one in vars(ev).values() if isinstance(one, type)]
    kinds = {one for one in every if issubclass(one, ev.Event) and one.kind}
    assert {type(event) for event, _ in EVENTS} == kinds


def test_what_was_due_at_no_known_time_has_no_due() -> None:
    assert "due" not in written(ev.CueSaid(1.0, "Come off the tool."))
    assert "due" in written(ev.CueSaid(1.0, "Breathe.", due=1.0))


def test_seconds_are_told_to_the_thousandth() -> None:
    assert written(ev.Half(81.00000000000009, due=1 / 3)) == {
        "event": "half", "t": 81.0, "due": 0.333, "at": AT, "mono": 12.3456,
    }  # fmt: skip


class Counting(StringIO):
    """Counts how often it is flushed."""

    flushed = 0

    def flush(self) -> None:
        self.flushed += 1


def test_each_line_is_flushed_at_once() -> None:
    out = Counting()
    face = JsonFace(out)
    for number, (event, _) in enumerate(EVENTS, 1):
        face.show(Stamped(event, AT, 0.0))
        assert out.flushed == number


@given(st.text())
def test_any_text_is_one_valid_line(text: str) -> None:
    assert written(ev.CueSaid(0.0, text))["say"] == text
