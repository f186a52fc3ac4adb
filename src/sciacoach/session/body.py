"""What a body was given while a session runs, and how much the limits still leave.

All of it lies on the body's clock, which also runs in pauses, because a body rests in a
pause.
"""

from collections.abc import Sequence
from dataclasses import replace

from sciacoach.routine.layout import Contact, Turn
from sciacoach.routine.limits import Column, bound, gathered, go_limit, pressing
from sciacoach.vocabulary import MOVING, Region

Room = tuple[float, str]
"""Seconds that are left, and the limit that bounds them."""

_SLACK = 1e-6


def exact(seconds: float) -> float:
    """To the billionth: what comes in many pieces is what comes in one."""
    return round(seconds, 9)


def pressed(turn: Turn, index: int, start: float, seconds: float, go: int = 0) -> Contact:
    """A stretch of pressing of `turn`, the turn number `index` of its plan."""
    assert turn.region is not None and turn.tool is not None
    return Contact(index, start, seconds, turn.region, turn.tool, turn.side, turn.do in MOVING, go)


class Body:
    """The contact of one session so far. `earlier` is what the last 20 hours gave."""

    def __init__(self, column: Column, earlier: Sequence[Contact]) -> None:
        self._column = column
        self._earlier = tuple(earlier)
        self._goes: dict[int, int] = {}
        self.done: list[Contact] = []
        self.contact_s = 0.0
        self.prepared_s = 0.0
        """Getting on and changing over of contact steps that are over (L12)."""

    @property
    def last_region(self) -> Region | None:
        """Where it was pressed last."""
        return self.done[-1].region if self.done else None

    def new_go(self, index: int) -> int:
        """The number of the next go at a turn, 0 for the first."""
        self._goes[index] = self._goes.get(index, -1) + 1
        return self._goes[index]

    def press(self, turn: Turn, index: int, go: int, start: float, seconds: float) -> None:
        """`turn` was pressed from `start` on; a stretch that goes on becomes one with it."""
        self.contact_s = exact(self.contact_s + seconds)
        last = self.done[-1] if self.done else None
        if last and (last.turn, last.go) == (index, go) and abs(last.end - start) < _SLACK:
            self.done[-1] = replace(last, seconds=exact(last.seconds + seconds))
        else:
            self.done.append(pressed(turn, index, start, seconds, go))

    def given(self, index: int) -> float:
        """Seconds that a turn was pressed, all its goes together."""
        return sum(one.seconds for one in self.done if one.turn == index)

    def room(self, turn: Turn, index: int, go: int, preparing_s: float) -> Room:
        """Seconds that this go at `turn` may still press; `preparing_s` is its own getting
        on so far."""
        probe = pressed(turn, index, 0.0, 0.0, go)
        limit = go_limit(probe.region, probe.tool, probe.moving)
        so_far = sum(c.seconds for c in self.done if (c.turn, c.go) == (index, go))
        rooms = [(bound(limit, self._column) - so_far, limit)]
        for (total, *_), stretches in gathered((*self.done, probe), self._earlier).items():
            if probe in stretches:
                rooms.append(
                    (bound(total, self._column) - sum(c.seconds for c in stretches), total)
                )
        spent = self.prepared_s + preparing_s + self.contact_s
        rooms.append((bound("L12", self._column) - spent, "L12"))
        least, why = min(rooms)
        return max(least, 0.0), why

    def owed_rest(self, turn: Turn, at: float) -> float:
        """Seconds of rest that L19 still asks for, if `turn` begins to press at `at`."""
        if not turn.is_contact:
            return 0.0
        sides = pressed(turn, 0, at, 0.0).sides
        ends = [c.end for c in self.done if c.region is turn.region and set(c.sides) & set(sides)]
        return max(0.0, max(ends) + bound("L19", self._column) - at) if ends else 0.0

    def passes(
        self,
        turns: Sequence[Turn],
        ahead: Sequence[tuple[int, float]],
        ongoing: int | None = None,
        preparing_s: float = 0.0,
    ) -> str | None:
        """The first limit of time that what was done and `ahead` (turn, seconds) pass
        together, or None. `ongoing` is the turn whose go is not over yet. Rests are left
        aside, since what is owed is always waited for."""
        line, spent = list(self.done), self.prepared_s + preparing_s
        for index, seconds in ahead:
            turn = turns[index]
            if turn.is_contact:
                spent += 0.0 if index == ongoing else turn.prepare_s
                go = self._goes.get(index, -1) + (0 if index == ongoing else 1)
                line.append(pressed(turn, index, 0.0, seconds, go))
        names = [turn.name for turn in turns]
        for found in pressing(line, names, self._column, self._earlier):
            if found.limit != "L19":
                return found.limit
        spent += sum(one.seconds for one in line)
        return "L12" if spent > bound("L12", self._column) + _SLACK else None
