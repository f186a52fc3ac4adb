"""The live screen, used: a whole session by keys in a real terminal, read back cell by cell."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path

import pytest
from pty_kit import CLOCK, PATIENCE_S, Window, kept_sessions, live_answers

from sciacoach.faces.screen.blocks import big
from sciacoach.faces.screen.ink import PLAIN

BEGIN = "Press Enter to begin"
LEAVE = "\x1b[?1049l"

SHORT = """\
sciacoach: 1
id: short
title: {title}
summary: Nothing is pressed, and nothing is warned of.
style: swedish
level: beginner
position: chair
tools: [hands]
evidence: {{label: none, note: Nobody has tested this.}}
steps:
  - {{do: setup, name: {name}, for: 5s, text: {text}}}
  - {{do: breathe, name: Breaths, for: 3s, breath: {{in: 1s, out: 2s}}}}
  - {{do: rest, name: Rest, for: 2s}}
  - {{do: check, name: Leg check, for: 5s}}
"""


def short(folder: Path, title: str = "Short", name: str = "Sit down", text: str = "Sit.") -> Path:
    """A routine of a few seconds that asks nothing before it begins."""
    path = folder / "short.yaml"
    path.write_text(SHORT.format(title=title, name=name, text=text), encoding="utf-8")
    return path


@contextmanager
def live(folder: Path, routine: object, **env: str | None) -> Iterator[Window]:
    """A live session on the live screen; answers were given in a file."""
    args = ["start", routine, "--face", "screen", "--answers", live_answers(folder)]
    with Window(*args, env=env) as one:
        yield one


def large(text: str, width: int = 50, rows: int = 5) -> list[str]:
    """`text` in the screen's large letters."""
    drawn = big(text, width, rows, PLAIN, unicode=True)
    return ["".join(span.text for span in line).rstrip() for line in drawn]


def shows_large(one: Window, text: str) -> None:
    """Wait until `text` stands on the screen in large letters."""
    end = CLOCK.mono() + PATIENCE_S
    while not _stands(large(text), one.rows):
        assert CLOCK.mono() < end, f"no large {text!r} in:\n" + "\n".join(one.rows)
        one.look(0.02)


def _stands(letters: list[str], rows: list[str]) -> bool:
    return any(
        all(part in row for part, row in zip(letters, rows[top:], strict=False))
        for top in range(len(rows) - len(letters) + 1)
    )


def answer(one: Window, question: str, key: str) -> None:
    """A question is answered when it was read."""
    one.shows(question, "Press y or n.")
    one.look(0.8)
    one.press(key)


def test_a_whole_session_by_keys_alone(tmp_path: Path, home: Path) -> None:
    with live(tmp_path, "piriformis") as one:
        one.until(BEGIN)
        one.press("\n")
        one.shows("Move Warm up", "seconds", "Next Get ready", "step 1 of 12")
        one.press("n")
        one.shows("Take your time", "Press space when you are ready.", "Next Slow search, left")
        assert "seconds" not in one.shown
        one.look(0.3)
        one.press(" ")
        one.shows("Get ready Slow search", "to start", "At most 3 of 10", "Slow search, right")
        shows_large(one, "< Left")
        shows_large(one, "9")
        one.shows("Roll slowly Slow search", "seconds", "At most 3 of 10", "tennis ball")
        shows_large(one, "< Left")
        one.look(0.3)
        shows_large(one, "18")
        one.press(" ")
        one.shows("Come off the tool. Space goes on.", "Left of this step:")
        shows_large(one, "Paused")
        one.look(0.3)
        one.press("w")
        answer(one, "numb between the legs", "n")
        answer(one, "clearly weaker", "n")
        answer(one, "Can you stand?", "y")
        one.shows("press its number:", "1 a zap down the leg", "5 too sore", "Come off the tool.")
        one.look(0.3)
        one.press("n")
        one.shows("Change sides Slow search", "to change", "Next Leg check")
        shows_large(one, "Right >")
        one.look(0.3)
        one.press("n")
        one.shows("Where is the pain now?", "5 foot")
        one.look(0.8)
        one.press("2")
        one.shows("No change. Go on just as before.")
        one.press("q")
        one.shows("Press q again to end.")
        one.look(0.3)
        one.press("q")
        one.until("Pain now")
        one.press("2 2 buttock\n")
        assert one.ended() == 0
        page = one.text[one.text.rindex(LEAVE) :]
        assert page.index("Stopped. Done:") < page.index("Pain now")
        for words in ("outer buttock, left", "whole session", "Get help at once for:"):
            assert words in page
    (kept,) = kept_sessions(home)
    assert kept["outcome"] == "stopped"


