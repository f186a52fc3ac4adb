"""A text in pieces: the first is heard while the next is made, and no order is lost."""

from array import array
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from sciacoach.audio import pack
from sciacoach.audio.child import obeyed
from sciacoach.audio.desk import Desk
from sciacoach.audio.engines import Broken, Unspeakable
from sciacoach.audio.messages import Report, Setup
from sciacoach.audio.mixer import Channel, Told
from sciacoach.audio.players import NoPlayer, Player
from sciacoach.audio.sound import RATE, Sound
from sciacoach.audio.speech import BETWEEN_S, Speech, together
from sciacoach.audio.tones import Tone
from sciacoach.audio.worker import Answer

TEXT = "Lean lightly. Small moves. Left side."


def steady(samples: int) -> Sound:
    return Sound(array("h", [900] * samples))


def test_sentences_stand_apart_and_the_last_only_where_more_follow() -> None:
    pause = round(BETWEEN_S * RATE)
    one, two = steady(100), steady(200)
    assert together([one]) is one
    assert len(together([one, two]).samples) == 300 + pause
    assert len(together([one, two], more=True).samples) == 300 + 2 * pause


def test_what_is_made_can_begin_before_the_rest_is() -> None:
    made = {"Lean lightly.": steady(100)}
    speech = Speech(1, "en", Tone.ANNOUNCE, (TEXT,))
    assert speech.cut(splits=True) == ("Lean lightly.", "Small moves.", "Left side.")
    assert speech.next_sound(made.get, streams=False) is None
    first = speech.next_sound(made.get, streams=True)
    assert first
    assert speech.began
    assert speech.next_sound(made.get, streams=True) is None
    made |= {"Small moves.": steady(10), "Left side.": steady(10)}
    rest = speech.next_sound(made.get, streams=True)
    assert rest
    whole = together([steady(100), steady(10), steady(10)])
    assert len(first.samples) + len(rest.samples) == len(whole.samples)
    assert speech.left == ()


def test_another_voice_gets_what_is_left_in_its_own_pieces() -> None:
    speech = Speech(1, "en", Tone.ANNOUNCE, ("Small moves.", "Left side."))
    assert speech.cut(splits=False) == ("Small moves. Left side.",)


class Voice:
    """Is asked when the test says so, never by itself: its thread only waits."""

    own_sound = False
    named = True

    def __init__(self, name: str, *, splits: bool) -> None:
        self.name, self.splits = name, splits
        self.asked: list[str] = []
        self.fails: dict[str, Exception] = {}

    def speaks(self, language: str) -> bool:
        return language == "en"

    def sound(self, text: str) -> Sound:
        self.asked.append(text)
        if text in self.fails:
            raise self.fails[text]
        return steady(240)

    def alone(self) -> bool:
        return False

    def stop(self) -> None: ...


class Card:
    """A player that streams, and remembers."""

    streams = True

    def __init__(self, told: Told) -> None:
        self.told = told
        self.played: list[tuple[str, int, bool]] = []
        self.ticked: list[list[float]] = []

    def play(self, channel: Channel, sound: Sound, number: int, *, more: bool = False) -> None:
        self.played.append((str(channel), number, more))

    def ticks(self, tick: Sound, at_s: Sequence[float]) -> None:
        self.ticked.append(list(at_s))

    def hush(self) -> None: ...

    def close(self) -> None: ...


class Room:
    """A desk whose voices' answers the test hands over."""

    def __init__(
        self, *voices: Voice, ahead: bool = False, players: tuple[str, ...] = ("card",)
    ) -> None:
        self.came: list[Answer | tuple[str, Any]] = []
        self.reports: list[Report] = []
        self.alarms: list[tuple[str, Any]] = []
        self.cards: list[Card] = []
        self.desk = Desk(
            Setup(players=players, ahead=ahead),
            voices,
            self.make,
            self.reports.append,
            self.came.append,
            lambda _seconds, about: self.alarms.append(about),
        )

    def make(self, name: str, told: Told) -> Player:
        if name not in ("card", "miniaudio"):
            raise NoPlayer(name)
        self.card = Card(told)
        self.cards.append(self.card)
        return self.card

    def answers(self, count: int, waited: Callable[[Callable[[], object]], bool]) -> None:
        """Hand over the next answers."""
        for _ in range(count):
            assert waited(lambda: any(isinstance(one, Answer) for one in self.came))
            answer = next(one for one in self.came if isinstance(one, Answer))
            self.came.remove(answer)
            self.desk.answered(answer)

    def told(self, what: str) -> list[str]:
        return [one.detail for one in self.reports if one.what == what]


@pytest.fixture
def waited() -> Callable[[Callable[[], object]], bool]:
    from audio_kit import waited

    return waited


Waited = Callable[[Callable[[], object]], bool]


def test_the_first_sentence_is_played_before_the_others_are_made(waited: Waited) -> None:
    room = Room(Voice("quick", splits=True))
    room.desk.say(7, TEXT, "en", "announce")
    assert room.card.played == []
    room.answers(1, waited)
    assert room.card.played == [("words", 7, True)]
    room.answers(2, waited)
    assert [more for _, _, more in room.card.played] == [True, True, False]
    room.desk.say(8, "Left side. Small moves.", "en", "announce")
    assert room.card.played[-1] == ("words", 8, False)


