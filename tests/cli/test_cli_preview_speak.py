"""`preview --speak`: the cues in order, each to its end, printed while it is spoken."""

import io
import os
from collections import deque
from pathlib import Path

import pytest
from start_kit import clear_answers, player_in, write_answers

from fakes import FakeClock, Outcome, run_cli
from sciacoach.audio.messages import Report, order, report_line
from sciacoach.cli.main import run
from sciacoach.cli.world import World


@pytest.fixture(autouse=True)
def a_player(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    player_in(tmp_path, monkeypatch)


class Child:
    """Speaks each text to its end at once. After `mute_after` orders it has lost every voice.
    `interrupts`: Ctrl-C comes while it speaks."""

    def __init__(self, mute_after: int = 1000, *, interrupts: bool = False) -> None:
        self.orders: list[dict[str, object]] = []
        self.closed = False
        self._left = mute_after
        self._interrupts = interrupts
        self._tells: deque[bytes] = deque()

    def write(self, raw: bytes) -> int:
        for line in raw.splitlines():
            found = order(line) or {}
            if "number" in found:
                self._take(found)
        return len(raw)

    def _take(self, found: dict[str, object]) -> None:
        self.orders.append(found)
        number = int(str(found["number"]))
        what = "done" if found["do"] in ("say", "tone") else "sounded"
        self._tells.append(report_line(Report("heard", number)))
        self._left -= 1
        if not self._left:
            trouble = Report("trouble", detail="no_player")
            self._tells += [report_line(trouble), report_line(Report("rung", detail="none"))]
        self._tells.append(report_line(Report(what, number)))

    def read(self, within_s: float = 0.0) -> bytes:
        if self._interrupts and self.orders:
            raise KeyboardInterrupt
        return self._tells.popleft() if self._tells else b""

    def end(self) -> None:
        self.closed = True

    def close(self, within_s: float) -> None:
        self.closed = True

    @property
    def said(self) -> list[str]:
        return [str(one["text"]) for one in self.orders if one["do"] == "say"]


def preview(child: Child, *args: object) -> Outcome:
    out, err = io.StringIO(), io.StringIO()
    world = World(io.StringIO(), out, err, os.environ, FakeClock(), spawn=lambda: child)
    code = run(["preview", *map(str, args)], world)
    return Outcome(int(code), out.getvalue(), err.getvalue())


def test_without_answers_the_steps_are_read_as_they_are_written() -> None:
    child = Child()
    outcome = preview(child, "piriformis", "--speak")
    lines = outcome.stdout.splitlines()
    assert outcome.code == 0
    assert lines[2:] == child.said
    assert "As written" in lines[1]
    assert child.said[0].startswith("March gently on the spot.")
    assert child.said.count("Start. 40 seconds. At most 3 of 10.") == 2
    assert child.closed


def test_with_answers_all_that_the_session_says_is_read_in_order(tmp_path: Path) -> None:
    child = Child()
    file = write_answers(tmp_path, clear_answers())
    outcome = preview(child, "piriformis", "--answers", file, "--speak")
    assert outcome.code == 0
    assert outcome.stdout.splitlines()[-len(child.said) :] == child.said
    assert "L26" in outcome.stdout
    assert child.said[-1].startswith("That is the end.")
    assert "Half." in child.said
    assert {"start", "change", "half", "end", "tick"} <= {str(one["kind"]) for one in child.orders}


def test_a_refusal_is_shown_and_nothing_is_read(tmp_path: Path) -> None:
    child = Child()
    file = write_answers(tmp_path, clear_answers(P02="yes"))
    outcome = preview(child, "piriformis", "--answers", file, "--speak")
    assert outcome.code == 3
    assert child.orders == []


def test_where_the_voice_is_lost_on_the_way_it_ends_and_says_so() -> None:
    child = Child(mute_after=6)
    outcome = preview(child, "piriformis", "--speak")
    assert outcome.code == 1
    assert len(child.said) <= 6
    assert outcome.stderr.splitlines() == [
        "No way to play sound was found. The bell of the terminal rings.",
        "Nothing here can speak.",
        "To see what there is, type: sciacoach doctor",
    ]
    assert child.closed


def test_ctrl_c_ends_it_and_the_voice_with_it() -> None:
    child = Child(interrupts=True)
    outcome = preview(child, "piriformis", "--speak")
    assert outcome.code == 130
    assert outcome.stderr == ""
    assert child.closed


def test_with_nothing_to_speak_with_it_says_so_in_two_lines() -> None:
    outcome = run_cli(["preview", "piriformis", "--speak"])
    assert outcome.code == 1
    assert outcome.stdout == ""
    assert len(outcome.stderr.splitlines()) == 2


def test_a_bell_cannot_read() -> None:
    run_cli(["config", "set", "voice", "bell"])
    child = Child()
    assert preview(child, "piriformis", "--speak").code == 1
    assert child.orders == []


def test_who_has_turned_the_voice_off_still_hears_what_was_asked_for() -> None:
    run_cli(["config", "set", "voice", "none"])
    run_cli(["config", "set", "sound", "false"])
    child = Child()
    assert preview(child, "piriformis", "--speak").code == 0
    assert {one["do"] for one in child.orders} == {"say"}


def test_speech_and_json_do_not_go_together() -> None:
    outcome = run_cli(["preview", "piriformis", "--speak", "--json"])
    assert outcome.code == 2
    assert outcome.stdout == ""
