"""L29 and L30: a look back after two and four weeks, from what was really told.

Pure. It blocks nothing, and it never says that the massage worked: many people get better
with time alone (reference 5.1). The words are data (`data/checkin.json`, `review`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sciacoach import data
from sciacoach.plan.past import Past
from sciacoach.routine.limits import Column, bound

POINTS = 2.0
SHARE = 0.3
"""The smallest drop that counts: 2 points, or 30 percent of the start (O1, O2; [S60])."""

MEANT = 3
"""One reading is noise: the mean of the last three is held against that of the first three
(reference 5.1)."""

FRESH = timedelta(days=14)
"""The last three say how it is now only if they are not older than this."""

MEASURES = ("leg", "back")


@dataclass(frozen=True, slots=True)
class Told:
    """An average of the last 24 hours, 0 to 10, as a check-in told it; None: not given."""

    at: datetime
    leg: int | None = None
    back: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """The mean of the first three and of the last three readings of one pain."""

    what: str
    first: float
    last: float

    @property
    def drop(self) -> float:
        """Points that it is lower by; negative: higher."""
        return self.first - self.last

    @property
    def counts(self) -> bool:
        """Whether it is better by as much as counts: 2 points or 30 percent."""
        enough = self.drop >= POINTS or (self.first > 0 and self.drop / self.first >= SHARE)
        return self.drop > 0 and enough


def looks_back(past: Past) -> int | None:
    """The weeks that are full since the first session with contact, where the session just
    over (the newest of `past`) is the first that began after two, four, eight, twelve ...
    weeks; else None. So each look back is told once, and needs no memory of its own."""
    pressed = [one for one in past.sessions if one.contacts]
    if len(pressed) < 2:
        return None
    first, before, newest = (pressed[place].started_at for place in (0, -2, -1))
    reached = _reached(newest - first)
    return reached if reached and reached != _reached(before - first) else None


def _reached(age: timedelta) -> int:
    """The last point to look back at, in weeks: 2, 4, 8, 12 ...; 0 before the first."""
    two, four = (timedelta(seconds=bound("L29", c)) for c in (Column.DEFAULT, Column.HARD))
    if age < two:
        return 0
    return 2 if age < four else 4 * (age // four)


def changes(told: Sequence[Told], now: datetime) -> tuple[Change, ...]:
    """What was told, first against last, for each pain that was told six times or more and
    also lately."""
    found = []
    for what in MEASURES:
        known = [(one.at, getattr(one, what)) for one in told if getattr(one, what) is not None]
        known.sort(key=lambda one: one[0])
        if len(known) >= 2 * MEANT and now - known[-MEANT][0] <= FRESH:
            numbers = [number for _, number in known]
            found.append(Change(what, _mean(numbers[:MEANT]), _mean(numbers[-MEANT:])))
    return tuple(found)


def review_lines(weeks: int, found: Sequence[Change]) -> tuple[str, ...]:
    """What is told at the look back after so many weeks: L29, and from four weeks on L30
    where no pain got better by as much as counts. Without readings it says just that."""
    words = data.json_file("checkin.json")["review"]
    lines = [words["weeks"].format(weeks=weeks), *(_line(words, one) for one in found)]
    if not _had_pain(found):
        lines.append(words["unknown"])
    elif any(one.counts for one in found):
        lines.append(words["better"])
    else:
        lines.append(words["no_benefit" if weeks >= 4 else "not_yet"])
    return tuple(lines)


def _had_pain(found: Sequence[Change]) -> bool:
    """Whether there was a pain that could get better or did get worse."""
    return any(one.first > 0 or one.last > 0 for one in found)


def _line(words: dict[str, Any], one: Change) -> str:
    numbers = {"first": f"{one.first:.1f}", "last": f"{one.last:.1f}"}
    return str(words["change"]).format(what=words[one.what], **numbers)


def _mean(numbers: Sequence[int]) -> float:
    return sum(numbers) / len(numbers)
