"""`sciacoach history replay`: a session played again from what was kept of it."""

from typing import TYPE_CHECKING, Annotated

import typer

from sciacoach.cli.history_parts import examples, session_named
from sciacoach.cli.world import World, world_of

if TYPE_CHECKING:
    from sciacoach.history.records import SessionHeader
    from sciacoach.history.replaying import Replayed

app = typer.Typer()


@app.command(
    epilog=examples(
        "sciacoach history replay last", "sciacoach history replay 019aab3c-52f1 --json"
    )
)
def replay(
    ctx: typer.Context,
    session: Annotated[str, typer.Argument(help="An id, its beginning, or last.")] = "last",
    as_json: Annotated[
        bool, typer.Option("--json", help="The events for scripts, one JSON object a line.")
    ] = False,
) -> None:
    """Play a session again from its stored plan and commands, and compare.

    The same events come out, and what they say is held against what was kept. Nothing is
    written, and nobody needs to be on a ball.
    """
    from sciacoach.history.replaying import replay as played
    from sciacoach.history.store import open_store

    world = world_of(ctx)
    with open_store(world.paths, write=False) as store:
        record = store.session(session_named(store, session))
    assert record is not None
    found = played(record)
    _show(world, found, as_json)
    _compare(world, found, record.header, as_json)


def _show(world: World, found: "Replayed", as_json: bool) -> None:
    """Every event, as the face of that kind says it. They have no wall time any more."""
    if as_json:
        import json

        for event in found.events:
            world.write(json.dumps(event.body(), allow_nan=False) + "\n")
        return
    from sciacoach.faces import Stamped
    from sciacoach.faces.plain import PlainFace

    face = PlainFace(world.stdout, keys=False, width=world.width)
    for event in found.events:
        face.show(Stamped(event, "", 0.0))


def _compare(world: World, found: "Replayed", head: "SessionHeader", as_json: bool) -> None:
    """Say whether it is the same; beside JSON on standard error. Raises `Failed`."""
    from sciacoach.errors import Failed
    from sciacoach.text import clean

    tell = world.tell if as_json else world.say
    if found.killed:
        tell("This session broke off. It was played up to the last second that was kept.")
    if found.differs:
        raise Failed(
            f"Not the same. The first difference is in {clean(found.differs, 200)}.",
            f"It was played with sciacoach {clean(head.program, 60)};"
            " another version may play it in another way.",
        )
    tell("The same.")
