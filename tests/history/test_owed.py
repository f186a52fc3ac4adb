"""What a session owes is done once, whoever does it, and however the session ended."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from histories import START, header, step

from sciacoach.history.lock import SessionLock
from sciacoach.history.owed import Owed, entries_of, owed_of
from sciacoach.history.recorder import Recorder
from sciacoach.history.store import Store, open_store
from sciacoach.paths import find_paths
from sciacoach.screening.clearance import Verdict
from sciacoach.screening.log import Answered, FullWanted, Origin
from sciacoach.screening.log import Lock as Locked
from sciacoach.screening.rows import read_log
from sciacoach.session.events import Advice
from sciacoach.session.stop_rules import Action, Decision, Lock

ALARM = Lock("D1", ("RF05", "RF07"), Verdict.EMERGENCY, confirmed=True)
NUMB = Lock("D2", (), Verdict.URGENT, confirmed=True)


def stopped(rule: str, lock: Lock | None = None) -> Decision:
    return Decision(rule, "Stop.", Action.END_SESSION, lock)


def log(store: Store) -> tuple[object, ...]:
    return read_log(store.screen_log())


@pytest.fixture
def store(home: object) -> Iterator[Store]:
    with open_store(find_paths(os.environ)) as found:
        yield found


def begun(store: Store, day: int = 22, pressed: bool = True) -> str:
    """A session that runs, with half a minute of pressing."""
    head = header(START.replace(day=day))
    store.begin(head)
    if pressed:
        store.step_started(head.id, step(0))
        store.step_ended(head.id, 0, "done", 40.0)
    return head.id


def test_a_lock_becomes_the_yes_of_its_items_or_asks_for_everything() -> None:
    unsure = replace(ALARM, confirmed=False)
    assert entries_of(unsure, START) == (FullWanted(START, "D1"),)
    (said,) = entries_of(ALARM, START)
    assert isinstance(said, Answered)
    assert (said.origin, set(said.answers)) == (Origin.SESSION, {"RF05", "RF07"})
    assert entries_of(NUMB, START) == (Locked(START, "D2", Verdict.URGENT),)


def test_the_newest_debt_takes_the_place_of_the_one_before(store: Store) -> None:
    name = begun(store)
    for decisions in ([stopped("D2", NUMB)], [], [stopped("D5")]):
        store.owe(name, owed_of(decisions, 3.0, START))
    store.end(name, "stopped", START.isoformat(), 40.0, 40.0, 0.0)
    with open_store(find_paths(os.environ)) as later:
        assert [one.rule for one in later.session(name).advice] == ["D5"]  # type: ignore[union-attr]
        assert log(later) == ()


def test_what_was_told_in_time_is_not_told_twice(store: Store) -> None:
    name = begun(store)
    recorder = Recorder(store, header(START.replace(day=22), id=name))
    store.advice(name, "D5", 2.0)
    recorder.owe([stopped("D5")], 30.0, START.isoformat())
    recorder.event(Advice(30.0, "D5", "Stop.", "end_session"), START.isoformat())
    assert store.settle(name, owed_of([stopped("D5")], 30.0, START)) is False
    assert store.settle(name, ()) is False
    found = store.session(name)
    assert found
    assert [one.t for one in found.advice] == [2.0, 30.0]


def test_a_session_that_lives_keeps_its_debts(store: Store) -> None:
    paths = find_paths(os.environ)
    with SessionLock(paths):
        name = begun(store)
        store.owe(name, owed_of([stopped("D1", ALARM)], 3.0, START))
        with open_store(paths) as other:
            assert log(other) == ()
    with open_store(paths) as other:
        assert len(log(other)) == 1
    with open_store(paths) as other:
        assert len(log(other)) == 1


def test_a_reader_sees_what_is_owed_and_writes_nothing(store: Store) -> None:
    paths = find_paths(os.environ)
    name = begun(store)
    store.owe(name, owed_of([stopped("D2", replace(NUMB, confirmed=False))], 3.0, START))
    paths.history.chmod(0o400)
    with open_store(paths, write=False) as reader:
        assert log(reader) == (FullWanted(START, "D2"),)


@pytest.mark.parametrize("ended", [True, False], ids=["between end and lock", "running"])
@pytest.mark.parametrize(("first", "locks"), [("D5", True), ("D7", False)])
def test_a_kill_does_not_take_d6_away(store: Store, first: str, locks: bool, ended: bool) -> None:
    one = begun(store, day=20)
    store.advice(one, first, 20.0)
    store.end(one, "safety", START.isoformat(), 40.0, 40.0, 0.0)
    two = begun(store, day=22)
    at = START + timedelta(minutes=1)
    store.owe(two, owed_of([stopped("D5")], 40.0, at))
    if ended:
        store.end(two, "safety", at.isoformat(), 40.0, 40.0, 0.0)
    with open_store(find_paths(os.environ)) as later:
        found = [one for one in log(later) if isinstance(one, Locked)]
    assert [one.rule for one in found] == (["D6"] if locks else [])


def test_a_session_of_a_wrong_clock_does_not_hide_d6(store: Store) -> None:
    one, ahead, two = begun(store, day=20), begun(store, day=30), begun(store, day=22)
    for name in (one, two):
        store.advice(name, "D5", 20.0)
    store.end(ahead, "completed", START.isoformat(), 40.0, 40.0, 0.0)
    assert store.lock_if_moved_down_again(two, START + timedelta(minutes=1)) is True
    assert store.lock_if_moved_down_again(one, START - timedelta(days=2)) is False


def test_a_debt_is_a_plain_value() -> None:
    assert owed_of([stopped("D5")], 3.0, START) == (Owed("D5", 3.0, START),)
