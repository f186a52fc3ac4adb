"""A guided session as one sound file: fitted like a live one, labelled, and on time."""

import json
import wave
from array import array
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest
from start_kit import clear_answers, write_answers

from fakes import run_cli
from sciacoach.audio.sound import RATE, from_little, gain
from sciacoach.audio.ticker import SOFT
from sciacoach.audio.tones import Tone, tone
from sciacoach.coach.recording import BEFORE_NEXT_S
from sciacoach.text import clean

QUIET_S = 0.004
"""Silence before a tone, and the time in which it must have begun after its instant."""


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    return write_answers(tmp_path, clear_answers())


@pytest.fixture
def tones_alone(home: Path) -> None:
    voice(home, "none")


def samples(path: Path) -> Sequence[int]:
    with wave.open(str(path), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        return from_little(file.readframes(file.getnframes()))


def voice(home: Path, name: str) -> None:
    """Set who speaks."""
    (home / "config").mkdir(parents=True, exist_ok=True)
    (home / "config" / "config.toml").write_text(f'voice = "{name}"\n', encoding="utf-8")


def cue_rows(path: Path) -> "Rows":
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


Rows = list[tuple[float, str, str]]


def tick_times(rows: Rows) -> list[float]:
    """When it has to tick by the sheet: at each way, but not at the half nor near the end."""
    found = []
    for at, kind, text in rows:
        if kind == Tone.TICK:
            tempo = float(text.split()[1])
            half = next(time for time, other, _ in rows if other == Tone.HALF and time > at)
            last = next(time for time, other, _ in rows if other == Tone.LAST and time > at)
            ways = [at + tempo * way for way in range(1, 99)]
            found += [time for time in ways if time < last - 0.2 and abs(time - half) > 0.4]
    return found


def take_out_ticks(sound: "array[int]", rows: Rows) -> int:
    """Take the ticks out of a sound, each at its sample; over words they are half as loud."""
    full = tone(Tone.TICK)
    soft = gain(full, SOFT).samples
    for at in tick_times(rows):
        start = round(at * RATE)
        part = sound[start : start + len(soft)]
        tick = full.samples if part == full.samples else soft
        sound[start : start + len(soft)] = array(
            "h", (a - b for a, b in zip(part, tick, strict=True))
        )
    return len(tick_times(rows))


@pytest.mark.usefixtures("tones_alone")
def test_in_a_file_of_tones_every_tick_is_at_its_time_and_no_other_sound_is_there(
    tmp_path: Path, answers: Path
) -> None:
    made, sheet = tmp_path / "a.wav", tmp_path / "a.txt"
    args = ["routine", "render", "piriformis", "-o", made, "--cues", sheet, "--answers", answers]
    assert run_cli(args).code == 0
    sound, rows = array("h", samples(made)), cue_rows(sheet)
    assert [text for _, kind, text in rows if kind == Tone.TICK] == ["every 4 s"] * 2
    for at in tick_times(rows):
        start = round(at * RATE)
        assert sound[start : start + 1200] == tone(Tone.TICK).samples, at
        sound[start : start + 1200] = array("h", bytes(2400))
    for at, kind, _ in rows:
        if kind not in ("-", Tone.TICK):
            start, count = round(at * RATE), len(tone(Tone(kind)).samples)
            sound[start : start + count] = array("h", bytes(2 * count))
    assert not any(sound)


@pytest.mark.usefixtures("tones_alone")
def test_without_tones_there_are_no_ticks_either(tmp_path: Path, answers: Path) -> None:
    run_cli(["config", "set", "sound", "false"])
    made, sheet = tmp_path / "a.wav", tmp_path / "a.txt"
    args = ["routine", "render", "piriformis", "-o", made, "--cues", sheet, "--answers", answers]
    assert run_cli(args).code == 0
    assert Tone.TICK not in {kind for _, kind, _ in cue_rows(sheet)}


EXTRA = pytest.param(
    "hibari",
    marks=pytest.mark.skipif(not find_spec("hibari"), reason="the extra [voice] is not installed"),
)


@pytest.mark.parametrize("name", ["pack", EXTRA])
def test_in_the_file_itself_tones_are_on_time_and_words_stay_between_boundaries(
    tmp_path: Path, home: Path, answers: Path, name: str
) -> None:
    """The tones are known to the sample, so they can be found and taken out; what is left are
    the words."""
    voice(home, name)
    made, sheet = tmp_path / "a.wav", tmp_path / "a.txt"
    args = ["routine", "render", "piriformis", "-o", made, "--cues", sheet, "--answers", answers]
    assert run_cli(args).code == 0
    sound, rows = array("h", samples(made)), cue_rows(sheet)
    assert take_out_ticks(sound, rows) == 8
    rows = [row for row in rows if row[1] != Tone.TICK]
    slots = []
    for at, kind, text in rows:
        start = round(at * RATE)
        tone_of = tone(Tone(kind)).samples if kind != "-" else array("h")
        assert sound[start : start + len(tone_of)] == tone_of, (at, kind)
        sound[start : start + len(tone_of)] = array("h", bytes(2 * len(tone_of)))
        slots.append((at, start + len(tone_of), text))
    quiet = round(BEFORE_NEXT_S * RATE)
    ends = [*(round(at * RATE) for at, _, _ in slots[1:]), len(sound)]
    for (at, begin, text), end in zip(slots, ends, strict=True):
        assert not any(sound[end - quiet : end]), (at, text)
        spoken = any(sound[begin:end])
        assert spoken or name == "pack", (at, text)
        if spoken:
            first = next(n for n in range(begin, end) if abs(sound[n]) > 300)
            assert first - begin < 0.15 * RATE, (at, text)
    assert sum(any(sound[begin:end]) for (_, begin, _), end in zip(slots, ends, strict=True)) > 30


@pytest.mark.usefixtures("tones_alone")
def test_a_file_of_tones_alone_is_said_to_be_one(tmp_path: Path, answers: Path) -> None:
    args = ["routine", "render", "flare-day", "-o", tmp_path / "a.wav", "--answers", answers]
    done = run_cli(args)
    assert done.code == 0
    assert done.stdout.count("Only tones are in the file: the setting voice is none.") == 1
    assert "spoken by" not in done.stdout


def test_the_sheet_goes_to_the_output_and_all_else_beside_it(
    tmp_path: Path, home: Path, answers: Path
) -> None:
    voice(home, "pack")
    made = tmp_path / "a.wav"
    args = ["routine", "render", "flare-day", "-o", made, "--cues", "-", "--answers", answers]
    done = run_cli(args)
    assert done.code == 0
    assert done.stdout.splitlines()[-1].endswith("That is the end. Well done.")
    assert "spoken by" in done.stderr
    assert "spoken by" not in done.stdout
    assert not Path("-").exists()
    assert run_cli([*args, "--force", "--json"]).code == 2


def test_words_that_the_recorded_pack_does_not_know_are_told_as_left_out(
    tmp_path: Path, home: Path, answers: Path
) -> None:
    voice(home, "pack")
    args = ["routine", "render", "flare-day", "-o", tmp_path / "a.wav", "--answers", answers]
    told = json.loads(run_cli([*args, "--json"]).stdout)
    assert told["voice"] == "pack"
    assert "Lie down." in told["left_out"]
    assert "Half." not in told["left_out"]


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
