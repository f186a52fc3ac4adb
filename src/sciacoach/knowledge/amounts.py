"""Numbers of the limits in words."""

_SPANS = ((86400, "days"), (3600, "hours"), (60, "min"))
_LEAST = {"days": 2 * 86400, "hours": 2 * 3600, "min": 120}
"""A unit is used from two of it on: `24 hours`, `60 min`, `90 s`."""


def amount(value: float, unit: str) -> str:
    """`20 s`, `11 min`, `24 hours`, `14 days`, `3 of 10`, `5 sessions`."""
    if unit == "0-10":
        return f"{value:g} of 10"
    if unit != "s":
        return f"{value:g} session" if value == 1 else f"{value:g} {unit}".strip()
    for size, name in _SPANS:
        if value >= _LEAST[name] and value % size == 0:
            return f"{value // size:g} {name}"
    return f"{value:g} s"
