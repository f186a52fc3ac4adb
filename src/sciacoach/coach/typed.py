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


def meant(line: str, session: Session) -> str:
    """The command in a line that was typed now."""
    key = line.strip().lower()
    state = session.state
    if key in ("w", "?") or len(key) > 1:
        return SHORT.get(key, line)
    if key == "q":
        return "pause" if state in MOVES_ON else "stop"
    if session.hands_free and state in MOVES_ON:
        return "pause"
    if not key:
        return _enter(state)
    if key == "n" and state in QUESTIONS:
        return "no"
    return _digit(key, session) if key.isascii() and key.isdigit() else SHORT.get(key, line)


def _enter(state: State) -> str:
    if state in QUESTIONS:
        return "again"
    if state in (State.WAITING, State.OVERTIME):
        return "ready"
    return "resume" if state is State.PAUSED else "pause"


def _digit(digit: str, session: Session) -> str:
    """In a check the lowest place of the pain, elsewhere the discomfort."""
    places = list(Lowest)
    if session.turn is None or session.turn.do is not Do.CHECK:
        return f"local {digit}"
    place = places[int(digit)] if int(digit) < len(places) else digit
    return f"pain lowest={place}"
