"""The extra for real: its voice, and miniaudio playing on a sound card that is not there.

Without the extra these tests are skipped, and say so.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from audio_kit import CLOCK, until

from sciacoach.audio.engines import Unspeakable
from sciacoach.audio.engines.hibari import HibariEngine
from sciacoach.audio.messages import Setup
from sciacoach.audio.mixer import Channel
from sciacoach.audio.players import DevicePlayer, NoPlayer
from sciacoach.audio.process import spawn
from sciacoach.audio.speaker import Speaker
from sciacoach.audio.tones import Tone, tone

WITHOUT = "the extra [voice] is not installed: pip install 'sciacoach[voice]'"
pytest.importorskip("miniaudio", reason=WITHOUT)
pytest.importorskip("hibari", reason=WITHOUT)


@pytest.fixture
def speaker() -> Iterator[Speaker]:
    setup = Setup(rungs=("hibari", "pack"), players=("miniaudio",), null=True, late_s=10)
    made = Speaker(setup, spawn, CLOCK.mono)
    yield made
    made.close()


def test_the_voice_speaks_on_the_sound_card(speaker: Speaker) -> None:
    told = until(speaker, speaker.say("Hold still."), "done")
    assert [report.what for report in told] == ["sounded", "done"]
    assert (speaker.rung, speaker.player, speaker.troubles()) == ("hibari", "miniaudio", [])


def test_a_prepared_cue_sounds_each_time_it_is_asked_for(speaker: Speaker) -> None:
    speaker.prepare(["Three."])
    until(speaker, speaker.say("Warm."), "done")
    for _ in range(3):
        number = speaker.say("Three.")
        until(speaker, number, "sounded")
        until(speaker, number, "done")


def test_a_card_ticks_on_beside_tones_and_is_stopped_without_trouble(speaker: Speaker) -> None:
    assert speaker.ticks([n / 20 for n in range(40)])
    until(speaker, speaker.tone(Tone.HALF), "done")
    assert speaker.ticks([])
    until(speaker, speaker.tone(Tone.END), "done")
    assert (speaker.player, speaker.troubles()) == ("miniaudio", [])


def test_a_tone_lasts_as_long_on_the_card_as_it_is(speaker: Speaker) -> None:
    number = speaker.tone(Tone.END)
    until(speaker, number, "sounded")
    began = CLOCK.mono()
    until(speaker, number, "done")
    assert CLOCK.mono() - began > tone(Tone.END).seconds - 0.15


def test_hush_reaches_the_card(speaker: Speaker) -> None:
    number = speaker.say("These words go on for quite a long while, longer than we listen.")
    until(speaker, number, "sounded")
    speaker.hush()
    assert [r for r in speaker.listen(0.6) if r.what == "done"] == []


def test_a_player_closes_and_can_be_made_again() -> None:
    told: list[tuple[str, int]] = []
    for number in (1, 2):
        player = DevicePlayer(lambda *some: told.append(some), null=True)
        player.play(Channel.TONES, tone(Tone.LAST), number)
        CLOCK.sleep(0.25)
        player.hush()
        player.close()
    assert told == [("sounded", 1), ("done", 1), ("sounded", 2), ("done", 2)]


def test_no_sound_card_is_told_and_nothing_is_faked(capfd: pytest.CaptureFixture[str]) -> None:
    if any(Path("/proc/asound").glob("card*")):
        pytest.skip("there is a sound card here")
    with pytest.raises(NoPlayer):
        DevicePlayer(lambda *_: None)
    capfd.readouterr()  # the sound library complains; in the child this goes to nowhere


def test_the_same_words_sound_the_same() -> None:
    voice = HibariEngine()
    one, two = voice.sound("Left side."), voice.sound("Left side.")
    assert one.samples == two.samples
    assert 0.4 < one.seconds < 1.5
    slow = HibariEngine(rate=0.7).sound("Left side.")
    assert slow.seconds > one.seconds * 1.2
    with pytest.raises(Unspeakable):
        voice.sound("")


def test_a_voice_that_would_have_to_be_fetched_is_not_named() -> None:
    assert HibariEngine().named
    assert not HibariEngine("no such voice").named
    assert HibariEngine("no such voice").sound("Yes.").samples


def test_the_child_uses_hardly_any_processor_while_nothing_sounds(speaker: Speaker) -> None:
    until(speaker, speaker.say("One."), "done")
    child = speaker._child
    ticks = Path(f"/proc/{child._process.pid}/stat")  # type: ignore[union-attr]
    if not ticks.exists():
        pytest.skip("no /proc here")

    def used() -> int:
        fields = ticks.read_text().rsplit(")", 1)[1].split()
        return int(fields[11]) + int(fields[12])

    before = used()
    CLOCK.sleep(1.0)
    assert used() - before <= 12  # hundredths of a second


def test_a_card_that_stops_by_itself_is_told_as_lost_and_one_that_is_closed_is_not() -> None:
    told: list[tuple[str, int]] = []
    player = DevicePlayer(lambda *one: told.append(one), null=True)
    player._device.stop()
    assert told == [("lost", 0)]
    player.close()
    DevicePlayer(lambda *one: told.append(one), null=True).close()
    assert told == [("lost", 0)]
