"""A session dated in the future is named, with a way out that no limit is lost on."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from start_kit import clear_answers, start, write_answers

from fakes import NOON, run_cli
from sciacoach.history.store import open_store
from sciacoach.paths import find_paths
from sessions import record

AHEAD = record(NOON + timedelta(days=40))
ID = AHEAD.header.id


@pytest.fixture
def answers(home: Path, tmp_path: Path) -> Path:
    """A history with a session of a clock that was wrong, and today's answers."""
    with open_store(find_paths({"SCIACOACH_HOME": str(home)})) as store:
        store.add([AHEAD])
    return write_answers(tmp_path, clear_answers(P19="no"))


def begin(answers: Path) -> str:
    """What a start in the regular way says on standard error."""
    return " ".join(start(["piriformis", "--face", "json", "--answers", answers]).stderr.split())


def test_the_refusal_names_it_and_the_next_step(answers: Path) -> None:
    said = begin(answers)
    assert "has to wait" in said
    assert f"The session {ID} is dated 2027-01-01" in said
    assert "clock of this computer" in said
    assert f"sciacoach history delete {ID}" in said


@pytest.mark.parametrize("command", [[], ["why"]])
def test_today_and_why_name_it(answers: Path, command: list[str]) -> None:
    begin(answers)
    told = json.loads(run_cli([*command, "--json"]).stdout)["dated_ahead"]
    assert [ID in one for one in told] == [True]
    assert ID in " ".join(run_cli(command).stdout.split())


def test_the_way_out_keeps_the_totals_and_ends(answers: Path, home: Path) -> None:
    assert run_cli(["history", "delete", ID, "--yes"]).code == 0
    said = begin(answers)
    assert "has to wait" in said
    assert ID not in said
    with open_store(find_paths({"SCIACOACH_HOME": str(home)}), write=False) as store:
        assert store.past(NOON).sessions[0].started_at == NOON
        day = NOON + timedelta(days=2)
        assert store.past(day).sessions[0].started_at == NOON


def test_another_refusal_does_not_speak_of_clocks(answers: Path, tmp_path: Path) -> None:
    held = write_answers(tmp_path, clear_answers(P19="no", RF20="yes"))
    assert ID not in begin(held)
