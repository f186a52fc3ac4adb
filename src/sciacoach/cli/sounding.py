"""Whether a session is spoken and sounded, and what begins to speak."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sciacoach.audio.ladder import Choice
from sciacoach.cli.start import StartOptions
from sciacoach.cli.world import World
from sciacoach.settings import Settings

if TYPE_CHECKING:
    from sciacoach.audio.speaker import Speaker
    from sciacoach.cli.staging import Heard

NOBODY = "none"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be heard: `voice` as the preference names it, and whether there are tones."""

    voice: str
    tones: bool

    @property
    def anything(self) -> bool:
        """Whether anything is."""
        return self.tones or self.voice != NOBODY


def wish(world: World, options: StartOptions, settings: Settings) -> Wish:
    """An option goes before a preference. Without either a live session on a terminal has
    both; beside a screen reader it has tones alone, so that nothing talks over it. What is
    piped, and a rehearsal, are silent unless asked."""
    here = world.asks and options.speed is None
    usual = "auto" if here and not world.simple else NOBODY
    voice = (settings.voice or usual) if here else NOBODY
    if options.voice is not None:
        kept = settings.voice if settings.voice not in ("", NOBODY) else "auto"
        voice = kept if options.voice else NOBODY
    tones = (here and settings.sound) if options.sound is None else options.sound
    return Wish(voice, tones)


class Sounds:
    """The child that speaks, begun once and ended whatever happens."""

    def __init__(self, world: World, options: StartOptions, settings: Settings) -> None:
        self._world = world
        self._settings = settings
        self._wish = wish(world, options, settings)
        self._speaker: Speaker | None = None

    def begin(self) -> None:
        """Begin, if anything is to be heard. A voice takes a moment to warm up, so this is
        done while the person reads the first question."""
        spawn = self._world.spawn
        if self._speaker or spawn is None or not self._wish.anything:
            return
        from sciacoach.audio.probing import environment
        from sciacoach.audio.speaker import speaker

        wished = heard_before(self._world, choice(self._settings, self._wish.voice))
        self._speaker = speaker(wished, environment(), spawn, self._world.clock.mono, ahead=True)

    def reader(self) -> "Speaker | None":
        """What reads the safety questions aloud; None unless the person asked for it, for
        they are private (rules.md 1.8). Only then does the voice begin before the first."""
        if not self._settings.speak_questions or self._wish.voice == NOBODY:
            return None
        self.begin()
        return self._speaker

    def heard(self, language: str) -> "Heard | None":
        """What is heard of a session whose own words are in `language`."""
        self.begin()
        if self._speaker is None:
            return None
        from sciacoach.cli.staging import Heard
        from sciacoach.faces.voice import Wanted

        every_s = float(self._settings.speak_time_left)
        words = self._wish.voice != NOBODY
        return Heard(self._speaker, Wanted(words, self._wish.tones, every_s, language))

    def close(self) -> None:
        """Silence."""
        if self._speaker:
            self._speaker.close()


def choice(settings: Settings, voice: str) -> Choice:
    """The voice with how it should sound."""
    return Choice(voice, settings.rate, settings.volume, settings.voice_name, settings.language)


def heard_before(world: World, wished: Choice) -> Choice:
    """The same without the voices that this person was asked about and did not hear
    (`sciacoach doctor`)."""
    from sciacoach.cli.doctor_heard import heard_rungs

    answers = heard_rungs(world.paths)
    return replace(wished, unheard=frozenset(rung for rung, yes in answers.items() if not yes))
