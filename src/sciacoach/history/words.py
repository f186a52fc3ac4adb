"""One session in plain lines for people. Times are those of the machine's zone now."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sciacoach import data
from sciacoach.history.left_open import left_open
from sciacoach.history.listing import ENDINGS, local, minutes, table
from sciacoach.history.records import Advised, Reading, SessionRecord, StepRow

if TYPE_CHECKING:
    from sciacoach.screening.log import Entry


def whole(one: SessionRecord, log: Sequence["Entry"] = ()) -> Iterator[str]:
    """Everything about one session that a person would ask. `log` is the screen's: it tells
    which danger questions were left open."""
    opened = left_open(one, log)
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
    for said in one.advice:
        found = opened.get(said.rule)
        yield f"At {minutes(said.t)}: {found.says()}" if found else _ruled(said)
    if one.note:
        yield f"Note: {one.note}"
    if one.steps:
        yield ""
        yield from table([("", "step", "where", "planned", "done", ""), *map(_step, one.steps)])
    yield ""
    yield f"id {head.id}, sciacoach {head.program}, limits {head.limits}"


def after_w() -> dict[str, str]:
    """What the questions after `w` came to, by the word that is kept of it."""
    found: dict[str, str] = data.json_file("stop_rules.json")["after_w"]
    return found


def unanswered() -> dict[str, str]:
    """What checks that nobody answered came to, by the word that is kept of it."""
    found: dict[str, str] = data.json_file("stop_rules.json")["unanswered"]
    return found


def _ruled(one: Advised) -> str:
    came_to = after_w().get(one.rule)
    if came_to:
        return f"Something was wrong (w) at {minutes(one.t)}: {came_to}."
    left_out = unanswered().get(one.rule)
    if left_out:
        return f"At {minutes(one.t)} {left_out}."
    return f"Rule {one.rule} spoke at {minutes(one.t)}."


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
