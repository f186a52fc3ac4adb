"""The only file that reads a clock.

`now` is wall time with its offset; `mono` is seconds of a clock that also runs while the
machine sleeps, where there is one (`CLOCK_BOOTTIME`), so that a closed lid is seen.
"""

import time
from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """What the program needs of time."""

    def now(self) -> datetime:
        """Wall time, with its offset from UTC."""
        ...

    def mono(self) -> float:
        """Seconds of the real, unscaled clock since the process began."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait that many real seconds."""
        ...


def _real() -> float:
    boottime = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boottime is None else time.clock_gettime(boottime)


_BEGAN = _real()


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Wall time in the local zone."""
        return datetime.now().astimezone()

    def mono(self) -> float:
        """Seconds since the process began, sleep counted."""
        return _real() - _BEGAN

    def sleep(self, seconds: float) -> None:
        """Wait; a negative time is no wait."""
        if seconds > 0:
            time.sleep(seconds)
