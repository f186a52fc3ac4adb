"""Words for users that stand in code read as easily as those in data files, and promise as
little. A docstring is for who reads the code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from reading import IN_WORDS, LONG_ENOUGH, WORD, grade

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "src" / "sciacoach").rglob("*.py"))
MOST_A_TEXT = 10.0
MOST_OF_ALL = 7.0
NO_WORDS = re.compile(
    r"\b(?:SELECT|INSERT|CREATE|UPDATE|DELETE|PRAGMA|ALTER|Add-Type)\b|^Examples:|\|"
)
"""SQL, a script for another program, and command lines."""


def said(source: str) -> Iterator[str]:
    """The texts of more than one word in `source`; a value in one is `x`."""
    tree = ast.parse(source)
    parts = {id(part) for node in ast.walk(tree) for part in _inside(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            text = "".join(
                str(v.value) if isinstance(v, ast.Constant) else "x" for v in node.values
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = "" if id(node) in parts else node.value
        else:
            continue
        if len(WORD.findall(text)) > 1 and " " in text and not NO_WORDS.search(text):
            yield text


def _part(value: ast.expr) -> str:
    return str(value.value) if isinstance(value, ast.Constant) else "x"


def _inside(node: ast.AST) -> list[ast.expr]:
    """What is not a text of its own: a docstring, a part of an f-string."""
    if isinstance(node, ast.Expr):
        return [node.value]
    return list(node.values) if isinstance(node, ast.JoinedStr) else []


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_a_text_in_code_is_easy_and_promises_nothing(path: Path) -> None:
    found = list(said(path.read_text(encoding="utf-8")))
    hard = [
        f"{grade(text):.1f}: {text}"
        for text in found
        if len(WORD.findall(text)) >= LONG_ENOUGH and grade(text) > MOST_A_TEXT
    ]
    assert hard == []
    assert [text for text in found if IN_WORDS.search(text)] == []


def test_all_texts_in_code_together_read_easily() -> None:
    found = [text for path in FILES for text in said(path.read_text(encoding="utf-8"))]
    assert len(found) > 500
    assert grade(" ".join(f"{text.strip().rstrip('.')}." for text in found)) <= MOST_OF_ALL


def test_a_text_is_found_wherever_it_stands_and_a_docstring_is_not() -> None:
    source = '"""A docstring here."""\nraise Usage(f"{name} is not right.", "Say it again.")\n'
    assert list(said(source)) == ["x is not right.", "Say it again."]
