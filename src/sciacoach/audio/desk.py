"""The heart of the speaking child: orders in, sounds to the player, reports out.

It is called from one thread only and waits for nothing: voices answer later, and alarms are
set for those that do not. What was asked for last wins; what comes too late is not spoken,
for "three" must not be heard at one.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable, Sequence
from typing import Any

from sciacoach.audio import pack
from sciacoach.audio.deck import Alarm, Deck
from sciacoach.audio.engines import Engine
from sciacoach.audio.messages import Report, Setup
from sciacoach.audio.mixer import Channel
from sciacoach.audio.players import MakePlayer
from sciacoach.audio.sound import Sound, gain, levelled
from sciacoach.audio.speech import Speech, pieces
from sciacoach.audio.tones import AT_WORK, Tone, tone
from sciacoach.audio.worker import Answer, Wanted, Worker

_MOST_KEPT = 400
"""Prepared pieces of text; some 30 MB of sound."""


class Desk:
    """See the module. `voices` are the engines of the ladder, best first; `put` takes what a
    voice's thread has to tell back to the desk's own thread."""

    def __init__(
        self,
        setup: Setup,
        voices: Sequence[Engine],
        make: MakePlayer,
        tell: Callable[[Report], None],
        put: Callable[[Answer | tuple[str, Any]], None],
        alarm: Alarm,
    ) -> None:
        self._setup = setup
        self._tell = tell
        self._alarm = alarm
        self._put = put
        self._workers = [Worker(engine, put, self._begins) for engine in voices]
        self._deaf: set[tuple[str, str]] = set()
        self._kept: OrderedDict[tuple[str, str], Sound] = OrderedDict()
        self._tones: dict[Tone, Sound] = {}
        self._coming: dict[tuple[str, str], bool] = {}
        """Pieces that a voice was asked to prepare and has not made; whether at the last."""
        self._ahead: deque[tuple[str, str]] = deque(maxlen=_MOST_KEPT)
        """Texts to have ready; the next voice makes them too."""
        self._speech: Speech | None = None
        self._loaded: set[str] = set()
        self._deck = Deck(setup.players, make, tell, put, alarm)
        self._played()
        if setup.players and not self._deck.name:
            self._trouble("no_player")
        self._tell_rung()
        if setup.ahead:
            self._make_ahead()

    def say(self, number: int, text: str, language: str, kind: str) -> None:
        """Speak `text`, in the place of what is spoken now; `kind` is the tone that stands in
        where it cannot be spoken."""
        self._stop_words()
        self._speech = Speech(number, language, Tone(kind), (text,))
        self._ask()
        if self._speech and not self._speech.began:
            self._alarm(self._setup.late_s, ("late", number))

    def tone(self, number: int, kind: str) -> None:
        """Play a tone now. One that does not belong to a step at work ends its ticks: a
        warning must be heard alone."""
        if Tone(kind) not in AT_WORK:
            self.ticks(())
        self._play_tone(number, Tone(kind))

    def ticks(self, at_s: Sequence[float]) -> None:
        """Tick so many seconds from now, in the place of what was to tick; at no time: stop."""
        self._deck.ticks(self._tone(Tone.TICK), at_s)

    def prepare(self, texts: Sequence[str], language: str) -> None:
        """Have the words of these texts ready before they are wanted."""
        for text in texts:
            self._ahead.append((text, language))
            self._prepare(text, language)

    def hush(self) -> None:
        """Silence now."""
        self._stop_words()
        self._deck.hush()

    def close(self) -> None:
        """The end."""
        self.hush()
        for worker in self._workers:
            worker.end()
            worker.engine.stop()
        self._deck.close()

    def answered(self, answer: Answer) -> None:
        """A voice has made something of a text."""
        self._first_answer(answer.rung)
        wanted = answer.wanted
        self._coming.pop((wanted.language, wanted.text), None)
        if answer.sound is not None:
            self._keep(answer, wanted)
        elif answer.why == "broken":
            self._drop(answer.rung, "died")
            self._again(wanted)
        elif answer.why == "language":
            self._deaf.add((answer.rung, wanted.language))
            self._again(wanted)
        elif self._wants(wanted):
            self._trouble("few" if answer.rung == "pack" else "mute")
            self._instead()

    def rang(self, what: str, about: Any) -> None:
        """An alarm: `hung` (voice, text), `late` and `silent` (a sound's number); or a
        voice `begins` with a text; or the player tells `sounded`, `done`, `lost`."""
        if what == "begins":
            self._watch(*about)
        elif what == "hung":
            self._hung(*about)
        elif what == "late":
            self._late(about)
        elif what in ("sounded", "done"):
            self._deck.told(what, about)
        elif what == "lost":
            self._next_player(about)
        elif what == "silent" and self._deck.silent(about):
            self._next_player()

    def _begins(self, worker: Worker, wanted: Wanted) -> None:
        """Called from the voice's thread."""
        self._put(("begins", (worker, wanted)))

    def _watch(self, worker: Worker, wanted: Wanted) -> None:
        """Set the alarm for a voice that does not answer."""
        if not worker.engine.own_sound:
            loading = worker.engine.name not in self._loaded
            limit = self._setup.loading_s if loading else self._setup.limit_s
            self._alarm(limit, ("hung", (worker, wanted)))

    def _ask(self) -> None:
        """Have made what is still to be heard; play what is made."""
        speech = self._speech
        assert speech
        worker = self._worker(speech.language)
        if worker is None:
            self._instead()
            return
        parts = speech.cut(splits=worker.engine.splits)
        missing = [part for part in parts if (speech.language, part) not in self._kept]
        worker.say([Wanted(part, speech.language, speech.number) for part in missing])
        if worker.engine.own_sound:
            self._tell(Report("sounded", speech.number))
        else:
            self._go_on()

    def _go_on(self) -> None:
        """Give the player what is made of the words, from the first on."""
        speech = self._speech
        if speech is None:
            return
        begun, language = speech.began, speech.language
        sound = speech.next_sound(
            lambda part: self._made(language, part), streams=self._deck.streams
        )
        if sound is None:
            return
        if not speech.left:
            self._speech = None
        if begun:
            self._deck.go_on(sound, speech.number, more=bool(speech.left))
        else:
            self._deck.play(Channel.WORDS, sound, speech.number, more=bool(speech.left))

    def _made(self, language: str, part: str) -> Sound | None:
        kept = self._kept.get((language, part))
        if kept:
            self._kept.move_to_end((language, part))
        return kept

    def _make_ahead(self) -> None:
        """What any session may need, while nothing else is wanted: the tones, and the fixed
        cues where the voice is one that makes them quickly."""
        for kind in Tone:
            self._tone(kind)
        worker = next(iter(self._workers), None)
        if worker and worker.engine.splits and worker.engine.speaks(pack.LANGUAGE):
            for text in pack.wanted():
                self._prepare(text, pack.LANGUAGE, last=True)

    def _prepare(self, text: str, language: str, *, last: bool = False) -> None:
        worker = self._worker(language)
        if worker is None or worker.engine.own_sound:
            return
        for part in pieces(text, splits=worker.engine.splits):
            key = (language, part)
            sooner = key not in self._coming or (self._coming[key] and not last)
            if sooner and key not in self._kept:
                self._coming[key] = last
                worker.prepare(Wanted(part, language), last=last)

    def _first_answer(self, rung: str) -> None:
        if rung in self._loaded:
            return
        self._loaded.add(rung)
        name = self._setup.name
        engine = next((w.engine for w in self._workers if w.engine.name == rung), None)
        if name and engine and not engine.named:
            self._trouble("name", name=name)

    def _worker(self, language: str) -> Worker | None:
        able = (w for w in self._workers if (w.engine.name, language) not in self._deaf)
        found = next(able, None)
        if found is None and self._workers:
            self._trouble("language", language=language)
        return found

    def _again(self, wanted: Wanted) -> None:
        """The next rung speaks the text, if it is still wanted, and prepares it else."""
        if self._wants(wanted):
            self._ask()
        elif not wanted.number:
            self._prepare(wanted.text, wanted.language)

    def _keep(self, answer: Answer, wanted: Wanted) -> None:
        assert answer.sound is not None
        if not answer.sound.samples:  # it played by itself, and has come to its end
            self._tell(Report("done", wanted.number))
            return
        sound = levelled(answer.sound, 0.75 * self._setup.volume)
        self._kept[wanted.language, wanted.text] = sound
        if len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)
        self._go_on()

    def _late(self, number: int) -> None:
        """Words that are not there by now come too late."""
        if self._speech and self._speech.number == number and not self._speech.began:
            self._instead()

    def _hung(self, worker: Worker, wanted: Wanted) -> None:
        """The set time is over. The words would come too late from the next rung too."""
        if worker in self._workers and worker.in_hand is wanted:
            self._drop(worker.engine.name, "hung")
            if self._speech:
                self._instead()

    def _drop(self, rung: str, why: str) -> None:
        worker = next((w for w in self._workers if w.engine.name == rung), None)
        if worker is None:
            return
        self._workers.remove(worker)
        worker.end()
        worker.engine.stop()
        self._trouble(why, rung=rung, next=self._rung())
        self._tell_rung()
        self._coming.clear()
        for text, language in self._ahead:
            self._prepare(text, language)

    def _wants(self, wanted: Wanted) -> bool:
        return self._speech is not None and self._speech.number == wanted.number

    def _instead(self) -> None:
        """A tone in the place of words that cannot be had."""
        speech, self._speech = self._speech, None
        assert speech
        self._tell(Report("unsaid", speech.number))
        if speech.began:
            self._deck.no_more(speech.number)
        self._play_tone(speech.number, speech.kind)

    def _stop_words(self) -> None:
        self._speech = None
        for worker in self._workers:
            worker.say(())
            if worker.engine.own_sound and worker.in_hand:
                worker.engine.stop()

    def _play_tone(self, number: int, kind: Tone) -> None:
        self._deck.play(Channel.TONES, self._tone(kind), number)

    def _tone(self, kind: Tone) -> Sound:
        if kind not in self._tones:
            self._tones[kind] = gain(tone(kind), self._setup.volume)
        return self._tones[kind]

    def _next_player(self, lost: int = 0) -> None:
        if not self._deck.lost(lost):
            return
        self._played()
        if self._deck.name:
            self._trouble("player", next=self._deck.name)
        else:
            self._trouble("no_player")
            self._tell_rung()

    def _played(self) -> None:
        """Where nothing plays, only voices that play by themselves are left."""
        if not self._deck.name:
            alone = self._setup.card
            self._workers = [w for w in self._workers if alone and w.engine.alone()]

    def _rung(self) -> str:
        return self._workers[0].engine.name if self._workers else "none"

    def _tell_rung(self) -> None:
        self._tell(Report("rung", detail=self._rung()))

    def _trouble(self, key: str, **values: str) -> None:
        self._tell(Report("trouble", detail=key, values=values))
