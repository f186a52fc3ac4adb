"""Voices: a text in, its sound out. Each is asked in a thread of its own, and may fail."""

from __future__ import annotations

from typing import Protocol

from sciacoach.audio.sound import Sound


class Unspeakable(Exception):
    """This text cannot be said by this voice; others can."""


class Broken(Exception):
    """The voice does not work any more."""


class Engine(Protocol):
    """One voice."""

    @property
    def name(self) -> str:
        """Its name on the ladder."""
        ...

    @property
    def own_sound(self) -> bool:
        """Whether it plays by itself: then `sound` returns when all was said, and what it
        returns is empty."""
        ...

    @property
    def splits(self) -> bool:
        """Whether it is asked sentence by sentence: it is quick, and needs no whole text."""
        ...

    @property
    def named(self) -> bool:
        """Whether the voice that was asked for by its own name was found."""
        ...

    def speaks(self, language: str) -> bool:
        """Whether it has a voice for this language. Raises `Broken`."""
        ...

    def sound(self, text: str) -> Sound:
        """The words of `text`. Raises `Unspeakable`, `Broken`."""
        ...

    def alone(self) -> bool:
        """Nothing else plays any more: play by itself from now on. Whether it can."""
        ...

    def stop(self) -> None:
        """Be silent now, where it plays by itself; end what it runs. Any thread may call it."""
        ...


def base(language: str) -> str:
    """`de` of `de-AT`."""
    return language.replace("_", "-").split("-")[0].lower()
