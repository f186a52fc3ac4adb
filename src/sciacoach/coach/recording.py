"""Cues into sounds at their times, as they go into a file.

A tone begins at its instant, its words right after it. Words that would run into the next cue
give up their last sentences, and what was given up is told: nothing is cut off in a word.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from sciacoach.audio.pack import sentences
from sciacoach.audio.sound import Sound, gain
from sciacoach.audio.ticker import SOFT
from sciacoach.audio.tones import Tone
from sciacoach.audio.track import Placed
from sciacoach.coach.cue_list import Cue

AFTER_TONE_S = 0.06
"""Between a tone and its words."""

BEFORE_NEXT_S = 0.05
"""Silence that words leave before the next cue."""


class Studio(Protocol):
    """What makes sounds: `audio.studio.Studio`."""

    def words(self, text: str, language: str = "en") -> Sound | None:
        """The words as a sound; None where no voice can say them."""
        ...

    def unsaid(self, text: str) -> tuple[str, ...]:
        """The sentences of `text` that this sound does not hold."""
        ...

    def tone(self, kind: Tone) -> Sound:
        """One tone."""
        ...


@dataclass(frozen=True)
class Recorded:
    """A cue with its sounds. `left_out` are sentences there was no time or voice for."""

    cue: Cue
    placed: tuple[Placed, ...]
    left_out: tuple[str, ...] = ()


def recorded(
    cues: Sequence[Cue], studio: Studio, length_s: float, language: str = "en"
) -> Iterator[Recorded]:
    """Each cue with its sounds, in order; the last has until `length_s`."""
    ends = [*(cue.at for cue in cues[1:]), length_s]
    for cue, until in zip(cues, ends, strict=True):
        at, placed = cue.at, []
        if cue.heard.tone:
            placed.append(Placed(at, studio.tone(cue.heard.tone)))
            at = placed[0].end_s + AFTER_TONE_S
        said, left_out = _fitting(cue.heard.words, until - BEFORE_NEXT_S - at, studio, language)
        if said:
            placed.append(Placed(at, said))
        yield Recorded(cue, tuple(placed), left_out)


def ticking(made: Sequence[Recorded], studio: Studio) -> Iterator[Placed]:
    """The ticks of all steps, soft where words are said."""
    words = [one for cue in made for one in cue.placed[bool(cue.cue.heard.tone) :]]
    tick = studio.tone(Tone.TICK)
    softly = gain(tick, SOFT)
    for cue in (one.cue for one in made):
        for at in (cue.at + later for later in cue.ticks):
            over = any(one.at_s < at + tick.seconds and at < one.end_s for one in words)
            yield Placed(at, softly if over else tick)


def _fitting(
    words: Sequence[str], room_s: float, studio: Studio, language: str
) -> tuple[Sound | None, tuple[str, ...]]:
    """As many of the sentences as fit into `room_s` seconds, from the first on, and those
    that do not."""
    parts = [part for text in words for part in sentences(text)]
    for count in range(len(parts), 0, -1):
        text = " ".join(parts[:count])
        sound = studio.words(text, language)
        if sound and sound.seconds <= room_s:
            return sound, (*studio.unsaid(text), *parts[count:])
    return None, tuple(parts)
