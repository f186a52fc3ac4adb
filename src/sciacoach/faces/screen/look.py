"""What the terminal can show: how many colours, on which background, which characters."""

import codecs
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

TRUE_TERMS = ("direct", "truecolor", "kitty", "alacritty", "ghostty", "wezterm", "foot")
"""Parts of TERM that stand for 24-bit colour where COLORTERM does not say so."""

GLYPHS = "▀▄█━─◀▶●·"
"""What an encoding must be able to write, or the screen is drawn in ASCII."""


class Colours(IntEnum):
    """How many colours may be used."""

    NONE = 0
    SIXTEEN = 16
    MANY = 256
    TRUE = 1 << 24


@dataclass(frozen=True, slots=True)
class Look:
    """How a frame is drawn. `light` is a light background."""

    colours: Colours = Colours.NONE
    light: bool = False
    unicode: bool = True


def colour_level(env: Mapping[str, str], is_tty: bool) -> Colours:
    """How many colours the environment promises. Any `NO_COLOR` that is not empty means none
    (no-color.org), and so does a stream that is no terminal."""
    term = env.get("TERM", "").lower()
    windows = env.get("OS") == "Windows_NT"
    if not is_tty or env.get("NO_COLOR") or term == "dumb" or not (term or windows):
        return Colours.NONE
    if env.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return Colours.TRUE
    if any(name in term for name in TRUE_TERMS) or (windows and not term):
        return Colours.TRUE
    return Colours.MANY if "256" in term else Colours.SIXTEEN


def is_light(env: Mapping[str, str]) -> bool:
    """Whether COLORFGBG (rxvt, Konsole and others set it) tells of a light background; dark
    where nothing is known."""
    ground = env.get("COLORFGBG", "").rpartition(";")[2]
    return ground in ("7", "15")


def speaks_unicode(encoding: str | None) -> bool:
    """Whether a stream of this encoding can be given our characters."""
    try:
        GLYPHS.encode(codecs.lookup(encoding or "ascii").name)
    except (LookupError, UnicodeEncodeError):
        return False
    return True


def look_for(env: Mapping[str, str], is_tty: bool, encoding: str | None) -> Look:
    """The look for a stream with these surroundings."""
    return Look(colour_level(env, is_tty), is_light(env), speaks_unicode(encoding))
