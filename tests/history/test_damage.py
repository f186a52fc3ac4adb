"""A history that is damaged, foreign, newer or out of reach: told, and left as it is."""

import hashlib
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from histories import START, header, record

from fakes import run_cli
from sciacoach.errors import Failed
from sciacoach.history.database import open_for_reading, open_for_writing
from sciacoach.history.export.json_ import json_text
from sciacoach.history.lock import SessionLock
from sciacoach.history.migrations import MIGRATIONS
from sciacoach.history.sense import outcome
from sciacoach.history.store import Store, open_store
from sciacoach.paths import Paths, find_paths


@pytest.fixture
def paths() -> Paths:
    return find_paths(os.environ)


@pytest.fixture
def file(paths: Paths) -> Path:
    """A history with some sessions in it."""
    with open_store(paths) as store:
        store.add([record(START + timedelta(days=day)) for day in range(12)])
        store.append_screen(START.isoformat(), "answers", {"RF01": "no"})
    return paths.history


def everything(store: Store) -> None:
    list(json_text(store.sessions(), True))
    store.newest(20)
    store.past(START)
    store.screen_log()


def spoil(data: bytearray, chance: random.Random) -> bytes:
    """Bits turned, the end cut off, a page zeroed, or noise written over it."""
    way = chance.randrange(4)
    if way == 0:
        for _ in range(chance.choice((1, 8, 64))):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    elif way == 1:
        del data[chance.randrange(len(data)) :]
    else:
        start = chance.randrange(0, len(data), 4096)
        for place in range(start, min(start + 4096, len(data))):
            data[place] = 0 if way == 2 else chance.randrange(256)
    return bytes(data)


def read_spoiled(paths: Paths, data: bytes) -> bool:
    """Whether it was refused; either way the file is as it was."""
    paths.history.write_bytes(data)
    before = hashlib.sha256(data).digest()
    try:
        with open_store(paths, write=False) as store:
            everything(store)
        refused = False
    except Failed as fault:
        assert fault.message.startswith(str(paths.history))
        assert fault.fix
        refused = True
    assert hashlib.sha256(paths.history.read_bytes()).digest() == before
    assert [one.name for one in paths.data.iterdir()] == ["history.db"]
    return refused


def spoil_often(paths: Paths, seeds: range) -> int:
    whole = paths.history.read_bytes()
    refused = 0
    for seed in seeds:
        refused += read_spoiled(paths, spoil(bytearray(whole), random.Random(seed)))
    return refused


def test_a_damaged_history_is_told_and_left_as_it_is(paths: Paths, file: Path) -> None:
    assert spoil_often(paths, range(60)) > 20


@pytest.mark.slow
def test_fifteen_hundred_damaged_histories_are_left_as_they_are(paths: Paths, file: Path) -> None:
    assert spoil_often(paths, range(1000, 2500)) > 700


def test_a_damaged_history_is_not_written_to_either(paths: Paths, file: Path) -> None:
    whole = file.read_bytes()
    for seed in range(30):
        spoiled = spoil(bytearray(whole), random.Random(seed))
        if not read_spoiled(paths, spoiled):
            continue
        with pytest.raises(Failed), open_store(paths) as store:
            everything(store)
        assert file.read_bytes() == spoiled


@pytest.mark.parametrize("write", [True, False])
def test_a_lost_page_is_seen_before_anything_is_read(paths: Paths, file: Path, write: bool) -> None:
    whole = file.read_bytes()
    for start in range(4096, len(whole), 4096):
        file.write_bytes(whole[:start] + bytes(4096) + whole[start + 4096 :])
        with pytest.raises(Failed, match="damaged"), open_store(paths, write=write):
            pass


@pytest.mark.parametrize("content", [b"", b"{}", b"x" * 5000])
def test_what_is_no_database_is_refused(paths: Paths, file: Path, content: bytes) -> None:
    assert read_spoiled(paths, content)


