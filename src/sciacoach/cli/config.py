"""`sciacoach config`: look at the preferences and change them."""

from typing import Annotated

import typer

from sciacoach.cli.world import World, world_of

app = typer.Typer(
    help="Preferences: where they are, what they are, change one.", no_args_is_help=True
)

Json = Annotated[bool, typer.Option("--json", help="One JSON object for scripts.")]


def _examples(*lines: str) -> str:
    return "Examples:\n\n" + "\n\n".join(lines)


@app.command(epilog=_examples("sciacoach config path", 'cat "$(sciacoach config path)"'))
def path(ctx: typer.Context, as_json: Json = False) -> None:
    """Print where the preferences are kept."""
    world = world_of(ctx)
    paths = world.paths
    if as_json:
        folders = {name: str(getattr(paths, name)) for name in ("data", "config", "state", "cache")}
        _json(world, {"path": str(paths.settings), **folders})
    else:
        from sciacoach.text import clean

        world.say(clean(str(paths.settings), 4000))


@app.command(epilog=_examples("sciacoach config show", "sciacoach config show --json"))
def show(ctx: typer.Context, as_json: Json = False) -> None:
    """Show every preference, its value and what it does."""
    from sciacoach.settings import load_settings
    from sciacoach.settings.keys import KEYS, shown
    from sciacoach.text import clean

    world = world_of(ctx)
    held = load_settings(world.paths.settings)
    if as_json:
        values = {key.name: held.of(key.name) for key in KEYS}
        _json(world, {"settings": values, "unknown": [clean(n, 60) for n in held.unknown]})
        return
    for key in KEYS:
        world.say(f"{key.name:<17} {shown(key, held.of(key.name)):<8} {key.means}")
    for name in held.unknown:
        world.tell(f"The setting {clean(name, 60)!r} is not known here; it was left alone.")


@app.command(
    "set",
    epilog=_examples(
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


def _json(world: World, body: dict[str, object]) -> None:
    world.say_json(body)
