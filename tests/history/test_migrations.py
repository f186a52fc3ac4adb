"""From one form of the database to the next (reliability: what is there is never lost)."""

import hashlib
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from sciacoach.errors import Failed
from sciacoach.history.database import open_for_writing
from sciacoach.history.migrations import MIGRATIONS
from sciacoach.history.store import open_store
from sciacoach.paths import Paths, find_paths

RELEASED = (
    "af3eb88cb34f7c45",
    "70f5c44c54344633",
    "42c08354fe9f42d5",
    "9e5019d6759a41a4",
    "7976a424419a8bf4",
)
"""The first half of each form's sum. A form that was released is never changed."""

OLD = range(1, len(MIGRATIONS))


@pytest.fixture
def paths() -> Paths:
    return find_paths(os.environ)


ROWS = """
INSERT INTO session (key, id, started_s, started_at, ended_at, outcome, rehearsal, routine_id,
    routine_title, routine_sha256, planned_s, delivered_s, contact_s, program, limits, changes,
    screen, checkin, note)
VALUES (1, '019aab3c-0000-7abc-8def-000000000001', 1795370400.0, '2026-11-22T19:00:00+01:00',
    '2026-11-22T19:02:00+01:00', 'completed', 0, 'piriformis', 'Ball', 'ab', 80.0, 80.0, 40.0,
    '0.1.0', '1', '[]', '{"verdict": "go", "version": "3", "reasons": []}',
    '{"morning": "same"}', 'Slept well.');
INSERT INTO step VALUES (1, 1, 0, 'Slow', 'roll', 'piriformis', 'tennis_ball', 'left', 'wall',
    40.0, 40.0, 'done');
INSERT INTO reading (session, seq, moment, leg, back, lowest) VALUES (1, 1, 'after', 2, 2, 'calf');
INSERT INTO advice VALUES (1, 1, 'D13', 40.0);
INSERT INTO screen_log (at, kind, body) VALUES ('2026-11-22T19:00:00+01:00', 'new_spell', '{}');
"""
"""What the first form of a history held."""


def old_history(paths: Paths, form: int) -> Path:
    """A history of an older form with a session in it."""
    opened = open_for_writing(paths.history, paths.backups, migrations=MIGRATIONS[:form])
    assert opened.version == form
    opened.close()
    raw = sqlite3.connect(paths.history)
    raw.executescript(ROWS)
    raw.close()
    return paths.history


def test_a_form_that_was_released_is_as_it_was() -> None:
    sums = tuple(
        hashlib.sha256("\n".join(statements).encode()).hexdigest()[:16] for statements in MIGRATIONS
    )
    assert sums == RELEASED


@pytest.mark.parametrize("form", OLD)
def test_an_older_history_is_copied_first_and_loses_nothing(paths: Paths, form: int) -> None:
    file = old_history(paths, form)
    before = rows_of(file)
    with open_store(paths) as store:
        (one,) = store.sessions()
        assert (one.note, one.checkin, one.after.leg) == ("Slept well.", {"morning": "same"}, 2)
        assert len(store.screen_log()) == 1
        assert store.pains() == []
    (backup,) = paths.backups.iterdir()
    assert form_of(backup) == form
    assert rows_of(backup) == before
    after = rows_of(file)
    assert {table: after[table] for table in before} == before
    assert form_of(file) == len(MIGRATIONS)


@pytest.mark.parametrize("form", OLD)
def test_an_older_history_is_read_without_a_change(paths: Paths, form: int) -> None:
    file = old_history(paths, form)
    before = file.read_bytes()
    with open_store(paths, write=False) as store:
        assert len(store.newest(5)) == 1
        assert store.pains() == []
    assert file.read_bytes() == before


def test_a_newer_history_is_refused_as_it_is(paths: Paths) -> None:
    with open_store(paths):
        pass
    raw = sqlite3.connect(paths.history)
    raw.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    raw.close()
    before = paths.history.read_bytes()
    with pytest.raises(Failed, match="a newer sciacoach wrote this"), open_store(paths):
        pass
    assert paths.history.read_bytes() == before


KILLED = """
import os, signal, sys
from sciacoach.history.database import Database, open_for_writing
from sciacoach.history.migrations import MIGRATIONS
from sciacoach.paths import find_paths

calls = 0
def counted(real):
    def call(*args, **kwargs):
        global calls
        calls += 1
        if calls == {at}:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **kwargs)
    return call
for name in ("run", "rows", "back_up", "bring_up_to_date", "close"):
    setattr(Database, name, counted(getattr(Database, name)))
paths = find_paths(os.environ)
open_for_writing(paths.history, paths.backups).close()
print(calls)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
@pytest.mark.parametrize("form", OLD)
def test_killed_at_any_call_it_has_the_old_form_or_the_new_and_all_rows(
    paths: Paths, form: int
) -> None:
    file = old_history(paths, form)
    whole, before = file.read_bytes(), rows_of(file)
    code, at = -signal.SIGKILL, 0
    while code == -signal.SIGKILL:
        at += 1
        file.write_bytes(whole)
        for backup in paths.backups.glob("*"):
            backup.unlink()
        code = subprocess.run(
            [sys.executable, "-c", KILLED.format(at=at)], stdout=subprocess.DEVNULL, check=False
        ).returncode
        found = rows_of(file)
        assert form_of(file) in (form, len(MIGRATIONS))
        assert {table: found[table] for table in before} == before
        if form_of(file) != form:
            assert any(form_of(one) == form for one in paths.backups.glob("history-form-*.db"))
        with open_store(paths) as store:
            assert [one.note for one in store.sessions()] == ["Slept well."]
    assert code == 0
    assert at > 8


def form_of(file: Path) -> int:
    raw = sqlite3.connect(file)
    (form,) = raw.execute("PRAGMA user_version").fetchone()
    raw.close()
    return int(form)


def rows_of(file: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    raw = sqlite3.connect(file)
    names = raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    found = {name: raw.execute(f"SELECT * FROM {name}").fetchall() for (name,) in names}
    raw.close()
    return found
