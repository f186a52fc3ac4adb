"""`sciacoach start`: the options, as typed values. What they lead to is in `starting.py`."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sciacoach.cli.wished import Answers, Gentle, Minutes, Side, SideName, finite
from sciacoach.cli.world import world_of

EXAMPLES = (
    "Examples:\n\n"
    "sciacoach start piriformis\n\n"
    "sciacoach start piriformis --speed 20   (a rehearsal: fast, never counted)"
)


class FaceName(StrEnum):
    """How a session is shown."""

    SCREEN = "screen"
    PLAIN = "plain"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class StartOptions:
    """What was asked for. None: not said, so the settings or the defaults hold."""

    routine: str | None
    face: FaceName | None
    voice: bool | None
    sound: bool | None
    hands_free: bool | None
    side: SideName | None
    minutes: float | None
    gentle: bool
    answers: Path | None
    speed: float | None
    yes: bool
    resume: bool


def register(app: typer.Typer) -> None:
    """Add the command to the tree."""
    app.command("start", epilog=EXAMPLES)(start)


def start(
    ctx: typer.Context,
    routine: Annotated[
        str | None, typer.Argument(help="A routine's id, or a file. Without it you may pick one.")
    ] = None,
    face: Annotated[FaceName | None, typer.Option(help="How the session is shown.")] = None,
    voice: Annotated[
        bool | None, typer.Option("--voice/--no-voice", help="Speak the steps.")
    ] = None,
    sound: Annotated[
        bool | None, typer.Option("--sound/--no-sound", help="Sound the bell at each change.")
    ] = None,
    hands_free: Annotated[
        bool | None,
        typer.Option("--hands-free/--no-hands-free", help="Waiting steps go on by themselves."),
    ] = None,
    side: Side = None,
    minutes: Minutes = None,
    gentle: Gentle = False,
    answers: Answers = None,
    speed: Annotated[
        float | None,
        typer.Option(
            min=5,
            max=1000,
            callback=finite,
            help="A rehearsal: so many times as fast, never counted.",
        ),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Take a gentler routine without asking, if offered one.")
    ] = False,
    resume: Annotated[
        bool,
        typer.Option("--resume", help="Go on with a session that was cut off in the last hour."),
    ] = False,
) -> None:
    """Answer the safety questions and be led through a session."""
    from sciacoach.cli.starting import start_session

    options = StartOptions(
        routine, face, voice, sound, hands_free, side, minutes, gentle, answers, speed, yes, resume
    )
    raise typer.Exit(start_session(world_of(ctx), options))
