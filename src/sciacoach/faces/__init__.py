"""Faces: events in, nothing out. What a person sees or hears of a session."""

from dataclasses import dataclass
from typing import Protocol

from sciacoach.session.events import Event


@dataclass(frozen=True, slots=True)
class Stamped:
    """An event with the coach's stamps: wall time, and the real clock since the process
    began in seconds."""

    event: Event
    at: str
    mono: float


class Face(Protocol):
    """Something that shows events."""

    def show(self, stamped: Stamped) -> None:
        """Show one event. OSError means that nobody can see it any more."""
        ...
