"""Measure what a cue costs the session and how soon it is heard, on a sound card that is not
there (miniaudio's null device), with the voice of the extra.

    python benchmarks/sound.py
    python benchmarks/sound.py --rounds 200

"Heard" is when the card asks for the first sample. A real card adds its own buffer: three
periods of 10 ms with most.
"""

import argparse
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec

from sciacoach.audio.ladder import Choice
from sciacoach.audio.probing import environment
from sciacoach.audio.process import spawn
from sciacoach.audio.speaker import Speaker, setup_of
from sciacoach.audio.tones import Tone

PREPARED = ("Three.", "Two.", "One.", "Ten seconds.", "Change to the left side.")
TONES = "from sciacoach.audio.tones import Tone, tone\n{body}"
Row = tuple[str, list[float], float]
"""What was measured, its milliseconds, and the goal at the 99th percentile or the median."""


def begun() -> Speaker:
    """A speaker with the extra on the null device, its voice loaded."""
    setup = replace(setup_of(Choice("hibari"), environment()), null=True, late_s=20.0)
    made = Speaker(setup, spawn, time.monotonic)
    made.prepare(PREPARED)
    until(made, made.say("Ready."), "done")
    return made


def until(speaker: Speaker, number: int, what: str) -> None:
    """Wait until this was told of the order `number`."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        if any(r.number == number and r.what == what for r in speaker.listen(1.0)):
            return
    sys.exit(f"{what} did not come: {speaker.troubles()}")


def calls(speaker: Speaker, rounds: int, clock: Callable[[], float]) -> list[float]:
    """Milliseconds of `clock` that one call keeps the session; cues come apart, not in a row."""
    spent = []
    for number in range(rounds):
        began = clock()
        speaker.tone(Tone.LAST) if number % 2 else speaker.say(PREPARED[number % 5])
        spent.append((clock() - began) * 1000)
        speaker.troubles()
        time.sleep(0.02)
    return spent


def heard(speaker: Speaker, rounds: int, text: Callable[[int], str]) -> list[float]:
    """Milliseconds from the call to the first sample."""
    spent = []
    for number in range(rounds):
        began = time.perf_counter()
        order = speaker.say(text(number))
        until(speaker, order, "sounded")
        spent.append((time.perf_counter() - began) * 1000)
        time.sleep(0.05)
        speaker.hush()
        time.sleep(0.05)
    return spent


def tones(rounds: int) -> list[float]:
    """Milliseconds to make all nine tones, each time in a new process."""
    body = (
        "import time; began = time.perf_counter()\n"
        "for kind in Tone: tone(kind)\n"
        "print((time.perf_counter() - began) * 1000)"
    )
    command = [sys.executable, "-c", TONES.format(body=body)]
    runs = (subprocess.run(command, capture_output=True, check=True) for _ in range(rounds))
    return [float(run.stdout) for run in runs]


def measured(rounds: int) -> list[Row]:
    """Every row of the table."""
    speaker, many = begun(), 10 * rounds
    try:
        return [
            ("a cue keeps the session", calls(speaker, many, time.perf_counter), 1.0),
            ("of it, processor time", calls(speaker, many, time.thread_time), 1.0),
            ("prepared cue, first sample", heard(speaker, rounds, prepared), 60.0),
            ("new text, first sample", heard(speaker, rounds, fresh), 150.0),
            ("all nine tones made", tones(9), 15.0),
        ]
    finally:
        speaker.close()


def prepared(number: int) -> str:
    """A text that the speaker has ready."""
    return PREPARED[number % len(PREPARED)]


def fresh(number: int) -> str:
    """A text it has never heard of, of some four seconds."""
    return f"Slow search {number}. Keep to the outer third. Left side."


def table(rows: list[Row]) -> str:
    """Median, 99th percentile and maximum, in milliseconds, beside the goal."""
    lines = ["| what | median | 99th | most | goal |", "| --- | --- | --- | --- | --- |"]
    for name, values, goal in rows:
        high = sorted(values)[min(len(values) - 1, len(values) * 99 // 100)]
        middle = statistics.median(values)
        lines.append(f"| {name} | {middle:.2f} | {high:.2f} | {max(values):.2f} | {goal:g} ms |")
    return "\n".join(lines)


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=40)
    rounds = parser.parse_args().rounds
    if not (find_spec("hibari") and find_spec("miniaudio")):
        sys.exit("The extra is not installed. Run: pip install 'sciacoach[voice]'")
    machine = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    print(f"{machine}; milliseconds.\n\n{table(measured(rounds))}")


if __name__ == "__main__":
    main()
