"""The ticks of a plan in its cue list, on its sheet, and among the sounds of a file."""

from array import array

from people import plan, press, quiet, routine
from sciacoach.audio.sound import RATE, Sound
from sciacoach.audio.ticker import SOFT
from sciacoach.audio.tones import Tone, tone
from sciacoach.coach.cue_list import cue_list, sheet
from sciacoach.coach.recording import recorded, ticking

PLAN = plan(routine([press(for_=30, tempo=4), quiet("rest", 40), press("hold", for_=20)]))
WHOLE = (4, 8, 12, 16, 20, 24)


class Studio:
    """Every text takes a second and a half."""

    def words(self, text: str, language: str = "en") -> Sound | None:
        return Sound(array("h", [900] * round(1.5 * RATE)))

    def unsaid(self, text: str) -> tuple[str, ...]:
        return ()

    def tone(self, kind: Tone) -> Sound:
        return tone(kind)


def test_the_start_of_a_step_that_moves_has_its_ticks_and_no_other_cue_has() -> None:
    ticking = [cue for cue in cue_list(PLAN) if cue.ticks]
    assert [(cue.at, cue.tempo, cue.ticks) for cue in ticking] == [
        (10.0, 4.0, WHOLE),
        (50.0, 4.0, WHOLE),
    ]
    assert {cue.heard.tone for cue in ticking} == {Tone.START}


def test_the_sheet_has_one_line_for_all_ticks_of_a_step() -> None:
    rows = sheet(cue_list(PLAN)).splitlines()
    assert [row for row in rows if "tick" in row] == [
        "  0:10.0  tick      every 4 s",
        "  0:50.0  tick      every 4 s",
    ]
    assert rows[rows.index("  0:10.0  tick      every 4 s") - 1].startswith("  0:10.0  start")


def test_ticks_stand_at_their_times_and_are_soft_over_words() -> None:
    made = list(recorded(cue_list(PLAN), Studio(), PLAN.planned_s + 4))
    found = list(ticking(made, Studio()))
    assert [one.at_s for one in found] == [start + at for start in (10, 50) for at in WHOLE]
    words = [one for cue in made for one in cue.placed if one.sound.seconds == 1.5]
    full = tone(Tone.TICK).peak
    for one in found:
        over = any(said.at_s < one.end_s and one.at_s < said.end_s for said in words)
        assert one.sound.peak == (int(full * SOFT) if over else full)
    assert {one.sound.peak for one in found} == {full, int(full * SOFT)}


def test_no_tick_meets_a_tone() -> None:
    made = list(recorded(cue_list(PLAN), Studio(), PLAN.planned_s + 4))
    tones = [cue.placed[0] for cue in made if cue.cue.heard.tone]
    for one in ticking(made, Studio()):
        assert all(one.end_s < other.at_s or other.end_s < one.at_s for other in tones)
