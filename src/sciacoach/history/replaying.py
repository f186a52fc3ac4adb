"""A session of the history, played again and held against what was written down."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TypeVar

from sciacoach.errors import Failed
from sciacoach.history.recorder import has_spoken
from sciacoach.history.records import SessionRecord
from sciacoach.session.events import Advice, Event, SessionEnded, StepEnded
from sciacoach.session.machine import Session
from sciacoach.session.plan import Fitted
from sciacoach.session.replay import KILLED, play_again
from sciacoach.session.stored import before_of, replayed

_CLOSE_S = 0.002
"""Seconds are kept to the thousandth in an export: twice that is no difference."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """What was played again. `differs` is the first difference from what was kept, None
    where there is none; `killed`: it broke off, so it was played up to its last mark."""

    plan: Fitted
    events: tuple[Event, ...]
    differs: str | None
    killed: bool


def replay(record: SessionRecord) -> Replayed:
    """Play `record` again. Raises `Failed` where that cannot be done."""
    head = record.header
    if record.outcome is None:
        raise Failed("This session is still running.", "End it first, then play it again.")
    if head.plan is None:
        raise Failed(
            "No plan was kept of this session.",
            "What was done stays in the history: sciacoach history show",
        )
    plan = replayed(head.plan, head.limits, head.changes)
    session = Session(
        plan,
        head.id,
        rehearsal=head.rehearsal,
        hands_free=bool(head.plan.get("hands_free")),
        before=before_of(head.plan),
    )
    events = tuple(play_again(session, [(one.t, one.line) for one in record.commands]))
    killed = bool(record.commands) and record.commands[-1].line == KILLED
    differs = next(_differences(record, events, killed), None)
    return Replayed(plan, events, differs, killed)


def _differences(record: SessionRecord, events: Sequence[Event], killed: bool) -> Iterator[str]:
    """What was kept and what was played, where they are not the same. Of a session that
    was killed the last second is not known: what came in it is not compared, nor is the
    step that the kill cut."""
    yield from _steps(record, events, killed)
    kept = [(one.rule, one.t) for one in record.advice]
    played = [(e.rule, e.t) for e in events if isinstance(e, Advice) and has_spoken(e)]
    if killed:
        kept, played = _both_know(kept, played)
    for number, (was, now) in enumerate(zip_longest(kept, played), 1):
        if was is None or now is None or was[0] != now[0] or not _same(was[1], now[1]):
            yield f"advice {number}: kept {_advice(was)}, played {_advice(now)}"
    if not killed:
        yield from _end(record, events)


def _steps(record: SessionRecord, events: Sequence[Event], killed: bool) -> Iterator[str]:
    kept = [(one.index, one.delivered_s, one.outcome or "cut") for one in record.steps]
    played = [
        (one.index, one.delivered_s, one.outcome) for one in events if isinstance(one, StepEnded)
    ]
    if killed:
        kept = kept[:-1] if kept and kept[-1][2] == "cut" else kept
        kept, played = _both_know(kept, played)
    for number, (was, now) in enumerate(zip_longest(kept, played), 1):
        same = was and now and was[::2] == now[::2] and _same(was[1], now[1])
        if not same:
            yield f"step {number} of what was done: kept {_step(was)}, played {_step(now)}"


_Step = tuple[int, float, str]
_Known = TypeVar("_Known")


def _both_know(kept: list[_Known], played: list[_Known]) -> tuple[list[_Known], list[_Known]]:
    """Without what was written after the last mark and so was not played, and without what
    a command still led to and was not written."""
    least = min(len(kept), len(played))
    return kept[:least], played[:least]


def _end(record: SessionRecord, events: Sequence[Event]) -> Iterator[str]:
    last = events[-1] if events else None
    ended = last if isinstance(last, SessionEnded) else None
    outcome = ended.outcome if ended else "none"
    if outcome != record.outcome:
        yield f"the end: kept {record.outcome}, played {outcome}"
    for name in ("delivered_s", "contact_s", "paused_s"):
        was, now = getattr(record, name), getattr(ended, name, 0.0)
        if not _same(was, now):
            yield f"{name}: kept {was:g}, played {now:g}"


def _same(kept: float, played: float) -> bool:
    return abs(kept - played) <= _CLOSE_S


def _step(one: _Step | None) -> str:
    return f"{one[1]:g} s of turn {one[0]} ({one[2]})" if one else "nothing"


def _advice(one: tuple[str, float] | None) -> str:
    return f"{one[0]} at {one[1]:g} s" if one else "nothing"
