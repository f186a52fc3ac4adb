"""The turn in hand: how far it is prepared, how far done."""

from dataclasses import dataclass

from sciacoach.routine.layout import Turn
from sciacoach.session.marks import Mark, marks_of

_EPS = 1e-6


@dataclass(slots=True)
class Hand:
    """`prepared`, `pos` and `run_on` are seconds: of getting on, of the step, and of
    pressing that ran on into a pause. `go` is the number of the try."""

    index: int
    turn: Turn
    planned: float
    go: int = 0
    prepared: float = 0.0
    pos: float = 0.0
    run_on: float = 0.0
    announced: bool = False
    started: bool = False
    answered: bool = False
    marks: tuple[Mark, ...] = ()

    @property
    def delivered(self) -> float:
        """Seconds done of the step, pressing that ran on into a pause counted."""
        return self.pos + self.run_on

    @property
    def left(self) -> float:
        """Seconds to go."""
        return self.planned - self.pos

    def last(self, seconds: float) -> None:
        """Make the step last `seconds` in all. What was said as its half is not said twice."""
        half_said = self.started and self.pos >= self.planned / 2
        self.planned = seconds
        self.marks = tuple(
            mark
            for mark in marks_of(self.turn, seconds)
            if (mark.at > self.pos + _EPS or not self.started)
            and not (half_said and mark.what == "half")
        )
