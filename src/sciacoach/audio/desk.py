"""The heart of the speaking child: orders in, sounds to the player, reports out.

It is called from one thread only and waits for nothing: voices answer later, and alarms are
set for those that do not. What was asked for last wins; what comes too late is not spoken,
for "three" must not be heard at one.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from sciacoach.audio.engines import Engine
from sciacoach.audio.messages import Report, Setup
from sciacoach.audio.mixer import Channel
from sciacoach.audio.players import MakePlayer, NoPlayer, Player
from sciacoach.audio.sound import Sound, gain, levelled
from sciacoach.audio.tones import Tone, tone
from sciacoach.audio.worker import Answer, Wanted, Worker

_MOST_KEPT = 400
"""Prepared texts; some 40 MB of sound."""

_SOUNDED_S = 2.5
"""A player that has not begun by then has lost its sound card. Words wait for a tone first."""

Alarm = Callable[[float, tuple[str, Any]], None]
"""Asks for `Desk.rang` to be called with the word and what it is about, seconds from now."""


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
        self._make = make
        self._put = put
        self._players = list(setup.players)
        self._player: Player | None = None
        self._workers = [Worker(engine, put, self._begins) for engine in voices]
        self._deaf: set[tuple[str, str]] = set()
        self._kept: OrderedDict[tuple[str, str], Sound] = OrderedDict()
        self._tones: dict[Tone, Sound] = {}
        self._words: tuple[Wanted, Tone] | None = None
        self._loaded: set[str] = set()
        self._waiting: dict[Channel, int] = {}
        """Sounds the player was given and has not begun."""
        self._open()
        if setup.players and not self._player:
            self._trouble("no_player")
        self._tell_rung()

    def say(self, number: int, text: str, language: str, kind: str) -> None:
        """Speak `text`, in the place of what is spoken now; `kind` is the tone that stands in
        where it cannot be spoken."""
        wanted = Wanted(text, language, number)
        self._stop_words()
        self._words = (wanted, Tone(kind))
        kept = self._kept.get((language, text))
        if kept:
            self._kept.move_to_end((language, text))
            self._play(Channel.WORDS, kept, number)
        else:
            self._ask(wanted)

    def tone(self, number: int, kind: str) -> None:
        """Play a tone now."""
        self._play(Channel.TONES, self._tone(Tone(kind)), number)

    def prepare(self, texts: Sequence[str], language: str) -> None:
        """Have the words of these texts ready before they are wanted."""
        worker = self._worker(language)
        if worker and not worker.engine.own_sound:
            for text in texts:
                worker.prepare(Wanted(text, language))

    def hush(self) -> None:
        """Silence now."""
        self._stop_words()
        self._waiting.clear()
        if self._player:
            self._player.hush()

    def close(self) -> None:
        """The end."""
        self.hush()
        for worker in self._workers:
            worker.left()
            worker.engine.stop()
        if self._player:
            self._player.close()

    def answered(self, answer: Answer) -> None:
        """A voice has made something of a text."""
        self._first_answer(answer.rung)
        wanted = answer.wanted
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
            self._instead(wanted)

    def rang(self, what: str, about: Any) -> None:
        """An alarm: `hung` (voice, text), `late` (text), `silent` (a sound's number); or a
        voice `begins` with a text; or the player tells `sounded`, `done`, `lost`."""
        if what == "begins":
            self._watch(*about)
        elif what == "hung":
            self._hung(*about)
        elif what == "late" and self._wants(about):
            self._instead(about)
        elif what in ("sounded", "done"):
            self._waiting = {c: n for c, n in self._waiting.items() if n != about}
            self._tell(Report(what, about))
        elif what == "lost" or (what == "silent" and about in self._waiting.values()):
            self._waiting.clear()
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

    def _ask(self, wanted: Wanted) -> None:
        worker = self._worker(wanted.language)
        if worker is None:
            self._instead(wanted)
            return
        worker.say(wanted)
        if worker.engine.own_sound:
            self._tell(Report("sounded", wanted.number))
        else:
            self._alarm(self._setup.late_s, ("late", wanted))

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
            self._ask(wanted)
        elif not wanted.number:
            self.prepare([wanted.text], wanted.language)

    def _keep(self, answer: Answer, wanted: Wanted) -> None:
        assert answer.sound is not None
        if not answer.sound.samples:  # it played by itself, and has come to its end
            self._tell(Report("done", wanted.number))
            return
        sound = levelled(answer.sound, 0.75 * self._setup.volume)
        self._kept[wanted.language, wanted.text] = sound
        if len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)
        if self._wants(wanted):
            self._play(Channel.WORDS, sound, wanted.number)

    def _hung(self, worker: Worker, wanted: Wanted) -> None:
        """The set time is over. The words would come too late from the next rung too."""
        if worker in self._workers and worker.in_hand is wanted:
            self._drop(worker.engine.name, "hung")
            if self._words:
                self._instead(self._words[0])

    def _drop(self, rung: str, why: str) -> None:
        worker = next((w for w in self._workers if w.engine.name == rung), None)
        if worker is None:
            return
        self._workers.remove(worker)
        left = worker.left()
        worker.engine.stop()
        self._trouble(why, rung=rung, next=self._rung())
        self._tell_rung()
        for wanted in left:
            self.prepare([wanted.text], wanted.language)

    def _wants(self, wanted: Wanted) -> bool:
        return self._words is not None and self._words[0] is wanted

    def _instead(self, wanted: Wanted) -> None:
        """A tone in the place of words that cannot be had."""
        assert self._words is not None
        kind, self._words = self._words[1], None
        self._tell(Report("unsaid", wanted.number))
        self.tone(wanted.number, kind)

    def _stop_words(self) -> None:
        self._words = None
        for worker in self._workers:
            if worker.engine.own_sound and worker.in_hand:
                worker.engine.stop()

    def _tone(self, kind: Tone) -> Sound:
        if kind not in self._tones:
            self._tones[kind] = gain(tone(kind), self._setup.volume)
        return self._tones[kind]

    def _play(self, channel: Channel, sound: Sound, number: int) -> None:
        if channel is Channel.WORDS:
            self._words = None
        if self._player:
            self._waiting[channel] = number
            self._player.play(channel, sound, number)
            self._alarm(_SOUNDED_S, ("silent", number))

    def _next_player(self) -> None:
        if self._player:
            self._player.close()
            self._players.pop(0)
            self._open()
            if self._player:
                self._trouble("player", next=self._name())
            else:
                self._trouble("no_player")
                self._tell_rung()

    def _open(self) -> None:
        """The first player that works; those that do not are left."""
        self._player = None
        while self._players and self._player is None:
            try:
                self._player = self._make(self._players[0], lambda *told: self._put(told))
            except NoPlayer:
                self._players.pop(0)
        self._tell(Report("player", detail=self._name()))
        if self._player is None:
            self._workers = [w for w in self._workers if w.engine.alone()]

    def _name(self) -> str:
        return self._players[0] if self._player else ""

    def _rung(self) -> str:
        return self._workers[0].engine.name if self._workers else "none"

    def _tell_rung(self) -> None:
        self._tell(Report("rung", detail=self._rung()))

    def _trouble(self, key: str, **values: str) -> None:
        self._tell(Report("trouble", detail=key, values=values))
