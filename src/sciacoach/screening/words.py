"""What the screen tells people, out of `data/messages.json`."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sciacoach import data
from sciacoach.routine.names import region_name
from sciacoach.screening.answers import ALL_REGIONS
from sciacoach.vocabulary import Region


def words(name: str) -> str:
    """One text of the file: `number`, `signs`, `next_time`, ..."""
    return str(_file()[name])


def lines(name: str) -> tuple[str, ...]:
    """A text of several lines: `first_run`."""
    return tuple(str(line) for line in _file()[name])


def asked(name: str, **values: object) -> str:
    """One prompt of the question pages."""
    return str(_file()["ask"][name]).format(**values)


def choice_word(name: str) -> str:
    """How an answer is typed: `not sure` for `not_sure`."""
    return str(_file()["ask"]["choices"][name])


def advice_words(name: str) -> str:
    """The words of one advice (`AD1`)."""
    return str(_file()["advice"][name])


def _file() -> dict[str, Any]:
    found = data.json_file("messages.json")
    assert isinstance(found, dict)
    return found


def number_or_default(number: str | None) -> str:
    """The emergency number to show: the setting's, else words for the local one."""
    return number or words("number")


def says(kind: str, **values: object) -> str:
    """One sentence of why an item counts."""
    return str(_file()["says"][kind]).format(**values)


def verdict_words(kind: str, **values: object) -> str:
    """The message of a verdict, or of a special case of it."""
    return str(_file()["verdicts"][kind]).format(**values)


def changed_label(label: str, since: date) -> str:
    """What a cleared item is asked as, on a page."""
    return words("changed_since").format(label=label, date=since.isoformat())


def changed_question(label: str, since: date) -> str:
    """What a cleared item is asked as, in full."""
    return words("changed_since_question").format(label=label, date=since.isoformat())


def regions_words(regions: Iterable[Region]) -> str:
    """The names of regions; all of them in a few words."""
    found = frozenset(regions)
    if found == ALL_REGIONS:
        return words("all_regions")
    return ", ".join(region_name(region) for region in Region if region in found)
