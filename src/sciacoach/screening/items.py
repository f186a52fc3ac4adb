"""What a question of the screen is: frozen values, read from `data/screen.json`.

`catalogue.py` reads and checks the file; nothing here decides anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sciacoach.screening.clearance import Verdict
from sciacoach.vocabulary import Position, Region, Tag, Tool


class Answer(StrEnum):
    """What a person may say to an item."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not_sure"
    CHECKED = "checked"
    RATHER_NOT = "rather_not"

    @property
    def is_worrying(self) -> bool:
        """`yes`, `not_sure` (counts as yes) and `checked`; `rather_not` counts as no."""
        return self in (Answer.YES, Answer.NOT_SURE, Answer.CHECKED)

    @property
    def is_yes(self) -> bool:
        """`yes`, and `not_sure`, which counts as yes."""
        return self in (Answer.YES, Answer.NOT_SURE)


class SetName(StrEnum):
    """The three sets of questions, smallest first."""

    DAILY = "daily"
    WEEKLY = "weekly"
    FULL = "full"

    @property
    def size(self) -> int:
        """0 (daily) to 2 (full)."""
        return list(SetName).index(self)


@dataclass(frozen=True, slots=True)
class AfterTouch:
    """What replaces an item's tools and positions once the touch test was passed."""

    tools: frozenset[Tool]
    positions: frozenset[Position]
    does: str


@dataclass(frozen=True, slots=True)
class Effect:
    """An item's `restrictions` as the data says them; None: says nothing about it."""

    tools: frozenset[Tool] | None = None
    positions: frozenset[Position] | None = None
    blocked_regions: frozenset[Region] = frozenset()
    blocks_answered: bool = False
    """The regions that were answered are blocked."""
    tools_by_region: Mapping[Region, frozenset[Tool]] = field(default_factory=dict)
    tools_where_answered: frozenset[Tool] | None = None
    tools_where_last: frozenset[Tool] | None = None
    """What stays allowed in the regions of the last session with contact."""
    tools_by_position: Mapping[Position, frozenset[Tool]] = field(default_factory=dict)
    ceiling: int | None = None
    dose: float | None = None
    moves_out: frozenset[Tag] = frozenset()
    precaution: bool = False
    until_sessions: int | None = None
    days: int | None = None
    after_touch: AfterTouch | None = None


NOTHING = Effect()
"""No restrictions of its own."""


@dataclass(frozen=True, slots=True)
class Flare:
    """When P09 holds: leg pain from `leg` up, or leg or back pain from `severe` up that
    began less than `began_days` days ago (0 to 10)."""

    leg: int
    severe: int
    began_days: int


@dataclass(frozen=True, slots=True)
class Item:
    """One item. `verdict` is that of a yes."""

    id: str
    verdict: Verdict
    label: str
    question: str
    help: str
    answers: frozenset[Answer]
    source: str
    effect: Effect = NOTHING
    does: str = ""
    regions: bool = False
    clearable: bool = False
    contact_closed: bool = False
    private: bool = False
    stored_as: str = ""
    """The name it is stored and exported under; a private item hides its id."""
    symptom: str = ""
    """What to tell the emergency service."""
    nerves: bool = False
    """A sign of pressure on the nerves at the base of the spine."""
    no_walking: bool = False
    nothing_may_start: bool = False
    ends_after_hours: int | None = None
    """A lock that ends by itself, so many hours after the last yes."""
    flare: Flare | None = None
    """Set where the item is worked out from the readings and never asked."""

    @property
    def is_lock(self) -> bool:
        """Whether a later `no` alone does not lift its yes."""
        return self.verdict.severity >= Verdict.NOT_TODAY.severity

    @property
    def is_alarm(self) -> bool:
        """`emergency` or `urgent`: its yes is read back, its `checked` is see_clinician."""
        return self.verdict.severity >= Verdict.URGENT.severity


@dataclass(frozen=True, slots=True)
class Combination:
    """Items that count more together. An item takes part by yes, not_sure or checked (a
    cleared one as checked); at least one of `yes` must be yes or not_sure."""

    id: str
    verdict: Verdict
    label: str
    all: frozenset[str]
    any: frozenset[str]
    two_of: frozenset[str]
    regions: frozenset[Region]
    yes: frozenset[str]
    source: str
    symptom: str = ""

    @property
    def members(self) -> frozenset[str]:
        """Every item that can take part."""
        return self.all | self.any | self.two_of


@dataclass(frozen=True, slots=True)
class Page:
    """One page of labels."""

    id: str
    title: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the daily set: a label over a few items."""

    id: str
    label: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """CH1: has anything changed? A yes asks the pages it names."""

    item: Item
    pages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Walk:
    """W1, asked weekly: `no` counts as the item `counts_as`, `not_sure` as its own
    verdict, and `yes` is the answer without worry."""

    item: Item
    counts_as: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything the screen asks, checked."""

    version: str
    items: tuple[Item, ...]
    by_id: Mapping[str, Item]
    """The items, and W1; not CH1, which never stands."""
    combinations: tuple[Combination, ...]
    full: tuple[Page, ...]
    lines: tuple[Line, ...]
    week: Page
    again: Page
    """Asked again weekly where they stand at yes."""
    after_session: str
    """Asked in every set once a session with contact exists."""
    after_session_page: str
    fever: tuple[str, ...]
    """Items that make the full set due `fever_hours` after their last yes."""
    fever_hours: int
    change: Change
    walk: Walk
    private_label: str

    def page(self, name: str) -> Page:
        """The page of the full set called `name`."""
        return next(page for page in self.full if page.id == name)

    def stored_name(self, item: str) -> str:
        """The name an item, W1 or CH1 is stored under."""
        return self.by_id[item].stored_as if item in self.by_id else item

    def item_stored_as(self, name: str) -> str | None:
        """The id behind a stored name; None for a name this version does not know."""
        if name == self.change.item.id:
            return name
        return next((i.id for i in self.by_id.values() if i.stored_as == name), None)
