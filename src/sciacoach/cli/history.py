"""`sciacoach history`: what was really done; out to other programs and in again."""

from collections.abc import Iterable
from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from sciacoach.cli.world import World, world_of

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from datetime import datetime
    from pathlib import Path
    from typing import TextIO

    from sciacoach.history.store import Store

app = typer.Typer(help="What was really done.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="One JSON object for scripts.")]


def _examples(*lines: str) -> str:
    return "Examples:\n\n" + "\n\n".join(lines)


@app.command(
    "list", epilog=_examples("sciacoach history list", "sciacoach history list --limit 5 --json")
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
        _json(world, {"sessions": [one.json() for one in found[:limit]]})
    elif not found:
        world.say("Nothing here yet. Your first session: sciacoach start")
    else:
        _say_all(world, told)
        if len(found) > limit:
            world.say(f"There are more: sciacoach history list --limit {limit * 5}")


@app.command(
    epilog=_examples("sciacoach history show last", "sciacoach history show 019aab3c-52f1 --json")
)
def show(
    ctx: typer.Context,
    session: Annotated[str, typer.Argument(help="An id, its beginning, or last.")] = "last",
    as_json: Json = False,
) -> None:
    """Show one session, step by step."""
    from sciacoach.history.store import open_store

    world = world_of(ctx)
    with open_store(world.paths, write=False) as store:
        record = store.session(_found(store, session))
    assert record is not None
    if as_json:
        from sciacoach.history.records import session_json

        _json(world, session_json(record))
    else:
        from sciacoach.history.words import whole

        _say_all(world, whole(record))


@app.command(
    epilog=_examples(
        "sciacoach history export --format csv -o sessions.csv",
        "sciacoach history export --since 2026-11-01 --no-notes > november.json",
    )
)
def export(
    ctx: typer.Context,
    form: Annotated[
        Literal["json", "csv"],
        typer.Option("--format", help="json can be imported again; csv is for a spreadsheet."),
    ] = "json",
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", help="A file; else standard output."),
    ] = None,
    since: Annotated[str, typer.Option(help="From this day or time on.")] = "",
    until: Annotated[str, typer.Option(help="Up to this day, its end included, or time.")] = "",
    notes: Annotated[bool, typer.Option("--notes/--no-notes", help="Free notes too.")] = True,
    force: Annotated[bool, typer.Option("--force", help="Write over a file.")] = False,
) -> None:
    """Write sessions out, oldest first, rehearsals marked as such."""
    from sciacoach.history.export import writer
    from sciacoach.history.store import open_store

    world = world_of(ctx)
    begin, end = _moment(since, "--since", False), _moment(until, "--until", True)
    with (
        open_store(world.paths, write=False) as store,
        _opened(world, output, force) as out,
    ):
        for piece in writer(form)(store.sessions(begin, end), notes):
            out.write(piece)


@app.command(
    "import",
    epilog=_examples(
        "sciacoach history import november.json",
        "ssh laptop sciacoach history export | sciacoach history import -",
    ),
)
def import_(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(help="A file of history export, - for standard input.")],
    as_json: Json = False,
) -> None:
    """Add sessions from a file; the same session is never there twice."""
    from sciacoach.history.import_ import import_json
    from sciacoach.history.store import open_store

    world = world_of(ctx)
    raw = _read(world, file)
    with open_store(world.paths) as store:
        done = import_json(store, "standard input" if file == "-" else file, raw)
    if as_json:
        counts = {"new": done.new, "already": done.already, "running": done.running}
        _json(world, {**counts, "ignored": list(done.ignored)})
        return
    world.say(f"{_count(done.new)} added, {done.already} already here.")
    if done.running:
        world.tell(f"{_count(done.running)} left out: still running when exported.")
    if done.ignored:
        world.tell(f"Not read by this version: {', '.join(done.ignored)}.")


def _count(number: int) -> str:
    return f"{number} session" if number == 1 else f"{number} sessions"


def _found(store: "Store", name: str) -> str:
    """The id that `name` means. Raises `Usage`, or `Failed` if there is no session at all."""
    from sciacoach.errors import Failed, Usage
    from sciacoach.text import clean, listed

    if name == "last":
        newest = store.newest(1)
        if newest:
            return newest[0].header.id
        raise Failed("There is no session yet.", "Your first one: sciacoach start")
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


def _moment(given: str, option: str, end_of_day: bool) -> "datetime | None":
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


def _opened(world: World, output: str | None, force: bool) -> "AbstractContextManager[TextIO]":
    """Standard output, or a new file that is the owner's alone. Raises `Failed`."""
    if output is None or output == "-":
        return nullcontext(world.stdout)
    from pathlib import Path

    from sciacoach.errors import Failed
    from sciacoach.paths import private_file
    from sciacoach.text import clean

    path = Path(output)
    if path.is_symlink() or path.exists():
        _may_be_replaced(path, force)
    if not path.absolute().parent.is_dir():
        raise Failed(
            f"{clean(output, 400)}: there is no such folder.", "Make the folder, or name another."
        )
    return private_file(path.absolute())


def _may_be_replaced(path: "Path", force: bool) -> None:
    from sciacoach.errors import Failed
    from sciacoach.text import clean

    place = clean(str(path), 400)
    if path.is_symlink() or not path.is_file():
        raise Failed(f"{place}: this is not a plain file.", "Name another file.")
    if not force:
        raise Failed(f"{place}: this file is there already.", "Write over it with --force.")


def _read(world: World, file: str) -> bytes | str:
    from pathlib import Path

    from sciacoach.errors import Usage
    from sciacoach.history.import_ import MOST_BYTES
    from sciacoach.paths import read_plain
    from sciacoach.text import clean

    found: bytes | str | None
    if file == "-":
        read = world.stdin.read(MOST_BYTES + 1)
        found = read if len(read) <= MOST_BYTES else None
    else:
        found = read_plain(Path(file), MOST_BYTES)
    if found is None:
        raise Usage(
            f"{clean(file, 400)}: more than {MOST_BYTES // 2**20} MiB.",
            "Export in parts with --since and --until, and import those.",
        )
    return found


def _say_all(world: World, lines: Iterable[str]) -> None:
    for line in lines:
        world.say(line)


def _json(world: World, body: dict[str, object]) -> None:
    import json

    world.say(json.dumps({"sciacoach": 1, **body}, allow_nan=False))
