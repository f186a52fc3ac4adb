"""What a deletion takes away, and what limits and next-day rules keep of it."""

import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from histories import START, header, record, records, step
from hypothesis import given
from hypothesis import strategies as st

from sciacoach.errors import Failed
from sciacoach.history.backups import KEPT, automatic, back_up, forget
from sciacoach.history.database import Database
from sciacoach.history.past import past_sessions
from sciacoach.history.records import Advised, Reading, SessionRecord
from sciacoach.history.remnants import DELETED, remnants
from sciacoach.history.store import Store, open_store
from sciacoach.paths import Paths, find_paths
from sciacoach.plan.days import days
from sciacoach.plan.next_day import effects, told_about
from sciacoach.plan.past import Past
from sciacoach.routine.limits import Column
from sciacoach.vocabulary import Region, Tool

NOW = START + timedelta(hours=12)


def ago(hours: float) -> datetime:
    return NOW - timedelta(hours=hours)


@pytest.fixture
def database() -> Iterator[Database]:
    with closing(Database.empty(Path("history.db"))) as made:
        yield made


@pytest.fixture
def store(database: Database) -> Store:
    return Store(database)


def after(store: Store, *made: SessionRecord, now: datetime = NOW) -> tuple[Past, Past]:
    """The past before and after all of it is deleted."""
    store.add(made)
    whole = store.past(now)
    store.delete(store.choose(everything=True), now)
    return whole, store.past(now)


def checked_in(hours: float, rule: str | None, **more: object) -> SessionRecord:
    told: dict[str, object] = {
        "at": ago(hours - 8).isoformat(),
        "morning": "same",
        "rule": rule,
        "rules": [],
    }
    return record(ago(hours), checkin={**told, "rule": rule, "rules": [], **more})


def test_what_was_pressed_still_counts(store: Store) -> None:
    whole, left = after(store, record(ago(3)))
    assert list(store.sessions()) == []
    assert [one.contacts for one in left.sessions] == [one.contacts for one in whole.sessions]
    assert left.sessions[0].started_at == whole.sessions[0].started_at
    assert (left.sessions[0].id, left.sessions[0].routine) == ("", "")
    assert left.sessions[0].outcome == DELETED
    for column in (Column.HARD, Column.PRECAUTION):
        assert days(left, NOW, column) == days(whole, NOW, column)
    assert days(left, NOW, Column.HARD).against(Tool.TENNIS_BALL, Region.PIRIFORMIS)


def test_a_deleted_session_is_no_calm_one(store: Store) -> None:
    calm = record(ago(30), checkin={"morning": "same"}, advice=())
    whole, left = after(store, calm)
    assert len(whole.calm_at) == 1
    assert left.calm_at == ()


def test_a_week_later_nothing_is_left(store: Store, database: Database) -> None:
    after(store, record(ago(3)), record(ago(7 * 24)))
    assert len(remnants(database)) == 1
    store.begin(header(NOW + timedelta(days=7)))
    assert remnants(database) == []


def pressed_ahead(store: Store, days_ahead: int) -> None:
    """A session whose clock was wrong, and is deleted now."""
    made = record(NOW + timedelta(days=days_ahead))
    store.add([made])
    assert [one.id for one in store.past(NOW).ahead] == [made.header.id]
    store.delete(store.choose([made.header.id]), NOW)
    assert store.past(NOW).ahead == ()


@pytest.mark.parametrize("days_ahead", [1, 40])
def test_what_was_dated_ahead_counts_from_its_deletion_on(store: Store, days_ahead: int) -> None:
    pressed_ahead(store, days_ahead)
    (left,) = store.past(NOW).sessions
    assert left.started_at == NOW
    assert days(store.past(NOW), NOW, Column.HARD).tools is not None
    later = NOW + timedelta(hours=19)
    assert store.past(later).sessions[0].started_at == NOW
    assert days(store.past(later), later, Column.HARD).tools is not None
    later = NOW + timedelta(hours=21)
    assert days(store.past(later), later, Column.HARD).tools is None


