"""Faces: events in, nothing out. What a person sees or hears of a session."""

from dataclasses import dataclass
from typing import Protocol

from sciacoach.session.events import Event, Moment

HELP = ("?", "help")
"""Lines that ask for the keys. A session does not know them; a face shows what it has."""


@dataclass(frozen=True, slots=True)
class Stamped:
    """An event with the coach's stamps: wall time, and the real clock since the process
    began in seconds."""

    event: Event
    at: str
    mono: float


class Face(Protocol):
    """Something that shows a session. OSError from any of these means that nobody can see
    it any more."""

    def show(self, stamped: Stamped) -> None:
        """Show one event."""
        ...

    def tick(self, moment: Moment) -> None:
        """Told at every look at the clock, four times a second and after every event."""
        ...

    def suspend(self) -> None:
        """Give the terminal back for a while (Ctrl-Z)."""
        ...

    def restore(self) -> None:
        """Take it again, and show where the session stands. May come without `suspend`,
        when the process was stopped from outside."""
        ...

    def close(self) -> None:
        """The end. Always called, also after an exception."""
        ...


class Still:
    """A face on which nothing moves between two events."""

    def tick(self, moment: Moment) -> None:
        """Nothing moves."""

    def suspend(self) -> None:
        """Nothing was taken."""

    def restore(self) -> None:
        """Nothing was given back."""

    def close(self) -> None:
        """Nothing is left open."""
