"""The store: what is written comes back, a step at a time."""

import os
import sqlite3
import stat
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from histories import START, header, record, step

from sciacoach.errors import Failed
from sciacoach.history.lock import SessionLock
from sciacoach.history.records import Mark, Reading, new_session_id
from sciacoach.history.store import Store, open_store
from sciacoach.paths import Paths, find_paths


@pytest.fixture
def paths() -> Paths:
    return find_paths(os.environ)


@pytest.fixture
def store(paths: Paths) -> Iterator[Store]:
    with open_store(paths) as opened:
        yield opened


def mark(step_s: float, contact_s: float, at: str = "2026-11-22T19:01:00+01:00") -> Mark:
    return Mark(at, 50.0, step_s, delivered_s=50.0, contact_s=contact_s, paused_s=2.0)


def stored(store: Store) -> tuple[object, ...]:
    return tuple(store.sessions())


def test_a_history_that_is_missing_is_empty_and_stays_missing(paths: Paths) -> None:
    with open_store(paths, write=False) as store:
        assert stored(store) == ()
        assert store.newest(5) == []
        assert store.screen_log() == []
        assert store.past(START).sessions == ()
    assert not paths.data.exists()


def test_a_session_is_there_before_anything_is_played(store: Store) -> None:
    head = header()
    store.begin(head)
    (one,) = store.sessions()
    assert one.header == head
    assert one.outcome is None
    assert one.ended_at is None


def test_a_session_played_to_its_end_comes_back_as_it_was_told(store: Store) -> None:
    told = record()
    name = told.header.id
    store.begin(told.header)
    store.reading(name, "before", Reading(leg=3))
    store.reading(name, "before", Reading(leg=4, back=2, lowest="calf"))
    store.reading(name, "before", Reading(leg=3))
    store.command(name, 3.25, "pause")
    store.step_started(name, step(0))
    store.reading(name, "during", Reading(local=4, t=12.5))
    store.mark(name, mark(39.0, 39.0))
    assert store.step_ended(name, 0, "done", 40.0)
    store.step_started(name, step(1, side="right"))
    assert store.step_ended(name, 1, "done", 40.0)
    store.advice(name, "D13", 80.0)
    store.end(name, "completed", str(told.ended_at), 120.0, 80.0, 0.0)
    store.reading(name, "after", Reading(leg=2, back=2, lowest="thigh", local=5))
    store.note(name, "Slept\nwell.")
    assert stored(store) == (told,)
    assert store.session(name) == told
    store.note(name, "")
    assert store.session(name) == record(header=told.header, note=None)


def test_a_step_gone_back_to_is_there_twice_and_both_times_count(store: Store) -> None:
    name = header().id
    store.begin(header(id=name))
    for seconds in (12.0, 40.0):
        store.step_started(name, step(0))
        store.step_ended(name, 0, "done", seconds)
    found = store.session(name)
    assert found is not None
    assert [(one.index, one.delivered_s) for one in found.steps] == [(0, 12.0), (0, 40.0)]


def test_only_the_step_in_hand_can_end(store: Store) -> None:
    name = header().id
    store.begin(header(id=name))
    assert not store.step_ended(name, 0, "done", 1.0)
    store.step_started(name, step(0))
    assert not store.step_ended(name, 1, "done", 1.0)
    assert store.step_ended(name, 0, "done", 1.0)
    assert not store.step_ended(name, 0, "done", 9.0)


def test_an_end_cuts_the_step_in_hand(store: Store) -> None:
    name = header().id
    store.begin(header(id=name))
    store.step_started(name, step(0))
    store.mark(name, mark(7.0, 7.0))
    store.end(name, "stopped", "2026-11-22T19:01:00+01:00", 7.0, 7.0, 0.0)
    found = store.session(name)
    assert found is not None
    assert (found.steps[0].outcome, found.steps[0].delivered_s) == ("cut", 7.0)


def test_what_a_kill_left_is_interrupted_with_one_second_more(paths: Paths) -> None:
    name = header().id
    with open_store(paths) as store:
        store.begin(header(id=name))
        store.step_started(name, step(0))
        store.step_ended(name, 0, "done", 40.0)
        store.step_started(name, step(1, side="right"))
        store.mark(name, mark(7.25, 47.25))
    with open_store(paths, write=False) as store:
        found = store.session(name)
    assert found is not None
    assert found.outcome == "interrupted"
    assert found.ended_at == "2026-11-22T19:01:00+01:00"
    assert [(one.outcome, one.delivered_s) for one in found.steps] == [("done", 40), ("cut", 8.25)]
    assert found.contact_s == 48.25


@pytest.mark.parametrize(
    ("marked", "extended", "counted"), [(39.5, 0.0, 40.0), (39.5, 10.0, 40.5), (45.0, 0.0, 45.0)]
)
def test_the_open_step_counts_no_more_than_it_was_to_deliver(
    paths: Paths, marked: float, extended: float, counted: float
) -> None:
    name = header().id
    with open_store(paths) as store:
        store.begin(header(id=name))
        store.step_started(name, step(0))
        store.extended(name, extended)
        store.mark(name, mark(marked, marked))
    with open_store(paths) as store:
        found = store.session(name)
    assert found is not None
    assert found.steps[0].delivered_s == found.contact_s == counted


def test_a_step_that_ended_before_the_kill_gets_nothing_more(paths: Paths) -> None:
    name = header().id
    with open_store(paths) as store:
        store.begin(header(id=name))
        store.step_started(name, step(0))
        store.step_ended(name, 0, "skipped", 3.0)
    with open_store(paths) as store:
        found = store.session(name)
    assert found is not None
    assert (found.steps[0].outcome, found.steps[0].delivered_s) == ("skipped", 3.0)


