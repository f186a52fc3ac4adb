"""The store: check-ins, and the readings of any day."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from histories import START, header, record

from sciacoach.errors import Failed, Usage
from sciacoach.history.export.json_ import json_text
from sciacoach.history.import_ import import_json
from sciacoach.history.records import Checkin, DayReading, Reading
from sciacoach.history.store import Store, open_store
from sciacoach.paths import find_paths

NOW = START + timedelta(days=1)


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store(find_paths(os.environ)) as opened:
        yield opened


def told(store: Store, body: dict[str, Any], **change: Any) -> str:
    """A calm session with a check-in; its id."""
    one = record(advice=(), **change)
    store.add([one])
    store.checkin(one.header.id, body)
    return one.header.id


def test_a_check_in_comes_back_and_takes_the_place_of_the_one_before(store: Store) -> None:
    name = told(store, {"morning": "same", "note": "well\x1b[2J"})
    store.checkin(name, {"morning": "better", "leg": None})
    (one,) = store.sessions()
    assert one.checkin == {"morning": "better", "leg": None}


def test_check_ins_are_those_told_since(store: Store) -> None:
    body = {"morning": "same", "at": NOW.isoformat()}
    name = told(store, body)
    assert store.checkins(NOW) == [Checkin(name, NOW.isoformat(), body)]
    assert store.checkins(NOW + timedelta(seconds=1)) == []


def test_a_check_in_that_does_not_say_when_counts_from_its_session(store: Store) -> None:
    name = told(store, {"morning": "same"})
    assert store.checkins(START) == [Checkin(name, START.isoformat(), {"morning": "same"})]
    assert store.past(NOW).sessions[0].told_at == START


def test_a_rehearsal_has_no_check_in(store: Store) -> None:
    told(store, {"morning": "same"}, header=header(rehearsal=True))
    assert store.checkins(START - timedelta(days=1)) == []


@pytest.mark.parametrize("body", [{"at": "soon"}, {"at": "2026-11-22"}, {"at": 3}])
def test_a_check_in_that_makes_no_sense_is_damage(store: Store, body: dict[str, Any]) -> None:
    told(store, body)
    with pytest.raises(Failed, match="damaged"):
        store.checkins(START)
    with pytest.raises(Failed, match="damaged"):
        store.past(NOW)


@pytest.mark.parametrize(
    ("rule", "calm"), [(None, True), ("N1", True), ("N2", False), ("N3", False), ("N6", False)]
)
def test_a_rule_worse_than_n1_is_not_calm_whatever_the_morning(
    store: Store, rule: str | None, calm: bool
) -> None:
    told(store, {"morning": "same", "rule": rule, "at": NOW.isoformat()})
    (one,) = store.past(NOW).sessions
    assert (one.calm, one.next_day, one.told_at) == (calm, rule, NOW)


def test_a_check_in_of_the_future_counts_as_now(store: Store) -> None:
    told(store, {"at": (NOW + timedelta(days=9)).isoformat()})
    assert store.past(NOW).sessions[0].told_at == NOW


def test_who_has_told_nothing_has_no_time_of_telling(store: Store) -> None:
    store.add([record()])
    assert store.past(NOW).sessions[0].told_at is None


def test_readings_of_any_day_come_back_oldest_first(store: Store) -> None:
    late, early = datetime(2026, 11, 3, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)
    store.pain(late, Reading(leg=0, lowest="none"))
    store.pain(early, Reading(2, 1, "calf", 3, 4))
    assert store.pains() == [
        DayReading(early.isoformat(), Reading(2, 1, "calf", 3, 4)),
        DayReading(late.isoformat(), Reading(leg=0, lowest="none")),
    ]
    assert [one.at for one in store.pains(late)] == [late.isoformat()]


def test_a_reading_above_10_is_refused(store: Store) -> None:
    with pytest.raises(Failed):
        store.pain(NOW, Reading(leg=11))
    assert store.pains() == []


WHOLE: dict[str, Any] = {
    "at": NOW.isoformat(),
    "morning": "worse_longer",
    "rule": "N3",
    "rules": ["N3", "N2"],
    "signs": ["lasting"],
    "leg": 5,
    "back": None,
    "lowest": "calf",
    "tingling": 0,
    "weakness": 1,
}


def exported(body: dict[str, Any]) -> str:
    return "".join(json_text([record(checkin=body)], True))


@pytest.mark.parametrize("body", [WHOLE, {"morning": "same"}, {"more": [1]}, {}])
def test_a_check_in_goes_out_and_comes_in(store: Store, body: dict[str, Any]) -> None:
    assert import_json(store, "out.json", exported(body)).new == 1
    (one,) = store.sessions()
    assert one == replace(record(checkin=body), header=one.header)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"morning": "fine"}, "checkin.morning: .* is not one of better, same"),
        ({"rule": "N8"}, "checkin.rule: .* is not one of N1"),
        ({"rules": ["N9"]}, r"checkin.rules\[0\]: .* is not one of N1"),
        ({"signs": ["toe"]}, r"checkin.signs\[0\]: .* is not one of lasting"),
        ({"leg": 11}, "checkin.leg: 11 is not between 0 and 10"),
        ({"lowest": "toe"}, "checkin.lowest: "),
        ({"at": "soon"}, "checkin.at: .* is not a time"),
        ({"at": None}, "checkin.at: null is not text"),
    ],
)
def test_a_check_in_that_is_not_right_is_not_imported(
    store: Store, change: dict[str, Any], words: str
) -> None:
    with pytest.raises(Usage, match=words):
        import_json(store, "out.json", exported({**WHOLE, **change}))
    assert store.newest(1) == []
