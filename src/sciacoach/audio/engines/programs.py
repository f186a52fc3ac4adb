"""The voices of the machine: programs that turn a text into a WAV, or speak it themselves."""

from __future__ import annotations

import contextlib
from pathlib import Path

from sciacoach.audio.engines import Broken, Unspeakable
from sciacoach.audio.engines.recipes import RECIPES, WRITES_FILES, Ask, speaks, voices_of
from sciacoach.audio.ladder import OWN_SOUND, Rung
from sciacoach.audio.running import MOST_BYTES, Job, Ran, Runner
from sciacoach.audio.sound import BadSound, Sound, from_wav, silence, trimmed

LIST_S = 4.0
"""How long a voice may take to list what it speaks."""


class ProgramEngine:
    """One voice of the machine. It is asked from one thread; `stop` may come from another."""

    splits = False

    def __init__(
        self,
        rung: Rung,
        runner: Runner,
        scratch: Path,
        *,
        name: str = "",
        rate: float = 1.0,
        limit_s: float = 4.0,
    ) -> None:
        """`scratch` is a folder of our own for its files."""
        self.name = str(rung)
        self.named = True
        self.own_sound = rung is Rung.SPD_SAY
        self._rung = rung
        self._runner = runner
        self._scratch = scratch
        self._voice = name
        self._rate = rate
        self._limit_s = limit_s
        self._language = "en"
        self._speaks: dict[str, bool] = {}
        self._stopped = False

    def speaks(self, language: str) -> bool:
        """Whether a voice for the language is installed; asked once. The next texts are taken
        to be in it. Raises `Broken`."""
        self._language = language
        if language not in self._speaks:
            self._stopped = False
            job = voices_of(self._rung, language)
            ran = self._ran(job, LIST_S) if job else Ran(0, b"")
            self._speaks[language] = speaks(
                self._rung, language, ran.code, ran.out.decode("utf-8", "replace")
            )
        return self._speaks[language]

    def sound(self, text: str) -> Sound:
        """The words. Raises `Unspeakable`, `Broken`."""
        file = self._scratch / f"{self.name}.wav" if self._rung in WRITES_FILES else None
        ask = Ask(
            text,
            self._language,
            self._voice,
            self._rate,
            str(file) if file else "",
            aloud=self.own_sound,
        )
        limit_s = 60.0 if self.own_sound else self._limit_s
        self._stopped = False
        ran = self._ran(RECIPES[self._rung](ask), limit_s)
        if self._stopped:
            self._silenced()
            raise Unspeakable(text)
        if ran.code:
            raise Broken(f"{self.name} ended with {ran.code}")
        return silence(0) if self.own_sound else self._heard(ran, file)

    def alone(self) -> bool:
        """Some can play by themselves."""
        self.own_sound = self._rung in OWN_SOUND
        return self.own_sound

    def stop(self) -> None:
        """End what runs."""
        self._stopped = True
        self._runner.stop()

    def _silenced(self) -> None:
        """The speech service goes on by itself, and must be told too."""
        if self._rung is Rung.SPD_SAY:
            with contextlib.suppress(OSError):
                self._runner.run(Job(("spd-say", "--stop")), 1.0)

    def _ran(self, job: Job, limit_s: float) -> Ran:
        try:
            ran = self._runner.run(job, limit_s, lambda: not self._stopped)
        except OSError as error:
            raise Broken(str(error)) from error
        if ran.ended and not self._stopped:
            raise Broken(f"{self.name} did not end")
        return ran

    def _heard(self, ran: Ran, file: Path | None) -> Sound:
        try:
            raw = _read(file) if file else ran.out
            sound = trimmed(from_wav(raw))
        except BadSound as error:
            raise Broken(str(error)) from error
        if not sound.samples:
            raise Unspeakable(self.name)
        return sound


def _read(file: Path) -> bytes:
    """The bytes of a file the program wrote; the file is removed. Raises `BadSound`."""
    try:
        with file.open("rb") as opened:
            raw = opened.read(MOST_BYTES)
        file.unlink()
    except OSError as error:
        raise BadSound(str(error)) from error
    return raw
