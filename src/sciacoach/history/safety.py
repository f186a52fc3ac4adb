"""The part of an export that keeps people safe: the safety log, readings of any day, and
what stays of deleted sessions. Out as plain JSON with a sum over it, and in again.

The sum tells damage and careless edits. Who leaves the whole part out imports no locks,
and lifts none either.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sciacoach.history.checking import Checked
from sciacoach.history.records import READINGS, DayReading, Reading
from sciacoach.history.rows import ID_CHARS, LINE_CHARS
from sciacoach.history.sealing import AGAIN, plain
from sciacoach.text import clean

if TYPE_CHECKING:
    from sciacoach.history.remnants import Remnant
    from sciacoach.screening.log import Entry

KEYS = ("screens", "readings", "remnants", "sum")
"""What an export has beside its sessions."""

NOT_TOLD = "not told"
"""In the place of free words that were not to go with an export."""

_MOST_ROWS = 1_000_000
_MOST_BODY = 64 * 1024
_MOST_SECONDS = 7 * 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Safety:
    """Entries of the screen's log, without the names of private items; readings; remnants."""

    screens: "tuple[Entry, ...]" = ()
    readings: tuple[DayReading, ...] = ()
    remnants: "tuple[Remnant, ...]" = ()


NOTHING = Safety()
"""What a file without a safety part says."""


def without_words(part: Safety) -> Safety:
    """The same without free words: who cleared, and what they said."""
    from sciacoach.screening.log import Cleared

    return replace(
        part,
        screens=tuple(
            replace(one, by=NOT_TOLD) if isinstance(one, Cleared) else one for one in part.screens
        ),
    )


# ---- out ------------------------------------------------------------------------------------


def safety_json(part: Safety) -> dict[str, Any]:
    """The keys of `KEYS`."""
    from sciacoach.screening.rows import to_row

    body = {
        "screens": [_row_json(*to_row(one)) for one in part.screens],
        "readings": [_reading_json(one) for one in part.readings],
        "remnants": [_remnant_json(one) for one in part.remnants],
    }
    return {**body, "sum": _sum(body)}


def row_sum(entry: "Entry") -> str:
    """What an entry is known by, on every machine."""
    from sciacoach.screening.rows import to_row

    return _sum(_row_json(*to_row(entry)))


def _row_json(at: str, kind: str, body: Mapping[str, Any]) -> dict[str, Any]:
    return {"at": at, "kind": kind, "body": dict(body)}


def _reading_json(one: DayReading) -> dict[str, Any]:
    return {"at": one.at, **{name: getattr(one.said, name) for name in READINGS}}


def _remnant_json(one: "Remnant") -> dict[str, Any]:
    from sciacoach.history.remnants import contact_json

    return {
        "started_at": one.started_at,
        "contacts": [contact_json(contact) for contact in one.contacts],
        "moved_down": one.moved_down,
        "next_day": one.next_day,
        "n3": one.n3,
        "told_at": one.told_at,
    }


def _sum(body: object) -> str:
    return hashlib.sha256(plain(body)).hexdigest()


# ---- in -------------------------------------------------------------------------------------


def read_safety(top: Checked, value: Mapping[str, Any]) -> Safety | None:
    """The part of the file whose object is `value`; None where the file has none. Raises
    `Usage` where it is not whole, for a lock that was lost on the way must be told."""
    if not any(name in value for name in KEYS):
        return None
    for name in KEYS:
        if name not in value:
            raise top.fault(f"the key {name} is missing.", AGAIN)
    parts = {name: Checked(top.file, name, value[name]) for name in KEYS}
    found = Safety(
        tuple(_entry(one) for one in parts["screens"].items(_MOST_ROWS)),
        tuple(_reading(one) for one in parts["readings"].items(_MOST_ROWS)),
        tuple(_remnant(one) for one in parts["remnants"].items(_MOST_ROWS)),
    )
    if value["sum"] != _sum({name: value[name] for name in KEYS if name != "sum"}):
        raise top.fault("the safety part of this file was changed, or is damaged.", AGAIN)
    return found


def _entry(at: Checked) -> "Entry":
    from sciacoach.screening.log import Answered, Damaged
    from sciacoach.screening.rows import from_row

    get = at.keys(("at", "kind", "body"))
    body = get["body"].body_or_none(_MOST_BODY)
    found = from_row(get["at"].time(), get["kind"].text(ID_CHARS), body or {})
    if isinstance(found, Damaged) or (isinstance(found, Answered) and found.damaged):
        raise at.fault(
            "this entry of the safety log cannot be read.",
            "A newer sciacoach may have written this file: update, then try again.",
        )
    return _cleaned(found)


def _cleaned(entry: "Entry") -> "Entry":
    """Words of a file are shown later on: made fit to show."""
    from sciacoach.screening.log import Answered, Cleared, FullWanted, Lock

    match entry:
        case Answered():
            return replace(entry, version=clean(entry.version, ID_CHARS))
        case Cleared():
            locks = tuple(clean(rule, ID_CHARS) for rule in entry.locks)
            return replace(entry, by=clean(entry.by, LINE_CHARS), locks=locks)
        case Lock():
            return replace(entry, rule=clean(entry.rule, ID_CHARS))
        case FullWanted():
            return replace(entry, why=clean(entry.why, LINE_CHARS))
        case _:
            return entry


def _reading(at: Checked) -> DayReading:
    from sciacoach.vocabulary import Lowest

    get = at.keys(("at", *READINGS))
    said = Reading(
        leg=get["leg"].whole_or_none(0, 10),
        back=get["back"].whole_or_none(0, 10),
        lowest=get["lowest"].word_or_none(list(Lowest)),
        tingling=get["tingling"].whole_or_none(0, 10),
        weakness=get["weakness"].whole_or_none(0, 10),
    )
    return DayReading(get["at"].time(), said)


def _remnant(at: Checked) -> "Remnant":
    from sciacoach.history.past import contact_of
    from sciacoach.history.remnants import Remnant
    from sciacoach.plan.next_day import RULES
    from sciacoach.vocabulary import Position, Region, Side, Tool

    get = at.keys(("started_at", "contacts", "moved_down", "next_day", "n3", "told_at"))
    contacts = []
    for one in get["contacts"].items(100_000):
        part = one.keys(("region", "tool", "side", "moving", "position", "seconds"))
        row = {
            "region": part["region"].word(list(Region)),
            "tool": part["tool"].word(list(Tool)),
            "side": part["side"].word((Side.LEFT, Side.RIGHT, Side.BOTH)),
            "position": part["position"].word_or_none(list(Position)),
        }
        seconds = part["seconds"].number(0, _MOST_SECONDS)
        contacts.append(contact_of(row, seconds, part["moving"].flag()))
    return Remnant(
        started_at=get["started_at"].time(),
        contacts=tuple(contacts),
        moved_down=get["moved_down"].flag(),
        next_day=get["next_day"].word_or_none(RULES),
        n3=get["n3"].flag(),
        told_at=None if get["told_at"].value is None else get["told_at"].time(),
    )
