"""docs/a-bad-day.md: a session that goes wrong, played for real, with what is shown and typed.

The program itself runs here, with a home that is thrown away and a clock that a script moves.
So the page always shows what this version says. `tools/generate.py` writes it.
"""

import io
import os
import tempfile
import textwrap
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TextIO, cast
from unittest.mock import patch

EVENING = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
MOST_WAITS = 20_000
"""Looks at the clock after which a story that does not end is a mistake in this file."""

INTRO = """\
# A bad day

What happens when a session goes wrong: a zap down the leg, twice, and then pain that moves to
the calf. This is no made-up text. A script plays the whole path with the program itself, and
this page is what was on the screen. What the person types follows each prompt; a line that
starts with `>` is a key that was pressed.

No clinician has reviewed the rules that you see at work here. `docs/safety.md` tells each of
them, with its source.

The evening before, the person answered all the questions for the first time. That part is left
out: it is long, and nothing was wrong. Pain runs down the right leg as far as the buttock.
"""


@dataclass(frozen=True)
class Key:
    """A key, pressed `after` these words came on the screen, and so many seconds later."""

    after: str
    key: str
    wait: float = 3.0


@dataclass(frozen=True)
class Scene:
    """One command: its heading, what is told before it, its exit code, what is typed at its
    questions, the keys of the session, and what is told after it."""

    title: str
    before: str
    at: timedelta
    command: str
    code: int
    typed: Sequence[str] = ()
    keys: Sequence[Key] = ()
    after: str = ""


def zap(after: str, wait: float) -> list[Key]:
    """Something is wrong, none of the three signs is there, and it was a zap."""
    return [
        Key(after, "w", wait),
        Key("Yes or no.", "n"),
        Key("Yes or no.", "n"),
        Key("Can you stand?", "y"),
        Key("Good. Rest", "1", 2.0),
    ]


STORY = (
    Scene(
        "## The session",
        "Six lines are asked before the first step. None of them is true today.",
        timedelta(days=1),
        "start piriformis --face plain --no-voice --no-sound",
        3,
        ["none", "3 2 buttock"],
        [
            Key("Get ready", "enter", 30.0),
            *zap("Start: 20 seconds, right side", 8.0),
            Key("Come off. Move the ball", "enter", 20.0),
            Key("Where is the pain now?", "2", 12.0),
            Key("> 2", "enter"),
            *zap("Start: 15 seconds, right side", 6.0),
            Key("Where is the pain now?", "4", 12.0),
            Key("Is the pain still lower", "y", 4.0),
        ],
        "The first zap moved the spot. The second one ended all pressing of that place for the "
        "day. The pain in the calf was still there after a minute, so the session ended (D5). "
        "Its exit code is 3: stopped by safety.",
    ),
    Scene(
        "## The next morning",
        "The leg is worse than before the session. It has not been so for a whole day yet.",
        timedelta(days=1, hours=13, minutes=30),
        "checkin",
        0,
        ["3", "none", "5 2 calf 2 0", "no"],
    ),
    Scene(
        "## The next start",
        "In the evening the soreness is gone, and the same routine is asked for again. The ball "
        "has to wait: after D5 its place rests for two days. Something gentler is offered, and "
        "today the person leaves it.",
        timedelta(days=2),
        "start piriformis --face plain --no-voice --no-sound",
        3,
        ["none", "4 2 thigh", "no"],
    ),
    Scene(
        "## Why",
        "The rule behind each of these decisions, and what stands behind the rule.",
        timedelta(days=2, minutes=2),
        "why",
        0,
    ),
)


def page() -> str:
    """The whole page."""
    with _world_apart() as home:
        story = _Story(home)
        parts = [INTRO, *(story.told(scene) for scene in STORY)]
    return "\n".join(parts)


