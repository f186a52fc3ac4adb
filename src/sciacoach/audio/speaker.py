"""The session's side of the sound: it gives orders and goes on at once.

One child process plays and speaks. It may hang, die or be missing: then it is begun again
without the voice it had in hand, twice at most, and at last the bell is left, which the
screen rings. Every trouble is told once, as a line of words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace

from sciacoach import data
from sciacoach.audio import messages
from sciacoach.audio.ladder import Choice, Environment, Rung, ladder, players, unfilled
from sciacoach.audio.messages import MOST_TEXT, Report, Setup
from sciacoach.audio.outbox import Outbox
from sciacoach.audio.process import Child, Spawn
from sciacoach.audio.tones import Tone
from sciacoach.text import clean

HEARD_S = 4.0
"""A child that has not heard an order by then is taken to hang."""

_RESTARTS = 2
_CLOSING_S = 0.5
_LISTEN_S = 0.1
_AT_A_TIME = 8
"""Texts in one order to prepare."""


def setup_of(choice: Choice, environment: Environment, *, ahead: bool = False) -> Setup:
    """What the child is told, from the person's wishes and what the machine has. `ahead`: it
    makes what any session may need while nothing else is wanted."""
    told = (Rung.BELL, Rung.NONE)
    rungs = tuple(str(rung) for rung in ladder(choice, environment) if rung not in told)
    silent = choice.voice == Rung.BELL
    return Setup(
        rungs=rungs,
        players=() if silent else players(environment),
        rate=choice.rate,
        volume=choice.volume,
        name=choice.name,
        ahead=ahead,
        card=environment.card,
    )


class Speaker:
    """Says texts and plays tones. No call waits; each gives the order's number, or 0 where
    nothing will be heard and the bell or the screen must do."""

    def __init__(
        self,
        setup: Setup,
        spawn: Spawn,
        clock: Callable[[], float],
        *,
        language: str = "en",
        missing: Rung | None = None,
    ) -> None:
        """`clock` gives real seconds; `missing` is a voice that was asked for and is not
        here (`ladder.unfilled`). `language` is that of texts which tell no other."""
        self._setup = setup
        self._spawn = spawn
        self._clock = clock
        self._language = language
        self._child: Child | None = None
        self._outbox = Outbox(lambda _raw: 0)
        self._number = 0
        self._over = 0
        self._restarts = _RESTARTS
        self._raw = b""
        self._told: set[tuple[str, ...]] = set()
        self._lines: list[str] = []
        self._waits_since: float | None = None
        self.rung = "none"
        self.player = ""
        if missing:
            self._trouble("missing", rung=missing, next=next(iter(setup.rungs), "bell"))
        self._begin()

    @property
    def speaks(self) -> bool:
        """Whether words are spoken, as far as is known."""
        return self._child is not None and self.rung != "none"

    @property
    def plays(self) -> bool:
        """Whether tones sound, as far as is known."""
        return self._child is not None and bool(self.player)

    def say(self, text: str, kind: Tone = Tone.ANNOUNCE, language: str = "") -> int:
        """Speak `text`, in the place of what is spoken now. `kind` sounds in its stead where
        it cannot be spoken in time. `language` as in `en` or `de-AT`."""
        if not self.speaks:
            return 0
        text = clean(text, MOST_TEXT).strip()
        if not text:
            return 0
        return self._order("say", text=text, kind=str(kind), language=language or self._language)

    def tone(self, kind: Tone) -> int:
        """Play a tone now; words that are spoken go on, softer."""
        return self._order("tone", kind=str(kind)) if self.plays else 0

    def ticks(self, at_s: Sequence[float]) -> int:
        """Tick so many seconds from now, softly and under all else, in the place of what was to
        tick; at no time: stop. Every tone but those of a step at work stops it too, and `hush`.
        What cannot mix sounds ticks not at all, and no bell stands in."""
        return self._order("ticks", "ticks", at=list(at_s)) if self.plays else 0

    def hush(self) -> None:
        """Silence at once."""
        if self._child:
            self._order("hush")

    def prepare(self, texts: Sequence[str], language: str = "") -> None:
        """Have these texts ready; they wait behind every cue and go with the next `troubles`."""
        if not self.speaks:
            return
        ready = [text for raw in texts if (text := clean(raw, MOST_TEXT).strip())]
        for start in range(0, len(ready), _AT_A_TIME):
            some = ready[start : start + _AT_A_TIME]
            order = {"do": "prepare", "texts": some, "language": language or self._language}
            self._outbox.later(messages.line(order))

    def troubles(self) -> list[str]:
        """What went wrong since the last call, a line each. Call it at every look: it is also
        where a child that hangs or died is begun again."""
        self.listen()
        lines, self._lines = self._lines, []
        return lines

    def listen(self, within_s: float = 0.0) -> list[Report]:
        """What the child told about its sounds: `sounded`, `done` and `unsaid`, with the
        numbers of the orders; waits at most `within_s` seconds for the first of it."""
        if self._child is None:
            return []
        try:
            self._outbox.flush()
            found = self._take(self._child.read(within_s))
        except OSError:
            self._lost()
            return []
        if self._outbox.left_out:
            self._outbox.left_out = 0
            self._trouble("full")
        if self._waits_since is not None and self._clock() - self._waits_since > HEARD_S:
            self._lost()
        return found

    def finish(self, number: int, most_s: float) -> bool:
        """Let the order `number` come to its end; the only call that waits, for the last words
        of a session or for a text read aloud. Whether it did within `most_s` seconds."""
        until = self._clock() + most_s
        while number > self._over and (self.speaks or self.plays) and self._clock() < until:
            self.listen(_LISTEN_S)
        return 0 < number <= self._over

    def close(self) -> None:
        """The end: the child goes, within half a second."""
        if self._child:
            self._child.close(_CLOSING_S)
        self._child = None

    def _order(self, what: str, slot: str = "cue", /, **values: str | list[float]) -> int:
        self._number += 1
        order = {"do": what, "number": self._number, **values}
        if self._waits_since is None:
            self._waits_since = self._clock()
        try:
            self._outbox.now(messages.line(order), slot)
        except OSError:  # `troubles` sees it too, and has the time to do something about it
            return 0
        return self._number

    def _begin(self) -> None:
        """Begin a child, if there is anything for it to do."""
        self._child, self._raw, self._waits_since = None, b"", None
        if not self._setup.rungs and not self._setup.players:
            return
        try:
            self._child = self._spawn()
        except OSError:
            self._trouble("over")
            return
        self._outbox = Outbox(self._child.write)
        self._outbox.later(messages.line(asdict(self._setup)))
        self._outbox.flush()
        self.rung = next(iter(self._setup.rungs), "none")
        self.player = next(iter(self._setup.players), "")

    def _take(self, raw: bytes) -> list[Report]:
        *lines, self._raw = (self._raw + raw).split(b"\n")
        self._raw = self._raw[-messages.MOST_LINE :]
        reports = [report for line in lines if (report := messages.report(line))]
        return [report for report in reports if not self._noted(report)]

    def _noted(self, report: Report) -> bool:
        """Keep what is for us; whether that was all there is to it."""
        match report.what:
            case "heard":
                if report.number >= self._number:
                    self._waits_since = None
                else:
                    self._waits_since = self._clock()
            case "rung":
                self.rung = report.detail
            case "player":
                self.player = report.detail
            case "done":
                self._over = max(self._over, report.number)
                return False
            case "trouble":
                self._trouble(report.detail, **report.values)
            case _:
                return False
        return True

    def _lost(self) -> None:
        """The child hangs or is gone: another, without the voice that was in hand."""
        assert self._child
        self._child.end()
        self._child = None
        if not self._restarts:
            self.rung, self.player = "none", ""
            self._trouble("over")
            return
        self._restarts -= 1
        lost, left = self.rung, tuple(r for r in self._setup.rungs if r != self.rung)
        self._setup = replace(self._setup, rungs=left)
        if lost == "none":
            self._trouble("child")
        else:
            self._trouble("died", rung=lost, next=next(iter(left), "none"))
        self._begin()

    def _trouble(self, key: str, **values: str) -> None:
        """Note one line, unless it was told already."""
        told = (key, *values.values())
        words = data.json_file("audio.json")
        if told in self._told or key not in words["troubles"]:
            return
        self._told.add(told)
        named = {
            name: (words["rungs"] | words["players"]).get(value, clean(value, 60))
            for name, value in values.items()
        }
        self._lines.append(words["troubles"][key].format(**named))


def speaker(
    choice: Choice,
    environment: Environment,
    spawn: Spawn,
    clock: Callable[[], float],
    *,
    ahead: bool = False,
) -> Speaker:
    """The speaker for these wishes on this machine; `ahead` as in `setup_of`."""
    return Speaker(
        setup_of(choice, environment, ahead=ahead),
        spawn,
        clock,
        language=choice.language,
        missing=unfilled(choice, environment),
    )
