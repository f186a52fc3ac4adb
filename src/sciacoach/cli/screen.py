"""`sciacoach screen`: the safety questions alone, and the verdict with its reasons."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sciacoach.cli.world import world_of

EXAMPLES = (
    "Examples:\n\nsciacoach screen\n\n"
    "sciacoach screen --answers answers.yaml --json\n\n"
    'sciacoach screen --cleared "Dr. Lee: may go on" --on 2026-11-22'
)


class Set(StrEnum):
    """The sets of questions, as the option names them."""

    FULL = "full"
    WEEKLY = "weekly"
    DAILY = "daily"


@dataclass(frozen=True, slots=True)
class ScreenOptions:
    """What was asked for. None: not said."""

    questions: bool
    set: Set | None
    answers: Path | None
    as_json: bool
    cleared: str | None
    on: str | None
    items: str | None
    withdraw: bool
    new_spell: bool


def register(app: typer.Typer) -> None:
    """Add the command to the tree."""
    app.command("screen", epilog=EXAMPLES)(screen)


def screen(
    ctx: typer.Context,
    questions: Annotated[
        bool, typer.Option("--questions", help="Show the questions, ask nothing.")
    ] = False,
    set_: Annotated[
        Set | None, typer.Option("--set", help="This set instead of the one that is due.")
    ] = None,
    answers: Annotated[Path | None, typer.Option(help="Take the answers from a file.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object for scripts.")] = False,
    cleared: Annotated[
        str | None, typer.Option(help="Which clinician cleared it, and what they said.")
    ] = None,
    on: Annotated[str | None, typer.Option(help="The day they said it, like 2026-11-22.")] = None,
    items: Annotated[
        str | None, typer.Option(help="Which items, like RF20,RF21. Without it: all.")
    ] = None,
    withdraw: Annotated[
        bool, typer.Option("--withdraw", help="Take back the answers of the last ten minutes.")
    ] = False,
    new_spell: Annotated[
        bool, typer.Option("--new-spell", help="A new spell of pain began: ask everything again.")
    ] = False,
) -> None:
    """Answer the safety questions and see what may be started."""
    from sciacoach.cli.screen_work import run_screen

    options = ScreenOptions(
        questions, set_, answers, as_json, cleared, on, items, withdraw, new_spell
    )
    raise typer.Exit(run_screen(world_of(ctx), options))
