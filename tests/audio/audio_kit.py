"""A machine with fake voices and players, and a speaker on it."""

import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from sciacoach.audio.messages import Report, Setup
from sciacoach.audio.process import spawn
from sciacoach.audio.speaker import Speaker
from sciacoach.coach.clock import SystemClock

FAKES = Path(__file__).parent / "fakes"
CLOCK = SystemClock()
PATIENT_S = 8.0
"""A busy machine may take long to start a voice; only a test of one that hangs is quicker."""


@dataclass
class Machine:
    """Programs and modules of a test's own; the child finds no others."""

    folder: Path
    patch: pytest.MonkeyPatch
    speakers: list[Speaker] = field(default_factory=list)

    def program(self, name: str, fake: str) -> None:
        """Put the fake on the path under this name."""
        file = self.folder / "bin" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{FAKES / fake}" "$@"\n')
        file.chmod(file.stat().st_mode | stat.S_IXUSR)
        self.patch.setenv("PATH", f"{file.parent}:/usr/bin:/bin")

    def hibari(self, mode: str) -> None:
        """Put a module `hibari` before every other."""
        module = self.folder / "modules" / "hibari"
        module.mkdir(parents=True)
        (module / "__init__.py").write_text((FAKES / "model.py").read_text())
        (module / "voices.py").write_text(
            "def voice_path(name, download_missing):\n"
            "    assert not download_missing\n"
            "    if name != 'heart': raise FileNotFoundError(name)\n"
            "    return 'model'\n"
        )
        source = Path(__file__).parents[2] / "src"
        self.patch.setenv("PYTHONPATH", f"{module.parent}:{source}")
        self.patch.setenv("FAKE_HIBARI", mode)

    def played(self) -> list[str]:
        """What the fake player noted."""
        file = self.folder / "played"
        return file.read_text().splitlines() if file.exists() else []

    def speaker(
        self,
        *rungs: str,
        players: tuple[str, ...] = ("aplay",),
        name: str = "",
        limit_s: float = PATIENT_S,
    ) -> Speaker:
        """A real child on this machine; a voice that does not answer in `limit_s` hangs."""
        setup = Setup(
            rungs,
            players,
            name=name,
            late_s=limit_s / 2,
            limit_s=limit_s,
            loading_s=limit_s,
        )
        made = Speaker(setup, spawn, CLOCK.mono)
        self.speakers.append(made)
        return made


def until(speaker: Speaker, number: int, *whats: str, within_s: float = 15.0) -> list[Report]:
    """What was told until one of these was told of the order `number`."""
    found: list[Report] = []
    end = CLOCK.mono() + within_s
    while CLOCK.mono() < end:
        some = speaker.listen(0.05)
        found += some
        if any(report.number == number and report.what in whats for report in some):
            return found
    raise AssertionError(f"{whats} did not come for {number}: {found} {speaker.troubles()}")


def waited(true: Callable[[], object], within_s: float = 15.0) -> bool:
    """Whether it came true in time."""
    end = CLOCK.mono() + within_s
    while CLOCK.mono() < end:
        if true():
            return True
        CLOCK.sleep(0.02)
    return False


def troubles(speaker: Speaker) -> list[str]:
    """The lines that are told next."""
    lines: list[str] = []

    def some() -> bool:
        lines.extend(speaker.troubles())
        return bool(lines)

    assert waited(some)
    return lines


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    if sys.platform == "win32":
        pytest.skip("the fake voices are shell scripts")
    monkeypatch.setenv("FAKE_PLAYED", str(tmp_path / "played"))
    monkeypatch.setenv("FAKE_LOG", str(tmp_path / "log"))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    made = Machine(tmp_path, monkeypatch)
    made.program("espeak-ng", "voice.py")
    made.program("aplay", "player.py")
    yield made
    for one in made.speakers:
        one.close()
