"""A session that was conducted is played again from what the history kept: the same events,
`at` and `mono` apart, whatever came from outside and whenever it came."""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest
from conducting import Away, FakeInbox, Script
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes import FakeClock
from people import plan, press, quiet, routine
from sciacoach.coach.conduct import Conductor
from sciacoach.coach.inbox import Line, NoMore, Pressed, Signalled
from sciacoach.errors import Failed
from sciacoach.faces import Face, Stamped, Still
from sciacoach.faces.jsonl import JsonFace
from sciacoach.history.export.json_ import json_text
from sciacoach.history.import_ import import_json
from sciacoach.history.recorder import Recorder, planned_steps
from sciacoach.history.records import Advised, SessionHeader, SessionRecord, new_session_id
from sciacoach.history.replaying import Replayed, replay
from sciacoach.history.store import Store, open_store
from sciacoach.paths import Paths, find_paths
from sciacoach.routine.limits import limits_version
from sciacoach.session.events import Event, Fault
from sciacoach.session.machine import Session
from sciacoach.session.stop_rules import Reading
from sciacoach.session.stored import plan_row
from sciacoach.vocabulary import Lowest
from sessions import header
from strategies import commands, worried

FOUND = plan(
    routine(
        [
            quiet("setup", 20),
            press(for_=40),
            quiet("check", 30, cues=[{"at": 0, "say": "Look."}]),
            quiet("move", 10, cues=[{"at": 0, "say": "Walk."}]),
            press(for_=25),
            quiet("rest", 35),
        ]
    )
)
BEFORE = Reading(3, 2, Lowest.BUTTOCK)


class Killed(BaseException):
    """The process dies."""


class Deadly(Still):
    """A face at whose event number `after` the process dies."""

    def __init__(self, after: int) -> None:
        self.left = after

    def show(self, stamped: Stamped) -> None:
        """Count, and die."""
        self.left -= 1
        if self.left < 0:
            raise Killed


class Heard(Recorder):
    """A recorder that also remembers what it was told."""

    def __init__(self, store: Store, head: SessionHeader) -> None:
        super().__init__(store, head, planned_steps(FOUND.turns))
        self.events: list[Event] = []

    def event(self, event: Event, at: str) -> None:
        """Write it, and remember."""
        self.events.append(event)
        super().event(event, at)


@pytest.fixture
def paths() -> Paths:
    return find_paths(os.environ)


@pytest.fixture
def store(paths: Paths) -> Iterator[Store]:
    with open_store(paths) as opened:
        yield opened


def head_of(*, hands_free: bool, rehearsal: bool) -> SessionHeader:
    return header(
        id=new_session_id(FakeClock().wall),
        rehearsal=rehearsal,
        limits=limits_version(),
        changes=FOUND.changes,
        plan=plan_row(FOUND, hands_free=hands_free, before=BEFORE),
    )


def conducted(
    store: Store,
    script: Script,
    *,
    hands_free: bool = False,
    rehearsal: bool = False,
    typed: bool = False,
    speed: float = 1.0,
    faces: Sequence[Face] = (),
) -> Heard:
    """Play a session into the history while `script` happens."""
    clock = FakeClock()
    head = head_of(hands_free=hands_free, rehearsal=rehearsal)
    heard = Heard(store, head)
    heard.begin()
    session = Session(FOUND, head.id, rehearsal=rehearsal, hands_free=hands_free, before=BEFORE)
    inbox = FakeInbox(clock, script)
    conductor = Conductor(session, faces, heard, inbox, clock, speed=speed, typed=typed)
    conductor.play()
    return heard


def kept(store: Store, heard: Heard) -> SessionRecord:
    record = store.session(heard.session)
    assert record is not None
    return record


def written(events: Sequence[Event]) -> list[str]:
    return [json.dumps(event.body()) for event in events]


lines = st.one_of(
    commands.map(lambda one: one.line),
    worried.map(lambda one: one.line),
    st.sampled_from(["", "bla bla", "pain leg=11", "local many", "?", "pain leg=0 lowest=foot"]),
).map(Line)
pressed = st.sampled_from(["space", "n", "b", "a", "+", "w", "q", "y", "4", "9", "enter"]).map(
    Pressed
)
away = st.builds(Away, st.sampled_from([1.4, 1.6, 30.0, 90.0]) | st.floats(0, 200))
last = st.sampled_from([NoMore(), Signalled(15)])
waits = st.sampled_from([0.0, 0.0, 0.0625, 5.0, 20.0, 61.0]) | st.floats(0, 70)


def scripts(items: st.SearchStrategy[Any]) -> st.SearchStrategy[Script]:
    """Items, each some time after the one before; the input ends at last."""
    some = st.integers(0, 25).flatmap(
        lambda n: st.lists(st.tuples(waits, items), min_size=n, max_size=n)
    )
    return st.builds(_in_time, some, st.tuples(waits, last))


def _in_time(items: list[tuple[float, Any]], end: tuple[float, Any]) -> Script:
    now, out = 0.0, []
    for seconds, item in [*items, end]:
        now += seconds
        out.append((now, item))
    return out


