"""A text that is being spoken, in the pieces that a voice is asked for.

A quick voice is asked sentence by sentence: the first is heard while the next is made, and a
sentence that many texts share ("Left side.") is made once. Others get the whole text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sciacoach.audio.pack import sentences
from sciacoach.audio.sound import RATE, Sound, joined, silence
from sciacoach.audio.tones import Tone

BETWEEN_S = 0.2
"""Silence between two sentences."""


def pieces(text: str, *, splits: bool) -> tuple[str, ...]:
    """What a voice is asked for, one after the other; `splits`: sentence by sentence."""
    return sentences(text) if splits else (text,)


def together(sounds: Sequence[Sound], *, more: bool = False) -> Sound:
    """Sentences as one sound; `more`: others follow."""
    if len(sounds) == 1 and not more:
        return sounds[0]
    pause = silence(BETWEEN_S)
    parts = [part for sound in sounds for part in (sound, pause)]
    return joined(parts if more else parts[:-1], RATE)


@dataclass
class Speech:
    """A text on its way to the ear. `kind` is the tone that stands in for it."""

    number: int
    language: str
    kind: Tone
    left: tuple[str, ...]
    """What the player was not given yet."""
    began: bool = False

    def cut(self, *, splits: bool) -> tuple[str, ...]:
        """What is left, in the pieces of another voice."""
        self.left = pieces(" ".join(self.left), splits=splits)
        return self.left

    def next_sound(self, made: Callable[[str], Sound | None], *, streams: bool) -> Sound | None:
        """The sound of as many pieces as are `made`, from the first on; None where the ear has
        to wait. Where nothing `streams` all of them are waited for."""
        sounds: list[Sound] = []
        for piece in self.left:
            sound = made(piece)
            if sound is None:
                break
            sounds.append(sound)
        rest = self.left[len(sounds) :]
        if not sounds or (rest and not streams):
            return None
        self.left, self.began = rest, True
        return together(sounds, more=bool(rest))
