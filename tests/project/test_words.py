"""No word for users promises what nobody has shown (reference: words to keep out)."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from reading import IN_WORDS, PROMISES

ROOT = Path(__file__).resolve().parents[2]
BODIES = ("healing", "treatment", "fix", "deeper")
IN_ROUTINES = re.compile(rf"\b(?:{'|'.join((*PROMISES, *BODIES))})\b", re.I)
SENTENCE = re.compile(r"[.!?:]\s|\n")


def texts(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from texts(value)


ROUTINES = sorted((ROOT / "routines").glob("*.yaml"))
WORD_LIST = "wording.json"
"""Holds such words itself, to look for them in routines."""
DATA = [p for p in sorted(ROOT.glob("src/sciacoach/data/**/*.json")) if p.name != WORD_LIST]
PAGES = [ROOT / "README.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("path", ROUTINES, ids=lambda p: p.name)
def test_a_routine_promises_nothing(path: Path) -> None:
    found = IN_ROUTINES.findall(path.read_text(encoding="utf-8"))
    assert found == []


@pytest.mark.parametrize("path", DATA, ids=lambda p: p.name)
def test_words_about_health_promise_nothing(path: Path) -> None:
    found = [
        (match[0], text)
        for text in texts(json.loads(path.read_text(encoding="utf-8")))
        if (match := IN_WORDS.search(text))
    ]
    assert found == []


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.name)
def test_a_page_for_users_promises_nothing(path: Path) -> None:
    assert IN_WORDS.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", ROUTINES, ids=lambda p: p.name)
def test_the_sentences_of_a_routine_are_short(path: Path) -> None:
    routine = yaml.safe_load(path.read_text(encoding="utf-8"))
    spoken = [text for text in texts(routine["steps"]) if " " in text]
    long = [s for t in spoken for s in SENTENCE.split(t) if len(s.split()) > 22]
    assert long == []


@pytest.mark.parametrize("word", ["released", "Safely", "heals", "loosening", "dig in"])
def test_the_check_sees_a_promise(word: str) -> None:
    assert IN_WORDS.search(f"this is {word} for you")
    assert not IN_WORDS.search("your health, a healthy leg, unsafe")
