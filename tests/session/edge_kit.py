"""What the tests of a session's edges share: short ways to make one and to ask what it gave."""

from people import Node, plan, press, quiet, routine
from sciacoach.routine.layout import Turn, lay_out
from sciacoach.session import events as ev
from watching import Watched

BIT = quiet("move", 30)
CHECK = quiet("check", 30)


def left(for_: float, **more: str) -> Node:
    """A ball on the left side alone."""
    return press(for_=for_, side="left", **more)


def watched(*steps: Node, hands_free: bool = False) -> Watched:
    """A session of these steps. It has begun."""
    return Watched(plan(routine(steps)), hands_free=hands_free)


def laid(*steps: Node) -> list[Turn]:
    """The turns of these steps as the file has them."""
    return list(lay_out(routine(steps)))


def ended(found: Watched) -> list[tuple[int, str, float]]:
    """Each step that is over: which one, how, and the seconds it was given."""
    return [
        (one.index, one.outcome, one.delivered_s)
        for one in found.events
        if isinstance(one, ev.StepEnded)
    ]
