"""What waits for the child to take it: never more than one cue, for only the newest counts.

A pipe takes what fits. What has begun to go must go on; behind it waits the newest order of each
kind, and behind those, texts to prepare.
"""

from collections import deque
from collections.abc import Callable

Write = Callable[[bytes], int]
"""Gives as much as goes in at once, and says how many bytes that was."""

_MOST_LATER = 500


class Outbox:
    """Lines on their way. Nothing here waits."""

    def __init__(self, write: Write) -> None:
        """`write` may raise OSError, which is passed on."""
        self._write = write
        self._going = b""
        self._next: dict[str, bytes] = {}
        self._later: deque[bytes] = deque(maxlen=_MOST_LATER)
        self.left_out = 0
        """Orders that a newer one took the place of before they could go."""

    def now(self, line: bytes, kind: str = "cue") -> None:
        """An order: it takes the place of one of its kind that still waits. What stops the
        ticks is never lost to a cue."""
        if self._next.pop(kind, None) and kind == "cue":
            self.left_out += 1
        self._next[kind] = line
        self.flush()

    def later(self, line: bytes) -> None:
        """Something that can wait for the next `flush`."""
        self._later.append(line)

    def flush(self) -> None:
        """Give what goes in: the order that waits, then what can wait."""
        while self._going or self._take():
            taken = self._write(self._going)
            self._going = self._going[taken:]
            if not taken:
                return

    def _take(self) -> bool:
        if self._next:
            self._going = self._next.pop(next(iter(self._next)))
        elif self._later:
            self._going = self._later.popleft()
        return bool(self._going)
