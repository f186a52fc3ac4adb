"""Sounds at their times, written as one WAV file, piece by piece."""

from __future__ import annotations

import wave
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from sciacoach.audio.sound import RATE, Sound, little, mixed, resampled

_PIECE_S = 10.0


@dataclass(frozen=True)
class Placed:
    """A sound and when it begins, in seconds from the start of the file."""

    at_s: float
    sound: Sound

    @property
    def end_s(self) -> float:
        """When it ends."""
        return self.at_s + self.sound.seconds


def write_track(out: BinaryIO, placed: Iterable[Placed], length_s: float) -> float:
    """Write the sounds, mixed where they meet, and silence between; `out` must be seekable.
    The file lasts `length_s` seconds, longer if the last sound does. Gives its length in
    seconds; every sound begins within one sample of its time."""
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        done = 0
        for start, sound in runs(placed):
            done += _silence(file, start - done)
            file.writeframesraw(little(sound.samples))
            done += len(sound.samples)
        done += _silence(file, round(length_s * RATE) - done)
    return done / RATE


def runs(placed: Iterable[Placed]) -> Iterator[tuple[int, Sound]]:
    """Sounds that do not meet, with the sample at which each begins; those that did meet are
    mixed into one."""
    start, held = 0, None
    for one in sorted(placed, key=lambda each: each.at_s):
        at, sound = round(one.at_s * RATE), resampled(one.sound, RATE)
        if held is None or at >= start + len(held.samples):
            if held is not None:
                yield start, held
            start, held = at, sound
        else:
            held = mixed(held, sound, (at - start) / RATE)
    if held is not None:
        yield start, held


def _silence(file: wave.Wave_write, samples: int) -> int:
    left, piece = max(0, samples), round(_PIECE_S * RATE)
    while left:
        some = min(left, piece)
        file.writeframesraw(bytes(2 * some))
        left -= some
    return max(0, samples)
