"""What a routine is, once it was read: frozen, strict, bounded.

These models check the *form* of a file; the limits (`limits.py`) check what the
form asks of a body. The form's own bounds are wide, so that what passes a limit
is told with the limit's id and reason.
"""

from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
)
from pydantic import Tag as Kind

from sciacoach.vocabulary import CONTACT, Do, Label, Level, Position, Region, Side, Style, Tag, Tool

FORMAT = 1
"""The version of the routine format that this program reads."""

ID = r"^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])$"
MOST_SECONDS = 24 * 3600.0

Line = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=1000)]
Say = Annotated[str, StringConstraints(min_length=1, max_length=200)]


def _seconds(value: Any) -> Any:
    """Durations reach the models as numbers; `scalars.read_duration` made them so."""
    return float(value) if type(value) is int else value


Seconds = Annotated[float, BeforeValidator(_seconds), Field(ge=1.0, le=MOST_SECONDS)]


class Model(BaseModel):
    """The ground of all models: frozen, strict, no unknown keys, no input in errors.

    Built when first used: most commands never read a routine.
    """

    model_config = ConfigDict(
        frozen=True, strict=True, extra="forbid", hide_input_in_errors=True, defer_build=True
    )


class Cue(Model):
    """Something to say inside a step. `at` is seconds from its start, negative from
    its end, or `half`."""

    at: (
        Literal["half"]
        | Annotated[float, BeforeValidator(_seconds), Field(ge=-MOST_SECONDS, le=MOST_SECONDS)]
    )
    say: Say


class Breath(Model):
    """One breath: seconds in and seconds out."""

    in_: Annotated[Seconds, Field(alias="in", le=20)]
    out: Annotated[Seconds, Field(le=20)]


class Evidence(Model):
    """How well the routine is known, in a label and a note for people."""

    label: Annotated[Label, Field(strict=False)]
    note: Words
    sources: Annotated[
        tuple[Annotated[str, StringConstraints(pattern=r"^S\d{2,3}$")], ...],
        Field(max_length=40, strict=False),
    ] = ()


class Reviewed(Model):
    """Who reviewed the routine, and when (ISO date)."""

    by: Line
    on: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class Step(Model):
    """One step as the file says it. `for_` is seconds, a side each where `side: each`."""

    do: Annotated[Do, Field(strict=False)]
    name: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    for_: Annotated[Seconds, Field(alias="for")]
    region: Annotated[Region, Field(strict=False)] | None = None
    side: Annotated[Side, Field(strict=False)] = Side.NONE
    ceiling: Annotated[int, Field(ge=0, le=10)] | None = None
    tool: Annotated[Tool, Field(strict=False)] | None = None
    position: Annotated[Position, Field(strict=False)] | None = None
    style: Annotated[Style, Field(strict=False)] | None = None
    tempo: Annotated[Seconds, Field(le=60)] | None = None
    text: Words | None = None
    say: Say | None = None
    cues: Annotated[tuple[Cue, ...], Field(max_length=20, strict=False)] = ()
    breath: Breath | None = None
    tags: Annotated[
        tuple[Annotated[Tag, Field(strict=False)], ...], Field(max_length=9, strict=False)
    ] = ()

    @property
    def is_contact(self) -> bool:
        """Whether this step presses on the body."""
        return self.do in CONTACT


def _kind(item: Any) -> str:
    """`repeat` or `step`: which of the two an item of `steps` is meant to be."""
    if not isinstance(item, dict):
        return "repeat" if isinstance(item, Repeat) else "step"
    return "repeat" if "repeat" in item or ("steps" in item and "do" not in item) else "step"


Item = Annotated[
    Annotated[Step, Kind("step")] | Annotated["Repeat", Kind("repeat")], Discriminator(_kind)
]
"""What stands in a list of steps."""


class Repeat(Model):
    """Steps done `repeat` times over, in order."""

    repeat: Annotated[int, Field(ge=1, le=1000)]
    steps: Annotated[tuple[Item, ...], Field(min_length=1, max_length=100, strict=False)]


class Routine(Model):
    """A routine that was read from a file, and lies inside the hard limits.

    Only `parse.parse_routine` makes one that the rest of the program accepts.
    """

    sciacoach: Literal[1]
    id: Annotated[str, StringConstraints(pattern=ID)]
    title: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    summary: Annotated[str, StringConstraints(min_length=1, max_length=400)]
    style: Annotated[Style, Field(strict=False)]
    level: Annotated[Level, Field(strict=False)]
    position: Annotated[Position, Field(strict=False)]
    tools: Annotated[
        tuple[Annotated[Tool, Field(strict=False)], ...], Field(max_length=5, strict=False)
    ]
    evidence: Evidence
    steps: Annotated[tuple[Item, ...], Field(min_length=1, max_length=200, strict=False)]
    not_for: Annotated[tuple[str, ...], Field(max_length=90, strict=False)] = ()
    not_for_words: Annotated[tuple[Line, ...], Field(max_length=10, strict=False)] = ()
    gentler: Annotated[
        tuple[Annotated[str, StringConstraints(pattern=ID)], ...],
        Field(max_length=10, strict=False),
    ] = ()
    warnings: Annotated[
        tuple[Annotated[str, StringConstraints(min_length=1, max_length=200)], ...],
        Field(max_length=10, strict=False),
    ] = ()
    needs_calm: Annotated[int, Field(ge=0, le=100)] = 0
    author: Line | None = None
    license: Line | None = None
    reviewed: Reviewed | None = None
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(?:-[A-Z]{2})?$")] = "en"
    sha256: str = ""
    """Of the file's bytes; set by the parser, never by a file."""
