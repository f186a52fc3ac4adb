"""Play `piriformis` from start to end with an installed program, and check the record.

    python tools/check_rehearsal.py .venv/bin/sciacoach

A rehearsal with a clear screen must end `completed`, give both sides the same seconds, and
stand in the export as a rehearsal. Nothing is written outside a temporary folder.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

from sciacoach.coach.clock import SystemClock

START = "start piriformis --face json --hands-free --speed 200 --yes --answers"
MOST_SECONDS = 120


def main(argv: list[str]) -> int:
    """0 if the rehearsal is as it should be; else what is wrong is told."""
    with tempfile.TemporaryDirectory() as home:
        answers = Path(home) / "answers.yaml"
        answers.write_text(clear_answers(), encoding="utf-8")
        env = os.environ | {"SCIACOACH_HOME": home}
        lines = _run([argv[0], *START.split(), str(answers)], env)
        export = _run([argv[0], "history", "export", "--format", "json"], env)
    events = [json.loads(line) for line in lines.splitlines()]
    faults = [*event_faults(events), *export_faults(json.loads(export))]
    print("\n".join(faults) or f"Rehearsed: {len(events)} events, completed, both sides equal.")
    return 1 if faults else 0


def clear_answers() -> str:
    """An answers file with nothing worrying in it, answered now."""
    now = SystemClock().now().isoformat(timespec="seconds")
    return (
        f"answered_at: {now}\n"
        "default: no\n"
        "answers: {}\n"
        "pain: {leg: 3, back: 2, lowest: buttock, side: right}\n"
        "age: 47\n"
        f"began: {int(now[:4]) - 1}-03-01\n"
        "have: [tennis_ball]\n"
    )


def event_faults(events: list[dict[str, Any]]) -> list[str]:
    """What is wrong with the events of the rehearsal; empty when nothing is."""
    last = events[-1] if events else {}
    if last.get("event") != "session_ended" or last.get("outcome") != "completed":
        return [f"The rehearsal did not end completed; the last event is {last}."]
    started = {e["index"]: e for e in events if e["event"] == "step_started"}
    sides: dict[str, float] = defaultdict(float)
    for event in events:
        if event["event"] == "step_ended" and started[event["index"]]["region"]:
            sides[started[event["index"]]["side"]] += event["delivered_s"]
    left, right = sides["left"], sides["right"]
    if left < 1 or abs(left - right) >= 0.05:
        return [f"The sides are not equal: left {left:.2f} s, right {right:.2f} s."]
    return []


def export_faults(export: dict[str, Any]) -> list[str]:
    """What is wrong with the exported history; empty when nothing is."""
    found = [(one["rehearsal"], one["outcome"]) for one in export["sessions"]]
    if found != [(True, "completed")]:
        return [f"The export should hold one completed rehearsal; it holds {found}."]
    return []


def _run(command: list[str], env: dict[str, str]) -> str:
    done = subprocess.run(
        command,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=MOST_SECONDS,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)}\nended with {done.returncode}:\n{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
