"""From options to a finished session: screen, fit, play, check-out, record.

Nothing is played before the session lock is held, the clearance is there, the plan is
fitted and the session is in the history.
"""

from typing import TYPE_CHECKING

from sciacoach.cli.asking import Asker
from sciacoach.cli.clearing import ClearedStart, clearance_for_start
from sciacoach.cli.start import FaceName, SideName, StartOptions
from sciacoach.cli.world import World
from sciacoach.errors import Failed, Held, Usage
from sciacoach.history.lock import SessionLock
from sciacoach.history.store import Store, open_store
from sciacoach.library import Library, builtin_folder
from sciacoach.screening.clearance import Clearance
from sciacoach.settings import Settings, load_settings
from sciacoach.vocabulary import Side

if TYPE_CHECKING:
    from sciacoach.cli.playing import Stage
    from sciacoach.routine.model import Routine
    from sciacoach.session.plan import Fitted, Refused


def start_session(world: World, options: StartOptions) -> int:
    """Run `sciacoach start`; returns the exit code."""
    if options.resume:
        raise Failed(
            "Going on with a session that was cut off is not possible yet.",
            "Start the routine again: the limits count what was already done.",
        )
    settings = load_settings(world.paths.settings)
    face = _face_name(world, options, settings)
    library = Library(builtin_folder(), world.paths.data / "routines")
    name = options.routine or _pick(world, library)
    library.path(name)
    with SessionLock(world.paths) as lock, open_store(world.paths, lock=lock) as store:
        return _Start(world, options, settings, face, library, name, store).run()


class _Start:
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

    def run(self) -> int:
        """The exit code of the whole."""
        if self._asks and not self.rehearsal:
            self._ask_morning()
        cleared = clearance_for_start(
            self.world,
            self.store,
            answers=self.options.answers,
            live=not self.rehearsal,
            ask=Asker(self.world, self._load) if self._asks else None,
            number=self.settings.emergency_number or None,
        )
        from sciacoach.cli.playing import play

        plan = self._fitted(cleared)
        self._ask_words(cleared)
        return play(self._stage(), plan, cleared)

    def _ask_morning(self) -> None:
        """How it was after the last session, before anything else is asked."""
        if not self.store.newest(1):
            return
        from sciacoach.cli.morning import ask_morning_if_due

        number = self.settings.emergency_number or None
        ask_morning_if_due(self.world, self.store, Asker(self.world), number)

    def _stage(self) -> "Stage":
        from sciacoach.cli.playing import Stage

        asked = self.options.hands_free
        return Stage(
            world=self.world,
            store=self.store,
            face=self.face,
            hands_free=self.settings.hands_free if asked is None else asked,
            speed=self.options.speed,
            asks=self._asks,
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

        side = Side((self.options.side or SideName(self.settings.side)).value)
        wishes = Wishes(side, self.options.minutes, self.options.gentle)
        now = self.world.clock.now()
        past = self.store.past(now)
        while True:
            found = fit(self._load(), cleared.clearance, past, wishes, now, self._lookup)
            if isinstance(found, Fitted):
                return found
            mild = accepts_offer(cleared.clearance)
            if not (mild and found.offer and self._accepted(found.lines)):
                self._keep(found)
                raise Held(found.what, found.instead, self._why(found, cleared.clearance, mild))
            assert found.offer is not None
            self.name, self._loaded = found.offer, None

    def _keep(self, found: "Refused") -> None:
        """So that `why` can tell it."""
        from sciacoach.cli.refusal import keep_refusal

        now = self.world.clock.now()
        keep_refusal(self.world.paths, found, self.name, now, rehearsal=self.rehearsal)

    def _why(self, found: "Refused", clearance: Clearance, mild: bool) -> tuple[str, ...]:
        """Until when; and where a verdict holds the person back, the message of its tier."""
        said = found.what + found.until
        held = () if mild or clearance.message in said else (clearance.message,)
        return (*held, found.until)

    def _accepted(self, lines: tuple[str, str, str]) -> bool:
        """Whether the person takes the gentler routine that is offered."""
        if not (self.options.yes or self._asks):
            return False
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
                    raise Held(f"This routine is not for you now: {text}.", "Pick another one.")
            elif self._asks:
                answer = Asker(self.world)(f"Not for: {text}. Is that you? Type yes or no: ")
                if answer.strip().lower() not in ("n", "no"):
                    raise Held(f"This routine is not for you now: {text}.", "Pick another one.")
            elif not self.rehearsal:
                raise Held(
                    f"This routine asks: {text}.",
                    "If that is not you, write in the answers file: words: [ok]"
                    + (f", once for each of the {len(words)}." if len(words) > 1 else "."),
                )


def _face_name(world: World, options: StartOptions, settings: Settings) -> FaceName:
    """The face that was asked for, or that fits: plain. What this version cannot do yet is
    told once, and the session goes on without it."""
    if options.voice or options.sound:
        world.tell("This version has no voice and no sounds yet; the words are shown.")
    asked = options.face or (FaceName(settings.face) if settings.face else None)
    if asked is FaceName.SCREEN:
        world.tell("The live screen comes in a later version; the words are shown line by line.")
        return FaceName.PLAIN
    return asked or FaceName.PLAIN


def _pick(world: World, library: Library) -> str:
    """Let the person pick a routine by number; without a terminal say how to name one."""
    if not world.asks:
        raise Usage("No routine was named.", "Name one: sciacoach start piriformis")
    entries = [entry for entry in library.entries() if entry.checked.routine]
    for number, entry in enumerate(entries, 1):
        assert entry.checked.routine is not None
        world.say(f"{number:>2}  {entry.id:<24} {entry.checked.routine.title}")
    answer = Asker(world)("Which one? Type its number or its name: ").strip()
    if answer.isdigit() and 1 <= int(answer) <= len(entries):
        return entries[int(answer) - 1].id
    return answer
