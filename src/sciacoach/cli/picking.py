"""The picker where `start` was given no name: each routine is fitted to what stands now.

With a screen younger than 30 minutes that is its clearance. Without one it is the best that
the questions could still come to: `no` to everything that is asked again. A worrying answer
only ever makes a clearance stricter, so what is refused even then is refused for certain;
what fits is not said to be allowed, for the questions were not answered. Nothing of it is
written down, and no session can start from it.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sciacoach.cli.asking import Asker
from sciacoach.cli.clearing import Current, current
from sciacoach.cli.start import StartOptions
from sciacoach.cli.suggesting import off_now, suggested
from sciacoach.cli.wished import SideName
from sciacoach.cli.world import World
from sciacoach.dialogs.picker import Choice, Offer, ordered, picked, picker_lines, prompt
from sciacoach.errors import Held, Usage
from sciacoach.history.store import open_store
from sciacoach.library import Library
from sciacoach.plan.past import Past
from sciacoach.routine.layout import lay_out, planned_s
from sciacoach.routine.model import Routine
from sciacoach.screening.answers import Facts, Pain, Submission
from sciacoach.screening.assess import assess
from sciacoach.screening.clearance import Clearance
from sciacoach.screening.intake import take
from sciacoach.screening.judge import Incomplete, judge
from sciacoach.screening.sets import due
from sciacoach.session.fit import Wishes, fit
from sciacoach.session.plan import Fitted, Refused
from sciacoach.session.telling import Rules
from sciacoach.settings import Settings, load_settings
from sciacoach.vocabulary import Lowest, Side


def pick_routine(
    world: World, library: Library, options: StartOptions, settings: Settings
) -> str | None:
    """Let the person pick a routine; None: they left. Raises `Usage` without a terminal."""
    if not world.asks:
        raise Usage("No routine was named.", "Name one: sciacoach start piriformis")
    side = Side((options.side or SideName(settings.side)).value)
    wishes = Wishes(side, options.minutes, options.gentle, settings.pace)
    offer = offered(world, library, wishes, settings.emergency_number or None)
    for line in picker_lines(offer, world.width):
        world.write(f"{line}\n")
    ask = Asker(world)
    while True:
        try:
            found = picked(ask(prompt(offer)), offer)
        except EOFError:
            return None
        if not isinstance(found, str):
            return found.name
        world.say(found)


def offered(world: World, library: Library, wishes: Wishes, number: str | None) -> Offer:
    """Every routine of the library with what stands in its way now. Raises `Held` where
    nothing may be started at all; `number` is the emergency number of the settings."""
    now = world.clock.now()
    with open_store(world.paths, write=False) as store:
        found, past = current(store, now), store.past(now)
    held = assess(found.standing, found.experience, now, number)
    if not held.scope.anything:
        raise Held(held.message)
    clearance, has_clearance = _clearance(found, now, number)
    entries = library.entries()
    routines = {one.id: one.checked.routine for one in entries if one.checked.routine}
    fitting = _Fitting(clearance, past, wishes, now, routines.get)
    choices = ordered([fitting.choice(routine) for routine in routines.values()])
    due = suggested(held, off_now(held, past, now), past, library.names(), fitting.gentler)
    may = {one.id for one in choices if one.why is None}
    return Offer(
        choices=choices,
        now=now,
        cleared=has_clearance,
        suggested=due.routine if due and due.routine in may else None,
        broken=tuple(one.id for one in entries if one.checked.routine is None),
    )


def in_its_place(
    world: World, library: Library, found: Current, past: Past, name: str
) -> str | None:
    """What fits in place of the routine `name`; None: nothing stands in its way, or nothing
    does fit."""
    now = world.clock.now()
    settings = load_settings(world.paths.settings)
    clearance, _ = _clearance(found, now, None)
    wishes = Wishes(Side(settings.side), pace=settings.pace)

    def lookup(other: str) -> Routine | None:
        with suppress(Usage):
            return library.load(other)
        return None

    return _Fitting(clearance, past, wishes, now, lookup).gentler(name)


def _clearance(found: Current, now: datetime, number: str | None) -> tuple[Clearance | None, bool]:
    """The clearance that there is, else the best that there could be; and which it is."""
    cleared = judge(found.standing, found.experience, now, number)
    if isinstance(cleared, Clearance):
        return cleared, True
    return best_case(found, now), False


def best_case(found: Current, now: datetime) -> Clearance | None:
    """The clearance if nothing but what already stands were true; None where not even that
    is complete. It is for telling what cannot be done, never for starting."""
    standing, experience = found.standing, found.experience
    hopeful = Submission(
        pain=Pain(0, 0, Lowest.NONE),
        facts=Facts(side=standing.facts.side or Side.BOTH),
        answered_at=now,
        default_no=True,
    )
    name = due(standing, experience, now)
    intake = take(name, hopeful, standing, experience, now, live=False)
    result = judge(found.then(intake.judged).standing, experience, now)
    return None if isinstance(result, Incomplete) else result


@dataclass(frozen=True, slots=True)
class _Fitting:
    """What every routine is fitted to. Without a clearance nothing is said of any."""

    clearance: Clearance | None
    past: Past
    wishes: Wishes
    now: datetime
    lookup: Callable[[str], Routine | None]

    def choice(self, routine: Routine) -> Choice:
        """One line of the list."""
        found = self._judged(routine)
        done = [one.started_at for one in self.past.sessions if one.routine == routine.id]
        return Choice(
            id=routine.id,
            title=routine.title,
            minutes=max(1, round(planned_s(lay_out(routine)) / 60)),
            tools=routine.tools,
            position=routine.position,
            last=max(done, default=None),
            why=self._why(found) if isinstance(found, Refused) else None,
            changed=isinstance(found, Fitted) and bool(found.changes),
            ends_at=found.ends_at if isinstance(found, Refused) else None,
        )

    def _judged(self, routine: Routine) -> Fitted | Refused | None:
        """What fit makes of it; None: nothing can be said."""
        if self.clearance is None:
            return None
        return fit(routine, self.clearance, self.past, self.wishes, self.now, lambda _: None)

    def _why(self, found: Refused) -> str:
        """What keeps it from being done."""
        assert self.clearance is not None
        return Rules(self.clearance).full(found.rules[0]) if found.rules else found.what

    def gentler(self, name: str) -> str | None:
        """What fit offers in place of `name`."""
        routine = self.lookup(name)
        if routine is None or self.clearance is None:
            return None
        found = fit(routine, self.clearance, self.past, self.wishes, self.now, self.lookup)
        return found.offer if isinstance(found, Refused) else None
