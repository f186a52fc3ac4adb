"""The preferences there are: what each is called, what it may be, what it does.

No key here lifts a safety limit.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sciacoach.text import is_unfit, listed, nearest

Value = str | bool | int | float

_NUMBER = re.compile(r"\+?[0-9][0-9 ]{0,28}|")
MOST_NAME = 60
"""Characters of a name."""
EMPTY = '""'
"""How a value that is empty is shown and may be typed."""


class Kind(StrEnum):
    """What a preference holds."""

    CHOICE = "choice"
    SWITCH = "switch"
    SECONDS = "seconds"
    FACTOR = "factor"
    CALL = "call"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Key:
    """One preference: its name, what it is when not set, what it does, what it may be.
    `bounds` are the least and the most of a time (whole seconds) or a factor; an `off` time
    may also be 0, which is typed as off."""

    name: str
    kind: Kind
    default: Value
    means: str
    choices: tuple[str, ...] = ()
    bounds: tuple[float, float] = (0, 0)
    off: bool = False


KEYS = (
    Key(
        "face",
        Kind.CHOICE,
        "",
        "How a session is shown. Empty: screen on a terminal, else plain.",
        ("screen", "plain", "json", ""),
    ),
    Key(
        "hands_free",
        Kind.SWITCH,
        False,
        "Waiting steps go on by themselves when their time is over.",
    ),
    Key("side", Kind.CHOICE, "both", "The side that sessions work on.", ("left", "right", "both")),
    Key(
        "emergency_number",
        Kind.CALL,
        "",
        "The number shown when you should call for help. Empty: your local one.",
    ),
    Key("language", Kind.CHOICE, "en", "The language of the words.", ("en",)),
    Key("color", Kind.CHOICE, "auto", "Colour on a terminal.", ("auto", "never")),
    Key(
        "voice",
        Kind.CHOICE,
        "",
        "Who speaks. Empty: the best voice there is, but none beside a screen reader.",
        ("auto", "hibari", "system", "espeak-ng", "pack", "bell", "none", ""),
    ),
    Key("voice_name", Kind.NAME, "", "The name of the voice. Empty: the usual one."),
    Key("rate", Kind.FACTOR, 1.0, "How fast the voice speaks, 0.5 to 2.", bounds=(0.5, 2.0)),
    Key("volume", Kind.FACTOR, 0.8, "How loud voice and tones are, 0 to 1.", bounds=(0.0, 1.0)),
    Key("sound", Kind.SWITCH, True, "Tones at each change."),
    Key(
        "speak_time_left",
        Kind.SECONDS,
        0,
        "How often the time that is left is told, 15 to 300 seconds, or off.",
        bounds=(15, 300),
        off=True,
    ),
    Key(
        "speak_questions",
        Kind.SWITCH,
        False,
        "A start reads the safety questions aloud, one by one. They are private.",
    ),
    Key(
        "get_on_s",
        Kind.SECONDS,
        10,
        "Seconds of getting on before each pressing step, 10 to 40.",
        bounds=(10, 40),
    ),
    Key(
        "change_s",
        Kind.SECONDS,
        10,
        "Seconds of changing over before the second side, 10 to 40.",
        bounds=(10, 40),
    ),
)


def understood(key: Key, value: object) -> Value | None:
    """`value` as the key holds it; None where it may not be that."""
    return _READERS[key.kind](key, value)


def hint(key: Key, value: object) -> str:
    """What the key may be."""
    least, most = key.bounds
    match key.kind:
        case Kind.SECONDS:
            words = f"Give whole seconds from {least:g} to {most:g}, for example {least + 10:g}s"
            return words + (", or off." if key.off else ".")
        case Kind.FACTOR:
            middle = (least + most) / 2
            return f"Give a number from {least:g} to {most:g}, for example {middle:g}."
        case Kind.CALL:
            return f"Give up to 29 digits and spaces, for example 112; {EMPTY} for none."
        case Kind.NAME:
            return (
                f"Give up to {MOST_NAME} letters, digits and spaces, for example Anna, with no "
                f"quotes and no dash at the start; {EMPTY} for the usual voice."
            )
        case _:
            choices = key.choices or ("true", "false")
            near = nearest(value, choices) if isinstance(value, str) else None
            words = listed([word or EMPTY for word in choices], "or")
            return f"Choose {words}." + (f" Did you mean {near}?" if near else "")


def shown(key: Key, value: Value) -> str:
    """The value as it is typed."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if key.kind is Kind.SECONDS:
        return f"{value} s" if value or not key.off else "off"
    return str(value) or EMPTY


def _choice(key: Key, value: object) -> Value | None:
    return value if isinstance(value, str) and value in key.choices else None


def _switch(_key: Key, value: object) -> Value | None:
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value.lower())
    return value if isinstance(value, bool) else None


def _call(_key: Key, value: object) -> Value | None:
    return value if isinstance(value, str) and _NUMBER.fullmatch(value) else None


def _name(_key: Key, value: object) -> Value | None:
    """A name is written between quotes in the file, so it may hold none."""
    if not isinstance(value, str) or len(value) > MOST_NAME or value.startswith("-"):
        return None
    return None if any(char in '"\\' or is_unfit(char) for char in value) else value


def _factor(key: Key, value: object) -> Value | None:
    if isinstance(value, str) and re.fullmatch(r"\d{1,3}(\.\d{1,3})?", value):
        value = float(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if key.bounds[0] <= value <= key.bounds[1] else None


def _seconds(key: Key, value: object) -> Value | None:
    """Whole seconds between the bounds, as a number or in a duration's forms."""
    from sciacoach.routine.scalars import read_duration

    if key.off and (value == "off" or (value == 0 and not isinstance(value, bool))):
        return 0
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    seconds = read_duration(value) if isinstance(value, str) else value
    least, most = key.bounds
    if seconds is None or not least <= seconds <= most or seconds != int(seconds):
        return None
    return int(seconds)


_READERS: Mapping[Kind, Callable[[Key, object], Value | None]] = {
    Kind.CHOICE: _choice,
    Kind.SWITCH: _switch,
    Kind.CALL: _call,
    Kind.NAME: _name,
    Kind.FACTOR: _factor,
    Kind.SECONDS: _seconds,
}
