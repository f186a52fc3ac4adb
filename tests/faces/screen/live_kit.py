"""A session seen on the live screen: every state of it, made by real events and moments."""

import io
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

from people import plan, press, quiet, routine
from sciacoach.coach.cards import cards_of
from sciacoach.faces import Stamped
from sciacoach.faces.screen import Colours, Look, ScreenFace, View, frame
from sciacoach.faces.screen.cells import Line
from sciacoach.faces.screen.ink import PLAIN, Style
from sciacoach.session.commands import Command, Unknown, parse
from sciacoach.session.events import CueSaid, Event, Fault
from sciacoach.session.machine import Session
from sciacoach.session.plan import Fitted
from sciacoach.session.words import word

GOLDEN = Path(__file__).resolve().parent / "golden"
SIZES = ((40, 12), (60, 20), (80, 24), (120, 40), (200, 50))
LOOK_S = 0.25
TITLE = "Ball for the outer buttock"
PLAIN_LOOK, COLOUR_LOOK = Look(), Look(Colours.TRUE)

TEXT = (
    "Put the ball on the soft outer part, two finger widths behind the hip bone. Lean on it "
    "lightly and keep still. A zap or a tingle down the leg means come off."
)
STEPS = [
    quiet("setup", 20, name="Get ready", say="Sit down.", text="Stand near a bare wall."),
    press("hold", "piriformis", 30, name="First hold", say="Lean in lightly.", text=TEXT),
    quiet("rest", 40, name="Short rest", text="Step away from the wall."),
    quiet("breathe", 60, name="Long breaths", breath={"in": "4s", "out": "6s"}),
    quiet("check", 30, name="Leg check", text="Walk a few steps."),
]

HOLDING = (3.0, "ready", 15.0)
"""Up to five seconds into the first side."""

STATES: dict[str, Sequence[float | str]] = {
    "waiting": (3.0,),
    "preparing": (3.0, "ready", 3.0),
    "working": HOLDING,
    "resting": (*HOLDING, 70.0, 8.0),
    "changing": (*HOLDING, 27.0),
    "paused": (*HOLDING, "pause", 2.0),
    "recheck": (*HOLDING, "wrong numb", 12.0),
    "asking": (*HOLDING, "wrong other", 5.0),
    "named": (*HOLDING, "wrong other", 2.0, "no", 2.0, "no", 2.0, "yes", "name_it", 1.0),
    "refused": (*HOLDING, "resume", 1.0),
    "advice": (*HOLDING, "local 5", 1.0),
    "breathing": (*HOLDING, 105.0, 8.0),
    "checking": (*HOLDING, 175.0, 2.0),
    "helped": (*HOLDING, "?", 1.0),
    "helped_asking": (*HOLDING, "wrong other", 5.0, "?", 1.0),
    "rolling": (10.0, 7.0),
    "ended": (*HOLDING, "stop"),
    "over": (*HOLDING, "wrong faint", 1.0),
}
"""What happens before each state: seconds that pass, and commands."""


ROLLING = [press("roll", "piriformis", 30, name="Search", say="Small moves.", text=TEXT, tempo=4)]
"""What moves in a tempo has a plan of its own."""


@cache
def the_plan(state: str = "") -> Fitted:
    """The plan of a state; all but one have the same."""
    return plan(routine(ROLLING if state == "rolling" else STEPS))


class Shown:
    """A session and the face that shows it, on a terminal that is a string."""

    def __init__(
        self,
        fitted: Fitted | None = None,
        *,
        look: Look = PLAIN_LOOK,
        size: Callable[[], tuple[int, int]] = lambda: (80, 24),
        hands_free: bool = False,
        title: str = TITLE,
    ) -> None:
        fitted = fitted or the_plan()
        self.out = io.StringIO()
        self.session = Session(fitted, "one", hands_free=hands_free)
        cards = cards_of(fitted.turns)
        self.face = ScreenFace(self.out, size, title, cards, look, hands_free=hands_free)
        self.take(self.session.start())

    def take(self, events: Sequence[Event]) -> None:
        """Show events, then the moment after them."""
        for event in events:
            self.face.show(Stamped(event, "", 0.0))
        self.face.tick(self.session.moment)

    def do(self, happens: Sequence[float | str]) -> "Shown":
        """Let time pass in looks, and give commands, or the words that the coach says for
        its keys (`name_it`, `q_again`)."""
        for one in happens:
            if one in ("name_it", "q_again"):
                self.face.show(Stamped(CueSaid(self.session.t, word(str(one))), "", 0.0))
                continue
            if isinstance(one, str):
                command = parse(one)
                if isinstance(command, Unknown):
                    self.take((Fault(self.session.t, command.line, command.why),))
                    continue
                assert isinstance(command, Command), one
                self.take(self.session.command(command))
                continue
            for _ in range(round(one / LOOK_S)):
                self.take(self.session.advance(LOOK_S))
        return self

    def written(self) -> str:
        """What was written since the last time."""
        text = self.out.getvalue()
        self.out.seek(0)
        self.out.truncate()
        return text


@cache
def view_of(state: str) -> View:
    """What the face knows in a state."""
    return Shown(the_plan(state)).do(STATES[state]).face.view


def plain(lines: Sequence[Line]) -> list[str]:
    """The text of a frame."""
    return ["".join(span.text for span in line) for line in lines]


def told(view: View, width: int = 80, height: int = 24, look: Look = PLAIN_LOOK) -> str:
    """A frame's words, its lines joined by spaces."""
    return " ".join(" ".join(plain(frame(view, width, height, look))).split())


# ---- golden frames --------------------------------------------------------------------


def golden_names() -> list[tuple[str, int, int]]:
    """Every state at every size."""
    return [(state, width, height) for state in STATES for width, height in SIZES]


def golden_path(state: str, width: int, height: int) -> Path:
    """Where a golden frame is kept."""
    return GOLDEN / f"{state}-{width}x{height}.txt"


def golden_text(state: str, width: int, height: int) -> str:
    """A frame without colour, then with colour, then its inks: cells×ink/ground, `*` bold."""
    bare = frame(view_of(state), width, height, PLAIN_LOOK)
    coloured = frame(view_of(state), width, height, COLOUR_LOOK)
    parts = [
        ["== without colour", *plain(bare)],
        ["== with colour", *plain(coloured)],
        ["== inks", *(" ".join(_inks(line)) for line in coloured)],
    ]
    return "\n".join(row.rstrip() for part in parts for row in part) + "\n"


def _inks(line: Line) -> Iterator[str]:
    for span in line:
        if span.style != PLAIN or span.text.strip():
            yield f"{span.cells}×{_style(span.style)}"
        else:
            yield str(span.cells)


def _style(style: Style) -> str:
    ground = f"/{style.ground.name.lower()}" if style.ground else ""
    return f"{style.ink.name.lower()}{ground}{'*' if style.bold else ''}"


def write_golden() -> None:
    """Write every golden frame, and remove those that are none any more."""
    GOLDEN.mkdir(exist_ok=True)
    kept = set()
    for name in golden_names():
        path = golden_path(*name)
        path.write_text(golden_text(*name), encoding="utf-8")
        kept.add(path)
    for path in set(GOLDEN.glob("*.txt")) - kept:
        path.unlink()
