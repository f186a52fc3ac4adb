"""Everything outside the program, in one value: streams, environment, clock.

Commands take it from `ctx.obj`, so a test hands in its own and nothing is a global.
"""

import io
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TextIO

from sciacoach.coach.clock import Clock, SystemClock
from sciacoach.errors import ReaderGone
from sciacoach.text import folded

if TYPE_CHECKING:
    import typer

    from sciacoach.audio.process import Child, Spawn
    from sciacoach.library import Library
    from sciacoach.paths import Paths


class Nowhere(io.StringIO):
    """A stream that was closed before the start: empty, and what is written there is lost."""


@dataclass(frozen=True)
class World:
    """Where words come from and go to, what the environment says, what time it is."""

    stdin: TextIO
    stdout: TextIO
    stderr: TextIO
    env: Mapping[str, str]
    clock: Clock = field(default_factory=SystemClock)
    spawn: "Spawn | None" = None
    """Begins the child that speaks; None: there is nothing that could be heard."""

    @property
    def asks(self) -> bool:
        """Whether a person can be asked: both ends are a terminal."""
        return self.stdin.isatty() and self.stdout.isatty()

    @property
    def simple(self) -> bool:
        """Whether words alone are wished for, line by line: beside a screen reader
        (`ACCESSIBLE`), or on a terminal that can do no more (`TERM=dumb`)."""
        asked = self.env.get("ACCESSIBLE", "")
        return asked not in ("", "0") or self.env.get("TERM") == "dumb"

    @cached_property
    def paths(self) -> "Paths":
        """Where things live."""
        from sciacoach.paths import find_paths

        return find_paths(self.env)

    @cached_property
    def library(self) -> "Library":
        """The routines: built-in ones and the person's own."""
        from sciacoach.library import Library, builtin_folder

        return Library(builtin_folder(), self.paths.data / "routines")

    @cached_property
    def width(self) -> int | None:
        """Columns of the terminal that output goes to; None where it is no terminal, so
        that scripts get whole lines."""
        return _columns(self.stdout)

    def say(self, line: str = "") -> None:
        """One line to standard output, folded between words on a terminal."""
        self.write(folded(line, self.width) + "\n")

    def write(self, text: str) -> None:
        """Text as it is to standard output. Raises `ReaderGone` when nobody reads it: an
        OSError would be taken for a fault on its way through Typer."""
        try:
            self.stdout.write(text)
        except BrokenPipeError:
            raise ReaderGone from None

    def send(self, text: str) -> None:
        """A piece of a file to standard output: UTF-8 whatever the locale says, for a program
        reads it; on a terminal as any text. Raises `ReaderGone`."""
        raw = None if self.stdout.isatty() else getattr(self.stdout, "buffer", None)
        if raw is None:
            self.write(text)
            return
        try:
            raw.write(text.encode())
        except BrokenPipeError:
            raise ReaderGone from None

    def say_json(self, body: Mapping[str, object]) -> None:
        """One JSON object of ours, on one line: folded for a terminal it would be no JSON.
        What the encoding of the output may not have is escaped, so nothing is lost."""
        import json

        plain = not (self.stdout.encoding or "utf-8").lower().startswith("utf")
        whole = {"sciacoach": 1, **body}
        self.write(json.dumps(whole, ensure_ascii=plain, allow_nan=False) + "\n")

    def tell(self, line: str) -> None:
        """One line to standard error."""
        self.stderr.write(folded(line, _columns(self.stderr)) + "\n")


def _columns(stream: TextIO) -> int | None:
    if not stream.isatty():
        return None
    import shutil

    return max(20, shutil.get_terminal_size((80, 24)).columns)


def system_world(env: Mapping[str, str]) -> World:
    """The world as the process found it. A stream that was closed before the start is an
    empty one (`<&-`, `>&-`)."""
    stdin, stdout, stderr = (stream or Nowhere() for stream in (sys.stdin, sys.stdout, sys.stderr))
    for stream in (stdout, stderr):
        _forbear(stream)
    return World(stdin, stdout, stderr, env, spawn=_spawn)


def _forbear(stream: TextIO) -> None:
    """What the encoding of a terminal does not have is written in ASCII, not raised."""
    if not isinstance(stream, io.TextIOWrapper) or stream.encoding.lower().startswith("utf"):
        return
    import codecs

    codecs.register_error("sciacoach", _in_ascii)
    stream.reconfigure(errors="sciacoach")


def _in_ascii(error: UnicodeError) -> tuple[str, int]:
    from sciacoach.faces.screen.ascii import letters

    assert isinstance(error, UnicodeEncodeError)
    return "".join(map(letters, error.object[error.start : error.end])), error.end


def _spawn() -> "Child":
    from sciacoach.audio.process import spawn

    return spawn()


def world_of(ctx: "typer.Context") -> World:
    """The world a command was called with."""
    world = ctx.find_root().obj
    assert isinstance(world, World)
    return world
