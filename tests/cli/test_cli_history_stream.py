"""An export through a pipe is UTF-8 in any locale, and a reader that leaves is no fault."""

import io
import json
import os
from pathlib import Path

import pytest

from fakes import FakeClock, run_cli
from sciacoach.cli.main import run
from sciacoach.cli.world import Nowhere, World, system_world
from sciacoach.errors import ReaderGone
from sciacoach.history.records import RoutineRef
from sciacoach.history.store import open_store
from sciacoach.paths import find_paths
from sessions import header, record

TITLE = "Übung – 日本語"


@pytest.fixture(autouse=True)
def one_session() -> None:
    with open_store(find_paths(os.environ)) as store:
        head = header(routine=RoutineRef("mine", TITLE, ""))
        store.add([record(header=head, note="Müde 😀")])


def piped(args: list[str], encoding: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, bytes]:
    """The bytes that go through a pipe where standard output has this encoding."""
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding=encoding)
    with monkeypatch.context() as patch:
        patch.setattr("sys.stdout", out)
        code = run(args, system_world(os.environ))
    out.flush()
    return code, raw.getvalue()


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8", "utf-16", "cp1252"])
@pytest.mark.parametrize("form", ["json", "jsonl", "csv"])
def test_an_export_is_the_same_bytes_in_every_locale(
    form: str, encoding: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    args = ["history", "export", "--format", form]
    code, raw = piped(args, encoding, monkeypatch)
    assert code == 0
    text = raw.decode("utf-8")
    assert TITLE in (text if form == "csv" else text.encode().decode("unicode_escape"))
    file = tmp_path / "out"
    run_cli([*args, "-o", file])
    assert file.read_bytes() == raw


def test_json_for_scripts_loses_no_letter_in_a_poor_locale(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    code, raw = piped(["history", "show", "last", "--json"], "ascii", monkeypatch)
    assert code == 0
    assert json.loads(raw)["routine"]["title"] == TITLE


class Gone(io.BytesIO):
    """A pipe whose reader has left."""

    def write(self, *_: object) -> int:
        raise BrokenPipeError


def test_a_reader_that_leaves_ends_an_export_quietly() -> None:
    err = io.StringIO()
    out = io.TextIOWrapper(Gone(), encoding="utf-8")
    world = World(io.StringIO(), out, err, dict(os.environ), FakeClock())
    with pytest.raises(ReaderGone):
        world.send("x")


def test_an_export_to_nowhere_is_refused_with_what_to_do() -> None:
    err = io.StringIO()
    world = World(io.StringIO(), Nowhere(), err, dict(os.environ), FakeClock())
    assert run(["history", "export"], world) == 1
    assert err.getvalue() == "Standard output is closed: there is nowhere to write.\nAdd: -o FILE\n"


def test_bytes_on_standard_input_that_are_no_text_are_told() -> None:
    err = io.StringIO()
    stdin = io.TextIOWrapper(io.BytesIO(b"\xff{"), encoding="utf-8")
    world = World(stdin, io.StringIO(), err, dict(os.environ), FakeClock())
    assert run(["history", "import", "-"], world) == 2
    assert "standard input: this is not UTF-8 text." in err.getvalue()


@pytest.mark.parametrize("command", [["show", ""], ["delete", "--yes", " "], ["replay", ""]])
def test_an_empty_id_names_no_session(command: list[str]) -> None:
    done = run_cli(["history", *command])
    assert done.code == 2
    assert "An id that is empty names no session." in done.stderr
    assert "history list" in done.stderr
    assert json.loads(run_cli(["history", "list", "--json"]).stdout)["sessions"]
