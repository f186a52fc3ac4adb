"""Whether a session is spoken and sounded: options before preferences, and never over a
screen reader."""

import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from start_kit import player_in

from fakes import FakeClock
from sciacoach.audio.ladder import Environment, Rung, ladder
from sciacoach.audio.messages import setup
from sciacoach.audio.process import Child
from sciacoach.cli.doctor_heard import keep_heard
from sciacoach.cli.sounding import Sounds, Wish, choice, heard_before, wish
from sciacoach.cli.start import StartOptions
from sciacoach.cli.world import World
from sciacoach.settings import Settings

OPTIONS = StartOptions(
    None, None, None, None, None, None, None, False, None, None, False, False
)  # fmt: skip


@pytest.fixture(autouse=True)
def a_player(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    player_in(tmp_path, monkeypatch)


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def world(env: Mapping[str, str] | None = None, *, terminal: bool = True) -> World:
    make = Terminal if terminal else io.StringIO
    return World(make(), make(), io.StringIO(), env or {}, FakeClock())


def test_a_live_session_on_a_terminal_is_spoken_and_sounded() -> None:
    assert wish(world(), OPTIONS, Settings()) == Wish("auto", True)


@pytest.mark.parametrize("env", [{"ACCESSIBLE": "1"}, {"TERM": "dumb"}])
def test_beside_a_screen_reader_there_are_tones_alone_until_asked(env: dict[str, str]) -> None:
    assert wish(world(env), OPTIONS, Settings()) == Wish("none", True)
    assert wish(world(env), OPTIONS, Settings(voice="espeak-ng")).voice == "espeak-ng"
    assert wish(world(env), replace(OPTIONS, voice=True), Settings()).voice == "auto"


def test_what_is_piped_and_a_rehearsal_are_silent_until_asked() -> None:
    rehearsal = replace(OPTIONS, speed=20.0)
    assert not wish(world(terminal=False), OPTIONS, Settings(voice="auto")).anything
    assert not wish(world(), rehearsal, Settings(voice="auto")).anything
    asked = replace(rehearsal, voice=True, sound=True)
    assert wish(world(terminal=False), asked, Settings()) == Wish("auto", True)


def test_an_option_goes_before_a_preference() -> None:
    quiet = Settings(voice="none", sound=False)
    assert wish(world(), OPTIONS, quiet) == Wish("none", False)
    assert wish(world(), replace(OPTIONS, voice=True, sound=True), quiet) == Wish("auto", True)
    loud = Settings(voice="hibari")
    assert wish(world(), replace(OPTIONS, voice=False, sound=False), loud) == Wish("none", False)


def test_the_voice_sounds_as_it_was_set() -> None:
    wished = choice(Settings(rate=1.5, volume=0.4, voice_name="Anna"), "system")
    assert (wished.rate, wished.volume, wished.name, wished.voice) == (1.5, 0.4, "Anna", "system")


def test_a_voice_that_was_not_heard_in_the_doctor_does_not_speak_in_a_session(
    tmp_path: Path,
) -> None:
    there = replace(world(), env={"SCIACOACH_HOME": str(tmp_path)})
    assert heard_before(there, choice(Settings(), "auto")).unheard == frozenset()
    answers = {Rung.HIBARI: False, Rung.ESPEAK_NG: True}
    keep_heard(there.paths, answers, FakeClock().now())
    wished = heard_before(there, choice(Settings(), "auto"))
    assert wished.unheard == {Rung.HIBARI}
    machine = Environment("linux", frozenset({"espeak-ng"}), frozenset({"hibari", "miniaudio"}))
    assert ladder(wished, machine)[0] is Rung.ESPEAK_NG


def test_a_session_begins_without_the_voices_that_were_not_heard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = Environment("linux", frozenset({"espeak-ng", "aplay"}), frozenset({"hibari"}))
    monkeypatch.setattr("sciacoach.audio.probing.environment", lambda: machine)
    setups: list[bytes] = []

    class Scribe:
        def write(self, raw: bytes) -> int:
            setups.append(raw)
            return len(raw)

        def read(self, within_s: float = 0.0) -> bytes:
            return b""

        def end(self) -> None: ...

        def close(self, within_s: float) -> None: ...

    there = replace(world(), env={"SCIACOACH_HOME": str(tmp_path)}, spawn=Scribe)
    keep_heard(there.paths, {Rung.HIBARI: False}, FakeClock().now())
    Sounds(there, OPTIONS, Settings()).begin()
    begun = setup(setups[0])
    assert begun.rungs == ("espeak-ng", "pack")
    assert begun.ahead


def test_nothing_begins_to_speak_where_there_is_nothing_to_hear() -> None:
    sounds = Sounds(world(), OPTIONS, Settings())
    assert sounds.heard("en") is None
    sounds.close()


def test_a_child_that_cannot_be_begun_is_no_reason_not_to_start() -> None:
    def broken() -> Child:
        raise OSError("no")

    there = replace(world(), spawn=broken)
    sounds = Sounds(there, OPTIONS, Settings(speak_time_left=30))
    found = sounds.heard("de")
    assert found is not None
    assert (found.wanted.every_s, found.wanted.language) == (30.0, "de")
    sounds.close()


def test_questions_are_read_aloud_only_for_who_asked_for_it() -> None:
    began: list[str] = []

    def spawn() -> Child:
        began.append("child")
        raise OSError("no")

    there = replace(world(), spawn=spawn)
    assert Sounds(there, OPTIONS, Settings()).reader() is None
    asked = Settings(speak_questions=True)
    assert Sounds(replace(there, stdin=io.StringIO()), OPTIONS, asked).reader() is None
    assert Sounds(there, OPTIONS, replace(asked, voice="none")).reader() is None
    assert began == []
    assert Sounds(there, OPTIONS, asked).reader() is not None
    assert began == ["child"]
