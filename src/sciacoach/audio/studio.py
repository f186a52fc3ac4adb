"""Words and tones for a sound file: the same voices as in a live session, asked one after the
other by who waits for them."""

from __future__ import annotations

from collections.abc import Sequence

from sciacoach.audio import pack
from sciacoach.audio.engines import Broken, Engine, Unspeakable
from sciacoach.audio.engines.recorded import PackEngine
from sciacoach.audio.sound import Sound, levelled
from sciacoach.audio.speech import pieces, together
from sciacoach.audio.tones import Tone, tone


class Studio:
    """Makes the sounds of a guided session. `voices` are tried best first; one that breaks is
    left, and its name kept in `lost`."""

    def __init__(self, voices: Sequence[Engine], *, volume: float = 0.8) -> None:
        self._voices = [voice for voice in voices if not voice.own_sound]
        self._volume = volume
        self._made: dict[tuple[str, str], Sound | None] = {}
        self._pieces: dict[tuple[str, str], Sound] = {}
        self.lost: list[str] = []

    @property
    def rung(self) -> str:
        """The voice that speaks; `none` where there are tones alone."""
        return self._voices[0].name if self._voices else "none"

    def unsaid(self, text: str) -> tuple[str, ...]:
        """The sentences of `text` that its words do not hold: the recorded pack gives what it
        has, where that means the same alone."""
        if self.rung != PackEngine.name:
            return ()
        return tuple(one for one in pack.sentences(text) if one not in pack.known(text))

    def words(self, text: str, language: str = "en") -> Sound | None:
        """The words of `text`, or None where no voice can say them. Made once for each text."""
        key = (language, text)
        if key not in self._made:
            self._made[key] = self._first(text, language)
        return self._made[key]

    def tone(self, kind: Tone) -> Sound:
        """One tone."""
        return tone(kind)

    def _first(self, text: str, language: str) -> Sound | None:
        for voice in tuple(self._voices):
            try:
                if voice.speaks(language):
                    return self._spoken(voice, text)
            except Unspeakable:
                continue
            except Broken:
                self._voices.remove(voice)
                self.lost.append(voice.name)
        return None

    def _spoken(self, voice: Engine, text: str) -> Sound:
        """The text in the pieces that a live session asks for. Raises `Unspeakable`,
        `Broken`."""
        return together([self._piece(voice, one) for one in pieces(text, splits=voice.splits)])

    def _piece(self, voice: Engine, text: str) -> Sound:
        key = (voice.name, text)
        if key not in self._pieces:
            self._pieces[key] = levelled(voice.sound(text), 0.75 * self._volume)
        return self._pieces[key]
