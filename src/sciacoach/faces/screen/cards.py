"""What the live screen knows of each step before it comes."""

from dataclasses import dataclass

from sciacoach.vocabulary import CONTACT, Do, Position, Region, Side, Tool


@dataclass(frozen=True, slots=True)
class StepCard:
    """One turn of the plan, as the screen shows it: one side of one step of one round.

    `planned_s` is its length in seconds, `ceiling` the highest discomfort allowed (0 to 10),
    `breath` the seconds of breathing in and out, `tempo` the seconds for one way of a roll or
    stroke. `change` says that it is the second side, after a change-over;
    `cues` are the words said within it; `quiet_s` seconds into it the first are due (its half
    and its last seconds count), None: none are.
    """

    name: str
    do: Do
    side: Side = Side.NONE
    region: Region | None = None
    tool: Tool | None = None
    position: Position = Position.STANDING
    planned_s: float = 0.0
    ceiling: int | None = None
    text: str | None = None
    say: str = ""
    breath: tuple[float, float] | None = None
    tempo: float | None = None
    change: bool = False
    cues: tuple[str, ...] = ()
    quiet_s: float | None = None

    @property
    def is_contact(self) -> bool:
        """Whether it presses on the body."""
        return self.do in CONTACT


NOTHING = StepCard("", Do.REST)
"""Stands where no step is in hand."""
