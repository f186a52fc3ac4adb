"""Asking a person at a terminal: a prompt out, a line in."""

from collections.abc import Callable
from typing import Protocol

from sciacoach.cli.world import World
from sciacoach.coach.inbox import HangUp, Inbox, Line, Pressed, Signalled
from sciacoach.errors import Ended
from sciacoach.text import clean, folded

Ask = Callable[[str], str]


class Reader(Protocol):
    """What reads aloud: `audio.speaker.Speaker`. No call waits."""

    def say(self, text: str) -> int:
        """Speak in the place of what is spoken now."""
        ...

    def hush(self) -> None:
        """Silence at once."""
        ...


class Asker:
    """Asks on the world's streams. `meanwhile` is done once, after the first prompt is on
    the screen and before its answer is read, so that nobody waits for it. `reader` also
    reads each prompt aloud, until it is answered."""

    def __init__(
        self,
        world: World,
        meanwhile: Callable[[], object] | None = None,
        reader: Reader | None = None,
    ) -> None:
        self._world = world
        self._meanwhile = meanwhile
        self._reader = reader
        self._noted: list[str] = []

    @property
    def aloud(self) -> bool:
        """Whether questions are read aloud: then they come one by one."""
        return self._reader is not None

    def say(self, line: str) -> None:
        """Show a line; where questions are read aloud it is heard before the next one."""
        self._world.say(line)
        self._noted.append(line)

    def __call__(self, prompt: str) -> str:
        """The line typed after `prompt`. Raises EOFError at the end of input."""
        self._world.stdout.write(folded(prompt, self._world.width))
        self._world.stdout.flush()
        noted, self._noted = self._noted, []
        if self._reader:
            self._reader.say(" ".join(part.strip() for part in (*noted, prompt) if part.strip()))
        if self._meanwhile:
            todo, self._meanwhile = self._meanwhile, None
            todo()
        line = self._world.stdin.readline()
        if self._reader:
            self._reader.hush()
        if not line:
            raise EOFError
        return clean(line.rstrip("\r\n"))


def inbox_asker(world: World, inbox: Inbox, patience_s: float = 3600.0) -> Ask:
    """Asks through an inbox that already listens to standard input."""

    def ask(prompt: str) -> str:
        world.stdout.write(folded(prompt, world.width))
        world.stdout.flush()
        item = inbox.wait(patience_s)
        while isinstance(item, Pressed):  # a key from before the session's end
            item = inbox.wait(patience_s)
        if isinstance(item, Signalled):
            raise Ended(item.number)
        if item is None or isinstance(item, HangUp) or not isinstance(item, Line):
            raise EOFError
        return clean(item.text)

    return ask
