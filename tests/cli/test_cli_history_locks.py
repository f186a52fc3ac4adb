"""What a lock survives: another process, an import, damaged settings, a damaged history."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from checkin_kit import Morning
from start_kit import clear_answers, write_answers

from fakes import NOON, FakeClock, Outcome, run_cli
from sciacoach.history.store import open_store
from sciacoach.paths import Paths, find_paths
from sciacoach.screening.answers import Experience, Given
from sciacoach.screening.assess import assess
from sciacoach.screening.clearance import Verdict
from sciacoach.screening.fold import stand
from sciacoach.screening.items import Answer
from sciacoach.screening.log import Answered, Lock
from sciacoach.screening.rows import read_log


@pytest.fixture
def locked(tmp_path: Path) -> Morning:
    """A home with a session, and a lock that let only a walk be started."""
    made = Morning(tmp_path)
    made.had_session(30)
    made.logged(Lock(NOON, "N5", Verdict.URGENT))
    return made


@pytest.fixture
def paths() -> Paths:
    return find_paths(os.environ)


def tried(folder: Path, env: Mapping[str, str] | None = None) -> Outcome:
    """A live start with a full set of answers without any worry."""
    file = write_answers(folder, clear_answers(P19="no"))
    args = ["start", "piriformis", "--face", "json", "--answers", file]
    return run_cli(args, env=env, clock=FakeClock())


def elsewhere(tmp_path: Path) -> dict[str, str]:
    return {"SCIACOACH_HOME": str(tmp_path / "elsewhere")}


def verdict(env: Mapping[str, str] | None = None) -> str:
    """What follows from all that holds in a home, whether or not questions are due."""
    with open_store(find_paths({**os.environ, **(env or {})}), write=False) as store:
        log = read_log(store.screen_log())
    return str(assess(stand(log), Experience(), NOON).verdict)


def test_a_lock_holds_a_start_whatever_is_answered(locked: Morning, tmp_path: Path) -> None:
    done = tried(tmp_path)
    assert (done.code, done.stdout) == (3, "")


def test_a_lock_is_there_in_another_process(locked: Morning) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sciacoach", "screen", "--json"], capture_output=True, check=False
    )
    assert done.returncode == 3
    assert json.loads(done.stdout)["reasons"][0]["id"] == "N5"


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_a_lock_goes_with_an_export(locked: Morning, tmp_path: Path, form: str) -> None:
    file = tmp_path / "out"
    assert run_cli(["history", "export", "--format", form, "-o", file]).code == 0
    env = elsewhere(tmp_path)
    done = run_cli(["history", "import", file], env=env)
    assert done.code == 0
    assert "all questions are due next" in done.stdout
    assert "Locked now: N5." in done.stdout
    assert verdict(env) == "urgent"
    assert tried(tmp_path, env).code == 3
    again = json.loads(run_cli(["history", "import", file, "--json"], env=env).stdout)
    assert (again["new"], again["screens"], again["locked"]) == (0, 0, [])


def test_an_import_of_somebody_without_a_lock_lifts_none(locked: Morning, tmp_path: Path) -> None:
    env = elsewhere(tmp_path)
    file = write_answers(tmp_path, clear_answers())
    assert run_cli(["screen", "--answers", file], env=env, clock=FakeClock()).code == 0
    out = run_cli(["history", "export"], env=env).stdout
    assert run_cli(["history", "import", "-"], out).code == 0
    assert verdict() == "urgent"


def test_a_private_answer_holds_elsewhere_without_its_name(locked: Morning, tmp_path: Path) -> None:
    yes = {"RF43": Given(Answer.YES), "RF20": Given(Answer.YES)}
    locked.logged(Answered(NOON, None, "1", NOON, yes))
    out = run_cli(["history", "export"]).stdout
    assert "RF43" not in out
    env = elsewhere(tmp_path)
    done = run_cli(["history", "import", "-", "--json"], out, env=env, clock=FakeClock())
    assert json.loads(done.stdout)["locked"] == ["RF20", "N5", "private item"]
    assert verdict(env) == "emergency"
    why = run_cli(["why"], env=env, clock=FakeClock())
    assert "private item" in why.stdout
    assert "RF43" not in why.stdout
    word = ["screen", "--cleared", "Dr. Lee, all is well", "--on", NOON.date().isoformat()]
    assert run_cli(word, env=env, clock=FakeClock()).code == 0
    assert verdict(env) == "gentle"


def test_a_lock_of_a_private_item_is_told_without_its_name(locked: Morning) -> None:
    other = Answered(NOON, None, "1", NOON, {"RF06": Given(Answer.YES)})
    out = run_cli(["history", "export"]).stdout
    locked.logged(other)
    body = json.loads(out)
    assert body["screens"]
    done = run_cli(["history", "import", "-", "--json"], exported_with_more(locked))
    assert "RF06" not in done.stdout


def exported_with_more(locked: Morning) -> str:
    """An export of a home that knows one thing more."""
    home = {"SCIACOACH_HOME": str(locked.file.parent / "more")}
    run_cli(["history", "import", "-"], run_cli(["history", "export"]).stdout, env=home)
    file = write_answers(locked.file.parent, clear_answers(P02="yes"))
    run_cli(["screen", "--answers", file], env=home, clock=FakeClock())
    return run_cli(["history", "export"], env=home).stdout


def test_damaged_settings_are_told_and_lift_no_lock(
    locked: Morning, paths: Paths, tmp_path: Path
) -> None:
    paths.config.mkdir(parents=True)
    paths.settings.write_text("face = [")
    for done in (tried(tmp_path), run_cli(["start", "piriformis"]), run_cli(["screen"])):
        assert done.code in (2, 3)
        assert done.stdout == ""
    assert str(paths.settings) in tried(tmp_path).stderr
    paths.settings.unlink()
    assert verdict() == "urgent"
    assert tried(tmp_path).code == 3


def test_a_damaged_history_starts_nothing(locked: Morning, paths: Paths, tmp_path: Path) -> None:
    whole = paths.history.read_bytes()
    paths.history.write_bytes(whole[: len(whole) // 2])
    done = tried(tmp_path)
    assert (done.code, done.stdout) == (1, "")
    assert "damaged" in done.stderr
    assert run_cli(["start", "piriformis", "--yes"]).code == 1
    paths.history.write_bytes(whole)
    assert tried(tmp_path).code == 3


def test_a_history_that_was_moved_away_asks_everything_again(
    locked: Morning, paths: Paths, tmp_path: Path
) -> None:
    paths.history.rename(tmp_path / "away.db")
    done = run_cli(["start", "piriformis", "--face", "json"], clock=FakeClock())
    assert done.code == 3
    assert "RF01" in done.stderr
    due = run_cli(["screen", "--questions", "--json"], clock=FakeClock())
    assert json.loads(due.stdout)["set"] == "full"


def test_a_row_that_cannot_be_read_asks_everything_again(locked: Morning) -> None:
    file = write_answers(locked.file.parent, clear_answers(P19="no"))
    run_cli(["screen", "--answers", file], clock=FakeClock())
    with open_store(locked.paths) as store:
        store.append_screen(NOON.isoformat(), "lok", {})
    due = run_cli(["screen", "--questions", "--json"], clock=FakeClock())
    assert json.loads(due.stdout)["set"] == "full"
    assert verdict() == "urgent"