def test_a_living_session_is_never_taken_for_a_dead_one(paths: Paths) -> None:
    name = header().id
    with SessionLock(paths), open_store(paths) as store:
        store.begin(header(id=name))
        for write in (True, False):
            with open_store(paths, write=write) as other:
                found = other.session(name)
                assert found is not None
                assert found.outcome is None


def test_who_holds_the_lock_knows_that_the_others_are_dead(paths: Paths) -> None:
    name = header().id
    with open_store(paths) as store:
        store.begin(header(id=name))
    with SessionLock(paths) as lock, open_store(paths, lock=lock) as store:
        found = store.session(name)
        assert found is not None
        assert found.outcome == "interrupted"


def test_sessions_come_oldest_first_and_newest_newest_first(store: Store) -> None:
    days = [record(START + timedelta(days=day)) for day in (2, 0, 1)]
    assert store.add(days) == 3
    dates = [one.header.started_at for one in store.sessions()]
    assert dates == sorted(dates)
    assert [one.header.started_at for one in store.newest(2)] == dates[:0:-1]
    within = store.sessions(START + timedelta(days=1), START + timedelta(days=2))
    assert [one.header.started_at for one in within] == [dates[1]]


def test_more_sessions_than_one_page_come_whole_and_once(store: Store) -> None:
    same_second = [record(START) for _ in range(450)]
    store.add(same_second)
    ids = [one.header.id for one in store.sessions()]
    assert sorted(ids) == sorted(one.header.id for one in same_second)


def test_a_session_is_found_by_the_beginning_of_its_id(store: Store) -> None:
    first, second = record(START), record(START + timedelta(days=1))
    store.add([first, second])
    assert store.find(first.header.id[:13]) == [first.header.id]
    assert store.find(first.header.id) == [first.header.id]
    assert store.find("") == sorted([first.header.id, second.header.id])
    assert store.find("zz") == []


def test_ids_sort_by_time_and_are_version_7() -> None:
    ids = [new_session_id(START + timedelta(milliseconds=n)) for n in range(50)]
    assert ids == sorted(ids)
    assert {(one[14], one[19] in "89ab") for one in ids} == {("7", True)}
    assert len({new_session_id(START) for _ in range(100)}) == 100


def test_the_screen_log_only_grows(paths: Paths) -> None:
    with open_store(paths) as store:
        store.append_screen("2026-11-22T19:00:00+01:00", "answers", {"RF01": "no"})
        store.append_screen("2026-11-22T19:01:00+01:00", "cleared", {"by": "Dr. Who"})
        assert [(kind, body) for _, kind, body in store.screen_log()] == [
            ("answers", {"RF01": "no"}),
            ("cleared", {"by": "Dr. Who"}),
        ]
    raw = sqlite3.connect(paths.history)
    for change in ("DELETE FROM screen_log", "UPDATE screen_log SET kind = 'x'"):
        with pytest.raises(sqlite3.IntegrityError, match="only grows"):
            raw.execute(change)
    raw.close()


def test_a_number_that_is_none_is_not_stored(store: Store) -> None:
    with pytest.raises(ValueError, match="Out of range"):
        store.append_screen("2026-11-22T19:00:00+01:00", "answers", {"age": float("nan")})
    assert store.screen_log() == []


def test_text_that_could_move_a_terminal_is_cleaned_on_its_way_in(store: Store) -> None:
    bad = "\x1b[2Ja\u202eb\nc"
    name = header().id
    store.begin(header(id=name, changes=(bad,), plan={bad: [bad]}))
    store.step_started(name, step(0, name=bad))
    store.command(name, 1.0, bad)
    store.note(name, bad)
    found = store.session(name)
    assert found is not None
    assert found.note == found.steps[0].name == found.commands[0].line == "ab c"
    assert found.header.changes == ("ab c",)
    assert found.header.plan == {"ab c": ["ab c"]}


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_every_file_is_the_owners_alone(paths: Paths, umask: int) -> None:
    old = os.umask(umask)
    try:
        with SessionLock(paths), open_store(paths) as store:
            store.add([record()])
    finally:
        os.umask(old)
    home = Path(os.environ["SCIACOACH_HOME"])
    modes = {p: stat.S_IMODE(p.stat().st_mode) for p in (home, *home.rglob("*"))}
    assert {(p.is_dir(), mode) for p, mode in modes.items()} == {(True, 0o700), (False, 0o600)}


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
def test_a_file_that_stood_open_is_closed(paths: Paths) -> None:
    with open_store(paths):
        pass
    paths.history.chmod(0o644)
    with open_store(paths, write=False):
        assert stat.S_IMODE(paths.history.stat().st_mode) == 0o600


def test_the_database_is_set_up_to_survive(paths: Paths) -> None:
    with open_store(paths) as store:
        asked = {
            name: next(iter(store._db.rows(f"PRAGMA {name}")[0].values()))
            for name in (
                "journal_mode",
                "synchronous",
                "secure_delete",
                "trusted_schema",
                "foreign_keys",
            )
        }
    assert asked == {
        "journal_mode": "delete",
        "synchronous": 3,
        "secure_delete": 1,
        "trusted_schema": 0,
        "foreign_keys": 1,
    }


def test_a_home_that_is_a_file_is_told(paths: Paths) -> None:
    paths.data.parent.write_text("")
    for write in (True, False):
        with pytest.raises(Failed) as caught, open_store(paths, write=write):
            pass
        assert str(paths.data.parent) in caught.value.message
