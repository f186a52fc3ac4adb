"""Make the pictures of the live screen: `piriformis` played on a clock of its own.

python tools/screenshots.py
python tools/screenshots.py --check

No terminal is needed: the real session is given time and keys, the real face takes its events
and moments in, and the frame it would paint is written as SVG.
"""

import io
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from html import escape
from pathlib import Path

from sciacoach.coach.cards import cards_of
from sciacoach.faces import Stamped
from sciacoach.faces.screen import Colours, Look, ScreenFace, View, frame
from sciacoach.faces.screen.cells import Line
from sciacoach.faces.screen.ink import Ink, Style, rgb
from sciacoach.library import Library, builtin_folder
from sciacoach.plan.past import Past
from sciacoach.screening.answers import Experience, Facts, Pain, Submission
from sciacoach.screening.clearance import Clearance
from sciacoach.screening.fold import stand
from sciacoach.screening.intake import take
from sciacoach.screening.items import SetName
from sciacoach.screening.judge import judge
from sciacoach.screening.standing import Standing
from sciacoach.session.commands import Command, parse
from sciacoach.session.events import Event
from sciacoach.session.fit import Wishes, fit
from sciacoach.session.machine import Session
from sciacoach.session.plan import Fitted
from sciacoach.vocabulary import Lowest, Side

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "screenshots"
NOW = datetime(2026, 11, 22, 19, 0, tzinfo=UTC)
LOOK_S = 0.25
LOOK = Look(Colours.TRUE)

Do = Sequence[float | str]
"""What happens: seconds that pass, and commands."""

WORKING: Do = (45, "ready", 22)
"""The warm-up, the setting up, and twelve seconds into the first side."""

PICTURES: dict[str, tuple[Do, int, int]] = {
    "working-80x24": (WORKING, 80, 24),
    "working-120x40": (WORKING, 120, 40),
    "getting-ready-80x24": ((45, "ready", 4), 80, 24),
    "paused-80x24": ((*WORKING, "pause", 2), 80, 24),
    "question-80x24": ((*WORKING, "wrong other", 3), 80, 24),
    "ended-80x24": ((45, "ready", 110, "ready", 70, "ready", 500), 80, 24),
}
"""Each picture: what happens before it, and its columns and rows."""

WIDE, HIGH = 9, 19
"""A cell, in pixels."""


def plan() -> Fitted:
    """`piriformis` for somebody with nothing worrying and no history."""
    submission = Submission(
        answers={},
        pain=Pain(3, 2, Lowest.BUTTOCK),
        facts=Facts(age=47, began=date(2026, 3, 1), side=Side.RIGHT),
        answered_at=NOW,
        default_no=True,
    )
    intake = take(SetName.FULL, submission, Standing(), Experience(), NOW, live=False)
    clearance = judge(stand([intake.judged]), Experience(), NOW)
    assert isinstance(clearance, Clearance)
    library = Library(builtin_folder(), ROOT)
    found = library.load("piriformis")
    fitted = fit(found, clearance, Past(), Wishes(), NOW, lambda _: None)
    assert isinstance(fitted, Fitted)
    return fitted


def seen_after(fitted: Fitted, happens: Do) -> View:
    """What the face knows after all that."""
    session = Session(fitted, "screenshot")
    cards = cards_of(fitted.turns)
    face = ScreenFace(io.StringIO(), lambda: (80, 24), fitted.title, cards, LOOK)
    _told(face, session, session.start())
    for one in happens:
        if isinstance(one, str):
            command = parse(one)
            assert isinstance(command, Command), one
            _told(face, session, session.command(command))
            continue
        for _ in range(round(one / LOOK_S)):
            _told(face, session, session.advance(LOOK_S))
    return face.view


def _told(face: ScreenFace, session: Session, events: Sequence[Event]) -> None:
    for event in events:
        face.show(Stamped(event, "", 0.0))
    face.tick(session.moment)


def svg(lines: Sequence[Line], look: Look = LOOK) -> str:
    """A frame as SVG. Blocks are drawn as rectangles, so that no font leaves seams."""
    across = sum(one.cells for one in lines[0])
    wide, high = (across + 2) * WIDE, (len(lines) + 1) * HIGH
    paper = "#ffffff" if look.light else "#14171b"
    rows = [part for row, one in enumerate(lines) for part in _row(one, row, look)]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" '
            f'font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="15">',
            f'<rect width="{wide}" height="{high}" rx="8" fill="{paper}"/>',
            *rows,
            "</svg>\n",
        ]
    )


def _row(one: Line, row: int, look: Look) -> list[str]:
    out, column, top = [], 0, row * HIGH + HIGH // 2
    for span in one:
        left = WIDE + column * WIDE
        column += span.cells
        if span.style.ground is not Ink.TEXT:
            out.append(_rect(left, top, span.cells, HIGH, span.style.ground, look))
        out += _span(span.text, left, top, span.cells, span.style, look)
    return out


def _span(text: str, left: int, top: int, cells: int, style: Style, look: Look) -> list[str]:
    if not text.strip():
        return []
    half = HIGH / 2
    places = {"█": (0.0, HIGH), "▀": (0.0, half), "▄": (half, half)}
    if set(text) <= {*places, " "}:
        return [
            _rect(left + n * WIDE, top + places[char][0], count, places[char][1], style.ink, look)
            for char, n, count in _runs(text)
            if char != " "
        ]
    bold = ' font-weight="bold"' if style.bold else ""
    return [
        f'<text x="{left}" y="{top + 14}" fill="{_hex(style.ink, look)}"{bold} '
        f'textLength="{cells * WIDE}" xml:space="preserve">{escape(text)}</text>'
    ]


def _runs(text: str) -> list[tuple[str, int, int]]:
    """The characters of `text` with where each run of them begins and how long it is."""
    out: list[tuple[str, int, int]] = []
    for number, char in enumerate(text):
        if out and out[-1][0] == char:
            out[-1] = (char, out[-1][1], out[-1][2] + 1)
        else:
            out.append((char, number, 1))
    return out


def _rect(left: float, top: float, cells: int, high: float, ink: Ink, look: Look) -> str:
    return (
        f'<rect x="{left:g}" y="{top:g}" width="{cells * WIDE}" height="{high:g}" '
        f'fill="{_hex(ink, look)}" shape-rendering="crispEdges"/>'
    )


def _hex(ink: Ink, look: Look) -> str:
    return "#" + bytes(rgb(ink, look.light)).hex()


def pictures() -> dict[str, Callable[[], str]]:
    """Each file under the repository, and what makes it."""
    fitted = plan()

    def make(happens: Do, width: int, height: int) -> Callable[[], str]:
        return lambda: svg(frame(seen_after(fitted, happens), width, height, LOOK))

    return {f"docs/screenshots/{name}.svg": make(*how) for name, how in PICTURES.items()}


def stale(root: Path) -> list[str]:
    """The pictures under `root` that are not what would be made."""
    return [name for name, make in pictures().items() if _read(root / name) != make()]


def main(argv: list[str], root: Path = ROOT) -> int:
    """Write the pictures that differ; with `--check`, tell them and return 1."""
    names = stale(root)
    if argv == ["--check"]:
        told = [f"{name} is stale. Run: python tools/screenshots.py" for name in names]
        print("\n".join(told) or f"All {len(PICTURES)} pictures are as the tool makes them.")
        return 1 if names else 0
    made = pictures()
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(made[name](), encoding="utf-8")
        print(f"{name} written.")
    return 0


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
