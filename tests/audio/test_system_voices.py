"""Voices of the machine that write files or play by themselves; a runner that is bounded."""

import sys

import pytest
from audio_kit import CLOCK, Machine, machine, until, waited

from sciacoach.audio.engines import Broken, Unspeakable
from sciacoach.audio.engines.programs import ProgramEngine
from sciacoach.audio.ladder import Rung
from sciacoach.audio.running import Job, Runner

__all__ = ["machine"]


def test_a_voice_that_writes_a_file_is_heard_and_its_file_removed(machine: Machine) -> None:
    machine.program("say", "voice.py")
    voice = ProgramEngine(Rung.SAY, Runner(), machine.folder)
    assert voice.sound("Hold still.").seconds > 0.05
    assert not list(machine.folder.glob("*.wav"))
    machine.patch.setenv("FAKE_VOICE", "mute")
    with pytest.raises(Unspeakable):
        voice.sound("Hold still.")
    machine.patch.setenv("FAKE_VOICE", "babbles")
    with pytest.raises(Broken):
        voice.sound("Hold still.")


def test_a_program_that_is_missing_is_a_voice_that_is_broken(machine: Machine) -> None:
    with pytest.raises(Broken):
        ProgramEngine(Rung.SPD_SAY, Runner(), machine.folder).sound("Hold still.")


def log(machine: Machine) -> list[str]:
    file = machine.folder / "log"
    return file.read_text().splitlines() if file.exists() else []


def test_the_speech_service_plays_by_itself_and_hush_reaches_it(machine: Machine) -> None:
    machine.program("spd-say", "voice.py")
    speaker = machine.speaker("spd-say", players=())
    assert [r.what for r in until(speaker, speaker.say("Short."), "done")] == ["sounded", "done"]
    speaker.say("A long text.")
    assert waited(lambda: len(log(machine)) == 2)
    began = CLOCK.mono()
    speaker.hush()
    assert waited(lambda: "--stop" in log(machine))
    assert CLOCK.mono() - began < 3
    until(speaker, speaker.say("Short."), "done")
    assert speaker.troubles() == []


def test_newer_words_end_what_the_service_says(machine: Machine) -> None:
    machine.program("spd-say", "voice.py")
    speaker = machine.speaker("spd-say", players=())
    speaker.say("A long text.")
    assert waited(lambda: log(machine))
    number = speaker.say("Short.")
    told = until(speaker, number, "done")
    assert {report.number for report in told if report.what == "done"} == {number}


def run(code: str, limit_s: float = 20.0, reads: str = "") -> tuple[int, bytes, bool]:
    ran = Runner().run(Job((sys.executable, "-c", code), reads), limit_s)
    return ran.code, ran.out, ran.ended


def test_a_program_reads_its_text_and_is_read() -> None:
    assert run("import sys; sys.stdout.write(sys.stdin.read()[::-1])", reads="olleh") == (
        0,
        b"hello",
        False,
    )
    assert run("raise SystemExit(4)", reads="x" * 1000)[0] == 4


def test_a_program_that_stays_is_ended() -> None:
    code, _, ended = run("import threading; threading.Event().wait(60)", limit_s=0.3)
    assert ended
    assert code


def test_what_is_not_wanted_any_more_is_ended_and_nothing_starts_after_the_end() -> None:
    runner = Runner()
    job = Job((sys.executable, "-c", "import threading; threading.Event().wait(60)"))
    assert runner.run(job, 20.0, lambda: False).code
    runner.close()
    with pytest.raises(OSError, match="closed"):
        runner.run(job, 20.0)
