"""A sound as a value: one channel of 16-bit samples and their rate. No numpy in here.

Lengths are seconds, levels are factors (1.0 leaves a sound as it is), and what would pass
the largest sample is cut off there.
"""

from __future__ import annotations

import io
import sys
import wave
from array import array
from collections.abc import Iterable
from dataclasses import dataclass

RATE = 24_000
"""Samples a second of all that is made here; the voice of the extra has the same."""

MOST = 32_767
LEAST = -32_768
_EDGE_S = 0.008
_QUIET = 330
"""About 40 dB under full: what is softer at a voice's ends counts as silence."""


class BadSound(Exception):
    """Bytes that are no sound this program can read."""


@dataclass(frozen=True)
class Sound:
    """Samples (16 bit, one channel) at `rate` a second. Nobody changes `samples`."""

    samples: array[int]
    rate: int = RATE

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / self.rate

    @property
    def peak(self) -> int:
        """The largest sample, its sign left out; 0 for silence."""
        return max(map(abs, self.samples), default=0)


def sound_of(values: Iterable[float], rate: int = RATE) -> Sound:
    """A sound from samples of any size, rounded and cut off at the limits."""
    whole = (int(value) for value in values)
    return Sound(array("h", (min(MOST, max(LEAST, value)) for value in whole)), rate)


def silence(seconds: float, rate: int = RATE) -> Sound:
    """Nothing to hear for that long."""
    return Sound(array("h", bytes(2 * max(0, round(seconds * rate)))), rate)


def joined(sounds: Iterable[Sound], rate: int = RATE) -> Sound:
    """One after the other, all at `rate`."""
    out = array("h")
    for sound in sounds:
        out.extend(resampled(sound, rate).samples)
    return Sound(out, rate)


def gain(sound: Sound, factor: float) -> Sound:
    """Louder or softer."""
    if factor == 1.0:
        return sound
    if sound.peak * abs(factor) <= MOST:
        return _scaled(sound, factor)
    return sound_of((value * factor for value in sound.samples), sound.rate)


def faded(sound: Sound, seconds: float = _EDGE_S) -> Sound:
    """Soft at both ends, so that nothing clicks."""
    out = array("h", sound.samples)
    count = min(round(seconds * sound.rate), len(out) // 2)
    for place in range(count):
        out[place] = int(out[place] * place / count)
        out[-1 - place] = int(out[-1 - place] * place / count)
    return Sound(out, sound.rate)


def mixed(first: Sound, second: Sound, at_s: float = 0.0) -> Sound:
    """Both at once, the second `at_s` seconds (0 or more) after the first began."""
    second = resampled(second, first.rate)
    start = round(at_s * first.rate)
    length = max(len(first.samples), start + len(second.samples))
    out = array("h", first.samples)
    out.extend(array("h", bytes(2 * (length - len(out)))))
    for place, value in enumerate(second.samples, start):
        out[place] = min(MOST, max(LEAST, out[place] + value))
    return Sound(out, first.rate)


def resampled(sound: Sound, rate: int) -> Sound:
    """The same at another rate, by straight lines between samples: enough for speech."""
    if sound.rate == rate or not sound.samples:
        return Sound(sound.samples, rate)
    old, last = sound.samples, len(sound.samples) - 1
    step = sound.rate / rate
    places = (min(number * step, last) for number in range(round(len(old) / step)))
    return sound_of((_between(old, place, last) for place in places), rate)


def _between(samples: array[int], place: float, last: int) -> float:
    left = int(place)
    right = min(left + 1, last)
    return samples[left] + (samples[right] - samples[left]) * (place - left)


def trimmed(sound: Sound, keep_s: float = 0.015) -> Sound:
    """Without the silence a voice leaves at its ends, but for `keep_s` of it: what is said
    at a moment must be heard at that moment."""
    samples, keep = sound.samples, round(keep_s * sound.rate)
    first = next((n for n, v in enumerate(samples) if abs(v) > _QUIET), None)
    if first is None:
        return Sound(array("h"), sound.rate)
    last = next(n for n in range(len(samples) - 1, -1, -1) if abs(samples[n]) > _QUIET)
    return Sound(samples[max(0, first - keep) : last + 1 + 4 * keep], sound.rate)


def levelled(sound: Sound, peak: float = 0.6) -> Sound:
    """As loud as every other: its largest sample is `peak` (0 to 1) of the most there is."""
    highest = sound.peak
    return _scaled(sound, peak * MOST / highest) if highest else sound


def _scaled(sound: Sound, factor: float) -> Sound:
    """Where nothing has to be cut off; five times as quick."""
    return Sound(array("h", map(int, map(factor.__mul__, sound.samples))), sound.rate)


def wav_bytes(sound: Sound) -> bytes:
    """The sound as a WAV file."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(sound.rate)
        file.writeframes(little(sound.samples))
    return out.getvalue()


def little(samples: array[int]) -> bytes:
    """The samples as bytes, the small end first, as WAV files have them."""
    if sys.byteorder == "little":
        return samples.tobytes()
    turned = array("h", samples)
    turned.byteswap()
    return turned.tobytes()


def from_little(raw: bytes) -> array[int]:
    """Samples from bytes with the small end first; half a sample at the end is left out."""
    samples = array("h", raw[: len(raw) // 2 * 2])
    if sys.byteorder == "big":
        samples.byteswap()
    return samples


def from_wav(raw: bytes) -> Sound:
    """A sound from a WAV file of 16-bit samples; of more channels the first is taken. Raises
    `BadSound`. The lengths in the header are not believed: a program that writes to a pipe
    cannot know them."""
    try:
        with wave.open(io.BytesIO(raw), "rb") as file:
            channels, width, rate = file.getparams()[:3]
            samples = from_little(file.readframes(len(raw)))
    except (wave.Error, EOFError, RuntimeError) as error:
        raise BadSound(str(error)) from error
    if width != 2 or not 4_000 <= rate <= 192_000:
        raise BadSound(f"{width * 8} bits at {rate}")
    return Sound(samples[::channels], rate)
