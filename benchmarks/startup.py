"""Measure how long the program takes to start, as times `python -c pass`.

    python benchmarks/startup.py --bin .venv/bin
    python benchmarks/startup.py --bin .venv/bin --rounds 41 --write

Every round runs each command once, in turn, so that a busy moment of the machine meets all of
them alike; the median of each is compared with the median of the bare interpreter.
"""

import argparse
import os
import platform
import pty
import select
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from results import keep

ROUNDS = 21
PATIENCE_S = 20.0
FIRST_QUESTION = b"Type the true numbers"
"""Stands under the first page of questions and nowhere before it."""


@dataclass(frozen=True)
class Case:
    """One command to time. `goal` is the most it may take, in times the bare interpreter;
    `until` ends the measurement when these bytes are on the terminal."""

    name: str
    command: tuple[str, ...]
    goal: float | None = None
    until: bytes | None = None


def cases(folder: Path) -> list[Case]:
    """The interpreter alone, then the commands with the goals they have."""
    program = str(folder / "sciacoach")
    return [
        Case("python -c pass", (str(folder / "python"), "-c", "pass")),
        Case("--version", (program, "--version"), 2),
        Case("--help", (program, "--help"), 7),
        Case("history list", (program, "history", "list"), 8),
        Case("routine list", (program, "routine", "list"), 20),
        Case(
            "start, to its first question",
            (program, "start", "piriformis", "--face", "plain"),
            16,
            FIRST_QUESTION,
        ),
    ]


def measure(case: Case, env: dict[str, str]) -> float:
    """Seconds of one run."""
    if case.until:
        return _until_shown(case.command, case.until, env)
    began = time.perf_counter()
    done = subprocess.run(
        case.command, env=env, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    spent = time.perf_counter() - began
    if done.returncode:
        sys.exit(f"{' '.join(case.command)} ended with {done.returncode}:\n{done.stderr.decode()}")
    return spent


def _until_shown(command: tuple[str, ...], words: bytes, env: dict[str, str]) -> float:
    """Seconds until `words` are on a terminal of the command's own; it is ended then."""
    master, slave = pty.openpty()
    began = time.perf_counter()
    with subprocess.Popen(
        command, env=env, stdin=slave, stdout=slave, stderr=slave, start_new_session=True
    ) as process:
        os.close(slave)
        try:
            return _read_until(master, words, began)
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()
            os.close(master)


def _read_until(master: int, words: bytes, began: float) -> float:
    seen = b""
    while words not in seen:
        ready, _, _ = select.select([master], [], [], PATIENCE_S)
        try:
            chunk = os.read(master, 65536) if ready else b""
        except OSError:  # the other end is closed
            chunk = b""
        if not chunk:
            sys.exit(f"The first question did not come. Shown was:\n{seen.decode()}")
        seen += chunk
    return time.perf_counter() - began


def medians(folder: Path, rounds: int) -> dict[Case, float]:
    """The median seconds of each command over so many interleaved rounds."""
    times: dict[Case, list[float]] = {case: [] for case in cases(folder)}
    with tempfile.TemporaryDirectory() as scratch:
        for number in range(rounds + 1):
            for case in times:
                env = os.environ | {"SCIACOACH_HOME": f"{scratch}/home", "TERM": "xterm"}
                spent = measure(case, env)
                if number:  # the first round only warms the disk's cache
                    times[case].append(spent)
    return {case: statistics.median(values) for case, values in times.items()}


def table(found: dict[Case, float]) -> str:
    """The medians as a Markdown table, each as a ratio to the first."""
    base = next(iter(found.values()))
    lines = ["| command | median | ratio | goal | |", "| --- | --- | --- | --- | --- |"]
    for case, seconds in found.items():
        ratio = seconds / base
        goal = f"{case.goal:g}x" if case.goal else ""
        met = "" if case.goal is None else "met" if ratio <= case.goal else "missed"
        lines.append(f"| {case.name} | {seconds * 1000:.1f} ms | {ratio:.1f}x | {goal} | {met} |")
    return "\n".join(lines)


def page(found: dict[Case, float], rounds: int) -> str:
    """The page of results."""
    machine = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    return (
        "# Start-up\n\n"
        f"Median of {rounds} interleaved rounds; {machine}. "
        "Written by `python benchmarks/startup.py --write`.\n\n"
        f"{table(found)}\n"
    )


def main() -> None:
    """Measure, print the table, and write it down if asked to."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--bin", type=Path, default=Path(sys.executable).parent)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--write", action="store_true", help="write benchmarks/results.md")
    options = parser.parse_args()
    text = page(medians(options.bin.absolute(), options.rounds), options.rounds)
    print(text)
    if options.write:
        keep(text)


if __name__ == "__main__":
    main()
