"""Sessions from a file of `history export`, also of another machine.

The whole file is checked before anything is written, and it is written whole or not at
all. A session that is there already is left as it is; one that still ran when it was
exported is left out.
"""

from dataclasses import dataclass

from sciacoach.errors import Usage
from sciacoach.history.checking import Checked
from sciacoach.history.import_form import EXPORT, parsed
from sciacoach.history.import_records import session_of
from sciacoach.history.records import SessionRecord
from sciacoach.history.safety import KEYS, Safety, read_safety
from sciacoach.history.sealing import KEY, check_whole
from sciacoach.history.store import Store
from sciacoach.text import clean

MOST_BYTES = 128 * 1024 * 1024
"""Ten years of a session a day come to less."""

_MOST_SESSIONS = 1_000_000


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
        records, part, ignored = _records(file, parsed(file, raw))
    except RecursionError as error:
        raise Usage(f"{clean(file, 400)}: this is nested too deeply.", EXPORT) from error
    over = [one for one in records if one.outcome is not None]
    done = store.take(over, part)
    running, already = len(records) - len(over), len(over) - done.sessions
    return Imported(done.sessions, already, running, ignored, done.readings, done.screens)


def _records(
    file: str, value: object
) -> tuple[list[SessionRecord], Safety | None, tuple[str, ...]]:
    top = Checked(file, "", value)
    if not isinstance(value, dict) or "sciacoach" not in value or "sessions" not in value:
        raise top.fault("this is not a history of sciacoach.", EXPORT)
    if value["sciacoach"] != 1 or isinstance(value["sciacoach"], bool):
        raise top.fault("the form of this file is not known here.", "Update sciacoach first.")
    known = ("sciacoach", "sessions", *KEYS, KEY)
    ignored = tuple(clean(name, 60) for name in value if name not in known)
    sessions = Checked(file, "sessions", value["sessions"]).items(_MOST_SESSIONS)
    records, part = [session_of(one) for one in sessions], read_safety(top, value)
    check_whole(top, value)
    return records, part, ignored
