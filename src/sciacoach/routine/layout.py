"""A routine laid out: sides and repeats unrolled, times on one absolute line.

The same layout serves the limits of a file, fit, the session's timeline and the
record, so what was judged is what is played. The models are imported only where a routine
is laid out: the limits are also asked by commands that read none, and must start quickly.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sciacoach.vocabulary import (
    CONTACT,
    MOVING,
    WAITS,
    Do,
    Position,
    Region,
    Side,
    Style,
    Tag,
    Tool,
)

if TYPE_CHECKING:
    from sciacoach.routine.model import Cue, Repeat, Routine, Step

GET_ON_S = 10.0
"""Seconds of getting on before a contact step (contract, rules of time)."""

CHANGE_S = 10.0
"""Seconds of changing over before the second side of an `each` step."""

MOST_PREPARE_S = 40.0
"""The longest that either of them may be set to (rules.md section 5); never under 10."""

TEMPO_S = 3.0
"""Seconds for one way of a roll or stroke where the file names no tempo (Behm 2020, S30)."""

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds of getting on and of changing over, 10 to 40 each. Preferences may make them
    longer; a file is judged by the defaults. Raises ValueError outside these bounds."""

    get_on_s: float = GET_ON_S
    change_s: float = CHANGE_S

    def __post_init__(self) -> None:
        for seconds, least in ((self.get_on_s, GET_ON_S), (self.change_s, CHANGE_S)):
            if not least <= seconds <= MOST_PREPARE_S:
                raise ValueError(f"{seconds:g} s is not within {least:g} and {MOST_PREPARE_S:g}")


USUAL_PACE = Pace()
"""What a file is judged by."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One side of one step of one round: what the session plays as a step.

    `prepare_s` stands before it (getting on, or changing over) and is no contact.
    `source` is the way to its step in the file; `rounds` holds the round of each
    repeat around it, outermost first.
    """

    source: Path
    rounds: tuple[int, ...]
    do: Do
    name: str
    seconds: float
    side: Side
    prepare_s: float
    change: bool
    region: Region | None
    tool: Tool | None
    position: Position
    style: Style
    ceiling: int | None
    tempo: float | None
    tags: frozenset[Tag]
    text: str | None
    say: str
    cues: "tuple[Cue, ...]" = ()
    breath: tuple[float, float] | None = None
    in_file_s: float = field(default=0.0)
    """What the file asks for; fit may make `seconds` smaller, never larger."""

    @property
    def is_contact(self) -> bool:
        """Whether it presses on the body."""
        return self.do in CONTACT

    @property
    def waits(self) -> bool:
        """Whether it waits for the person."""
        return self.do in WAITS


@dataclass(frozen=True, slots=True)
class Contact:
    """One stretch of pressing, on the session's clock. `turn` is its index."""

    turn: int
    start: float
    seconds: float
    region: Region
    tool: Tool
    side: Side
    moving: bool
    go: int = 0
    """Which try at the turn; stretches of one go are the same go with pauses in it."""

    @property
    def end(self) -> float:
        """Second at which the press ends."""
        return self.start + self.seconds

    @property
    def sides(self) -> tuple[Side, ...]:
        """`left`, `right` or both of them."""
        return (Side.LEFT, Side.RIGHT) if self.side is Side.BOTH else (self.side,)


def lay_out(
    routine: "Routine",
    affected: Side | None = None,
    only: Side = Side.BOTH,
    first: Side = Side.LEFT,
    pace: Pace = USUAL_PACE,
) -> tuple[Turn, ...]:
    """The turns of `routine` in order.

    `affected` is the painful side for steps that name it (`left`, `right`, `both`; `None`
    counts as `both`). `only` restricts contact to one side. `first` is the side that goes
    first where both take a turn: the less painful one. `pace` is how long getting on and
    changing over take.
    """
    order = (affected or Side.BOTH, only, first)
    return tuple(
        turn
        for path, rounds, step in unrolled(routine.steps, ("steps",))
        for turn in _turns(routine, step, path, rounds, _sides(step.side, *order), pace)
    )


def unrolled(
    steps: "Sequence[Step | Repeat]", path: Path, rounds: tuple[int, ...] = ()
) -> "Iterator[tuple[Path, tuple[int, ...], Step]]":
    """Every step with its path and rounds, repeats multiplied out."""
    from sciacoach.routine.model import Repeat

    for number, item in enumerate(steps):
        here = (*path, number)
        if isinstance(item, Repeat):
            for turn in range(item.repeat):
                yield from unrolled(item.steps, (*here, "steps"), (*rounds, turn))
        else:
            yield here, rounds, item


def _turns(
    routine: "Routine",
    step: "Step",
    path: Path,
    rounds: tuple[int, ...],
    sides: Sequence[Side],
    pace: Pace,
) -> Iterator[Turn]:
    for number, side in enumerate(sides):
        change = number > 0
        prepare = pace.change_s if change else pace.get_on_s if step.is_contact else 0.0
        yield Turn(
            source=path,
            rounds=rounds,
            do=step.do,
            name=step.name,
            seconds=step.for_,
            side=side,
            prepare_s=prepare,
            change=change,
            region=step.region,
            tool=_tool(routine, step),
            position=step.position or routine.position,
            style=step.style or routine.style,
            ceiling=step.ceiling,
            tempo=step.tempo or (TEMPO_S if step.do in MOVING else None),
            tags=frozenset(step.tags),
            text=step.text,
            say=step.say or step.name,
            cues=step.cues,
            breath=(step.breath.in_, step.breath.out) if step.breath else None,
            in_file_s=step.for_,
        )


def _tool(routine: "Routine", step: "Step") -> Tool | None:
    if step.tool or not step.is_contact:
        return step.tool
    return routine.tools[0] if len(routine.tools) == 1 else None


def _sides(side: Side, affected: Side, only: Side, first: Side) -> tuple[Side, ...]:
    if side is Side.AFFECTED:
        side = Side.EACH if affected is Side.BOTH else affected
    if side is Side.EACH:
        other = Side.RIGHT if first is Side.LEFT else Side.LEFT
        return (first, other) if only is Side.BOTH else (only,)
    if side is Side.NONE or only is Side.BOTH:
        return (side,)
    if side is Side.BOTH:
        return (only,)
    return (side,) if side is only else ()


def starts(turns: Sequence[Turn]) -> tuple[float, ...]:
    """The second at which each turn begins, its preparing done."""
    out, now = [], 0.0
    for turn in turns:
        out.append(now + turn.prepare_s)
        now += turn.prepare_s + turn.seconds
    return tuple(out)


def contacts(turns: Sequence[Turn]) -> tuple[Contact, ...]:
    """The stretches of pressing in `turns`, in order, on the session's clock."""
    return tuple(
        Contact(number, start, turn.seconds, turn.region, turn.tool, turn.side, turn.do in MOVING)
        for number, (turn, start) in enumerate(zip(turns, starts(turns), strict=True))
        if turn.is_contact and turn.region and turn.tool
    )


def planned_s(turns: Sequence[Turn]) -> float:
    """Length of the whole plan in seconds, preparing counted."""
    return sum(turn.prepare_s + turn.seconds for turn in turns)


def contact_s(turns: Sequence[Turn]) -> float:
    """Seconds of pressing in the plan; both sides at once count once."""
    return sum(turn.seconds for turn in turns if turn.is_contact)
