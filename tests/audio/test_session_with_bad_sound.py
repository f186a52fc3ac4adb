"""A whole `start` on a machine whose sound is broken: the session goes on to its end, one line
tells, and nothing of what a voice or a player prints reaches the person."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from audio_kit import CLOCK, Machine, machine

__all__ = ["machine"]

BABBLE = ("ALSA", "warning", "loading model", "this is not a sound", "Traceback")
FAST, SLOW = 150, 40
"""Session seconds in a real second; a voice that hangs is given eight real ones."""

HELP = "Get help at once for:"
"""What every session ends with."""

LOST = "Now: the recorded words."
NO_PLAYER = "No way to play sound was found. The bell of the terminal rings."
FEW = "The recorded words hold short cues only. Tones mark the rest."
NO_VOICE = "Not found here: the voice of espeak-ng. Now: the recorded words."


def answers(folder: Path) -> Path:
    """Everything no, for a rehearsal."""
    file = folder / "answers.json"
    told = {
        "answers": {},
        "default": "no",
        "pain": {"leg": 3, "back": 2, "lowest": "buttock", "side": "right"},
        "answered_at": CLOCK.now().isoformat(),
        "age": 47,
        "began": "2026-01-10",
    }
    file.write_text(json.dumps(told), encoding="utf-8")
    return file


def no_card(machine: Machine, **modules: str) -> None:
    """No sound card for the device player, and modules of the test's own before all others."""
    folder = machine.folder / "modules"
    for name, text in {"miniaudio": "raise ImportError('no card')\n", **modules}.items():
        package = folder / name
        package.mkdir(parents=True, exist_ok=True)
        (package / "__init__.py").write_text(text)
    machine.patch.setenv("PYTHONPATH", os.pathsep.join((str(folder), *filter(None, sys.path))))


def command(machine: Machine, voice: str, *more: object, speed: int = FAST) -> list[str]:
    """A rehearsal of `ease-and-walk` that is heard, with this voice wished for."""
    config = Path(os.environ["SCIACOACH_HOME"]) / "config"
    config.mkdir(parents=True, exist_ok=True)
    (config / "config.toml").write_text(f'voice = "{voice}"\n')
    start = ["-m", "sciacoach", "start", "ease-and-walk", "--voice", "--sound", "--hands-free"]
    words = [*start, "--speed", speed, "--answers", answers(machine.folder), *more]
    return [sys.executable, *map(str, words)]


def told(machine: Machine, voice: str, speed: int = FAST) -> list[str]:
    """The lines that are told beside the events."""
    done = subprocess.run(
        command(machine, voice, "--face", "json", speed=speed),
        capture_output=True, text=True, timeout=90, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert events[-1]["event"] == "session_ended"
    assert events[-1]["outcome"] == "completed"
    assert not any(part in done.stdout + done.stderr for part in BABBLE)
    return [one for one in done.stderr.splitlines() if not one.startswith(HELP)]


@pytest.mark.parametrize(("mode", "speed"), [("dies", FAST), ("babbles", FAST), ("hangs", SLOW)])
def test_a_voice_that_breaks_is_told_in_one_line_and_the_next_takes_over(
    machine: Machine, mode: str, speed: int
) -> None:
    no_card(machine)
    machine.patch.setenv("FAKE_VOICE", mode)
    lines = told(machine, "espeak-ng", speed)
    (line,) = [one for one in lines if "espeak-ng" in one]
    assert line.endswith(LOST)
    assert machine.played()


def test_a_voice_that_is_not_there_is_told_in_one_line(machine: Machine) -> None:
    no_card(machine)
    (machine.folder / "bin" / "espeak-ng").unlink()
    machine.patch.setenv("PATH", str(machine.folder / "bin"))
    lines = told(machine, "espeak-ng")
    assert lines.count(NO_VOICE) == 1


def test_without_a_sound_card_one_line_tells(machine: Machine) -> None:
    no_card(machine)
    machine.patch.setenv("FAKE_PLAYER", "fails")
    lines = told(machine, "pack")
    assert lines.count(NO_PLAYER) == 1
    assert set(lines) <= {NO_PLAYER, FEW}  # whether a longer text came before that is chance


def test_texts_that_the_voice_cannot_say_are_told_once(machine: Machine) -> None:
    no_card(machine)
    machine.patch.setenv("FAKE_VOICE", "mute")
    lines = told(machine, "espeak-ng")
    assert len(lines) == len(set(lines))
    assert [one for one in lines if "could not say" in one]


def test_a_model_that_prints_on_the_way_draws_over_nothing(machine: Machine) -> None:
    machine.hibari("babbles")
    no_card(machine)
    master, slave = os.openpty()
    started = subprocess.Popen(
        command(machine, "hibari", "--face", "screen"), stdin=slave, stdout=slave, stderr=slave
    )
    raw = bytearray()
    reader = threading.Thread(target=_drain, args=(master, raw), daemon=True)
    os.close(slave)
    reader.start()
    assert started.wait(90) == 0
    reader.join(5)
    os.close(master)
    text = raw.decode("utf-8", "replace")
    assert "That is the end" in " ".join(text.split())
    assert not any(part in text for part in BABBLE)


def _drain(master: int, into: bytearray) -> None:
    """All that is drawn, until the terminal is left alone."""
    while True:
        try:
            piece = os.read(master, 65_536)
        except OSError:
            return
        if not piece:
            return
        into += piece