@pytest.mark.parametrize("typed", ["q", "quit"])
def test_who_read_the_plan_may_leave_before_it_begins(
    tmp_path: Path, home: Path, typed: str
) -> None:
    with live(tmp_path, "piriformis") as one:
        one.until(BEGIN)
        one.press(f"{typed}\n")
        assert one.ended() == 0
        assert "The session was not begun." in one.text
    assert kept_sessions(home) == []


def test_the_keys_of_a_question_leave_it_and_its_answer_alone(tmp_path: Path) -> None:
    with live(tmp_path, "piriformis") as one:
        one.until(BEGIN)
        one.press("\n")
        one.shows("Warm up", "seconds")
        one.look(0.3)
        one.press("w")
        one.shows("numb between the legs", "Press y or n.")
        one.look(0.8)
        one.press("?")
        one.shows("numb between the legs", "Press y or n.", "shut this list")
        one.press("n")
        one.shows("clearly weaker", "Press y or n.")


def test_a_session_to_its_end_leads_the_breath_and_says_that_it_is_done(tmp_path: Path) -> None:
    with live(tmp_path, short(tmp_path)) as one:
        one.shows("Take your time Sit down", "Next Breaths")
        one.press(" ")
        one.shows("Breathe Breaths", "Next Rest")
        one.shows("Rest", "Next Leg check")
        one.shows("Where is the pain now?", "Then you are done.")
        one.look(0.3)
        one.press(" ")
        one.until("Pain now")
        one.press("skip\n")
        assert one.ended() == 0
        assert "That is the end." in one.text[one.text.rindex(LEAVE) :]


SIZES = [(20, 5), (200, 60), (39, 24), (80, 9), (40, 10), (120, 40), (56, 20), (1, 1), (80, 24)]


def test_a_storm_of_resizes_breaks_nothing(tmp_path: Path) -> None:
    with live(tmp_path, "piriformis") as one:
        one.until(BEGIN)
        one.press("\n")
        one.shows("Warm up")
        for number, size in enumerate(islice(cycle(SIZES), 60)):
            one.resize(*size, told=number % 2 == 0)
            one.look(0.03)
        one.resize(20, 5)
        one.shows("Move", "w wrong")
        one.resize(120, 40)
        one.shows("Move Warm up", "What comes next", "space pause")
        assert len(one.rows) == 40
        one.press(" ")
        one.shows("Paused", "Space goes on.")
        assert "This window is" not in one.shown
        one.send(15)
        assert one.ended() == 143
        assert "bug" not in one.text


