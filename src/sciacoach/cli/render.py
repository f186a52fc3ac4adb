"""`sciacoach routine render`: the options, as typed values. What they lead to is in
`render_work.py`."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from sciacoach.cli.wished import Answers, AsJson, Gentle, Minutes, Routine, Side, SideName
from sciacoach.cli.world import world_of

EXAMPLES = (
    "Examples:\n\n"
    "sciacoach routine render piriformis -o piriformis.wav\n\n"
    "sciacoach routine render piriformis -o piriformis.wav --cues piriformis.txt --minutes 6"
)


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """What was asked for. None: not said, so the settings or the defaults hold."""

    routine: str
    output: Path
    cues: Path | None
    side: SideName | None
    minutes: float | None
    gentle: bool
    answers: Path | None
    force: bool
    as_json: bool


def register(app: typer.Typer) -> None:
    """Add the command to the routine noun."""
    app.command("render", epilog=EXAMPLES)(render)


def render(
    ctx: typer.Context,
    routine: Routine,
    output: Annotated[Path, typer.Option("--output", "-o", help="The sound file: a name.wav.")],
    cues: Annotated[
        Path | None,
        typer.Option(
            "--cues", help="Also write the cues and their times as text; - for the output."
        ),
    ] = None,
    side: Side = None,
    minutes: Minutes = None,
    gentle: Gentle = False,
    answers: Answers = None,
    force: Annotated[bool, typer.Option("--force", help="Write over them.")] = False,
    as_json: AsJson = False,
) -> None:
    """Make one sound file of the whole guided session, fitted to your answers."""
    from sciacoach.cli.render_work import run_render

    options = RenderOptions(routine, output, cues, side, minutes, gentle, answers, force, as_json)
    raise typer.Exit(run_render(world_of(ctx), options))
