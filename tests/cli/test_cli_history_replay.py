"""`sciacoach history replay`: the same events as when it was played, or the first difference."""

import json
import os
from pathlib import Path

from start_kit import events_of, rehearse

from fakes import Outcome, run_cli
from sciacoach.history.database import open_for_writing
from sciacoach.paths import find_paths


def change(statement: str) -> None:
    paths = find_paths(os.environ)
    database = open_for_writing(paths.history, paths.backups)
    with database.writing():
        database.run(statement)
    database.close()


def session_of(played: Outcome) -> str:
    return str(events_of(played)[0]["session"])


def test_a_script_gets_the_same_events_without_their_wall_times(tmp_path: Path) -> None:
    played = rehearse(tmp_path, "piriformis", stdin="bla\nlocal 6\n")
    found = run_cli(["history", "replay", session_of(played), "--json"])
    assert (found.code, found.stderr) == (0, "The same.\n")
    live = [
        {key: value for key, value in one.items() if key not in ("at", "mono")}
        for one in events_of(played)
    ]
    assert [json.loads(line) for line in found.stdout.splitlines()] == live
    assert "error" in [one["event"] for one in live]


def test_a_person_gets_it_in_words(tmp_path: Path) -> None:
    rehearse(tmp_path, "ease-and-walk")
    found = run_cli(["history", "replay"])
    assert (found.code, found.stderr) == (0, "")
    assert found.stdout.startswith("A rehearsal") or "Step 1 of" in found.stdout
    assert found.stdout.endswith("The same.\n")


def test_what_is_not_the_same_is_told_with_the_first_difference(tmp_path: Path) -> None:
    played = rehearse(tmp_path, "piriformis")
    change("UPDATE step SET delivered_s = 3 WHERE seq = 2")
    found = run_cli(["history", "replay", session_of(played), "--json"])
    assert found.code == 1
    assert found.stderr.startswith("Not the same. The first difference is in step 2")
    assert "another version" in found.stderr


def test_a_plan_of_other_limits_is_refused_with_words(tmp_path: Path) -> None:
    rehearse(tmp_path, "piriformis")
    change("UPDATE session SET limits = '2020-01-01'")
    found = run_cli(["history", "replay"])
    assert found.code == 1
    assert found.stdout == ""
    assert found.stderr.startswith("This session was played under the limits of 2020-01-01")


def test_a_session_that_broke_off_says_so(tmp_path: Path) -> None:
    played = rehearse(tmp_path, "piriformis")
    change("UPDATE session SET outcome = NULL")
    change("INSERT INTO running (session, at, clock) SELECT key, started_at, 999 FROM session")
    found = run_cli(["history", "replay", session_of(played)])
    assert found.code == 0
    assert "It was played up to the last second that was kept.\nThe same.\n" in found.stdout
