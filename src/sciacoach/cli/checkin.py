"""`sciacoach checkin`: how it was the next morning; a pain reading on any day."""

from pathlib import Path
from typing import Annotated

import typer

from sciacoach.cli.world import world_of

EXAMPLES = (
    "Examples:\n\nsciacoach checkin\n\n"
    "sciacoach checkin --touch\n\n"
    "sciacoach checkin --answers morning.yaml --json\n\n"
    "A file for --answers:\n\n"
    "morning: same\n\n"
    "lasting: no\n\n"
    "bruise: no\n\n"
    "growing: no\n\n"
    "calf: no\n\n"
    "breathless: no\n\n"
    "dark_urine: no\n\n"
    "weaker: no\n\n"
    "pain: {leg: 2, back: 1, lowest: none, tingling: 0, weakness: 0}\n\n"
    "touch: {equal: no, new: no, where: [calves]}\n\n"
    "A key that is missing is told with its question. growing and weaker are asked only "
    "where they matter, touch with --touch. On a day with nothing to tell about, pain is enough."
)


def register(app: typer.Typer) -> None:
    """Add the command to the tree."""
    app.command("checkin", epilog=EXAMPLES)(checkin)


def checkin(
    ctx: typer.Context,
    answers: Annotated[Path | None, typer.Option(help="Take the answers from a file.")] = None,
    touch: Annotated[
        bool, typer.Option("--touch", help="The touch test: does the skin feel the same?")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object for scripts.")] = False,
) -> None:
    """Tell how it was after the last session, or how the pain is today.

    Belongs to the last session with contact that is 6 hours to 14 days old.
    """
    from sciacoach.cli.checkin_work import run_checkin

    raise typer.Exit(run_checkin(world_of(ctx), answers, touch, as_json))
