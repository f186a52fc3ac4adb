"""`--help` of each command: two real examples, nothing left out of the documentation."""

import re
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
generate = runpy.run_path(str(ROOT / "tools" / "generate.py"))

NAMES: list[tuple[str, ...]] = generate["command_names"]()
LEAVES = [
    words for words in NAMES if words and not any(n[:-1] == words for n in NAMES if n != words)
]


@pytest.mark.parametrize("words", LEAVES, ids=" ".join)
def test_help_shows_two_examples_of_the_command_itself(words: tuple[str, ...]) -> None:
    text = generate["help_of"](words)
    examples = text.partition("Examples:")[2].splitlines()
    own = [line for line in examples if f"sciacoach {' '.join(words)}" in line]
    assert len(own) >= 2, text


@pytest.mark.parametrize("words", LEAVES, ids=" ".join)
def test_every_option_says_what_it_does(words: tuple[str, ...]) -> None:
    lines = generate["help_of"](words).partition("Options:")[2].partition("Examples:")[0]
    for line in lines.splitlines():
        if re.match(r"^  --?\w", line):
            following = lines.partition(line)[2].lstrip("\n").split("\n")[0]
            assert re.search(r"\S {2,}\S", line) or following.startswith("     "), line


@pytest.mark.parametrize("words", LEAVES, ids=" ".join)
def test_the_page_of_commands_names_it(words: tuple[str, ...]) -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert f"## `sciacoach {' '.join(words)}`" in page
