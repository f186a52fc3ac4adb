"""The library: built-in routines, own ones, and the careful way in."""

import os
import sys
from pathlib import Path

import pytest

from sciacoach import library as library_module
from sciacoach.errors import Failed, Usage
from sciacoach.library import Library, builtin_folder, check_file, read_file
from sciacoach.routine.guard import MOST_BYTES

ROUTINE = """\
sciacoach: 1
id: {id}
title: A rest
summary: Nothing but rest.
style: swedish
level: beginner
position: chair
tools: []
evidence: {{label: none, note: Nobody has tested this.}}
steps: [{{do: {do}, name: Rest, for: 30s}}]
"""


def write(folder: Path, name: str, do: str = "rest", file: str | None = None) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / (file or f"{name}.yaml")
    path.write_text(ROUTINE.format(id=name, do=do), encoding="utf-8")
    return path


@pytest.fixture
def library(tmp_path: Path) -> Library:
    write(tmp_path / "builtin", "built-in")
    return Library(tmp_path / "builtin", tmp_path / "data" / "routines")


def test_the_built_in_routines_are_found() -> None:
    names = Library(builtin_folder(), Path("nowhere")).names()
    assert {"piriformis", "hands-low-back", "flare-day", "ease-and-walk"} <= set(names)


def test_in_a_checkout_the_built_in_folder_is_the_repositorys() -> None:
    assert builtin_folder() == Path(__file__).resolve().parents[2] / "routines"


def test_an_installed_package_has_its_routines_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site-packages" / "sciacoach"
    monkeypatch.setattr(library_module, "__file__", str(package / "library.py"))
    assert builtin_folder() == package / "routines"


def test_own_routines_stand_beside_the_built_in_ones(library: Library) -> None:
    write(library.own, "mine")
    assert library.names() == ("built-in", "mine")
    assert [(e.id, e.builtin) for e in library.entries()] == [("built-in", True), ("mine", False)]


def test_a_broken_own_file_is_told_and_stops_nothing(library: Library) -> None:
    write(library.own, "mine", do="roll")
    whole, broken = library.entries()
    assert whole.checked.ok
    assert not broken.checked.ok
    with pytest.raises(Usage) as caught:
        library.load("mine")
    assert len(caught.value.detail) == len(broken.checked.errors)


def test_a_built_in_routine_cannot_be_hidden_by_an_own_file(library: Library) -> None:
    write(library.own, "built-in", do="move")
    assert library.names() == ("built-in",)
    assert library.path("built-in").parent == library.builtin


def test_other_files_in_the_folder_are_no_routines(library: Library) -> None:
    write(library.own, "mine", file=".mine.yaml.part")
    write(library.own, "mine", file=".hidden.yaml")
    write(library.own, "mine", file="notes.txt")
    assert library.names() == ("built-in",)


def test_a_folder_that_is_a_file_holds_no_routines(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert Library(tmp_path / "file", tmp_path / "none").names() == ()


def test_an_unknown_id_names_the_nearest(library: Library) -> None:
    with pytest.raises(Usage) as caught:
        library.load("biult-in")
    assert caught.value.fix == "Did you mean `built-in`?"
    with pytest.raises(Usage) as caught:
        library.load("\x1b[2Jzzz")
    assert caught.value.message == "There is no routine `zzz`."
    assert "built-in" in caught.value.fix


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "..", ".", "", "a\x00b", "-rf"])
def test_an_id_never_leads_out_of_the_folders(library: Library, name: str) -> None:
    write(library.own.parent, "secret")
    with pytest.raises(Usage):
        library.load(name)


def test_a_path_may_stand_in_place_of_an_id(library: Library, tmp_path: Path) -> None:
    path = write(tmp_path, "elsewhere")
    assert library.load(str(path)).id == "elsewhere"


def test_another_file_may_not_pass_for_a_built_in_routine(library: Library, tmp_path: Path) -> None:
    path = write(tmp_path, "built-in", do="breathe")
    with pytest.raises(Usage) as caught:
        library.load(str(path))
    assert str(path) in caught.value.message
    (told,) = caught.value.detail
    assert told.startswith(f"{path}:2:5: `built-in` is the id of a built-in routine")
    assert told.endswith("Give it another id and file name.")


def test_an_own_file_with_the_id_of_a_built_in_routine_is_left_out(library: Library) -> None:
    write(library.own, "built-in", do="move", file="mine.yaml")
    broken = library.entries()[1]
    assert (broken.id, broken.checked.ok) == ("mine", False)
    with pytest.raises(Usage):
        library.load("mine")


