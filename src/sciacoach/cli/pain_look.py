"""How the pain reading may be drawn on this terminal."""

from sciacoach.cli.world import World
from sciacoach.dialogs.pain_picture import PLAIN, Look


def look_of(world: World) -> Look:
    """Nothing for a screen reader (`ACCESSIBLE`) and a simple terminal (`TERM=dumb`)."""
    if world.simple or not world.asks:
        return PLAIN
    encoding = getattr(world.stdout, "encoding", None) or ""
    return Look(world.width, drawn=True, unicode=encoding.lower().startswith("utf"))
