"""What plays: the sound card itself, or a program of the machine that plays a file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Sequence
from importlib import import_module
from itertools import count
from pathlib import Path
from threading import Lock, Thread
from typing import Any, Protocol

from sciacoach.audio.ladder import DEVICE, WINSOUND
from sciacoach.audio.mixer import Channel, Mixer, Told
from sciacoach.audio.running import Job, Runner
from sciacoach.audio.sound import RATE, Sound, wav_bytes

PERIOD_MS = 10
"""The sound card asks for this much at a time: half of what a first sound may wait for."""

_LONGEST_S = 120.0
_TONE_WAIT_S = 1.5


class NoPlayer(Exception):
    """Nothing can be played with this."""


class Player(Protocol):
    """Plays words and tones, and tells `sounded`, `done` or `lost` with their number."""

    @property
    def streams(self) -> bool:
        """Whether a sound can begin before it is whole."""
        ...

    def play(self, channel: Channel, sound: Sound, number: int, *, more: bool = False) -> None:
        """Let the sound begin; a sound of the same channel makes room for it. `more`: what
        comes under the same number goes on after it; only where it `streams`."""
        ...

    def ticks(self, tick: Sound, at_s: Sequence[float]) -> None:
        """Tick so many seconds from now, under all else, in the place of what was to tick; at
        no time: stop. Nothing ticks where sounds cannot be mixed."""
        ...

    def hush(self) -> None:
        """Silence, at once, and no more ticks."""
        ...

    def close(self) -> None:
        """The end."""
        ...


class DevicePlayer:
    """The sound card, through miniaudio. It runs all the time, for a card that has to wake up
    swallows the first half second. When it stops by itself, headphones were pulled."""

    streams = True

    def __init__(self, told: Told, *, null: bool = False) -> None:
        """Raises `NoPlayer` where there is no sound card. `null`: play to nobody, in time."""
        self._mixer = Mixer(told)
        try:
            self._device = _device(null)
            feed = self._feed()
            next(feed)
            self._device.stop_callback = lambda: told("lost", 0)
            self._device.start(feed)
        except Exception as error:
            raise NoPlayer(str(error)) from error

    def play(self, channel: Channel, sound: Sound, number: int, *, more: bool = False) -> None:
        """Begins with the card's next question."""
        self._mixer.play(channel, sound, number, more=more)

    def ticks(self, tick: Sound, at_s: Sequence[float]) -> None:
        """Each at its sample."""
        self._mixer.ticks(tick, at_s)

    def hush(self) -> None:
        """Silence, but for 8 ms of fading."""
        self._mixer.hush()

    def close(self) -> None:
        """Without this the interpreter hangs at its end."""
        self._device.stop_callback = None
        self._device.close()

    def _feed(self) -> Generator[bytes, int, None]:
        wanted = yield b""
        while True:
            wanted = yield self._mixer.take(wanted)


def _device(null: bool) -> Any:
    miniaudio = import_module("miniaudio")
    backends = [one for one in miniaudio.Backend if (one.name == "NULL") is null]
    return miniaudio.PlaybackDevice(
        output_format=miniaudio.SampleFormat.SIGNED16,
        nchannels=1,
        sample_rate=RATE,
        buffersize_msec=PERIOD_MS,
        backends=backends,
        app_name="sciacoach",
    )


_PLAY_FILE = "import sys, winsound; winsound.PlaySound(sys.argv[1], winsound.SND_FILENAME)"

ARGUMENTS: dict[str, tuple[str, ...]] = {
    "afplay": ("afplay",),
    "pw-play": ("pw-play",),
    "paplay": ("paplay",),
    "aplay": ("aplay", "-q"),
    "ffplay": ("ffplay", "-nodisp", "-autoexit", "-loglevel", "quiet"),
    WINSOUND: (sys.executable, "-P", "-c", _PLAY_FILE),
}
"""What plays the file that is named after these arguments."""


class ProgramPlayer:
    """A program for each sound. Words wait for a tone that plays; what is new ends what is
    old in its channel."""

    streams = False

    def __init__(self, name: str, told: Told, scratch: Path) -> None:
        """`scratch` is a folder of our own. Raises `NoPlayer` for a name it does not know."""
        if name not in ARGUMENTS:
            raise NoPlayer(name)
        self._argv = ARGUMENTS[name]
        self._told = told
        self._scratch = scratch
        self._files = count()
        self._lock = Lock()
        self._runners = {channel: Runner() for channel in Channel}
        self._threads: dict[Channel, Thread] = {}
        self._newest = dict.fromkeys(Channel, 0)

    def play(self, channel: Channel, sound: Sound, number: int, *, more: bool = False) -> None:
        """Begins as soon as the program has started."""
        assert not more
        before = self._threads.get(Channel.TONES) if channel is Channel.WORDS else None
        with self._lock:
            self._newest[channel] = number
        self._runners[channel].stop()
        thread = Thread(target=self._played, args=(channel, sound, number, before), daemon=True)
        self._threads[channel] = thread
        thread.start()

    def ticks(self, tick: Sound, at_s: Sequence[float]) -> None:
        """None: a program takes longer to start, now more, now less, than a beat may be off."""

    def hush(self) -> None:
        """End what plays."""
        with self._lock:
            self._newest = dict.fromkeys(Channel, 0)
        for runner in self._runners.values():
            runner.stop()

    def close(self) -> None:
        """End what plays; nothing plays any more."""
        self.hush()
        for runner in self._runners.values():
            runner.close()

    def _played(self, channel: Channel, sound: Sound, number: int, before: Thread | None) -> None:
        def wanted() -> bool:
            return self._newest[channel] == number

        if before:
            before.join(_TONE_WAIT_S)
        file = self._scratch / f"{next(self._files)}.wav"
        try:
            file.write_bytes(wav_bytes(sound))
            if wanted():
                self._told("sounded", number)
            job = Job((*self._argv, str(file)))
            ran = self._runners[channel].run(job, _LONGEST_S, wanted)
            if wanted():
                self._told("lost" if ran.code else "done", number)
        except OSError:
            self._told("lost", number)
        finally:
            file.unlink(missing_ok=True)


def player(name: str, told: Told, scratch: Path, *, null: bool = False) -> Player:
    """The player of that name. Raises `NoPlayer`."""
    if name == DEVICE:
        return DevicePlayer(told, null=null)
    return ProgramPlayer(name, told, scratch)


MakePlayer = Callable[[str, Told], Player]
"""Makes the player of a name; may raise `NoPlayer`."""
