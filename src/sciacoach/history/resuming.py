"""An interrupted session, taken up again: where it stands, and how its record goes on.

It stays the same session, with the same id and start. What was done until it broke off is
played again from its plan and commands, so that every limit and stop rule knows of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sciacoach import __version__
from sciacoach.errors import Failed
from sciacoach.history import rows
from sciacoach.history.broken_off import WITHIN
from sciacoach.history.database import Database
from sciacoach.history.recorder import has_spoken, planned_steps, said_in
from sciacoach.history.records import Advised, Command, SessionRecord, StepRow
from sciacoach.history.replaying import replay
from sciacoach.session.events import Advice, Event, Extended, Pain, StepEnded, StepStarted
from sciacoach.session.machine import Session
from sciacoach.session.plan import Fitted
from sciacoach.session.replay import RESUMED
from sciacoach.session.resuming import bring_back
from sciacoach.session.stored import before_of, replayed


@dataclass(frozen=True, slots=True)
class Interrupted:
    """A session that may be gone on with: as it was kept, and as it stands. `ended_at` is its
    last sign of life; `owed` are the rules that its open questions come to."""

    record: SessionRecord
    session: Session
    events: tuple[Event, ...]
    ended_at: datetime
    owed: tuple[str, ...] = ()

    @property
    def until(self) -> datetime:
        """How long it may be gone on with."""
        return self.ended_at + WITHIN


def brought_back(record: SessionRecord, ended_at: datetime) -> Interrupted | str:
    """`record`, which broke off at `ended_at`, as it stands then; or which words of
    `resume.json` say why not."""
    head = record.header
    if head.program != __version__:
        return "other"
    try:
        if replay(record).differs or head.plan is None:
            return "other"
        session = session_of(record)
        given = [(one.t, one.line) for one in record.commands]
        events = bring_back(session, given, lambda known: _behind(record, session.plan, known))
    except Failed:
        return "other"
    if events is None:
        return "other"
    owed = tuple(one.rule for one in session.owed)
    if session.ended and not owed:
        return "over"
    return Interrupted(record, session, tuple(events), ended_at, owed)


def session_of(record: SessionRecord) -> Session:
    """The session of a record, not begun, under the name of its routine. Raises `Failed`."""
    head = record.header
    assert head.plan is not None
    plan = replace(
        replayed(head.plan, head.limits, head.changes),
        title=head.routine.title,
        sha256=head.routine.sha256,
        verdict=head.screen.verdict,
        screen_version=head.screen.version,
        reasons=head.screen.reasons,
    )
    return Session(
        plan,
        head.id,
        rehearsal=head.rehearsal,
        hands_free=bool(head.plan.get("hands_free")),
        before=before_of(head.plan),
    )


def _behind(record: SessionRecord, plan: Fitted, events: Sequence[Event]) -> bool:
    """Whether the record knows more steps, or more of them over, than `events` say. A step
    that the end cut is not over."""
    played = steps_of(plan, events)
    if len(played) < len(record.steps):
        return True
    both = zip(record.steps, played, strict=False)
    return any(was.outcome != "cut" and now.outcome is None for was, now in both)


def steps_of(plan: Fitted, events: Sequence[Event]) -> tuple[StepRow, ...]:
    """The steps as the history keeps them; the one in hand has no outcome."""
    planned, out = planned_steps(plan.turns), list[StepRow]()
    for event in events:
        if isinstance(event, StepStarted):
            out.append(replace(planned[event.index], planned_s=event.planned_s))
        elif isinstance(event, StepEnded):
            if not out or out[-1].outcome is not None:
                out.append(replace(planned[event.index], planned_s=event.planned_s))
            out[-1] = replace(out[-1], delivered_s=event.delivered_s, outcome=event.outcome)
    return tuple(out)


# ---- the record goes on ---------------------------------------------------------------------


def take_up(db: Database, key: int, found: Interrupted, seconds: float, now: datetime) -> None:
    """The session comes back and runs again, and its rows are those of the session as it
    stands. Stands inside `Database.writing`."""
    session = found.session
    seconds = round(max(0.0, seconds), 6)
    rows.insert_command(db, key, Command(session.clock, f"{RESUMED} {seconds:.6f}"))
    events = (*found.events, *session.come_back(seconds))
    _rewrite(db, key, session, events)
    db.run(
        """
        UPDATE session SET outcome = NULL, ended_at = NULL, delivered_s = :delivered,
            contact_s = :contact, paused_s = :paused WHERE key = :key
        """,
        {
            "key": key,
            "delivered": session.delivered_s + session.step_delivered_s,
            "contact": session.contact_s,
            "paused": session.paused_s,
        },
    )
    db.run(
        """
        INSERT INTO running (session, at, clock, extended_s, step)
        SELECT :key, :at, :clock, :extended, max(seq) FROM step WHERE session = :key
        """,
        {
            "key": key,
            "at": now.isoformat(),
            "clock": session.clock,
            "extended": _extended_s(events),
        },
    )


def _rewrite(db: Database, key: int, session: Session, events: Sequence[Event]) -> None:
    """Steps, advice and readings as they were played."""
    db.run("DELETE FROM step WHERE session = ?", (key,))
    db.run("DELETE FROM advice WHERE session = ?", (key,))
    db.run("DELETE FROM reading WHERE session = ? AND moment = 'during'", (key,))
    for step in steps_of(session.plan, events):
        in_hand = step.outcome is None
        now = replace(step, delivered_s=session.step_delivered_s) if in_hand else step
        rows.insert_step(db, key, now)
    for event in events:
        if isinstance(event, Advice) and has_spoken(event):
            rows.insert_advice(db, key, Advised(event.rule, event.t))
        elif isinstance(event, Pain) and event.when == "during":
            rows.insert_reading(db, key, "during", said_in(event))


def _extended_s(events: Sequence[Event]) -> float:
    """Seconds that the step in hand got more."""
    more = 0.0
    for event in events:
        if isinstance(event, StepStarted):
            more = 0.0
        elif isinstance(event, Extended):
            more += event.by_s
    return more
