"""`sciacoach` alone: a welcome the first time, afterwards the last session and what to type."""

import typer

from sciacoach.cli.world import World, world_of


def register(app: typer.Typer) -> None:
    """What is done when no command is named."""
    app.callback(invoke_without_command=True)(today)


def today(ctx: typer.Context) -> None:
    """A self-massage coach for one-sided sciatica, in the terminal.

    Not a medical device, no diagnosis, not yet reviewed by a clinician.
    """
    if ctx.invoked_subcommand is None:
        _tell(world_of(ctx))


def _tell(world: World) -> None:
    from sciacoach import data
    from sciacoach.history.store import open_store

    words = data.json_file("welcome.json")
    with open_store(world.paths, write=False) as store:
        found = [one for one in store.newest(20) if not one.header.rehearsal]
    if not found:
        for line in words["first"]:
            world.say(line)
        return
    last = found[0]
    when = last.header.started_at[:16].replace("T", " ")
    routine = last.header.routine
    world.say(words["last"].format(routine=routine.title, when=when, outcome=last.outcome))
    for line in words["next"]:
        world.say(line.format(routine=routine.id))
