"""Every rule of the data is exercised by a test that names it.

Only what a test says in a string of its own counts: not a comment, not a docstring, not a
list that is made from the data, and not a test that merely reads the rule out.
"""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from sciacoach.data import json_file

ROOT = Path(__file__).resolve().parents[2]
READS_OUT = {Path(__file__).name, "test_cli_why.py", "test_rules_in_words.py"}
"""Tests that go through all rules, or explain one, and do not exercise it."""
ID = re.compile(r"\b(?:RF|C|P|X|L|D|N|W|CH|AD)\d{1,2}\b")


def ids() -> list[str]:
    screen = json_file("screen.json")
    return [
        *(row["id"] for row in screen["items"]),
        screen["weekly_question"]["id"],
        screen["change"]["id"],
        *(row["id"] for row in screen["combinations"]),
        *(row["id"] for row in screen["advice"]),
        *(row["id"] for row in json_file("limits.json")["limits"]),
        *json_file("stop_rules.json")["rules"],
        *json_file("checkin.json")["rules"],
    ]


def strings(source: str) -> set[str]:
    """The strings of a file, without those that only document."""
    tree = ast.parse(source)
    documents = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    return {
        one.value
        for one in ast.walk(tree)
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in documents
    }


def named_in(source: str) -> set[str]:
    return {found for text in strings(source) for found in ID.findall(text)}


@cache
def named() -> frozenset[str]:
    files = [path for path in (ROOT / "tests").rglob("*.py") if path.name not in READS_OUT]
    return frozenset().union(*(named_in(path.read_text(encoding="utf-8")) for path in files))


def test_the_data_has_the_rules_that_it_should_have() -> None:
    found = set(ids())
    assert len(ids()) == len(found)
    assert {f"D{n}" for n in range(1, 15)} | {f"N{n}" for n in range(1, 8)} <= found
    assert {f"L{n:02}" for n in range(1, 35)} <= found
    assert sum(name[:2] in {"RF"} or name[0] in "CP" for name in found - {"CH1"}) == 85


def test_every_rule_is_named_by_a_test_that_exercises_it() -> None:
    assert [name for name in ids() if name not in named()] == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('assert rule == "L01"', {"L01"}),
        ('says = "B is left out (C16: numb skin)."', {"C16"}),
        ('"""A test of L01."""', set()),
        ("# L01", set()),
        ('names = [f"L{n:02}" for n in range(3)]', set()),
        ("def test_l01_holds(): ...", set()),
    ],
)
def test_a_comment_or_a_name_is_no_test(source: str, found: set[str]) -> None:
    assert named_in(source) == found