def test_a_folder_in_the_place_of_the_history_is_told(paths: Paths) -> None:
    paths.history.mkdir(parents=True)
    for write in (True, False):
        with pytest.raises(Failed, match=r"history\.db"), open_store(paths, write=write):
            pass


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE session SET started_at = 'soon' WHERE key = 12",
        "UPDATE session SET started_at = '2026-11-22' WHERE key = 12",
        "UPDATE session SET screen = '{' WHERE key = 12",
        "UPDATE session SET screen = '{}' WHERE key = 12",
        "UPDATE session SET changes = '3' WHERE key = 12",
        "UPDATE session SET delivered_s = 9e999 WHERE key = 12",
        "UPDATE step SET delivered_s = 9e999 WHERE session = 12",
        "UPDATE step SET region = 'knee' WHERE session = 12",
        "UPDATE advice SET t = 9e999",
        "UPDATE command SET t = 9e999",
        "UPDATE reading SET t = 9e999",
        "UPDATE session SET checkin = '['",
        "UPDATE plan SET body = '['",
        "DROP TRIGGER screen_log_only_grows; UPDATE screen_log SET body = '3'",
        "PRAGMA ignore_check_constraints = ON; UPDATE session SET outcome = 'well'",
        "ALTER TABLE session DROP COLUMN note",
    ],
)
def test_a_row_that_makes_no_sense_is_damage(paths: Paths, file: Path, sql: str) -> None:
    changed(file, sql)
    refused = 0
    for args in (["list"], ["list", "--json"], ["show"], ["export"], ["export", "--format=csv"]):
        done = run_cli(["history", *args])
        refused += done.code
        assert (done.code, len(done.stderr.splitlines())) in ((0, 0), (1, 2))
    try:
        with open_store(paths, write=False) as store:
            everything(store)
    except Failed as fault:
        assert "damaged" in fault.message
        refused += 1
    assert refused


@pytest.mark.parametrize("value", ["well", "Completed"])
def test_an_end_that_is_none_makes_no_sense(value: str) -> None:
    with pytest.raises(ValueError, match=value):
        outcome(value)


def changed(file: Path, sql: str) -> None:
    raw = sqlite3.connect(file)
    raw.executescript(sql)
    raw.commit()
    raw.close()


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("PRAGMA application_id = 7", "not a history of sciacoach"),
        ("PRAGMA user_version = 99", "a newer sciacoach wrote this"),
        ("PRAGMA journal_mode = WAL", "damaged"),
    ],
)
@pytest.mark.parametrize("write", [True, False])
def test_what_is_not_ours_is_refused_untouched(
    paths: Paths, file: Path, sql: str, words: str, write: bool
) -> None:
    changed(file, sql)
    before = file.read_bytes()
    with pytest.raises(Failed, match=words), open_store(paths, write=write):
        pass
    assert file.read_bytes() == before


LATER = (*MIGRATIONS, ("ALTER TABLE session ADD COLUMN mood TEXT",))
BROKEN = (*LATER, ("CREATE TABLE more (x INTEGER) STRICT", "CREATE NONSENSE"))


def test_an_older_form_is_copied_before_it_is_changed(paths: Paths, file: Path) -> None:
    old = sqlite3.connect(file).execute("SELECT id FROM session").fetchall()
    opened = open_for_writing(file, paths.backups, migrations=LATER)
    assert opened.version == len(LATER)
    assert opened.rows("SELECT mood FROM session LIMIT 1") == [{"mood": None}]
    opened.close()
    (backup,) = paths.backups.iterdir()
    assert backup.name == f"history-form-{len(MIGRATIONS)}-1.db"
    assert backup.stat().st_mode & 0o077 == 0
    shutil.copy(backup, file)
    with open_store(paths, write=False) as store:
        assert [one.header.id for one in store.sessions()] == [row[0] for row in old]


def test_a_change_of_form_that_fails_leaves_the_old_one(paths: Paths, file: Path) -> None:
    before = file.read_bytes()
    for _ in range(2):
        with pytest.raises(Failed):
            open_for_writing(file, paths.backups, migrations=BROKEN)
    assert file.read_bytes() == before
    assert len(list(paths.backups.iterdir())) == 2


