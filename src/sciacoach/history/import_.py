"""Sessions from a file of `history export`, also of another machine.

The whole file is checked before anything is written, and it is written whole or not at
all. A session that is there already is left as it is; one that still ran when it was
exported is left out.
"""

import json
import re
from dataclasses import dataclass
from typing import Any

from sciacoach.errors import Usage
from sciacoach.history.checking import Checked
from sciacoach.history.export.jsonl_ import HEAD as JSONL_HEAD
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
from sciacoach.history.safety import KEYS, Safety, read_safety
from sciacoach.history.sense import OUTCOMES
from sciacoach.history.store import Store
from sciacoach.plan.next_day import RULES, Morning, Sign
from sciacoach.screening.clearance import Verdict
from sciacoach.text import clean
from sciacoach.vocabulary import CONTACT, Do, Lowest, Position, Region, Side, Tool

MOST_BYTES = 128 * 1024 * 1024
"""Ten years of a session a day come to less."""

_MOST_SESSIONS = 1_000_000
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


@dataclass(frozen=True, slots=True)
class Imported:
    """How an import went, in sessions; `ignored` names parts of the file not read here.
    `readings` and `screens` are new readings of any day and entries of the safety log."""

    new: int
    already: int
    running: int
    ignored: tuple[str, ...]
    readings: int = 0
    screens: int = 0


def import_json(store: Store, file: str, raw: bytes | str) -> Imported:
    """Add the sessions of `raw`, which was read from `file`. Raises `Usage` with the place."""
    try:
        records, part, ignored = _records(file, _parsed(file, raw))
    except RecursionError as error:
        raise Usage(f"{clean(file, 400)}: this is nested too deeply.", _EXPORT) from error
    over = [one for one in records if one.outcome is not None]
    done = store.take(over, part)
    running, already = len(records) - len(over), len(over) - done.sessions
    return Imported(done.sessions, already, running, ignored, done.readings, done.screens)


_EXPORT = "Import a file that `sciacoach history export --format json` wrote."


def _parsed(file: str, raw: bytes | str) -> object:
    place = clean(file, 400)
    try:
        text = raw.decode("utf-8-sig") if isinstance(raw, bytes) else raw
        return _whole(text)
    except json.JSONDecodeError as error:
        raise Usage(
            f"{place}:{error.lineno}:{error.colno}: this is not JSON ({clean(error.msg, 80)}).",
            _EXPORT,
        ) from error
    except UnicodeDecodeError as error:
        raise Usage(f"{place}: this is not UTF-8 text.", _EXPORT) from error
    except ValueError as error:
        raise Usage(f"{place}: {clean(str(error), 120)}.", _EXPORT) from error


def _whole(text: str) -> object:
    """One object, or the lines of a JSON Lines file as the object they stand for."""
    first, _, rest = text.partition("\n")
    if not first.startswith(JSONL_HEAD):
        return _one(text)
    head = _one(first)
    assert isinstance(head, dict)
    sessions = [
        _one(line, number) for number, line in enumerate(rest.split("\n"), 2) if line.strip()
    ]
    return {**{key: value for key, value in head.items() if key != "form"}, "sessions": sessions}


def _one(text: str, line: int = 1) -> object:
    try:
        return json.loads(text, object_pairs_hook=_no_twins, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        error.lineno += line - 1
        raise


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twin = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the key {clean(twin, 60)!r} stands twice in one object")
    return found


def _no_constant(word: str) -> float:
    raise ValueError(f"{word} is not a number")


def _records(
    file: str, value: object
) -> tuple[list[SessionRecord], Safety | None, tuple[str, ...]]:
    top = Checked(file, "", value)
    if not isinstance(value, dict) or "sciacoach" not in value or "sessions" not in value:
        raise top.fault("this is not a history of sciacoach.", _EXPORT)
    if value["sciacoach"] != 1 or isinstance(value["sciacoach"], bool):
        raise top.fault("the form of this file is not known here.", "Update sciacoach first.")
    known = ("sciacoach", "sessions", *KEYS)
    ignored = tuple(clean(name, 60) for name in value if name not in known)
    sessions = Checked(file, "sessions", value["sessions"]).items(_MOST_SESSIONS)
    return [_record(one) for one in sessions], read_safety(top, value), ignored


def _record(at: Checked) -> SessionRecord:
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
