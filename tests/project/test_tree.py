"""What is in the tree: nothing unfinished, nothing of one machine, no address of a registry."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("src", "routines", "docs", "tests", "tools", "benchmarks", ".ci")
KINDS = {".py", ".md", ".toml", ".yaml", ".yml", ".json", ".txt", ""}
FORBIDDEN = {
    "a package registry's host": "|".join(
        ("py" + r"pi\.org", "python" + "hosted", "np" + r"mjs\.", "ana" + r"conda\.org")
    ),
    "a path of one machine": "|".join((r"(?<![\w.~])/wo" + "rk/", r"(?<![\w.~])/tm" + "p/")),
    "unfinished work": "|".join((r"\bTO" + r"DO\b", r"\bFIX" + r"ME\b", "X" + "XX")),
}
NETWORK = re.compile(r"^\s*(?:import|from) (?:socket|ssl|http|urllib|requests)\b", re.MULTILINE)


def tree() -> list[Path]:
    files = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*")]
    files += [path for path in ROOT.glob("*") if not path.name.startswith(".coverage")]
    return [
        path
        for path in files
        if path.is_file() and path.suffix in KINDS and "__pycache__" not in path.parts
    ]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(what: str) -> None:
    pattern = re.compile(FORBIDDEN[what])
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in tree()
        if (match := pattern.search(path.read_text(encoding="utf-8", errors="replace")))
    ]
    assert found == []


def test_no_source_file_opens_the_network() -> None:
    sources = (ROOT / "src").rglob("*.py")
    assert [p.name for p in sources if NETWORK.search(p.read_text(encoding="utf-8"))] == []


def test_test_files_have_names_of_their_own() -> None:
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert len(names) == len(set(names))
