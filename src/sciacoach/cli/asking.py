"""Asking a person at a terminal: a prompt out, a line in."""

from collections.abc import Callable

from sciacoach.cli.world import World
from sciacoach.coach.inbox import HangUp, Inbox, Line, Pressed, Signalled
from sciacoach.errors import Ended
from sciacoach.text import clean, folded

Ask = Callable[[str], str]


class Asker:
    """Asks on the world's streams. `meanwhile` is done once, after the first prompt is on
    the screen and before its answer is read, so that nobody waits for it."""

    def __init__(self, world: World, meanwhile: Callable[[], object] | None = None) -> None:
        self._world = world
        self._meanwhile = meanwhile

    def __call__(self, prompt: str) -> str:
        """The line typed after `prompt`. Raises EOFError at the end of input."""
        self._world.stdout.write(folded(prompt, self._world.width))
        self._world.stdout.flush()
        if self._meanwhile:
            todo, self._meanwhile = self._meanwhile, None
            todo()
        line = self._world.stdin.readline()
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
