"""Each rung tried for real, one at a time: does a sound come, and if not, why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from sciacoach import data
from sciacoach.audio.ladder import Choice, Environment, Rung, ladder
from sciacoach.audio.messages import Setup
from sciacoach.audio.process import Spawn
from sciacoach.audio.speaker import Speaker, setup_of
from sciacoach.audio.tones import Tone

MOST_S = 12.0
"""A rung that has not come to its end by then does not work."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A rung, whether it sounded, and what was told of it. `alone`: it played by itself, and
    nobody but a listener knows whether anything came out."""

    rung: str
    works: bool
    lines: tuple[str, ...] = ()
    alone: bool = False


def sample() -> str:
    """A short text to try a voice with; the recorded pack has it too."""
    return str(data.json_file("audio.json")["sample"])


def tried(setup: Setup, rung: Rung, spawn: Spawn, clock: Callable[[], float]) -> Tried:
    """Say the sample with this voice alone, to its end."""
    speaker = Speaker(replace(setup, rungs=(str(rung),), late_s=MOST_S), spawn, clock)
    try:
        works, lines = _sounded(speaker, speaker.say(sample()), clock)
        alone = works and (rung is Rung.SPD_SAY or not speaker.player)
        return Tried(str(rung), works, lines, alone)
    finally:
        speaker.close()


def toned(setup: Setup, kind: Tone, spawn: Spawn, clock: Callable[[], float]) -> Tried:
    """Play one tone, to its end."""
    speaker = Speaker(replace(setup, rungs=()), spawn, clock)
    try:
        return Tried(str(kind), *_sounded(speaker, speaker.tone(kind), clock))
    finally:
        speaker.close()


def every(
    choice: Choice, environment: Environment, spawn: Spawn, clock: Callable[[], float]
) -> Iterator[Tried]:
    """Try every voice of the ladder, best first."""
    setup = setup_of(choice, environment)
    for rung in ladder(choice, environment):
        if str(rung) in setup.rungs:
            yield tried(setup, rung, spawn, clock)


def _sounded(
    speaker: Speaker, number: int, clock: Callable[[], float]
) -> tuple[bool, tuple[str, ...]]:
    """Whether order `number` came to its end, and the troubles on the way. These are taken at
    the end alone: taking them reads on, and what is told of the order would be lost."""
    until, works = clock() + MOST_S, number > 0
    while works and clock() < until:
        whats = [report.what for report in speaker.listen(0.1) if report.number == number]
        works = "unsaid" not in whats and (speaker.speaks or speaker.plays)
        if "done" in whats:
            return works, tuple(speaker.troubles())
    return False, tuple(speaker.troubles())
