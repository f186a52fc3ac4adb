"""`sciacoach doctor`: each thing tried for real, told, and left as it is."""

import io
import json
import os
import platform
import shutil
import signal
import sqlite3
import stat
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pty_kit import Window
from start_kit import REAL, RunningClock

from fakes import NOON, FakeClock, Outcome, run_cli
from sciacoach.audio.ladder import Choice, Environment, Rung
from sciacoach.audio.messages import Report, Setup, order, report_line
from sciacoach.audio.tones import Tone
from sciacoach.cli import doctor_kept, doctor_machine, doctor_places, doctor_screen
from sciacoach.cli.doctor_heard import heard_file, heard_rungs, keep_heard
from sciacoach.cli.doctor_places import far_kind, size_words
from sciacoach.cli.doctor_sound import Means, voice_of
from sciacoach.cli.doctor_work import LOOKS, run_doctor, wished
from sciacoach.cli.world import World
from sciacoach.coach.clock import Clock
from sciacoach.dialogs.doctor_page import State
from sciacoach.errors import Ended, Failed, ReaderGone
from sciacoach.history.database import Database
from sciacoach.history.lock import SessionLock
from sciacoach.history.migrations import MIGRATIONS
from sciacoach.history.store import open_store
from sciacoach.paths import Paths, find_paths, write_private
from sciacoach.settings import set_setting
from sessions import START, record

CHECKS = [name for looks in LOOKS.values() for name in looks]


@pytest.fixture
def paths() -> Paths:
    return find_paths(os.environ)


@pytest.fixture
def kept(paths: Paths) -> Paths:
    """A home with a history in it."""
    with open_store(paths) as store:
        store.add([record(START, delivered_s=80.0)])
    return paths


def doctor(clock: Clock | None = None) -> tuple[int, dict[str, dict[str, str]]]:
    """The exit code and the checks by their names."""
    done = run_cli(["doctor", "--no-sound", "--json"], clock=clock)
    body = json.loads(done.stdout)
    assert body["sciacoach"] == 1
    assert body["ok"] is (done.code == 0)
    assert (body["sound"], body["tones"], done.stderr) == ([], [], "")
    return done.code, {check["name"]: check for check in body["checks"]}


# ---- what is looked at ------------------------------------------------------------------------


def test_a_new_home_is_well_and_stays_as_it_is(home: Path) -> None:
    code, checks = doctor()
    assert code == 0
    assert list(checks) == [*CHECKS, "card", "extra", "voice"]
    assert all(set(one) == {"name", "state", "says", "next_step"} for one in checks.values())
    assert not home.exists()


def test_the_page_tells_groups_states_and_the_end(kept: Paths) -> None:
    done = run_cli(["doctor", "--no-sound"])
    assert (done.code, done.stderr) == (0, "")
    titles = [line for line in done.stdout.splitlines() if line and not line.startswith(" ")]
    assert titles[:5] == ["Screen", "Folders", "What is kept", "This computer", "Sound"]
    assert "  ok    The history is whole: 1 session" in done.stdout
    assert titles[-1].endswith("to know.")


def test_a_damaged_database_is_bad_and_hides_nothing_else(kept: Paths) -> None:
    raw = bytearray(kept.history.read_bytes())
    raw[4096:8192] = bytes(4096)
    kept.history.write_bytes(raw)
    code, checks = doctor()
    assert (code, checks["history"]["state"]) == (1, "bad")
    assert "damaged" in checks["history"]["says"]
    assert checks["history"]["next_step"]
    assert list(checks) == [*CHECKS, "card", "extra", "voice"]
    assert kept.history.read_bytes() == bytes(raw)


def test_the_newest_copy_is_named_where_the_history_is_damaged(kept: Paths) -> None:
    assert run_cli(["history", "backup"]).code == 0
    copy = next(kept.backups.glob("history-*.db"))
    os.utime(copy, (NOON.timestamp(),) * 2)
    assert doctor()[1]["backup"]["says"].endswith("made today.")
    kept.history.write_bytes(b"no database")
    assert str(copy) in doctor()[1]["history"]["next_step"]


