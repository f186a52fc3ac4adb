"""Words and tones into a file: each at its sample, mixed where they meet."""

import io
import sys
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciacoach.audio.awake import Held, inhibitor, silent, wakeful
from sciacoach.audio.engines import Broken, Unspeakable
from sciacoach.audio.engines.recorded import PackEngine
from sciacoach.audio.ladder import Environment
from sciacoach.audio.sound import RATE, Sound, from_wav
from sciacoach.audio.studio import Studio
from sciacoach.audio.tones import Tone, tone
from sciacoach.audio.track import Placed, write_track


class OwnVoice:
    """A voice that says so many samples a letter, or fails."""

    own_sound = False
    splits = False
    named = True

    def __init__(self, name: str, error: Exception | None = None) -> None:
        self.name = name
        self.asked = 0
        self._error = error

    def speaks(self, language: str) -> bool:
        return language == "en"

    def alone(self) -> bool:
        return False

    def sound(self, text: str) -> Sound:
        self.asked += 1
        if self._error:
            raise self._error
        return Sound(array("h", [1000, -1000] * 10 * len(text)))

    def stop(self) -> None: ...


def test_a_text_is_made_once() -> None:
    voice = OwnVoice("one")
    studio = Studio([voice])
    assert studio.words("Hold still.") is studio.words("Hold still.")
    assert voice.asked == 1
    assert studio.words("Halten.", "de") is None
    assert studio.tone(Tone.END) == tone(Tone.END)


def test_a_voice_that_breaks_is_left_and_one_that_stumbles_is_not() -> None:
    broken, mute = OwnVoice("broken", Broken()), OwnVoice("mute", Unspeakable())
    studio = Studio([broken, mute, PackEngine()])
    assert studio.rung == "broken"
    assert studio.words("Stop.")
    assert studio.words("Come off.")
    assert (broken.asked, mute.asked, studio.lost, studio.rung) == (1, 2, ["broken"], "mute")
    assert Studio([]).rung == "none"
    assert Studio([]).words("Stop.") is None


def written(placed: list[Placed], length_s: float) -> Sound:
    out = io.BytesIO()
    seconds = write_track(out, placed, length_s)
    sound = from_wav(out.getvalue())
    assert sound.seconds == pytest.approx(seconds)
    return sound


@given(
    st.lists(st.tuples(st.floats(0, 3), st.integers(1, 400)), max_size=12),
    st.floats(0, 4),
)
def test_every_sound_stands_at_its_sample(parts: list[tuple[float, int]], length: float) -> None:
    placed = [Placed(at, Sound(array("h", [100] * count))) for at, count in parts]
    sound = written(placed, length)
    whole = [0] * len(sound.samples)
    for at, count in parts:
        for place in range(count):
            whole[round(at * RATE) + place] += 100
    assert list(sound.samples) == whole
    assert len(whole) >= round(length * RATE)


def test_a_long_file_is_written_in_pieces() -> None:
    assert written([Placed(25.0, tone(Tone.END))], 30.0).seconds == pytest.approx(30.0)


@pytest.mark.parametrize(
    ("platform", "programs", "first"),
    [
        ("linux", {"systemd-inhibit", "cat"}, "systemd-inhibit"),
        ("darwin", {"caffeinate", "cat"}, "caffeinate"),
        ("win32", {"powershell"}, "powershell"),
        ("linux", {"cat"}, None),
        ("win32", set(), None),
    ],
)
def test_each_system_has_its_own_way_to_stay_awake(
    platform: str, programs: set[str], first: str | None
) -> None:
    command = inhibitor(Environment(platform, frozenset(programs)))
    assert (command[0] if command else None) == first


def test_staying_awake_ends_with_the_session() -> None:
    machine = Environment("linux", frozenset({"systemd-inhibit", "cat"}))
    reads = (sys.executable, "-c", "import sys; sys.stdin.read()")
    process = silent(reads)
    held = wakeful(machine, lambda _command: process)
    assert process.poll() is None
    held.close()
    held.close()
    assert process.returncode == 0


def test_what_does_not_let_go_is_ended() -> None:
    stays = silent((sys.executable, "-c", "import threading; threading.Event().wait(60)"))
    Held(stays).close()
    assert stays.returncode


def test_where_nothing_keeps_it_awake_nothing_happens() -> None:
    def missing(_command: object) -> None:
        raise OSError

    wakeful(Environment("linux")).close()
    wakeful(Environment("darwin", frozenset({"caffeinate", "cat"})), missing).close()  # type: ignore[arg-type]
