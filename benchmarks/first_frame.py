"""Measure how long the live screen takes to come up after the last answer.

    python benchmarks/first_frame.py
    python benchmarks/first_frame.py --rounds 21 --write

Each round runs `start` in a terminal of its own, types the answers of a first run, and takes the
time from the last Enter to the first bytes of the alternate screen, and to the first whole frame.
There are two ways in: where the plan has warnings or changes, the last Enter is the one that says
they were read; where it has none, it is the one behind the last safety question.
"""

import argparse
import fcntl
import os
import platform
import pty
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROUNDS = 11
MOST_MS = 100.0
PATIENCE_S = 20.0
ANSWERS = (
    *((b"Type the true numbers", b"none"),) * 6,
    (b"How old are you", b"47"),
    (b"When did", b"6 weeks"),
    (b"side", b"right"),
    (b"", b"2"),
    (b"0 to 10", b"3 2 buttock"),
)
"""What stands under each question of a first run, and what is typed then."""

ALTERNATE = b"\x1b[?1049h"
WHOLE = b"\x1b[?2026l"
"""Stands at the end of the first whole frame."""


QUIET = """\
sciacoach: 1
id: quiet
title: A short walk
summary: Nothing is pressed, and nothing is warned of.
style: swedish
level: beginner
position: standing
tools: [hands]
evidence: {label: none, note: Nobody has tested this.}
steps:
  - {do: move, name: Walk, for: 60s, text: Walk., say: Walk., tags: [walk]}
"""
"""A routine without a warning: nothing is told before it begins."""


@dataclass(frozen=True)
class Case:
    """A way in. `begins`: the words under which one more Enter is pressed."""

    name: str
    routine: str
    begins: bytes | None = None


CASES = (
    Case("after the last safety answer", "quiet.yaml"),
    Case("after Enter, where changes were told", "piriformis", b"Press Enter to begin"),
)


@dataclass(frozen=True)
class Taken:
    """Milliseconds from the last Enter to the alternate screen, and to a whole frame."""

    first_ms: float
    frame_ms: float


class Window:
    """A terminal of 80 by 24 with `sciacoach start` in it."""

    def __init__(self, program: list[str], routine: str, home: str, silent: bool) -> None:
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        env = os.environ | {"SCIACOACH_HOME": home, "TERM": "xterm-256color"}
        sound = ["--no-voice", "--no-sound"] if silent else []
        self._process = subprocess.Popen(
            [*program, "start", routine, "--face", "screen", *sound],
            stdin=slave, stdout=slave, stderr=slave, env=env, start_new_session=True,
        )  # fmt: skip
        os.close(slave)
        self._seen = b""

    def type(self, words: bytes) -> None:
        """A line, with Enter; what was seen until now is forgotten."""
        self._seen = b""
        os.write(self._master, words + b"\n")

    def until(self, words: bytes) -> None:
        """Wait for bytes on the terminal."""
        end = time.monotonic() + PATIENCE_S
        while words not in self._seen:
            if time.monotonic() > end:
                raise TimeoutError(f"no {words!r} in {self._seen[-400:]!r}")
            if select.select([self._master], [], [], 0.05)[0]:
                self._seen += os.read(self._master, 65536)

    def quiet(self, seconds: float = 0.3) -> None:
        """Wait until nothing has come for a while, as a person does who reads."""
        while select.select([self._master], [], [], seconds)[0]:
            self._seen += os.read(self._master, 65536)

    def close(self) -> None:
        """End the program."""
        self._process.send_signal(signal.SIGTERM)
        self._process.wait()
        os.close(self._master)


def measure(program: list[str], case: Case, silent: bool) -> Taken:
    """One run, from a home without a history."""
    with tempfile.TemporaryDirectory() as home:
        (Path(home) / "quiet.yaml").write_text(QUIET, encoding="utf-8")
        routine = case.routine.replace("quiet.yaml", f"{home}/quiet.yaml")
        window = Window(program, routine, home, silent)
        try:
            return _answered(window, case)
        finally:
            window.close()


def _answered(window: Window, case: Case) -> Taken:
    *before, last = [words for _, words in ANSWERS]
    for number, words in enumerate(before):
        window.until(ANSWERS[number][0])
        window.quiet(0.4 if number == 0 else 0.08)
        window.type(words)
    window.quiet(0.15)
    if case.begins:
        window.type(last)
        window.until(case.begins)
        window.quiet()
        last = b""
    began = time.perf_counter()
    window.type(last)
    window.until(ALTERNATE)
    first = time.perf_counter()
    window.until(WHOLE)
    return Taken((first - began) * 1000, (time.perf_counter() - began) * 1000)


def table(program: list[str], rounds: int) -> str:
    """The measurements as a Markdown table; the cases take turns in each round."""
    taken: dict[tuple[Case, bool], list[Taken]] = {}
    for _ in range(rounds):
        for case in CASES:
            for silent in (True, False):
                taken.setdefault((case, silent), []).append(measure(program, case, silent))
    lines = [
        "| what | sound | first bytes | first whole frame | slowest | goal | |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for (case, silent), all_taken in taken.items():
        first = statistics.median(one.first_ms for one in all_taken)
        whole = statistics.median(one.frame_ms for one in all_taken)
        most = max(one.frame_ms for one in all_taken)
        met = "met" if whole <= MOST_MS else "missed"
        sound = "none" if silent else "as found"
        lines.append(
            f"| {case.name} | {sound} | {first:.0f} ms | {whole:.0f} ms | {most:.0f} ms "
            f"| {MOST_MS:g} ms | {met} |"
        )
    return "\n".join(lines)


def page(program: list[str], rounds: int) -> str:
    """The page of results."""
    machine = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    load = os.getloadavg()[0]
    return (
        "# The first frame\n\n"
        f"`start` in a terminal of 80 by 24, first run; median of {rounds} rounds; {machine}, "
        f"load {load:.1f} at the start. Written by `python benchmarks/first_frame.py --write`."
        f"\n\n{table(program, rounds)}\n"
    )


def main() -> None:
    """Measure, print the page, and write it down if asked to."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--bin", type=Path, help="folder with the installed sciacoach")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--write", action="store_true", help="write benchmarks/first_frame.md")
    options = parser.parse_args()
    program = [sys.executable, "-m", "sciacoach"]
    if options.bin:
        program = [str(options.bin / "sciacoach")]
    text = page(program, options.rounds)
    print(text)
    if options.write:
        (HERE / "first_frame.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