@pytest.mark.parametrize(
    ("days", "state", "words"),
    [(0, "ok", "today"), (1, "ok", "a day ago"), (30, "ok", "30 days"), (31, "note", "31 days")],
)
def test_an_old_copy_is_told(kept: Paths, days: int, state: str, words: str) -> None:
    assert doctor()[1]["backup"]["state"] == "note"
    assert run_cli(["history", "backup"]).code == 0
    copy = next(kept.backups.glob("history-*.db"))
    os.utime(copy, (NOON.timestamp() - days * 86_400,) * 2)
    told = doctor()[1]["backup"]
    assert told["state"] == state
    assert words in told["says"]


def test_sums_that_do_not_add_up_are_bad(kept: Paths) -> None:
    link = sqlite3.connect(kept.history)
    link.execute("UPDATE session SET contact_s = contact_s + 500")
    link.commit()
    link.close()
    code, checks = doctor()
    assert (code, checks["history"]["state"]) == (1, "bad")
    assert "history verify" in checks["history"]["next_step"]


def test_a_history_of_another_form_is_told_and_not_changed(kept: Paths) -> None:
    for version, state in ((1, "note"), (len(MIGRATIONS) + 1, "bad")):
        link = sqlite3.connect(kept.history)
        link.execute(f"PRAGMA user_version = {version}")
        link.close()
        before = kept.history.read_bytes()
        assert doctor()[1]["history"]["state"] == state
        assert kept.history.read_bytes() == before


def test_the_sums_of_a_large_history_are_left_to_another_command(
    kept: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor_kept, "LARGE_BYTES", 100)
    told = doctor()[1]["history"]
    assert told["state"] == "ok"
    assert "history verify" in told["next_step"]


def test_damaged_settings_are_bad_with_their_line(paths: Paths) -> None:
    paths.config.mkdir(parents=True)
    paths.settings.write_text("side = left\n")
    code, checks = doctor()
    assert (code, checks["settings"]["state"]) == (1, "bad")
    assert "config.toml:1" in checks["settings"]["says"]
    assert checks["settings"]["next_step"]


def test_settings_that_cannot_be_opened_and_those_not_known(paths: Paths) -> None:
    paths.settings.mkdir(parents=True)
    assert doctor()[1]["settings"]["state"] == "bad"
    paths.settings.rmdir()
    paths.settings.write_text("colour_of_the_ball = 3\n")
    told = doctor()[1]["settings"]
    assert told["state"] == "note"
    assert "colour_of_the_ball" in told["says"]
    paths.settings.write_text('side = "left"\n')
    assert doctor()[1]["settings"]["state"] == "ok"


@pytest.mark.parametrize("which", doctor_places.FOLDERS)
def test_a_folder_that_cannot_be_written_is_bad_and_the_others_are_told(
    paths: Paths, which: str
) -> None:
    place = getattr(paths, which)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("a file")
    code, checks = doctor()
    bad = [name for name, check in checks.items() if check["state"] == "bad"]
    assert (code, bad) == (1, [f"{which}_folder"])
    assert checks[f"{which}_folder"]["next_step"]


