"""Which questions a set contains, in itself and with what the answers open."""

from collections.abc import Container, Mapping

from sciacoach.screening.answers import Given
from sciacoach.screening.catalogue import catalogue
from sciacoach.screening.items import SetName


def own_items(name: SetName) -> tuple[str, ...]:
    """The ids a set asks of everybody, in the order of its pages; without what depends on
    the history (again-questions, the item after a session) or on CH1."""
    known = catalogue()
    if name is SetName.FULL:
        return tuple(item for page in known.full for item in page.items)
    lines = tuple(i for line in known.lines for i in line.items if i != known.after_session)
    if name is SetName.DAILY:
        return lines
    return (*lines, *known.week.items, known.walk.item.id)


def change_items() -> tuple[str, ...]:
    """The items of the pages that CH1 opens."""
    known = catalogue()
    return tuple(item for page in known.change.pages for item in known.page(page).items)


def contained(name: SetName, answers: Mapping[str, Given]) -> frozenset[str]:
    """The items whose question a set contained. The pages of CH1 count as asked where all
    of them were answered, whatever CH1 said: so a yes to it can never make anything
    milder than a no."""
    known = catalogue()
    found = {*own_items(name), known.after_session}
    if name is not SetName.DAILY:
        found.update(known.again.items)
    opened = change_items()
    if all_in(opened, answers):
        found.update(opened)
    return frozenset(found)


def all_in(items: tuple[str, ...], answers: Container[str]) -> bool:
    """Whether each of `items` was answered."""
    return all(item in answers for item in items)
