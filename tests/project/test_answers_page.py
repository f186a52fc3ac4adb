"""Every example of docs/answers-file.md gives the verdict that stands beside it."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest

from fakes import NOON, FakeClock, run_cli
from sciacoach.data import json_file

PAGE = Path(__file__).parents[2] / "docs" / "answers-file.md"
TEXT = PAGE.read_text(encoding="utf-8")
EXAMPLES = re.findall(r"<!-- example: (\w+), ([\w ]+) -->\n```yaml\n(.*?)```", TEXT, re.DOTALL)
DAY = timedelta(days=1)


def screen_of_the_day_before(folder: Path) -> None:
    pages = json_file("screen.json")["sets"]["full"]
    answers = {name: "no" for page in pages for name in page["items"]}
    file = folder / "yesterday.json"
    at = (NOON - DAY).isoformat()
    file.write_text(json.dumps({"answers": answers, "answered_at": at, "age": 47}))
    done = run_cli(["screen", "--answers", file], clock=FakeClock(NOON - DAY))
    assert done.code == 0


def test_every_block_of_the_page_is_an_example_with_its_verdict() -> None:
    assert len(EXAMPLES) == TEXT.count("```yaml") > 1
    assert {"go", "gentle", "not_today"} == {verdict for verdict, _, _ in EXAMPLES}


@pytest.mark.parametrize(("verdict", "when", "block"), EXAMPLES)
def test_an_example_gives_the_verdict_beside_it(
    tmp_path: Path, verdict: str, when: str, block: str
) -> None:
    if when == "the day after":
        screen_of_the_day_before(tmp_path)
    else:
        assert when == "the first time"
    file = tmp_path / "answers.yaml"
    file.write_text(block, encoding="utf-8")
    outcome = run_cli(["screen", "--answers", file, "--json"], clock=FakeClock())
    found = json.loads(outcome.stdout)

    assert outcome.stderr == ""
    assert (found["verdict"], found["complete"], found["missing"]) == (verdict, True, [])
    assert outcome.code == (0 if verdict in ("go", "gentle") else 3)


def test_the_example_of_a_normal_day_lets_a_session_begin(tmp_path: Path) -> None:
    screen_of_the_day_before(tmp_path)
    file = tmp_path / "answers.yaml"
    file.write_text(next(text for _, when, text in EXAMPLES if when == "the day after"))
    outcome = run_cli(
        ["start", "ease-and-walk", "--face", "json", "--no-sound", "--answers", file],
        "stop\n",
        clock=FakeClock(),
    )

    assert outcome.code == 0
    assert '"event": "session_started"' in outcome.stdout


def test_the_example_of_a_worry_locks_for_six_hours_only(tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text(next(text for verdict, _, text in EXAMPLES if verdict == "not_today"))
    run_cli(["screen", "--answers", file], clock=FakeClock())
    file.write_text("default: no\nanswers: {C07: no}\n")
    later = FakeClock(NOON + timedelta(hours=6, minutes=1))
    outcome = run_cli(["screen", "--answers", file, "--json"], clock=later)

    assert json.loads(outcome.stdout)["verdict"] == "go"