def test_a_home_that_is_a_file_or_in_no_place_to_write(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    for home in (file, Path("/proc/self/home")):
        done = run_cli(["doctor", "--no-sound", "--json"], env={"SCIACOACH_HOME": str(home)})
        states = {one["name"]: one["state"] for one in json.loads(done.stdout)["checks"]}
        assert done.code == 1
        assert [states[f"{which}_folder"] for which in doctor_places.FOLDERS] == ["bad"] * 4
        assert (states["sqlite"], states["settings"]) == ("ok", "ok")


def test_trying_a_folder_leaves_nothing_in_it(kept: Paths) -> None:
    before = sorted(kept.data.rglob("*"))
    assert doctor()[1]["data_folder"]["state"] == "ok"
    assert sorted(kept.data.rglob("*")) == before


def modes(paths: Paths) -> dict[Path, int]:
    return {one: stat.S_IMODE(one.stat().st_mode) for one in (paths.data, *paths.data.rglob("*"))}


def test_loose_rights_are_told_and_left(kept: Paths) -> None:
    assert doctor()[1]["rights"]["state"] == "ok"
    kept.history.chmod(0o644)
    before = modes(kept)
    code, checks = doctor()
    assert (code, checks["rights"]["state"]) == (0, "note")
    assert str(kept.history) in checks["rights"]["says"]
    assert modes(kept) == before
    kept.data.chmod(0o755)
    before = modes(kept)
    code, checks = doctor()
    assert (code, checks["rights"]["state"]) == (1, "bad")
    assert checks["rights"]["next_step"] == f"Close it: chmod -R go= {kept.data}"
    assert modes(kept) == before


@pytest.mark.parametrize("mode", [0o740, 0o710, 0o704, 0o777])
def test_any_right_of_group_or_others_counts(kept: Paths, mode: int) -> None:
    kept.data.chmod(mode)
    assert doctor()[1]["rights"]["state"] == "bad"


def test_many_loose_files_are_told_in_one_line(kept: Paths) -> None:
    kept.state.mkdir(mode=0o700, exist_ok=True)
    for number in range(9):
        (kept.state / f"{number}.json").write_text("")
        (kept.state / f"{number}.json").chmod(0o666)
    told = doctor()[1]["rights"]
    assert "and 6 more" in told["says"]
    assert told["next_step"] == f"Close it: chmod -R go= {kept.state}"


def test_what_belongs_to_another_user_is_bad(kept: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    assert doctor()[1]["owner"]["state"] == "ok"
    me = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: me + 1)
    code, checks = doctor()
    assert (code, checks["owner"]["state"]) == (1, "bad")


@pytest.mark.parametrize(
    ("free", "state"),
    [(4_999_999, "bad"), (5_000_000, "note"), (99_999_999, "note"), (10**8, "ok")],
)
def test_too_little_room_is_told(monkeypatch: pytest.MonkeyPatch, free: int, state: str) -> None:
    usage = shutil.disk_usage("/")._replace(free=free)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    assert doctor()[1]["disk"]["state"] == state


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
/dev/sdb1 /home/anna/disk\\040one ext4 rw 0 0
//box/share /mnt/box cifs rw 0 0
anna@box: /mnt/ssh fuse.sshfs rw 0 0
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/", ""),
        ("/usr/x", ""),
        ("/home", "nfs4"),
        ("/home/anna/.local", "nfs4"),
        ("/homestead", ""),
        ("/home/anna/disk one/x", ""),
        ("/mnt/box/x", "cifs"),
        ("/mnt/ssh", "fuse.sshfs"),
    ],
)
def test_a_network_disk_is_known_by_the_table_of_mounts(place: str, kind: str) -> None:
    assert far_kind(MOUNTS, place) == kind


@given(st.text(), st.text(alphabet="/ab \\0", max_size=20))
def test_no_table_of_mounts_breaks_it(mounts: str, place: str) -> None:
    assert isinstance(far_kind(mounts, place), str)


def test_a_home_on_a_network_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "mounts"
    monkeypatch.setattr(doctor_places, "_MOUNTS", table)
    assert "cannot be told" in doctor()[1]["network_disk"]["says"]
    table.write_text(f"box:/x {tmp_path.resolve()} nfs rw 0 0\n")
    told = doctor()[1]["network_disk"]
    assert (told["state"], "(nfs)" in told["says"]) == ("note", True)


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 kB"), (1, "1 kB"), (2_000_000, "2.0 MB"), (84 * 10**9, "84.0 GB")]
)
def test_sizes_read_as_people_say_them(count: int, words: str) -> None:
    assert size_words(count) == words


def test_a_running_session_is_told_and_no_sound_is_made(paths: Paths) -> None:
    with SessionLock(paths):
        done = run_cli(["doctor", "--json"])
    checks = {one["name"]: one for one in json.loads(done.stdout)["checks"]}
    assert checks["session"]["state"] == "note"
    assert "so the sound was not tried" in checks["voice"]["says"]


def test_a_clock_of_another_time_is_bad_and_one_that_sleeps_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    code, checks = doctor(FakeClock(datetime(1970, 1, 1, tzinfo=UTC)))
    assert (code, checks["clock"]["state"]) == (1, "bad")
    monkeypatch.delattr(time, "CLOCK_BOOTTIME", raising=False)
    assert doctor()[1]["clock"]["state"] == "note"


