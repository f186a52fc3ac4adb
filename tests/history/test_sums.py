"""What the history holds is the sum of what the events said, whatever is killed when
(invariant 7): a real session under any keys, cut off anywhere."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from histories import START, header
from hypothesis import given
from hypothesis import strategies as st

from sciacoach.history.database import Database
from sciacoach.history.opening import _interrupt
from sciacoach.history.recorder import Recorder, planned_steps
from sciacoach.history.records import Mark, SessionRecord
from sciacoach.history.store import Store
from sciacoach.history.verify import faults
from sciacoach.routine.layout import Turn
from sciacoach.routine.limits import Column
from sciacoach.session.commands import Command, parse
from sciacoach.session.events import Event, SessionEnded, StepEnded, StepStarted
from sciacoach.session.machine import Session
from sciacoach.session.plan import SEAL, Fitted
from sciacoach.vocabulary import CONTACT, Do, Position, Region, Side, Style, Tool

LINES = ["pause", "resume", "next", "back", "again", "extend", "stop", "ready", "yes", "no"]
MOVES = st.one_of(
    st.floats(0.1, 30.0),
    st.sampled_from([*LINES, "local 4", "local 9", "pain leg=3", "wrong other"]),
)


def turn(do: Do, seconds: float, side: Side = Side.NONE, change: bool = False) -> Turn:
    contact = do in CONTACT
    return Turn(
        source=("steps", 0),
        rounds=(),
        do=do,
        name=do.value,
        seconds=seconds,
        side=side,
        prepare_s=10.0 if contact else 0.0,
        change=change,
        region=Region.GLUTE_MAX if contact else None,
        tool=Tool.TENNIS_BALL if contact else None,
        position=Position.WALL,
        style=Style.TRIGGER_POINT,
        ceiling=4 if contact else None,
        tempo=None,
        tags=frozenset(),
        text=None,
        say=do.value,
        in_file_s=seconds,
    )


TURNS = (
    turn(Do.SETUP, 10.0),
    turn(Do.ROLL, 30.0, Side.LEFT),
    turn(Do.ROLL, 30.0, Side.RIGHT, change=True),
    turn(Do.REST, 30.0),
    turn(Do.HOLD, 20.0, Side.LEFT),
    turn(Do.HOLD, 20.0, Side.RIGHT, change=True),
    turn(Do.CHECK, 15.0),
    turn(Do.MOVE, 30.0),
)


def session() -> Session:
    plan = Fitted(
        routine="piriformis",
        title="Tennis ball",
        sha256="",
        turns=TURNS,
        changes=(),
        rules=(),
        column=Column.HARD,
        dose=1.0,
        verdict="go",
        screen_version="1",
        reasons=(),
        seal=SEAL,
    )
    return Session(plan, header().id)


def played(moves: Sequence[float | str]) -> Iterator[tuple[list[Event], Mark]]:
    """Each move's events, and where the session stands after it."""
    one = session()
    yield one.start(), mark(one)
    for move in moves:
        if isinstance(move, str):
            command = parse(move)
            assert isinstance(command, Command)
            yield one.command(command), mark(one)
        else:
            yield one.advance(move), mark(one)


def mark(one: Session) -> Mark:
    return Mark(
        at=START.isoformat(),
        t=one.t,
        step_s=one.step_delivered_s,
        delivered_s=one.delivered_s + one.step_delivered_s,
        contact_s=one.contact_s,
        paused_s=one.paused_s,
    )


@given(st.lists(MOVES, max_size=40), st.integers(0, 120))
def test_the_history_holds_what_the_events_said(moves: list[float | str], cut: int) -> None:
    database = Database.empty(Path("history.db"))
    store = Store(database)
    recorder = Recorder(store, header(), planned_steps(TURNS))
    recorder.begin()
    said: list[Event] = []
    last: Mark | None = None
    for events, stands in played(moves):
        for event in events[: max(0, cut - len(said))]:
            recorder.event(event, START.isoformat())
            said.append(event)
        if len(said) == cut:
            break
        last = stands
        recorder.mark(stands)
    ended = [event for event in said if isinstance(event, SessionEnded)]
    if not ended:
        _interrupt(database, [1])
    found = store.session(recorder.session)
    assert found is not None
    assert faults(database) == (1, ())
    same_steps(said, found)
    if ended:
        assert found.outcome == ended[0].outcome
        assert (found.delivered_s, found.contact_s) == (ended[0].delivered_s, ended[0].contact_s)
    else:
        assert found.outcome == "interrupted"
        assert found.contact_s >= sum(s.delivered_s for s in found.steps if s.do in CONTACT) - 1e-6
        assert last is None or found.contact_s <= max(last.contact_s, total(found)) + 1e-6


def same_steps(said: Sequence[Event], found: SessionRecord) -> None:
    """Every step that ended is there with its seconds; one that had not, with at most one
    second more than its mark, and never without an outcome."""
    told = [(e.index, e.outcome, e.delivered_s) for e in said if isinstance(e, StepEnded)]
    begun = sum(isinstance(e, StepStarted) for e in said)
    kept = [(s.index, s.outcome, s.delivered_s) for s in found.steps]
    assert kept[: len(told)] == told
    assert len(kept) <= len(told) + 1
    assert begun <= len(kept)
    assert all(outcome for _, outcome, _ in kept)


def total(found: SessionRecord) -> float:
    return sum(one.delivered_s for one in found.steps if one.do in CONTACT)


def test_a_session_played_to_its_end_holds_all_it_planned() -> None:
    store = Store(Database.empty(Path("history.db")))
    recorder = Recorder(store, header(), planned_steps(TURNS))
    recorder.begin()
    for events, _ in played([10.0, "ready", *[5.0] * 60, "ready", *[5.0] * 20]):
        for event in events:
            recorder.event(event, START.isoformat())
    found = store.session(recorder.session)
    assert found is not None
    assert found.outcome == "completed"
    assert [one.delivered_s for one in found.steps] == [one.seconds for one in TURNS]
    assert found.contact_s == 100.0
