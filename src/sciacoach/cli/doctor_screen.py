"""What `doctor` sees of the terminal: size, colours, characters."""

import shutil

from sciacoach.cli.world import World
from sciacoach.dialogs.doctor_page import Check, said
from sciacoach.faces.screen.look import Look, look_for

LEAST_COLUMNS, LEAST_ROWS = 40, 10
"""The smallest window that the live screen reads well in."""


def terminal(world: World) -> Check:
    """Whether there is one, and its size."""
    if not world.stdout.isatty():
        return said("terminal", "none")
    size, term = shutil.get_terminal_size(), world.env.get("TERM", "")
    if term == "dumb":
        return said("terminal", "dumb", term=term)
    small = size.columns < LEAST_COLUMNS or size.lines < LEAST_ROWS
    return said(
        "terminal",
        "small" if small else "good",
        columns=size.columns,
        rows=size.lines,
        term=term or "-",
        least_columns=LEAST_COLUMNS,
        least_rows=LEAST_ROWS,
    )


def colours(world: World) -> Check:
    """How many colours may be used."""
    return said("colours", str(int(_look(world).colours)))


def characters(world: World) -> Check:
    """Whether more than ASCII can be shown."""
    case = "unicode" if _look(world).unicode else "ascii"
    return said("characters", case, encoding=_encoding(world) or "-")


def _look(world: World) -> Look:
    return look_for(world.env, world.stdout.isatty(), _encoding(world))


def _encoding(world: World) -> str | None:
    found = getattr(world.stdout, "encoding", None)
    return found if isinstance(found, str) else None