def test_missing_libraries_and_means_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor_machine, "LIBRARIES", ("typer", "no-such-library"))
    monkeypatch.setattr(doctor_machine, "EXTRA", ("no-such-voice",))
    monkeypatch.setattr(doctor_machine, "environment", lambda: Environment("linux"))
    code, checks = doctor()
    assert code == 1
    assert "no-such-library" in checks["libraries"]["says"]
    assert checks["extra"]["state"] == checks["awake"]["state"] == "note"


def test_one_look_that_breaks_hides_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(_: object) -> Any:
        raise RuntimeError("boom")

    monkeypatch.setattr(platform, "python_version", lambda: breaks(0))
    monkeypatch.setattr(Database, "empty", lambda _: (_ for _ in ()).throw(Failed("no", "do")))
    code, checks = doctor()
    assert code == 1
    assert "RuntimeError: boom" in checks["python"]["says"]
    assert (checks["sqlite"]["says"], checks["sqlite"]["next_step"]) == ("no", "do")
    assert list(checks) == [*CHECKS, "card", "extra", "voice"]


# ---- the screen -------------------------------------------------------------------------------


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def at_terminal(typed: str = "", **env: str) -> World:
    """A world with a person in it."""
    clock = RunningClock(REAL.mono())
    return World(Terminal(typed), Terminal(), io.StringIO(), {**os.environ, **env}, clock)


def told(world: World) -> str:
    assert isinstance(world.stdout, Terminal)
    return " ".join(world.stdout.getvalue().split())


@pytest.mark.parametrize(
    ("size", "term", "state"),
    [
        ((80, 24), "xterm-256color", State.OK),
        ((40, 10), "xterm", State.OK),
        ((39, 24), "xterm", State.NOTE),
        ((80, 9), "xterm", State.NOTE),
        ((80, 24), "dumb", State.NOTE),
    ],
)
def test_a_window_too_small_or_too_dumb_is_told(
    size: tuple[int, int], term: str, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "get_terminal_size", lambda *_: os.terminal_size(size))
    assert doctor_screen.terminal(at_terminal(TERM=term)).state is state


def test_colours_and_characters_are_those_of_the_screen() -> None:
    assert doctor_screen.colours(at_terminal(TERM="xterm-256color")).says == "256 colours."
    assert "No colour" in doctor_screen.colours(at_terminal(NO_COLOR="1")).says
    world = at_terminal()
    world.stdout.encoding = "ascii"  # type: ignore[misc]
    assert doctor_screen.characters(world).state is State.NOTE


# ---- sound ------------------------------------------------------------------------------------


class Played:
    """A child that plays all it is asked for, but for what is in `mute`."""

    def __init__(self, mute: frozenset[str]) -> None:
        self._mute = mute
        self._rung = ""
        self._tells: deque[bytes] = deque()
        self.closed = False

    def write(self, raw: bytes) -> int:
        for line in raw.splitlines():
            found = order(line) or {}
            if "rungs" in found:
                self._rung = next(iter(found["rungs"]), "")
            elif number := found.get("number"):
                self._answer(number, found["kind"] if found["do"] == "tone" else self._rung)
        return len(raw)

    def _answer(self, number: int, name: str) -> None:
        what = "unsaid" if name in self._mute else "done"
        self._tells += [report_line(Report(one, number)) for one in ("heard", what)]
        if what == "unsaid":
            self._tells.append(report_line(Report("trouble", 0, "mute")))
            self._tells.append(report_line(Report("done", number)))

    def read(self, within_s: float = 0.0) -> bytes:
        return self._tells.popleft() if self._tells else b""

    def end(self) -> None:
        self.closed = True

    def close(self, within_s: float) -> None:
        self.closed = True


class Machine:
    """Children that play, each closed at the end."""

    def __init__(self, *rungs: Rung, mute: tuple[str, ...] = ()) -> None:
        self._mute = frozenset(map(str, mute))
        self.children: list[Played] = []
        setup = Setup(tuple(map(str, rungs)), ("miniaudio",) if rungs else ())
        self.means = Means(Environment("linux"), setup, self._spawn)

    def _spawn(self) -> Played:
        assert all(child.closed for child in self.children), "two at once"
        self.children.append(Played(self._mute))
        return self.children[-1]


