"""The example of docs/answers-file.md is one."""

import json
from pathlib import Path

from fakes import run_cli

PAGE = Path(__file__).parents[2] / "docs" / "answers-file.md"


def test_the_example_on_the_page_is_read_as_it_stands(tmp_path: Path) -> None:
    text = PAGE.read_text(encoding="utf-8").partition("<!-- example -->")[2]
    file = tmp_path / "answers.yaml"
    file.write_text(text.partition("```yaml\n")[2].partition("```")[0], encoding="utf-8")
    outcome = run_cli(["screen", "--answers", file, "--json"])
    found = json.loads(outcome.stdout)

    assert outcome.code == 3
    assert {"RF01", "RF05", "C10", "P02"}.isdisjoint(found["missing"])
    assert "RF02" in found["missing"]
    assert found["verdict"] == "emergency"
