"""What `why` tells, as values: the last verdict, session, refusal and the locks."""

from dataclasses import dataclass
from datetime import datetime

from sciacoach.cli.refusal import Refusal
from sciacoach.history.words import after_w, unanswered
from sciacoach.knowledge.rule import Rule, word
from sciacoach.knowledge.rules import find
from sciacoach.plan.off import Off
from sciacoach.routine.names import region_name
from sciacoach.screening.answers import Pain
from sciacoach.screening.clearance import Verdict
from sciacoach.text import listed


@dataclass(frozen=True, slots=True)
class Cause:
    """One answer, lock or rule that counts towards the verdict. `at`: when it was said."""

    id: str
    answer: str
    verdict: Verdict
    says: str
    does: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class LastVerdict:
    """The verdict over all that holds. `verdict` None: no whole screen yet. `due` is the
    set of questions that a session would ask first."""

    verdict: Verdict | None
    at: datetime | None
    causes: tuple[Cause, ...]
    pain: Pain
    message: str
    due: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the last fit, and the rule behind it."""

    says: str
    rule: str | None


@dataclass(frozen=True, slots=True)
class Advised:
    """One rule that spoke, `t` seconds into the session. `left_open` tells of a danger
    question that was not answered, in the place of what the rule is about."""

    rule: str
    t: float
    left_open: str | None = None

    @property
    def says(self) -> str | None:
        """What it came to."""
        return self.left_open or title_of(self.rule)


@dataclass(frozen=True, slots=True)
class Played:
    """A session: what was changed in it and which rules spoke."""

    id: str
    routine: str
    at: datetime
    rehearsal: bool
    changes: tuple[Change, ...]
    advice: tuple[Advised, ...]


@dataclass(frozen=True, slots=True)
class Locked:
    """One lock. `ends_at` is set where it ends by itself; `clearable` False: never."""

    id: str
    says: str
    since: datetime | None
    ends_at: datetime | None
    clearable: bool


@dataclass(frozen=True, slots=True)
class Last:
    """Everything that was decided last. `fitted` is the last session of any kind, `live`
    the last that was no rehearsal. `open` is what stays open under the locks."""

    verdict: LastVerdict
    fitted: Played | None
    live: Played | None
    refusal: Refusal | None
    locks: tuple[Locked, ...]
    open: tuple[str, ...]
    off: tuple[Off, ...] = ()
    """What the limits of days and the days off after a bad one rule out now."""
    ahead: tuple[str, ...] = ()
    """What is told of sessions that are dated in the future."""


def rule_of(name: str | None) -> Rule | None:
    """The rule with this id, where this version knows it."""
    return find(name) if name else None


def title_of(rule: str) -> str | None:
    """Its title. What the questions after `w` came to is no rule with an id."""
    found = rule_of(rule)
    return found.title if found else (after_w() | unanswered()).get(rule)


def name_of(rule: str) -> str:
    """What a person knows it by."""
    if rule in unanswered():
        return "check"
    return "w" if rule in after_w() else rule


def lifted_by(lock: Locked) -> str:
    """How a lock is lifted."""
    if lock.ends_at:
        return word("last", "ends_at", at=when(lock.ends_at))
    return word("last", "how_cleared" if lock.clearable else "never")


def off_words(one: Off) -> str:
    """What is off, where, and until when."""
    where = listed([region_name(region) for region in one.regions])
    what = word("off", f"{one.what}_there" if where else one.what, where=where)
    until = word("off", "until", at=when(one.until)) if one.until else word("off", "until_calm")
    return f"{what} {until}"


def when(at: datetime) -> str:
    """A moment on this machine's clock, to the minute."""
    return f"{at.astimezone():%Y-%m-%d %H:%M}"