BOTH = (Rung.HIBARI, Rung.ESPEAK_NG)


def run(world: World, machine: Machine, as_json: bool = False) -> int:
    code = run_doctor(world, as_json=as_json, sound=True, means=machine.means)
    assert all(child.closed for child in machine.children)
    return code


def test_nobody_is_asked_without_a_terminal_and_what_sounded_is_told(paths: Paths) -> None:
    out = io.StringIO()
    world = World(io.StringIO("yes\n"), out, io.StringIO(), os.environ, RunningClock(REAL.mono()))
    machine = Machine(*BOTH, mute=("hibari",))
    assert run(world, machine, as_json=True) == 0
    body = json.loads(out.getvalue())
    assert body["sound"] == [
        {"rung": "hibari", "works": False, "heard": None},
        {"rung": "espeak-ng", "works": True, "heard": None},
    ]
    assert body["tones"] == [{"tone": str(t), "works": True, "heard": None} for t in Tone]
    checks = {one["name"]: one for one in body["checks"]}
    assert checks["voice"]["next_step"].endswith("config set voice espeak-ng")
    assert checks["tones"]["state"] == "ok"
    assert len(machine.children) == 2 + len(Tone)
    assert not heard_file(paths).exists()


def test_what_was_heard_is_asked_told_and_kept(paths: Paths) -> None:
    world = at_terminal("no\nperhaps\ny\nyes\nyes\n")
    assert run(world, Machine(*BOTH)) == 0
    page = told(world)
    assert page.count("Did you hear it?") == 4
    assert page.index("Now: the voice of the extra") < page.index("Did you hear it?")
    assert "ok You heard the voice of espeak-ng." in page
    assert "sciacoach config set voice espeak-ng" in page
    assert "\a" in world.stdout.getvalue()  # type: ignore[attr-defined]
    assert heard_rungs(paths) == {Rung.HIBARI: False, Rung.ESPEAK_NG: True, Rung.BELL: True}
    assert stat.S_IMODE(heard_file(paths).stat().st_mode) == 0o600


def test_nobody_is_asked_about_a_voice_that_was_not_played(paths: Paths) -> None:
    world = at_terminal("yes\n" * 9)
    assert run(world, Machine(*BOTH, mute=("hibari",))) == 0
    assert "It does not work." in told(world)
    assert heard_rungs(paths) == {Rung.ESPEAK_NG: True, Rung.BELL: True}


def test_a_person_who_hears_nothing_has_notes_and_no_fault(paths: Paths) -> None:
    world = at_terminal("no\n" * 4)
    assert run(world, Machine(Rung.PACK)) == 0
    page = told(world)
    assert "note A voice was played, but you did not hear it." in page
    assert "note The tones were played, but you did not hear them." in page
    assert heard_rungs(paths) == {Rung.PACK: False, Rung.BELL: False}


def test_who_ends_the_input_is_not_asked_again_and_all_is_tried(paths: Paths) -> None:
    world = at_terminal("yes\n")
    machine = Machine(*BOTH)
    assert run(world, machine) == 0
    assert told(world).count("Did you hear it?") == 2
    assert "Did you hear the tones?" not in told(world)
    assert heard_rungs(paths) == {Rung.HIBARI: True}
    assert len(machine.children) == 2 + len(Tone)


def test_a_voice_that_plays_by_itself_is_never_said_to_be_heard(paths: Paths) -> None:
    machine = Machine(Rung.SPD_SAY)
    assert run(at_terminal(""), machine) == 0
    world = at_terminal("")
    run(world, machine)
    page = told(world)
    assert "only your ears can tell" in page
    assert "This voice works" not in page
    assert "note It spoke: the voice of the speech service." in page
    world = at_terminal("yes\n" * 3)
    run(world, machine)
    assert "ok You heard the voice of the speech service." in told(world)


