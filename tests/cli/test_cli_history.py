"""`sciacoach history` as it is typed."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from fakes import NOON, run_cli
from sciacoach.history.listing import local, minutes
from sciacoach.history.records import (
    Reading,
    RoutineRef,
    ScreenRef,
    SessionHeader,
    SessionRecord,
    StepRow,
    new_session_id,
    session_json,
)
from sciacoach.history.store import open_store
from sciacoach.paths import find_paths


def session(day: int = 0, rehearsal: bool = False) -> SessionRecord:
    at = NOON + timedelta(days=day)
    return SessionRecord(
        SessionHeader(
            id=new_session_id(at),
            program="0.1.0",
            limits="1",
            routine=RoutineRef("piriformis", "Tennis ball", "ab"),
            started_at=at.isoformat(),
            rehearsal=rehearsal,
            planned_s=125.0,
            screen=ScreenRef("gentle", "1", ("P02",)),
            changes=("Half of the time (P02).",),
        ),
        ended_at=at.isoformat(),
        outcome="stopped",
        delivered_s=65.5,
        contact_s=40.0,
        before=Reading(leg=3, lowest="calf"),
        steps=(
            StepRow(0, "Slow search", "roll", "piriformis", "tennis_ball", "left", 40, 40, "done"),
            StepRow(1, "Walk", "move", None, None, "none", 60.0, 25.5, "cut"),
        ),
        note="Slept well.",
    )


def keep(*records: SessionRecord) -> None:
    with open_store(find_paths(os.environ)) as store:
        store.add(records)


def test_an_empty_history_names_the_next_command() -> None:
    done = run_cli(["history", "list"])
    assert (done.code, done.stderr) == (0, "")
    assert "sciacoach start" in done.stdout
    assert json.loads(run_cli(["history", "list", "--json"]).stdout) == {
        "sciacoach": 1,
        "sessions": [],
    }


def test_the_list_is_newest_first_and_aligned() -> None:
    records = [session(0), session(1, rehearsal=True)]
    keep(*records)
    head, first, second = run_cli(["history", "list"]).stdout.splitlines()
    assert first.endswith("rehearsal")
    when = f"{local(records[0].header.started_at):%Y-%m-%d %H:%M}"
    assert second.startswith(f"{when}  {records[0].header.id[:13]}  piriformis  ended early")
    assert second.endswith("1:06 of 2:05")
    assert first.index("1:06") == second.index("1:06") == head.index("done of planned")


def test_the_list_stops_at_its_limit_and_says_so() -> None:
    keep(*(session(day) for day in range(5)))
    out = run_cli(["history", "list", "--limit", "2"]).stdout.splitlines()
    assert len(out) == 4
    assert "--limit 10" in out[-1]
    found = json.loads(run_cli(["history", "list", "--limit", "2", "--json"]).stdout)["sessions"]
    assert [one["started_at"][:10] for one in found] == ["2026-11-26", "2026-11-25"]


@pytest.mark.parametrize("limit", ["0", "-1", "x"])
def test_a_limit_that_is_none_is_wrong_usage(limit: str) -> None:
    assert run_cli(["history", "list", "--limit", limit]).code == 2


def test_show_tells_a_session_step_by_step() -> None:
    keep(session(rehearsal=True))
    out = run_cli(["history", "show"]).stdout
    for words in (
        "Tennis ball (piriformis)",
        "ended early.",
        "A rehearsal: it does not count.",
        "Done: 1:06 of 2:05 planned, 0:40 of it contact.",
        "Screen: gentle (P02).",
        "Pain before: leg 3, lowest place calf. After: not given.",
        "Changed: Half of the time (P02).",
        "Note: Slept well.",
        "left piriformis tennis ball",
    ):
        assert words in out


def test_show_takes_the_beginning_of_an_id() -> None:
    first, second = session(0), session(1)
    keep(first, second)
    body = json.loads(run_cli(["history", "show", first.header.id[:13], "--json"]).stdout)
    assert (body["sciacoach"], body["id"]) == (1, first.header.id)
    assert body["steps"][0]["delivered_s"] == 40.0
    assert second.header.id in run_cli(["history", "show", "last"]).stdout


def test_show_says_which_ids_there_are() -> None:
    assert run_cli(["history", "show"]).code == 1
    keep(session(0), session(1))
    unknown = run_cli(["history", "show", "ffff"])
    assert (unknown.code, unknown.stdout) == (2, "")
    assert "history list" in unknown.stderr
    both = run_cli(["history", "show", "01"])
    assert both.code == 2
    assert " or " in both.stderr


def test_what_is_exported_comes_back_elsewhere(tmp_path: Path) -> None:
    keep(session(0), session(1, rehearsal=True))
    file = tmp_path / "out.json"
    assert run_cli(["history", "export", "-o", file]).stdout == ""
    assert file.stat().st_mode & 0o077 == 0
    assert file.read_text() == run_cli(["history", "export"]).stdout
    elsewhere = {"SCIACOACH_HOME": str(tmp_path / "elsewhere")}
    first = run_cli(["history", "import", file], env=elsewhere)
    assert (first.code, first.stdout) == (0, "2 sessions added, 0 already here.\n")
    again = run_cli(["history", "import", "-", "--json"], file.read_text(), env=elsewhere)
    assert json.loads(again.stdout) == {
        "sciacoach": 1,
        "new": 0,
        "already": 2,
        "running": 0,
        "readings": 0,
        "screens": 0,
        "locked": [],
        "ignored": [],
    }
    assert run_cli(["history", "export"], env=elsewhere).stdout == file.read_text()


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    keep(session())
    file = tmp_path / "out.csv"
    file.write_text("old")
    args = ["history", "export", "--format", "csv", "-o", file]
    refused = run_cli(args)
    assert (refused.code, file.read_text()) == (1, "old")
    assert "--force" in refused.stderr
    assert run_cli([*args, "--force"]).code == 0
    assert file.read_text().startswith("id,started_at,")


def test_an_output_that_is_no_plain_file_is_refused(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "other")
    for target in (link, tmp_path, tmp_path / "no" / "folder"):
        done = run_cli(["history", "export", "--force", "-o", target])
        assert done.code == 1
        assert str(target) in done.stderr
    assert not (tmp_path / "other").exists()


@pytest.mark.parametrize(
    ("args", "days"),
    [
        ([], [22, 23, 24]),
        (["--since", "2026-11-23"], [23, 24]),
        (["--until", "2026-11-23"], [22, 23]),
        (["--since", "2026-11-23", "--until", "2026-11-23"], [23]),
        (["--since", "2026-11-23T12:00:00+00:00"], [23, 24]),
        (["--until", "2026-11-23T12:00:00+00:00"], [22]),
    ],
)
def test_days_bound_an_export(args: list[str], days: list[int]) -> None:
    keep(*(session(day) for day in range(3)))
    found = json.loads(run_cli(["history", "export", *args]).stdout)["sessions"]
    assert [int(one["started_at"][8:10]) for one in found] == days


def test_a_day_that_is_none_is_wrong_usage() -> None:
    done = run_cli(["history", "export", "--since", "yesterday"])
    assert done.code == 2
    assert "--since may not be 'yesterday'" in done.stderr


def test_notes_can_stay_here() -> None:
    keep(session())
    assert "Slept well." in run_cli(["history", "export"]).stdout
    assert "Slept well." not in run_cli(["history", "export", "--no-notes"]).stdout


def test_an_import_that_is_not_right_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "bad.json"
    file.write_text('{"sciacoach": 1, "sessions": [{}]}')
    done = run_cli(["history", "import", file])
    assert (done.code, done.stdout) == (2, "")
    assert f"{file}: sessions[0]: the key id is missing." in done.stderr
    assert run_cli(["history", "import", tmp_path / "missing"]).code == 2
    assert json.loads(run_cli(["history", "list", "--json"]).stdout)["sessions"] == []


def test_an_import_tells_what_it_left_out(tmp_path: Path) -> None:
    running = SessionRecord(header=session().header)
    file = tmp_path / "f.json"
    body = {"sciacoach": 1, "sessions": [session_json(running)], "screen": []}
    file.write_text(json.dumps(body))
    done = run_cli(["history", "import", file])
    assert (done.code, done.stdout) == (0, "0 sessions added, 0 already here.\n")
    assert "1 session left out" in done.stderr
    assert "Not read by this version: screen." in done.stderr


@pytest.mark.parametrize(
    "command", ["list", "show", "stats", "export", "import", "delete", "backup", "verify"]
)
def test_help_shows_two_examples(command: str) -> None:
    done = run_cli(["history", command, "--help"])
    assert done.code == 0
    assert done.stdout.count(f"history {command}") >= 2


def test_a_damaged_history_is_told_in_two_lines() -> None:
    path = find_paths(os.environ).history
    path.parent.mkdir(parents=True)
    path.write_bytes(b"x" * 4096)
    for args in (["list"], ["show"], ["export"]):
        done = run_cli(["history", *args])
        assert (done.code, done.stdout) == (1, "")
        assert len(done.stderr.splitlines()) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX pipes")
def test_a_reader_that_has_enough_ends_a_listing_quietly() -> None:
    keep(*(session(day) for day in range(1500)))
    with subprocess.Popen(
        [sys.executable, "-m", "sciacoach", "history", "export"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.readline()
        child.stdout.close()
        said = child.stderr.read()
    assert (said, child.returncode) == (b"", 0)


def test_an_import_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sciacoach.history.import_.MOST_BYTES", 4)
    (tmp_path / "f.json").write_text("12345")
    for done in (
        run_cli(["history", "import", tmp_path / "f.json"]),
        run_cli(["history", "import", "-"], "12345"),
    ):
        assert done.code == 2
        assert "--since" in done.stderr


def test_a_session_with_nothing_in_it_can_be_shown() -> None:
    keep(replace(session(), steps=(), note=None, after=Reading(leg=0), outcome="interrupted"))
    out = run_cli(["history", "show"]).stdout
    assert "After: leg 0." in out
    assert "Note" not in out
    assert "step" not in out


def test_time_is_told_in_minutes() -> None:
    told = [minutes(s) for s in (0, 17.4, 17.5, 18.5, 59.9, 60, 3605)]
    assert told == ["0:00", "0:17", "0:18", "0:19", "1:00", "1:00", "60:05"]
