"""Which voice speaks and what plays it: the rungs, best first. Pure.

A rung that is lost in a session is left for the next one; the last rung is always there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class Rung(StrEnum):
    """What words can be told with."""

    HIBARI = "hibari"
    SAY = "say"
    WINDOWS = "windows"
    SPD_SAY = "spd-say"
    ESPEAK_NG = "espeak-ng"
    PACK = "pack"
    BELL = "bell"
    NONE = "none"


SYSTEM = (Rung.SAY, Rung.WINDOWS, Rung.SPD_SAY, Rung.ESPEAK_NG)
"""The voices of the machine, each a program of its own."""

OWN_SOUND = frozenset({Rung.SPD_SAY, Rung.ESPEAK_NG})
"""Voices that can speak where nothing else plays."""

PROGRAMS = {
    Rung.SAY: "say",
    Rung.WINDOWS: "powershell",
    Rung.SPD_SAY: "spd-say",
    Rung.ESPEAK_NG: "espeak-ng",
}
PLATFORM = {Rung.SAY: "darwin", Rung.WINDOWS: "win32"}
"""Where a program of that name is the one we mean."""

DEVICE, WINSOUND = "miniaudio", "winsound"
PLAYERS = (DEVICE, "afplay", WINSOUND, "pw-play", "paplay", "aplay", "ffplay")
"""What can play a sound, best first: the sound card itself, then programs."""

_ANY_PLAYER = PLAYERS[-1]

VOICES = ("auto", "hibari", "system", "espeak-ng", "pack", "bell", "none")
"""What the preference `voice` may be."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the person wants. `rate` and `volume` are factors, 0.5 to 2.0 and 0.0 to 1.0;
    `name` is the voice's own name, empty for the usual one; `language` as in `en` or `de-AT`;
    `unheard` are rungs that were tried and that the person did not hear."""

    voice: str = "auto"
    rate: float = 1.0
    volume: float = 0.8
    name: str = ""
    language: str = "en"
    unheard: frozenset[Rung] = frozenset()


@dataclass(frozen=True, slots=True)
class Environment:
    """What the machine has: its platform as `sys.platform` names it, programs and modules."""

    platform: str
    programs: frozenset[str] = frozenset()
    modules: frozenset[str] = frozenset()
    card: bool = True
    """Whether there may be something to hear with; False only where it is known that there is
    no sound card and no sound server."""


def players(environment: Environment) -> tuple[str, ...]:
    """What can play here, best first."""
    have = environment.programs | environment.modules
    return tuple(name for name in PLAYERS if name in have)


def available(rung: Rung, environment: Environment) -> bool:
    """Whether the machine has what the rung needs; not whether it works."""
    if rung in (Rung.BELL, Rung.NONE):
        return True
    if rung in SYSTEM and not _has_program(rung, environment):
        return False
    if rung is Rung.HIBARI and "hibari" not in environment.modules:
        return False
    return bool(players(environment)) or (rung in OWN_SOUND and environment.card)


def ladder(choice: Choice, environment: Environment) -> tuple[Rung, ...]:
    """The rungs to stand on, best first: those wished for that are here, then what always is.

    With `none` there are no words, and with `bell` nothing but the bell; tones are another
    matter. A wish the machine cannot fill leads to the next rungs, not to silence. What the
    person did not hear is passed over, unless it is the one that was asked for by name, or
    nothing is left: then the volume may have been down.
    """
    if choice.voice == Rung.NONE:
        return (Rung.NONE,)
    rungs = [rung for rung in _wished(choice.voice) if available(rung, environment)]
    heard = [rung for rung in rungs if rung not in choice.unheard or rung == choice.voice]
    return (*(heard or rungs), Rung.BELL, Rung.NONE)


def for_a_file(choice: Choice, environment: Environment) -> tuple[Rung, ...]:
    """The voices that can be written to a file, best first: nothing has to play, and nothing
    has to be heard here."""
    here = replace(environment, programs=environment.programs | {_ANY_PLAYER})
    wish = replace(choice, unheard=frozenset())
    silent = (Rung.BELL, Rung.NONE, Rung.SPD_SAY)
    return tuple(rung for rung in ladder(wish, here) if rung not in silent)


def unfilled(choice: Choice, environment: Environment) -> Rung | None:
    """The rung that was asked for by name and is not here."""
    if choice.voice in ("auto", "system", "bell", "none"):
        return None
    rung = Rung(choice.voice)
    return None if available(rung, environment) else rung


def _wished(voice: str) -> Sequence[Rung]:
    if voice == "bell":
        return ()
    if voice == "pack":
        return (Rung.PACK,)
    if voice == "espeak-ng":
        return (Rung.ESPEAK_NG, Rung.PACK)
    if voice == "system":
        return (*SYSTEM, Rung.PACK)
    return (Rung.HIBARI, *SYSTEM, Rung.PACK)


def _has_program(rung: Rung, environment: Environment) -> bool:
    platform = PLATFORM.get(rung, environment.platform)
    return platform == environment.platform and PROGRAMS[rung] in environment.programs
