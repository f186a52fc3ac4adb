"""A danger question that a session left open: nobody answered it, or what was told was not
confirmed. Nothing is known then, so the words of a confirmed sign must not be told.

The screen's log says that it was so (`FullWanted`, see `owed.py`); the commands of the session
say what it was about.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sciacoach import data
from sciacoach.history.records import Command, SessionRecord
from sciacoach.screening.fold import without_withdrawn
from sciacoach.screening.items import SetName
from sciacoach.screening.log import Answered, Entry, FullWanted
from sciacoach.screening.words import number_or_default

if TYPE_CHECKING:
    from sciacoach.history.store import Store
    from sciacoach.session.stop_rules import Lock

_WRITTEN_WITHIN = timedelta(minutes=10)
"""So long after the end of a session what it left open is still written down."""

_ANSWERS = {"yes": True, "no": False, "stop": None}

_LOOK_BACK = 50
"""So many sessions are looked through for one that is no rehearsal."""


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """What was left open. `fact` tells it, as part of a sentence: which question it was.
    A rehearsal makes no questions due."""

    rule: str
    fact: str
    rehearsal: bool = False

    def says(self, number: str | None = None) -> str:
        """The whole of it, after that session. `number` is the emergency number to show."""
        told: str = _words()["rehearsed" if self.rehearsal else "says"]
        fact = self.fact[:1].upper() + self.fact[1:]
        return told.format(fact=fact, number=number_or_default(number))


def left_open(record: SessionRecord, log: Sequence[Entry]) -> Mapping[str, LeftOpen]:
    """What `record` left open, by the rule that spoke for it."""
    wanted = _rehearsed(record) if record.header.rehearsal else _wanted_of(record, log)
    rules = dict.fromkeys(one.rule for one in record.advice if one.rule in wanted & danger_rules())
    return {
        rule: LeftOpen(rule, _fact(rule, record.commands), record.header.rehearsal)
        for rule in rules
    }


def _wanted_of(record: SessionRecord, log: Sequence[Entry]) -> frozenset[str]:
    """Why the full set is due since `record`."""
    if record.ended_at is None:
        return frozenset()
    begin = datetime.fromisoformat(record.header.started_at)
    end = datetime.fromisoformat(record.ended_at) + _WRITTEN_WITHIN
    return frozenset(e.why for e in log if isinstance(e, FullWanted) and begin <= e.at <= end)


def _rehearsed(record: SessionRecord) -> frozenset[str]:
    """The rule of a question that a rehearsal left open: no log knows of it."""
    lock, _ = _asked(record.commands)
    return frozenset({lock.rule}) if lock and not lock.confirmed else frozenset()


def still_open(store: "Store", log: Sequence[Entry]) -> LeftOpen | None:
    """What the last session left open, until the full set was answered; else None."""
    rule = next(_wanted_by(log), None)
    if rule is None:
        return None
    newest = (one for one in store.newest(_LOOK_BACK) if not one.header.rehearsal)
    last = next(newest, None)
    record = store.session(last.header.id) if last else None
    found = left_open(record, log) if record else {}
    return found.get(rule) or LeftOpen(rule, _fact(rule, ()))


def _wanted_by(log: Sequence[Entry]) -> Iterator[str]:
    """The rules that left something open since the last full set, the newest first."""
    for index in reversed(range(len(log))):
        entry = without_withdrawn(log[index], tuple(log[index + 1 :]))
        if isinstance(entry, Answered) and entry.set is SetName.FULL:
            return
        if isinstance(entry, FullWanted) and entry.why in danger_rules():
            yield entry.why


# ---- what it was about ---------------------------------------------------------------------


def _fact(rule: str, commands: Sequence[Command]) -> str:
    said = _words()
    if rule in said["about"]:
        return f"{said['unanswered']}: {said['about'][rule]}"
    lock, denied = _asked(commands)
    about = _about(lock) if lock else ""
    fact = str(said["denied" if denied else "unanswered"])
    return f"{fact}: {about}" if about else fact


def _about(lock: "Lock") -> str:
    from sciacoach.screening.catalogue import catalogue

    asked: str | None = _words()["about"].get(" ".join(lock.items))
    return asked or ", ".join(catalogue().by_id[name].label for name in lock.items)


def _asked(commands: Sequence[Command]) -> "tuple[Lock | None, bool]":
    """The last sign that was asked about, as it was left, and whether `no` answered an alarm that
    the person had told."""
    from sciacoach.session.commands import Command as Given
    from sciacoach.session.commands import parse
    from sciacoach.session.stop_rules import Reading, Watch

    watch, lock, denied = Watch(Reading()), None, False
    for one in commands:
        given = parse(one.line)
        if not isinstance(given, Given):
            continue
        if given.name == "wrong" and (watch.pending is None or watch.is_worse(given.what)):
            lock, denied = watch.wrong(given.what).lock or lock, False
        elif given.name in _ANSWERS and watch.pending:
            denied = given.name == "no" and watch.pending.rule == "D1"
            lock = watch.answer(_ANSWERS[given.name]).lock or lock
    return lock, denied


def danger_rules() -> frozenset[str]:
    """The rules that ask about danger signs."""
    stop = data.json_file("stop_rules.json")
    return frozenset({"D1", "D2", *(row["rule"] for row in stop["panic"])})


def _words() -> dict[str, Any]:
    found: dict[str, Any] = data.json_file("closing.json")["left_open"]
    return found
