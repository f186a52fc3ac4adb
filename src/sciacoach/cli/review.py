"""The look back (L29, L30) with the history around it: for the page after a session."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sciacoach.history.store import Store
    from sciacoach.plan.review import Told

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def look_back(store: "Store", now: datetime) -> tuple[str, ...]:
    """What the page after a session tells of the weeks before it; empty where it is not
    time for that. Ask it after a live session only, when that one is in the history."""
    from sciacoach.plan.review import changes, looks_back, review_lines

    weeks = looks_back(store.past(now))
    return review_lines(weeks, changes(_told(store), now)) if weeks else ()


def _told(store: "Store") -> "list[Told]":
    """Every average that a check-in told: of a session, or of any day."""
    from sciacoach.plan.review import Told

    found = [
        Told(datetime.fromisoformat(one.at), one.body.get("leg"), one.body.get("back"))
        for one in store.checkins(LONG_AGO)
    ]
    found += [
        Told(datetime.fromisoformat(one.at), one.said.leg, one.said.back) for one in store.pains()
    ]
    return found
