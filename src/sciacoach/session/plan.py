"""What a session accepts: a plan that may be done. Only `fit` makes one."""

from dataclasses import dataclass
from datetime import datetime

from sciacoach.routine.layout import Contact, Turn, contact_s, planned_s
from sciacoach.routine.limits import Column

SEAL = object()


@dataclass(frozen=True, slots=True)
class Fitted:
    """A routine fitted to a clearance, a person's wishes and the past.

    `turns` is what will be played; `column` names the limits that bind it, also while it
    runs; `earlier` is the contact of the last 20 hours that those limits count in.
    """

    routine: str
    title: str
    sha256: str
    turns: tuple[Turn, ...]
    changes: tuple[str, ...]
    rules: tuple[str, ...]
    """The item or limit behind each change, in the same order."""
    column: Column
    dose: float
    verdict: str
    screen_version: str
    reasons: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    earlier: tuple[Contact, ...] = ()
    step_up: bool = False
    """Whether a step may once be made ten seconds longer than its file says (L27)."""
    seal: object = None

    def __post_init__(self) -> None:
        if self.seal is not SEAL:
            raise TypeError("a plan is made by session.fit.fit alone")

    @property
    def planned_s(self) -> float:
        """Whole length in seconds, getting on and changing over counted."""
        return planned_s(self.turns)

    @property
    def contact_s(self) -> float:
        """Seconds of pressing."""
        return contact_s(self.turns)


@dataclass(frozen=True, slots=True)
class Refused:
    """A refusal in three lines: what, until when or until what, what can be done now."""

    what: str
    until: str
    instead: str
    offer: str | None
    rules: tuple[str, ...]
    ends_at: datetime | None = None
    """When it ends by itself, if nothing else holds; None: that is not known."""

    @property
    def lines(self) -> tuple[str, str, str]:
        """The three lines."""
        return (self.what, self.until, self.instead)
