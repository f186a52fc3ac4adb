"""What a short line means that a person types at a terminal: the keys of the other faces,
each with Enter. Full commands mean the same everywhere."""

from sciacoach.session.machine import Session
from sciacoach.session.ruling import QUESTIONS
from sciacoach.session.states import RUNS, State
from sciacoach.vocabulary import Do, Lowest

SHORT = {
    "n": "next", "b": "back", "a": "again", "+": "extend", "w": "wrong other", "p": "pause",
    "r": "ready", "y": "yes", "t": "local 10",
}  # fmt: skip

MOVES_ON = RUNS | {State.OVERTIME, State.RETURNING}
"""States out of which a pause leads."""


STOPS = frozenset({"stop", "quit", "exit", "end"})
"""First words that end a session, whatever a person in a hurry types after them."""


def meant(line: str, session: Session) -> str:
    """The command in a line that was typed now."""
    key = line.strip().lower()
    state = session.state
    if key in ("w", "?"):
        return SHORT.get(key, line)
    if len(key) > 1:
        return _words(key.split(), line, session)
    if key == "q":
        return "pause" if state in MOVES_ON else "stop"
    if session.hands_free and state in MOVES_ON:
        return "pause"
    if not key:
        return _enter(state)
    if key == "n" and state in QUESTIONS:
        return "no"
    return digit(key, session) if key.isascii() and key.isdigit() else SHORT.get(key, line)


def _words(words: list[str], line: str, session: Session) -> str:
    """More than a letter: a place, a reading, `w zap`, a hurried stop, or a command."""
    first = words[0].strip(".,!?")
    if first in STOPS:
        return "stop"
    if first == "w":
        return " ".join(["wrong", *words[1:]])
    places = [word for word in words if word in list(Lowest)]
    if words == places and _checks(session):
        return f"pain lowest={places[0]}"
    if len(words) == 3 and places == words[2:]:
        return f"pain leg={words[0]} back={words[1]} lowest={words[2]}"
    return line


def _checks(session: Session) -> bool:
    return session.turn is not None and session.turn.do is Do.CHECK


def _enter(state: State) -> str:
    if state in QUESTIONS:
        return "again"
    if state in (State.WAITING, State.OVERTIME):
        return "ready"
    return "resume" if state is State.PAUSED else "pause"


def digit(key: str, session: Session) -> str:
    """In a check the lowest place of the pain, elsewhere the discomfort."""
    places = list(Lowest)
    if not _checks(session):
        return f"local {key}"
    place = places[int(key)] if int(key) < len(places) else key
    return f"pain lowest={place}"
