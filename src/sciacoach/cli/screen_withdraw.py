"""What `sciacoach screen --withdraw` takes back, and why it does not."""

from collections.abc import Sequence
from datetime import datetime

from sciacoach.cli.clearing import current
from sciacoach.errors import Failed, Usage
from sciacoach.history.store import Store
from sciacoach.screening.catalogue import catalogue
from sciacoach.screening.log import Answered, Withdrawn
from sciacoach.screening.withdraw import Mistakes, mistakes
from sciacoach.text import clean, nearest

CLEAR = 'What a clinician cleared: sciacoach screen --cleared "who" --on DATE'


def withdrawn(store: Store, items: tuple[str, ...] | None, now: datetime) -> Withdrawn:
    """The entry that takes back the named items, or all. Raises `Failed` where there is
    nothing to take back, `Usage` for an item that was not answered."""
    newest = store.newest(1)
    latest = datetime.fromisoformat(newest[0].header.started_at) if newest else None
    found = mistakes(current(store, now).log, now, latest)
    if not found.left:
        raise _nothing(found)
    return Withdrawn(now, None if items is None else _named(items, found.left))


def _nothing(found: Mistakes) -> Failed:
    if found.set_back:
        return Failed(
            "The clock of this computer was set back since the last answers, so nobody can tell "
            "whether they are younger than ten minutes.",
            f"Set the clock right first. {CLEAR}",
        )
    if found.again:
        return Failed("There is nothing more to take back.", "Answer anew: sciacoach screen")
    return Failed(
        "Nothing was answered at this screen in the last ten minutes.",
        f"What was confirmed in a session, at a check-in or on another machine stays. {CLEAR}",
    )


def _named(items: Sequence[str], left: Sequence[Answered]) -> tuple[str, ...]:
    """The named items, each answered within the time; W1 goes with the item it counts as."""
    if not items:
        raise Usage("--items names nothing.", "Leave --items out to take back all.")
    walk = catalogue().walk
    answered = tuple(dict.fromkeys(name for entry in left for name in entry.answers))
    found: list[str] = []
    for name in items:
        also = [walk.item.id] if name == walk.counts_as and walk.item.id in answered else []
        if name not in answered and not also:
            near = nearest(name, answered)
            fix = f"Did you mean {near}?" if near else "Leave --items out to take back all."
            raise Usage(f"{clean(name, 40)} was not answered in the last ten minutes.", fix)
        found += [name, *also]
    return tuple(found)
