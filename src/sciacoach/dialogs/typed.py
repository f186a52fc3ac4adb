"""The line of numbers that answers a page: `2 5`, `none`, `?4`, `4?`, `-6`."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sciacoach.screening.words import asked

NONE = ("none", "no")


class Mark(StrEnum):
    """What a number says."""

    TRUE = "true"
    NOT_SURE = "not_sure"
    RATHER_NOT = "rather_not"


@dataclass(frozen=True, slots=True)
class Typed:
    """The numbers with what they say, in the order of the page, and those to explain."""

    marks: Mapping[int, Mark]
    help: tuple[int, ...] = ()


def read_typed(line: str, most: int, rather: frozenset[int]) -> Typed | str:
    """The numbers from 1 to `most` in `line`, or what is wrong with it. `rather` are those
    that need not be answered."""
    if line in NONE:
        return Typed({})
    marks: dict[int, Mark] = {}
    wanted: list[int] = []
    parts = line.replace(",", " ").split()
    others_none = any(part in NONE for part in parts)
    for part in (part for part in parts if part not in NONE):
        digits = part.strip("?-")
        if not digits.isdecimal() or len(digits) > 3:
            return asked("not_understood", word=part)
        number = int(digits)
        if not 1 <= number <= most:
            return asked("no_number", word=number)
        if part == f"?{digits}":
            wanted.append(number)
            continue
        mark = _mark(part, digits)
        if mark is None or (mark is Mark.RATHER_NOT and number not in rather):
            return asked("not_understood", word=part)
        if marks.setdefault(number, mark) is not mark:
            return asked("twice", number=number)
    only_left_open = bool(marks) and set(marks.values()) == {Mark.RATHER_NOT}
    if only_left_open and not others_none:  # who passes over one has not answered the others
        return asked("and_the_others", numbers=line)
    if others_none and not only_left_open:
        return asked("not_understood", word=NONE[0])
    return Typed({number: marks[number] for number in sorted(marks)}, tuple(wanted))


def _mark(part: str, digits: str) -> Mark | None:
    forms = {digits: Mark.TRUE, f"{digits}?": Mark.NOT_SURE, f"-{digits}": Mark.RATHER_NOT}
    return forms.get(part)
