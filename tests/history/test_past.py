"""From the history to what fit needs: what was delivered, and which sessions were calm."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from histories import START, header, record, step

from sciacoach.history.records import Advised, Reading, SessionRecord
from sciacoach.history.store import Store, open_store
from sciacoach.paths import find_paths
from sciacoach.plan.past import Past
from sciacoach.vocabulary import Position, Region, Side, Tool

CALM = record(checkin={"morning": "same"}, advice=())


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store(find_paths(os.environ)) as opened:
        yield opened


def past_of(store: Store, *records: SessionRecord) -> Past:
    store.add(records)
    return store.past(START + timedelta(days=1))


def calm(store: Store, one: SessionRecord) -> bool:
    return past_of(store, one).sessions[0].calm


def pressed(*steps: tuple[str, float]) -> SessionRecord:
    made = tuple(
        step(n, side=side, delivered_s=s, outcome="done") for n, (side, s) in enumerate(steps)
    )
    return replace(CALM, steps=made)


def test_contact_comes_as_it_was_delivered(store: Store) -> None:
    (one,) = past_of(store, record()).sessions
    assert one.contact_s == one.tool_s == 80.0
    first = one.contacts[0]
    assert (first.region, first.tool, first.side) == (
        Region.PIRIFORMIS,
        Tool.TENNIS_BALL,
        Side.LEFT,
    )
    assert (first.moving, first.position) == (True, Position.WALL)


def test_a_rehearsal_never_counts(store: Store) -> None:
    assert past_of(store, record(header=header(rehearsal=True))).sessions == ()


def test_a_start_in_the_future_counts_as_now(store: Store) -> None:
    now = START + timedelta(days=1)
    (one,) = past_of(store, record(START + timedelta(days=400))).sessions
    assert one.started_at == now


def test_contact_under_a_second_leaves_no_trace(store: Store) -> None:
    (one,) = past_of(store, pressed(("left", 0.99))).sessions
    assert one.contacts == ()


def test_many_short_contacts_on_a_region_are_seen(store: Store) -> None:
    (one,) = past_of(store, pressed(("left", 0.9), ("left", 0.9))).sessions
    assert one.contact_s == pytest.approx(1.8)


def test_a_running_session_counts_with_what_it_delivered(store: Store) -> None:
    store.begin(header())
    name = header().id
    store.begin(header(id=name))
    assert {one.outcome for one in store.past(START).sessions} == {"running"}


def test_a_step_without_contact_is_no_contact(store: Store) -> None:
    walk = step(0, do="move", side="none", delivered_s=60.0, outcome="done")
    (one,) = past_of(store, record(steps=(walk,))).sessions
    assert one.contacts == ()


def test_a_session_with_all_it_takes_is_calm(store: Store) -> None:
    past = past_of(store, CALM)
    assert past.sessions[0].calm
    assert past.calm_at == (START,)


@pytest.mark.parametrize("morning", ["worse_longer", "bruise", None, 3])
def test_a_bad_morning_is_not_calm(store: Store, morning: object) -> None:
    assert not calm(store, replace(CALM, checkin={"morning": morning}))


@pytest.mark.parametrize("morning", ["better", "same", "worse_under_36h"])
def test_a_morning_up_to_n1_is_calm(store: Store, morning: str) -> None:
    assert calm(store, replace(CALM, checkin={"morning": morning}))


def test_without_a_next_morning_it_is_not_calm(store: Store) -> None:
    assert not calm(store, replace(CALM, checkin=None))


def test_without_an_after_reading_it_is_not_calm(store: Store) -> None:
    assert not calm(store, replace(CALM, after=Reading(tingling=1)))


@pytest.mark.parametrize("rule", [f"D{number}" for number in range(1, 13)])
def test_a_stop_rule_is_not_calm(store: Store, rule: str) -> None:
    assert not calm(store, replace(CALM, advice=(Advised("D13", 1.0), Advised(rule, 2.0))))


@pytest.mark.parametrize("rule", ["D13", "D14"])
def test_a_rule_that_says_go_on_is_calm(store: Store, rule: str) -> None:
    assert calm(store, replace(CALM, advice=(Advised(rule, 1.0),)))


@pytest.mark.parametrize(
    ("steps", "enough"),
    [
        ([("left", 19.9)], False),
        ([("left", 20.0)], True),
        ([("left", 20.0), ("right", 9.9)], False),
        ([("left", 15.0), ("right", 15.0)], True),
        ([("both", 20.0)], True),
        ([("both", 19.0)], False),
        ([], False),
    ],
)
def test_calm_takes_20_seconds_a_side_or_30_in_all(
    store: Store, steps: list[tuple[str, float]], enough: bool
) -> None:
    assert calm(store, pressed(*steps)) is enough
