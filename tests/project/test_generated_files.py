"""What is written by a tool may not go stale, and the tool must notice when it does."""

import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
generate = runpy.run_path(str(ROOT / "tools" / "generate.py"))


def test_every_generated_file_is_what_the_tool_would_write_today() -> None:
    assert generate["stale"](ROOT) == []


def test_check_tells_stale_files_and_writing_mends_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main = generate["main"]
    assert main(["--check"], tmp_path) == 1
    assert capsys.readouterr().out.count("is stale") == len(generate["GENERATED"])
    assert main([], tmp_path) == 0
    assert main(["--check"], tmp_path) == 0
    (tmp_path / "docs" / "commands.md").write_text("old", encoding="utf-8")
    assert main(["--check"], tmp_path) == 1
