"""What a person told at a check-in, as a value; and reading it from a file's data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sciacoach.plan.next_day import Morning, Sign
from sciacoach.screening.answers import ALL_REGIONS
from sciacoach.screening.items import Answer
from sciacoach.vocabulary import Lowest, Region

if TYPE_CHECKING:
    from sciacoach.screening.submission import Fault, Reader

GRADES = ("leg", "back", "tingling", "weakness")
"""Readings from 0 to 10."""

KEYS = ("morning", *Sign, "pain", "touch")
"""The keys of a check-in file."""

_CHOICES = (str(Answer.YES), str(Answer.NO), str(Answer.NOT_SURE))


@dataclass(frozen=True, slots=True)
class Average:
    """The average of the last 24 hours: grades of 0 to 10 and the lowest place. None is
    not given, never 0."""

    leg: int | None = None
    back: int | None = None
    lowest: Lowest | None = None
    tingling: int | None = None
    weakness: int | None = None

    @property
    def contradicts_itself(self) -> bool:
        """Leg pain 0 with its lowest place in the leg, or pain that is nowhere."""
        if self.lowest is None:
            return False
        in_leg = self.lowest.step >= Lowest.THIGH.step
        nowhere = self.lowest is Lowest.NONE and bool(self.leg or self.back)
        return (in_leg and self.leg == 0) or nowhere


NOT_GIVEN = Average()
"""No reading."""


@dataclass(frozen=True, slots=True)
class Touch:
    """The touch test (reference 2.4): whether both sides feel the same, whether less
    feeling is new, and where it is."""

    equal: Answer
    new: Answer | None = None
    where: frozenset[Region] = ALL_REGIONS

    @property
    def passed(self) -> bool:
        """Not sure is not passed."""
        return self.equal is Answer.YES


@dataclass(frozen=True, slots=True)
class Told:
    """Everything that was told. `withdrawn` are signs that the read-back took back."""

    morning: Morning | None = None
    signs: Mapping[Sign, Answer] = field(default_factory=dict)
    average: Average | None = None
    touch: Touch | None = None
    withdrawn: tuple[Sign, ...] = ()

    @property
    def worrying(self) -> frozenset[Sign]:
        """The signs that were told as yes, or not sure, which counts as yes."""
        return frozenset(sign for sign, answer in self.signs.items() if answer.is_yes)

    @property
    def is_only_touch(self) -> bool:
        """Whether nothing but the touch test was told."""
        return self.morning is None and not self.signs and self.average is None


def read_told(raw: object, now: datetime) -> "tuple[Told, tuple[Fault, ...]]":
    """What `raw` says, and its faults; with faults, it is not to be used."""
    from sciacoach.screening.submission import Reader

    reader = Reader(now)
    body = reader.mapping((), raw)
    reader.only(body, KEYS, "a check-in")
    told = Told(
        morning=_morning(reader, body),
        signs=_signs(reader, body),
        average=_average(reader, body["pain"]) if "pain" in body else None,
        touch=_touch(reader, body["touch"]) if "touch" in body else None,
    )
    return told, tuple(reader.faults)


def _morning(reader: "Reader", body: Mapping[str, Any]) -> Morning | None:
    if "morning" not in body:
        return None
    word = reader.word(("morning",), body["morning"], tuple(map(str, Morning)))
    return Morning(word) if word else None


def _signs(reader: "Reader", body: Mapping[str, Any]) -> dict[Sign, Answer]:
    said = {sign: _answer(reader, (sign,), body[sign]) for sign in Sign if sign in body}
    return {sign: answer for sign, answer in said.items() if answer is not None}


def _answer(reader: "Reader", path: tuple[str, ...], value: object) -> Answer | None:
    word = reader.word(path, value, _CHOICES)
    return Answer(word) if word else None


def _average(reader: "Reader", value: object) -> Average:
    raw = _known(reader, "pain", value, (*GRADES, "lowest"))
    grades = {
        name: reader.whole(("pain", name), raw[name], 0, 10) for name in GRADES if name in raw
    }
    lowest = None
    if "lowest" in raw:
        word = reader.word(("pain", "lowest"), raw["lowest"], tuple(map(str, Lowest)))
        lowest = Lowest(word) if word else None
    return Average(lowest=lowest, **grades)


def _touch(reader: "Reader", value: object) -> Touch | None:
    from sciacoach.screening.submission import Fault

    raw = _known(reader, "touch", value, ("equal", "new", "where"))
    if "equal" not in raw:
        fix = "Write equal: yes, or equal: no."
        reader.faults.append(Fault(("touch",), "The key equal is missing.", fix))
        return None
    equal = _answer(reader, ("touch", "equal"), raw["equal"])
    new = _answer(reader, ("touch", "new"), raw["new"]) if "new" in raw else None
    where = ALL_REGIONS
    if "where" in raw:
        words = reader.words(("touch", "where"), raw["where"], tuple(map(str, Region)))
        where = frozenset(map(Region, words)) or ALL_REGIONS
    return Touch(equal, new, where) if equal else None


def _known(reader: "Reader", name: str, value: object, keys: tuple[str, ...]) -> Mapping[str, Any]:
    """The mapping under `name`, each of its keys one of `keys`."""
    raw = reader.mapping((name,), value)
    for key in raw:
        reader.word((name, key), key, keys)
    return raw
