"""Ten tones, made in code: each is told from the others without thinking.

What tells them apart is said first by direction (rising: something begins; falling: it
ends), then by the number of notes, then by colour. All are soft, between 260 and 1050 Hz,
where most ears are good, and none begins with a knock. The tick of a tempo comes again and
again, so it is the shortest and by far the softest.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from operator import mul

from sciacoach.audio.sound import MOST, RATE, Sound

_TURNS = 8
_ATTACK_S = 0.012
_LEVEL = 0.35
"""Of the loudest there is: softer than the words."""

_TICK_LEVEL = 0.12


class Tone(StrEnum):
    """What a tone tells."""

    ANNOUNCE = "announce"
    START = "start"
    HALF = "half"
    CHANGE = "change"
    LAST = "last"
    REST = "rest"
    PAUSE = "pause"
    WARNING = "warning"
    END = "end"
    TICK = "tick"


AT_WORK = frozenset({Tone.START, Tone.HALF, Tone.LAST, Tone.TICK})
"""Tones of a step that goes on; with every other one it is over, or stands, or must wait."""


@dataclass(frozen=True, slots=True)
class Note:
    """One note: pitch in Hz, length in seconds, silence after it in seconds."""

    hertz: float
    seconds: float
    gap_s: float = 0.0


C4, E4, G4, A4, C5, E5, G5, C6 = 261.6, 329.6, 392.0, 440.0, 523.3, 659.3, 784.0, 1046.5

CHIME, REED, WOOD = (1.0, 0.25, 0.08), (1.0, 0.0, 0.45, 0.0, 0.2), (1.0, 0.0, 0.0, 0.3)
"""Colours: how strong each multiple of the pitch is."""

TONES: Mapping[Tone, tuple[tuple[float, ...], tuple[Note, ...]]] = {
    Tone.ANNOUNCE: (CHIME, (Note(C5, 0.18),)),
    Tone.START: (CHIME, (Note(C5, 0.10), Note(G5, 0.22))),
    Tone.HALF: (WOOD, (Note(G5, 0.07, 0.07), Note(G5, 0.07))),
    Tone.CHANGE: (REED, (Note(C5, 0.12), Note(G4, 0.12), Note(C5, 0.18))),
    Tone.LAST: (WOOD, (Note(C6, 0.09),)),
    Tone.REST: (CHIME, (Note(G5, 0.12), Note(C5, 0.30))),
    Tone.PAUSE: (REED, (Note(A4, 0.16, 0.06), Note(A4, 0.22))),
    Tone.WARNING: (REED, (Note(E4, 0.14, 0.05), Note(E4, 0.14, 0.05), Note(E4, 0.14, 0.05))),
    Tone.END: (CHIME, (Note(C6, 0.14), Note(G5, 0.14), Note(E5, 0.14), Note(C5, 0.45))),
    Tone.TICK: (WOOD, (Note(G4, 0.05),)),
}
"""Each tone's colour and notes."""


@cache
def tone(kind: Tone) -> Sound:
    """The sound of one tone, at the common rate."""
    colour, notes = TONES[kind]
    level = _TICK_LEVEL if kind is Tone.TICK else _LEVEL
    out = array("h")
    for note in notes:
        out.extend(_played(colour, note, level))
        out.extend(array("h", bytes(2 * round(note.gap_s * RATE))))
    return Sound(out)


@cache
def _played(colour: tuple[float, ...], note: Note, level: float) -> array[int]:
    """The note: in within 12 ms, then dying away to nothing."""
    count, attack = round(note.seconds * RATE), round(_ATTACK_S * RATE)
    turns = _turns(colour, note.hertz, level)
    wave = turns * (count // len(turns) + 1)
    out = _whole(map(mul, wave, (at / attack for at in range(attack))))
    fall = [value / (count - attack) for value in turns]
    start = attack % len(turns)
    rest = (fall[start:] + fall[:start]) * (count // len(turns) + 1)
    out.extend(_whole(map(mul, rest, _down(count - attack))))
    return out


def _whole(values: Iterable[float]) -> array[int]:
    """The values as samples. All ten tones are made within 15 ms so: through a list and
    `__trunc__` it takes half the time of `int` one by one."""
    return array("h", list(map(float.__trunc__, values)))


def _down(count: int) -> list[float]:
    """From `count` to 1."""
    ramp = _ramp(round(max(note.seconds for _, notes in TONES.values() for note in notes) * RATE))
    return ramp[len(ramp) - count :]


@cache
def _ramp(count: int) -> list[float]:
    return list(map(float, range(count, 0, -1)))


def _turns(colour: tuple[float, ...], hertz: float, most: float) -> list[float]:
    """A few turns of the wave that fit a whole number of samples, so that it can be repeated
    and its pitch is right within three cents. `most` (0 to 1) is how loud they are."""
    count = round(_TURNS * RATE / hertz)
    turn = 2 * math.pi * _TURNS / count
    parts = [(n * turn, level) for n, level in enumerate(colour, 1) if level]
    raw = [sum(level * math.sin(step * at) for step, level in parts) for at in range(count)]
    scale = MOST * most / max(map(abs, raw))
    return [value * scale for value in raw]
