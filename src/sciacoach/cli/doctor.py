"""`sciacoach doctor`: the options. What they lead to is in `doctor_work.py`."""

from typing import Annotated

import typer

from sciacoach.cli.world import world_of

EXAMPLES = "Examples:\n\nsciacoach doctor\n\nsciacoach doctor --no-sound --json"


def register(app: typer.Typer) -> None:
    """Add the command to the tree."""
    app.command("doctor", epilog=EXAMPLES)(doctor)


def doctor(
    ctx: typer.Context,
    no_sound: Annotated[bool, typer.Option("--no-sound", help="Play and speak nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object for scripts.")] = False,
) -> None:
    """Try voice, sound, screen, folders and database for real, and tell what to do.

    It ends with 0 where nothing is bad, and with 1 otherwise.
    """
    from sciacoach.cli.doctor_work import run_doctor

    raise typer.Exit(run_doctor(world_of(ctx), as_json=as_json, sound=not no_sound))
