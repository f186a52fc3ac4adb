"""The questions of the safety screen, what counts more together, and advice, explained
from `data/screen.json` and `data/messages.json`."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sciacoach import data
from sciacoach.knowledge.rule import About, Rule, sourced, word
from sciacoach.text import listed

Row = Mapping[str, Any]

_ALARMS = ("emergency", "urgent")
_CALM_FOR = ("emergency", "urgent", "see_clinician")


def question_rules() -> tuple[Rule, ...]:
    """Every item, then W1 and CH1."""
    screen = _screen()
    items = [_sourced(row, About.QUESTION, _item_says(row)) for row in screen["items"]]
    walk, change = screen["weekly_question"], screen["change"]
    return (
        *items,
        _sourced(walk, About.QUESTION, _walk_says(walk)),
        _sourced(change, About.QUESTION, _change_says(change)),
    )


def together_rules() -> tuple[Rule, ...]:
    """Every combination."""
    return tuple(
        _sourced(row, About.TOGETHER, _together_says(row)) for row in _screen()["combinations"]
    )


def advice_rules() -> tuple[Rule, ...]:
    """AD1 to AD4."""
    return tuple(
        sourced(row["id"], About.ADVICE, row["question"], _advice_says(row["id"]), row["say"])
        for row in _screen()["advice"]
    )


def verdict_rules() -> tuple[Rule, ...]:
    """The six verdicts, mildest first."""
    rows = data.json_file("why.json")["verdicts"]
    return tuple(
        sourced(name, About.VERDICT, row["title"], (_upper(row["means"]),), "[EJ]")
        for name, row in rows.items()
    )


def does_of(row: Row) -> str:
    """What an item takes away, in words; empty where it takes nothing."""
    return str(row.get("does", "")).format(regions=word("question", "where"))


def _sourced(row: Row, about: About, says: Iterable[str]) -> Rule:
    found = sourced(row["id"], about, row["label"], says, row.get("source", "[EJ]"))
    return replace(found, verdict=row.get("verdict", ""))


def _item_says(row: Row) -> Iterable[str]:
    yield from _asked(row)
    yield word("question", "looks_for", looks_for=row["looks_for"])
    yield _yes(row["verdict"])
    yield from _changes(row)
    if "checked" in row["answers"]:
        milder = "see_clinician" if row["verdict"] in _ALARMS else "gentle"
        yield word("question", "checked", verdict=_title(milder))
    yield from _ends(row)
    if row["private"]:
        yield word("question", "private", name=_screen()["private_label"])


def _advice_says(name: str) -> Iterable[str]:
    yield data.json_file("messages.json")["advice"][name]
    yield word("advice_says")


def _asked(row: Row) -> Iterable[str]:
    if row.get("derived"):
        flare = row["derived"]
        yield word(
            "question", "flare", leg=flare["leg"], severe=flare["severe"], days=flare["began_days"]
        )
        return
    yield word("question", "asks", question=row["question"])
    yield word("question", "help", help=row["help"])
    if any(row["id"] in line["items"] for line in _screen()["sets"]["daily"]):
        yield word("question", "daily")


def _changes(row: Row) -> Iterable[str]:
    does = does_of(row)
    if does:
        yield word("question", "does", does=does)
    elif row["verdict"] in _CALM_FOR and row["clearable"]:
        yield word("question", "first_calm")
    for key in ("nothing_may_start", "contact_closed", "no_walking"):
        if row.get(key):
            yield word("question", key)
    if "does_after_touch_test" in row:
        yield word("question", "touch", does=row["does_after_touch_test"])


def _ends(row: Row) -> Iterable[str]:
    """How a lock is lifted; an item that locks nothing has none."""
    if row.get("ends_after_hours"):
        yield word("question", "ends", hours=row["ends_after_hours"])
    elif row["clearable"]:
        yield word("question", "clearable")
    elif row["verdict"] in _CALM_FOR:
        yield word("question", "not_clearable")


def _walk_says(row: Row) -> Iterable[str]:
    yield from _asked(row)
    yield word("question", "walk", item=row["counts_as"], verdict=_title(row["verdict"]))


def _change_says(row: Row) -> Iterable[str]:
    yield from _asked(row)
    titles = {page["page"]: page["title"] for page in _screen()["sets"]["full"]}
    pages = listed([f"“{titles[name]}”" for name in row["yes_asks"]])
    yield word("question", "change", pages=pages)


def _together_says(row: Row) -> Iterable[str]:
    for key, last in (("all", "and"), ("any", "or"), ("two_of", "and")):
        if row.get(key):
            yield word("together", key, labels=_labels(row[key], last))
    if row.get("regions"):
        names = data.json_file("names.json")["regions"]
        yield word("together", "regions", regions=listed([names[one] for one in row["regions"]]))
    if row["yes"] != row.get("all"):
        yield word("together", "yes", labels=_labels(row["yes"], "or"))
    yield word("together", "means", verdict=_title(row["verdict"]), means=_means(row["verdict"]))


def _yes(verdict: str) -> str:
    return word("question", "yes", verdict=_title(verdict), means=_means(verdict))


def _title(verdict: str) -> str:
    return word("verdicts", verdict, "title")


def _means(verdict: str) -> str:
    return word("verdicts", verdict, "means")


def _labels(items: Iterable[str], last: str) -> str:
    labels = {row["id"]: row["label"] for row in _screen()["items"]}
    return listed([word("together", "label", label=labels[one], id=one) for one in items], last)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _screen() -> dict[str, Any]:
    found: dict[str, Any] = data.json_file("screen.json")
    return found
