"""A real child process with fake voices that hang, crash and babble: the session goes on."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from audio_kit import CLOCK, Machine, machine, troubles, until, waited

from sciacoach.audio.tones import Tone

__all__ = ["machine"]


def test_words_are_spoken_by_a_program_and_played_by_another(machine: Machine) -> None:
    speaker = machine.speaker("espeak-ng")
    number = speaker.say("Hold still.")
    assert [r.what for r in until(speaker, number, "done")] == ["sounded", "done"]
    assert machine.played()[0].startswith("begins ")
    assert speaker.troubles() == []


def test_every_tone_is_played(machine: Machine) -> None:
    speaker = machine.speaker()
    for kind in Tone:
        until(speaker, speaker.tone(kind), "done")
    assert machine.played().count("ends") == len(Tone)
    assert speaker.say("no voice here") == 0


def test_a_player_that_cannot_mix_does_not_tick(machine: Machine) -> None:
    speaker = machine.speaker()
    assert speaker.ticks([0.0, 0.05, 0.1])
    until(speaker, speaker.tone(Tone.END), "done")
    assert machine.played().count("begins 0.87") == len(machine.played()) / 2 == 1


@pytest.mark.parametrize(
    ("mode", "line"),
    [
        ("dies", "The voice broke off: the voice of espeak-ng. Now: the recorded words."),
        ("babbles", "The voice broke off: the voice of espeak-ng. Now: the recorded words."),
        ("floods", "The voice broke off: the voice of espeak-ng. Now: the recorded words."),
    ],
)
def test_the_next_rung_takes_over(machine: Machine, mode: str, line: str) -> None:
    machine.patch.setenv("FAKE_VOICE", mode)
    speaker = machine.speaker("espeak-ng", "pack")
    until(speaker, speaker.say("Stop."), "sounded")
    assert speaker.rung == "pack"
    until(speaker, speaker.say("Come off."), "sounded")
    assert speaker.troubles() == [line]
    assert speaker.troubles() == []


def test_a_voice_that_hangs_is_dropped_and_a_tone_comes_in_time(machine: Machine) -> None:
    machine.patch.setenv("FAKE_VOICE", "hangs")
    speaker = machine.speaker("espeak-ng", "pack", limit_s=1.0)
    number = speaker.say("Stop.", Tone.PAUSE)
    told = until(speaker, number, "done")
    assert [r.what for r in told] == ["unsaid", "sounded", "done"]
    assert waited(lambda: speaker.listen(0.05) == [] and speaker.rung == "pack")
    until(speaker, speaker.say("Stop."), "sounded")
    first, *rest = speaker.troubles()
    assert first.endswith("the voice of espeak-ng. Now: the recorded words.")
    assert rest == []


def test_a_text_the_voice_cannot_say_costs_only_that_text(machine: Machine) -> None:
    machine.hibari("well")
    speaker = machine.speaker("hibari", "pack")
    number = speaker.say("…")
    assert "unsaid" in [r.what for r in until(speaker, number, "done")]
    until(speaker, speaker.say("Hold still."), "done")
    assert speaker.rung == "hibari"
    assert speaker.troubles() == ["The voice could not say one text. A tone came in its place."]


@pytest.mark.parametrize("mode", ["hangs", "raises", "is missing a file"])
def test_a_model_that_does_not_work_is_left(machine: Machine, mode: str) -> None:
    machine.hibari(mode)
    speaker = machine.speaker("hibari", "espeak-ng", limit_s=3.0)
    for text in ("One.", "Two.", "Three."):
        until(speaker, speaker.say(text), "done", "unsaid")
    assert waited(lambda: speaker.listen(0.05) == [] and speaker.rung == "espeak-ng")
    assert "sounded" in [r.what for r in until(speaker, speaker.say("Four."), "done")]


def test_a_model_that_takes_the_child_with_it_is_left_out_of_the_next_child(
    machine: Machine,
) -> None:
    machine.hibari("dies")
    speaker = machine.speaker("hibari", "espeak-ng")
    speaker.say("One.")
    lines = troubles(speaker)
    assert lines == ["The voice broke off: the voice of the extra. Now: the voice of espeak-ng."]
    until(speaker, speaker.say("Two."), "done")


def test_what_a_model_prints_reaches_nobody(
    machine: Machine, capfd: pytest.CaptureFixture[str]
) -> None:
    machine.hibari("babbles")
    speaker = machine.speaker("hibari")
    told = until(speaker, speaker.say("One."), "done")
    assert [report.what for report in told] == ["sounded", "done"]
    assert speaker.rung == "hibari"
    assert speaker.troubles() == []
    speaker.close()
    assert capfd.readouterr() == ("", "")


def test_a_voice_that_is_not_on_the_machine_is_told_and_never_fetched(machine: Machine) -> None:
    machine.hibari("well")
    speaker = machine.speaker("hibari", name="emma")
    until(speaker, speaker.say("One."), "done")
    assert speaker.troubles() == ["The voice emma is not here. The usual one speaks."]


def test_a_language_nobody_speaks_gives_a_tone_and_one_line(machine: Machine) -> None:
    speaker = machine.speaker("espeak-ng", "pack")
    for _ in range(2):
        number = speaker.say("?", Tone.START, "xx")
        assert "unsaid" in [r.what for r in until(speaker, number, "done")]
    assert speaker.troubles() == ["No voice here speaks the words of this text (xx). Now: tones."]
    until(speaker, speaker.say("Hold still."), "done")


def test_hush_ends_the_words_at_once(machine: Machine) -> None:
    speaker = machine.speaker("espeak-ng")
    number = speaker.say("These words go on for quite a long while, and for longer than that. " * 5)
    until(speaker, number, "sounded")
    assert waited(machine.played)
    speaker.hush()
    CLOCK.sleep(0.3)
    assert machine.played() == [machine.played()[0]]  # it began, and did not come to its end
    until(speaker, speaker.say("Short."), "done")


def test_the_newest_words_win(machine: Machine) -> None:
    speaker = machine.speaker("espeak-ng")
    numbers = [speaker.say(f"Number {n}.") for n in range(20)]
    told = until(speaker, numbers[-1], "done")
    assert {r.number for r in told if r.what == "done"} == {numbers[-1]}


def test_without_a_sound_card_the_bell_is_left(
    machine: Machine, capfd: pytest.CaptureFixture[str]
) -> None:
    machine.patch.setenv("FAKE_PLAYER", "fails")
    speaker = machine.speaker("espeak-ng")
    speaker.tone(Tone.START)
    lines = troubles(speaker)
    assert lines == ["No way to play sound was found. The bell of the terminal rings."]
    assert not speaker.plays
    assert speaker.tone(Tone.START) == 0
    assert capfd.readouterr() == ("", "")
    until(speaker, speaker.say("It speaks by itself."), "done")
    assert "--stdout" not in machine.folder.joinpath("log").read_text().splitlines()[-1]


def test_a_model_without_a_player_is_of_no_use(machine: Machine) -> None:
    machine.hibari("well")
    speaker = machine.speaker("hibari", "pack", players=("paplay",))
    speaker.tone(Tone.START)
    assert len(troubles(speaker)) == 1
    assert (speaker.say("One."), speaker.tone(Tone.END), speaker.rung) == (0, 0, "none")


def test_where_there_is_no_sound_card_the_device_is_passed_over(machine: Machine) -> None:
    speaker = machine.speaker("pack", players=("no such module", "miniaudio", "aplay"))
    if speaker.listen(0.5) == [] and speaker.player == "miniaudio":
        pytest.skip("there is a sound card here")
    until(speaker, speaker.say("Stop."), "done")
    assert speaker.player == "aplay"
    assert speaker.troubles() == []


def test_a_missing_player_leads_to_the_next(machine: Machine) -> None:
    speaker = machine.speaker("espeak-ng", players=("paplay", "aplay"))
    machine.patch.setenv("PATH", "")
    speaker.tone(Tone.START)
    assert waited(lambda: speaker.listen(0.05) == [] and speaker.player == "aplay")
    assert speaker.troubles() == ["The sound stopped. Now: aplay."]


def test_a_child_that_is_killed_is_begun_again(machine: Machine) -> None:
    speaker = machine.speaker()
    until(speaker, speaker.tone(Tone.HALF), "done")
    for _ in range(3):
        assert speaker._child is not None
        speaker._child.end()
        speaker.tone(Tone.HALF)
        speaker.troubles()
    assert not speaker.plays
    assert speaker.tone(Tone.HALF) == 0


def test_a_child_that_stands_still_is_begun_again(machine: Machine) -> None:
    speaker = machine.speaker()
    until(speaker, speaker.tone(Tone.HALF), "done")
    speaker._clock = lambda: CLOCK.mono() * 50  # its patience goes quickly
    child = speaker._child
    os.kill(child._process.pid, signal.SIGSTOP)  # type: ignore[union-attr]
    speaker.tone(Tone.HALF)
    lines = troubles(speaker)
    assert lines == ["The sound stopped and was started again."]
    assert speaker._child is not child


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_the_child_dies_with_its_parent(machine: Machine, how: signal.Signals) -> None:
    program = textwrap.dedent(
        """
        import sys, time
        from dataclasses import replace
        from sciacoach.audio.messages import Setup
        from sciacoach.audio.process import spawn
        from sciacoach.audio.speaker import Speaker
        speaker = Speaker(Setup(rungs=("espeak-ng",), players=("aplay",)), spawn, time.monotonic)
        print(speaker._child._process.pid, flush=True)
        speaker.say("These words go on for quite a long while. " * 8)
        time.sleep(60)
        """
    )
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE)
    assert parent.stdout
    child = int(parent.stdout.readline())
    assert waited(machine.played)
    parent.send_signal(how)
    parent.wait()
    parent.stdout.close()
    assert waited(lambda: not Path(f"/proc/{child}/cmdline").exists() or _is_gone(child), 3)
    CLOCK.sleep(0.2)
    assert "ends" not in machine.played()
    assert not list(machine.folder.glob("sciacoach-*"))  # its scratch folder went too


def _is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z"


@pytest.mark.parametrize("mode", ["well", "hangs", "dies", "babbles", "floods"])
def test_no_call_keeps_the_session(machine: Machine, mode: str) -> None:
    machine.patch.setenv("FAKE_VOICE", mode)
    speaker = machine.speaker("espeak-ng", "pack", limit_s=0.5)
    until(speaker, speaker.tone(Tone.HALF), "done")
    speaker.prepare([f"Text {n}." for n in range(30)])
    spent: list[float] = []
    waits: list[float] = []
    for number in range(200):
        began, worked = CLOCK.mono(), time.thread_time()
        if number % 2:
            speaker.say(f"Say {number}.")
        else:
            speaker.tone(Tone.LAST)
        spent.append(time.thread_time() - worked)
        waits.append(CLOCK.mono() - began)
        speaker.troubles()
        CLOCK.sleep(0.003)
    assert sorted(spent)[190] < 0.001
    assert sorted(waits)[100] < 0.001
    assert max(waits) < 0.45  # other processes may take the processor; no voice is waited for
