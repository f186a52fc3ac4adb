"""What the screen gives: the verdict, what is allowed, and why.

`judge.py` is the only maker of a `Clearance`; a value made elsewhere is refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sciacoach.vocabulary import Position, Region, Side, Tag, Tool


class Verdict(StrEnum):
    """Mildest first."""

    GO = "go"
    GENTLE = "gentle"
    NOT_TODAY = "not_today"
    SEE_CLINICIAN = "see_clinician"
    URGENT = "urgent"
    EMERGENCY = "emergency"

    @property
    def severity(self) -> int:
        """0 (go) to 5 (emergency)."""
        return list(Verdict).index(self)


@dataclass(frozen=True, slots=True)
class Reason:
    """One item (or combination) that made the verdict or restricts something."""

    id: str
    answer: str
    verdict: Verdict
    says: str
    source: str
    private: bool = False

    def stored_id(self) -> str:
        """The id to store and to export: a private item hides its own."""
        return PRIVATE_LABEL if self.private else self.id


PRIVATE_LABEL = "private item"
"""What a private item is stored and exported as, and nothing more of it (rules 1.1)."""

ALL_TOOLS = frozenset(Tool)
ALL_POSITIONS = frozenset(Position)


@dataclass(frozen=True, slots=True)
class Restrictions:
    """What stays allowed, joined over all active items: blocked is the union, allowed the
    intersection, ceiling and dose the minimum (rules.md section 3)."""

    tools: frozenset[Tool] = ALL_TOOLS
    positions: frozenset[Position] = ALL_POSITIONS
    blocked_regions: frozenset[Region] = frozenset()
    tools_by_region: Mapping[Region, frozenset[Tool]] = field(default_factory=dict)
    tools_by_position: Mapping[Position, frozenset[Tool]] = field(default_factory=dict)
    ceiling: int = 10
    dose: float = 1.0
    moves_out: frozenset[Tag] = frozenset()
    precaution: bool = False

    def allows(self, tool: Tool, position: Position, region: Region) -> bool:
        """Whether `region` may be pressed with `tool` in `position`. A foam roller
        anywhere but on a chair counts as on the floor."""
        where = position
        if tool is Tool.FOAM_ROLLER and position is not Position.CHAIR:
            where = Position.FLOOR
        return (
            region not in self.blocked_regions
            and tool in self.tools
            and where in self.positions
            and position in self.positions
            and tool in self.tools_by_region.get(region, ALL_TOOLS)
            and tool in self.tools_by_position.get(where, ALL_TOOLS)
            and tool in self.tools_by_position.get(position, ALL_TOOLS)
        )


@dataclass(frozen=True, slots=True)
class Scope:
    """What may be started under the verdict (rules.md section 2), apart from restrictions."""

    anything: bool = True
    """False: nothing may be started (emergency, under 18)."""
    contact: bool = True
    hands_only: bool = False
    ceiling: int = 10
    moves: frozenset[Tag] | None = None
    """Movement tags that stay allowed; None allows every movement."""
    without: frozenset[Tag] = frozenset()
    """Movement tags that are left out (walking, for RF20 and RF26)."""
    only_routine: str | None = None
    """The one routine that may be started (urgent: `ease-and-walk`)."""


@dataclass(frozen=True, slots=True)
class Clearance:
    """The screen's answer. Made by `judge.judge` alone."""

    verdict: Verdict
    reasons: tuple[Reason, ...]
    restrictions: Restrictions
    by_item: tuple[tuple[str, Restrictions], ...]
    """Each active item's own restrictions, so that a change can name its item."""
    does: tuple[tuple[str, str], ...]
    """Each restricting item in words: id, what it does."""
    scope: Scope
    active: frozenset[str]
    """Ids of all items that hold as yes, not_sure, checked or cleared (for `not_for`)."""
    flare: bool
    """P09 holds: hands only at ceiling 2 (L17)."""
    message: str
    version: str
    at: datetime
    affected: Side | None = None
    have: frozenset[Tool] | None = None
    """The tools at hand, where the person said; None: not said."""
    seal: object = None

    def __post_init__(self) -> None:
        if self.seal is not _SEAL:
            raise TypeError("a Clearance is made by screening.judge alone")


_SEAL = object()
