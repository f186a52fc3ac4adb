"""The README's two commands are marked, complete, and what the checks run."""

import re
import subprocess
from pathlib import Path

import pytest

from sciacoach.routine.parse import parse_routine

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
FIRST_SCREEN = "\n".join(README.splitlines()[:40])


def marked(mark: str) -> str:
    found = re.search(rf"^<!-- {mark} -->\n```sh\n(.+?)\n```$", README, re.MULTILINE | re.DOTALL)
    assert found, f"no command is marked {mark!r}"
    return found[1]


@pytest.mark.parametrize("mark", ["run", "test"])
def test_a_command_is_one_line_that_starts_from_nothing(mark: str) -> None:
    command = marked(mark)
    assert "\n" not in command
    assert command.startswith("python3 -m venv .venv && .venv/bin/pip install ")
    assert subprocess.run(["bash", "-n", "-c", command], check=False).returncode == 0


def test_the_first_command_starts_a_session_and_the_second_runs_the_tests() -> None:
    assert marked("run").endswith(".venv/bin/sciacoach start piriformis")
    assert marked("test").endswith(".venv/bin/python -m pytest -n auto")


def test_the_checks_run_the_command_that_the_readme_shows() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "readme_command test" in script
    with_the_extra = '"$bin/python" -m pytest -n auto tests/audio tests/cli/test_cli_render.py\n'
    assert "pytest" not in script.replace("PYTEST_ADDOPTS", "").replace(with_the_extra, "")


def test_the_first_screen_says_once_what_it_is_not() -> None:
    for words in ("not a medical device", "no diagnosis", "not yet reviewed by a clinician"):
        assert FIRST_SCREEN.lower().count(words) == 1
        assert README.lower().count(words) == 1


def test_every_link_inside_the_project_leads_somewhere() -> None:
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_file_that_the_tour_opens_is_there() -> None:
    tour = (ROOT / "docs" / "how-it-works.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:src/sciacoach|routines|tests|tools|docs)/[\w./-]+)`", tour)
    assert len(named) > 20
    for name in named:
        assert (ROOT / name).exists(), name


def test_every_source_that_is_named_stands_in_the_list_of_sources() -> None:
    listed = set(
        re.findall(r"^\| (S\d+) \|", (ROOT / "docs" / "sources.md").read_text(), re.MULTILINE)
    )
    files = [*ROOT.glob("routines/*.yaml"), *ROOT.glob("src/sciacoach/data/*.json")]
    named = {tag for file in files for tag in re.findall(r"\bS\d{2,3}\b", file.read_text("utf-8"))}
    assert len(named) > 10
    assert named <= listed


def test_the_example_routine_of_the_readme_is_a_routine() -> None:
    example = re.search(r"^```yaml\n(sciacoach: 1\n.+?)^```$", README, re.MULTILINE | re.DOTALL)
    assert example
    checked = parse_routine(example[1].encode(), "my-evening.yaml")
    assert checked.ok, checked.told()
    assert checked.problems == ()
