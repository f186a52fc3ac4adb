"""A guided session as one sound file: fitted like a live one, labelled, and on time."""

import json
import wave
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest
from start_kit import clear_answers, write_answers

from fakes import run_cli
from sciacoach.audio.sound import RATE, from_little
from sciacoach.text import clean

QUIET_S = 0.004
"""Silence before a tone, and the time in which it must have begun after its instant."""


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    return write_answers(tmp_path, clear_answers())


@pytest.fixture
def tones_alone(home: Path) -> None:
    (home / "config").mkdir(parents=True, exist_ok=True)
    (home / "config" / "config.toml").write_text('voice = "none"\n', encoding="utf-8")


def samples(path: Path) -> Sequence[int]:
    with wave.open(str(path), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        return from_little(file.readframes(file.getnframes()))


def cue_rows(path: Path) -> list[tuple[float, str, str]]:
    """Time, tone and words of each cue in a sheet."""
    rows = []
    for line in path.read_text(encoding="utf-8").split("\n\n", 1)[1].splitlines():
        at, tone, *text = line.split(maxsplit=2)
        minutes, seconds = at.split(":")
        rows.append((int(minutes) * 60 + float(seconds), tone, "".join(text)))
    return rows


def test_without_answers_nothing_is_made(tmp_path: Path) -> None:
    done = run_cli(["routine", "render", "piriformis", "-o", tmp_path / "a.wav"])
    assert done.code == 3
    assert "sciacoach screen" in done.stderr
    assert not (tmp_path / "a.wav").exists()


def test_a_refused_routine_is_not_made_either(tmp_path: Path) -> None:
    file = write_answers(tmp_path, clear_answers() | {"answers": {"RF05": "yes"}, "default": "no"})
    made = tmp_path / "a.wav"
    done = run_cli(["routine", "render", "piriformis", "-o", made, "--answers", file])
    assert done.code == 3
    assert not made.exists()


@pytest.mark.usefixtures("tones_alone")
def test_every_tone_begins_at_its_time(tmp_path: Path, answers: Path) -> None:
    made, sheet = tmp_path / "a.wav", tmp_path / "a.txt"
    args = ["routine", "render", "piriformis", "-o", made, "--cues", sheet, "--answers", answers]
    assert run_cli(args).code == 0
    sound, rows = samples(made), cue_rows(sheet)
    near = round(QUIET_S * RATE)
    tones = [at for at, tone, _ in rows if tone != "-"]
    assert len(tones) > 20
    for at in tones:
        place = round(at * RATE)
        assert not any(sound[max(0, place - near) : place]), at
        assert any(sound[place : place + near]), at
    assert len(sound) / RATE == pytest.approx(rows[-1][0] + 4.0, abs=0.01)


@pytest.mark.usefixtures("tones_alone")
def test_the_file_and_its_sheet_say_for_whom_and_when_it_was_made(
    tmp_path: Path, answers: Path
) -> None:
    sheet = tmp_path / "a.txt"
    args = ["routine", "render", "flare-day", "-o", tmp_path / "a.wav", "--cues", sheet]
    done = run_cli([*args, "--answers", answers])
    assert done.code == 0
    assert "Made on" in sheet.read_text(encoding="utf-8")
    assert "for you and for today" in " ".join(done.stdout.split())
    assert "left side" not in sheet.read_text(encoding="utf-8").lower().split("\n\n")[0]
    assert (tmp_path / "a.wav").stat().st_mode & 0o077 == 0


@pytest.mark.usefixtures("tones_alone")
def test_json_tells_what_was_made_and_what_was_left_out(tmp_path: Path, answers: Path) -> None:
    args = ["routine", "render", "piriformis", "-o", tmp_path / "a.wav", "--answers", answers]
    told = json.loads(run_cli([*args, "--json"]).stdout)
    assert told["sciacoach"] == 1
    assert told["voice"] == "none"
    assert told["left_out"]
    assert told["changes"]
    assert told["length_s"] > 300


@pytest.mark.usefixtures("tones_alone")
def test_a_file_that_is_there_stays_unless_it_is_said_otherwise(
    tmp_path: Path, answers: Path
) -> None:
    made = tmp_path / "a.wav"
    made.write_bytes(b"mine")
    args = ["routine", "render", "flare-day", "-o", made, "--answers", answers]
    refused = run_cli(args)
    assert refused.code == 2
    assert "--force" in refused.stderr
    assert made.read_bytes() == b"mine"
    assert run_cli([*args, "--force"]).code == 0
    assert made.read_bytes()[:4] == b"RIFF"


@pytest.mark.parametrize("name", ["a.ogg", "a", "nowhere/a.wav"])
def test_a_name_that_cannot_be_made_is_refused_at_once(
    tmp_path: Path, answers: Path, name: str
) -> None:
    args = ["routine", "render", "flare-day", "-o", tmp_path / name, "--answers", answers]
    done = run_cli(args)
    assert done.code == 2
    assert clean(name) in done.stderr.replace("\n", "")


@pytest.mark.skipif(
    not find_spec("hibari"), reason="the extra [voice] is not installed: no words are made"
)
def test_with_the_voice_all_words_have_their_time(tmp_path: Path, answers: Path) -> None:
    args = ["routine", "render", "piriformis", "-o", tmp_path / "a.wav", "--answers", answers]
    told = json.loads(run_cli([*args, "--json"]).stdout)
    assert told["voice"] == "hibari"
    assert told["left_out"] == []
