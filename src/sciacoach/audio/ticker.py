"""The ticks of a tempo, each at its exact sample.

They are ordered once for a whole step: somebody who looks at a clock four times a second could
not keep time. All else goes before them: none begins while a tone is heard, and over words they
are soft.
"""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Iterable

from sciacoach.audio.sound import RATE, Sound, gain

SOFT = 0.5
"""Of its loudness that a tick has over words."""


class Ticker:
    """Counts samples, and ticks where it is told to."""

    def __init__(self) -> None:
        self._tick = self._softly = array("h")
        self._due: deque[int] = deque()
        """Samples from now on."""
        self._rest = array("h")
        """What is left of the tick that sounds."""

    def begin(self, tick: Sound, at_s: Iterable[float]) -> None:
        """Tick so many seconds from now, in order, in the place of what was ordered before;
        `tick` has the common rate."""
        self._tick, self._softly = tick.samples, gain(tick, SOFT).samples
        self._due = deque(round(at * RATE) for at in at_s)

    def stop(self) -> array[int]:
        """No more ticks. Gives what was left of the one that sounded."""
        self._due.clear()
        rest, self._rest = self._rest, array("h")
        return rest

    def take(self, count: int, *, tone: bool, words: bool) -> array[int]:
        """The next `count` samples at most; empty where nothing is heard. `tone` and `words`:
        whether any sound now."""
        part, self._rest = self._rest[:count], self._rest[count:]
        while self._due and self._due[0] < count:
            at = self._due.popleft()
            if not tone and at >= len(part):
                tick = self._softly if words else self._tick
                part.extend(array("h", bytes(2 * (at - len(part)))))
                part.extend(tick[: count - at])
                self._rest = tick[count - at :]
        self._due = deque(at - count for at in self._due)
        return part