def test_the_built_in_file_itself_is_fine_wherever_it_lies(
    library: Library, tmp_path: Path
) -> None:
    there = library.path("built-in")
    copy = tmp_path / there.name
    copy.write_bytes(there.read_bytes())
    odd_way = there.parent / ".." / there.parent.name / there.name
    for path in (there, odd_way, copy):
        assert library.load(str(path)).id == "built-in"


@pytest.mark.parametrize("line", ["'id': built-in", "id : built-in", '{"id": built-in}'])
def test_the_place_of_a_borrowed_id_is_told_where_it_is_plain(line: str) -> None:
    found = library_module._place_of_id(("sciacoach: 1", line))
    assert found == ((1, 1) if line.startswith("{") else (2, line.index("built-in") + 1))


def test_add_copies_the_file_whole_and_closed_to_others(library: Library, tmp_path: Path) -> None:
    path = write(tmp_path, "mine")
    routine = library.add(path)
    kept = library.own / "mine.yaml"
    assert kept.read_bytes() == path.read_bytes()
    assert library.load("mine").sha256 == routine.sha256
    assert [p.name for p in library.own.iterdir()] == ["mine.yaml"]
    if sys.platform != "win32":
        assert kept.stat().st_mode & 0o777 == 0o600
        assert library.own.stat().st_mode & 0o777 == 0o700


def test_add_keeps_every_byte_of_line_ends_and_byte_order_mark(
    library: Library, tmp_path: Path
) -> None:
    path = tmp_path / "mine.yaml"
    path.write_bytes(("\ufeff" + ROUTINE.format(id="mine", do="rest")).encode())
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    library.add(path)
    assert (library.own / "mine.yaml").read_bytes() == path.read_bytes()


def test_add_refuses_the_id_of_a_built_in_routine_always(library: Library, tmp_path: Path) -> None:
    path = write(tmp_path, "built-in")
    for replace in (False, True):
        with pytest.raises(Usage, match="built-in routine"):
            library.add(path, replace)
    assert not library.own.exists()


def test_add_refuses_a_taken_id_unless_told_to_replace(library: Library, tmp_path: Path) -> None:
    library.add(write(tmp_path, "mine"))
    path = write(tmp_path, "mine", do="move")
    with pytest.raises(Usage, match="already"):
        library.add(path)
    library.add(path, replace=True)
    assert (library.own / "mine.yaml").read_bytes() == path.read_bytes()


def test_add_refuses_a_file_that_is_not_right_and_leaves_nothing(
    library: Library, tmp_path: Path
) -> None:
    with pytest.raises(Usage) as caught:
        library.add(write(tmp_path, "mine", do="roll"))
    assert caught.value.detail
    assert not library.own.exists()


def test_add_says_where_it_could_not_write(library: Library, tmp_path: Path) -> None:
    library.own.parent.write_text("", encoding="utf-8")
    with pytest.raises(Failed, match="file stands where a folder"):
        library.add(write(tmp_path, "mine"))


def odd_paths(folder: Path) -> dict[str, Path]:
    """Paths that a naive program would wait at, never finish, or trip over."""
    fifo, loop, dangling = folder / "fifo.yaml", folder / "loop.yaml", folder / "dangling.yaml"
    os.mkfifo(fifo)
    loop.symlink_to(loop)
    dangling.symlink_to(folder / "nowhere")
    return {
        "fifo": fifo,
        "loop": loop,
        "dangling": dangling,
        "folder": folder,
        "device": Path("/dev/zero"),
        "terminal": Path("/dev/tty"),
        "memory": Path("/proc/self/mem"),
        "missing": folder / "missing.yaml",
        "long": folder / ("x" * 300),
        "nul": folder / "a\x00b",
        "newline": folder / "a\n\x1b[2Jb",
    }


@pytest.mark.skipif(sys.platform == "win32", reason="no such paths there")
def test_odd_paths_are_refused_at_once(library: Library, tmp_path: Path) -> None:
    for path in odd_paths(tmp_path).values():
        with pytest.raises(Usage) as caught:
            library.add(path)
        assert caught.value.fix
        assert "\x1b" not in caught.value.message + "".join(caught.value.detail)
        assert not check_file(str(path)).ok
    assert not library.own.exists()


def test_no_more_is_read_than_a_routine_may_be_long(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_bytes(b"#" * (MOST_BYTES * 3))
    assert len(read_file(path)) == MOST_BYTES + 1
    assert "larger than 256 KiB" in check_file(str(path)).problems[0].message


def test_a_link_given_by_the_person_is_followed(library: Library, tmp_path: Path) -> None:
    write(tmp_path / "there", "mine")
    link = tmp_path / "mine.yaml"
    link.symlink_to(tmp_path / "there" / "mine.yaml")
    assert library.add(link).id == "mine"
    assert not (library.own / "mine.yaml").is_symlink()
