"""Events into the history; a disk that fails stops nothing and loses nothing."""

import os
from collections.abc import Iterator

import pytest
from histories import header, step
from hypothesis import given
from hypothesis import strategies as st

from sciacoach.errors import Failed
from sciacoach.history.database import Database
from sciacoach.history.recorder import Recorder, planned_steps
from sciacoach.history.records import Mark, Reading, SessionRecord
from sciacoach.history.store import Store, open_store
from sciacoach.paths import find_paths
from sciacoach.routine.layout import Turn
from sciacoach.session.events import (
    Advice,
    Countdown,
    Event,
    Extended,
    Pain,
    SessionEnded,
    SessionStarted,
    StepEnded,
    StepStarted,
)
from sciacoach.vocabulary import Do, Position, Region, Side, Style, Tool

AT = "2026-11-22T19:02:00+01:00"


def started(index: int, seconds: float = 40.0) -> StepStarted:
    return StepStarted(
        0.0, index, "Slow search", "roll", "piriformis", "tennis_ball", "left", seconds, 4
    )


def ended(index: int, delivered: float, outcome: str = "done") -> StepEnded:
    return StepEnded(40.0, index, 40.0, delivered, outcome)


EVENTS: tuple[Event, ...] = (
    SessionStarted(0.0, "x", "piriformis", 120.0, 2, False, ()),
    started(0),
    Countdown(37.0, 3),
    Extended(39.0, 10.0),
    Pain(39.5, None, None, None, 4, "during"),
    ended(0, 50.0),
    started(1),
    Advice(60.0, "D9", "Less.", "ease"),
    ended(1, 20.0, "cut"),
    Pain(60.0, 2, 1, "thigh", None, "after"),
    SessionEnded(70.0, "stopped", 70.0, 70.0, 3.0),
)


class FlakyStore(Store):
    """A store on a disk that is full at the calls that `full` names."""

    def __init__(self, database: Database, full: frozenset[int] = frozenset()) -> None:
        super().__init__(database)
        self.full = full
        self.calls = 0

    def _changing(self, session: str):  # type: ignore[no-untyped-def]
        self.calls += 1
        if self.calls in self.full:
            raise Failed("history.db: the disk is full.", "Make room.")
        return super()._changing(session)


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store(find_paths(os.environ)) as opened:
        yield opened


def play(store: Store, planned: bool = True) -> tuple[Recorder, SessionRecord]:
    steps = (step(0), step(1), step(2, name="Never begun"))
    recorder = Recorder(store, header(), steps if planned else ())
    recorder.begin()
    for event in EVENTS:
        recorder.event(event, AT)
        recorder.mark(Mark(AT, event.t, 1.0, event.t, event.t, 0.0))
    recorder.try_again()
    found = store.session(recorder.session)
    assert found is not None
    return recorder, found


def test_events_become_the_record(store: Store) -> None:
    recorder, found = play(store)
    assert recorder.trouble is None
    assert (found.outcome, found.ended_at) == ("stopped", AT)
    assert (found.delivered_s, found.contact_s, found.paused_s) == (70.0, 70.0, 3.0)
    assert [(s.index, s.delivered_s, s.outcome, s.position) for s in found.steps] == [
        (0, 50.0, "done", "wall"),
        (1, 20.0, "cut", "wall"),
    ]
    assert found.during == (Reading(local=4, t=39.5),)
    assert found.after == Reading(leg=2, back=1, lowest="thigh")
    assert [(a.rule, a.t) for a in found.advice] == [("D9", 60.0)]


def test_a_mark_after_the_end_changes_nothing(store: Store) -> None:
    recorder, found = play(store)
    recorder.mark(Mark(AT, 99.0, 99.0, 99.0, 99.0, 99.0))
    assert store.session(recorder.session) == found


def test_a_step_skipped_before_it_began_is_told_from_the_plan(store: Store) -> None:
    recorder = Recorder(store, header(), (step(0, name="Never begun"),))
    recorder.begin()
    recorder.event(ended(0, 0.0, "skipped"), AT)
    recorder.event(ended(7, 0.0, "skipped"), AT)
    found = store.session(recorder.session)
    assert found is not None
    assert [(s.name, s.delivered_s, s.outcome) for s in found.steps] == [
        ("Never begun", 0.0, "skipped")
    ]


def test_commands_and_readings_are_kept(store: Store) -> None:
    recorder = Recorder(store, header())
    recorder.begin()
    recorder.command(2.0, "pause")
    recorder.reading("before", Reading(leg=3, tingling=1))
    found = store.session(recorder.session)
    assert found is not None
    assert [(c.t, c.line) for c in found.commands] == [(2.0, "pause")]
    assert found.before == Reading(leg=3, tingling=1)


def test_a_session_that_cannot_be_put_down_does_not_begin(store: Store) -> None:
    store._db.close()
    with pytest.raises(Failed):
        Recorder(store, header()).begin()


@given(full=st.frozensets(st.integers(1, 30)))
def test_whenever_the_disk_is_full_the_record_is_whole_in_the_end(full: frozenset[int]) -> None:
    path = find_paths(os.environ).history
    whole = play(Store(Database.empty(path)))[1]
    flaky = FlakyStore(Database.empty(path), full)
    recorder, found = play(flaky)
    while recorder.trouble:
        assert recorder.trouble == "history.db: the disk is full."
        recorder.try_again()
        found = flaky.session(recorder.session) or found
    assert (found.steps, found.during, found.after) == (whole.steps, whole.during, whole.after)
    assert (found.contact_s, found.outcome) == (whole.contact_s, whole.outcome)


def test_the_steps_of_a_plan_keep_their_place_and_position() -> None:
    turn = Turn(
        source=("steps", 0),
        rounds=(),
        do=Do.HOLD,
        name="Hold",
        seconds=20.0,
        side=Side.LEFT,
        prepare_s=10.0,
        change=False,
        region=Region.CALVES,
        tool=Tool.HANDS,
        position=Position.CHAIR,
        style=Style.SWEDISH,
        ceiling=2,
        tempo=None,
        tags=frozenset(),
        text=None,
        say="Hold",
    )
    (one,) = planned_steps((turn,))
    assert (one.index, one.name, one.do, one.planned_s) == (0, "Hold", "hold", 20.0)
    assert (one.region, one.tool, one.position) == ("calves", "hands", "chair")
