"""`sciacoach preview --speak`: what a session would say, read aloud one cue after the other."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sciacoach import data
from sciacoach.audio.probing import environment
from sciacoach.audio.speaker import Speaker, speaker
from sciacoach.audio.tones import Tone
from sciacoach.cli.sounding import NOBODY, choice, heard_before
from sciacoach.cli.world import World
from sciacoach.coach.cue_list import cue_list, turns_heard
from sciacoach.errors import Failed, ReaderGone
from sciacoach.faces.heard import Heard, Listener
from sciacoach.text import clean

if TYPE_CHECKING:
    from sciacoach.dialogs.preview_page import Preview
    from sciacoach.settings import Settings

SLOWEST = 1.0
"""Words a second below which no voice speaks, pauses counted in."""

THEIRS = (None, Tone.ANNOUNCE, Tone.CHANGE, Tone.REST)
"""With these come the routine's own words, in its language; with the others ours."""

LEAST_S = 12.0
"""What the first words may take: a voice has to be loaded (seconds)."""


def read_aloud(world: World, shown: "Preview", settings: "Settings", language: str) -> None:
    """Speak the cues of `shown`, and print each while it is spoken: all that a session that is
    fitted would say, else the words of the steps as written. Raises `Failed` where nothing
    speaks, or no longer does."""
    reader = _reader(world, settings)
    try:
        words = data.json_file("preview.json")
        world.say(clean(shown.title))
        world.say(words["fitted" if shown.plan else "as_written"])
        for line in shown.changes:
            world.say(clean(line))
        for cue in _cues(shown, settings):
            if cue.words:
                _show(world, cue.text)
            _read(reader, cue, settings, language)
            for line in reader.troubles():
                world.tell(line)
            if not reader.speaks:
                raise _mute()
    finally:
        reader.close()


def _cues(shown: "Preview", settings: "Settings") -> Iterator[Heard]:
    """What is heard, one after the other; of the ticks of a step the first."""
    if shown.plan is None:
        yield from turns_heard(shown.turns)
        return
    every_s = float(settings.speak_time_left)
    for cue in cue_list(shown.plan, Listener.HANDS_FREE, every_s):
        yield cue.heard
        if cue.ticks and settings.sound:
            yield Heard(Tone.TICK)


def _reader(world: World, settings: "Settings") -> Speaker:
    """What reads: who asks for speech gets it, also where sessions are to be silent."""
    if world.spawn is None:
        raise _mute()
    voice = settings.voice if settings.voice not in ("", NOBODY) else "auto"
    wished = heard_before(world, choice(settings, voice))
    found = speaker(wished, environment(), world.spawn, world.clock.mono)
    if not found.speaks:
        found.close()
        raise _mute()
    return found


def _read(reader: Speaker, cue: Heard, settings: "Settings", language: str) -> None:
    """One cue, to its end."""
    kind = cue.tone or Tone.ANNOUNCE
    number = reader.tone(kind) if cue.tone and settings.sound else 0
    if cue.words:
        number = reader.say(cue.text, kind, language if cue.tone in THEIRS else "en")
    reader.finish(number, LEAST_S + len(cue.text.split()) / SLOWEST)


def _show(world: World, text: str) -> None:
    world.say(clean(text))
    try:
        world.stdout.flush()
    except BrokenPipeError:
        raise ReaderGone from None


def _mute() -> Failed:
    return Failed("Nothing here can speak.", "To see what there is, type: sciacoach doctor")
