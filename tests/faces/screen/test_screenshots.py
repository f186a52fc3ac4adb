"""The pictures in the docs are the screen as it is today."""

import runpy
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

ROOT = Path(__file__).resolve().parents[3]
screenshots = runpy.run_path(str(ROOT / "tools" / "screenshots.py"))


def test_every_picture_is_what_the_tool_would_make_today() -> None:
    assert screenshots["stale"](ROOT) == []


def test_check_tells_stale_pictures_and_making_them_mends_that(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main = screenshots["main"]
    assert main(["--check"], tmp_path) == 1
    assert capsys.readouterr().out.count("is stale") == len(screenshots["PICTURES"])
    assert main([], tmp_path) == 0
    assert main(["--check"], tmp_path) == 0


def test_a_picture_is_well_formed_and_speaks_of_no_other_file() -> None:
    for path in sorted((ROOT / "docs" / "screenshots").glob("*.svg")):
        text = path.read_text(encoding="utf-8")
        assert ET.fromstring(text).tag.endswith("svg")
        assert "href" not in text
