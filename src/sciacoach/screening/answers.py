"""What was said: answers, facts and readings, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sciacoach.screening.items import Answer, SetName
from sciacoach.vocabulary import Lowest, Region, Side, Tool

ALL_REGIONS = frozenset(Region)


@dataclass(frozen=True, slots=True)
class Given:
    """One answer. `regions` is where, for an area item that is worrying."""

    answer: Answer
    regions: frozenset[Region] = frozenset()


@dataclass(frozen=True, slots=True)
class Pain:
    """Pain now, 0 to 10 each; None is not given, never 0."""

    leg: int | None = None
    back: int | None = None
    lowest: Lowest | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What the page `you` takes; None is not said. `age` in years; `side` is the painful
    one; `have` are the tools at hand."""

    age: int | None = None
    began: date | None = None
    side: Side | None = None
    have: frozenset[Tool] | None = None

    def then(self, later: "Facts") -> "Facts":
        """These facts, with what `later` says in their place."""
        return Facts(
            self.age if later.age is None else later.age,
            self.began if later.began is None else later.began,
            self.side if later.side is None else later.side,
            self.have if later.have is None else later.have,
        )


@dataclass(frozen=True, slots=True)
class Submission:
    """Answers as they came in, before anybody judged them.

    `answers` holds items, and CH1 and W1, in the words of the person. `default_no` is
    `default: no`: it answers the rest, for what is never kept.
    """

    answers: Mapping[str, Given] = field(default_factory=dict)
    pain: Pain | None = None
    facts: Facts = field(default_factory=Facts)
    answered_at: datetime | None = None
    words: tuple[str, ...] = ()
    """What was said to a routine's `not_for_words`, in their order."""
    default_no: bool = False


@dataclass(frozen=True, slots=True)
class Experience:
    """What the history says that the screen needs to know.

    `calm_at` are the calm sessions that count (rules: section 4), `session_at` the
    sessions with contact, `last_regions` what the last of them pressed, and
    `last_session_at` the last session of any kind.
    """

    calm_at: tuple[datetime, ...] = ()
    session_at: tuple[datetime, ...] = ()
    last_session_at: datetime | None = None
    last_regions: frozenset[Region] = frozenset()


@dataclass(frozen=True, slots=True)
class Screened:
    """A set that was answered whole: which, of which version, when it was answered, and
    when it came in."""

    set: SetName
    version: str
    answered_at: datetime
    at: datetime
