"""A session that is watched: everything it says is kept, and held against the limits."""

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from sciacoach.routine.limits import Breach, bound, pressing
from sciacoach.session.commands import Command
from sciacoach.session.events import Event
from sciacoach.session.machine import Session
from sciacoach.session.plan import Fitted
from sciacoach.session.stop_rules import Reading
from sciacoach.vocabulary import Lowest

BEFORE = Reading(leg=3, back=2, lowest=Lowest.BUTTOCK)
SLACK = 1e-3


class Watched:
    """A session and everything it has said. It has begun."""

    def __init__(
        self,
        plan: Fitted,
        *,
        hands_free: bool = False,
        rehearsal: bool = False,
        before: Reading = BEFORE,
    ) -> None:
        self.plan = plan
        self.session = Session(
            plan, "one", hands_free=hands_free, rehearsal=rehearsal, before=before
        )
        self.events: list[Event] = self.session.start()

    def wait(self, seconds: float, pieces: int = 1) -> list[Event]:
        """Let time go by; what was said meanwhile."""
        said: list[Event] = []
        for _ in range(pieces):
            said += self.session.advance(seconds / pieces)
        self.events += said
        return said

    def give(self, name: str, **values: Any) -> list[Event]:
        """Give a command; what it led to. `what` is the word after `wrong`."""
        what = values.pop("what", "")
        said = self.session.command(Command(name, what=what, values=values))
        self.events += said
        return said

    def do(self, keys: Sequence[tuple[float, Command]], pieces: int = 1) -> None:
        """Wait and give commands, one after the other."""
        for seconds, command in keys:
            self.wait(seconds, pieces)
            self.events += self.session.command(command)

    def go_on(self, most: int) -> None:
        """Say yes to whatever waits until the session is over."""
        for _ in range(most):
            if self.session.ended:
                return
            for name in ("ready", "resume", "no"):
                self.events += self.session.command(Command(name))
            self.wait(30)

    def bodies(self) -> list[dict[str, Any]]:
        """Everything that was said, as it would be written."""
        return [event.body() for event in self.events]

    def kinds(self) -> list[str]:
        """What was said, by kind."""
        return [event.kind for event in self.events]

    def snapshot(self) -> dict[str, Any]:
        """Everything the session holds and may change."""
        held = {key: _open(value) for key, value in vars(self.session).items()}
        del held["plan"]
        return deepcopy(held)

    def limits_passed(self) -> set[str]:
        """The limits of time that the delivered contact passed, on the body's clock."""
        body = self.session._body
        names = [turn.name for turn in self.plan.turns]
        found = pressing(body.done, names, self.plan.column, self.plan.earlier)
        passed = {one.limit for one in found if one.value - one.bound > SLACK or _is_rest(one)}
        spent = body.prepared_s + body.contact_s
        length = bound("L12", self.plan.column)
        return passed | ({"L12"} if body.contact_s and spent > length + 10 + SLACK else set())


def _is_rest(one: Breach) -> bool:
    return one.limit == "L19" and one.bound - one.value > SLACK


def _open(value: object) -> object:
    return dict(vars(value)) if type(value).__name__ in ("Body", "Unanswered") else value


def played(plan: Fitted) -> Watched:
    """A session that nothing interrupts, to its end."""
    watched = Watched(plan, hands_free=True, rehearsal=True)
    while not watched.session.ended:
        watched.wait(0.7)
        assert watched.session.t < 4000
    return watched
