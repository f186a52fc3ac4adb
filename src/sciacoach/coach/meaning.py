"""What a key means by itself, where no question stands: its own work. Pure."""

from dataclasses import dataclass

from sciacoach import data
from sciacoach.coach.typed import MOVES_ON, digit
from sciacoach.session.machine import Session
from sciacoach.session.states import State

GO_ON = frozenset(
    {"space", "enter", "pagedown", "pageup", "right", "left", "down", "up", "f5", "."}
)
"""Pause, ready and go on: the space bar, Enter, and what the buttons of presenters send."""

OWN = {"n": "next", "b": "back", "a": "again", "+": "extend", "=": "extend", "t": "local 10",
       "?": "?"}  # fmt: skip
"""Keys that mean the same in every state. = is the + key without shift."""


LETTERS = frozenset("ab+=")
"""Letters that a presenter's one button may send; the other ones never go on."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of a key: command lines, and the words (a key of `spoken.json`) to say."""

    lines: tuple[str, ...] = ()
    say: str | None = None


NOTHING = Heard()
PAUSE = Heard(("pause",))
WRONG = Heard(("wrong other",))


def own(key: str, session: Session, *, paused_it: bool) -> Heard:
    """What `key` does. `paused_it`: it is the key that paused; hands-free it then goes on
    again, for the one button of a presenter may send a letter that has work of its own."""
    back_on = session.hands_free and session.state is State.PAUSED
    if back_on and paused_it and key in LETTERS:
        return Heard(("resume",))
    if key in GO_ON:
        return Heard((_go_on(session.state),))
    if key in OWN:
        return Heard((OWN[key],))
    if key.isascii() and key.isdigit():
        return Heard((digit(key, session),))
    if back_on:
        return Heard(("resume",))
    return Heard(("pause",) if presses(session) else (), "no_key")


def any_key_pauses(session: Session) -> bool:
    """Hands-free, wherever the session goes on by itself."""
    return session.hands_free and session.state in MOVES_ON


def is_button(key: str) -> bool:
    """Whether it may be the button of a presenter, or the nearest large key: no letter."""
    return key in GO_ON or len(key) > 1


def presses(session: Session) -> bool:
    """Whether something is pressed now."""
    turn = session.turn
    return session.state is State.WORKING and turn is not None and turn.is_contact


def names() -> list[str]:
    """What may be wrong, in the order of its numbers."""
    return [str(one) for one in data.json_file("spoken.json")["names"]]


def _go_on(state: State) -> str:
    if state in (State.WAITING, State.OVERTIME):
        return "ready"
    return "resume" if state is State.PAUSED else "pause"
