"""The fitted plan of somebody who is not starting a session: for a preview, or a sound file."""

from pathlib import Path

from sciacoach.cli.clearing import clearance_for_start, current
from sciacoach.cli.world import World
from sciacoach.errors import Usage
from sciacoach.history.store import Store
from sciacoach.library import Library
from sciacoach.routine.model import Routine
from sciacoach.screening.clearance import Clearance
from sciacoach.screening.judge import judge
from sciacoach.session.fit import Wishes, fit
from sciacoach.session.plan import Fitted, Refused


def clearance_now(
    world: World, store: Store, answers: Path | None, number: str
) -> Clearance | None:
    """Out of the answers file, or of a screen that is younger than 30 minutes; None: there
    is none. Raises `Held` for a file that does not answer everything."""
    if answers is not None:
        return clearance_for_start(
            world, store, answers=answers, live=False, ask=None, number=number or None
        ).clearance
    now = world.clock.now()
    found = current(store, now)
    result = judge(found.standing, found.experience, now, number or None)
    return result if isinstance(result, Clearance) else None


def fitted_now(
    world: World,
    store: Store,
    library: Library,
    routine: Routine,
    clearance: Clearance,
    wishes: Wishes,
) -> Fitted | Refused:
    """What `start` would make of the routine now."""
    now = world.clock.now()

    def lookup(name: str) -> Routine | None:
        try:
            return library.load(name)
        except Usage:
            return None

    return fit(routine, clearance, store.past(now), wishes, now, lookup)