@pytest.mark.parametrize(
    ("platform", "there", "state", "words"),
    [
        ("linux", True, "ok", "There is a sound card"),
        ("linux", False, "note", "Nothing can be heard here"),
        ("darwin", True, "ok", "cannot be told"),
    ],
)
def test_whether_there_is_a_sound_card_is_told_as_far_as_it_is_known(
    monkeypatch: pytest.MonkeyPatch, platform: str, there: bool, state: str, words: str
) -> None:
    here = Environment(platform, card=there)
    monkeypatch.setattr("sciacoach.cli.doctor_machine.environment", lambda: here)
    found = doctor_machine.card(at_terminal(""))
    assert found.state == state
    assert words in found.says


def test_no_voice_at_all_is_a_note(paths: Paths) -> None:
    out = io.StringIO()
    world = World(io.StringIO(), out, io.StringIO(), os.environ, RunningClock(REAL.mono()))
    assert run(world, Machine(), as_json=True) == 0
    body = json.loads(out.getvalue())
    states = {one["name"]: one["state"] for one in body["checks"]}
    assert (states["voice"], states["tones"], body["sound"]) == ("note", "note", [])
    assert [one["works"] for one in body["tones"]] == [False] * len(Tone)


def test_after_a_tone_that_is_not_played_the_others_are_not_tried() -> None:
    world = at_terminal("yes\n" * 9)
    machine = Machine(Rung.PACK, mute=("change",))
    assert run(world, machine) == 0
    assert len(machine.children) == 1 + 4
    assert "These tones were not played: change, last" in told(world)
    assert "Only the recorded words can be heard" in told(world)


def test_answers_that_cannot_be_kept_are_told(paths: Paths) -> None:
    paths.state.parent.mkdir(parents=True)
    paths.state.write_text("a file")
    world = at_terminal("yes\n" * 9)
    assert run(world, Machine(Rung.PACK)) == 1
    assert "What you heard could not be written down." in told(world)


@pytest.mark.parametrize("typed", ["", "yes\n"])
def test_an_interrupt_leaves_no_child(typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    world, machine = at_terminal(typed), Machine(*BOTH)

    def interrupted(self: Played, within_s: float = 0.0) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(Played, "read", interrupted)
    with pytest.raises((KeyboardInterrupt, Ended)):
        run_doctor(world, as_json=False, sound=True, means=machine.means)
    assert [child.closed for child in machine.children] == [True]


def test_with_json_at_a_terminal_nobody_is_asked_and_the_other_stream_tells(paths: Paths) -> None:
    world = replace(at_terminal("yes\n" * 9), stderr=Terminal())
    assert run(world, Machine(Rung.PACK), as_json=True) == 0
    assert isinstance(world.stdout, Terminal)
    assert json.loads(world.stdout.getvalue())["sound"][0]["heard"] is None
    assert isinstance(world.stderr, Terminal)
    assert "Now: the recorded words." in world.stderr.getvalue()
    assert heard_rungs(paths) == {}


class Closed(io.StringIO):
    """A pipe whose reader has read enough."""

    def flush(self) -> None:
        raise BrokenPipeError


def test_a_closed_pipe_ends_it_without_a_fault() -> None:
    world = World(io.StringIO(), Closed(), io.StringIO(), os.environ)
    with pytest.raises(ReaderGone):
        run_doctor(world, as_json=False, sound=False)


# ---- what was heard, kept ---------------------------------------------------------------------


def test_older_answers_stay_for_what_was_not_asked_this_time(paths: Paths) -> None:
    assert heard_rungs(paths) == {}
    keep_heard(paths, {Rung.HIBARI: False, Rung.PACK: True}, NOON)
    keep_heard(paths, {Rung.HIBARI: True}, NOON)
    assert heard_rungs(paths) == {Rung.HIBARI: True, Rung.PACK: True}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"rungs": 3}',
        '{"rungs": {"hibari": "yes", "trumpet": true, "": null}}',
        "[" * 9_000,
        " " * 20_000,
        "\x00",
    ],
)
def test_a_file_that_makes_no_sense_tells_nothing_and_is_written_anew(
    paths: Paths, text: str
) -> None:
    paths.state.mkdir(parents=True)
    heard_file(paths).write_text(text)
    assert heard_rungs(paths) == {}
    keep_heard(paths, {Rung.BELL: True}, NOON)
    assert heard_rungs(paths) == {Rung.BELL: True}


