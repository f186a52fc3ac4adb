"""Whether the last session broke off a short while ago. Quick to look: `start` and the page of
today ask each time."""

from datetime import datetime, timedelta

from sciacoach.history import reading
from sciacoach.history.database import Database

WITHIN = timedelta(hours=1)
"""How long a session that broke off is offered (contract)."""

_LOOK_BACK = 50
"""So many sessions are looked through for one that is no rehearsal."""

Broken = tuple[str, datetime]
"""The id of a session, and its last sign of life."""


def broken_off(db: Database, now: datetime) -> Broken | str:
    """The newest session that counts, if it broke off less than an hour before `now`; else
    which words of `resume.json` say why not."""
    found = (one for one in reading.newest(db, _LOOK_BACK) if not one.header.rehearsal)
    last = next(found, None)
    if last is None or last.outcome != "interrupted" or last.ended_at is None:
        return "none"
    ended_at = datetime.fromisoformat(last.ended_at)
    if max(ended_at, datetime.fromisoformat(last.header.started_at)) > now:
        return "clock"
    if now - ended_at >= WITHIN:
        return "late"
    return "told" if last.checkin is not None else (last.header.id, ended_at)
