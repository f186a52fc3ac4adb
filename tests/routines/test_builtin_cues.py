"""What is heard of each built-in routine, from start to end, as a file that a person can read.

`SCIACOACH_WRITE_CUES=1 python -m pytest tests/routines/test_builtin_cues.py` writes them anew.
"""

import os
from itertools import pairwise
from pathlib import Path

import pytest

from people import NOW, past, screened
from sciacoach.audio.tones import tone
from sciacoach.coach.cue_list import Cue, cue_list, sheet
from sciacoach.faces.heard import Listener
from sciacoach.library import Library
from sciacoach.session.fit import Wishes, fit
from sciacoach.session.plan import Fitted

ROUTINES = Path(__file__).resolve().parents[2] / "routines"
GOLDEN = Path(__file__).parent / "cues"
NAMES = sorted(path.stem for path in ROUTINES.glob("*.yaml"))
WORDS_A_SECOND = 2.4
"""A calm voice, 145 words a minute: slower than any of the voices at rate 1."""


def cues_of(name: str, listener: Listener = Listener.HANDS_FREE) -> tuple[Cue, ...]:
    library = Library(ROUTINES, ROUTINES / "none")
    plan = fit(library.load(name), screened(), past(), Wishes(), NOW, lambda _name: None)
    assert isinstance(plan, Fitted)
    return cue_list(plan, listener)


@pytest.mark.parametrize("name", NAMES)
def test_the_cues_of_a_built_in_routine_are_those_of_its_file(name: str) -> None:
    found, golden = sheet(cues_of(name)), GOLDEN / f"{name}.txt"
    if os.environ.get("SCIACOACH_WRITE_CUES"):
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_every_cue_fits_the_time_it_has(name: str) -> None:
    for one, following in pairwise(cues_of(name)):
        needed = len(one.heard.text.split()) / WORDS_A_SECOND
        tone_s = tone(one.heard.tone).seconds if one.heard.tone and needed else 0.0
        assert one.at + tone_s + needed <= following.at, one


@pytest.mark.parametrize("name", NAMES)
def test_a_session_by_ear_says_what_side_how_much_and_the_end(name: str) -> None:
    texts = [cue.heard.text for cue in cues_of(name)]
    assert texts[-1].startswith("That is the end.")
    if any(text.startswith("Start.") for text in texts):
        assert all("of 10." in text for text in texts if text.startswith("Start."))
        assert any("side" in text for text in texts)


def test_a_plan_for_a_file_says_the_time_left_where_it_is_asked_for() -> None:
    library = Library(ROUTINES, ROUTINES / "none")
    plan = fit(library.load("flare-day"), screened(), past(), Wishes(), NOW, lambda _name: None)
    assert isinstance(plan, Fitted)
    texts = [cue.heard.text for cue in cue_list(plan, Listener.FILE, every_s=30.0)]
    assert "30 seconds left." in texts
