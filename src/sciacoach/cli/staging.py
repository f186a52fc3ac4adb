"""Who tells a session: the face that is seen, the voice that is heard, and the machine that
is kept awake meanwhile."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sciacoach.cli.start import FaceName
from sciacoach.cli.world import World
from sciacoach.coach.cards import cards_of
from sciacoach.history.store import Store
from sciacoach.session.words import word

if TYPE_CHECKING:
    from collections.abc import Callable

    from sciacoach.audio.speaker import Speaker
    from sciacoach.faces import Face
    from sciacoach.faces.voice import VoiceFace, Wanted
    from sciacoach.routine.layout import Turn
    from sciacoach.session.plan import Fitted


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a session is played: for whom, on which face, how fast. `speed` None: live.
    `heard` None: nothing is spoken or sounded. `coloured` False: none wished for."""

    world: World
    store: Store
    face: FaceName
    hands_free: bool
    speed: float | None
    asks: bool
    heard: "Heard | None" = None
    coloured: bool = True


@dataclass(frozen=True)
class Heard:
    """What speaks, and what is wished to be heard."""

    speaker: "Speaker"
    wanted: "Wanted"


def faces_for(stage: Stage, plan: "Fitted") -> "tuple[Face, VoiceFace | None]":
    """The face that is seen, and the voice if there is one."""
    seen, note = _seen(stage, plan)
    return seen, _voice(stage, plan, note) if stage.heard else None


def _seen(stage: Stage, plan: "Fitted") -> "tuple[Face, Callable[[str], None]]":
    """The face, and how it tells one line about the sound."""
    world = stage.world
    if stage.face is FaceName.JSON:
        from sciacoach.faces.jsonl import JsonFace

        return JsonFace(world.stdout), world.tell
    if stage.face is FaceName.SCREEN:
        from sciacoach.faces.screen import ScreenFace, look_for

        may_colour = stage.coloured and world.stdout.isatty()
        look = look_for(world.env, may_colour, getattr(world.stdout, "encoding", None))
        live = ScreenFace(
            world.stdout,
            _size,
            plan.title,
            cards_of(plan.turns),
            look,
            hands_free=stage.hands_free,
        )
        return live, live.note
    from sciacoach.faces.plain import PlainFace

    plain = PlainFace(
        world.stdout,
        [_note(turn) for turn in plan.turns],
        keys=stage.asks,
        hands_free=stage.hands_free,
        width=world.width,
    )
    return plain, plain.note


def _size() -> tuple[int, int]:
    found = shutil.get_terminal_size()
    return found.columns, found.lines


def _voice(stage: Stage, plan: "Fitted", note: "Callable[[str], None]") -> "VoiceFace":
    from sciacoach.faces.heard import Listener
    from sciacoach.faces.voice import VoiceFace

    assert stage.heard
    return VoiceFace(
        stage.heard.speaker,
        cards_of(plan.turns),
        stage.heard.wanted,
        Listener.HANDS_FREE if stage.hands_free else Listener.KEYS,
        tell=note,
        ring=lambda: _ring(stage.world),
    )


def _ring(world: World) -> None:
    """The bell of the terminal, where there is one."""
    if world.stdout.isatty():
        world.stdout.write("\a")
        world.stdout.flush()


def _note(turn: "Turn") -> str | None:
    """What to do at length; a breathing step with its breath, one that moves with its tempo."""
    parts = [turn.text]
    if turn.tempo:
        parts.insert(0, word("tempo", seconds=f"{turn.tempo:g}"))
    if turn.breath:
        into, out = turn.breath
        parts.append(word("breath", into=f"{into:g}", out=f"{out:g}"))
    return " ".join(filter(None, parts)) or None


@contextmanager
def kept_awake(stage: Stage) -> Iterator[None]:
    """The machine does not fall asleep while this holds. A rehearsal needs no such thing."""
    if stage.speed is not None or stage.world.spawn is None:
        yield
        return
    from sciacoach.audio.awake import wakeful
    from sciacoach.audio.probing import environment

    held = wakeful(environment())
    try:
        yield
    finally:
        held.close()