def test_a_clock_set_back_for_the_deletion_alone_gains_nothing(store: Store) -> None:
    pressed_ahead(store, 21)
    real = NOW + timedelta(days=21, hours=1)
    store.begin(header(real - timedelta(hours=2)))
    (left,) = [one for one in store.past(real).sessions if one.contacts]
    assert left.started_at == NOW + timedelta(days=21)
    assert days(store.past(real), real, Column.HARD).tools is not None


def test_a_rehearsal_leaves_nothing(store: Store, database: Database) -> None:
    after(store, record(header=header(ago(3), rehearsal=True)))
    assert remnants(database) == []


@pytest.mark.parametrize("rule", ["N2", "N3", "N5"])
def test_next_day_rules_in_force_stay_in_force(store: Store, rule: str) -> None:
    whole, left = after(store, checked_in(40, rule))
    assert effects(left, NOW) == effects(whole, NOW)
    assert effects(left, NOW).dose == (0.5, rule)


def test_pain_that_moved_down_stays_known(store: Store) -> None:
    down = record(ago(40), advice=(Advised("D5", 9.0),))
    whole, left = after(store, down)
    assert effects(left, NOW) == effects(whole, NOW)
    store.add([record(ago(2), advice=(Advised("D5", 9.0),))])
    assert store.past(NOW).moved_down_twice


def test_what_lasts_until_a_calm_session_outlives_the_week(
    store: Store, database: Database
) -> None:
    after(store, checked_in(24 * 8, "N3"), checked_in(24 * 9, "N1"))
    assert [one.next_day for one in remnants(database)] == ["N3"]
    late = NOW + timedelta(days=30)
    store.begin(header(late))
    assert len(remnants(database)) == 1
    calm = record(NOW + timedelta(days=31), checkin={"morning": "same"}, advice=())
    store.add([calm])
    store.begin(header(NOW + timedelta(days=32)))
    assert remnants(database) == []


def test_n3_of_a_deleted_session_still_makes_the_next_one_n4(store: Store) -> None:
    after(store, checked_in(24 * 9, "N5", rules=["N5", "N3"]))
    (told,) = store.checkins(NOW - timedelta(days=14))
    assert (told.session, told.body) == ("", {"rules": ["N3"]})
    assert store.checkins(NOW) == []


def test_a_deleted_session_is_not_asked_about(store: Store) -> None:
    whole, left = after(store, record(ago(24)))
    assert told_about(whole, NOW) is not None
    assert told_about(left, NOW) is None


@given(st.lists(records, max_size=3, unique_by=lambda one: one.header.id), st.integers(-50, 400))
def test_no_limit_of_days_is_milder_after_a_deletion(made: list[SessionRecord], hours: int) -> None:
    store = Store(Database.empty(Path("history.db")))
    began = START - timedelta(hours=hours)
    moved = [replace(one, header=replace(one.header, started_at=began.isoformat())) for one in made]
    whole, left = after(store, *moved, now=START)
    for column in (Column.HARD, Column.PRECAUTION):
        before, then = days(whole, START, column), days(left, START, column)
        assert then.region == before.region
        assert then.ball == before.ball
        assert then.tools == before.tools
        assert then.hands == before.hands or before.hands is None
    assert effects(left, START).against(Tool.TENNIS_BALL, Region.CALVES) == effects(
        whole, START
    ).against(Tool.TENNIS_BALL, Region.CALVES)


# ---- what is chosen ---------------------------------------------------------------------------


def test_one_session_of_many_goes(store: Store) -> None:
    one, two = record(ago(30)), record(ago(3))
    store.add([one, two])
    chosen = store.choose([one.header.id, one.header.id])
    assert (len(chosen.sessions), chosen.first) == (1, one.header.started_at)
    assert store.delete(chosen, NOW) == 1
    assert [found.header.id for found in store.sessions()] == [two.header.id]


def test_what_is_older_goes_with_its_readings(store: Store) -> None:
    store.add([record(ago(30)), record(ago(3))])
    store.pain(ago(30), Reading(leg=3))
    store.pain(ago(3), Reading(leg=4))
    chosen = store.choose(before=ago(3))
    assert (len(chosen.sessions), len(chosen.readings)) == (1, 1)
    store.delete(chosen, NOW)
    assert [one.said.leg for one in store.pains()] == [4]


