"""The only maker of a `Clearance`.

A clearance comes of a complete screen that is young enough, or of an emergency, which
needs no more questions and lets nothing be started.
"""

from dataclasses import dataclass
from datetime import datetime

from sciacoach.screening.answers import Experience
from sciacoach.screening.assess import assess
from sciacoach.screening.catalogue import catalogue
from sciacoach.screening.clearance import _SEAL, Clearance, Verdict
from sciacoach.screening.items import SetName
from sciacoach.screening.sets import needed, required
from sciacoach.screening.standing import Standing
from sciacoach.vocabulary import Tool


@dataclass(frozen=True, slots=True)
class Incomplete:
    """No verdict yet: the set that is due, and the ids it asks."""

    set: SetName
    missing: tuple[str, ...]


def judge(
    standing: Standing, experience: Experience, now: datetime, number: str | None = None
) -> Clearance | Incomplete:
    """The clearance at `now`, or what must be answered first.

    `number` is the emergency number of the settings.
    """
    found = assess(standing, experience, now, number)
    wanted = needed(standing, experience, now)
    if wanted is not None and found.verdict is not Verdict.EMERGENCY:
        return Incomplete(wanted, required(wanted, standing, experience, {}))
    have = standing.facts.have
    return Clearance(
        verdict=found.verdict,
        reasons=found.reasons,
        restrictions=found.restrictions,
        by_item=found.by_item,
        does=found.does,
        scope=found.scope,
        active=found.active,
        flare=found.flare,
        message=found.message,
        version=catalogue().version,
        at=now,
        affected=standing.facts.side,
        have=None if have is None else have | {Tool.HANDS},
        seal=_SEAL,
    )
