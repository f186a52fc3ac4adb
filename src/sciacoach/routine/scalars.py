"""Plain words of a file as values: YAML 1.2 in spirit, and durations.

YAML 1.1, which most libraries read, takes `no` for false, `1:30` for 90 and `014` for
12. Here only `true`, `false`, `null` and plain decimal numbers are more than text.
"""

import re

Scalar = str | int | float | bool | None

_NAMED: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_WHOLE = re.compile(r"[-+]?[0-9]{1,15}")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,15}\.[0-9]{1,15}")
_SECONDS = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,3})?)s?")
_MINUTES = re.compile(r"([0-9]{1,5})m(?:([0-5]?[0-9])s)?")
_CLOCK = re.compile(r"([0-9]{1,5}):([0-5][0-9])")

FORMS = "45, 45s, 1m, 1m30s or 1:30"
"""The ways to write a duration."""

AT_FORMS = "20s, half or -5s"
"""The ways to write when a cue is said."""


def resolve(text: str, plain: bool) -> Scalar:
    """The value of one word of the file; what was quoted stays text."""
    if not plain:
        return text
    if text in _NAMED:
        return _NAMED[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text


def read_duration(text: str) -> float | None:
    """Seconds of `45`, `45s`, `4.5s`, `1m`, `1m30s` or `1:30`; None for anything else.

    Whether the number is within its field's bounds is the model's business.
    """
    if found := _SECONDS.fullmatch(text):
        return float(found[1])
    if found := _MINUTES.fullmatch(text):
        return int(found[1]) * 60.0 + int(found[2] or 0)
    if found := _CLOCK.fullmatch(text):
        return int(found[1]) * 60.0 + int(found[2])
    return None


def read_moment(text: str) -> float | str | None:
    """When a cue is said: seconds from the step's start, negative from its end, or
    `half`; None for anything else."""
    if text == "half":
        return text
    behind = text.startswith("-")
    seconds = read_duration(text[1:] if behind else text)
    if seconds is None:
        return None
    return -seconds if behind else seconds
