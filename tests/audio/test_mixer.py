"""The mixer: newest wins, words wait for tones, silence comes at once and without a click."""

from array import array
from itertools import pairwise

from sciacoach.audio.mixer import Channel, Mixer
from sciacoach.audio.sound import RATE, Sound

PIECE = 240


def steady(value: int, samples: int) -> Sound:
    return Sound(array("h", [value] * samples))


class Played:
    """A mixer, what it told, and what it gave."""

    def __init__(self) -> None:
        self.told: list[tuple[str, int]] = []
        self.mixer = Mixer(lambda what, number: self.told.append((what, number)))
        self.out = array("h")

    def take(self, pieces: int = 1) -> array:  # type: ignore[type-arg]
        part = array("h")
        for _ in range(pieces):
            part.frombytes(self.mixer.take(PIECE))
        self.out.extend(part)
        return part


def test_nothing_is_silence_of_the_right_length() -> None:
    assert Played().take(3) == array("h", bytes(2 * 3 * PIECE))


def test_a_sound_begins_with_the_next_sample_and_tells_both_ends() -> None:
    played = Played()
    played.mixer.play(Channel.WORDS, steady(900, 300), 7)
    part = played.take(2)
    assert list(part) == [900] * 300 + [0] * 180
    assert played.told == [("sounded", 7), ("done", 7)]


def test_newer_words_take_the_place_of_older_ones() -> None:
    played = Played()
    played.mixer.play(Channel.WORDS, steady(9000, 24_000), 1)
    played.take()
    played.mixer.play(Channel.WORDS, steady(-9000, 2_400), 2)
    played.take(40)
    assert played.told == [("sounded", 1), ("sounded", 2), ("done", 2)]
    assert played.out[PIECE + 400] == -9000


def test_hush_is_silent_within_eight_milliseconds() -> None:
    played = Played()
    for number, channel in enumerate(Channel):
        played.mixer.play(channel, steady(9000, 24_000), number)
    played.take(2)
    played.mixer.hush()
    after = played.take(4)
    assert not any(after[RATE * 8 // 1000 + 1 :])
    assert max(abs(b - a) for a, b in pairwise(after[:190])) < 500
    assert played.take() == array("h", bytes(2 * PIECE))


def test_a_hush_before_the_first_sample_leaves_nothing() -> None:
    played = Played()
    played.mixer.play(Channel.WORDS, steady(9000, 2400), 1)
    played.mixer.hush()
    assert not any(played.take(3))
    assert played.told == []


def test_words_wait_for_a_tone_to_end() -> None:
    played = Played()
    played.mixer.play(Channel.TONES, steady(100, 480), 1)
    played.mixer.play(Channel.WORDS, steady(900, 480), 2)
    assert set(played.take(2)) == {100}
    assert played.told == [("sounded", 1), ("done", 1)]
    played.take(3)
    assert 900 in played.out
    assert played.told[-1] == ("done", 2)


def test_words_are_softer_under_a_tone_and_come_back_gently() -> None:
    played = Played()
    played.mixer.play(Channel.WORDS, steady(10_000, 4_800), 1)
    played.take(2)
    played.mixer.play(Channel.TONES, steady(0, 720), 2)
    played.take(8)
    assert min(played.out[: 9 * PIECE]) == 3_500
    assert max(abs(b - a) for a, b in pairwise(played.out[: 9 * PIECE])) < 60
    assert played.out[9 * PIECE] == 10_000


def test_two_loud_sounds_never_wrap_around() -> None:
    played = Played()
    played.mixer.play(Channel.WORDS, steady(30_000, 4_800), 1)
    played.take()
    played.mixer.play(Channel.TONES, steady(30_000, 2_400), 2)
    assert min(played.take(4)) > 0


def test_another_rate_is_brought_to_the_common_one() -> None:
    played = Played()
    played.mixer.play(Channel.WORDS, Sound(array("h", [500] * 120), 12_000), 1)
    assert list(played.take()) == [500] * 240


def test_a_sound_in_pieces_goes_on_where_it_ended_and_is_done_once() -> None:
    played = Played()
    played.mixer.play(Channel.WORDS, steady(900, 300), 7, more=True)
    played.take(2)
    assert played.told == [("sounded", 7)]
    assert not any(played.take())  # the next piece is not there yet
    played.mixer.play(Channel.WORDS, steady(500, 240), 7)
    assert set(played.take()) == {500}
    assert played.told == [("sounded", 7), ("done", 7)]


def test_other_words_take_the_place_of_a_sound_that_waits_for_its_rest() -> None:
    played = Played()
    played.mixer.play(Channel.WORDS, steady(900, 240), 7, more=True)
    played.take()
    played.mixer.play(Channel.WORDS, steady(500, 240), 8)
    assert set(played.take()) == {500}
    assert ("done", 7) not in played.told


def test_a_sound_that_gets_no_rest_is_done() -> None:
    played = Played()
    played.mixer.play(Channel.WORDS, steady(900, 240), 7, more=True)
    played.take()
    played.mixer.play(Channel.WORDS, steady(0, 0), 7)
    played.take()
    assert played.told == [("sounded", 7), ("done", 7)]
