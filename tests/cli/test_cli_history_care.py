"""`history delete`, `stats`, `verify` and `backup` as they are typed."""

import json
import os
import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from checkin_kit import Morning

from fakes import NOON, FakeClock, Outcome, run_cli
from sciacoach.history.backups import automatic
from sciacoach.history.lock import SessionLock
from sciacoach.history.records import Reading, SessionHeader
from sciacoach.history.store import open_store
from sciacoach.paths import Paths, find_paths
from sciacoach.screening.clearance import Verdict
from sciacoach.screening.log import Lock
from sessions import record


@pytest.fixture
def morning(tmp_path: Path) -> Morning:
    return Morning(tmp_path)


@pytest.fixture
def paths() -> Paths:
    return find_paths(os.environ)


def delete(*args: object) -> Outcome:
    return run_cli(["history", "delete", *args], clock=FakeClock())


def as_json(*args: object) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(delete(*args, "--yes", "--json").stdout)
    return body


def ids() -> list[str]:
    found = json.loads(run_cli(["history", "list", "--json"]).stdout)["sessions"]
    return [one["id"] for one in found]


def test_one_session_goes_and_the_rest_stays(morning: Morning) -> None:
    old, new = morning.had_session(30), morning.had_session(3)
    done = delete(old, "--yes")
    assert done.code == 0
    assert ids() == [new]
    assert "Deleted: 1 session (2026-11-21)." in done.stdout
    assert "Of 1 session the limits still count what was pressed" in done.stdout
    assert "Locks and answers to the safety questions stay" in done.stdout


def test_all_goes_with_the_readings(morning: Morning, paths: Paths) -> None:
    morning.had_session(24 * 40)
    morning.had_session(3)
    with open_store(paths) as store:
        store.pain(NOON, Reading(leg=3))
    paths.state.mkdir(parents=True, exist_ok=True)
    refusal = paths.state / "last_refusal.json"
    refusal.write_text("{}")
    done = delete("--all", "--yes")
    assert "2 sessions (2026-10-13 to 2026-11-22) and 1 reading of a day." in done.stdout
    assert (ids(), morning.pains(), refusal.exists()) == ([], [], False)


def test_what_is_older_than_a_day_goes(morning: Morning) -> None:
    morning.had_session(24 * 40)
    morning.had_session(24 * 39)
    new = morning.had_session(3)
    found = as_json("--before", "2026-11-01")
    assert found == {
        "sciacoach": 1,
        "deleted": {"sessions": 2, "readings": 0},
        "still_counted": 0,
        "backups_replaced": 0,
    }
    assert ids() == [new]


def test_at_a_terminal_a_word_is_typed(morning: Morning) -> None:
    name = morning.had_session(3)
    for typed in (["yes"], [""], []):
        code, out, err = morning.at_terminal(["history", "delete", "last"], *typed)
        assert code == 1
        assert "This deletes for good: 1 session (2026-11-22)." in out
        assert "Nothing was deleted." in err
        assert ids() == [name]
    assert morning.at_terminal(["history", "delete", "last"], "Delete")[0] == 0
    assert ids() == []


def test_without_a_terminal_it_has_to_be_said(morning: Morning) -> None:
    name = morning.had_session(3)
    done = delete("--all")
    assert (done.code, ids()) == (2, [name])
    assert "--yes" in done.stderr


@pytest.mark.parametrize(
    "args", [[], ["last", "--all"], ["--all", "--before", "2026-11-01"], ["x"], ["--before", "x"]]
)
def test_it_is_said_in_one_way_what_goes(morning: Morning, args: list[str]) -> None:
    name = morning.had_session(3)
    assert delete(*args, "--yes").code == 2
    assert ids() == [name]


def test_of_nothing_nothing_is_deleted(paths: Paths) -> None:
    done = delete("--all")
    assert (done.code, done.stdout) == (0, "There is nothing to delete.\n")


def test_a_running_session_is_not_deleted(morning: Morning, paths: Paths) -> None:
    morning.had_session(3)
    with open_store(paths) as store:
        (one,) = store.sessions()
    head: SessionHeader = replace(one.header, id=one.header.id[:-4] + "0000")
    with SessionLock(paths) as lock, open_store(paths, lock=lock) as store:
        store.begin(head)
        for args in (["--all"], [head.id]):
            done = delete(*args, "--yes")
            assert done.code == 1
            assert "is running" in done.stderr
    assert len(ids()) == 2


def test_a_deletion_lifts_no_limit_of_the_day(morning: Morning) -> None:
    morning.had_session(3)
    before = [(one.started_at, one.contacts) for one in morning.past()]
    delete("--all", "--yes")
    assert [(one.started_at, one.contacts) for one in morning.past()] == before


def test_a_deletion_lifts_no_lock(morning: Morning) -> None:
    morning.had_session(3)
    morning.logged(Lock(NOON, "N5", Verdict.URGENT))
    delete("--all", "--yes")
    assert morning.assessed().verdict is Verdict.URGENT


