"""Entries of the screen's log as rows of plain JSON, and back.

A private item is written under its stored name, never its id. A row that cannot be read
whole is not thrown away: what can be read of it counts, and the full set becomes due.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sciacoach.screening.answers import Facts, Given, Pain
from sciacoach.screening.catalogue import catalogue
from sciacoach.screening.clearance import Verdict
from sciacoach.screening.items import Answer, SetName
from sciacoach.screening.log import (
    Answered,
    Cleared,
    Damaged,
    Entry,
    FullWanted,
    Lock,
    NewSpell,
    Origin,
    TouchTest,
    Withdrawn,
)
from sciacoach.vocabulary import Lowest, Region, Side, Tool

Body = Mapping[str, Any]
Row = tuple[str, str, dict[str, Any]]

_LOCKING = (Verdict.SEE_CLINICIAN, Verdict.URGENT, Verdict.EMERGENCY)


def to_row(entry: Entry) -> Row:
    """`at` in ISO 8601, the kind, and the body as plain JSON."""
    match entry:
        case Answered():
            kind = "answers" if entry.draft_of is None else "draft"
            return entry.at.isoformat(), kind, _answered_body(entry)
        case Withdrawn():
            items = None if entry.items is None else _stored(entry.items)
            body: dict[str, Any] = {"items": items, "read_back": entry.read_back}
            return entry.at.isoformat(), "withdrawn", body
        case Cleared():
            body = {"by": entry.by, "on": entry.on.isoformat(), "items": _stored(entry.items)}
            return entry.at.isoformat(), "cleared", {**body, "locks": list(entry.locks)}
        case NewSpell():
            return entry.at.isoformat(), "new_spell", {}
        case TouchTest():
            return entry.at.isoformat(), "touch_test", {"passed": entry.passed}
        case Lock():
            body = {"rule": entry.rule, "verdict": str(entry.verdict)}
            return entry.at.isoformat(), "lock", body
        case FullWanted():
            return entry.at.isoformat(), "full_wanted", {"why": entry.why}
        case _:
            raise TypeError("a damaged row is read, never written")


def read_log(rows: Iterable[tuple[str, str, Body]]) -> tuple[Entry, ...]:
    """The entries of all rows, in order."""
    return tuple(from_row(*row) for row in rows)


def from_row(at: str, kind: str, body: Body) -> Entry:
    """The entry of one row; `Damaged` where it cannot be read."""
    try:
        return _entry(_moment(at), kind, body)
    except (KeyError, ValueError, TypeError, AttributeError):
        return Damaged()


def _entry(at: datetime, kind: str, body: Body) -> Entry:
    match kind:
        case "answers" | "draft":
            return _answered(at, kind, body)
        case "withdrawn":
            items = body["items"]
            return Withdrawn(at, None if items is None else _ids(items), bool(body["read_back"]))
        case "cleared":
            on = date.fromisoformat(body["on"])
            return Cleared(at, str(body["by"]), on, _ids(body["items"]), tuple(body["locks"]))
        case "new_spell":
            return NewSpell(at)
        case "touch_test":
            return TouchTest(at, body["passed"] is True)
        case "lock":
            verdict = Verdict(body["verdict"])
            return Lock(at, str(body["rule"]), verdict) if verdict in _LOCKING else Damaged()
        case "full_wanted":
            return FullWanted(at, str(body["why"]))
        case _:
            return Damaged()


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a time without its offset")
    return moment


def _stored(items: Iterable[str]) -> list[str]:
    return [catalogue().stored_name(item) for item in items]


def _ids(names: Iterable[str]) -> tuple[str, ...]:
    """The ids behind stored names; a name that is not known raises ValueError."""
    ids = tuple(catalogue().item_stored_as(name) for name in names)
    if None in ids:
        raise ValueError("an item that this version does not know")
    return tuple(item for item in ids if item is not None)


def _answered_body(entry: Answered) -> dict[str, Any]:
    facts, pain = entry.facts, entry.pain
    origin = {} if entry.origin is Origin.SCREEN else {"origin": str(entry.origin)}
    return {
        "set": entry.set,
        "draft_of": entry.draft_of,
        "version": entry.version,
        "answered_at": entry.answered_at.isoformat(),
        "answers": {
            catalogue().stored_name(item): {
                "answer": str(given.answer),
                "regions": sorted(given.regions),
            }
            for item, given in entry.answers.items()
        },
        "facts": {
            "age": facts.age,
            "began": facts.began.isoformat() if facts.began else None,
            "side": facts.side,
            "have": None if facts.have is None else sorted(facts.have),
        },
        "pain": pain and {"leg": pain.leg, "back": pain.back, "lowest": pain.lowest},
        **origin,
    }


def _answered(at: datetime, kind: str, body: Body) -> Answered:
    """What can be read of a row of answers; a part that cannot be read marks it damaged
    and takes from it that it answered a set whole."""
    answers, whole = _answers(body["answers"])
    parts: dict[str, Any] = {}
    for name, reader in _READERS.items():
        try:
            parts[name] = reader(body)
        except (KeyError, ValueError, TypeError, AttributeError):
            whole = False
    return Answered(
        at=at,
        set=parts["set"] if whole and kind == "answers" else None,
        version=str(body.get("version", "")),
        answered_at=parts.get("answered_at", at),
        answers=answers,
        facts=parts.get("facts", Facts()),
        pain=parts.get("pain"),
        draft_of=parts["draft_of"] if whole and kind == "draft" else None,
        damaged=not whole,
        origin=parts.get("origin", Origin.SESSION),
    )


def _answers(raw: Mapping[str, Any]) -> tuple[dict[str, Given], bool]:
    """The answers that can be read, and whether those were all."""
    found: dict[str, Given] = {}
    whole = True
    for name, value in raw.items():
        item = catalogue().item_stored_as(name)
        try:
            given = Given(Answer(value["answer"]), frozenset(map(Region, value["regions"])))
        except (KeyError, ValueError, TypeError):
            # That something was said is known, what is not: that counts as yes.
            given, whole = Given(Answer.NOT_SURE), False
        if item is None:
            whole = False
        else:
            found[item] = given
    return found, whole


def _facts(raw: Mapping[str, Any]) -> Facts:
    began, side, have, age = raw["began"], raw["side"], raw["have"], raw["age"]
    return Facts(
        None if age is None else int(age),
        began and date.fromisoformat(began),
        side and Side(side),
        None if have is None else frozenset(map(Tool, have)),
    )


def _pain(raw: Mapping[str, Any]) -> Pain:
    leg, back, lowest = raw["leg"], raw["back"], raw["lowest"]
    return Pain(
        None if leg is None else int(leg),
        None if back is None else int(back),
        lowest and Lowest(lowest),
    )


_READERS: Mapping[str, Callable[[Body], Any]] = {
    "set": lambda row: SetName(row["set"]) if row["set"] else None,
    "draft_of": lambda row: SetName(row["draft_of"]) if row["draft_of"] else None,
    "facts": lambda row: _facts(row["facts"]),
    "pain": lambda row: _pain(row["pain"]) if row["pain"] else None,
    "answered_at": lambda row: _moment(row["answered_at"]),
    "origin": lambda row: Origin(row.get("origin", Origin.SCREEN)),
}
"""How the parts of a row of answers are read, each by itself."""
