"""One session of an imported file, part by part: what is not right is told with its place."""

import re
from typing import Any

from sciacoach.history.checking import Checked
from sciacoach.history.records import (
    READINGS,
    Advised,
    Command,
    Reading,
    RoutineRef,
    ScreenRef,
    SessionHeader,
    SessionRecord,
    StepRow,
)
from sciacoach.history.rows import ID_CHARS, LINE_CHARS, NOTE_CHARS
from sciacoach.history.sense import OUTCOMES
from sciacoach.plan.next_day import RULES, Morning, Sign
from sciacoach.screening.clearance import Verdict
from sciacoach.vocabulary import CONTACT, Do, Lowest, Position, Region, Side, Tool

_MOST_PARTS = 100_000
_MOST_SECONDS = 7 * 24 * 3600.0
_MOST_PLAN = 512 * 1024
_MOST_CHECKIN = 4096
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")

_SESSION = (
    "id",
    "program",
    "limits",
    "changes",
    "routine",
    "started_at",
    "ended_at",
    "outcome",
    "rehearsal",
    "planned_s",
    "delivered_s",
    "contact_s",
    "paused_s",
    "screen",
    "pain",
    "steps",
    "advice",
    "checkin",
    "note",
)
_SESSION_ALSO = ("plan", "commands", "resumed_from")
_STEP = (
    "index",
    "name",
    "do",
    "region",
    "tool",
    "side",
    "planned_s",
    "delivered_s",
    "outcome",
)
_CHECKIN = ("at", "morning", "rule", "rules", "signs", *READINGS)
_SIDES = tuple(side for side in Side if side not in (Side.EACH, Side.AFFECTED))


def session_of(at: Checked) -> SessionRecord:
    """The session at this place of the file. Raises `Usage`."""
    get = at.keys(_SESSION, _SESSION_ALSO)
    pain = get["pain"].keys(("before", "after"), ("during",))
    outcome = get["outcome"].word_or_none(OUTCOMES)
    over = outcome is not None
    return SessionRecord(
        header=_header(get),
        ended_at=get["ended_at"].time() if over else None,
        outcome=outcome,
        delivered_s=_seconds(get["delivered_s"]),
        contact_s=_seconds(get["contact_s"]),
        paused_s=get["paused_s"].number(0, 1e9),
        before=_reading(pain["before"]),
        after=_reading(pain["after"]),
        during=tuple(_during(one) for one in _list(pain["during"])),
        steps=tuple(_step(one, over) for one in _list(get["steps"])),
        advice=tuple(_advised(one) for one in _list(get["advice"])),
        commands=tuple(_command(one) for one in _list(get["commands"])),
        checkin=_checkin(get["checkin"]),
        note=get["note"].text_or_none(NOTE_CHARS),
    )


def _checkin(at: Checked) -> dict[str, Any] | None:
    """A check-in: what this version knows of it must be right, the rest is kept as it is."""
    body = at.body_or_none(_MOST_CHECKIN)
    if body is None:
        return None
    get = {name: at.part(name) for name in _CHECKIN}
    get["morning"].word_or_none(list(Morning))
    _said(get)
    for name, words in (("rules", RULES), ("signs", list(Sign))):
        for one in _list(get[name]):
            one.word(words)
    if get["rule"].word_or_none(RULES) is not None or get["at"].value is not None:
        get["at"].time()
    return body


def _header(get: dict[str, Checked]) -> SessionHeader:
    routine = get["routine"].keys(("id", "title", "sha256"))
    screen = get["screen"].keys(("verdict", "version", "reasons"))
    return SessionHeader(
        id=_id(get["id"]),
        program=get["program"].text(ID_CHARS),
        limits=get["limits"].text(ID_CHARS),
        routine=RoutineRef(
            routine["id"].text(ID_CHARS),
            routine["title"].text(LINE_CHARS),
            routine["sha256"].text(ID_CHARS + 4),
        ),
        started_at=get["started_at"].time(),
        rehearsal=get["rehearsal"].flag(),
        planned_s=_seconds(get["planned_s"]),
        screen=ScreenRef(
            screen["verdict"].word(list(Verdict)),
            screen["version"].text(ID_CHARS),
            tuple(one.text(LINE_CHARS) for one in screen["reasons"].items(500)),
        ),
        changes=tuple(one.text(LINE_CHARS) for one in get["changes"].items(500)),
        plan=get["plan"].body_or_none(_MOST_PLAN),
        resumed_from=None if get["resumed_from"].value is None else _id(get["resumed_from"]),
    )


def _id(at: Checked) -> str:
    found = at.text(ID_CHARS)
    if not _ID.fullmatch(found):
        raise at.must_be("the id of a session (a UUIDv7 in small letters)")
    return found


def _list(at: Checked) -> list[Checked]:
    return [] if at.value is None else at.items(_MOST_PARTS)


def _seconds(at: Checked) -> float:
    return at.number(0, _MOST_SECONDS)


def _step(at: Checked, over: bool) -> StepRow:
    get = at.keys(_STEP, ("position",))
    do = Do(get["do"].word(list(Do)))
    step = StepRow(
        index=get["index"].whole(0, _MOST_PARTS),
        name=get["name"].text(LINE_CHARS),
        do=do,
        region=get["region"].word_or_none(list(Region)),
        tool=get["tool"].word_or_none(list(Tool)),
        side=get["side"].word(_SIDES),
        planned_s=_seconds(get["planned_s"]),
        delivered_s=_seconds(get["delivered_s"]),
        outcome=get["outcome"].word_or_none(("done", "skipped", "cut")),
        position=get["position"].word_or_none(list(Position)),
    )
    if over and step.outcome is None:
        raise get["outcome"].must_be("one of done, skipped or cut")
    if do in CONTACT and (step.region is None or step.tool is None):
        raise at.fault(f"a {do} presses: it needs a region and a tool.")
    return step


def _reading(at: Checked) -> Reading:
    return _said(at.keys(READINGS))


def _during(at: Checked) -> Reading:
    get = at.keys((*READINGS, "t", "local"))
    said = _said(get)
    return Reading(
        leg=said.leg,
        back=said.back,
        lowest=said.lowest,
        tingling=said.tingling,
        weakness=said.weakness,
        local=get["local"].whole_or_none(0, 10),
        t=None if get["t"].value is None else _seconds(get["t"]),
    )


def _said(get: dict[str, Checked]) -> Reading:
    return Reading(
        leg=get["leg"].whole_or_none(0, 10),
        back=get["back"].whole_or_none(0, 10),
        lowest=get["lowest"].word_or_none(list(Lowest)),
        tingling=get["tingling"].whole_or_none(0, 10),
        weakness=get["weakness"].whole_or_none(0, 10),
    )


def _advised(at: Checked) -> Advised:
    get = at.keys(("rule", "t"))
    return Advised(get["rule"].text(ID_CHARS), _seconds(get["t"]))


def _command(at: Checked) -> Command:
    get = at.keys(("t", "line"))
    return Command(_seconds(get["t"]), get["line"].text(LINE_CHARS))
