"""The recorded pack: whole, small, and never half of a sentence."""

import json
import runpy
from array import array
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciacoach import data
from sciacoach.audio import pack
from sciacoach.audio.engines import Unspeakable
from sciacoach.audio.engines.recorded import PackEngine
from sciacoach.audio.ima import decoded, encoded
from sciacoach.audio.sound import Sound, sound_of
from sciacoach.audio.tones import Tone, tone
from sciacoach.session.words import word

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "src" / "sciacoach" / "data"
make_pack = runpy.run_path(str(ROOT / "tools" / "make_pack.py"))


def test_the_pack_holds_every_sentence_and_no_other() -> None:
    size = sum(path.stat().st_size for path in (DATA / "pack").iterdir())
    assert make_pack["faults"](data.json_file(pack.INDEX), size) == []
    assert make_pack["main"](["--check"]) == 0


def test_what_is_missing_needless_or_too_large_is_told() -> None:
    index = {"cues": [{"text": t} for t in pack.wanted()[1:]] + [{"text": "Dance."}]}
    assert make_pack["faults"](index, 700_000) == [
        f"missing: {pack.wanted()[0]}",
        "needless: Dance.",
        "too large: 700000 bytes",
    ]


def test_every_stop_rule_can_be_heard_whole() -> None:
    rules = data.json_file("stop_rules.json")["rules"]
    for name, rule in rules.items():
        for key in ("says", "second", "third", "recheck", "ask", "confirm"):
            if key in rule and name != "D6":  # it looks at two sessions, when one is over
                assert pack.known(rule[key]) == pack.sentences(rule[key])


def test_what_a_rule_says_with_its_question_and_what_comes_first_is_heard_whole() -> None:
    rules, off = data.json_file("stop_rules.json"), word("come_off")
    alarm = rules["rules"]["D1"]
    for text in (f"{off} {alarm['says']} {alarm['confirm']}", f"{off} {rules['panic'][0]['ask']}"):
        assert pack.known(text) == pack.sentences(text)


@pytest.mark.parametrize("text", pack.wanted())
def test_each_recording_has_words_in_it(text: str) -> None:
    sound = pack.recorded(text)
    assert sound
    assert 0.2 < sound.seconds < 5
    assert sound.peak > 12_000
    assert len(text.split()) / sound.seconds < 7


def test_sentences_are_told_apart() -> None:
    assert pack.sentences("Stop. Is it numb? Yes or no") == ("Stop.", "Is it numb?", "Yes or no.")
    assert pack.sentences("  ") == ()


def test_half_a_text_is_not_spoken_but_the_side_is() -> None:
    assert pack.known("Do not stand up. Stop.") == ()
    assert pack.known("Slow search. Left side.") == ("Left side.",)
    assert pack.recorded("Slow search.") is None
    with_key = f"Any change in the leg? {word('check_hands_free')}"
    assert pack.known(with_key) == (word("check_hands_free"),)
    with pytest.raises(Unspeakable):
        PackEngine().sound("Slow search.")


def test_the_pack_speaks_one_language() -> None:
    assert PackEngine().speaks("en-GB")
    assert not PackEngine().speaks("de")


def test_the_licence_stands_beside_it() -> None:
    assert "Apache License 2.0" in (DATA / "pack" / "NOTICE.md").read_text(encoding="utf-8")


def test_a_pack_is_made_from_any_voice() -> None:
    text, body = make_pack["made"](("One.", "Two."), lambda _text: tone(Tone.END))
    index = json.loads(text)
    assert [cue["text"] for cue in index["cues"]] == ["One.", "Two."]
    assert sum(cue["bytes"] for cue in index["cues"]) == len(body)


@given(st.lists(st.integers(-32768, 32767), max_size=200))
def test_any_samples_survive_the_codec_as_so_many(values: list[int]) -> None:
    back = decoded(encoded(array("h", values)))
    assert len(back) in (len(values), len(values) + 1)


def test_a_smooth_sound_comes_back_nearly_as_it_was() -> None:
    sound = tone(Tone.REST)
    back = decoded(encoded(sound.samples))
    off = sum(abs(a - b) for a, b in zip(sound.samples, back, strict=False)) / len(back)
    assert off < 400


def test_pitches_that_the_pack_cannot_hold_are_taken_out() -> None:
    high = sound_of([(-1) ** n * 9000 for n in range(2400)])
    low: Sound = make_pack["lowered"](high)
    assert low.samples[200:-200] == array("h", bytes(2 * 2000))
