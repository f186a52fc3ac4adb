"""Inks: what a colour means, and the codes that a terminal draws it with.

The hues are those of Okabe and Ito (2008), which colour-blind eyes tell apart: orange presses,
sky blue is calm, yellow gets ready, vermilion alarms. On a light background they are darker.
No ink says what a word does not say too.
"""

from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from sciacoach.faces.screen.look import Colours, Look


class Ink(IntEnum):
    """What a colour stands for."""

    TEXT = 0
    FAINT = 1
    PRESS = 2
    CALM = 3
    READY = 4
    ALARM = 5
    ON_ALARM = 6
    BODY = 7
    EDGE = 8
    LIT = 9
    LIT_OTHER = 10
    TOOL = 11
    FLOOR = 12
    TRACK = 13


class Style(NamedTuple):
    """How a span is drawn. TEXT as ground is the terminal's own background."""

    ink: Ink = Ink.TEXT
    ground: Ink = Ink.TEXT
    bold: bool = False


PLAIN = Style()
BOLD = Style(bold=True)
FAINT = Style(Ink.FAINT)
BANNER = Style(Ink.ON_ALARM, Ink.ALARM, bold=True)

_TRUE: dict[Ink, tuple[str, str]] = {
    Ink.FAINT: ("9aa4b0", "5b6470"),
    Ink.PRESS: ("e69f00", "a84c00"),
    Ink.CALM: ("56b4e9", "0062a3"),
    Ink.READY: ("f0e442", "8a2f6b"),
    Ink.ALARM: ("b23c00", "9c2f00"),
    Ink.ON_ALARM: ("ffffff", "ffffff"),
    Ink.BODY: ("6b7480", "c3cad2"),
    Ink.EDGE: ("98a2ae", "8a939e"),
    Ink.LIT: ("ffb000", "d55e00"),
    Ink.LIT_OTHER: ("6f5010", "dc9a5c"),
    Ink.TOOL: ("a8d850", "00795a"),
    Ink.FLOOR: ("5c6570", "aab2bb"),
    Ink.TRACK: ("454d57", "c9cfd6"),
}
"""Red, green and blue on a dark and on a light background."""

_MANY: dict[Ink, tuple[int, int]] = {
    Ink.FAINT: (247, 241),
    Ink.PRESS: (214, 130),
    Ink.CALM: (74, 25),
    Ink.READY: (227, 90),
    Ink.ALARM: (130, 124),
    Ink.ON_ALARM: (231, 231),
    Ink.BODY: (243, 251),
    Ink.EDGE: (247, 245),
    Ink.LIT: (214, 166),
    Ink.LIT_OTHER: (94, 173),
    Ink.TOOL: (149, 29),
    Ink.FLOOR: (241, 248),
    Ink.TRACK: (238, 252),
}

_SIXTEEN: dict[Ink, tuple[int, int]] = {
    Ink.FAINT: (37, 90),
    Ink.PRESS: (93, 31),
    Ink.CALM: (96, 34),
    Ink.READY: (97, 35),
    Ink.ALARM: (31, 31),
    Ink.ON_ALARM: (97, 97),
    Ink.BODY: (90, 37),
    Ink.EDGE: (37, 90),
    Ink.LIT: (93, 31),
    Ink.LIT_OTHER: (33, 33),
    Ink.TOOL: (92, 36),
    Ink.FLOOR: (90, 90),
    Ink.TRACK: (90, 37),
}


@lru_cache(maxsize=512)
def codes(style: Style, look: Look) -> str:
    """The escape sequence that turns `style` on, from whatever stood before. Without colour
    bold and reverse are left, and only the alarm is reversed."""
    parts = ["0", "1"] if style.bold else ["0"]
    if look.colours is Colours.NONE:
        parts += ["7"] if style.ground is Ink.ALARM else []
    else:
        parts += [] if style.ink is Ink.TEXT else [_code(style.ink, look, ground=False)]
        parts += [] if style.ground is Ink.TEXT else [_code(style.ground, look, ground=True)]
    return f"\x1b[{';'.join(parts)}m"


def _code(ink: Ink, look: Look, *, ground: bool) -> str:
    if look.colours is Colours.SIXTEEN:
        return str(_SIXTEEN[ink][look.light] + (10 if ground else 0))
    kind = "48" if ground else "38"
    if look.colours is Colours.MANY:
        return f"{kind};5;{_MANY[ink][look.light]}"
    return ";".join((kind, "2", *map(str, rgb(ink, look.light))))


def rgb(ink: Ink, light: bool) -> tuple[int, int, int]:
    """The colour of an ink; TEXT is near white on dark and near black on light."""
    if ink is Ink.TEXT:
        return (26, 28, 31) if light else (232, 236, 240)
    red, green, blue = bytes.fromhex(_TRUE[ink][light])
    return red, green, blue
