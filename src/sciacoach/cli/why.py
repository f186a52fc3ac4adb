"""`sciacoach why`: the rule, the inputs, the source and its kind behind what was decided."""

from typing import Annotated

import typer

from sciacoach.cli.world import World, world_of

EXAMPLES = "Examples:\n\nsciacoach why\n\nsciacoach why L02\n\nsciacoach why RF05 --json"


def register(app: typer.Typer) -> None:
    """Add the command to the tree."""
    app.command("why", epilog=EXAMPLES)(why)


def why(
    ctx: typer.Context,
    rule: Annotated[
        str | None,
        typer.Argument(metavar="[ID]", help="A rule's id, like L02, RF05, X03, D4 or N2."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object for scripts.")] = False,
) -> None:
    """Tell the rule and the source behind the last verdict, change, refusal, advice or lock.

    With an ID it explains that one rule.
    """
    world = world_of(ctx)
    body, lines = _last(world) if rule is None else _one(rule)
    if as_json:
        world.say_json(body)
        return
    for line in lines:
        world.say(line)


def _one(name: str) -> tuple[dict[str, object], tuple[str, ...]]:
    """One rule. Raises `Usage` for an id that is not there."""
    from sciacoach.errors import Usage
    from sciacoach.knowledge.rule import word
    from sciacoach.knowledge.rules import find, rules
    from sciacoach.text import clean, nearest

    found = find(name)
    if found is None:
        near = nearest(name, tuple(rules()))
        fix = word("did_you_mean", id=near) if near else word("ids")
        raise Usage(word("unknown", id=clean(name, 40)), fix)
    return found.json, found.lines


def _last(world: World) -> tuple[dict[str, object], tuple[str, ...]]:
    """All that was decided last."""
    from sciacoach.cli.why_json import last_json
    from sciacoach.cli.why_last import look
    from sciacoach.cli.why_told import last_lines

    found = look(world)
    return last_json(found), last_lines(found)
