"""What a session says while it runs: frozen values, one for each thing that happens.

`t` is the session clock in seconds since the start; pauses and waits on a key beyond
their planned time are left out of it. `due` is when a thing was due on the same clock.
The coach stamps wall time and the real clock when an event is sent.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True)
class Event:
    """The ground of all events."""

    kind: ClassVar[str] = ""
    t: float

    def body(self) -> dict[str, Any]:
        """The event as plain data: `event`, `t`, then its own keys (a `for_` key is `for`)."""
        out: dict[str, Any] = {"event": self.kind}
        for one in fields(self):
            value = getattr(self, one.name)
            if one.name == "due" and value is None:
                continue
            out[one.name.rstrip("_")] = round(value, 3) if isinstance(value, float) else value
        return out


@dataclass(frozen=True, slots=True)
class SessionStarted(Event):
    """The session begins. `planned_s` is the fitted plan's whole length."""

    kind: ClassVar[str] = "session_started"
    session: str
    routine: str
    planned_s: float
    steps: int
    rehearsal: bool
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepAnnounced(Event):
    """The next step, told before it starts, `starts_in` seconds ahead."""

    kind: ClassVar[str] = "step_announced"
    index: int
    name: str
    say: str
    starts_in: float
    due: float | None = None


@dataclass(frozen=True, slots=True)
class StepStarted(Event):
    """A step begins; for contact, this is when pressing begins."""

    kind: ClassVar[str] = "step_started"
    index: int
    name: str
    do: str
    region: str | None
    tool: str | None
    side: str
    planned_s: float
    ceiling: int | None
    due: float | None = None


@dataclass(frozen=True, slots=True)
class CueSaid(Event):
    """Words inside a step."""

    kind: ClassVar[str] = "cue"
    say: str
    due: float | None = None


@dataclass(frozen=True, slots=True)
class Half(Event):
    """Half of a step is over."""

    kind: ClassVar[str] = "half"
    due: float | None = None


@dataclass(frozen=True, slots=True)
class Countdown(Event):
    """`left` seconds of the step are left: 10, 3, 2 or 1."""

    kind: ClassVar[str] = "countdown"
    left: int
    due: float | None = None


@dataclass(frozen=True, slots=True)
class SideChanged(Event):
    """Time to change over to the other side."""

    kind: ClassVar[str] = "side_changed"
    to: str
    due: float | None = None


@dataclass(frozen=True, slots=True)
class StepEnded(Event):
    """A step ended: `done`, `skipped` or `cut` short by an end."""

    kind: ClassVar[str] = "step_ended"
    index: int
    planned_s: float
    delivered_s: float
    outcome: str
    due: float | None = None


@dataclass(frozen=True, slots=True)
class Waiting(Event):
    """A step waits for the person; `for_` seconds are planned for it."""

    kind: ClassVar[str] = "waiting"
    for_: float


@dataclass(frozen=True, slots=True)
class Paused(Event):
    """The session clock stands: `key`, or `gap` (lid closed, process stopped)."""

    kind: ClassVar[str] = "paused"
    why: str


@dataclass(frozen=True, slots=True)
class Resumed(Event):
    """Going on, after `reentry_s` seconds of getting ready."""

    kind: ClassVar[str] = "resumed"
    reentry_s: float


@dataclass(frozen=True, slots=True)
class Extended(Event):
    """The step in hand became longer."""

    kind: ClassVar[str] = "extended"
    by_s: float


@dataclass(frozen=True, slots=True)
class Refused(Event):
    """A command that changed nothing, and why; `limit` where a limit says so."""

    kind: ClassVar[str] = "refused"
    command: str
    limit: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Pain(Event):
    """A reading. What was not given is None, never 0."""

    kind: ClassVar[str] = "pain"
    leg: int | None
    back: int | None
    lowest: str | None
    local: int | None
    when: str


@dataclass(frozen=True, slots=True)
class Advice(Event):
    """A stop or change rule spoke."""

    kind: ClassVar[str] = "advice"
    rule: str
    says: str
    action: str


@dataclass(frozen=True, slots=True)
class Fault(Event):
    """A line that is no command. It changes nothing."""

    kind: ClassVar[str] = "error"
    line: str
    why: str


@dataclass(frozen=True, slots=True)
class SessionEnded(Event):
    """The end. Nothing follows it."""

    kind: ClassVar[str] = "session_ended"
    outcome: str
    delivered_s: float
    contact_s: float
    paused_s: float


@dataclass(frozen=True, slots=True)
class Moment:
    """Where a session stands between two events. It is no event: nothing happened, and
    nobody keeps it. Faces are told it at every look at the clock.

    `state` is the value of a `State`, `index` the turn in hand, -1 before the start.
    `left_s` and `whole_s` are seconds of the phase in hand (getting on, the step, the way
    back from a pause, a recheck, a question), None where the session stands. `pos_s` is how
    many seconds of the step in hand are done. `question` waits for yes or no. `refuses` tells
    which of `next`, `back`, `again` and `extend` would change nothing now; it is a question,
    because the limits have to be worked out for it. `ticks` tells the seconds into the step at
    which its tempo is still to be ticked; none where nothing works, or without a tempo.
    """

    t: float
    state: str
    index: int
    left_s: float | None
    whole_s: float | None
    pos_s: float
    question: str | None
    refuses: Callable[[], frozenset[str]] = field(default=frozenset, compare=False, repr=False)
    ticks: Callable[[], tuple[float, ...]] = field(default=tuple, compare=False, repr=False)