@settings(max_examples=60)
@given(scripts(lines | away), st.booleans(), st.sampled_from([None, 7.3, 100.0]))
def test_the_same_events_come_out_of_what_a_program_sent(
    store: Store, script: Script, hands_free: bool, speed: float | None
) -> None:
    out = StringIO()
    heard = conducted(
        store,
        script,
        hands_free=hands_free,
        rehearsal=speed is not None,
        speed=speed or 1.0,
        faces=[JsonFace(out)],
    )
    found = replay(kept(store, heard))
    assert (found.differs, found.killed) == (None, False)
    seen = [json.loads(line) for line in out.getvalue().splitlines()]
    shown = [{k: v for k, v in one.items() if k not in ("at", "mono")} for one in seen]
    assert shown == [json.loads(line) for line in written(found.events)]


@settings(max_examples=60)
@given(scripts(lines | pressed | away), st.booleans())
def test_the_same_events_come_out_of_what_a_person_typed(
    store: Store, script: Script, hands_free: bool
) -> None:
    """A line that is no command is nothing that a person's history keeps."""
    heard = conducted(store, script, hands_free=hands_free, typed=True)
    found = replay(kept(store, heard))
    session = [one for one in heard.events if not isinstance(one, Fault)]
    assert written(found.events) == written(session)
    assert found.differs is None


@settings(max_examples=60)
@given(scripts(lines | away), st.integers(1, 40))
def test_a_session_that_was_killed_is_played_up_to_its_last_mark(
    paths: Paths, script: Script, after: int
) -> None:
    head: list[Heard] = []
    with open_store(paths) as store:
        with suppress(Killed):
            head.append(conducted(store, script, faces=[Deadly(after)]))
        name = store.newest(1)[0].header.id
    with open_store(paths) as store:
        record = store.session(name)
        assert record is not None
        found = replay(record)
        assert found.killed is not bool(head)
        assert found.differs is None


@settings(max_examples=60)
@given(scripts(lines | away))
def test_a_session_from_another_machine_is_played_as_there(store: Store, script: Script) -> None:
    record = kept(store, conducted(store, script))
    there = replay(record)
    text = "".join(json_text([record], True))
    store.delete(store.choose([record.header.id]), FakeClock().wall)
    assert import_json(store, "x.json", text).new == 1
    again = store.session(record.header.id)
    assert again is not None
    assert written(replay(again).events) == written(there.events)


def test_a_kill_between_a_command_and_what_came_of_it_is_no_difference(paths: Paths) -> None:
    """The command is kept first, so it is played; its step was cut by the kill."""
    script: Script = [(0.0, Line("next"))] * 3 + [(0.0, Line("pause")), (0.0, NoMore())]
    with open_store(paths) as store, suppress(Killed):
        conducted(store, script, faces=[Deadly(16)])
    with open_store(paths) as store:
        record = next(store.sessions())
    found = replay(record)
    assert (found.killed, found.differs) == (True, None)
    other = replace(record.steps[0], delivered_s=9.0)
    wrong = replay(replace(record, steps=(other, *record.steps[1:])))
    assert (wrong.differs or "").startswith("step 1 of what was done: kept 9 s")
    assert found.events[-1].kind == "session_ended"


def played(store: Store, *script: tuple[float, str]) -> SessionRecord:
    items: Script = [*script, (400.0, NoMore())]
    return kept(store, conducted(store, items, hands_free=True))


def changed(store: Store, **change: Any) -> Replayed:
    """A session with electric zaps, of which something else is kept than what was."""
    record = played(store, (35.0, "wrong electric"), (40.0, "resume"))
    return replay(replace(record, **change))


def test_the_first_difference_is_told(store: Store) -> None:
    record = played(store, (35.0, "wrong electric"), (40.0, "resume"))
    assert replay(record).differs is None
    (told,) = record.advice
    assert replay(replace(record, advice=())).differs == (
        f"advice 1: kept nothing, played D4 at {told.t:g} s"
    )
    late = replace(record, advice=(Advised("D4", told.t + 0.01),))
    assert "advice 1: kept D4 at" in (replay(late).differs or "")
    more = replace(record, advice=(told, Advised("D9", 1.0)))
    assert (replay(more).differs or "").endswith("kept D9 at 1 s, played nothing")
    short = replace(record, steps=record.steps[:-1])
    assert "kept nothing, played" in (replay(short).differs or "")
    step = replace(record.steps[1], delivered_s=1.0)
    other = replace(record, steps=(record.steps[0], step, *record.steps[2:]))
    assert (replay(other).differs or "").startswith("step 2 of what was done: kept 1 s of turn 1")
    less = replay(replace(record, contact_s=1.0)).differs or ""
    assert less.startswith("contact_s: kept 1, played")
    stopped = replace(record, outcome="stopped")
    assert replay(stopped).differs == "the end: kept stopped, played completed"


def test_an_end_that_is_not_reached_is_a_difference(store: Store) -> None:
    record = kept(store, conducted(store, [(5.0, Signalled(15))]))
    cut = replace(record, commands=())
    assert cut.steps
    assert replay(cut).differs == (
        "step 1 of what was done: kept 5 s of turn 0 (cut), played nothing"
    )
    assert replay(replace(cut, steps=())).differs == "the end: kept interrupted, played none"


def test_what_cannot_be_played_again_is_refused_with_words(store: Store) -> None:
    record = played(store)
    running = replace(record, outcome=None)
    without = replace(record, header=replace(record.header, plan=None))
    for one, words in ((running, "still running"), (without, "No plan was kept")):
        with pytest.raises(Failed, match=words):
            replay(one)