def test_newer_words_leave_no_sentence_of_the_older_to_be_asked(waited: Waited) -> None:
    voice = Voice("quick", splits=True)
    room = Room(voice)
    room.desk.say(1, "One. " * 30 + TEXT, "en", "announce")
    room.desk.say(2, "Stop.", "en", "announce")
    while ("words", 2, False) not in room.card.played:
        room.answers(1, waited)
    assert not [one for one in room.card.played if one[1] == 1]
    assert "Left side." not in voice.asked


def test_a_sentence_that_cannot_be_said_ends_the_text_with_a_tone(waited: Waited) -> None:
    voice = Voice("quick", splits=True)
    voice.fails["Small moves."] = Unspeakable()
    room = Room(voice)
    room.desk.say(3, TEXT, "en", "start")
    room.answers(2, waited)
    assert room.card.played == [("words", 3, True), ("words", 3, False), ("tones", 3, False)]
    assert room.told("trouble") == ["mute"]


def test_a_voice_that_breaks_on_the_way_leaves_the_rest_to_the_next(waited: Waited) -> None:
    voice, other = Voice("quick", splits=True), Voice("slow", splits=False)
    voice.fails["Small moves."] = Broken()
    room = Room(voice, other)
    room.desk.prepare(["Walk around."], "en")
    room.desk.say(3, TEXT, "en", "start")
    while ("words", 3, False) not in room.card.played:
        room.answers(1, waited)
    assert other.asked[0] == "Small moves. Left side."
    assert room.told("trouble") == ["died"]
    assert waited(lambda: "Walk around." in other.asked)


def test_a_text_to_prepare_is_made_once_whatever_it_shares(waited: Waited) -> None:
    voice = Voice("quick", splits=True)
    room = Room(voice)
    room.desk.prepare(["Lean lightly. Left side.", "Hold still. Left side."], "en")
    room.answers(3, waited)
    assert voice.asked == ["Lean lightly.", "Left side.", "Hold still."]


def test_ahead_the_fixed_cues_are_made_behind_all_others(waited: Waited) -> None:
    voice = Voice("quick", splits=True)
    room = Room(voice, ahead=True)
    room.desk.prepare(["Walk around."], "en")
    room.answers(1 + len(pack.wanted()), waited)
    assert sorted(voice.asked) == sorted(("Walk around.", *pack.wanted()))
    assert voice.asked.index("Walk around.") < 5
    whole = Voice("slow", splits=False)
    Room(whole, ahead=True)
    assert whole.asked == []


def test_when_headphones_are_pulled_the_card_is_opened_again_and_one_line_tells() -> None:
    room = Room(players=("miniaudio", "card"))
    first = room.card
    first.told("lost", 0)
    first.told("lost", 0)  # a card may say so twice
    for what, about in [one for one in room.came if isinstance(one, tuple)]:
        room.desk.rang(what, about)
    assert len(room.cards) == 2
    assert room.told("player") == ["miniaudio", "miniaudio"]
    assert room.told("trouble") == ["player"]
    room.desk.tone(5, "start")
    assert room.card.played == [("tones", 5, False)]


def test_a_card_that_is_lost_again_or_stays_silent_leaves_the_next_player() -> None:
    room = Room(players=("miniaudio", "card"))
    for number in (5, 6):
        room.desk.tone(number, "start")
        room.desk.rang(*room.alarms[-1])
    assert room.told("player") == ["miniaudio", "miniaudio", "card"]
    room.desk.tone(7, "start")
    room.desk.rang("sounded", 7)
    room.desk.rang(*room.alarms[-1])  # it has begun in time
    assert room.told("player")[-1] == "card"
    room.desk.tone(8, "start")
    room.desk.rang(*room.alarms[-1])
    assert room.told("trouble")[-1] == "no_player"


def test_ticks_go_on_under_the_tones_of_a_step_and_end_with_every_other() -> None:
    room = Room()
    for number, kind in enumerate(Tone):
        room.desk.ticks([3.0, 6.0])
        room.card.ticked.clear()
        room.desk.tone(number, kind)
        goes_on = kind in (Tone.START, Tone.HALF, Tone.LAST, Tone.TICK)
        assert room.card.ticked == ([] if goes_on else [[]]), kind


def test_a_tone_that_stands_in_for_words_leaves_the_ticks(waited: Waited) -> None:
    voice = Voice("quick", splits=True)
    voice.fails["Breathe."] = Unspeakable()
    room = Room(voice)
    room.desk.ticks([3.0])
    room.desk.say(1, "Breathe.", "en", "announce")
    room.answers(1, waited)
    assert room.card.played == [("tones", 1, False)]
    assert room.card.ticked == [[3.0]]


def test_an_order_to_tick_reaches_the_player() -> None:
    room = Room()
    assert obeyed(room.desk, {"do": "ticks", "number": 4, "at": [1.5, 4.5]}, room.reports.append)
    assert room.card.ticked == [[1.5, 4.5]]
    assert room.reports[-1] == Report("heard", 4)


def test_without_a_player_nothing_ticks() -> None:
    Room(players=()).desk.ticks([3.0])
