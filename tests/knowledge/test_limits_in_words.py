"""The numbers of the limits in words: the three columns, at least or at most, with units.

The limits that are advice (no file and no session is judged by them) are told here alone.
"""

import pytest

from sciacoach.data import json_file
from sciacoach.knowledge.amounts import amount
from sciacoach.knowledge.limit_rules import pressing
from sciacoach.knowledge.rules import rules
from sciacoach.routine.limits import Column, bound
from sciacoach.vocabulary import Region, Tool

TOLD = {
    "L01": ("20 s", "at most 30 s", "at most 15 s"),
    "L12": ("11 min", "at most 20 min", "at most 12 min"),
    "L14": ("3 of 10", "none set", "2 of 10"),
    "L15": ("4 of 10", "at most 5 of 10", "at most 3 of 10"),
    "L19": ("30 s", "at least 30 s", "at least 60 s"),
    "L20": ("24 hours", "at least 20 hours", "at least 44 hours"),
    "L21": ("1 session", "at most 1 session", "at most 1 session"),
    "L23": ("3 sessions", "at most 5 sessions", "at most 3 sessions"),
    "L25": ("3 s", "at least 2 s", "at least 4 s"),
    "L28": ("2 days", "none set", "at least 3 days"),
    "L29": ("14 days", "28 days", "14 days"),
    "L30": ("28 days", "none set", "none set"),
    "L33": ("6 sessions", "at least 6 sessions", "at least 6 sessions"),
    "L34": ("none set", "at most 60 steps and 60 min", "none set"),
}


@pytest.mark.parametrize(("name", "numbers"), TOLD.items(), ids=TOLD)
def test_the_three_columns_are_told(name: str, numbers: tuple[str, str, str]) -> None:
    assert tuple(one.told for one in rules()[name].numbers) == numbers


@pytest.mark.parametrize("name", ["L18", "L26", "L27", "L31", "L32"])
def test_a_limit_without_numbers_has_none_and_is_told_in_sentences(name: str) -> None:
    assert rules()[name].numbers == ()
    assert len(rules()[name].says) > 1


def test_a_step_up_is_never_both_at_once() -> None:
    assert "Never both at once" in " ".join(rules()["L27"].says)


def test_the_numbers_are_those_that_bind() -> None:
    for row in json_file("limits.json")["limits"]:
        for one in rules()[row["id"]].numbers:
            if isinstance(one.value, (int, float)):
                assert one.value == bound(row["id"], Column(one.column))


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        (1, "sessions", "1 session"),
        (90, "s", "90 s"),
        (120, "s", "2 min"),
        (3600, "s", "60 min"),
        (7200, "s", "2 hours"),
        (86400, "s", "24 hours"),
        (172800, "s", "2 days"),
        (3, "0-10", "3 of 10"),
    ],
)
def test_an_amount_is_told_in_the_unit_that_reads_best(value: float, unit: str, told: str) -> None:
    assert amount(value, unit) == told


def test_the_table_of_places_is_told_region_by_region() -> None:
    found = {region: dict(cells) for region, cells in pressing()}
    assert len(found) == len(Region)
    assert found["calf"] == {
        "hands": "anywhere",
        "soft ball": "on a chair, rolling only",
        "foam roller": "on the floor, rolling only",
    }
    assert set(found["outer buttock"]) == {
        "hands",
        "soft ball",
        "tennis ball",
        "two balls in a sock",
    }
    assert max(len(cells) for cells in found.values()) <= len(Tool)
    assert len(rules()["L32"].says) == 1 + len(Region)
