"""No test can reach the history of the person who runs the tests."""

import os
from pathlib import Path

from sciacoach.cli.main import run
from sciacoach.cli.world import World, system_world
from sciacoach.paths import find_paths

LEAVES = ("data", "config", "state", "cache")


def folders(env: dict[str, str]) -> list[Path]:
    return [getattr(find_paths(env), name) for name in LEAVES]


def test_every_folder_lies_under_the_test_s_own(tmp_path: Path) -> None:
    for folder in folders(dict(os.environ)):
        assert folder.is_relative_to(tmp_path)


def test_without_the_variable_it_still_does(tmp_path: Path) -> None:
    without = {key: value for key, value in os.environ.items() if key != "SCIACOACH_HOME"}
    for folder in folders(without):
        assert folder.is_relative_to(tmp_path)


def test_a_command_writes_only_there(tmp_path: Path) -> None:
    world: World = system_world(os.environ)
    assert run(["config", "set", "side", "left"], world) == 0
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path.name for path in written] == ["config.toml"]
