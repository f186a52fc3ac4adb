"""What is asked of the open history. Nothing here changes it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sciacoach.history import reading
from sciacoach.history.database import Database
from sciacoach.history.records import Checkin, DayReading, SessionRecord

if TYPE_CHECKING:
    from sciacoach.history.deleting import Chosen
    from sciacoach.history.resuming import Interrupted
    from sciacoach.history.safety import Safety
    from sciacoach.plan.past import Past


class Asked:
    """The questions to an open history."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def sessions(
        self, since: datetime | None = None, until: datetime | None = None
    ) -> Iterator[SessionRecord]:
        """Whole sessions, oldest first, that began in [since, until)."""
        return reading.sessions(self._db, since, until)

    def newest(self, limit: int) -> list[SessionRecord]:
        """Summaries of the newest sessions, newest first."""
        return reading.newest(self._db, limit)

    def find(self, start: str, limit: int = 5) -> list[str]:
        """Up to `limit` ids of sessions that begin with `start`, oldest first."""
        return reading.find(self._db, start, limit)

    def session(self, session: str) -> SessionRecord | None:
        """One whole session."""
        return reading.session(self._db, session)

    def pains(self, since: datetime | None = None) -> list[DayReading]:
        """The readings of any day, oldest first, that were told from `since` on."""
        return reading.pains(self._db, since)

    def checkins(self, since: datetime) -> list[Checkin]:
        """The check-ins that were told from `since` on, in the order of their sessions.
        Rehearsals have none."""
        return reading.checkins(self._db, since)

    def past(self, now: datetime) -> "Past":
        """What was really done, for fit; a start in the future counts as `now`."""
        from sciacoach.history.remnants import past

        return past(self._db, now)

    def interrupted(self, now: datetime) -> "Interrupted | str":
        """The session that may be gone on with at `now`, or which words of `resume.json` say
        why there is none."""
        from sciacoach.history.broken_off import broken_off

        found = broken_off(self._db, now)
        if isinstance(found, str):
            return found
        from sciacoach.history.resuming import brought_back

        record = self.session(found[0])
        assert record is not None
        return brought_back(record, found[1])

    def screen_log(self) -> list[tuple[str, str, dict[str, Any]]]:
        """The screen's log, oldest first: when, what kind, what."""
        return reading.screen_log(self._db)

    def safety(self, since: datetime | None = None, until: datetime | None = None) -> "Safety":
        """What an export says besides its sessions, so that an import is as strict."""
        from sciacoach.history.taking import safety_of

        return safety_of(self._db, since, until)

    def choose(
        self, ids: Sequence[str] = (), before: datetime | None = None, everything: bool = False
    ) -> "Chosen":
        """What a deletion would delete. Raises `Failed` where one of the sessions runs."""
        from sciacoach.history.deleting import choose

        return choose(self._db, ids, before, everything)
