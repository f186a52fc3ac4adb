"""`sciacoach preview`: the options, as typed values. What they lead to is in
`preview_work.py`."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from sciacoach.cli.wished import Answers, AsJson, Gentle, Minutes, Routine, Side, SideName
from sciacoach.cli.world import world_of

EXAMPLES = (
    "Examples:\n\nsciacoach preview piriformis\n\nsciacoach preview piriformis --speak\n\n"
    "sciacoach preview piriformis --minutes 6 --json"
)


@dataclass(frozen=True, slots=True)
class PreviewOptions:
    """What was asked for. None: not said, so the settings or the defaults hold."""

    routine: str
    side: SideName | None
    minutes: float | None
    gentle: bool
    answers: Path | None
    as_json: bool
    speak: bool


def register(app: typer.Typer) -> None:
    """Add the command to the tree."""
    app.command("preview", epilog=EXAMPLES)(preview)


def preview(
    ctx: typer.Context,
    routine: Routine,
    side: Side = None,
    minutes: Minutes = None,
    gentle: Gentle = False,
    answers: Answers = None,
    as_json: AsJson = False,
    speak: Annotated[bool, typer.Option("--speak", help="Read the cues aloud instead.")] = False,
) -> None:
    """Show the whole timeline of a routine, and its totals beside the limits."""
    from sciacoach.cli.preview_work import run_preview

    options = PreviewOptions(routine, side, minutes, gentle, answers, as_json, speak)
    raise typer.Exit(run_preview(world_of(ctx), options))