def test_reading_an_older_form_changes_nothing_on_the_disk(paths: Paths, file: Path) -> None:
    before = file.read_bytes()
    opened = open_for_reading(file, migrations=LATER)
    assert opened.rows("SELECT count(mood) AS n FROM session") == [{"n": 0}]
    opened.close()
    assert file.read_bytes() == before
    assert not paths.backups.exists()


def test_two_that_begin_a_history_at_once_get_the_same(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.hardlink_to

    def second_is_quicker(self: Path, target: Path) -> None:
        monkeypatch.setattr(Path, "hardlink_to", real)
        with open_store(paths) as other:
            other.add([record()])
        real(self, target)

    monkeypatch.setattr(Path, "hardlink_to", second_is_quicker)
    with open_store(paths) as store:
        assert len(store.newest(5)) == 1


def test_another_writer_is_waited_for_and_then_told(paths: Paths, file: Path) -> None:
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with open_store(paths, wait_s=0.05) as store:
        with pytest.raises(Failed, match="another program is writing"):
            store.begin(header())
        other.execute("ROLLBACK")
        store.begin(header())
    other.close()


def test_a_file_too_large_to_check_each_time_is_still_read(
    paths: Paths, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sciacoach.history.database._CHECK_BYTES", 10)
    with open_store(paths, write=False) as store:
        everything(store)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 256 KiB of its own, where the tests may make one."""
    place = tmp_path / "disk"
    place.mkdir()
    if not (shutil.which("mount") and mounted("-t", "tmpfs", "-o", "size=256k", "t", str(place))):
        pytest.skip("no disk of its own can be made here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def mounted(*args: str) -> bool:
    return subprocess.run(["mount", *args], capture_output=True, check=False).returncode == 0


def test_a_full_disk_is_told_and_what_is_there_stays_readable(small_disk: Path) -> None:
    paths = find_paths({"SCIACOACH_HOME": str(small_disk)})
    with open_store(paths) as store:
        store.add([record()])
        filler = small_disk / "filler"
        fill(filler)
        with pytest.raises(Failed, match="disk"):
            store.add([record(START + timedelta(days=day)) for day in range(300)])
    with open_store(paths, write=False) as store:
        assert len(store.newest(9)) == 1
        everything(store)
    filler.unlink()
    with open_store(paths) as store:
        assert store.add([record()]) == 1


def fill(filler: Path) -> None:
    with filler.open("wb", buffering=0) as out:
        try:
            while True:
                out.write(b"x" * 512)
        except OSError:
            return


def test_a_read_only_home_is_read_and_not_written(small_disk: Path) -> None:
    paths = find_paths({"SCIACOACH_HOME": str(small_disk)})
    left = header()
    with open_store(paths) as store:
        store.begin(left)
    assert mounted("-o", "remount,ro", str(small_disk))
    with open_store(paths, write=False) as store:
        (one,) = store.newest(5)
        assert (one.header.id, one.outcome) == (left.id, "interrupted")
    with pytest.raises(Failed, match="may not be written"), open_store(paths):
        pass
    with pytest.raises(Failed), SessionLock(paths):
        pass


LIMITED = """
import os, resource, sys
sys.path.insert(0, {tests!r})
from sessions import record
from sciacoach.errors import Failed
from sciacoach.history.store import open_store
from sciacoach.paths import find_paths
with open_store(find_paths(os.environ)) as store:
    store.add([record()])
    size = find_paths(os.environ).history.stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    try:
        store.add([record() for _ in range(300)])
    except Failed as fault:
        print(fault.message)
    assert len(store.newest(9)) == 1
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no resource limits")
def test_a_file_that_may_not_grow_is_told() -> None:
    code = LIMITED.format(tests=str(Path(__file__).parents[1]))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "history.db: the disk" in done.stdout
