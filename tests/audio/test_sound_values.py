"""Sounds as values: what goes in comes out, and nothing clicks or wraps around."""

import contextlib
import io
import wave
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciacoach.audio.sound import (
    MOST,
    RATE,
    BadSound,
    Sound,
    faded,
    from_wav,
    gain,
    joined,
    levelled,
    mixed,
    resampled,
    silence,
    sound_of,
    trimmed,
    wav_bytes,
)

SAMPLES = st.lists(st.integers(-32768, 32767), max_size=300).map(lambda v: Sound(array("h", v)))


@given(SAMPLES)
def test_a_wav_file_gives_back_the_sound(sound: Sound) -> None:
    back = from_wav(wav_bytes(sound))
    assert back.samples == sound.samples
    assert back.rate == RATE


@given(SAMPLES, SAMPLES, st.floats(0, 0.02))
def test_a_mix_is_as_long_as_both_and_never_wraps(one: Sound, two: Sound, at: float) -> None:
    both = mixed(one, two, at)
    assert len(both.samples) >= max(len(one.samples), len(two.samples))
    start = round(at * RATE)
    for place, value in enumerate(two.samples):
        whole = value + (one.samples[start + place] if start + place < len(one.samples) else 0)
        assert both.samples[start + place] == max(-32768, min(32767, whole))


@given(SAMPLES, st.floats(0, 4))
def test_gain_keeps_the_sign_and_the_limits(sound: Sound, factor: float) -> None:
    for before, after in zip(sound.samples, gain(sound, factor).samples, strict=True):
        assert after == max(-32768, min(32767, int(before * factor)))


def test_a_faded_sound_begins_and_ends_in_silence() -> None:
    sound = faded(Sound(array("h", [20_000] * 2400)))
    assert sound.samples[0] == sound.samples[-1] == 0
    assert sound.samples[1200] == 20_000
    assert max(abs(b - a) for a, b in zip(sound.samples, sound.samples[1:], strict=False)) < 200


@pytest.mark.parametrize("rate", [8_000, 11_025, 22_050, 48_000])
def test_another_rate_keeps_length_and_height(rate: int) -> None:
    ramp = Sound(array("h", range(-4000, 4000)))
    other = resampled(ramp, rate)
    assert other.rate == rate
    assert other.seconds == pytest.approx(ramp.seconds, abs=1 / rate)
    middle = len(other.samples) // 2
    assert abs(other.samples[middle]) < 8000 / len(other.samples) + 2


def test_an_empty_sound_stays_empty() -> None:
    empty = silence(0)
    assert empty.peak == 0
    assert not resampled(empty, 8000).samples
    assert not trimmed(empty).samples
    assert not levelled(empty).samples
    assert faded(empty).seconds == 0


def test_silence_at_the_ends_is_cut() -> None:
    word = sound_of([0] * 4800 + [9000, -9000] * 600 + [0] * 9600)
    cut = trimmed(word)
    assert cut.samples.index(9000) == round(0.015 * RATE)
    assert cut.seconds < 0.15
    assert trimmed(silence(1)).seconds == 0


def test_every_voice_is_made_as_loud_as_the_others() -> None:
    for peak in (500, 9000, 32000):
        assert levelled(Sound(array("h", [peak, -peak])), 0.6).peak == pytest.approx(0.6 * MOST, 1)


def test_joined_sounds_follow_each_other() -> None:
    both = joined([Sound(array("h", [1, 2])), Sound(array("h", [3, 3]), RATE // 2)])
    assert list(both.samples) == [1, 2, 3, 3, 3, 3]


def test_the_first_of_two_channels_is_taken() -> None:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(array("h", [1, 9, 2, 9]).tobytes())
    assert list(from_wav(out.getvalue()).samples) == [1, 2]


def test_a_length_that_a_pipe_could_not_know_is_not_believed() -> None:
    raw = bytearray(wav_bytes(Sound(array("h", [5] * 50))))
    raw[4:8] = raw[40:44] = b"\xff\xff\xff\x7f"
    assert list(from_wav(bytes(raw)).samples) == [5] * 50


@pytest.mark.parametrize(
    "raw", [b"", b"RIFF", b"no sound at all" * 9, wav_bytes(silence(0.1))[:20]]
)
def test_what_is_no_sound_is_refused(raw: bytes) -> None:
    with pytest.raises(BadSound):
        from_wav(raw)


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(raw: bytes) -> None:
    for whole in (raw, wav_bytes(silence(0.001))[:44] + raw):
        with contextlib.suppress(BadSound):
            from_wav(whole)


def test_eight_bits_are_refused() -> None:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8000)
        file.writeframes(b"\x80" * 10)
    with pytest.raises(BadSound):
        from_wav(out.getvalue())
