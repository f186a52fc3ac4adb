"""Sessions to test with: one that is easy to read, and any that hypothesis can think of."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import strategies as st

from sciacoach.history.records import (
    Advised,
    Command,
    Reading,
    RoutineRef,
    ScreenRef,
    SessionHeader,
    SessionRecord,
    StepRow,
    new_session_id,
)
from sciacoach.plan.next_day import RULES, Morning, Sign
from sciacoach.screening.clearance import Verdict
from sciacoach.text import clean
from sciacoach.vocabulary import CONTACT, Do, Lowest, Position, Region, Side, Tool

START = datetime(2026, 11, 22, 19, 0, tzinfo=timezone(timedelta(hours=1)))


def header(at: datetime = START, **change: object) -> SessionHeader:
    """The head of a plain session with a tennis ball."""
    made = SessionHeader(
        id=new_session_id(at),
        program="0.1.0",
        limits="1",
        routine=RoutineRef("piriformis", "Tennis ball for the outer buttock", "ab" * 32),
        started_at=at.isoformat(),
        rehearsal=False,
        planned_s=120.0,
        screen=ScreenRef("gentle", "3", ("P02", "private item")),
        changes=("Half of the time (P02).",),
        plan={"turns": [1, 2]},
    )
    return replace(made, **change)  # type: ignore[arg-type]


def step(index: int = 0, do: str = "roll", side: str = "left", **change: object) -> StepRow:
    """A step of 40 seconds on the piriformis."""
    made = StepRow(
        index=index,
        name="Slow search",
        do=do,
        region="piriformis" if do in CONTACT else None,
        tool="tennis_ball" if do in CONTACT else None,
        side=side,
        planned_s=40.0,
        position="wall",
    )
    return replace(made, **change)  # type: ignore[arg-type]


def record(at: datetime = START, **change: object) -> SessionRecord:
    """A session that ended as planned, both sides equal."""
    made = SessionRecord(
        header=header(at),
        ended_at=(at + timedelta(seconds=120)).isoformat(),
        outcome="completed",
        delivered_s=120.0,
        contact_s=80.0,
        before=Reading(leg=3, back=2, lowest="calf"),
        after=Reading(leg=2, back=2, lowest="thigh"),
        during=(Reading(local=4, t=12.5),),
        steps=(
            step(0, delivered_s=40.0, outcome="done"),
            step(1, side="right", delivered_s=40.0, outcome="done"),
        ),
        advice=(Advised("D13", 80.0),),
        commands=(Command(3.25, "pause"),),
        note="Slept well.",
    )
    return replace(made, **change)  # type: ignore[arg-type]


def _text(most: int = 40) -> st.SearchStrategy[str]:
    return st.text(max_size=most).map(lambda raw: clean(raw, most))


_seconds = st.integers(0, 7_200_000).map(lambda ms: ms / 1000)
_grade = st.none() | st.integers(0, 10)
_lowest = st.none() | st.sampled_from([one.value for one in Lowest])
_scalars = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | _text()
_bodies = st.none() | st.dictionaries(_text(10), _scalars | st.lists(_scalars, max_size=3))
_moments = st.datetimes(
    START.replace(year=2001, tzinfo=None),
    START.replace(year=2100, tzinfo=None),
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=-8)), timezone(timedelta(hours=5.5))]),
)
_ids = st.builds(
    lambda high, low: f"{high:08x}-0000-7abc-8def-{low:012x}",
    st.integers(0, 2**32 - 1),
    st.integers(0, 2**48 - 1),
)


@st.composite
def _steps(draw: st.DrawFn) -> StepRow:
    do = draw(st.sampled_from(list(Do)))
    contact = do in CONTACT
    sides = [side.value for side in Side if side not in (Side.EACH, Side.AFFECTED)]
    return StepRow(
        index=draw(st.integers(0, 59)),
        name=draw(_text()),
        do=do.value,
        region=draw(st.sampled_from([one.value for one in Region])) if contact else None,
        tool=draw(st.sampled_from([one.value for one in Tool])) if contact else None,
        side=draw(st.sampled_from(sides)),
        planned_s=draw(_seconds),
        delivered_s=draw(_seconds),
        outcome=draw(st.sampled_from(["done", "skipped", "cut"])),
        position=draw(st.none() | st.sampled_from([one.value for one in Position])),
    )


_checkins = st.none() | st.fixed_dictionaries(
    {"at": _moments.map(datetime.isoformat)},
    optional={
        "morning": st.none() | st.sampled_from([one.value for one in Morning]),
        "rule": st.none() | st.sampled_from(RULES),
        "rules": st.lists(st.sampled_from(RULES), max_size=3),
        "signs": st.lists(st.sampled_from([one.value for one in Sign]), max_size=3),
        "leg": _grade,
        "lowest": _lowest,
        "weakness": _grade,
        "of a later version": _scalars,
    },
)
_around = st.builds(Reading, _grade, _grade, _lowest, _grade, _grade)
_during = st.builds(Reading, _grade, _grade, _lowest, _grade, _grade, _grade, st.none() | _seconds)

headers = st.builds(
    SessionHeader,
    id=_ids,
    program=_text(10),
    limits=_text(10),
    routine=st.builds(RoutineRef, _text(), _text(), _text()),
    started_at=_moments.map(datetime.isoformat),
    rehearsal=st.booleans(),
    planned_s=_seconds,
    screen=st.builds(
        ScreenRef,
        st.sampled_from([one.value for one in Verdict]),
        _text(10),
        st.lists(_text(), max_size=3).map(tuple),
    ),
    changes=st.lists(_text(), max_size=3).map(tuple),
    plan=_bodies,
    resumed_from=st.none() | _ids,
)

records = st.builds(
    SessionRecord,
    header=headers,
    ended_at=_moments.map(datetime.isoformat),
    outcome=st.sampled_from(["completed", "stopped", "safety", "interrupted"]),
    delivered_s=_seconds,
    contact_s=_seconds,
    paused_s=_seconds,
    before=_around,
    after=_around,
    during=st.lists(_during, max_size=3).map(tuple),
    steps=st.lists(_steps(), max_size=4).map(tuple),
    advice=st.lists(st.builds(Advised, _text(5), _seconds), max_size=2).map(tuple),
    commands=st.lists(st.builds(Command, _seconds, _text()), max_size=3).map(tuple),
    checkin=_checkins,
    note=st.none() | _text(200),
)
