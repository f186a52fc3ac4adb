"""Reads `data/screen.json` into a `Catalogue` and checks every reference in it.

A data file that is broken is a broken installation: it is told with its place, and
nothing is asked.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NoReturn

from sciacoach import data
from sciacoach.errors import Failed
from sciacoach.screening.clearance import PRIVATE_LABEL, Verdict
from sciacoach.screening.effects import read_effect
from sciacoach.screening.items import (
    NOTHING,
    Answer,
    Catalogue,
    Change,
    Combination,
    Flare,
    Item,
    Line,
    Page,
    Walk,
)
from sciacoach.vocabulary import Region


@cache
def catalogue() -> Catalogue:
    """The questions of this version."""
    return read_catalogue(data.json_file("screen.json"))


def read_catalogue(raw: Mapping[str, Any]) -> Catalogue:
    """`raw` as a catalogue. Raises `Failed` with the place of the first fault."""
    try:
        found = _read(raw)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        broken(f"something is missing or misspelled: {error}")
    _check(found)
    return found


def broken(what: str) -> NoReturn:
    """Stop: the data file is not right."""
    raise Failed(f"The data file screen.json is broken: {what}.", "Install the program again.")


def _read(raw: Mapping[str, Any]) -> Catalogue:
    items = tuple(_item(one) for one in raw["items"])
    walk = raw["weekly_question"]
    change = raw["change"]
    sets = raw["sets"]
    walk_item = _question(walk, Verdict(walk["verdict"]))
    return Catalogue(
        version=raw["version"],
        items=items,
        by_id={item.id: item for item in (*items, walk_item)},
        combinations=tuple(_combination(one) for one in raw["combinations"]),
        full=tuple(_page(one) for one in sets["full"]),
        lines=tuple(Line(o["line"], o["label"], tuple(o["items"])) for o in sets["daily"]),
        week=_page(sets["weekly_adds"]),
        again=_page(sets["again"]),
        after_session=sets["session"]["item"],
        after_session_page=sets["session"]["page"],
        fever=tuple(sets["fever"]["items"]),
        fever_hours=int(sets["fever"]["full_after_hours"]),
        change=Change(_question(change, Verdict.GO), tuple(change["yes_asks"])),
        walk=Walk(walk_item, walk["counts_as"]),
        private_label=raw["private_label"],
    )


def _item(raw: Mapping[str, Any]) -> Item:
    derived = raw.get("derived")
    return Item(
        id=raw["id"],
        verdict=Verdict(raw["verdict"]),
        label=raw["label"],
        question=raw["question"] or "",
        help=raw["help"] or "",
        answers=frozenset(Answer(word) for word in raw["answers"]),
        source=raw["source"],
        effect=read_effect(raw) if raw["restrictions"] else NOTHING,
        does=raw.get("does", ""),
        regions=raw["regions"],
        clearable=raw["clearable"],
        contact_closed=raw["contact_closed"],
        private=raw["private"],
        stored_as=raw.get("stored_as", raw["id"]),
        symptom=raw.get("symptom", ""),
        nerves=raw.get("nerves", False),
        no_walking=raw.get("no_walking", False),
        nothing_may_start=raw.get("nothing_may_start", False),
        ends_after_hours=raw.get("ends_after_hours"),
        flare=Flare(**derived) if derived else None,
    )


def _question(raw: Mapping[str, Any], verdict: Verdict) -> Item:
    """CH1 and W1 as items: asked like one, with no restrictions."""
    return Item(
        id=raw["id"],
        verdict=verdict,
        label=raw["label"],
        question=raw["question"],
        help=raw["help"],
        answers=frozenset(Answer(word) for word in raw["answers"]),
        source=raw.get("source", ""),
        clearable=verdict is not Verdict.GO,
        stored_as=raw["id"],
    )


def _combination(raw: Mapping[str, Any]) -> Combination:
    return Combination(
        id=raw["id"],
        verdict=Verdict(raw["verdict"]),
        label=raw["label"],
        all=frozenset(raw.get("all", ())),
        any=frozenset(raw.get("any", ())),
        two_of=frozenset(raw.get("two_of", ())),
        regions=frozenset(Region(word) for word in raw.get("regions", ())),
        yes=frozenset(raw["yes"]),
        source=raw["source"],
        symptom=raw.get("symptom", ""),
    )


def _page(raw: Mapping[str, Any]) -> Page:
    return Page(raw["page"], raw["title"], tuple(raw["items"]))


def _check(found: Catalogue) -> None:
    _check_items(found)
    if found.private_label != PRIVATE_LABEL:
        broken(f"private_label must be {PRIVATE_LABEL}")
    asked = [name for page in found.full for name in page.items]
    asked.append(found.after_session)
    known = {item.id for item in found.items}
    _same("the full set", asked, {i.id for i in found.items if i.flare is None})
    daily = [name for line in found.lines for name in line.items]
    _known("the daily set", daily, known | {found.change.item.id})
    _known("the weekly set", (*found.week.items, *found.again.items), known)
    _known("the fever rule", found.fever, known)
    _known("the weekly question", [found.walk.counts_as], known)
    _known("the page after a session", [found.after_session_page], {p.id for p in found.full})
    _known("the pages of CH1", found.change.pages, {page.id for page in found.full})
    for one in found.combinations:
        _known(one.id, one.members | one.yes, known)
        if not one.yes or not one.yes <= one.members:
            broken(f"{one.id} has nothing under `yes` that takes part")
        if one.verdict is Verdict.EMERGENCY and not one.symptom:
            broken(f"{one.id} is an emergency and names no symptom")


def _check_items(found: Catalogue) -> None:
    ids = [item.id for item in found.items]
    if len(ids) != len(set(ids)):
        broken("an id stands twice")
    for item in found.items:
        if bool(item.does) != (item.effect is not NOTHING):
            broken(f"{item.id} needs `does` where it has restrictions, and only there")
        if item.private == (item.stored_as == item.id):
            broken(f"{item.id}: a private item, and only one, is stored under another name")
        if item.verdict is Verdict.EMERGENCY and not item.symptom:
            broken(f"{item.id} is an emergency and names no symptom")
        if item.flare is None and not (item.question and item.help):
            broken(f"{item.id} has no question or no help")
        if item.flare is None and not {Answer.YES, Answer.NO, Answer.NOT_SURE} <= item.answers:
            broken(f"{item.id} cannot be answered by yes, no and not_sure")
        by_answer = item.effect.blocks_answered or item.effect.tools_where_answered is not None
        if item.regions != by_answer:
            broken(f"{item.id}: regions are asked where, and only where, they restrict")


def _known(where: str, names: Iterable[str], known: set[str]) -> None:
    for name in names:
        if name not in known:
            broken(f"{where} names {name}, which is not there")


def _same(where: str, names: list[str], wanted: set[str]) -> None:
    _known(where, names, wanted)
    if len(names) != len(wanted):
        broken(f"{where} must name every item once")
