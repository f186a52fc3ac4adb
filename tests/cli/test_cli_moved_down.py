"""D6: pain that moves down the leg in two sessions running locks balls and rollers."""

from pathlib import Path

import pytest
from start_kit import clear_answers, start, write_answers

from fakes import NOON, run_cli
from sciacoach.history.recorder import Recorder
from sciacoach.history.records import RoutineRef, ScreenRef, SessionHeader
from sciacoach.history.store import Store, open_store
from sciacoach.paths import find_paths
from sciacoach.session.events import Advice, SessionEnded, StepEnded, StepStarted


def record(store: Store, name: str, day: int, rule: str) -> None:
    """A session of some days ago in which a rule spoke."""
    at = NOON.replace(day=day).isoformat()
    header = SessionHeader(
        name, "0", "0", RoutineRef("r", "R", ""), at, False, 60.0, ScreenRef("go", "v")
    )
    recorder = Recorder(store, header)
    recorder.begin()
    started = StepStarted(0.0, 0, "S", "roll", "calves", "hands", "left", 60.0, 2)
    for event in (
        started,
        Advice(30.0, rule, "", "end_session"),
        StepEnded(30.0, 0, 60.0, 30.0, "cut"),
        SessionEnded(30.0, "safety", 30.0, 30.0, 0.0),
    ):
        recorder.event(event, at)


FIRST = "01a20000-0000-7000-8000-000000000001"
SECOND = "01a20000-0000-7000-8000-000000000002"


@pytest.mark.parametrize(("first", "locks"), [("D5", True), ("D7", False)])
def test_d6_locks_after_the_second_session_and_the_next_start_is_held(
    home: Path, tmp_path: Path, first: str, locks: bool
) -> None:
    paths = find_paths({"SCIACOACH_HOME": str(home)})
    with open_store(paths) as store:
        record(store, FIRST, 10, first)
        record(store, SECOND, 14, "D5")
        assert store.lock_if_moved_down_again(SECOND, NOON.replace(day=14)) is locks
        assert store.lock_if_moved_down_again(FIRST, NOON) is False
    file = write_answers(tmp_path, clear_answers(P19="no"))
    outcome = start(["piriformis", "--face", "json", "--answers", file], "stop\n")

    assert (outcome.code == 3) is locks
    assert ("ask a clinician" in outcome.stderr) is locks


def test_why_names_the_lock_and_how_it_ends(home: Path) -> None:
    paths = find_paths({"SCIACOACH_HOME": str(home)})
    with open_store(paths) as store:
        record(store, FIRST, 10, "D5")
        record(store, SECOND, 14, "D5")
        store.lock_if_moved_down_again(SECOND, NOON.replace(day=14))
    outcome = run_cli(["why"])

    assert outcome.code == 0
    assert "D6" in outcome.stdout
    assert "--cleared" in outcome.stdout
