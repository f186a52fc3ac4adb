"""A session played again: its plan and what came from outside give the same events.

What came from outside are lines, each with the body's clock at which it came: the person's
commands, and four words of the coach: `gap` (the real clock jumped by so many seconds),
`alone` (nobody can answer any more), `interrupt` (the terminal or the process went away) and
`killed` (there it stood when the process died; nothing follows).
"""

from collections.abc import Iterator, Sequence
from math import isfinite

from sciacoach.errors import Failed
from sciacoach.session.commands import Unknown, parse
from sciacoach.session.events import Event, Fault
from sciacoach.session.machine import Session

Given = tuple[float, str]
"""A line, and the seconds on the body's clock at which it came."""

KILLED = "killed"
"""The line that is kept where a session broke off."""

_OURS = ("gap", "alone", "interrupt")


def play_again(session: Session, given: Sequence[Given]) -> Iterator[Event]:
    """Every event of `session`, which has not begun, as `given` makes it go.

    It goes on until it ends, or until it waits for somebody who said no more. Raises
    `Failed` for a line that cannot be played.
    """
    yield from session.start()
    for at, line in given:
        yield from session.advance(max(0.0, at - session.clock))
        if line == KILLED:
            return
        yield from _come(session, line)
    while (until := session.until_next()) is not None:
        yield from session.advance(until)


def _come(session: Session, line: str) -> Sequence[Event]:
    """What one line leads to."""
    word, _, rest = line.partition(" ")
    if word in _OURS:
        return _from_the_coach(session, word, rest)
    command = parse(line)
    if isinstance(command, Unknown):
        return () if session.ended else (Fault(session.t, command.line, command.why),)
    return session.command(command)


def _from_the_coach(session: Session, word: str, rest: str) -> Sequence[Event]:
    if word == "gap":
        return session.gap(_seconds(rest))
    if word == "interrupt":
        return session.interrupt()
    session.hands_free = True
    return session.nobody_answers()


def _seconds(text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        found = -1.0
    if not isfinite(found) or found < 0:
        raise Failed(
            "A gap that was kept of this session has no length.",
            "What was done stays in the history: sciacoach history show",
        )
    return found
