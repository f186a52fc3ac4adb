"""The words for people: what a region, a tool, a position is called on the screen."""

from sciacoach import data
from sciacoach.vocabulary import Label, Level, Position, Region, Side, Style, Tool


def _name(kind: str, word: str) -> str:
    return str(data.json_file("names.json")[kind][word])


def region_name(region: Region) -> str:
    """`outer buttock` for `piriformis`: the deep muscle cannot be pressed alone."""
    return _name("regions", region)


def tool_name(tool: Tool) -> str:
    """`tennis ball`."""
    return _name("tools", tool)


def position_name(position: Position) -> str:
    """`at the wall`."""
    return _name("positions", position)


def side_name(side: Side) -> str:
    """`left`; empty for `none`."""
    return _name("sides", side)


def style_name(style: Style) -> str:
    """`short hold` for `trigger_point` (reference section 10)."""
    return _name("styles", style)


def level_name(level: Level) -> str:
    """`used to it` for `intermediate`."""
    return _name("levels", level)


def evidence_words(label: Label) -> str:
    """The sentence that is shown for an evidence label."""
    return _name("evidence", label)
