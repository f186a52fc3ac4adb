"""`sciacoach history`: what was really done; out to other programs and in again."""

from typing import Annotated

import typer

from sciacoach.cli import history_care, history_files, history_replay
from sciacoach.cli.history_parts import Json, examples, say_all, session_named
from sciacoach.cli.world import world_of

app = typer.Typer(help="What was really done.", no_args_is_help=True)


@app.command(
    "list", epilog=examples("sciacoach history list", "sciacoach history list --limit 5 --json")
)
def list_(
    ctx: typer.Context,
    as_json: Json = False,
    limit: Annotated[int, typer.Option(min=1, max=1_000_000, help="How many at most.")] = 20,
) -> None:
    """List the newest sessions."""
    from sciacoach.history.listing import lines, newest
    from sciacoach.history.opening import opened

    world = world_of(ctx)
    with opened(world.paths, write=False) as database:
        found = newest(database, limit + 1)
        told = [] if as_json else list(lines(found[:limit]))
    if as_json:
        world.say_json({"sessions": [one.json() for one in found[:limit]]})
    elif not found:
        world.say("Nothing here yet. Your first session: sciacoach start")
    else:
        say_all(world, told)
        if len(found) > limit:
            world.say(f"There are more: sciacoach history list --limit {limit * 5}")


@app.command(
    epilog=examples("sciacoach history show last", "sciacoach history show 019aab3c-52f1 --json")
)
def show(
    ctx: typer.Context,
    session: Annotated[str, typer.Argument(help="An id, its beginning, or last.")] = "last",
    as_json: Json = False,
) -> None:
    """Show one session, step by step."""
    from sciacoach.history.store import open_store
    from sciacoach.screening.rows import read_log

    world = world_of(ctx)
    with open_store(world.paths, write=False) as store:
        record = store.session(session_named(store, session))
        log = () if as_json else read_log(store.screen_log())
    assert record is not None
    if as_json:
        from sciacoach.history.records import session_json

        world.say_json(session_json(record))
    else:
        from sciacoach.history.words import whole

        say_all(world, whole(record, log))


app.add_typer(history_files.app)
app.add_typer(history_care.app)
app.add_typer(history_replay.app)
