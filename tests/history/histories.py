"""Sessions to test with: one that is easy to read, and any that hypothesis can think of."""

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
)
from sciacoach.plan.next_day import RULES, Morning, Sign
from sciacoach.screening.clearance import Verdict
from sciacoach.text import clean
from sciacoach.vocabulary import CONTACT, Do, Lowest, Position, Region, Side, Tool
from sessions import START as START
from sessions import header as header
from sessions import record as record
from sessions import step as step


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
