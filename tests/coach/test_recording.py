"""Cues become sounds at their times: no two words at once, and none over a boundary."""

from array import array
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sciacoach.audio.sound import RATE, Sound
from sciacoach.audio.tones import TONES, Tone, tone
from sciacoach.coach.cue_list import Cue
from sciacoach.coach.recording import AFTER_TONE_S, BEFORE_NEXT_S, recorded
from sciacoach.faces.heard import Heard


class Talker:
    """A voice that takes a third of a second for each word, and has none for `um`."""

    def words(self, text: str, language: str = "en") -> Sound | None:
        if "um" in text:
            return None
        return Sound(array("h", bytes(2 * (RATE // 3) * len(text.split()))), RATE)

    def unsaid(self, text: str) -> tuple[str, ...]:
        return ("Hm.",) if "Hm." in text else ()

    def tone(self, kind: Tone) -> Sound:
        return tone(kind)


def cue(at: float, *words: str, kind: Tone | None = None) -> Cue:
    return Cue(at, Heard(kind, words))


def test_a_tone_begins_at_its_instant_and_its_words_right_after_it() -> None:
    (one,) = recorded([cue(2.0, "Start.", kind=Tone.START)], Talker(), 10.0)
    first, words = one.placed
    assert first.at_s == 2.0
    assert words.at_s == first.end_s + AFTER_TONE_S
    assert one.left_out == ()


def test_words_give_up_their_last_sentences_where_the_next_cue_comes_too_soon() -> None:
    cues = [cue(0.0, "Lean lightly. Small moves.", "Left side."), cue(1.6, "Start.")]
    first, _ = recorded(cues, Talker(), 10.0)
    assert first.left_out == ("Left side.",)
    assert first.placed[0].end_s <= 1.6 - BEFORE_NEXT_S


def test_words_that_do_not_fit_at_all_or_that_no_voice_has_are_told_as_left_out() -> None:
    cues = [cue(0.0, "One two three."), cue(0.5, "um."), cue(3.0, "Go.")]
    first, second, third = recorded(cues, Talker(), 10.0)
    assert (first.placed, first.left_out) == ((), ("One two three.",))
    assert (second.placed, second.left_out) == ((), ("um.",))
    assert len(third.placed) == 1


def test_the_last_words_have_until_the_end_of_the_file() -> None:
    (one,) = recorded([cue(9.0, "One two. Three four.")], Talker(), 10.0)
    assert one.left_out == ("Three four.",)


def test_what_the_voice_passes_over_in_a_text_is_told_as_left_out() -> None:
    (one,) = recorded([cue(0.0, "Hm. Go. Stay here now.")], Talker(), 1.2)
    assert one.left_out == ("Hm.", "Stay here now.")


TEXTS = ["Go.", "Left side.", "Lean lightly. Breathe.", "um."]
heards = st.builds(
    Heard,
    st.sampled_from([None, *TONES]),
    st.lists(
        st.sampled_from(["Go.", "Left side.", "Lean lightly. Breathe.", "um."]), max_size=3
    ).map(tuple),
)
lists = st.lists(st.tuples(st.floats(0.05, 12.0), heards), min_size=1, max_size=30)


@given(lists)
def test_no_words_overlap_and_none_runs_over_the_next_cue(rows: list[tuple[float, Heard]]) -> None:
    at, cues = 0.0, []
    for gap, what in rows:
        cues.append(Cue(at, what))
        at += gap
    found = list(recorded(cues, Talker(), at))
    words = [
        (cue.placed[-1], until)
        for cue, until in zip(found, [*(c.at for c in cues[1:]), at], strict=True)
        if len(cue.placed) > bool(cue.cue.heard.tone)
    ]
    assert all(one.end_s <= until for one, until in words)
    assert all(a.end_s <= b.at_s for (a, _), (b, _) in pairwise(words))
    for one in found:
        if one.cue.heard.tone:
            assert one.placed[0].at_s == one.cue.at
