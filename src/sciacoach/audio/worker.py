"""Asks one voice, in a thread of its own, so that a voice that hangs holds up nobody.

The newest text goes first; texts to prepare wait until nothing else is wanted, and those that
any session may need wait behind those of this one.
"""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from threading import Condition, Thread, get_native_id

from sciacoach.audio.engines import Broken, Engine, Unspeakable
from sciacoach.audio.sound import Sound

_RANK = 5
"""The niceness of a voice's thread."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A text and its language; `number` of the order that wants it spoken, 0 to prepare."""

    text: str
    language: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a voice made of a text: its sound, or why not: `mute` (this text), `language`, or
    `broken`."""

    rung: str
    wanted: Wanted
    sound: Sound | None = None
    why: str = ""


class Worker:
    """One voice and its thread."""

    def __init__(
        self,
        engine: Engine,
        answer: Callable[[Answer], None],
        begins: Callable[[Worker, Wanted], None],
    ) -> None:
        """`answer` and `begins` are called from the thread, `begins` before the voice is
        asked."""
        self.engine = engine
        self._answer = answer
        self._begins = begins
        self._some = Condition()
        self._urgent: deque[Wanted] = deque()
        self._later: deque[Wanted] = deque(maxlen=500)
        self._last: deque[Wanted] = deque(maxlen=500)
        self._ended = False
        self.in_hand: Wanted | None = None
        """What the voice is asked for just now."""
        Thread(target=self._work, name=f"voice {engine.name}", daemon=True).start()

    def say(self, wanted: Iterable[Wanted]) -> None:
        """Next, one after the other, in the place of older ones that nobody has asked yet."""
        with self._some:
            self._urgent = deque(wanted)
            self._some.notify()

    def prepare(self, wanted: Wanted, *, last: bool = False) -> None:
        """When there is time; `last`: when nothing else is to be prepared."""
        with self._some:
            (self._last if last else self._later).append(wanted)
            self._some.notify()

    def end(self) -> None:
        """The thread ends when the voice answers, if ever."""
        with self._some:
            self._ended = True
            self._some.notify()

    def _work(self) -> None:
        _give_way()
        while (wanted := self._next()) is not None:
            self._begins(self, wanted)
            answer = _asked(self.engine, wanted)
            self.in_hand = None
            if not self._ended:
                self._answer(answer)

    def _next(self) -> Wanted | None:
        with self._some:
            self._some.wait_for(lambda: self._ended or self._queue())
            if self._ended:
                return None
            self.in_hand = self._queue().popleft()
            return self.in_hand

    def _queue(self) -> deque[Wanted]:
        """What goes next; empty if nothing is wanted."""
        return self._urgent or self._later or self._last


def _give_way() -> None:
    """Let the session and the sound card go first on a busy machine; Linux knows the rank of a
    single thread."""
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, get_native_id(), _RANK)


def _asked(engine: Engine, wanted: Wanted) -> Answer:
    try:
        if not engine.speaks(wanted.language):
            return Answer(engine.name, wanted, why="language")
        return Answer(engine.name, wanted, engine.sound(wanted.text))
    except Unspeakable:
        return Answer(engine.name, wanted, why="mute")
    except Broken:
        return Answer(engine.name, wanted, why="broken")
    except Exception:  # a voice may fail in any way it likes
        return Answer(engine.name, wanted, why="broken")
