"""The data file is read whole, and every broken reference in it is told."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from sciacoach import data
from sciacoach.errors import Failed
from sciacoach.screening.catalogue import catalogue, read_catalogue
from sciacoach.screening.items import Answer, SetName
from sciacoach.screening.words import advice_words, asked, choice_word, lines, regions_words
from sciacoach.vocabulary import Region

Raw = dict[str, Any]


def items(raw: Raw) -> dict[str, Raw]:
    return {item["id"]: item for item in raw["items"]}


def set_item(name: str, **values: Any) -> Callable[[Raw], None]:
    return lambda raw: items(raw)[name].update(values)


def drop(name: str, key: str) -> Callable[[Raw], None]:
    return lambda raw: items(raw)[name].pop(key)


BREAKS: dict[str, Callable[[Raw], Any]] = {
    "verdict": set_item("RF01", verdict="bad"),
    "key": drop("RF01", "label"),
    "twice": set_item("RF02", id="RF01"),
    "does missing": drop("P02", "does"),
    "does too much": set_item("RF01", does="x"),
    "private": drop("RF06", "stored_as"),
    "stored_as": set_item("RF01", stored_as="x"),
    "symptom": drop("RF01", "symptom"),
    "question": set_item("RF01", question=None),
    "help": set_item("RF01", help=None),
    "answers": set_item("RF01", answers=["yes", "no"]),
    "regions": set_item("C10", regions=False),
    "regions too": set_item("P02", regions=True),
    "restriction": lambda raw: items(raw)["P02"]["restrictions"].update(tool=["hands"]),
    "tool": lambda raw: items(raw)["P02"]["restrictions"].update(tools=["rock"]),
    "private label": lambda raw: raw.update(private_label="secret"),
    "page": lambda raw: raw["sets"]["full"][0]["items"].append("XX"),
    "page twice": lambda raw: raw["sets"]["full"][0]["items"].append("RF11"),
    "page gone": lambda raw: raw["sets"]["full"][0]["items"].pop(),
    "daily": lambda raw: raw["sets"]["daily"][0]["items"].append("XX"),
    "weekly": lambda raw: raw["sets"]["weekly_adds"]["items"].append("XX"),
    "again": lambda raw: raw["sets"]["again"]["items"].append("XX"),
    "fever": lambda raw: raw["sets"]["fever"]["items"].append("XX"),
    "session page": lambda raw: raw["sets"]["session"].update(page="XX"),
    "walk": lambda raw: raw["weekly_question"].update(counts_as="XX"),
    "change": lambda raw: raw["change"]["yes_asks"].append("XX"),
    "together": lambda raw: raw["combinations"][0]["all"].append("XX"),
    "together yes": lambda raw: raw["combinations"][0].update(yes=["RF01"]),
    "together none": lambda raw: raw["combinations"][0].update(yes=[]),
    "together symptom": lambda raw: raw["combinations"][0].pop("symptom"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_data_file_is_told(name: str) -> None:
    raw = copy.deepcopy(data.json_file("screen.json"))
    BREAKS[name](raw)
    with pytest.raises(Failed, match=r"screen\.json is broken"):
        read_catalogue(raw)


def test_the_file_that_is_delivered_is_whole() -> None:
    found = catalogue()
    assert found.version == "2026-11-22"
    assert len(found.items) == 85
    assert len({item.label for item in found.items}) == 85
    assert all(len(item.label.split()) <= 9 for item in found.items)


def test_stored_names_go_both_ways() -> None:
    found = catalogue()
    for name in (*found.by_id, "CH1"):
        assert found.item_stored_as(found.stored_name(name)) == name
    assert found.item_stored_as("RF06") is None


def test_rather_not_counts_as_no() -> None:
    assert not Answer.RATHER_NOT.is_worrying
    assert [i.id for i in catalogue().items if Answer.RATHER_NOT in i.answers] == ["RF06"]
    assert [name.size for name in SetName] == [0, 1, 2]


def test_regions_are_told_in_words() -> None:
    assert regions_words(Region) == "everywhere from low back to calf"
    assert regions_words([Region.CALVES, Region.PIRIFORMIS]) == "outer buttock, calf"
    assert advice_words("AD3").startswith("Back stiff")


def test_the_first_run_says_what_this_is_not() -> None:
    told = " ".join(lines("first_run"))
    assert "not a medical device" in told
    assert "no diagnosis" in told
    assert "No clinician has reviewed it yet" in told


def test_prompts_are_filled_in() -> None:
    assert asked("no_number", word=12) == "There is no 12 on this page."
    assert choice_word("not_sure") == "not sure"
