"""What the tests of `start` share: a clock whose real time runs, answers, a quick rehearsal."""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from fakes import NOON, Outcome, run_cli
from sciacoach.coach.clock import SystemClock
from sciacoach.data import json_file

REAL = SystemClock()


@dataclass(frozen=True)
class RunningClock:
    """Wall time from noon on, at the speed of the real clock."""

    began: float

    def now(self) -> datetime:
        """Noon, and what has passed since."""
        return NOON + timedelta(seconds=REAL.mono() - self.began)

    def mono(self) -> float:
        """The real clock."""
        return REAL.mono()

    def sleep(self, seconds: float) -> None:
        """Really wait."""
        REAL.sleep(seconds)


def clear_answers(**changes: object) -> dict[str, Any]:
    """An answers file of the full set, everything `no`, with `changes` to its answers."""
    screen = json_file("screen.json")
    asked = [name for page in screen["sets"]["full"] for name in page["items"]]
    return {
        "answers": {**dict.fromkeys(asked, "no"), **changes},
        "pain": {"leg": 3, "back": 2, "lowest": "buttock", "side": "right"},
        "answered_at": (NOON - timedelta(minutes=5)).isoformat(),
        "age": 47,
        "began": "2026-10-10",
    }


def write_answers(folder: Path, content: Mapping[str, Any]) -> Path:
    """The answers as a file."""
    path = folder / "answers.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def start(args: Sequence[object], stdin: str = "", env: Mapping[str, str] | None = None) -> Outcome:
    """`sciacoach start ARGS`, with a real clock."""
    return run_cli(["start", *args], stdin, env, RunningClock(REAL.mono()))


def rehearse(
    folder: Path,
    routine: str = "piriformis",
    *args: object,
    stdin: str = "",
    speed: int = 1000,
    **answers: object,
) -> Outcome:
    """A rehearsal as JSON lines."""
    file = write_answers(folder, clear_answers(**answers))
    common = [routine, "--face", "json", "--speed", speed, "--answers", file]
    return start([*common, *args], stdin)


def events_of(outcome: Outcome) -> list[dict[str, Any]]:
    """The events that were written, one a line."""
    return [json.loads(line) for line in outcome.stdout.splitlines()]


def kinds(outcome: Outcome) -> list[str]:
    """The kinds of the events."""
    return [event["event"] for event in events_of(outcome)]


def player_in(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """A program on the path that could play a sound, whatever this machine has."""
    program = folder / "bin" / "aplay"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    patch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
