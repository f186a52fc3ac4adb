"""From options to a finished session: screen, fit, play, check-out, record.

Nothing is played before the session lock is held, the clearance is there, the plan is
fitted and the session is in the history.
"""

from typing import TYPE_CHECKING

from sciacoach.cli.asking import Asker
from sciacoach.cli.clearing import ClearedStart, clearance_for_start
from sciacoach.cli.sounding import Sounds
from sciacoach.cli.start import FaceName, StartOptions
from sciacoach.cli.wished import SideName
from sciacoach.cli.world import Nowhere, World
from sciacoach.errors import Exit, Failed, Held, Usage
from sciacoach.history.lock import SessionLock
from sciacoach.history.store import Store, open_store
from sciacoach.library import Library
from sciacoach.screening.clearance import Clearance
from sciacoach.settings import Settings, load_settings
from sciacoach.vocabulary import Side

if TYPE_CHECKING:
    from sciacoach.cli.staging import Stage
    from sciacoach.plan.past import Past
    from sciacoach.routine.model import Routine
    from sciacoach.session.plan import Fitted, Refused


def start_session(world: World, options: StartOptions) -> int:
    """Run `sciacoach start`; returns the exit code."""
    if isinstance(world.stdout, Nowhere):
        raise Failed(
            "Standard output is closed, so nobody could follow the session.",
            "Run it in a terminal, or send its output somewhere.",
        )
    settings = load_settings(world.paths.settings)
    face = _face_name(world, options, settings)
    library = world.library
    if options.resume:
        from sciacoach.cli.resuming import resume_session

        return resume_session(world, options, settings, face)
    name = options.routine or _picked(world, library, options, settings)
    if name is None:
        return Exit.DONE
    library.path(name)
    with SessionLock(world.paths) as lock, open_store(world.paths, lock=lock) as store:
        start = Start(world, options, settings, face, library, name, store)
        try:
            return start.run()
        finally:
            start.sounds.close()


