"""The session by ear: tones at their instant, words after them.

The events of one look at the clock are one moment, and one thing is said of it. The newest
wins: words that are not over when the next are due give way to them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from sciacoach.audio.tones import Tone
from sciacoach.faces import Stamped
from sciacoach.faces.between import back_on, time_left
from sciacoach.faces.heard import Heard, Listener, foreseen, heard
from sciacoach.faces.metronome import Metronome
from sciacoach.faces.screen.cards import StepCard
from sciacoach.session.events import (
    CueSaid,
    Event,
    Moment,
    SessionEnded,
    SessionStarted,
    StepAnnounced,
)

LAST_WORDS_S = 8.0
"""How long the end waits for the last words to be spoken."""


class Speaker(Protocol):
    """What says and sounds: `audio.speaker.Speaker`. No call but `finish` waits."""

    def say(self, text: str, kind: Tone = Tone.ANNOUNCE, language: str = "") -> int:
        """Speak in the place of what is spoken now; 0 where nothing will be heard."""
        ...

    def tone(self, kind: Tone) -> int:
        """Play a tone now; 0 where nothing will be heard."""
        ...

    def ticks(self, at_s: Sequence[float]) -> int:
        """Tick so many seconds from now, in the place of what was to tick; 0 where nothing
        ticks. At no time: stop."""
        ...

    def hush(self) -> None:
        """Silence at once."""
        ...

    def prepare(self, texts: Sequence[str], language: str = "") -> None:
        """Have these texts ready."""
        ...

    def troubles(self) -> list[str]:
        """What went wrong since the last call, a line each."""
        ...

    def finish(self, number: int, most_s: float) -> bool:
        """Let an order come to its end."""
        ...

    def close(self) -> None:
        """The end."""
        ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person wants to hear: words, tones, the time that is left every so many seconds
    (0: never), and the language of the routine's own words."""

    words: bool = True
    tones: bool = True
    every_s: float = 0.0
    language: str = "en"


class VoiceFace:
    """Says and sounds a session through `speaker`. `tell` is given one line for each trouble
    with the sound; `ring` rings the terminal's bell where nothing else sounds."""

    def __init__(
        self,
        speaker: Speaker,
        cards: Sequence[StepCard],
        wanted: Wanted,
        listener: Listener,
        *,
        tell: Callable[[str], None],
        ring: Callable[[], None],
    ) -> None:
        self._speaker = speaker
        self._cards = cards
        self._wanted = wanted
        self._listener = listener
        self._tell = tell
        self._ring = ring
        self._batch: list[Event] = []
        self._before: Moment | None = None
        self._last = 0
        self._metronome = Metronome(speaker.ticks) if wanted.tones else None
        speaker.prepare(foreseen(cards, listener) if wanted.words else (), wanted.language)

    def show(self, stamped: Stamped) -> None:
        """Take an event in; it is heard with the others of its moment."""
        self._batch.append(stamped.event)
        if isinstance(stamped.event, SessionStarted) and stamped.event.rehearsal:
            self._metronome = None  # its seconds are shorter than those of who plays
        if isinstance(stamped.event, SessionEnded):
            self._flush()

    def tick(self, moment: Moment) -> None:
        """The moment is whole: let it be heard."""
        now = self._flush()
        again = back_on(self._before, moment, self._cards)
        self._hear(again or time_left(self._before, moment, self._wanted.every_s), "en")
        if self._metronome:
            self._metronome.look(moment, now)
        self._before = moment
        for line in self._speaker.troubles():
            self._tell(line)

    def suspend(self) -> None:
        """The person looks elsewhere: silence."""
        self._flush()
        self._speaker.hush()
        if self._metronome:
            self._metronome.forget()

    def restore(self) -> None:
        """Nothing to show again."""

    def close(self) -> None:
        """What is left is heard; the last words may still be in the air."""
        self._flush()

    def finish(self) -> None:
        """Wait until the last words are spoken, a few seconds at most, and let the child go."""
        self._speaker.finish(self._last, LAST_WORDS_S)
        self._speaker.close()

    def _flush(self) -> Heard:
        """Let the events of this moment be heard; what that is."""
        batch, self._batch = self._batch, []
        now = heard(batch, self._cards, self._listener)
        theirs = any(isinstance(one, StepAnnounced | CueSaid) for one in batch)
        self._hear(now, self._wanted.language if theirs else "en")
        return now

    def _hear(self, now: Heard, language: str) -> None:
        if not now:
            return
        sounded = bool(self._wanted.tones and now.tone and self._speaker.tone(now.tone))
        said = 0
        if self._wanted.words and now.words:
            said = self._speaker.say(now.text, now.tone or Tone.ANNOUNCE, language)
            self._last = said
        if now.tone and not (sounded or said):
            self._ring()
