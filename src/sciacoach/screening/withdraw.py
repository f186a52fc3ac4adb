"""What `screen --withdraw` may take back: mistakes at the screen, for ten minutes (rules.md
section 2). Nothing that was confirmed in a session or at a check-in, and nothing that came in
from another history."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sciacoach.screening.fold import WITHDRAW_WITHIN, without_withdrawn
from sciacoach.screening.log import Answered, Damaged, Entry, Withdrawn


@dataclass(frozen=True, slots=True)
class Mistakes:
    """`left` can be taken back: answers of the screen without what was taken back before.
    `set_back`: some cannot, for the clock was set back since, so nobody knows how old they
    are. `again`: something was taken back in the last ten minutes already."""

    left: tuple[Answered, ...] = ()
    set_back: bool = False
    again: bool = False


def mistakes(log: Sequence[Entry], now: datetime, latest: datetime | None = None) -> Mistakes:
    """What can be taken back at `now`; `latest` is the start of the newest session. What was
    written after an answer and is dated later than `now` shows a clock that was set back."""
    left, set_back = [], False
    for index, entry in enumerate(log):
        if not isinstance(entry, Answered):
            continue
        later = tuple(log[index + 1 :])
        one = without_withdrawn(entry, later)
        assert isinstance(one, Answered)
        known = [*_times((entry, *later)), *([latest] if latest and latest > entry.at else [])]
        if max(known) > now:
            set_back |= _reaches(max(now, one.at), one, later)
        elif _reaches(now, one, later):
            left.append(one)
    return Mistakes(tuple(left), set_back, any(_takes_back(one, now) for one in log))


def _reaches(at: datetime, one: Answered, later: tuple[Entry, ...]) -> bool:
    """Whether a command at `at` takes something of it back."""
    return without_withdrawn(one, (*later, Withdrawn(at))) != one


def _times(entries: Iterable[Entry]) -> Iterator[datetime]:
    yield from (one.at for one in entries if not isinstance(one, Damaged))


def _takes_back(entry: Entry, now: datetime) -> bool:
    if not isinstance(entry, Withdrawn) or entry.read_back:
        return False
    return timedelta(0) <= now - entry.at <= WITHDRAW_WITHIN
