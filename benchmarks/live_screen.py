"""Measure what the live screen costs: processor seconds and bytes a minute, and one frame.

    python benchmarks/live_screen.py
    python benchmarks/live_screen.py --write

A real session is played on a clock that does not wait: the coach's look at the clock four times
a second, the face's part of it, and all that is written. termdown, a bare countdown, is measured
beside it in a terminal of its own, if pip can install it in a folder of its own.
"""

import argparse
import fcntl
import io
import os
import platform
import pty
import resource
import runpy
import select
import signal
import statistics
import struct
import subprocess
import tempfile
import termios
import time
import venv
from dataclasses import dataclass, replace
from pathlib import Path

from sciacoach.coach.cards import cards_of
from sciacoach.faces import Stamped
from sciacoach.faces.screen import Colours, Look, ScreenFace, View, frame
from sciacoach.session.machine import Session

HERE = Path(__file__).resolve().parent
screenshots = runpy.run_path(str(HERE.parent / "tools" / "screenshots.py"))
"""The tool that plays a session without a terminal."""

LOOK_S = 0.25
SIZES = ((80, 24), (120, 40), (200, 50))
LOOK = Look(Colours.TRUE)
ROUNDS = 5
FRAMES = 200
TERMDOWN_S = 20
MOST_CPU_S, MOST_MB, MOST_FRAME_MS = 0.2, 0.3, 5.0


@dataclass(frozen=True)
class Cost:
    """What a minute costs: processor seconds and megabytes written."""

    cpu_s: float
    mb: float


class Sink(io.StringIO):
    """Counts what is written, and encodes it as a terminal's stream would."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def write(self, text: str) -> int:
        """Take it."""
        self.count += len(text.encode())
        return len(text)


def session_cost(width: int, height: int) -> Cost:
    """A whole hands-free `piriformis`, look by look."""
    fitted = screenshots["plan"]()
    session = Session(fitted, "benchmark", hands_free=True, rehearsal=True)
    out = Sink()
    cards = cards_of(fitted.turns)
    face = ScreenFace(out, lambda: (width, height), fitted.title, cards, LOOK)
    events, looks = session.start(), 0
    began = time.process_time()
    while True:
        for event in events:
            face.show(Stamped(event, "", 0.0))
        face.tick(session.moment)
        if session.ended:
            break
        events = session.advance(LOOK_S)
        looks += 1
    minutes = looks * LOOK_S / 60
    return Cost((time.process_time() - began) / minutes, out.count / minutes / 1e6)


def frame_ms(width: int, height: int) -> float:
    """The median of one frame, each a second later than the last."""
    view = screenshots["seen_after"](screenshots["plan"](), screenshots["WORKING"])
    times = []
    for number in range(FRAMES):
        later: View = replace(view, left_s=float(number % 40), t=float(number))
        began = time.perf_counter()
        frame(later, width, height, LOOK)
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def termdown_cost() -> Cost | None:
    """A bare countdown for a while in a terminal of 80 by 24; None where it cannot be had.
    What it takes to start is taken away: two runs of different length are compared."""
    with tempfile.TemporaryDirectory() as scratch:
        venv.create(scratch, with_pip=True)
        pip = [f"{scratch}/bin/python", "-m", "pip", "install", "-q", "termdown"]
        if subprocess.run(pip, capture_output=True, check=False).returncode:
            return None
        command = [f"{scratch}/bin/termdown", "--no-bell", "600"]
        short, long = (_watched(command, seconds) for seconds in (2, 2 + TERMDOWN_S))
    part = TERMDOWN_S / 60
    return Cost((long.cpu_s - short.cpu_s) / part, (long.mb - short.mb) / part)


def _watched(command: list[str], seconds: float) -> Cost:
    """What a program in a terminal of its own costs until it is ended."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    env = os.environ | {"TERM": "xterm-256color"}
    process = subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, env=env, start_new_session=True
    )
    os.close(slave)
    end, count = time.monotonic() + seconds, 0
    while time.monotonic() < end and process.poll() is None:
        if select.select([master], [], [], 0.1)[0]:
            count += len(os.read(master, 65536))
    process.send_signal(signal.SIGKILL)
    process.wait()
    os.close(master)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(spent, count / 1e6)


def table() -> str:
    """The measurements as a Markdown table."""
    lines = [
        "| what | processor s a minute | MB a minute | one frame | |",
        "| --- | --- | --- | --- | --- |",
    ]
    for width, height in SIZES:
        costs = [session_cost(width, height) for _ in range(ROUNDS)]
        cpu = statistics.median(one.cpu_s for one in costs)
        mb, one = costs[0].mb, frame_ms(width, height)
        met = cpu <= MOST_CPU_S and mb <= MOST_MB and one <= MOST_FRAME_MS
        told = "met" if met else "missed"
        lines.append(
            f"| live screen {width}×{height} | {cpu:.3f} | {mb:.3f} | {one:.2f} ms | {told} |"
        )
    goals = f"{MOST_CPU_S:g} | {MOST_MB:g} | {MOST_FRAME_MS:g} ms"
    bare = termdown_cost()
    told = f"{bare.cpu_s:.3f} | {bare.mb:.3f} |" if bare else "skipped | skipped |"
    return "\n".join([*lines, f"| goal | {goals} | |", f"| termdown 80×24 | {told} | |"])


def page() -> str:
    """The page of results."""
    machine = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    return (
        "# The live screen\n\n"
        f"`piriformis`, hands-free, four looks a second, 24-bit colour; median of {ROUNDS} runs; "
        f"{machine}. Written by `python benchmarks/live_screen.py --write`.\n\n{table()}\n"
    )


def main() -> None:
    """Measure, print the table, and write it down if asked to."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write benchmarks/live_screen.md")
    options = parser.parse_args()
    text = page()
    print(text)
    if options.write:
        (HERE / "live_screen.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
