"""The offer to go on with a session that was cut off, as `start` and the page of today make it."""

from dataclasses import dataclass
from datetime import datetime

from sciacoach import data
from sciacoach.history.store import Store


@dataclass(frozen=True, slots=True)
class Offer:
    """A session that may be gone on with: the line that says so, what ends the offer, and
    what a program reads of it."""

    says: str
    last: str
    session: str
    routine: str
    until: datetime


def offer_of(store: Store, now: datetime) -> Offer | None:
    """The session that `--resume` would go on with; None: there is none, or it owes an
    answer."""
    found = store.interrupted(now)
    if isinstance(found, str) or found.owed:
        return None
    words, head = data.json_file("resume.json"), found.record.header
    minutes = int((now - found.ended_at).total_seconds() // 60)
    ago = words["minutes"].get(str(minutes), words["minutes"]["more"]).format(n=minutes)
    until = found.until.astimezone(now.tzinfo)
    title = head.routine.title
    says = words["offer"].format(title=title, ago=ago, until=f"{until:%H:%M}")
    return Offer(says, words["offer_last"], head.id, head.routine.id, until)
