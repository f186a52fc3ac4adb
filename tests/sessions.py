"""A plain session for tests: its head, its steps, the whole record."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

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
from sciacoach.vocabulary import CONTACT

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
