"""Ticks at their exact samples, under everything else, and gone when they must be."""

from array import array
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciacoach.audio.mixer import Channel, Mixer
from sciacoach.audio.sound import RATE, Sound
from sciacoach.audio.ticker import SOFT, Ticker
from sciacoach.audio.tones import Tone, tone

TICK = Sound(array("h", [1000] * 300))
PIECE = 240


class Played:
    """A mixer and what it gave."""

    def __init__(self) -> None:
        self.mixer = Mixer(lambda _what, _number: None)
        self.out = array("h")

    def take(self, seconds: float) -> "array[int]":
        part = array("h")
        for _ in range(round(seconds * RATE / PIECE)):
            part.frombytes(self.mixer.take(PIECE))
        self.out.extend(part)
        return part

    def begins(self) -> list[int]:
        """The samples at which something begins."""
        return [n for n, (a, b) in enumerate(pairwise([0, *self.out])) if b and not a]


def steady(value: int, seconds: float) -> Sound:
    return Sound(array("h", [value] * round(seconds * RATE)))


@given(
    st.lists(st.integers(1, 4_000), max_size=8),
    st.lists(st.integers(1, 900), min_size=1, max_size=30),
)
def test_ticks_begin_at_their_samples_in_whatever_pieces_they_are_taken(
    gaps: list[int], pieces: list[int]
) -> None:
    starts = [sum(gaps[: n + 1]) + 300 * n for n in range(len(gaps))]
    ticker = Ticker()
    ticker.begin(TICK, [at / RATE for at in starts])
    wanted = array("h", bytes(2 * (sum(pieces) + 40_000)))
    for at in starts:
        wanted[at : at + 300] = TICK.samples
    taken = array("h")
    for count in pieces:
        part = ticker.take(count, tone=False, words=False)
        assert len(part) <= count
        taken.extend(part)
        taken.extend(array("h", bytes(2 * (count - len(part)))))
    assert taken == wanted[: len(taken)]


def test_the_card_is_given_them_to_the_sample_for_a_whole_step() -> None:
    played = Played()
    ways = [3.0 * n for n in range(1, 19)]
    played.mixer.ticks(tone(Tone.TICK), ways)
    played.take(60)
    for at in ways:
        start = round(at * RATE)
        assert played.out[start : start + 1200] == tone(Tone.TICK).samples
        assert not any(played.out[start - 2400 : start])


def test_a_new_order_takes_the_place_of_the_old_one_and_none_stops_it() -> None:
    played = Played()
    played.mixer.ticks(TICK, [0.1, 0.2, 0.3])
    played.take(0.15)
    played.mixer.ticks(TICK, [0.1, 0.4])
    played.take(0.2)
    played.mixer.ticks(TICK, [])
    played.take(1)
    assert played.begins() == [round(at * RATE) for at in (0.1, 0.25)]


def test_none_begins_while_a_tone_is_heard() -> None:
    played = Played()
    played.mixer.ticks(TICK, [0.05, 0.3])
    played.mixer.play(Channel.TONES, steady(100, 0.2), 1)
    assert set(played.take(0.2)) == {100}
    played.take(0.3)
    assert played.begins() == [0, round(0.3 * RATE)]


def test_over_words_they_are_soft_and_the_words_stay_as_they_are() -> None:
    played = Played()
    played.mixer.ticks(TICK, [0.05, 0.2])
    played.mixer.play(Channel.WORDS, steady(9000, 0.1), 1)
    played.take(0.3)
    place = round(0.05 * RATE)
    assert set(played.out[place : place + 300]) == {9000 + round(1000 * SOFT)}
    assert set(played.out[: place - 1]) == {9000}
    assert max(played.out[round(0.2 * RATE) :]) == 1000


def test_a_hush_takes_them_all_and_the_one_that_sounds_dies_away() -> None:
    played = Played()
    played.mixer.ticks(Sound(array("h", [1000] * 2400)), [0.0, 0.5])
    played.take(0.02)
    played.mixer.hush()
    after = played.take(1)
    assert not any(after[RATE * 8 // 1000 + 1 :])
    assert max(abs(b - a) for a, b in pairwise(after[:190])) < 60


@pytest.mark.parametrize("kind", [one for one in Tone if one is not Tone.TICK])
def test_the_tick_is_shorter_and_far_softer_than_every_other_tone(kind: Tone) -> None:
    assert tone(Tone.TICK).seconds < tone(kind).seconds
    assert tone(Tone.TICK).peak < 0.5 * tone(kind).peak