@pytest.mark.parametrize("rung", [one for one in Rung if one is not Rung.NONE])
def test_the_setting_that_is_told_is_one_that_leads_to_the_voice(rung: Rung) -> None:
    from sciacoach.audio.ladder import VOICES

    assert voice_of(rung) in VOICES


# ---- in a real terminal, with a real child ----------------------------------------------------

STAYS = '#!/bin/sh\necho $$ >> "{log}"\nexec sleep 600\n'
SPEAKS = (
    '#!/bin/sh\ncase "$1" in --voices=*) printf "Pty\\n 5 en\\n";; *) exec cat > /dev/null;; esac\n'
)
BREAKS = "raise ImportError('not in this test')\n"


@pytest.fixture
def voices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A machine with one voice that plays by itself, and no sound card; its folder."""
    folder = tmp_path / "machine"
    folder.mkdir()
    for name in ("hibari", "miniaudio"):
        (folder / f"{name}.py").write_text(BREAKS)
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setenv("PULSE_SERVER", "tcp:elsewhere")  # it may be heard there
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    yield folder
    for pid in pids(folder):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def program(folder: Path, text: str) -> None:
    (folder / "espeak-ng").write_text(text.format(log=folder / "pids") if "{log}" in text else text)
    (folder / "espeak-ng").chmod(0o755)


def pids(folder: Path) -> list[int]:
    log = folder / "pids"
    return [int(line) for line in log.read_text().split()] if log.exists() else []


def lives(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False


def test_a_person_in_a_window_hears_and_answers(voices: Path, paths: Paths) -> None:
    program(voices, SPEAKS)
    with Window("doctor") as window:
        window.until("the voice of espeak-ng. This takes 12 seconds at most.")
        window.until("Did you hear it?")
        window.press("yes\n")
        window.until("Did you hear it?", times=2)
        window.press("no\n")
        assert window.ended() == 0
    assert "You heard the voice of espeak-ng." in " ".join(window.text.split())
    assert heard_rungs(paths) == {Rung.ESPEAK_NG: True, Rung.BELL: False}


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")
def test_ctrl_c_ends_it_and_all_that_it_began(voices: Path) -> None:
    program(voices, STAYS)
    with Window("doctor") as window:
        window.until("Now: the voice of espeak-ng.")
        end = REAL.mono() + 20
        while not pids(voices):
            assert REAL.mono() < end, window.text
            window.look(0.05)
        window.press("\x03")
        assert window.ended() == 130
    assert "Traceback" not in window.text
    end = REAL.mono() + 5
    while any(map(lives, pids(voices))) and REAL.mono() < end:
        REAL.sleep(0.05)
    assert not any(map(lives, pids(voices)))


def test_help_shows_two_examples() -> None:
    done: Outcome = run_cli(["doctor", "--help"])
    assert done.code == 0
    assert done.stdout.count("sciacoach doctor") >= 3


def test_the_reader_of_answers_gives_rungs_and_truths(paths: Paths) -> None:
    keep_heard(paths, {Rung.PACK: True}, NOON)
    found: Mapping[Rung, bool] = heard_rungs(paths)
    assert all(isinstance(rung, Rung) for rung in found)


# ---- how the voices sound that are tried -------------------------------------------------------


def world_of_doctor() -> World:
    return World(io.StringIO(), io.StringIO(), io.StringIO(), os.environ, RunningClock(REAL.mono()))


def test_the_voices_are_tried_as_a_session_would_sound(paths: Paths) -> None:
    for name, value in (("rate", "1.5"), ("volume", "0.4"), ("voice_name", "Anna")):
        set_setting(paths.settings, name, value)
    set_setting(paths.settings, "voice", "none")
    wish = wished(world_of_doctor())
    assert (wish.rate, wish.volume, wish.name, wish.voice) == (1.5, 0.4, "Anna", "auto")


def test_with_settings_that_cannot_be_read_they_sound_as_usual(paths: Paths) -> None:
    write_private(paths.settings, "rate = fast\n")
    assert wished(world_of_doctor()) == Choice("auto")
