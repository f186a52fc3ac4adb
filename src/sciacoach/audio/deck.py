"""What plays for the desk: the first player that works, and the next one when it is lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sciacoach.audio.ladder import DEVICE
from sciacoach.audio.messages import Report
from sciacoach.audio.mixer import Channel, Told
from sciacoach.audio.players import MakePlayer, NoPlayer, Player
from sciacoach.audio.sound import Sound, silence

_AGAIN = 1
"""So often the sound card is opened anew when it was lost: with the headphones pulled, the
sound may go on from somewhere else."""

_SOUNDED_S = 2.5
"""A player that has not begun by then has lost its sound card. Words wait for a tone first."""

Alarm = Callable[[float, tuple[str, Any]], None]
"""Asks for `Desk.rang` to be called with the word and what it is about, seconds from now."""


class Deck:
    """`players` are names, best first. `put` takes what a player's thread has to tell."""

    def __init__(
        self,
        players: Sequence[str],
        make: MakePlayer,
        tell: Callable[[Report], None],
        put: Callable[[tuple[str, Any]], None],
        alarm: Alarm,
    ) -> None:
        self._players = list(players)
        self._make = make
        self._tell = tell
        self._put = put
        self._alarm = alarm
        self._player: Player | None = None
        self._made = 0
        self._again = _AGAIN
        self._waiting: dict[Channel, int] = {}
        """Sounds the player was given and has not begun."""
        self._open()

    @property
    def name(self) -> str:
        """What plays; empty where nothing does."""
        return self._players[0] if self._player else ""

    @property
    def streams(self) -> bool:
        """Whether a sound can begin before it is whole."""
        return self._player is not None and self._player.streams

    def play(self, channel: Channel, sound: Sound, number: int, *, more: bool = False) -> None:
        """Let it begin. `more`: what comes by `go_on` is part of it."""
        if self._player:
            self._waiting[channel] = number
            self._player.play(channel, sound, number, more=more)
            self._alarm(_SOUNDED_S, ("silent", number))

    def go_on(self, sound: Sound, number: int, *, more: bool) -> None:
        """More of the words that have begun."""
        if self._player:
            self._player.play(Channel.WORDS, sound, number, more=more)

    def no_more(self, number: int) -> None:
        """What has begun of these words was all."""
        self.go_on(silence(0), number, more=False)

    def ticks(self, tick: Sound, at_s: Sequence[float]) -> None:
        """Tick so many seconds from now, where the player can; at no time: stop."""
        if self._player:
            self._player.ticks(tick, at_s)

    def told(self, what: str, number: int) -> None:
        """A sound has begun, or is done."""
        self._waiting = {c: n for c, n in self._waiting.items() if n != number}
        self._tell(Report(what, number))

    def silent(self, number: int) -> bool:
        """Whether a sound that should have begun long ago has not."""
        return number in self._waiting.values()

    def hush(self) -> None:
        """Silence, at once."""
        self._waiting.clear()
        if self._player:
            self._player.hush()

    def close(self) -> None:
        """The end."""
        if self._player:
            self._player.close()

    def lost(self, which: int = 0) -> bool:
        """Go on with the next player; whether there was one to lose. `which` is the one that
        told so; one that was left before does not count."""
        if self._player is None or which not in (0, self._made):
            return False
        self._waiting.clear()
        self._player.close()
        if self.name == DEVICE and self._again:
            self._again -= 1
        else:
            self._players.pop(0)
        self._open()
        return True

    def _open(self) -> None:
        """The first player that works; those that do not are left."""
        self._player = None
        while self._players and self._player is None:
            self._made += 1
            try:
                self._player = self._make(self._players[0], self._tells(self._made))
            except NoPlayer:
                self._players.pop(0)
        self._tell(Report("player", detail=self.name))

    def _tells(self, which: int) -> Told:
        """What a player's thread calls; where it is lost, its own number goes with it."""
        return lambda what, number: self._put((what, which if what == "lost" else number))
