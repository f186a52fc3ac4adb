"""`sciacoach` alone: a welcome the first time, afterwards what is due and what to type."""

from typing import Annotated

import typer

from sciacoach.cli.world import world_of


def register(app: typer.Typer) -> None:
    """What is done when no command is named."""
    app.callback(invoke_without_command=True)(today)


def today(
    ctx: typer.Context,
    as_json: Annotated[
        bool, typer.Option("--json", help="Without a command: today as one JSON object.")
    ] = False,
) -> None:
    """A self-massage coach for one-sided sciatica, in the terminal.

    Not a medical device, no diagnosis, not yet reviewed by a clinician.
    """
    if ctx.invoked_subcommand is None:
        from sciacoach.cli.today_work import tell_today

        tell_today(world_of(ctx), as_json)
    elif as_json:
        from sciacoach.errors import Usage

        raise Usage("--json stands before the command.", "Write it behind the command.")
