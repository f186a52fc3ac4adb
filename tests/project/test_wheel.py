"""The check of the built wheel sees what is missing and what is strange."""

import runpy
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
check_wheel = runpy.run_path(str(ROOT / "tools" / "check_wheel.py"))
LICENCE = "sciacoach-1.dist-info/licenses/LICENSE"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    for name in ("src/sciacoach/text.py", "src/sciacoach/data/screen.json", "routines/one.yaml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", encoding="utf-8")
    return tmp_path


def wheel_of(folder: Path, *names: str) -> Path:
    wheel = folder / "sciacoach-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name in names:
            archive.writestr(name, "")
    return wheel


def test_a_whole_wheel_passes(source: Path) -> None:
    wheel = wheel_of(source, *check_wheel["expected"](source), LICENCE)
    assert check_wheel["differences"](wheel, source) == []


def test_each_fault_of_a_wheel_is_told(source: Path) -> None:
    wheel = wheel_of(source, "sciacoach/text.py", "sciacoach/data/screen.json", "tests/test_a.py")
    assert check_wheel["differences"](wheel, source) == [
        "missing: sciacoach/routines/one.yaml",
        "strange: tests/test_a.py",
        "missing: the licence",
    ]


def test_the_routines_and_the_words_about_health_belong_to_the_wheel() -> None:
    expected = check_wheel["expected"](ROOT)
    assert "sciacoach/routines/piriformis.yaml" in expected
    assert "sciacoach/routines/routine.schema.json" in expected
    assert "sciacoach/data/screen.json" in expected
    assert "sciacoach/data/limits.json" in expected
