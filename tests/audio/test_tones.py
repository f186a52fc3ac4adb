"""Ten tones: soft, short, and each unlike the others."""

import itertools
import math

import pytest

from sciacoach.audio.sound import RATE, Sound
from sciacoach.audio.tones import TONES, Tone, tone


def strength(sound: Sound, hertz: float, start_s: float, seconds: float) -> float:
    """How much of a pitch there is in a part of a sound (one turn of Goertzel)."""
    part = sound.samples[round(start_s * RATE) : round((start_s + seconds) * RATE)]
    real = sum(v * math.cos(2 * math.pi * hertz * n / RATE) for n, v in enumerate(part))
    turned = sum(v * math.sin(2 * math.pi * hertz * n / RATE) for n, v in enumerate(part))
    return math.hypot(real, turned) / max(1, len(part))


@pytest.mark.parametrize("kind", Tone)
def test_a_tone_does_not_click_or_frighten(kind: Tone) -> None:
    sound = tone(kind)
    assert 0.05 <= sound.seconds <= 1.0
    assert sound.peak < 13_000
    assert sound.peak > (3_000 if kind is Tone.TICK else 6_000)
    assert abs(sound.samples[0]) < 50
    assert abs(sound.samples[-1]) < 50
    steps = (abs(b - a) for a, b in itertools.pairwise(sound.samples))
    assert max(steps) < 6_500
    first = sound.samples[: round(0.003 * RATE)]
    assert max(map(abs, first)) < sound.peak / 2


@pytest.mark.parametrize("kind", Tone)
def test_each_note_has_its_pitch(kind: Tone) -> None:
    at = 0.0
    for note in TONES[kind][1]:
        near = strength(tone(kind), note.hertz, at, note.seconds)
        for off in (note.hertz * 0.8, note.hertz * 1.25):
            assert near > 3 * strength(tone(kind), off, at, note.seconds)
        at += note.seconds + note.gap_s


def contour(kind: Tone) -> tuple[object, ...]:
    """What an ear that is busy with something else keeps: number of notes, which way they go."""
    notes = TONES[kind][1]
    ways = tuple((b.hertz > a.hertz) - (b.hertz < a.hertz) for a, b in itertools.pairwise(notes))
    return len(notes), ways


def test_no_two_tones_are_alike() -> None:
    for one, two in itertools.combinations(Tone, 2):
        high = TONES[one][1][0].hertz / TONES[two][1][0].hertz
        octave = high >= 1.7 or high <= 1 / 1.7
        assert contour(one) != contour(two) or octave or TONES[one][0] != TONES[two][0]
        assert tone(one).samples != tone(two).samples


def test_beginnings_rise_and_ends_fall() -> None:
    assert contour(Tone.START) == (2, (1,))
    assert contour(Tone.REST) == (2, (-1,))
    assert contour(Tone.END) == (4, (-1, -1, -1))