def test_nothing_chosen_is_nothing(store: Store) -> None:
    assert not store.choose()
    assert not store.choose(everything=True)
    assert store.delete(store.choose(["x"]), NOW) == 0


def test_a_running_session_is_not_deleted(store: Store) -> None:
    made = header(ago(0))
    store.begin(made)
    with pytest.raises(Failed, match="is running"):
        store.choose(everything=True)
    with pytest.raises(Failed, match="is running"):
        store.choose([made.id])
    assert not store.choose(before=ago(1))


def test_a_session_that_went_on_from_a_deleted_one_names_it_no_more(store: Store) -> None:
    first = record(ago(5))
    then = record(header=header(ago(4), resumed_from=first.header.id))
    store.add([first, then])
    store.delete(store.choose([first.header.id]), NOW)
    assert [one.header.resumed_from for one in store.sessions()] == [None]


def test_the_safety_log_stays(store: Store) -> None:
    store.append_screen(ago(3).isoformat(), "new_spell", {})
    after(store, record(ago(3)))
    assert len(store.screen_log()) == 1


# ---- on the disk -------------------------------------------------------------------------------


@pytest.fixture
def paths() -> Paths:
    return find_paths(os.environ)


CANARY = "canary-of-a-note"


def test_no_file_holds_what_was_deleted(paths: Paths) -> None:
    made = [
        record(ago(n), note=f"{CANARY} {n}", steps=(step(name=CANARY, outcome="done"),))
        for n in range(60)
    ]
    with open_store(paths) as store:
        store.add(made)
        store.back_up(paths, NOW)
        assert holding(paths) == {"data", "data/backups"}
        store.delete(store.choose(everything=True), NOW)
        assert forget(paths) == 1
        store.back_up(paths, NOW)
    assert holding(paths) == set()
    assert len(automatic(paths)) == 1


def holding(paths: Paths) -> set[str]:
    root = paths.data.parent
    found = [one for one in root.rglob("*") if one.is_file()]
    return {
        one.parent.relative_to(root).as_posix()
        for one in found
        if CANARY.encode() in one.read_bytes()
    }


def test_the_newest_five_copies_are_kept(paths: Paths) -> None:
    with open_store(paths) as store:
        store.add([record()])
        for n in range(KEPT + 2):
            store.back_up(paths, NOW + timedelta(seconds=n))
            os.utime(automatic(paths)[0], (n, n))
    names = [one.name for one in automatic(paths)]
    assert len(names) == KEPT
    assert names[0] > names[-1]
    assert all(one.stat().st_mode & 0o077 == 0 for one in automatic(paths))


def test_two_copies_of_one_second_both_stand(paths: Paths) -> None:
    with open_store(paths) as store:
        store.back_up(paths, NOW)
        store.back_up(paths, NOW)
    assert len(automatic(paths)) == 2


def test_own_files_beside_the_copies_are_left(paths: Paths, database: Database) -> None:
    back_up(database, paths, NOW)
    mine = paths.backups / "mine.db"
    mine.write_text("mine")
    (paths.backups / ".history-x.db.abc.part").write_text("left by a kill")
    forget(paths)
    assert list(paths.backups.iterdir()) == [mine]


def test_a_copy_that_cannot_be_taken_away_is_told(paths: Paths, database: Database) -> None:
    copy = back_up(database, paths, NOW)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "unlink", refuse)
        with pytest.raises(Failed, match=copy.name):
            forget(paths)


def refuse(self: Path, missing_ok: bool = False) -> None:
    raise PermissionError(13, "no")


def test_a_copy_is_a_whole_history(paths: Paths) -> None:
    with open_store(paths) as store:
        store.add([record()])
        store.back_up(paths, NOW)
        whole = list(store.sessions())
    paths.history.unlink()
    automatic(paths)[0].rename(paths.history)
    with open_store(paths) as store:
        assert list(store.sessions()) == whole


def test_past_sessions_are_those_that_are_there(store: Store, database: Database) -> None:
    after(store, record(ago(3)))
    store.add([record(ago(2))])
    assert len(past_sessions(database, NOW)) == 1
    assert [one.outcome for one in store.past(NOW).sessions] == [DELETED, "completed"]
