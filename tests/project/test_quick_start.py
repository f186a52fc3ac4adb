"""What makes the start quick: commands import only what they need (see docs/decisions)."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROBE = """
import atexit, json, sys
before = set(sys.modules)
ours = lambda: sorted(set(sys.modules) - before)
atexit.register(lambda: print("MODULES", json.dumps(ours()), file=sys.stderr))
from sciacoach.cli.main import main
main(sys.argv[1:])
"""
HEAVY = {"pydantic", "rich.console", "icalendar", "jinja2", "asyncio", "socket"}
COMMANDS = [
    "--help",
    "history list",
    "config show",
    "screen --questions --json --set daily",
    "why",
    "why L02",
]


def modules_after(command: str, home: Path) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *command.split()],
        env=os.environ | {"SCIACOACH_HOME": str(home)},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(json.loads(done.stderr.rpartition("MODULES ")[2]))


def test_the_version_is_told_before_typer_is_imported(home: Path) -> None:
    assert "typer" not in modules_after("--version", home)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_quick_command_imports_nothing_heavy(command: str, home: Path) -> None:
    assert not HEAVY & modules_after(command, home)


def test_start_reaches_its_first_question_without_pydantic() -> None:
    probe = "import sys, sciacoach.cli.starting; sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", probe], check=False).returncode == 0


def test_the_probe_sees_what_a_command_imports(home: Path) -> None:
    assert "pydantic" in modules_after("routine list", home)
