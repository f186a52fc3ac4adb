"""The check of the installed program sees a session that did not go as it should."""

import runpy
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
check = runpy.run_path(str(ROOT / "tools" / "check_rehearsal.py"))


def events(left: float, right: float, outcome: str = "completed") -> list[dict[str, Any]]:
    out: list[dict[str, Any]] = []
    for index, (side, seconds) in enumerate((("left", left), ("right", right), ("none", 30.0))):
        region = None if side == "none" else "piriformis"
        out.append({"event": "step_started", "index": index, "region": region, "side": side})
        out.append({"event": "step_ended", "index": index, "delivered_s": seconds})
    return [*out, {"event": "session_ended", "outcome": outcome}]


def test_equal_sides_pass() -> None:
    assert check["event_faults"](events(20.0, 20.04)) == []


def test_unequal_sides_are_told() -> None:
    assert check["event_faults"](events(20.0, 20.1)) != []


def test_a_session_that_pressed_nothing_is_told() -> None:
    assert check["event_faults"](events(0.0, 0.0)) != []


def test_a_session_that_was_not_completed_is_told() -> None:
    assert check["event_faults"](events(20.0, 20.0, "safety")) != []
    assert check["event_faults"]([]) != []


def test_the_export_must_hold_one_rehearsal() -> None:
    good = {"sessions": [{"rehearsal": True, "outcome": "completed"}]}
    assert check["export_faults"](good) == []
    assert check["export_faults"]({"sessions": []}) != []
    live = {"sessions": [{"rehearsal": False, "outcome": "completed"}]}
    assert check["export_faults"](live) != []
