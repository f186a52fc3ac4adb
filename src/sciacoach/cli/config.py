"""`sciacoach config`: look at the preferences and change them."""

from typing import TYPE_CHECKING, Annotated

import typer

from sciacoach.cli.history_parts import Json, examples
from sciacoach.cli.world import world_of

if TYPE_CHECKING:
    from sciacoach.settings.keys import Key

app = typer.Typer(
    help="Preferences: where they are, what they are, change one.", no_args_is_help=True
)


_WIDE = 72
"""Columns from which on what a preference does stands in a column of its own."""


@app.command(epilog=examples("sciacoach config path", 'cat "$(sciacoach config path)"'))
def path(ctx: typer.Context, as_json: Json = False) -> None:
    """Print where the preferences are kept."""
    world = world_of(ctx)
    paths = world.paths
    if as_json:
        folders = {name: str(getattr(paths, name)) for name in ("data", "config", "state", "cache")}
        world.say_json({"path": str(paths.settings), **folders})
    else:
        from sciacoach.text import clean

        world.say(clean(str(paths.settings), 4000))


@app.command(epilog=examples("sciacoach config show", "sciacoach config show --json"))
def show(ctx: typer.Context, as_json: Json = False) -> None:
    """Show every preference, its value and what it does."""
    from sciacoach.settings import load_settings
    from sciacoach.settings.keys import KEYS, shown
    from sciacoach.text import clean

    world = world_of(ctx)
    held = load_settings(world.paths.settings)
    if as_json:
        values = {key.name: held.of(key.name) for key in KEYS}
        world.say_json({"settings": values, "unknown": [clean(n, 60) for n in held.unknown]})
        return
    for key in KEYS:
        for line in _told(key, shown(key, held.of(key.name)), world.width):
            world.write(f"{line}\n")
    for name in held.unknown:
        world.tell(f"The setting {clean(name, 60)!r} is not known here; it was left alone.")


@app.command(
    "set",
    epilog=examples(
        "sciacoach config set hands_free true",
        "sciacoach config set side left",
        "sciacoach config set get_on_s 20s",
        "sciacoach config set speak_time_left 30s",
    ),
)
def set_(
    ctx: typer.Context,
    key: Annotated[str, typer.Argument(help="The setting, as `config show` names it.")],
    value: Annotated[str, typer.Argument(help='Its new value; "" for none.')],
) -> None:
    """Change one preference."""
    from sciacoach.settings import key_of, set_setting
    from sciacoach.settings.keys import shown

    world = world_of(ctx)
    known = key_of(key)
    held = set_setting(world.paths.settings, known.name, value)
    world.say(f"{known.name} is now {shown(known, held.of(known.name))}.")


def _told(key: "Key", value: str, width: int | None) -> list[str]:
    """One preference: in columns, or in lines of its own where the terminal is narrow."""
    from sciacoach.dialogs.columns import wrapped

    if width is None or width >= _WIDE:
        return wrapped(key.means, width, " " * 27, first=f"{key.name:<17} {value:<8} ")
    return [*wrapped(f"{key.name}  {value}", width), *wrapped(key.means, width, "  ")]
