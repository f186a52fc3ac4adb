"""From a submission to entries of the log: which set it answers, and what may be kept.

`default: no` answers the rest for a look ahead only: what it filled in is judged and never
kept. Worrying answers that were really given are kept always (rules: section 1.7).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sciacoach.screening.answers import Experience, Given, Submission
from sciacoach.screening.assess import flares
from sciacoach.screening.catalogue import catalogue
from sciacoach.screening.items import Answer, SetName
from sciacoach.screening.log import Answered
from sciacoach.screening.sets import largest, missing, required
from sciacoach.screening.standing import Standing

MOST_OLD = timedelta(hours=12)
"""How old an answers file may be for a live session (contract)."""


@dataclass(frozen=True, slots=True)
class Intake:
    """`judged` is the entry to fold for the verdict; `kept` what to store, if anything;
    `missing` the ids that `named` still asks."""

    set: SetName | None
    missing: tuple[str, ...]
    judged: Answered
    kept: Answered | None


def take(
    named: SetName,
    submission: Submission,
    standing: Standing,
    experience: Experience,
    now: datetime,
    live: bool = True,
) -> Intake:
    """What `submission` answers of the set `named` or of a larger one.

    `live`: the answers may be kept as a whole screen, if they are young enough and none of
    them was filled in. A rehearsal keeps what worries alone.
    """
    given = dict(submission.answers)
    found = largest(named, standing, experience, given)
    filled = found is None and submission.default_no
    if filled:
        given = _filled(named, standing, experience, given)
        found = named
    judged = _entry(found, submission, given, now)
    whole = found is not None and live and not filled and is_young(submission, now)
    kept = judged if whole else _worrying(submission, now)
    open_ = () if found else missing(named, standing, experience, given)
    return Intake(found, open_, judged, kept)


def is_young(submission: Submission, now: datetime) -> bool:
    """Whether the answers say when they were given, and that is at most twelve hours ago."""
    at = submission.answered_at
    return at is not None and timedelta(0) <= now - at <= MOST_OLD


def _entry(
    name: SetName | None, submission: Submission, given: Mapping[str, Given], now: datetime
) -> Answered:
    return Answered(
        at=now,
        set=name,
        version=catalogue().version,
        answered_at=submission.answered_at or now,
        answers=given,
        facts=submission.facts,
        pain=submission.pain,
    )


def _worrying(submission: Submission, now: datetime) -> Answered | None:
    """The answers that count at any time, as an unfinished screen; None: there are none.

    The facts are left out: an age or an onset belongs to a whole screen.
    """
    given = {name: one for name, one in submission.answers.items() if _worries(name, one)}
    pain = submission.pain if submission.pain and flares(submission.pain) else None
    if not given and pain is None:
        return None
    at = submission.answered_at or now
    return Answered(now, None, catalogue().version, at, given, pain=pain)


def _worries(name: str, given: Given) -> bool:
    known = catalogue()
    if name == known.walk.item.id:
        return given.answer is not Answer.YES
    return given.answer.is_worrying and name != known.change.item.id


def _filled(
    named: SetName, standing: Standing, experience: Experience, given: dict[str, Given]
) -> dict[str, Given]:
    """`given`, with the answer without worry to everything else that `named` asks."""
    walk = catalogue().walk.item.id
    for name in required(named, standing, experience, given):
        given.setdefault(name, Given(Answer.YES if name == walk else Answer.NO))
    return given
