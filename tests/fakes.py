"""Stand-ins for the world outside: a clock that a test moves, and the command line."""

import io
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sciacoach.cli.main import run
from sciacoach.cli.world import World
from sciacoach.coach.clock import Clock

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@dataclass
class FakeClock:
    """A clock that stands until somebody sleeps or a test moves it."""

    wall: datetime = NOON
    seconds: float = 0.0
    slept: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        """Wall time."""
        return self.wall

    def mono(self) -> float:
        """Seconds since the clock was made."""
        return self.seconds

    def sleep(self, seconds: float) -> None:
        """Let `seconds` pass at once."""
        self.slept.append(seconds)
        self.move(max(seconds, 0.0))

    def move(self, seconds: float) -> None:
        """Let `seconds` pass, for both clocks."""
        self.seconds += seconds
        self.wall += timedelta(seconds=seconds)


@dataclass(frozen=True)
class Outcome:
    """What a command line gave back."""

    code: int
    stdout: str
    stderr: str


def run_cli(
    args: Sequence[object],
    stdin: str = "",
    env: Mapping[str, str] | None = None,
    clock: Clock | None = None,
) -> Outcome:
    """Run one command line with streams of its own. `env` is added to the test's own
    environment, where `SCIACOACH_HOME` is a temporary folder."""
    out, err = io.StringIO(), io.StringIO()
    world = World(io.StringIO(stdin), out, err, {**os.environ, **(env or {})}, clock or FakeClock())
    code = run([str(arg) for arg in args], world)
    return Outcome(int(code), out.getvalue(), err.getvalue())
