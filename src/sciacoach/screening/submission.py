"""Plain data out of an answers file, to a `Submission`; or everything wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sciacoach.screening.answers import Facts, Given, Pain, Submission
from sciacoach.screening.catalogue import catalogue
from sciacoach.screening.items import Answer
from sciacoach.screening.sets import question_of
from sciacoach.text import clean, listed, nearest
from sciacoach.vocabulary import Lowest, Region, Side, Tool

Path = tuple[str | int, ...]

KEYS = ("answers", "pain", "answered_at", "age", "began", "have", "W1", "words", "default")
"""The keys of an answers file."""

ADULT, OLDER = 18, 70
"""Ages in years, for RF47 and P17."""

_PAINFUL = (Side.LEFT, Side.RIGHT, Side.BOTH)
_MOST_WORDS = 50


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: where in the data, what, and what to do."""

    path: Path
    message: str
    fix: str


@dataclass(slots=True)
class Reader:
    """Collects the faults of one file, so that all are told at once."""

    now: datetime
    faults: list[Fault] = field(default_factory=list)

    def fault(self, path: Path, message: str, fix: str) -> None:
        self.faults.append(Fault(path, message, fix))

    def only(self, body: Mapping[str, Any], keys: tuple[str, ...], of: str) -> None:
        """A fault for each key of `body` that is none of `keys`; `of`: of what they are."""
        for key in body:
            if key not in keys:
                near = nearest(str(key), keys)
                fix = f"Did you mean {near}?" if near else f"The keys are {listed(keys)}."
                self.fault((key,), f"{_shown(key)} is no key of {of}.", fix)

    def word(
        self, path: Path, value: object, choices: tuple[str, ...], also: tuple[str, ...] = ()
    ) -> str | None:
        """`value` if it is one of `choices`, else a fault with the nearest of them. `also`
        is what else may stand there, for the hint."""
        if isinstance(value, str) and value in choices:
            return value
        near = nearest(value, choices) if isinstance(value, str) else None
        fix = f"Did you mean {near}?" if near else f"Write {listed((*choices, *also), 'or')}."
        self.fault(path, f"{_shown(value)} cannot stand here.", fix)
        return None

    def whole(self, path: Path, value: object, least: int, most: int) -> int | None:
        """`value` if it is a whole number in the bounds."""
        if type(value) is int and least <= value <= most:
            return value
        fix = f"Write a whole number from {least} to {most}."
        self.fault(path, f"{_shown(value)} is not such a number.", fix)
        return None

    def mapping(self, path: Path, value: object) -> Mapping[str, Any]:
        if isinstance(value, dict):
            return value
        self.fault(path, "A mapping belongs here.", "Write keys with values under it.")
        return {}

    def listing(self, path: Path, value: object) -> list[Any]:
        if isinstance(value, list):
            return value
        self.fault(path, "A list belongs here.", "Write it in brackets, like [a, b].")
        return []

    def words(self, path: Path, value: object, choices: tuple[str, ...]) -> list[str]:
        """The words of a list, each one of `choices`."""
        found = []
        for number, one in enumerate(self.listing(path, value)):
            word = self.word((*path, number), one, choices)
            if word is not None:
                found.append(word)
        return found


def read_submission(raw: object, now: datetime) -> tuple[Submission, tuple[Fault, ...]]:
    """What `raw` says, and its faults; with faults, the submission is not to be used."""
    reader = Reader(now)
    body = reader.mapping((), raw)
    if _is_routine(reader, body):
        return Submission(), tuple(reader.faults)
    reader.only(_without_questions(reader, body), KEYS, "an answers file")
    facts = _facts(reader, body)
    answers = with_age(_answers(reader, body), facts.age)
    submission = Submission(
        answers=answers,
        pain=_pain(reader, body["pain"]) if "pain" in body else None,
        facts=facts,
        answered_at=_answered_at(reader, body["answered_at"]) if "answered_at" in body else None,
        words=_words(reader, body.get("words", [])),
        default_no=_default(reader, body),
    )
    return submission, tuple(reader.faults)


def with_age(answers: Mapping[str, Given], age: int | None) -> dict[str, Given]:
    """`answers` with what the age in years answers; a worrying answer stays."""
    found = dict(answers)
    if age is None:
        return found
    for name, holds in (("RF47", age < ADULT), ("P17", age >= OLDER)):
        if name not in found or not found[name].answer.is_worrying:
            found[name] = Given(Answer.YES if holds else Answer.NO)
    return found


def _is_routine(reader: Reader, body: Mapping[str, Any]) -> bool:
    """Whether it is the wrong file altogether: one fault says so, not one a key."""
    if not {"sciacoach", "steps"} <= body.keys():
        return False
    fix = "Give the file with your answers; a routine goes before --answers."
    reader.fault(("sciacoach",), "This is a routine, not an answers file.", fix)
    return True


def _without_questions(reader: Reader, body: Mapping[str, Any]) -> dict[str, Any]:
    """`body` without ids of questions, each told where it belongs."""
    ids = {item.id for item in catalogue().items} - set(KEYS)
    for name in body:
        if name in ids:
            fix = f"Write `answers:` on a line of its own, and `{name}` indented under it."
            reader.fault((name,), f"`{name}` is a question, and belongs under `answers`.", fix)
    return {name: value for name, value in body.items() if name not in ids}


