"""`sciacoach history`: what it adds up to, whether it is whole, and deleting for good."""

from typing import TYPE_CHECKING, Annotated

import typer

from sciacoach.cli.history_parts import (
    Json,
    count_of,
    examples,
    moment_of,
    say_all,
    session_named,
)
from sciacoach.cli.world import World, world_of

if TYPE_CHECKING:
    from sciacoach.history.deleting import Chosen

app = typer.Typer()

WORD = "delete"
"""What has to be typed before anything is deleted."""


@app.command(epilog=examples("sciacoach history stats", "sciacoach history stats --json"))
def stats(ctx: typer.Context, as_json: Json = False) -> None:
    """Sessions, minutes and contact of the last 7 and 28 days, for each region and side."""
    from sciacoach.history.opening import opened
    from sciacoach.history.stats import lines, totals

    world = world_of(ctx)
    with opened(world.paths, write=False) as database:
        found = totals(database, world.clock.now())
    if as_json:
        world.say_json({"periods": [one.json() for one in found]})
    else:
        say_all(world, lines(found))


@app.command(epilog=examples("sciacoach history verify", "sciacoach history verify --json"))
def verify(ctx: typer.Context, as_json: Json = False) -> None:
    """Check that the history is whole: the file, its rows, and their sums."""
    from sciacoach.history.opening import opened
    from sciacoach.history.verify import faults

    world = world_of(ctx)
    with opened(world.paths, write=False) as database:
        sessions, found = faults(database)
    if as_json:
        world.say_json({"ok": not found, "sessions": sessions, "problems": list(found)})
    else:
        say_all(world, found or (f"The history is whole: {count_of(sessions)}.",))
    if found:
        world.tell("Keep a copy of the file. A good copy may be in the backups folder.")
        raise typer.Exit(1)


@app.command(
    epilog=examples(
        "sciacoach history delete 019aab3c-52f1", "sciacoach history delete --before 2026-06-01"
    )
)
def delete(
    ctx: typer.Context,
    sessions: Annotated[
        list[str] | None, typer.Argument(help="Ids, their beginnings, or last.")
    ] = None,
    before: Annotated[str, typer.Option(help="All that is older than this day or time.")] = "",
    everything: Annotated[bool, typer.Option("--all", help="All sessions and readings.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask. Needed in a script.")] = False,
    as_json: Json = False,
) -> None:
    """Delete sessions for good, also from the automatic backups.

    Locks and answers to the safety questions stay. What was pressed in the last seven days
    still counts for the limits, without a name.
    """
    from sciacoach.history.backups import forget
    from sciacoach.history.store import open_store

    world = world_of(ctx)
    _one_way(bool(sessions), bool(before), everything)
    end = moment_of(before, "--before", False)
    with open_store(world.paths) as store:
        ids = [session_named(store, name) for name in sessions or ()]
        chosen = store.choose(ids, end, everything)
        if chosen and not yes:
            _confirm(world, chosen)
        now = world.clock.now()
        left = store.delete(chosen, now) if chosen else 0
        _forget_state(world, everything or end is not None)
        copies = forget(world.paths) if chosen or everything else 0
        if copies:
            store.back_up(world.paths, now)
    counts = {"sessions": len(chosen.sessions), "readings": len(chosen.readings)}
    if as_json:
        world.say_json({"deleted": counts, "still_counted": left, "backups_replaced": copies})
    else:
        _tell(world, chosen, left, copies)


def _one_way(sessions: bool, before: bool, everything: bool) -> None:
    from sciacoach.errors import Usage

    if sessions + before + everything != 1:
        raise Usage(
            "Say what to delete: sessions, or --before DATE, or --all; one of them.",
            "See the ids with: sciacoach history list",
        )


def _confirm(world: World, chosen: "Chosen") -> None:
    """Show the count and ask for a word. Raises `Usage` where nobody can be asked, `Failed`
    for any other word."""
    from sciacoach.cli.asking import Asker
    from sciacoach.errors import Failed, Usage

    told = f"This deletes for good: {_told(chosen)}."
    if not world.asks:
        raise Usage(told, "Nobody can be asked here. To go on, add: --yes")
    world.say(told)
    try:
        answer = Asker(world)(f"Type {WORD} to go on: ")
    except EOFError:
        answer = ""
    if answer.strip().lower() != WORD:
        raise Failed("Nothing was deleted.", f"To delete, type the word {WORD}.")


def _told(chosen: "Chosen") -> str:
    from sciacoach.history.listing import local

    readings = len(chosen.readings)
    parts = [count_of(len(chosen.sessions))]
    if chosen.first and chosen.last:
        days = list(dict.fromkeys(f"{local(at):%Y-%m-%d}" for at in (chosen.first, chosen.last)))
        parts[0] += f" ({' to '.join(days)})"
    if readings:
        parts.append("1 reading of a day" if readings == 1 else f"{readings} readings of a day")
    return " and ".join(parts)


def _forget_state(world: World, many: bool) -> None:
    """What else may speak of deleted sessions: the last refusal, and the log of a bug."""
    if many:
        for name in ("last_refusal.json", "bug.log"):
            (world.paths.state / name).unlink(missing_ok=True)


def _tell(world: World, chosen: "Chosen", left: int, copies: int) -> None:
    if not chosen:
        world.say("There is nothing to delete.")
    else:
        world.say(f"Deleted: {_told(chosen)}.")
    if left:
        world.say(f"Of {count_of(left)} the limits still count what was pressed, without a name.")
    if copies:
        world.say("The automatic backups were replaced by a new one, without what was deleted.")
    if chosen:
        world.say("Copies and exports that you made yourself are as they were.")
        world.say("Locks and answers to the safety questions stay: see sciacoach why")
