"""The recorded pack as a voice: it knows fixed cues and nothing else."""

from __future__ import annotations

from sciacoach.audio import pack
from sciacoach.audio.engines import Broken, Unspeakable, base
from sciacoach.audio.sound import Sound


class PackEngine:
    """Words from `data/pack`."""

    name = "pack"
    own_sound = False
    splits = False
    named = True

    def speaks(self, language: str) -> bool:
        """Only the language it was recorded in."""
        return base(language) == pack.LANGUAGE

    def sound(self, text: str) -> Sound:
        """The recording of `text`. Raises `Unspeakable` where there is none."""
        try:
            found = pack.recorded(text)
        except (OSError, ValueError, KeyError) as error:
            raise Broken(str(error)) from error
        if found is None:
            raise Unspeakable(text)
        return found

    def alone(self) -> bool:
        """It needs a player."""
        return False

    def stop(self) -> None:
        """Nothing of it plays by itself."""
