"""Which set of questions is due, what it asks, and what of it is still unanswered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sciacoach.screening.answers import Experience, Given, Screened
from sciacoach.screening.catalogue import catalogue
from sciacoach.screening.contained import change_items
from sciacoach.screening.items import Item, Line, Page, SetName
from sciacoach.screening.standing import Standing
from sciacoach.screening.words import changed_label, changed_question, words

FRESH = timedelta(minutes=30)
"""How long `start` uses a screen, and an unfinished one can be taken up again."""

WEEKLY_AFTER = timedelta(days=7)
FULL_AFTER = timedelta(days=14)
"""Without a session that long, everything is asked again."""

SKEW = timedelta(minutes=2)
"""A screen dated further in the future than this is not believed."""


class Kind(StrEnum):
    """How a sheet is asked."""

    LABELS = "labels"
    LINES = "lines"
    WALK = "walk"
    YOU = "you"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as it is asked: labels, lines with items under them, the walking test, or
    the page `you`. `changed_since` are the cleared items on it and their dates."""

    id: str
    kind: Kind
    title: str
    lines: tuple[Line, ...]
    changed_since: Mapping[str, date]

    @property
    def items(self) -> tuple[str, ...]:
        """Every item on it."""
        return tuple(item for line in self.lines for item in line.items)

    def label(self, item: str) -> str:
        """The item's label, or what a cleared one is asked as."""
        since = self.changed_since.get(item)
        label = question_of(item).label
        return label if since is None else changed_label(label, since)

    def question(self, item: str) -> str:
        """The item's whole question, or what a cleared one is asked as."""
        since = self.changed_since.get(item)
        asked = question_of(item)
        return asked.question if since is None else changed_question(asked.label, since)


def question_of(name: str) -> Item:
    """An item, W1 or CH1."""
    known = catalogue()
    return known.change.item if name == known.change.item.id else known.by_id[name]


def due(standing: Standing, experience: Experience, now: datetime) -> SetName:
    """The set that is due at `now`, as if none had been answered just before."""
    full, weekly = standing.full, standing.weekly
    if full is None or weekly is None or standing.full_wanted:
        return SetName.FULL
    if full.version != catalogue().version or _from_the_future(full, now):
        return SetName.FULL
    if _from_the_future(weekly, now) or _away(full, experience, now) or _fever(standing, now):
        return SetName.FULL
    return SetName.WEEKLY if now - weekly.answered_at >= WEEKLY_AFTER else SetName.DAILY


def needed(standing: Standing, experience: Experience, now: datetime) -> SetName | None:
    """The set that must be answered before anything starts; None: the last screen is
    younger than 30 minutes, and no session has used it."""
    wanted = due(standing, experience, now)
    last, session = standing.last, experience.last_session_at
    if wanted is not SetName.DAILY or last is None:
        return wanted
    used = session is not None and session >= last.at
    return None if -SKEW <= now - last.at < FRESH and not used else wanted


def _from_the_future(screened: Screened, now: datetime) -> bool:
    return screened.answered_at > now + SKEW


def _away(full: Screened, experience: Experience, now: datetime) -> bool:
    seen = full.answered_at
    if experience.last_session_at is not None:
        seen = max(seen, experience.last_session_at)
    return now - seen >= FULL_AFTER


def _fever(standing: Standing, now: datetime) -> bool:
    """Whether a fever has been gone for two days and no full set was answered since."""
    assert standing.full is not None
    for name in catalogue().fever:
        holds = standing.items.get(name)
        if holds is None or holds.latest is None:
            continue
        gone = holds.latest + timedelta(hours=catalogue().fever_hours)
        if standing.full.answered_at < gone <= now:
            return True
    return False


def sheets(name: SetName, standing: Standing, experience: Experience) -> tuple[Sheet, ...]:
    """The pages of the set, in order, for this person."""
    known = catalogue()
    since = _cleared(standing)
    if name is SetName.FULL:
        return tuple(_page(page, since, experience) for page in known.full)
    daily = _daily(experience, since)
    if name is SetName.DAILY:
        return (daily,)
    again = tuple(i for i in known.again.items if _is_worrying(standing, i))
    walk = Line(known.walk.item.id, known.walk.item.label, (known.walk.item.id,))
    found = [daily, _labels(known.week, since)]
    if again:
        found.append(_labels(Page(known.again.id, known.again.title, again), since))
    return (*found, Sheet("walk", Kind.WALK, words("test_title"), (walk,), {}))


def change_sheets(standing: Standing) -> tuple[Sheet, ...]:
    """The pages that a yes to CH1 opens."""
    known = catalogue()
    return tuple(_labels(known.page(name), _cleared(standing)) for name in known.change.pages)


def required(
    name: SetName, standing: Standing, experience: Experience, answers: Mapping[str, Given]
) -> tuple[str, ...]:
    """The ids that must be answered, in the order they are asked."""
    found = [item for sheet in sheets(name, standing, experience) for item in sheet.items]
    change = answers.get(catalogue().change.item.id)
    if change and change.answer.is_worrying:
        found += change_items()
    return tuple(dict.fromkeys(found))


def missing(
    name: SetName, standing: Standing, experience: Experience, answers: Mapping[str, Given]
) -> tuple[str, ...]:
    """The ids that are not answered yet."""
    asked = required(name, standing, experience, answers)
    return tuple(item for item in asked if item not in answers)


def largest(
    named: SetName, standing: Standing, experience: Experience, answers: Mapping[str, Given]
) -> SetName | None:
    """The largest set that `answers` answer whole, `named` or larger; None: not even that."""
    for name in reversed(SetName):
        if name.size >= named.size and not missing(name, standing, experience, answers):
            return name
    return None


def _cleared(standing: Standing) -> dict[str, date]:
    walk = catalogue().walk.item.id
    return {
        name: holds.cleared_on
        for name, holds in standing.items.items()
        if holds.cleared_on is not None and name != walk
    }


def _is_worrying(standing: Standing, item: str) -> bool:
    return item in standing.items and standing.items[item].answer.is_worrying


def _labels(page: Page, since: Mapping[str, date], kind: Kind = Kind.LABELS) -> Sheet:
    lines = tuple(Line(name, question_of(name).label, (name,)) for name in page.items)
    return Sheet(page.id, kind, page.title, lines, since)


def _page(page: Page, since: Mapping[str, date], experience: Experience) -> Sheet:
    known = catalogue()
    if page.id == known.after_session_page and experience.session_at:
        page = Page(page.id, page.title, (*page.items, known.after_session))
    return _labels(page, since, Kind.YOU if page is known.full[-1] else Kind.LABELS)


def _daily(experience: Experience, since: Mapping[str, date]) -> Sheet:
    """The seven lines; cleared items stand apart, each on a line of its own."""
    known = catalogue()
    left = set(since) if experience.session_at else {*since, known.after_session}
    lines = [
        Line(line.id, line.label, tuple(i for i in line.items if i not in left))
        for line in known.lines
    ]
    apart = [
        Line(item, changed_label(question_of(item).label, since[item]), (item,))
        for line in known.lines
        for item in line.items
        if item in since
    ]
    found = tuple(line for line in lines if line.items) + tuple(apart)
    return Sheet("daily", Kind.LINES, words("daily_title"), found, since)
