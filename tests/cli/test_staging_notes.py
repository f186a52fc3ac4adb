"""What the plain face tells of a step at length."""

from people import plan, press, quiet, routine
from sciacoach.cli.staging import _note


def test_a_tempo_and_a_breath_are_told_in_words() -> None:
    breath = quiet("breathe", 60, breath={"in": "4s", "out": "6s"})
    found = plan(routine([press(for_=30, tempo=2.5, text="Small moves."), breath, quiet("rest")]))
    assert [_note(turn) for turn in found.turns] == [
        "2.5 seconds each way. Small moves.",
        "2.5 seconds each way. Small moves.",
        "Breathe in for 4 s, out for 6 s.",
        None,
    ]
