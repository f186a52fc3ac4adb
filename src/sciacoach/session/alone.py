"""Hands-free, nobody may be watching: what a check that nobody answered leaves out."""

from sciacoach.routine.layout import Turn
from sciacoach.vocabulary import NEAR_NERVE

RULE = "no_answer"
"""The rule under which it is told that something was left out."""

MOST_UNANSWERED = 2
"""After so many checks in a row that nobody answered, nothing is pressed any more."""


class Unanswered:
    """The checks that nobody answered, and what was pressed near the nerve since the last
    one (rules.md section 6)."""

    def __init__(self) -> None:
        self._in_a_row = 0
        self._near_nerve: set[object] = set()
        self._told = False

    def check_over(self, answered: bool) -> None:
        """A check is over."""
        self._in_a_row = 0 if answered else self._in_a_row + 1
        self._near_nerve.clear()
        self._told = False

    def pressed(self, turn: Turn) -> None:
        """A turn was pressed."""
        if turn.region in NEAR_NERVE:
            self._near_nerve.add((turn.source, turn.rounds))

    def tells(self) -> bool:
        """Whether the reason was not told yet since the last check. Asked once, it is."""
        told, self._told = self._told, True
        return not told

    def leaves_out(self, turn: Turn) -> bool:
        """Whether a turn may not come now: after one unanswered check only one more step
        near the nerve (both its sides), after two no contact at all."""
        if not turn.is_contact or self._in_a_row == 0:
            return False
        if self._in_a_row >= MOST_UNANSWERED:
            return True
        others = self._near_nerve - {(turn.source, turn.rounds)}
        return turn.region in NEAR_NERVE and bool(others)
