"""One session in plain lines for people. Times are those of the machine's zone now."""

from collections.abc import Iterator, Sequence

from sciacoach.history.listing import ENDINGS, local, minutes, table
from sciacoach.history.records import Reading, SessionRecord, StepRow


def whole(one: SessionRecord) -> Iterator[str]:
    """Everything about one session that a person would ask."""
    head = one.header
    yield f"{head.routine.title} ({head.routine.id})"
    yield f"{local(head.started_at):%A %Y-%m-%d %H:%M}, {ENDINGS[one.outcome]}."
    if head.rehearsal:
        yield "A rehearsal: it does not count."
    yield (
        f"Done: {minutes(one.delivered_s)} of {minutes(head.planned_s)} planned, "
        f"{minutes(one.contact_s)} of it contact. Paused: {minutes(one.paused_s)}."
    )
    yield f"Screen: {head.screen.verdict}{_because(head.screen.reasons)}."
    yield f"Pain before: {_said(one.before)}. After: {_said(one.after)}."
    yield from (f"Changed: {line}" for line in head.changes)
    yield from (f"Rule {ruled.rule} spoke at {minutes(ruled.t)}." for ruled in one.advice)
    if one.note:
        yield f"Note: {one.note}"
    if one.steps:
        yield ""
        yield from table([("", "step", "where", "planned", "done", ""), *map(_step, one.steps)])
    yield ""
    yield f"id {head.id}, sciacoach {head.program}, limits {head.limits}"


def _because(reasons: Sequence[str]) -> str:
    return f" ({', '.join(reasons)})" if reasons else ""


def _said(said: Reading) -> str:
    given = {"leg": said.leg, "back": said.back, "lowest place": said.lowest}
    parts = [f"{name} {value}" for name, value in given.items() if value is not None]
    return ", ".join(parts) or "not given"


def _step(step: StepRow) -> tuple[str, ...]:
    side = "" if step.side == "none" else step.side
    where = " ".join(word for word in (side, step.region, step.tool) if word)
    return (
        str(step.index + 1),
        step.name,
        where.replace("_", " "),
        minutes(step.planned_s),
        minutes(step.delivered_s),
        step.outcome or "in hand",
    )
