"""What was really done, as a value: the history hands it to fit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sciacoach.vocabulary import Position, Region, Side, Tool


@dataclass(frozen=True, slots=True)
class PastContact:
    """Delivered pressing of one step of a past session; `side` is left, right or both."""

    region: Region
    tool: Tool
    side: Side
    seconds: float
    moving: bool
    position: Position | None = None
    """How the body was held; None where the record does not say."""


@dataclass(frozen=True, slots=True)
class PastSession:
    """One session that counts (never a rehearsal)."""

    id: str
    routine: str
    started_at: datetime
    contacts: tuple[PastContact, ...]
    outcome: str
    calm: bool
    """Calm by rules.md section 4.4 (an after-reading, a good next morning, no stop rule)."""
    rules: tuple[str, ...] = ()
    """The stop and change rules that spoke (D1 to D14), in order."""
    next_day: str | None = None
    """The next-day rule of its check-in (N1 to N7); None: no check-in, or nothing to say."""
    told_at: datetime | None = None
    """When its check-in was given; None: there is none."""
    dated: datetime | None = None
    """The start as it was written down, where that is still to come: the clock was wrong, then
    or now. It counts as now (rules.md section 5)."""

    @property
    def ahead_by(self) -> timedelta:
        """How far in the future it is dated."""
        return self.dated - self.started_at if self.dated else timedelta(0)

    @property
    def contact_s(self) -> float:
        """Delivered contact seconds; both sides at once count once."""
        return sum(c.seconds for c in self.contacts)

    @property
    def tool_s(self) -> float:
        """Delivered contact seconds with a ball or roller."""
        return sum(c.seconds for c in self.contacts if c.tool is not Tool.HANDS)

    @property
    def regions(self) -> frozenset[Region]:
        """The regions that it pressed."""
        return frozenset(c.region for c in self.contacts)

    @property
    def last_region(self) -> Region | None:
        """The region that it pressed last."""
        return self.contacts[-1].region if self.contacts else None


@dataclass(frozen=True, slots=True)
class Past:
    """Everything fit needs to know of the history, oldest session first."""

    sessions: tuple[PastSession, ...] = ()

    def without(self, session: str) -> "Past":
        """The past without the session of that id."""
        return Past(tuple(one for one in self.sessions if one.id != session))

    @property
    def ahead(self) -> tuple[PastSession, ...]:
        """The sessions with contact that are dated in the future; a deleted one has no name."""
        return tuple(one for one in self.sessions if one.dated and one.contacts and one.id)

    @property
    def moved_down_twice(self) -> bool:
        """Whether pain moved down the leg, and stayed there, in the last session with
        contact and in the one before it (D6)."""
        last = [one for one in self.sessions if one.contacts][-2:]
        return len(last) == 2 and all("D5" in one.rules for one in last)

    @property
    def calm_at(self) -> tuple[datetime, ...]:
        """When the calm sessions that count began: at most one in 20 hours."""
        return _spaced(one for one in self.sessions if one.calm)

    @property
    def calm_in_a_row(self) -> int:
        """How many calm sessions that count came after the last one with contact that was
        not calm (L27). One whose next morning nobody has told about is not calm yet."""
        pressed = [one for one in self.sessions if one.contacts]
        restless = [number for number, one in enumerate(pressed) if not one.calm]
        return len(_spaced(pressed[restless[-1] + 1 :] if restless else pressed))

    @property
    def calm_with_tool_at(self) -> tuple[datetime, ...]:
        """The same for those that count for L33 and `needs_calm`: with 20 s a side or 30 s
        in all of ball or roller at the wall or on a chair (rules.md section 4.4)."""
        return _spaced(one for one in self.sessions if one.calm and _tool_enough(one))

    @property
    def last_regions(self) -> frozenset[Region]:
        """The regions that the last session with contact pressed."""
        for one in reversed(self.sessions):
            if one.contacts:
                return frozenset(c.region for c in one.contacts)
        return frozenset()


DAY_S = 20 * 3600.0
"""A day, for limits and for counting calm sessions: 20 hours (rules.md section 5)."""


def _spaced(sessions: Iterable[PastSession]) -> tuple[datetime, ...]:
    out: list[datetime] = []
    for one in sessions:
        if not out or (one.started_at - out[-1]).total_seconds() >= DAY_S:
            out.append(one.started_at)
    return tuple(out)


OFF_THE_FLOOR = frozenset({Position.WALL, Position.CHAIR})
"""Where a tool carries a part of the body's weight only."""


def _tool_enough(session: PastSession) -> bool:
    """Whether it had enough of ball or roller off the floor. A record that does not say
    how the body was held does not count: what is not known is not a yes."""
    light = [
        one
        for one in session.contacts
        if one.tool is not Tool.HANDS and one.position in OFF_THE_FLOOR
    ]
    sides = [
        sum(one.seconds for one in light if one.side in (side, Side.BOTH))
        for side in (Side.LEFT, Side.RIGHT)
    ]
    least = min((seconds for seconds in sides if seconds > 0), default=0.0)
    return least >= 20.0 or sum(one.seconds for one in light) >= 30.0
