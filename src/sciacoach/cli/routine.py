"""`sciacoach routine`: the library of routines, and the check of a file."""

from typing import TYPE_CHECKING, Annotated

import typer

from sciacoach.cli import render
from sciacoach.cli.history_parts import Json, examples
from sciacoach.cli.world import World, world_of

if TYPE_CHECKING:
    from sciacoach.routine.parse import Checked

app = typer.Typer(
    help="Routines: list them, look at one, check and add your own.", no_args_is_help=True
)

render.register(app)

Name = Annotated[str, typer.Argument(help="A routine's id, or the path of its file.")]


@app.command("list", epilog=examples("sciacoach routine list", "sciacoach routine list --json"))
def list_(ctx: typer.Context, as_json: Json = False) -> None:
    """List all routines: built-in ones and your own."""
    from sciacoach.cli.routine_text import list_lines, row

    world = world_of(ctx)
    entries = world.library.entries()
    if as_json:
        rows = [row(entry) for entry in entries if entry.checked.ok]
        broken = [entry.checked.as_json() for entry in entries if not entry.checked.ok]
        world.say_json({"routines": rows, "broken": broken})
        return
    for line in list_lines(entries, world.width):
        world.write(f"{line}\n")
    for entry in entries:
        if not entry.checked.ok:
            first = entry.checked.errors[0]
            world.tell(f"Left out: {first.text(entry.checked.file)}")


@app.command(
    epilog=examples("sciacoach routine show piriformis", "sciacoach routine show ./mine.yaml")
)
def show(ctx: typer.Context, name: Name, as_json: Json = False) -> None:
    """Show one routine: what it is for, how well it is known, its steps."""
    from sciacoach.cli.routine_text import details, show_lines

    world = world_of(ctx)
    library = world.library
    routine = library.load(name)
    if as_json:
        builtin = library.path(name).resolve().parent == library.builtin.resolve()
        world.say_json({"routine": details(routine, builtin)})
        return
    for line in show_lines(routine, world.width):
        world.write(f"{line}\n")


@app.command(
    epilog=examples(
        "sciacoach routine check mine.yaml", "sciacoach routine check --json - < mine.yaml"
    )
)
def check(
    ctx: typer.Context,
    files: Annotated[list[str], typer.Argument(help="Routine files; - reads standard input.")],
    as_json: Json = False,
) -> None:
    """Tell every problem of a routine file, with its place and what to do."""
    world = world_of(ctx)
    results = [_checked(world, file) for file in files]
    if as_json:
        world.say_json({"files": [one.as_json() for one in results]})
    else:
        _tell(world, results)
    if not all(one.ok for one in results):
        raise typer.Exit(2)


@app.command(
    epilog=examples("sciacoach routine schema", "sciacoach routine schema > routine.schema.json")
)
def schema(ctx: typer.Context) -> None:
    """Print the JSON Schema of routine files, for editors."""
    from sciacoach.routine.schema import schema_text

    world_of(ctx).write(schema_text())


@app.command(
    epilog=examples("sciacoach routine add mine.yaml", "sciacoach routine add --replace mine.yaml")
)
def add(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(help="The routine file to copy.")],
    replace: Annotated[
        bool,
        typer.Option("--replace", "--force", help="Put it in place of your own with this id."),
    ] = False,
) -> None:
    """Check a routine file and copy it into your own routines."""
    from pathlib import Path

    world = world_of(ctx)
    routine = world.library.add(Path(file), replace)
    world.say(f"Added. Look at it with: sciacoach routine show {routine.id}")


@app.command(epilog=examples("sciacoach routine path", "sciacoach routine path piriformis"))
def path(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Argument(help="A routine's id.")] = None,
    as_json: Json = False,
) -> None:
    """Print where your own routines are, or where one routine's file is."""
    from sciacoach.text import clean

    world = world_of(ctx)
    library = world.library
    found = clean(str(library.path(name) if name else library.own), 4000)
    if as_json:
        world.say_json({"path": found})
    else:
        world.say(found)


def _checked(world: World, file: str) -> "Checked":
    """One file, or standard input, read no further than a routine may be long."""
    from sciacoach.library import check_file, without_borrowed_id
    from sciacoach.routine.guard import MOST_BYTES
    from sciacoach.routine.parse import parse_routine

    if file != "-":
        return without_borrowed_id(check_file(file), world.library.builtin)
    raw = getattr(world.stdin, "buffer", None)
    if raw is not None:
        source = raw.read(MOST_BYTES + 1)
    else:
        source = world.stdin.read(MOST_BYTES + 1).encode(errors="replace")
    return without_borrowed_id(parse_routine(source, "-"), world.library.builtin)


def _tell(world: World, results: "list[Checked]") -> None:
    """The problems on standard error; a file without any gets a word of its own."""
    from sciacoach.text import clean

    for one in results:
        for line in one.told(source=world.stderr.isatty()):
            world.tell(line)
        if one.ok:
            world.say(f"{clean(one.file, 300)}: right.")
