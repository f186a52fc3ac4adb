"""What the commands of `sciacoach history` share, and some with those of other nouns."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from sciacoach.cli.world import World

if TYPE_CHECKING:
    from datetime import datetime

    from sciacoach.history.store import Store

Json = Annotated[bool, typer.Option("--json", help="One JSON object for scripts.")]


def examples(*lines: str) -> str:
    """The end of a help page."""
    return "Examples:\n\n" + "\n\n".join(lines)


def count_of(number: int) -> str:
    """`1 session`, `2 sessions`."""
    return f"{number} session" if number == 1 else f"{number} sessions"


def session_named(store: "Store", name: str) -> str:
    """The id that `name` means. Raises `Usage`, or `Failed` if there is no session at all."""
    from sciacoach.errors import Failed, Usage
    from sciacoach.text import clean, listed

    if name == "last":
        newest = store.newest(1)
        if newest:
            return newest[0].header.id
        raise Failed("There is no session yet.", "Your first one: sciacoach start")
    if not name.strip():
        raise Usage(
            "An id that is empty names no session.", "See the ids with: sciacoach history list"
        )
    found = store.find(name.strip().lower())
    if len(found) == 1:
        return found[0]
    if not found:
        raise Usage(
            f"No session has an id that begins with {clean(name, 60)!r}.",
            "See the ids with: sciacoach history list",
        )
    raise Usage(
        f"More than one id begins with {clean(name, 60)!r}.",
        f"Give more of it: {listed(found, 'or')}.",
    )


def moment_of(given: str, option: str, end_of_day: bool) -> "datetime | None":
    """A day or a time of the machine's zone, if it names no other. Raises `Usage`."""
    from datetime import datetime, timedelta

    from sciacoach.errors import Usage
    from sciacoach.text import clean

    if not given:
        return None
    try:
        found = datetime.fromisoformat(given)
        day = len(given) <= len("2026-11-22") and end_of_day
        return (found + timedelta(days=1) if day else found).astimezone()
    except (ValueError, OverflowError) as error:
        raise Usage(
            f"{option} may not be {clean(given, 60)!r}.",
            "Give a day such as 2026-11-22, or a time such as 2026-11-22T19:00.",
        ) from error


def say_all(world: World, lines: Iterable[str]) -> None:
    """Line by line."""
    for line in lines:
        world.say(line)
