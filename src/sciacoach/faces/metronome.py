"""The tempo of a step by ear: one order for all its ticks, given when it begins or goes on.

What plays them counts samples, so that they keep time though nobody looks at the clock more
than four times a second. Each order is in step with the step's own position.
"""

from collections.abc import Callable, Sequence

from sciacoach.audio.tones import AT_WORK
from sciacoach.faces.heard import AFTER_S, WORDS_A_SECOND, Heard
from sciacoach.session.events import Moment


class Metronome:
    """Looks at every moment, and gives `order` the seconds from now at which to tick; none:
    stop."""

    def __init__(self, order: Callable[[Sequence[float]], object]) -> None:
        self._order = order
        self._begun: tuple[int, float | None] | None = None
        """The step that was ordered, and its length: it may get longer."""
        self._ticks = False

    def look(self, moment: Moment, now: Heard) -> None:
        """`now` is what is heard of this moment. Where that is a warning in a step that goes
        on, its words are heard alone."""
        works = (moment.index, moment.whole_s) if moment.state == "working" else None
        alone_s = _alone_s(now)
        if works != self._begun or alone_s:
            self._tell(moment, alone_s)
        self._begun = works

    def forget(self) -> None:
        """All was silenced."""
        self._begun, self._ticks = None, False

    def _tell(self, moment: Moment, alone_s: float) -> None:
        ahead = (at - moment.pos_s for at in moment.ticks())
        due = [round(at, 4) for at in ahead if at > alone_s]
        if due or self._ticks:
            self._order(due)
        self._ticks = bool(due)


def _alone_s(now: Heard) -> float:
    """How long what is heard may not be ticked into (seconds)."""
    if now.tone is None or now.tone in AT_WORK:
        return 0.0
    return AFTER_S + len(now.text.split()) / WORDS_A_SECOND
