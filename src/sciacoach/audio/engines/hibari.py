"""The voice of the extra: hibari-tts, a small model in the wheel itself (Apache-2.0).

It can fetch other voices over the network; here it may not: a voice that is not on this
machine already is told as missing, and the usual one speaks.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from sciacoach.audio.engines import Broken, Unspeakable, base
from sciacoach.audio.sound import Sound, from_little, trimmed

USUAL = "heart"
_SEED = 7
"""The voice mixes in noise; a fixed seed gives the same sound for the same text."""
_ODD_MOST = 3
"""So many texts in a row that fail in the voice itself, and it is broken."""


class HibariEngine:
    """The model is loaded at the first text."""

    name = "hibari"
    own_sound = False
    splits = True

    def __init__(self, name: str = "", rate: float = 1.0) -> None:
        """`name` is one of hibari's voices, `rate` a factor of 0.5 to 2.0."""
        self._name = name or USUAL
        self._rate = min(2.0, max(0.5, rate))
        self._voice: Any = None
        self._odd = 0

    @property
    def named(self) -> bool:
        """Whether the voice asked for by name is on this machine."""
        return self._path(self._name) is not None

    def speaks(self, language: str) -> bool:
        """English only."""
        return base(language) == "en"

    def sound(self, text: str) -> Sound:
        """The words, without the silence around them. Raises `Unspeakable`, `Broken`."""
        if self._voice is None:
            self._voice = self._loaded()
        try:
            audio = self._voice(text, speed=self._rate, seed=_SEED)
            samples = from_little((audio * 32767).clip(-32768, 32767).astype("<i2").tobytes())
            rate = int(self._voice.sample_rate)
        except Exception as error:
            self._odd += 1
            if self._odd >= _ODD_MOST:
                raise Broken(str(error)) from error
            raise Unspeakable(str(error)) from error
        self._odd = 0
        sound = trimmed(Sound(samples, rate))
        if not sound.samples:
            raise Unspeakable(text)
        return sound

    def alone(self) -> bool:
        """It needs a player."""
        return False

    def stop(self) -> None:
        """Nothing of it plays by itself."""

    def _loaded(self) -> Any:
        """The model, warmed up: its first text takes many times as long as the second."""
        try:
            name = self._name if self.named else USUAL
            voice = import_module("hibari").Hibari(voice=name, model=self._path(name))
            voice("Ready.", seed=_SEED)
        except Exception as error:
            raise Broken(str(error)) from error
        return voice

    @staticmethod
    def _path(name: str) -> str | None:
        try:
            found = import_module("hibari.voices").voice_path(name, download_missing=False)
        except (ImportError, ValueError, OSError, AttributeError):
            return None
        return str(found)
