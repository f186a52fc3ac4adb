"""The two voices of a live session, mixed as the sound card asks for samples.

Words and tones are two channels. A new sound takes the place of the old one in its channel;
words wait for a tone to end, and are softer while a tone comes over them. Under both go the
ticks of a tempo. Nothing ends with a click: what is cut off dies away within 8 ms.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from threading import Lock

from sciacoach.audio.sound import LEAST, MOST, RATE, Sound, little, resampled
from sciacoach.audio.ticker import Ticker

_TAIL = RATE * 8 // 1000
_DUCKED = 0.35


class Channel(StrEnum):
    """Where a sound plays."""

    WORDS = "words"
    TONES = "tones"


Told = Callable[[str, int], None]
"""Is told `sounded` and `done` with the number of the sound."""


@dataclass
class _Playing:
    samples: array[int]
    number: int
    more: bool
    place: int = 0

    @property
    def left(self) -> int:
        return len(self.samples) - self.place


class Mixer:
    """What plays now; asked from the sound card's thread, told from another."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._lock = Lock()
        self._now: dict[Channel, _Playing] = {}
        self._ticker = Ticker()
        self._tail = array("h")
        self._level = 1.0

    def play(self, channel: Channel, sound: Sound, number: int, *, more: bool = False) -> None:
        """Let this sound begin with the next samples asked for. `more`: it is not whole; what
        comes under the same number goes on after it."""
        samples = resampled(sound, RATE).samples
        with self._lock:
            now = self._now.get(channel)
            if now and now.more and now.number == number:
                now.samples, now.more = now.samples + samples, more
            else:
                self._drop(channel)
                self._now[channel] = _Playing(samples, number, more)

    def ticks(self, tick: Sound, at_s: Iterable[float]) -> None:
        """Tick so many seconds from now, in the place of what was to tick; at no time: stop."""
        tick = resampled(tick, RATE)
        with self._lock:
            self._fade(self._ticker.stop())
            self._ticker.begin(tick, at_s)

    def hush(self) -> None:
        """Silence, at once."""
        with self._lock:
            self._fade(self._ticker.stop())
            for channel in Channel:
                self._drop(channel)

    def take(self, count: int) -> bytes:
        """The next `count` samples."""
        with self._lock:
            under = Channel.TONES in self._now
            tone = self._part(Channel.TONES, count)
            words = self._ducked(self._words(count, under), under)
            ticks = self._ticker.take(count, tone=under, words=bool(words))
            tail, self._tail = self._tail[:count], self._tail[count:]
        parts = [part for part in (tone, words, ticks, tail) if part]
        if len(parts) == 1:
            return little(parts[0]) + bytes(2 * (count - len(parts[0])))
        return little(_sum(parts, count))

    def _words(self, count: int, under: bool) -> array[int]:
        """Words begin when no tone is left."""
        words = self._now.get(Channel.WORDS)
        if words and not words.place and under:
            return array("h")
        return self._part(Channel.WORDS, count)

    def _part(self, channel: Channel, count: int) -> array[int]:
        playing = self._now.get(channel)
        if playing is None:
            return array("h")
        if not playing.place:
            self._told("sounded", playing.number)
        part = playing.samples[playing.place : playing.place + count]
        playing.place += len(part)
        if not playing.left and not playing.more:
            del self._now[channel]
            self._told("done", playing.number)
        return part

    def _ducked(self, part: array[int], under: bool) -> array[int]:
        """The words, softer under a tone; the level glides over one piece."""
        level, wanted = self._level, _DUCKED if under else 1.0
        self._level = wanted
        if level == wanted == 1.0 or not part:
            return part
        step = (wanted - level) / len(part)
        return array("h", (int(v * (level + step * n)) for n, v in enumerate(part)))

    def _drop(self, channel: Channel) -> None:
        playing = self._now.pop(channel, None)
        if playing and playing.place:
            self._fade(playing.samples[playing.place : playing.place + _TAIL])

    def _fade(self, rest: array[int]) -> None:
        """What was cut off dies away."""
        rest = rest[:_TAIL]
        fall = array("h", (int(v * (1 - n / len(rest))) for n, v in enumerate(rest)))
        self._tail = _sum([self._tail, fall], max(len(self._tail), len(fall)))


def _sum(parts: Sequence[array[int]], count: int) -> array[int]:
    out = array("h", bytes(2 * count))
    for part in parts:
        for place, value in enumerate(part):
            out[place] = min(MOST, max(LEAST, out[place] + value))
    return out
