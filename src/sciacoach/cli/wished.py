"""The options that say how a routine is wished for: the same for a session, a preview and a
sound file."""

import math
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


def finite(value: float | None) -> float | None:
    """A number that is one: `nan` passes every comparison with a bound."""
    if value is not None and not math.isfinite(value):
        raise typer.BadParameter("give a plain number, like 6")
    return value


class SideName(StrEnum):
    """Which side a session works on."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


Routine = Annotated[str, typer.Argument(help="A routine's id, or a file.")]
Side = Annotated[SideName | None, typer.Option(help="Work on one side only.")]
Minutes = Annotated[
    float | None,
    typer.Option(min=1, max=60, callback=finite, help="Shorten it to so many minutes."),
]
Gentle = Annotated[bool, typer.Option("--gentle", help="Half of the pressing time.")]
Answers = Annotated[
    Path | None, typer.Option(help="A file with the answers to the safety questions.")
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object for scripts.")]