class Start:
    """One start, from the questions to the record."""

    def __init__(
        self,
        world: World,
        options: StartOptions,
        settings: Settings,
        face: FaceName,
        library: Library,
        name: str,
        store: Store,
    ) -> None:
        self.world = world
        self.options = options
        self.settings = settings
        self.face = face
        self.library = library
        self.name = name
        self.store = store
        self.rehearsal = options.speed is not None
        self._loaded: Routine | None = None
        self.sounds = Sounds(world, options, settings)
        self._offer: str | None = None

    def run(self) -> int:
        """The exit code of the whole."""
        self._offer_to_go_on()
        if self._asks and not self.rehearsal:
            self._ask_morning()
        cleared = clearance_for_start(
            self.world,
            self.store,
            answers=self.options.answers,
            live=not self.rehearsal,
            ask=Asker(self.world, self._make_ready, self.sounds.reader()) if self._asks else None,
            number=self.settings.emergency_number or None,
        )
        from sciacoach.cli.playing import play

        plan = self._fitted(cleared)
        self._ask_words(cleared)
        return play(self._stage(), plan, cleared)

    def _offer_to_go_on(self) -> None:
        """A session that was cut off may be gone on with, until another one begins."""
        from sciacoach.cli.offering import offer_of

        found = None if self.rehearsal else offer_of(self.store, self.world.clock.now())
        if found:
            self._offer = found.says
            self.world.tell(f"{found.says}\n{found.last}")

    def _make_ready(self) -> None:
        """What takes a while, done while the person reads the first question: the routine,
        the fit, what plays it, the face, and a voice that must warm up. Nobody waits for it
        after the last answer then."""
        self._load()
        self.sounds.begin()
        from sciacoach.cli import playing  # noqa: F401
        from sciacoach.session import fit  # noqa: F401

        if self.face is FaceName.SCREEN:
            from sciacoach.faces import screen  # noqa: F401

    def _ask_morning(self) -> None:
        """How it was after the last session, before anything else is asked."""
        if not self.store.newest(1):
            return
        from sciacoach.cli.morning import ask_morning_if_due

        number = self.settings.emergency_number or None
        ask_morning_if_due(self.world, self.store, Asker(self.world), number)

    def _stage(self) -> "Stage":
        from sciacoach.cli.staging import Stage

        asked = self.options.hands_free
        return Stage(
            world=self.world,
            store=self.store,
            face=self.face,
            hands_free=self.settings.hands_free if asked is None else asked,
            speed=self.options.speed,
            asks=self._asks,
            heard=self.sounds.heard(self._load().language),
            coloured=self.settings.color != "never",
        )

    def _load(self) -> "Routine":
        """The routine, read once. On a terminal that happens behind the first question, so
        that a broken file is told at once and nobody waits for it."""
        if self._loaded is None:
            self._loaded = self.library.load(self.name)
        return self._loaded

    # ---- fit ------------------------------------------------------------------------

    def _fitted(self, cleared: ClearedStart) -> "Fitted":
        from sciacoach.session.fit import Wishes, accepts_offer, fit
        from sciacoach.session.plan import Fitted
        from sciacoach.session.telling import told_words

        side = Side((self.options.side or SideName(self.settings.side)).value)
        wishes = Wishes(side, self.options.minutes, self.options.gentle, self.settings.pace)
        now = self.world.clock.now()
        past = self.store.past(now)
        while True:
            found = fit(self._load(), cleared.clearance, past, wishes, now, self._lookup)
            if isinstance(found, Fitted):
                return found
            mild = accepts_offer(cleared.clearance)
            offer = found.offer if mild and (self.options.yes or self._asks) else None
            if offer is None:
                self._keep(found)
                raise Held(
                    found.what, found.instead, self._why(found, cleared.clearance, mild, past)
                )
            if not self._accepted(found.lines):
                self._keep(found)
                raise Held(told_words("declined"), found.instead)
            self.name, self._loaded = offer, None

    def _keep(self, found: "Refused") -> None:
        """So that `why` can tell it."""
        from sciacoach.cli.refusal import keep_refusal

        now = self.world.clock.now()
        keep_refusal(self.world.paths, found, self.name, now, rehearsal=self.rehearsal)

    def _why(
        self, found: "Refused", clearance: Clearance, mild: bool, past: "Past"
    ) -> tuple[str, ...]:
        """Until when; where a verdict holds the person back, the message of its tier; and a
        session of a clock that was wrong, for what waits for that one does not end."""
        from sciacoach.session.telling import ahead_lines

        said = found.what + found.until
        held = () if mild or clearance.message in said else (clearance.message,)
        ahead = ahead_lines(past) if found.ends_at else ()
        offer = (self._offer,) if self._offer else ()
        return (*held, found.until, *ahead, *offer)

    def _accepted(self, lines: tuple[str, str, str]) -> bool:
        """Whether the person takes the gentler routine that is offered."""
        for line in lines:
            self.world.tell(line)
        if self.options.yes:
            return True
        answer = Asker(self.world)("Start that now? Type yes or no: ")
        return answer.strip().lower() in ("y", "yes")

    def _lookup(self, name: str) -> "Routine | None":
        try:
            return self.library.load(name)
        except Usage:
            return None

    @property
    def _asks(self) -> bool:
        return self.world.asks and self.face is not FaceName.JSON

    def _ask_words(self, cleared: ClearedStart) -> None:
        """What a routine is not for, in words that cannot be computed: shown and asked."""
        words = self._load().not_for_words
        said = cleared.words
        for number, text in enumerate(words):
            if number < len(said):
                if said[number] != "ok":
                    raise self._not_for(text)
            elif self._asks:
                answer = Asker(self.world)(f"Not for: {text}. Is that you? Type yes or no: ")
                if answer.strip().lower() not in ("n", "no"):
                    raise self._not_for(text)
            elif not self.rehearsal:
                raise Held(
                    f"This routine asks: {text}.",
                    "If that is not you, write in the answers file: words: [ok]"
                    + (f", once for each of the {len(words)}." if len(words) > 1 else "."),
                )

    def _not_for(self, text: str) -> Held:
        """A routine's own question rules it out; kept, so that `why` can tell it."""
        from sciacoach.session.telling import refused_by_words

        found = refused_by_words(text)
        self._keep(found)
        return Held(found.what, found.instead, (found.until,))


def _face_name(world: World, options: StartOptions, settings: Settings) -> FaceName:
    """The face that was asked for, or that fits: the live screen on a terminal, unless words
    alone are wished for; else plain."""
    asked = options.face or (FaceName(settings.face) if settings.face else None)
    if asked is FaceName.SCREEN and not world.asks:
        world.tell("The live screen needs a terminal; the words are shown line by line.")
        return FaceName.PLAIN
    if asked:
        return asked
    return FaceName.PLAIN if world.simple or not world.asks else FaceName.SCREEN


def _picked(
    world: World, library: Library, options: StartOptions, settings: Settings
) -> str | None:
    """The routine that the person picks; None: they left."""
    from sciacoach.cli.picking import pick_routine

    return pick_routine(world, library, options, settings)
