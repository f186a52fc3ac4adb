"""What goes between the session and the child that speaks: one JSON object a line.

To the child: first a `Setup`, then orders. From the child: `Report`s. A line that is no
report is somebody's babble and is passed over.
"""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

MOST_TEXT = 1_200
"""Characters of one spoken text; longer ones are cut."""

MOST_LINE = 100_000
"""Bytes of a line that may wait for its end; a child that babbles fills no memory."""


@dataclass(frozen=True, slots=True)
class Setup:
    """How the child is to work. `null` plays on a sound card that is not there, for tests and
    measurements; `late_s`: words that come later than this are not spoken, a tone stands in;
    `ahead`: have what any session may need ready while nothing is wanted; `card`: there may be
    a sound card, so a voice that plays by itself may be heard."""

    rungs: tuple[str, ...] = ()
    players: tuple[str, ...] = ()
    rate: float = 1.0
    volume: float = 0.8
    name: str = ""
    null: bool = False
    late_s: float = 2.0
    limit_s: float = 4.0
    loading_s: float = 8.0
    ahead: bool = False
    card: bool = True


@dataclass(frozen=True, slots=True)
class Report:
    """What the child tells. `what` is one of

    - `heard`: the order `number` has arrived;
    - `sounded`, `done`, `unsaid`: its sound began, came to its end, was not to be had;
    - `rung`: `detail` speaks from now on; `player`: `detail` plays (empty: nothing does);
    - `trouble`: `detail` is a key of the troubles in `data/audio.json`, with `values`.
    """

    what: str
    number: int = 0
    detail: str = ""
    values: dict[str, str] = field(default_factory=dict)


def line(message: dict[str, Any]) -> bytes:
    """One order or report as a line of ASCII."""
    return json.dumps(message, separators=(",", ":")).encode("ascii") + b"\n"


def report_line(report: Report) -> bytes:
    """A report as a line."""
    return line({key: value for key, value in asdict(report).items() if value})


def order(raw: bytes) -> dict[str, Any] | None:
    """The object on a line, or None where there is none."""
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def report(raw: bytes) -> Report | None:
    """The report on a line, or None where it is something else."""
    found = order(raw) or {}
    what, number = found.get("what"), found.get("number", 0)
    detail, values = found.get("detail", ""), found.get("values", {})
    kinds = ((what, str), (number, int), (detail, str), (values, dict))
    if not all(isinstance(value, kind) for value, kind in kinds):
        return None
    return Report(str(what), number, detail, {str(k): str(v) for k, v in values.items()})


def setup(raw: bytes) -> Setup:
    """The setup on the first line. Raises ValueError or TypeError."""
    found: dict[str, Any] = json.loads(raw)
    lists = {key: tuple(found.pop(key, ())) for key in ("rungs", "players")}
    return Setup(**{**found, **lists})