class _Clock:
    """A clock that stands until the script moves it."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.wall = EVENING

    def now(self) -> datetime:
        return self.wall

    def mono(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.move(max(seconds, 0.0))

    def move(self, seconds: float) -> None:
        self.seconds += seconds
        self.wall += timedelta(seconds=seconds)


class _Screen(io.StringIO):
    """A terminal to write to."""

    def isatty(self) -> bool:
        return True


class _Typist:
    """A terminal to read from; what is typed is seen."""

    def __init__(self, screen: _Screen, typed: Sequence[str]) -> None:
        self._screen = screen
        self._typed = list(typed)

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        raise OSError("a terminal of the story has no file")

    def readline(self) -> str:
        if not self._typed:
            raise RuntimeError(f"More is asked than the story has:\n{self._screen.getvalue()}")
        line = self._typed.pop(0)
        self._screen.write(f"{line}\n")
        return f"{line}\n"


class _Keys:
    """An inbox: presses each key of the story when its words were shown."""

    def __init__(self, screen: _Screen, clock: _Clock, keys: Sequence[Key]) -> None:
        self._screen = screen
        self._clock = clock
        self._keys = list(keys)
        self._seen = len(screen.getvalue())
        self._due: float | None = None
        self._waits = 0

    def listen(self) -> None:
        """Nothing to begin."""

    def type_lines(self) -> None:
        """Nothing to change."""

    def push(self, item: object) -> None:
        raise RuntimeError(f"The story was ended from outside: {item}")

    def wait(self, seconds: float) -> object:
        from sciacoach.coach.inbox import Pressed

        self._waits += 1
        if self._waits > MOST_WAITS:
            raise RuntimeError(f"The story does not end:\n{self._screen.getvalue()}")
        if self._due is None and self._keys and self._was_shown(self._keys[0].after):
            self._due = self._clock.seconds + self._keys[0].wait
        if self._due is None or self._due > self._clock.seconds + seconds:
            self._clock.move(seconds)
            return None
        self._clock.move(max(self._due - self._clock.seconds, 0.0))
        key, self._due = self._keys.pop(0).key, None
        self._screen.write(f"> {key}\n")
        return Pressed(key)

    def _was_shown(self, words: str) -> bool:
        """Whether the words came up since they were last waited for."""
        found = self._screen.getvalue().find(words, self._seen)
        if found >= 0:
            self._seen = found + len(words)
        return found >= 0


class _Story:
    """The program, played with one home and one clock."""

    def __init__(self, home: Path) -> None:
        self._clock = _Clock()
        self._env = {"SCIACOACH_HOME": str(home), "TERM": "xterm", "NO_COLOR": "1"}
        answers = home / "answers.json"
        answers.write_text(_first_answers(), encoding="utf-8")
        self._run(f"screen --answers {answers}", _Screen(), (), (), 0)

    def told(self, scene: Scene) -> str:
        """One scene: its words and what was on the screen."""
        screen = _Screen()
        self._clock.move((EVENING + scene.at - self._clock.wall).total_seconds())
        screen.write(f"$ sciacoach {scene.command}\n")
        self._run(scene.command, screen, scene.typed, scene.keys, scene.code)
        lines = [line.rstrip() for line in screen.getvalue().splitlines()]
        shown = "\n".join(lines).strip("\n")
        after = f"\n{_filled(scene.after)}\n" if scene.after else ""
        return f"{scene.title}\n\n{_filled(scene.before)}\n\n```text\n{shown}\n```\n{after}"

    def _run(
        self,
        command: str,
        screen: _Screen,
        typed: Sequence[str],
        keys: Sequence[Key],
        code: int,
    ) -> None:
        from sciacoach.cli import playing
        from sciacoach.cli.door import run
        from sciacoach.cli.world import World

        typist = cast("TextIO", _Typist(screen, typed))
        world = World(typist, screen, screen, self._env, self._clock)

        def inbox(*_: object, **__: object) -> _Keys:
            return _Keys(screen, self._clock, keys)

        with patch.object(playing, "inbox_for", inbox):
            ended = int(run(command.split(), world))
        if ended != code:
            raise RuntimeError(f"{command} ended with {ended}, not {code}:\n{screen.getvalue()}")


def _filled(words: str) -> str:
    return textwrap.fill(words, 98)


def _first_answers() -> str:
    """All the questions of a first run: nothing is wrong."""
    import json

    from sciacoach.data import json_file

    asked = [name for one in json_file("screen.json")["sets"]["full"] for name in one["items"]]
    return json.dumps(
        {
            "answers": dict.fromkeys(asked, "no"),
            "pain": {"leg": 3, "back": 2, "lowest": "buttock", "side": "right"},
            "answered_at": EVENING.isoformat(),
            "age": 47,
            "began": "2026-10-24",
            "have": ["tennis_ball"],
        }
    )


@contextmanager
def _world_apart() -> Iterator[Path]:
    """A home for a while, 80 columns, and one time zone on every machine."""
    plain = {"COLUMNS": "80", "LINES": "24", "TZ": "UTC"}
    with tempfile.TemporaryDirectory() as folder, patch.dict(os.environ, plain):
        _take_zone()
        try:
            yield Path(folder)
        finally:
            os.environ.pop("TZ")
    _take_zone()


def _take_zone() -> None:
    if hasattr(time, "tzset"):
        time.tzset()


if __name__ == "__main__":
    print(page())
