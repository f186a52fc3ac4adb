"""What a file is, in the words that its problems are told with.

Routines, answers and check-ins are read by the same guard; a person must be told of the
file they wrote.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its name with its article, how it begins, and the next step where it
    holds a second document or aliases that grow too large."""

    name: str
    begin: str
    alone: str
    instead: str

    @property
    def named(self) -> str:
        """The name at the beginning of a sentence."""
        return self.name[:1].upper() + self.name[1:]


ROUTINE = Kind(
    "a routine",
    "Start with `sciacoach: 1`.",
    "One routine a file: put the rest into another file.",
    "Write the steps out, or use `repeat`.",
)
ANSWERS = Kind(
    "an answers file",
    "Start with `answers:`, and under it, indented, a line such as `RF01: no`.",
    "Put all answers into the first one, and take the rest out.",
    "Write the answers out.",
)
CHECKIN = Kind(
    "a check-in file",
    "Start with a line such as `morning: same`.",
    "Put everything into the first one, and take the rest out.",
    "Write the values out.",
)
