"""What people read about their health asks for no more than seven years of school.

Data, routines and pages; what stands in code is looked at in test_code_words.py.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from reading import LONG_ENOUGH, WORD, grade, prose, syllables

ROOT = Path(__file__).resolve().parents[2]
MOST_A_FILE = 7.0
MOST_A_TEXT = 10.0
FOR_NOBODY = {"about", "note", "source", "version", "pattern", "say", "patterns"}
"""Keys whose text is for who keeps the file, or a source's own tags."""
FOR_CLINICIANS = {"screen.json": {"looks_for"}}
"""What a clinician would call it; `why` shows it as that, beside the plain question."""
NOT_PROSE = {"sources.json", "names.json"}
"""A list of references, and single words."""
HARDER = {
    "sciacoach, a self-massage coach for one-sided sciatica": "the thing's own name",
    "warfarin, apixaban or clopidogrel": "names of medicines, as on the box",
    "painkiller, nerve-pain medicine or sedative": "kinds of medicine, as a doctor says them",
}
"""Parts of texts that may be harder than the rest, each with its reason."""
DATA = [p for p in sorted(ROOT.glob("src/sciacoach/data/*.json")) if p.name not in NOT_PROSE]
ROUTINES = sorted(ROOT.glob("routines/*.yaml"))
PAGES = [*sorted(ROOT.glob("docs/*.md")), ROOT / "README.md", ROOT / "SECURITY.md"]


def texts(node: Any, hidden: set[str], key: str = "") -> Iterator[str]:
    if isinstance(node, str):
        if " " in node and WORD.search(node) and key not in hidden:
            yield node
    elif isinstance(node, dict):
        for name, value in node.items():
            yield from texts(value, hidden, name)
    elif isinstance(node, list):
        for value in node:
            yield from texts(value, hidden, key)


def read(path: Path) -> list[str]:
    if path.suffix == ".md":
        return list(prose(path.read_text(encoding="utf-8")))
    if path.suffix == ".yaml":
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
        return list(texts(found, {"author", "license", "reviewed"}))
    keys = FOR_NOBODY | FOR_CLINICIANS.get(path.name, set())
    return list(texts(json.loads(path.read_text(encoding="utf-8")), keys))


@pytest.mark.parametrize("path", [*DATA, *ROUTINES, *PAGES], ids=lambda p: p.name)
def test_a_file_of_words_reads_easily_as_a_whole(path: Path) -> None:
    found = read(path)
    assert found, path.name
    whole = " ".join(f"{text.rstrip('.')}." for text in found)
    assert grade(whole) <= MOST_A_FILE


@pytest.mark.parametrize("path", [*DATA, *ROUTINES, *PAGES], ids=lambda p: p.name)
def test_no_single_text_is_much_harder(path: Path) -> None:
    hard = [
        f"{grade(text):.1f}: {text}"
        for text in read(path)
        if len(WORD.findall(text)) >= LONG_ENOUGH
        and grade(text) > MOST_A_TEXT
        and not any(part in text for part in HARDER)
    ]
    assert hard == []


def test_every_exception_is_still_needed() -> None:
    everything = [text for path in (*DATA, *PAGES) for text in read(path)]
    for part in HARDER:
        assert any(part in text and grade(text) > MOST_A_TEXT for text in everything), part


@pytest.mark.parametrize(
    ("word", "count"),
    [("leg", 1), ("pressed", 1), ("needed", 2), ("little", 2), ("places", 2), ("massage", 2)],
)
def test_syllables_are_counted_about_right(word: str, count: int) -> None:
    assert syllables(word) == count


def test_a_hard_sentence_has_a_high_grade() -> None:
    assert grade("Come off the tool. Wait one minute.") < 2
    assert grade("Neurological deterioration necessitates immediate medical consultation.") > 15
