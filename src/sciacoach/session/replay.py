"""A session played again: its plan and what came from outside give the same events.

What came from outside are lines, each with the body's clock at which it came: the person's
commands, and five words of the coach: `gap` (the real clock jumped by so many seconds),
`alone` (nobody can answer any more), `interrupt` (the terminal or the process went away),
`killed` (there it stood when the process died) and `resumed` (so many seconds later somebody
went on with it). After an `interrupt` or a `killed` nothing follows but a `resumed`, which
takes that end back.
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

INTERRUPT = "interrupt"
"""The line that is kept where a session was ended from outside."""

RESUMED = "resumed"
"""The first word of the line that is kept where somebody went on with it."""

ENDS = (KILLED, INTERRUPT)
"""Lines after which a session may be gone on with."""

_OURS = ("gap", "alone", INTERRUPT, RESUMED)

OURS = (*_OURS, KILLED)
"""First words that a line of the coach has, and no line of a person."""


def play_again(session: Session, given: Sequence[Given]) -> Iterator[Event]:
    """Every event of `session`, which has not begun, as `given` makes it go.

    It goes on until it ends, or until it waits for somebody who said no more. Raises
    `Failed` for a line that cannot be played.
    """
    yield from play_up_to(session, given)
    if given and given[-1][1] == KILLED:
        return
    while (until := session.until_next()) is not None:
        yield from session.advance(until)


def play_up_to(session: Session, given: Sequence[Given]) -> Iterator[Event]:
    """Every event of `session`, which has not begun, up to the last line. Raises `Failed` for
    a line that cannot be played."""
    yield from session.start()
    for at, line in _lived(given):
        yield from session.advance(max(0.0, at - session.clock))
        if line == KILLED:
            return
        yield from _come(session, line)


def _lived(given: Sequence[Given]) -> Iterator[Given]:
    """The lines without the ends that somebody took back."""
    for number, (at, line) in enumerate(given):
        after = given[number + 1][1] if number + 1 < len(given) else ""
        if not (line in ENDS and after.partition(" ")[0] == RESUMED):
            yield at, line


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
    if word == RESUMED:
        return session.come_back(_seconds(rest))
    if word == INTERRUPT:
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
