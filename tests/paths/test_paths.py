"""Where files go, and that they are the owner's alone, whole or not at all."""

import errno
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sciacoach.errors import Failed, Usage
from sciacoach.paths import (
    Paths,
    find_paths,
    make_private,
    new_file,
    private_file,
    read_plain,
    storage_error,
    write_private,
)

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def open_umask() -> Iterator[None]:
    old = os.umask(0)
    yield
    os.umask(old)


def folders(paths: Paths) -> list[Path]:
    return [paths.data, paths.config, paths.state, paths.cache]


def test_no_way_leads_from_a_test_to_the_real_home(home: Path, tmp_path: Path) -> None:
    for env in (dict(os.environ), {}, {"SCIACOACH_HOME": ""}):
        assert all(tmp_path in folder.parents for folder in folders(find_paths(env)))
    assert tmp_path in Path.home().parents
    assert find_paths(os.environ).data == home / "data"


def test_one_home_holds_the_four_folders(tmp_path: Path) -> None:
    paths = find_paths({"SCIACOACH_HOME": str(tmp_path / "h")})
    assert folders(paths) == [tmp_path / "h" / n for n in ("data", "config", "state", "cache")]


def test_a_relative_home_is_meant_from_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_paths({"SCIACOACH_HOME": "h"}).data == tmp_path / "h" / "data"


@posix
def test_new_folders_are_closed_whatever_the_umask(tmp_path: Path, open_umask: None) -> None:
    make_private(tmp_path / "a" / "b")
    assert mode(tmp_path / "a") == mode(tmp_path / "a" / "b") == 0o700


@posix
def test_an_open_folder_is_closed(tmp_path: Path) -> None:
    folder = tmp_path / "loose"
    folder.mkdir()
    folder.chmod(0o755)
    make_private(folder)
    assert mode(folder) == 0o700


@posix
def test_a_written_file_is_the_owners_alone(tmp_path: Path, open_umask: None) -> None:
    write_private(tmp_path / "x" / "file", "words\n")
    assert mode(tmp_path / "x" / "file") == 0o600
    assert (tmp_path / "x" / "file").read_text() == "words\n"
    assert [one.name for one in (tmp_path / "x").iterdir()] == ["file"]


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "file"
    write_private(target, "old")
    with pytest.raises(RuntimeError), private_file(target) as file:
        file.write("ne")
        raise RuntimeError
    assert target.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir() if one.name != "user"] == ["file"]


def test_a_folder_that_is_missing_is_told(tmp_path: Path) -> None:
    with (
        pytest.raises(Failed, match="file: the system said no"),
        private_file(tmp_path / "none" / "file"),
    ):
        pass


def test_a_new_file_does_not_replace_one_that_was_first(tmp_path: Path) -> None:
    target = tmp_path / "file"
    with new_file(target) as beside:
        beside.write_text("late")
        target.write_text("first")
    assert target.read_text() == "first"


def test_a_new_file_is_made_where_no_hard_links_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    for words in ("first", "late"):
        with new_file(tmp_path / "file") as beside:
            beside.write_text(words)
    assert (tmp_path / "file").read_text() == "first"


def test_a_folder_in_the_way_of_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "history.db").mkdir()
    with pytest.raises(OSError, match="directory") as refused:
        (tmp_path / "history.db").write_text("")
    told = storage_error(tmp_path / "history.db", refused.value)
    assert told.message.endswith("history.db: a folder stands where a file should be.")
    assert "Move that folder away" in told.fix


def test_a_file_in_the_way_of_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(Failed, match=r"home.*a file stands where a folder should be") as caught:
        make_private(tmp_path / "home" / "data")
    assert "SCIACOACH_HOME" in caught.value.fix


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "the disk is full"),
        (errno.EROFS, "may not be written"),
        (errno.EACCES, "may not be written"),
        (errno.ENOTDIR, "a file stands"),
        (errno.EIO, "the system said no"),
    ],
)
def test_a_fault_of_the_disk_names_the_place_and_the_next_step(number: int, words: str) -> None:
    fault = storage_error(Path("/p/file"), OSError(number, os.strerror(number)))
    assert fault.message.startswith("/p/file: ")
    assert words in fault.message
    assert fault.fix


def test_a_plain_file_is_read_up_to_its_bound(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"12345")
    assert read_plain(tmp_path / "file", 5) == b"12345"
    assert read_plain(tmp_path / "file", 4) is None


@posix
@pytest.mark.parametrize("what", ["pipe", "folder", "device", "missing", "loop", "nul"])
def test_what_is_no_plain_file_is_refused_at_once(tmp_path: Path, what: str) -> None:
    path = tmp_path / ("a\0b" if what == "nul" else "odd")
    if what == "pipe":
        os.mkfifo(path)
    elif what == "folder":
        path.mkdir()
    elif what == "device":
        path = Path("/dev/zero")
    elif what == "loop":
        path.symlink_to(path)
    with pytest.raises(Usage):
        read_plain(path, 10)