def test_a_deletion_reaches_the_automatic_backups(morning: Morning, paths: Paths) -> None:
    morning.had_session(3)
    assert run_cli(["history", "backup"], clock=FakeClock()).code == 0
    own = paths.data / "own.db"
    assert run_cli(["history", "backup", "-o", own]).code == 0
    done = delete("--all", "--yes")
    assert "The automatic backups were replaced" in done.stdout
    assert "Copies and exports that you made yourself are as they were." in done.stdout
    (copy,) = automatic(paths)
    assert (sessions_in(copy), sessions_in(own)) == (0, 1)


def sessions_in(file: Path) -> int:
    raw = sqlite3.connect(file)
    (count,) = raw.execute("SELECT count(*) FROM session").fetchone()
    raw.close()
    return int(count)


def test_a_check_in_after_a_deletion_is_a_reading_of_the_day(morning: Morning) -> None:
    morning.had_session(24)
    delete("--all", "--yes")
    done = morning.told({"pain": {"leg": 2, "back": 1, "lowest": "none"}})
    assert (done["kept"], done["session"]) == ("reading", None)


# ---- backup -------------------------------------------------------------------------------------


def test_a_backup_says_where_it_is(morning: Morning, paths: Paths) -> None:
    morning.had_session(3)
    done = json.loads(run_cli(["history", "backup", "--json"], clock=FakeClock()).stdout)
    assert [done["path"]] == [str(one) for one in automatic(paths)]
    assert Path(done["path"]).stat().st_mode & 0o077 == 0


def test_a_backup_writes_over_nothing(morning: Morning, tmp_path: Path) -> None:
    morning.had_session(3)
    there = tmp_path / "there.db"
    there.write_text("mine")
    for target in (there, tmp_path / "no" / "folder.db"):
        done = run_cli(["history", "backup", "-o", target])
        assert done.code == 1
        assert str(target) in done.stderr
    assert there.read_text() == "mine"


def test_there_is_no_backup_of_nothing(paths: Paths) -> None:
    done = run_cli(["history", "backup"])
    assert done.code == 1
    assert not paths.backups.exists()


# ---- verify and stats --------------------------------------------------------------------------


def test_a_whole_history_is_told_to_be_whole(paths: Paths) -> None:
    with open_store(paths) as store:
        store.add([record(delivered_s=80.0)])
    done = run_cli(["history", "verify"])
    assert (done.code, done.stdout) == (0, "The history is whole: 1 session.\n")
    found = json.loads(run_cli(["history", "verify", "--json"]).stdout)
    assert found == {"sciacoach": 1, "ok": True, "sessions": 1, "problems": []}


def test_a_sum_that_is_wrong_is_told(morning: Morning, paths: Paths) -> None:
    morning.had_session(3)
    raw = sqlite3.connect(paths.history)
    raw.execute("UPDATE session SET contact_s = 1")
    raw.execute("PRAGMA foreign_keys = OFF")
    raw.execute("INSERT INTO advice VALUES (99, 1, 'D5', 1.0)")
    raw.commit()
    raw.close()
    done = run_cli(["history", "verify"])
    assert done.code == 1
    assert "contact 1.0 s, its steps 80.0 s." in done.stdout
    assert "A row of advice belongs to nothing." in done.stdout
    assert json.loads(run_cli(["history", "verify", "--json"]).stdout)["ok"] is False


def test_a_large_file_that_is_damaged_is_told(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(paths) as store:
        store.add([record(delivered_s=80.0)])
    monkeypatch.setattr("sciacoach.history.database._CHECK_BYTES", 0)
    monkeypatch.setattr("sciacoach.history.database.Database.is_whole", lambda _: False)
    done = run_cli(["history", "verify"])
    assert (done.code, done.stdout) == (1, "The database file is damaged.\n")


def test_a_damaged_file_is_told(paths: Paths) -> None:
    paths.data.mkdir(parents=True)
    paths.history.write_bytes(b"x" * 4096)
    assert run_cli(["history", "verify"]).code == 1


def test_stats_are_by_region_and_side(morning: Morning) -> None:
    morning.had_session(3)
    morning.had_session(24 * 20)
    done = run_cli(["history", "stats"], clock=FakeClock()).stdout.splitlines()
    assert done[0] == "Last 7 days: 1 session, 2:00 done, 1:20 of it contact."
    assert "piriformis  left   0:40" in done[1]
    assert done[3].startswith("Last 28 days: 2 sessions, 4:00 done")
    body = json.loads(run_cli(["history", "stats", "--json"], clock=FakeClock()).stdout)
    assert [one["days"] for one in body["periods"]] == [7, 28]
    assert body["periods"][1]["regions"][0] == {
        "region": "piriformis",
        "side": "left",
        "contact_s": 80.0,
    }


def test_stats_of_nothing_are_nothing(morning: Morning) -> None:
    morning.had_session(3)
    delete("--all", "--yes")
    lines = run_cli(["history", "stats"], clock=FakeClock()).stdout.splitlines()
    assert lines[0].startswith("Last 7 days: 0 sessions")
    assert len(lines) == 2
    clock = FakeClock(NOON + timedelta(days=60))
    assert "Last 28 days: 0 sessions" in run_cli(["history", "stats"], clock=clock).stdout
