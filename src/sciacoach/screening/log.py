"""The screen's log: what was said and done, in order. It only grows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from sciacoach.screening.answers import Facts, Given, Pain
from sciacoach.screening.clearance import Verdict
from sciacoach.screening.items import SetName


class Origin(StrEnum):
    """Where an answer was given. Only one of the screen's own can be taken back by command:
    what a person confirmed in a session or at a check-in was read back to them there."""

    SCREEN = "screen"
    SESSION = "session"
    CHECKIN = "checkin"


@dataclass(frozen=True, slots=True)
class Answered:
    """Answers that came in at `at` and were said at `answered_at`.

    `set` is the set they answer whole; None: an unfinished screen, of which only the
    worrying answers count. `draft_of` is the set that was being answered, where it can
    be taken up again. `damaged`: a part of the row could not be read.
    """

    at: datetime
    set: SetName | None
    version: str
    answered_at: datetime
    answers: Mapping[str, Given] = field(default_factory=dict)
    facts: Facts = field(default_factory=Facts)
    pain: Pain | None = None
    draft_of: SetName | None = None
    damaged: bool = False
    origin: Origin = Origin.SCREEN


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Answers taken back: at the read-back, where they were never stored as given, or
    by command, which takes back what was answered at this screen up to ten minutes before.
    No `items`: all."""

    at: datetime
    items: tuple[str, ...] | None = None
    read_back: bool = False


@dataclass(frozen=True, slots=True)
class Cleared:
    """A clinician's word: who and what they said, on which day, for which items and
    which locks of stop rules."""

    at: datetime
    by: str
    on: date
    items: tuple[str, ...] = ()
    locks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewSpell:
    """A spell of pain is over, a new one began."""

    at: datetime


@dataclass(frozen=True, slots=True)
class TouchTest:
    """The test of feeling for P07 and P22."""

    at: datetime
    passed: bool


@dataclass(frozen=True, slots=True)
class Lock:
    """A stop or next-day rule locked the program at `verdict`."""

    at: datetime
    rule: str
    verdict: Verdict


IMPORTED = "imported"
"""Why the full set is due after another history came in, and who cleared where its log does
not say. A withdrawal reaches back no further than this."""


@dataclass(frozen=True, slots=True)
class FullWanted:
    """Something happened (a panic key that was not confirmed) that makes the full set due."""

    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Damaged:
    """A row that cannot be read at all."""


Entry = Answered | Withdrawn | Cleared | NewSpell | TouchTest | Lock | FullWanted | Damaged
