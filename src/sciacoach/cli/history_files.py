"""`sciacoach history`: the history out to files, and in again."""

from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from sciacoach.cli.history_parts import Json, count_of, examples, moment_of
from sciacoach.cli.world import World, world_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from sciacoach.history.store import Store
    from sciacoach.screening.items import Item

app = typer.Typer()


@app.command(
    epilog=examples(
        "sciacoach history export --format csv -o sessions.csv",
        "sciacoach history export --since 2026-11-01 --no-notes > november.json",
    )
)
def export(
    ctx: typer.Context,
    form: Annotated[
        Literal["json", "jsonl", "csv"],
        typer.Option(
            "--format", help="json and jsonl can be imported again; csv is for a spreadsheet."
        ),
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
    from sciacoach.history.export import WITH_SAFETY, writer
    from sciacoach.history.safety import NOTHING
    from sciacoach.history.store import open_store

    world = world_of(ctx)
    begin, end = moment_of(since, "--since", False), moment_of(until, "--until", True)
    with (
        open_store(world.paths, write=False) as store,
        _opened(world, output, force) as write,
    ):
        part = store.safety(begin, end) if form in WITH_SAFETY else NOTHING
        for piece in writer(form, part, notes)(store.sessions(begin, end), notes):
            write(piece)


@app.command(
    "import",
    epilog=examples(
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
    from sciacoach.text import listed

    world = world_of(ctx)
    raw = _read(world, file)
    with open_store(world.paths) as store:
        done = import_json(store, "standard input" if file == "-" else file, raw)
        locks = _locked_now(world, store) if done.screens else ()
    if as_json:
        counts = {"new": done.new, "already": done.already, "running": done.running}
        safety = {"readings": done.readings, "screens": done.screens, "locked": list(locks)}
        world.say_json({**counts, **safety, "ignored": list(done.ignored)})
        return
    world.say(f"{count_of(done.new)} added, {done.already} already here.")
    if done.running:
        world.tell(f"{count_of(done.running)} left out: still running when exported.")
    if done.ignored:
        world.tell(f"Not read by this version: {', '.join(done.ignored)}.")

    if done.screens:
        world.say("The safety answers of the file count here too: all questions are due next.")
    if locks:
        world.say(f"Locked now: {listed(locks)}. What for, and what stays open: sciacoach why")


@app.command(
    epilog=examples("sciacoach history backup", "sciacoach history backup -o /media/stick/h.db")
)
def backup(
    ctx: typer.Context,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", help="A new file; else the backups folder."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Copy the whole history as it is now; the newest five copies are kept."""
    from pathlib import Path

    from sciacoach.errors import Failed
    from sciacoach.history.backups import back_up
    from sciacoach.history.opening import opened
    from sciacoach.text import clean

    world = world_of(ctx)
    target = None if output is None else Path(output).absolute()
    if target is not None:
        _must_be_new(target)
    if not world.paths.history.exists():
        raise Failed("There is no history to copy yet.", "Your first session: sciacoach start")
    with opened(world.paths, write=False) as database:
        if target is None:
            target = back_up(database, world.paths, world.clock.now())
        else:
            database.back_up(target)
    shown = clean(str(target), 400)
    if as_json:
        world.say_json({"path": shown})
    else:
        world.say(f"A whole copy is in {shown}")


def _locked_now(world: World, store: "Store") -> tuple[str, ...]:
    """What is locked, by the ids that a clearing takes; a private item is not named."""
    from sciacoach.cli.clearing import current
    from sciacoach.screening.catalogue import catalogue
    from sciacoach.screening.clear import locked

    now = world.clock.now()
    names = locked(current(store, now).standing, now)
    return tuple(dict.fromkeys(_shown(name, catalogue().by_id) for name in names))


def _shown(name: str, items: "Mapping[str, Item]") -> str:
    from sciacoach.screening.clearance import PRIVATE_LABEL

    return PRIVATE_LABEL if name in items and items[name].private else name


def _must_be_new(path: "Path") -> None:
    from sciacoach.errors import Failed
    from sciacoach.text import clean

    place = clean(str(path), 400)
    if path.is_symlink() or path.exists():
        raise Failed(f"{place}: this file is there already.", "Name a new file.")
    if not path.parent.is_dir():
        raise Failed(f"{place}: there is no such folder.", "Make the folder, or name another.")


@contextmanager
def _opened(world: World, output: str | None, force: bool) -> "Iterator[Callable[[str], object]]":
    """Writes to standard output, or to a new file that is the owner's alone; both UTF-8.
    Raises `Failed`."""
    if output is None or output == "-":
        yield _to_stdout(world)
        return
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
    with private_file(path.absolute()) as file:
        yield file.write


def _to_stdout(world: World) -> "Callable[[str], object]":
    from sciacoach.cli.world import Nowhere
    from sciacoach.errors import Failed

    if isinstance(world.stdout, Nowhere):
        raise Failed("Standard output is closed: there is nowhere to write.", "Add: -o FILE")
    world.stdout.flush()
    return world.send


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
        stream = getattr(world.stdin, "buffer", world.stdin)
        read = stream.read(MOST_BYTES + 1)
        found = read if len(read) <= MOST_BYTES else None
    else:
        found = read_plain(Path(file), MOST_BYTES)
    if found is None:
        raise Usage(
            f"{clean(file, 400)}: more than {MOST_BYTES // 2**20} MiB.",
            "Export in parts with --since and --until, and import those.",
        )
    return found