TERMS = [
    {"TERM": "xterm-256color"},
    {"TERM": "xterm"},
    {"TERM": "linux"},
    {"TERM": "vt100"},
    {"TERM": "screen"},
    {"TERM": "foo"},
    {"TERM": None},
    {"TERM": "xterm-256color", "NO_COLOR": "1"},
    {"TERM": "xterm", "LANG": "C", "LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
]


@pytest.mark.parametrize("env", TERMS, ids=lambda env: " ".join(map(str, env.values())))
def test_every_terminal_gets_a_screen_that_it_can_show(
    tmp_path: Path, env: dict[str, str | None]
) -> None:
    with live(tmp_path, short(tmp_path, "Müder Rücken – ruhig"), **env) as one:
        one.shows("Take your time", "Press space when you are ready.")
        one.press("\x03")
        assert one.ended() == 130
        assert "Get help at once" in one.text
        assert "bug" not in one.text
        coloured = "\x1b[0;38" in one.text or "\x1b[0;1;9" in one.text
        assert coloured is (env["TERM"] is not None and "NO_COLOR" not in env)
        assert one.raw.isascii() is ("PYTHONIOENCODING" in env)


@pytest.mark.parametrize("color", ["auto", "never"])
def test_who_wants_no_colour_gets_none(tmp_path: Path, color: str) -> None:
    args = ["start", short(tmp_path), "--face", "screen", "--answers", live_answers(tmp_path)]
    with Window(*args, config=f'color = "{color}"') as one:
        one.shows("Take your time", "Press space when you are ready.")
        one.press("\x03")
        assert one.ended() == 130
        assert ("\x1b[0;38" in one.text) is (color == "auto")


def test_a_dumb_terminal_gets_words(tmp_path: Path) -> None:
    args = ["start", short(tmp_path), "--answers", live_answers(tmp_path)]
    with Window(*args, env={"TERM": "dumb"}) as one:
        one.until("Press space when you are ready.")
        one.press("\x03")
        assert one.ended() == 130
        assert "\x1b" not in one.text


def test_the_first_questions_in_ascii_need_nothing_else() -> None:
    env = {"LANG": "C", "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    with Window("start", "piriformis", env=env) as one:
        for page in range(1, 7):
            one.until(f"page {page} of 7")
            one.press("none\n")
        for words in ("47", "6 weeks", "right", "2", "3 2 buttock", ""):
            one.look(0.1)
            one.press(f"{words}\n")
        one.shows("Warm up")
        one.press("w")
        one.shows("Press y or n.")
        one.press("qq")
        one.look(0.3)
        one.press("q")
        assert one.ended() == 3
        assert "Get help at once" in one.text
        assert one.raw.isascii()
        assert "bug" not in one.text


STRANGE = [
    "漢字の長い題名 " * 6,
    "👍🏽 👩‍👧 🏳️‍🌈 🇩🇪 " * 4,
    "שלום עולם مرحبا بالعالم " * 3,
    "e\u0301\u0302\u0303 Z\u0351\u0343a\u0322 " * 8,
]


@pytest.mark.parametrize("text", STRANGE, ids=["wide", "emoji", "right-to-left", "combining"])
def test_strange_writing_never_moves_the_frame(tmp_path: Path, text: str) -> None:
    title = text.strip()[:70]
    with live(tmp_path, short(tmp_path, title, title[:30], text.strip())) as one:
        one.shows("Take your time", "Next Breaths")
        assert "step 1 of 4" in one.rows[0]
        assert "space ready" in one.rows[23]
        one.press("\x03")
        assert one.ended() == 130


# ---- an output that dies -----------------------------------------------------------------

DEAD = ["> /dev/full", ">&-", "| head -1", "| true"]


@pytest.mark.parametrize("face", ["plain", "json"])
@pytest.mark.parametrize("end", DEAD)
def test_an_output_that_dies_is_stored_and_told_without_a_traceback(
    tmp_path: Path, home: Path, face: str, end: str
) -> None:
    answers = live_answers(tmp_path)
    program = f"{sys.executable} -m sciacoach start piriformis --face {face} --answers {answers}"
    read, write = os.pipe()
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f"{program} {end}"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdin=read, capture_output=True, text=True, check=False, timeout=30,
    )  # fmt: skip
    os.close(read)
    os.close(write)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr + done.stdout
    assert "bug" not in done.stderr
    assert all(kept["outcome"] == "interrupted" for kept in kept_sessions(home))
