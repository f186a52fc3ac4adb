"""A conducted session that dies anywhere, and is gone on with from what the history kept."""

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

import pytest
from conducting import Broken, FakeInbox, Script
from hypothesis import given, settings
from hypothesis import strategies as st
from test_played_again import (
    BEFORE,
    FOUND,
    Deadly,
    Killed,
    away,
    head_of,
    lines,
    pressed,
    scripts,
)

from fakes import FakeClock
from sciacoach import __version__
from sciacoach.coach.conduct import Conductor
from sciacoach.coach.inbox import Line, NoMore, Signalled
from sciacoach.faces import Face, Stamped, Still
from sciacoach.history.lock import SessionLock
from sciacoach.history.recorder import Recorder, planned_steps
from sciacoach.history.records import SessionRecord
from sciacoach.history.replaying import replay
from sciacoach.history.resuming import Interrupted
from sciacoach.history.store import Store, open_store
from sciacoach.history.verify import faults
from sciacoach.paths import find_paths
from sciacoach.session.commands import Command
from sciacoach.session.events import Event, StepEnded
from sciacoach.session.machine import Session
from sciacoach.session.resuming import retold


class Seen(Still):
    """A face that remembers."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def show(self, stamped: Stamped) -> None:
        self.events.append(stamped.event)


def begin(store: Store, script: Script, faces: Sequence[Face], free: bool = False) -> FakeClock:
    """Play a session that may die; the clock then."""
    clock = FakeClock()
    head = replace(head_of(hands_free=free, rehearsal=False), program=__version__)
    head = replace(head, started_at=clock.now().isoformat())
    recorder = Recorder(store, head, planned_steps(FOUND.turns))
    recorder.begin()
    session = Session(FOUND, head.id, hands_free=free, before=BEFORE)
    with suppress(Killed):
        Conductor(session, faces, recorder, FakeInbox(clock, script), clock).play()
    return clock


def go_on(
    store: Store,
    found: Interrupted,
    clock: FakeClock,
    script: Script,
    faces: Sequence[Face] = (),
    pain: Command | None = None,
) -> None:
    now = clock.now()
    store.take_up(found, (now - found.ended_at).total_seconds(), now)
    session, head = found.session, found.record.header
    recorder = Recorder(store, head, planned_steps(FOUND.turns))
    inbox = FakeInbox(clock, [(clock.seconds + at, item) for at, item in script])
    with suppress(Killed):
        Conductor(session, faces, recorder, inbox, clock).play_on(retold(session), pain)


def reopened(clock: FakeClock) -> Interrupted | str:
    paths = find_paths(os.environ)
    with SessionLock(paths) as lock, open_store(paths, lock=lock) as store:
        return store.interrupted(clock.now())


def kept(name: str) -> SessionRecord:
    with open_store(find_paths(os.environ)) as store:
        record = store.session(name)
        assert record is not None
        assert faults(store._db)[1] == ()
        return record


@settings(max_examples=60)
@given(
    scripts(lines | pressed | away),
    st.integers(3, 40),
    st.floats(0, 3000),
    scripts(lines | away),
    st.integers(0, 40),
    st.booleans(),
)
def test_wherever_it_dies_it_is_one_whole_session(
    before: Script, dies: int, gone: float, after: Script, dies_again: int, free: bool
) -> None:
    paths = find_paths(os.environ)
    with open_store(paths) as store:
        store.delete(store.choose(everything=True), FakeClock().wall)
        clock = begin(store, before, [Deadly(dies)], free)
    for deadly in (Deadly(dies_again), Seen()):
        clock.move(gone)
        was = reopened(clock)
        if isinstance(was, str) or was.owed:
            return
        with open_store(paths) as store:
            go_on(store, was, clock, after, [deadly], Command("pain", values={"leg": 3}))
        record = kept(was.session.id)
        assert replay(record).differs is None
        assert record.contact_s >= was.record.contact_s - 1.001
        assert len(record.steps) >= len(was.record.steps)


def interrupted(*script: tuple[float, object], free: bool = False) -> FakeClock:
    with open_store(find_paths(os.environ)) as store:
        items = [(at, Line(one) if isinstance(one, str) else one) for at, one in script]
        return begin(store, items, [], free)  # type: ignore[arg-type]


def test_the_faces_are_told_what_was_and_the_record_is_not() -> None:
    clock = interrupted((21.0, "ready"), (40.0, Signalled(15)))
    clock.move(60)
    found = reopened(clock)
    assert isinstance(found, Interrupted)
    face = Seen()
    with open_store(find_paths(os.environ)) as store:
        go_on(store, found, clock, [(1.0, Line("resume")), (99.0, Line("stop"))], [face])
    kinds = [one.kind for one in face.events]
    assert kinds[:5] == ["session_started", "step_announced", "paused", "cue", "resumed"]
    record = kept(found.session.id)
    assert [one.index for one in record.steps][:3] == [0, 1, 2]
    ended = [one for one in face.events if isinstance(one, StepEnded)]
    assert ended[0].delivered_s == record.steps[1].delivered_s == pytest.approx(45, abs=1)


def test_a_worse_pain_before_going_on_is_what_a_stop_rule_hears() -> None:
    clock = interrupted((21.0, "ready"), (40.0, Signalled(15)))
    clock.move(60)
    found = reopened(clock)
    assert isinstance(found, Interrupted)
    face = Seen()
    worse = Command("pain", values={"leg": 9, "lowest": "calf"})
    with open_store(find_paths(os.environ)) as store:
        go_on(store, found, clock, [(500.0, NoMore())], [face], worse)
    kinds = [one.kind for one in face.events]
    assert "advice" in kinds[4:7]
    assert "resumed" not in kinds


def test_a_reading_that_ends_a_step_still_waits_for_the_person() -> None:
    """Pain a little up ends the step in hand; nobody is led on before they say so."""
    clock = interrupted((21.0, "ready"), (40.0, Signalled(15)))
    clock.move(60)
    found = reopened(clock)
    assert isinstance(found, Interrupted)
    face = Seen()
    up = Command("pain", values={"leg": 5})
    with open_store(find_paths(os.environ)) as store:
        go_on(store, found, clock, [(30.0, Line("stop"))], [face], up)
    kinds = [one.kind for one in face.events]
    assert kinds[-1] == "session_ended"
    assert "step_started" not in kinds


def test_a_face_that_is_gone_at_once_leaves_it_interrupted() -> None:
    clock = interrupted((5.0, Signalled(15)))
    clock.move(60)
    found = reopened(clock)
    assert isinstance(found, Interrupted)
    with open_store(find_paths(os.environ)) as store:
        go_on(store, found, clock, [], [Broken(0)], Command("pain", values={"leg": 3}))
    assert kept(found.session.id).outcome == "interrupted"


def test_nothing_is_left_where_the_last_second_would_have_ended_it() -> None:
    clock = interrupted(*((0.0, "next") for _ in FOUND.turns[1:]), (34.5, Signalled(9)))
    with open_store(find_paths(os.environ)) as store:
        record = next(store.sessions())
        at = record.commands[-1].t
        rows = "UPDATE command SET line = 'killed', t = ? WHERE line = 'interrupt'"
        with store._db.writing():
            store._db.run(rows, (at,))
    assert reopened(clock) == "over"


def test_a_line_of_a_program_is_never_taken_for_the_coachs_own() -> None:
    clock = interrupted(
        (21.0, "ready"), (25.0, "gap 9999"), (26.0, "resumed 99"), (40.0, Signalled(15))
    )
    found = reopened(clock)
    assert isinstance(found, Interrupted)
    assert [one.line for one in found.record.commands] == ["ready", "interrupt"]
