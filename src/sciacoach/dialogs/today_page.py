"""`sciacoach` alone in words: what is due and why, what was, what waits, what to type."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sciacoach import data
from sciacoach.dialogs.columns import wrapped
from sciacoach.dialogs.moments import moment_words
from sciacoach.history.listing import ENDINGS
from sciacoach.routine.names import region_name
from sciacoach.screening.words import number_or_default
from sciacoach.text import clean
from sciacoach.vocabulary import Region

_LABEL = 11
"""Columns of the labels."""


@dataclass(frozen=True, slots=True)
class Due:
    """The routine that is suggested, and which words of `today.json` say why; `rule` and
    `until` where something says wait."""

    routine: str
    why: str
    rule: str | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Last:
    """The last session that counts."""

    id: str
    routine: str
    title: str
    started_at: datetime
    outcome: str | None


@dataclass(frozen=True, slots=True)
class PainThen:
    """The newest reading of pain. What was not given is None, never 0."""

    at: datetime
    leg: int | None
    back: int | None
    lowest: str | None


@dataclass(frozen=True, slots=True)
class Wait:
    """A day off that stands: `kind` is tools, region, ball or hands."""

    kind: str
    rule: str
    until: datetime
    region: Region | None = None


@dataclass(frozen=True, slots=True)
class Locked:
    """Something that locks; `rule` of a private item is empty, and so is what it says."""

    rule: str
    says: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Offered:
    """A session that was cut off and may be gone on with `until` then; `says` tells it."""

    says: str
    session: str
    routine: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Today:
    """Everything that is told. `stop` is the message of a verdict that sends for help,
    `clearable`: something locks that a talk with a clinician can clear; `next` is the
    command to type."""

    now: datetime
    due: Due | None
    last: Last | None = None
    pain: PainThen | None = None
    waits: tuple[Wait, ...] = ()
    ahead: tuple[str, ...] = ()
    locks: tuple[Locked, ...] = ()
    stop: str | None = None
    clearable: bool = False
    checkin_due: bool = False
    unfinished: bool = False
    offer: Offered | None = None
    next: str | None = None
    left_open: str | None = None
    """What is told of a danger question that the last session left open."""


def today_lines(today: Today, width: int | None) -> Iterator[str]:
    """The page, in lines of at most `width` columns."""
    for label, text in _rows(today):
        start = f"{_words()['labels'][label] if label else '':<{_LABEL}}"
        yield from wrapped(clean(text), width, indent=" " * _indent(width), first=start)


def _indent(width: int | None) -> int:
    """Under the text of the labels, where there is room for that."""
    return _LABEL if width is None or width >= 4 * _LABEL else 2


def _rows(today: Today) -> Iterator[tuple[str, str]]:
    said = _words()
    if today.stop:
        yield "stop", today.stop
    if today.left_open:
        yield "first", today.left_open
    elif today.stop:
        pass
    elif today.due:
        yield "due", _due(today.due, today.now)
    else:
        yield "due", said["nothing"]
    yield from _before(today)
    yield from _labelled("wait", [_wait(one, today.now) for one in today.waits])
    yield from (("", one) for one in today.ahead)
    yield from _labelled("locked", [_lock(one) for one in today.locks])
    if today.clearable:
        yield "", said["unlock"]
    yield from _labelled("open", _open(today))
    if today.next:
        yield "type", today.next


def _labelled(label: str, texts: list[str]) -> Iterator[tuple[str, str]]:
    for number, text in enumerate(texts):
        yield "" if number else label, text


def _due(due: Due, now: datetime) -> str:
    until = moment_words(due.until, now) if due.until else ""
    form: str = _words()["due"][due.why]
    return form.format(routine=due.routine, rule=due.rule, until=until)


def _before(today: Today) -> Iterator[tuple[str, str]]:
    said, last, pain = _words(), today.last, today.pain
    if last is None:
        yield "last", said["no_last"]
    else:
        when = moment_words(last.started_at, today.now)
        yield (
            "last",
            said["last"].format(
                when=when[:1].upper() + when[1:], title=last.title, outcome=ENDINGS[last.outcome]
            ),
        )
    if pain:
        yield (
            "pain",
            said["pain"].format(
                leg=_given(pain.leg),
                back=_given(pain.back),
                lowest=_given(pain.lowest),
                when=moment_words(pain.at, today.now),
            ),
        )


def _given(value: int | str | None) -> str:
    return str(_words()["not_given"]) if value is None else str(value)


def _wait(one: Wait, now: datetime) -> str:
    form: str = _words()["wait"][one.kind]
    region = region_name(one.region) if one.region else ""
    text = form.format(region=region, rule=one.rule, until=moment_words(one.until, now))
    return text[:1].upper() + text[1:]


def _lock(one: Locked) -> str:
    said = _words()
    if not one.rule:
        return str(said["locked_private"])
    return str(said["locked"].format(rule=one.rule, says=one.says))


def _open(today: Today) -> list[str]:
    said = _words()["open"]
    wanted = {"checkin": today.checkin_due, "questions": today.unfinished}
    offer = [today.offer.says] if today.offer else []
    return offer + [said[name] for name, is_open in wanted.items() if is_open]


def left_open_words(key: str, fact: str, number: str | None = None) -> str:
    """What is told of a danger question that was left open: `left_open` or `asks_all`."""
    return str(_words()[key]).format(fact=fact, number=number_or_default(number))


def _words() -> dict[str, Any]:
    found: dict[str, Any] = data.json_file("today.json")
    return found


# ---- for scripts --------------------------------------------------------------------------------


def today_json(today: Today, first: bool) -> dict[str, Any]:
    """Everything `sciacoach --json` promises."""
    due, last, pain, offer = today.due, today.last, today.pain, today.offer
    return {
        "first": first,
        "due": due
        and {
            "routine": due.routine,
            "why": due.why,
            "says": _due(due, today.now),
            "rule": due.rule,
            "until": _iso(due.until),
        },
        "message": today.stop,
        "left_open": today.left_open,
        "last_session": last
        and {
            "id": last.id,
            "routine": {"id": last.routine, "title": last.title},
            "started_at": last.started_at.isoformat(),
            "outcome": last.outcome,
        },
        "last_pain": pain
        and {
            "at": pain.at.isoformat(),
            "leg": pain.leg,
            "back": pain.back,
            "lowest": pain.lowest,
        },
        "days_off": [
            {"what": one.kind, "region": one.region, "rule": one.rule, "until": _iso(one.until)}
            for one in today.waits
        ],
        "dated_ahead": list(today.ahead),
        "locks": [
            {"id": one.rule or _words()["locked_private"].rstrip("."), "verdict": one.verdict}
            for one in today.locks
        ],
        "checkin_due": today.checkin_due,
        "questions_unfinished": today.unfinished,
        "resume": offer
        and {"session": offer.session, "routine": offer.routine, "until": _iso(offer.until)},
        "next": today.next,
    }


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
