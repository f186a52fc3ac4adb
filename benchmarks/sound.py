"""Measure what a cue costs the session and how soon it is heard, on a sound card that is not
there (miniaudio's null device), with the voice of the extra.

    python benchmarks/sound.py
    python benchmarks/sound.py --rounds 200 --write

"Heard" is when the card asks for the first sample. A real card adds its own buffer: three
periods of 10 ms with most. The whole session that is made into a file is `piriformis`.
"""

import argparse
import io
import runpy
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

from results import keep, machine
from sciacoach.audio.engines.hibari import HibariEngine
from sciacoach.audio.ladder import Choice
from sciacoach.audio.probing import environment
from sciacoach.audio.process import spawn
from sciacoach.audio.speaker import Speaker, setup_of
from sciacoach.audio.studio import Studio
from sciacoach.audio.tones import Tone
from sciacoach.audio.track import write_track
from sciacoach.coach.cue_list import cue_list
from sciacoach.coach.recording import recorded

TOOLS = Path(__file__).resolve().parent.parent / "tools"
PREPARED = ("Three.", "Two.", "One.", "Ten seconds.", "Change to the left side.")
TONES = "from sciacoach.audio.tones import Tone, tone\n{body}"
RULE = "Come off at once, {n}. Move the ball a little up and out, and press half as much, {n}."


@dataclass(frozen=True)
class Row:
    """What was measured, in milliseconds, its goal, and what is held against the goal."""

    name: str
    values: list[float]
    goal: float
    by: str = "99th"

    @property
    def cells(self) -> dict[str, float]:
        """Median, 99th percentile and maximum."""
        high = sorted(self.values)[min(len(self.values) - 1, len(self.values) * 99 // 100)]
        return {"median": statistics.median(self.values), "99th": high, "most": max(self.values)}


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
    speaker.hush()  # words wait for a tone to end
    time.sleep(0.2)
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
    """Milliseconds to make all ten tones, each time in a new process."""
    body = (
        "import time; began = time.perf_counter()\n"
        "for kind in Tone: tone(kind)\n"
        "print((time.perf_counter() - began) * 1000)"
    )
    command = [sys.executable, "-c", TONES.format(body=body)]
    runs = (subprocess.run(command, capture_output=True, check=True) for _ in range(rounds))
    return [float(run.stdout) for run in runs]


def rendered(rounds: int) -> tuple[list[float], float]:
    """Milliseconds to make the sound of a whole session, voice and all from the start, and how
    long it lasts in milliseconds."""
    plan = runpy.run_path(str(TOOLS / "screenshots.py"))["plan"]()
    spent, length = [], plan.planned_s + 4.0
    for _ in range(rounds):
        began = time.perf_counter()
        studio = Studio([HibariEngine()])
        sounds = recorded(cue_list(plan), studio, length)
        write_track(io.BytesIO(), [one for cue in sounds for one in cue.placed], length)
        spent.append((time.perf_counter() - began) * 1000)
    return spent, length * 1000


def measured(rounds: int) -> list[Row]:
    """Every row of the table."""
    speaker, many = begun(), 10 * rounds
    try:
        rows = [
            Row("a cue keeps the session", calls(speaker, many, time.perf_counter), 1.0, "most"),
            Row("of it, processor time", calls(speaker, many, time.thread_time), 1.0, "most"),
            Row("prepared cue, first sample", heard(speaker, rounds, prepared), 60.0),
            Row("new text of 4 s, first sample", heard(speaker, rounds, fresh), 150.0),
            Row("new text of 7 s, first sample", heard(speaker, rounds, rule), 150.0),
        ]
    finally:
        speaker.close()
    made, length = rendered(3)
    rows.append(Row("all ten tones made", tones(9), 15.0, "median"))
    return [*rows, Row(f"a file of {length / 1000:.0f} s made", made, length / 10, "most")]


def prepared(number: int) -> str:
    """A text that the speaker has ready."""
    return PREPARED[number % len(PREPARED)]


def fresh(number: int) -> str:
    """A text of three sentences it has never heard of."""
    return f"Slow search {number}. Keep to the outer third, {number}. Left side, {number}."


def rule(number: int) -> str:
    """A longer one, like what a stop rule says."""
    return RULE.format(n=number)


def table(rows: list[Row]) -> str:
    """Median, 99th percentile and maximum, in milliseconds, beside the goal."""
    lines = ["| what | median | 99th | most | goal | |", "| --- | --- | --- | --- | --- | --- |"]
    for row in rows:
        cells = " | ".join(f"{cell:.2f}" for cell in row.cells.values())
        met = "met" if row.cells[row.by] <= row.goal else "missed"
        lines.append(f"| {row.name} | {cells} | {row.goal:g} ms ({row.by}) | {met} |")
    return "\n".join(lines)


def main() -> None:
    """Measure, print the table, and write it down if asked to."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--write", action="store_true", help="write benchmarks/results.md")
    options = parser.parse_args()
    if not (find_spec("hibari") and find_spec("miniaudio")):
        sys.exit("The extra is not installed. Run: pip install 'sciacoach[voice]'")
    text = (
        "# Sound\n\n"
        f"The voice of the extra on a sound card that is not there; {machine()}; milliseconds; "
        f"{options.rounds} rounds. Written by `python benchmarks/sound.py --write`.\n\n"
    )
    text += f"{table(measured(options.rounds))}\n"
    print(text)
    if options.write:
        keep(text)


if __name__ == "__main__":
    main()
