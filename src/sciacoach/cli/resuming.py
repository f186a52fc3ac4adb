"""`sciacoach start --resume`: the questions again, then on with the session that was cut off.

It is the same session, as it was begun. Nothing of it is fitted anew: what the answers and the
limits of now do not allow whole is refused.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from sciacoach import data
from sciacoach.cli.asking import Asker
from sciacoach.cli.clearing import ClearedStart, clearance_for_start, current
from sciacoach.cli.start import FaceName, StartOptions
from sciacoach.cli.starting import Start
from sciacoach.cli.world import World
from sciacoach.errors import Failed, Held, Usage
from sciacoach.history.lock import SessionLock
from sciacoach.history.resuming import Interrupted
from sciacoach.history.store import Store, open_store
from sciacoach.settings import Settings

if TYPE_CHECKING:
    from sciacoach.routine.model import Routine


def resume_session(world: World, options: StartOptions, settings: Settings, face: FaceName) -> int:
    """Run `sciacoach start --resume`; returns the exit code."""
    _look_at(options)
    with SessionLock(world.paths) as lock, open_store(world.paths, lock=lock) as store:
        found = store.interrupted(world.clock.now())
        if isinstance(found, str):
            raise Failed(*_words(found))
        routine = _routine(world, options, found)
        start = _Resume(world, options, settings, face, routine, store, found)
        try:
            return start.run()
        finally:
            start.sounds.close()


def _look_at(options: StartOptions) -> None:
    """What changes a plan cannot go with one that stands. Raises `Usage`."""
    asked = {
        "--side": options.side is not None,
        "--minutes": options.minutes is not None,
        "--gentle": options.gentle,
        "--speed": options.speed is not None,
        "--hands-free": options.hands_free is not None,
    }
    named = [name for name, is_asked in asked.items() if is_asked]
    if named:
        raise Usage(*_words("options", options=", ".join(named)))


def _routine(world: World, options: StartOptions, found: Interrupted) -> "Routine":
    """The routine of the session. What it is not for is asked again, so its file must be
    there, and the same. Raises `Usage` for another one, `Failed` where it has changed."""
    was, name = found.record.header.routine, options.routine
    try:
        routine = world.library.load(name or was.id)
    except Usage:
        if name:
            raise
        raise Failed(*_words("missing", routine=was.id)) from None
    if routine.id != was.id:
        raise Usage(*_words("another", routine=was.id, named=routine.id))
    if routine.sha256 != was.sha256:
        raise Failed(*_words("changed", routine=was.id))
    return routine


class _Resume(Start):
    """One going on, from the questions to the record."""

    def __init__(
        self,
        world: World,
        options: StartOptions,
        settings: Settings,
        face: FaceName,
        routine: "Routine",
        store: Store,
        found: Interrupted,
    ) -> None:
        super().__init__(world, options, settings, face, world.library, routine.id, store)
        self._loaded = routine
        self._found = found

    def run(self) -> int:
        """The exit code of the whole."""
        self._settle()
        if self._asks:
            self.world.say(data.json_file("resume.json")["back"].format(title=self._load().title))
        cleared = clearance_for_start(
            self.world,
            self.store,
            answers=self.options.answers,
            live=True,
            ask=Asker(self.world, self._make_ready, self.sounds.reader()) if self._asks else None,
            number=self._number,
            since=self._found.ended_at,
        )
        from sciacoach.cli.playing import play_on

        self._hold_to(cleared)
        session = self._found.session
        session.plan = replace(session.plan, warnings=self._load().warnings)
        self._ask_words(cleared)
        return play_on(self._stage(), self._found, cleared)

    @property
    def _number(self) -> str | None:
        return self.settings.emergency_number or None

    def _settle(self) -> None:
        """What the session was stopped at counts before any new answer. Raises `Held`."""
        from sciacoach.screening.assess import assess

        if not self._found.owed:
            return
        now = self.world.clock.now()
        here = current(self.store, now)
        stands = assess(here.standing, here.experience, now, self._number)
        if not stands.scope.anything:
            raise Held(stands.message)
        rules = ", ".join(dict.fromkeys(self._found.owed))
        raise Held(*_words("owed", rules=rules))

    def _hold_to(self, cleared: ClearedStart) -> None:
        """Raises `Held` where the plan, as it stands, is more than may be done now."""
        from sciacoach.session.fit import accepts_offer, objection

        now = self.world.clock.now()
        past, plan = self.store.past(now), self._found.session.plan
        clearance = cleared.clearance
        found = objection(
            plan, self._found.session.id, self._load(), clearance, past, now, self._lookup
        )
        if found:
            self._keep(found)
            mild = accepts_offer(clearance)
            raise Held(found.what, found.instead, self._why(found, clearance, mild, past))


def _words(name: str, **values: str) -> tuple[str, str]:
    """What is wrong, and what to do."""
    what, fix = data.json_file("resume.json")[name]
    return what.format(**values), fix.format(**values)
