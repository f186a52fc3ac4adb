"""Measure how late the boundaries of a session come, in silence and with the voice.

    python benchmarks/boundaries.py
    python benchmarks/boundaries.py --rounds 3 --write

Steps of one second are played on the real clock by the coach's own loop, each announced. The
rounds with and without the voice alternate. The voice is the extra's on a sound card that is not
there (miniaudio's null device), else the recorded words. "Late" is the time from when a step was
due until the first face is told that it has begun.
"""

import argparse
import io
import runpy
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from results import keep, machine
from sciacoach.audio.ladder import Choice
from sciacoach.audio.probing import environment
from sciacoach.audio.process import spawn
from sciacoach.audio.speaker import Speaker, setup_of
from sciacoach.coach.cards import cards_of
from sciacoach.coach.clock import SystemClock
from sciacoach.coach.conduct import Conductor
from sciacoach.coach.inbox import StreamInbox
from sciacoach.faces import Face, Stamped, Still
from sciacoach.faces.heard import Listener
from sciacoach.faces.voice import VoiceFace, Wanted
from sciacoach.history.recorder import Recorder
from sciacoach.history.records import Mark
from sciacoach.session.events import Event, Moment, StepStarted
from sciacoach.session.machine import Session
from sciacoach.session.plan import Fitted

HERE = Path(__file__).resolve().parent
screenshots = runpy.run_path(str(HERE.parent / "tools" / "screenshots.py"))
"""The tool that fits a plan without a person."""

STEPS = 26
MOST_LATE_MS, MOST_CUE_MS = 5.0, 1.0


class Unkept(Recorder):
    """A record that keeps nothing: the disk is measured elsewhere."""

    def __init__(self) -> None:
        """Nothing to open."""

    def event(self, event: Event, at: str) -> None:
        """Let it go."""

    def mark(self, mark: Mark) -> None:
        """Let it go."""

    def command(self, t: float, line: str) -> None:
        """Let it go."""


@dataclass
class Watch(Still):
    """Takes down how late each step begins, in milliseconds."""

    began: float | None = None
    late: list[float] = field(default_factory=list)

    def show(self, stamped: Stamped) -> None:
        """One event, with the real time at which it came."""
        if self.began is None:
            self.began = stamped.mono
        event = stamped.event
        if isinstance(event, StepStarted) and event.due:
            self.late.append((stamped.mono - self.began - event.due) * 1000)


Spent = list[tuple[float, float]]
"""Real and processor milliseconds."""


class Timed(VoiceFace):
    """The voice face, with what each cue keeps the loop: the look at which it goes out."""

    spent: Spent

    def tick(self, moment: Moment) -> None:
        """One look; here the cue goes out."""
        said = bool(self._batch)
        real, worked = time.perf_counter(), time.thread_time()
        super().tick(moment)
        if said:
            row = ((time.perf_counter() - real) * 1000, (time.thread_time() - worked) * 1000)
            self.spent.append(row)


def plan() -> Fitted:
    """Short walks, one after the other."""
    found: Fitted = screenshots["plan"]()
    walk = found.turns[-1]
    turns = (replace(walk, seconds=1.0, cues=(), say=f"Step {n}.") for n in range(STEPS))
    return replace(found, turns=tuple(turns))


def voice() -> Speaker:
    """A voice that is loaded, on the null device."""
    speaker = Speaker(
        replace(setup_of(Choice(), environment()), null=True, late_s=20.0), spawn, time.monotonic
    )
    speaker.finish(speaker.say("Ready."), 20.0)
    return speaker


def played(fitted: Fitted, speaker: Speaker | None) -> tuple[list[float], Spent]:
    """The lateness of each step, and what the voice kept the loop."""
    watch, spent = Watch(), Spent()
    faces: list[Face] = [watch]
    if speaker:
        cards, wanted = cards_of(fitted.turns), Wanted()
        face = Timed(speaker, cards, wanted, Listener.HANDS_FREE, tell=print, ring=lambda: None)
        face.spent = spent
        faces.append(face)
    session = Session(fitted, "benchmark", hands_free=True)
    inbox = StreamInbox(io.StringIO(), on_terminal=False)
    Conductor(session, faces, Unkept(), inbox, SystemClock()).play()
    return watch.late, spent


def row(name: str, values: Sequence[float], goal: float) -> str:
    """Median, 99th percentile and maximum, in milliseconds, beside the goal for the 99th."""
    high = sorted(values)[min(len(values) - 1, len(values) * 99 // 100)]
    cells = (statistics.median(values), high, max(values))
    numbers = " | ".join(f"{cell:.2f}" for cell in cells)
    met = "met" if high <= goal else "missed"
    return f"| {name} | {len(values)} | {numbers} | {goal:g} ms | {met} |"


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--write", action="store_true", help="write benchmarks/results.md")
    options = parser.parse_args()
    fitted, silent, spoken, spent = plan(), list[float](), list[float](), Spent()
    speaker = voice()
    rung = speaker.rung
    try:
        for _ in range(options.rounds):
            silent += played(fitted, None)[0]
            late, kept = played(fitted, speaker)
            spoken, spent = spoken + late, spent + kept
    finally:
        speaker.close()
    lines = (
        "# The boundaries of a session\n",
        f"Rounds in silence and with the voice take turns; voice: {rung}; {machine()}; "
        "milliseconds. Written by `python benchmarks/boundaries.py --write`.\n",
        "| what | times | median | 99th | most | goal for the 99th | |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        row("a step begins late, in silence", silent, MOST_LATE_MS),
        row("a step begins late, with the voice", spoken, MOST_LATE_MS),
        row("a cue keeps the loop", [real for real, _ in spent], MOST_CUE_MS),
        row("of it, processor time", [worked for _, worked in spent], MOST_CUE_MS),
    )
    text = "\n".join((*lines, ""))
    print(text)
    if options.write:
        keep(text)


if __name__ == "__main__":
    main()