def _answers(reader: Reader, body: Mapping[str, Any]) -> dict[str, Given]:
    known = catalogue()
    walk = known.walk.item.id
    raw = dict(reader.mapping(("answers",), body.get("answers", {})))
    ids = (*(i.id for i in known.items if i.flare is None), known.change.item.id, walk)
    found: dict[str, Given] = {}
    for name, value in raw.items():
        given = _given(reader, ("answers", name), name, value, ids)
        if given is not None:
            found[name] = given
    if walk in body and walk in raw:
        reader.fault((walk,), f"{walk} is answered twice.", "Keep one of the two.")
    elif walk in body:
        given = _given(reader, (walk,), walk, body[walk], ids)
        found |= {} if given is None else {walk: given}
    return found


def _given(
    reader: Reader, path: Path, name: str, value: object, ids: tuple[str, ...]
) -> Given | None:
    if name not in ids:
        if any(item.id == name for item in catalogue().items):
            reader.fault(path, f"{name} is worked out from `pain`.", "Leave it out.")
            return None
        if name in KEYS:
            message = f"`{name}` is no question: it belongs beside `answers`, not under it."
            reader.fault(path, message, f"Write `{name}:` at the very left of a line of its own.")
            return None
        near = nearest(str(name), ids)
        fix = f"Did you mean {near}?" if near else "See: sciacoach screen --questions"
        reader.fault(path, f"There is no question {_shown(name)}.", fix)
        return None
    item = question_of(name)
    if isinstance(value, list) and item.regions:
        return _regions(reader, path, value)
    choices = tuple(str(one) for one in Answer if one in item.answers)
    word = reader.word(path, value, choices, ("[regions]",) if item.regions else ())
    return None if word is None else Given(Answer(word))


def _regions(reader: Reader, path: Path, value: list[Any]) -> Given | None:
    if not value:
        reader.fault(path, "The list of regions is empty.", "Name the regions, or write no.")
        return None
    found = reader.words(path, value, tuple(str(region) for region in Region))
    return Given(Answer.YES, frozenset(Region(word) for word in found))


def _pain(reader: Reader, value: object) -> Pain:
    raw = reader.mapping(("pain",), value)
    for key in raw:
        reader.word(("pain", key), key, ("leg", "back", "lowest", "side"))
    leg = reader.whole(("pain", "leg"), raw["leg"], 0, 10) if "leg" in raw else None
    back = reader.whole(("pain", "back"), raw["back"], 0, 10) if "back" in raw else None
    lowest = None
    if "lowest" in raw:
        word = reader.word(("pain", "lowest"), raw["lowest"], tuple(str(p) for p in Lowest))
        lowest = Lowest(word) if word else None
    return Pain(leg, back, lowest)


def _facts(reader: Reader, body: Mapping[str, Any]) -> Facts:
    raw_pain = body.get("pain")
    side = None
    if isinstance(raw_pain, dict) and "side" in raw_pain:
        word = reader.word(("pain", "side"), raw_pain["side"], tuple(str(s) for s in _PAINFUL))
        side = Side(word) if word else None
    have = None
    if "have" in body:
        have = frozenset(
            Tool(word) for word in reader.words(("have",), body["have"], tuple(map(str, Tool)))
        )
    return Facts(
        age=reader.whole(("age",), body["age"], 0, 130) if "age" in body else None,
        began=_began(reader, body["began"]) if "began" in body else None,
        side=side,
        have=have,
    )


def _began(reader: Reader, value: object) -> date | None:
    try:
        day = date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        reader.fault(("began",), f"{_shown(value)} is not a date.", "Write it like 2026-10-10.")
        return None
    if day > reader.now.date():
        reader.fault(("began",), f"{day} has not come yet.", "Write the day this spell began.")
        return None
    return day


def _answered_at(reader: Reader, value: object) -> datetime | None:
    like = "Write it like 2026-11-22T19:00:00+01:00."
    try:
        at = datetime.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        reader.fault(("answered_at",), f"{_shown(value)} is not a date with a time.", like)
        return None
    if at.tzinfo is None:
        reader.fault(("answered_at",), f"{_shown(value)} names no offset from UTC.", like)
        return None
    if at > reader.now:
        fix = "Write when the questions were answered."
        reader.fault(("answered_at",), f"{_shown(value)} has not come yet.", fix)
        return None
    return at


def _words(reader: Reader, value: object) -> tuple[str, ...]:
    found = []
    for number, one in enumerate(reader.listing(("words",), value)[:_MOST_WORDS]):
        if isinstance(one, str):
            found.append(one)
        else:
            reader.fault(("words", number), f"{_shown(one)} is no word.", "Write ok.")
    return tuple(found)


def _default(reader: Reader, body: Mapping[str, Any]) -> bool:
    if "default" not in body:
        return False
    if body["default"] != "no":
        fix = "Write `default: no`, or take the line out; say a yes at its own question."
        reader.fault(("default",), f"{_shown(body['default'])} cannot stand here.", fix)
    return bool(body["default"] == "no")


def _shown(value: object) -> str:
    return f"`{clean(str(value), 40)}`"
