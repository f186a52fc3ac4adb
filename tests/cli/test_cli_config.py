"""`sciacoach config` as it is typed."""

import json
from pathlib import Path

import pytest

from fakes import run_cli
from sciacoach.cli.config import _told
from sciacoach.settings.keys import KEYS


def test_the_path_is_the_file_itself(home: Path) -> None:
    done = run_cli(["config", "path"])
    assert (done.code, done.stdout) == (0, f"{home / 'config' / 'config.toml'}\n")
    body = json.loads(run_cli(["config", "path", "--json"]).stdout)
    assert body["sciacoach"] == 1
    assert body["data"] == str(home / "data")
    assert not home.exists()


def test_show_tells_every_setting_and_what_it_does() -> None:
    out = run_cli(["config", "show"]).stdout
    names = [line.split()[0] for line in out.splitlines()]
    assert {"face", "hands_free", "side", "emergency_number", "get_on_s", "change_s"} <= set(names)
    body = json.loads(run_cli(["config", "show", "--json"]).stdout)
    assert body["settings"]["hands_free"] is False
    assert list(body["settings"]) == names


def test_a_change_is_told_and_kept(home: Path) -> None:
    done = run_cli(["config", "set", "hands-free", "true"])
    assert (done.code, done.stdout) == (0, "hands_free is now true.\n")
    assert json.loads(run_cli(["config", "show", "--json"]).stdout)["settings"]["hands_free"]
    assert (home / "config" / "config.toml").stat().st_mode & 0o077 == 0
    assert run_cli(["config", "set", "emergency_number", ""]).stdout.endswith('now "".\n')


def test_the_time_of_getting_on_is_told_in_seconds_and_is_a_number_for_scripts() -> None:
    assert run_cli(["config", "set", "get-on-s", "20s"]).stdout == "get_on_s is now 20 s.\n"
    assert "20 s" in run_cli(["config", "show"]).stdout
    assert json.loads(run_cli(["config", "show", "--json"]).stdout)["settings"]["get_on_s"] == 20


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["sied", "left"], "Did you mean side?"),
        (["side", "lft"], "Did you mean left?"),
        (["emergency_number", "\x1b[2J"], "for example 112"),
        (["hands_free", "yes"], "Choose true or false."),
        (["get_on_s", "5s"], "Give whole seconds from 10 to 40"),
    ],
)
def test_a_wrong_word_names_the_right_one(home: Path, args: list[str], words: str) -> None:
    done = run_cli(["config", "set", *args])
    assert (done.code, done.stdout) == (2, "")
    assert words in done.stderr
    assert "\x1b" not in done.stderr
    assert not home.exists()


def test_a_setting_of_a_later_version_is_told_and_left(home: Path) -> None:
    file = home / "config" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text("brightness = 3\n")
    done = run_cli(["config", "show"])
    assert done.code == 0
    assert "'brightness' is not known here" in done.stderr
    assert json.loads(run_cli(["config", "show", "--json"]).stdout)["unknown"] == ["brightness"]


@pytest.mark.parametrize("command", ["path", "show", "set"])
def test_help_shows_two_examples(command: str) -> None:
    done = run_cli(["config", command, "--help"])
    assert done.code == 0
    assert done.stdout.count("sciacoach config ") >= 3


@pytest.mark.parametrize("width", [20, 40, 71, 72, 80])
def test_a_preference_is_told_within_the_terminal(width: int) -> None:
    for key in KEYS:
        lines = _told(key, "value", width)
        assert max(map(len, lines)) <= width
        assert key.means in " ".join(" ".join(lines).split())
