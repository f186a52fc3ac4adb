"""The page after a session: what was done beside what was planned, pain before and after in
honest words, what came up, the signs that need help. Pure text; the words are data.

A change in pain is told as one only past the smallest change that counts: 2 points (ROC
studies in leg and back pain, S61), and for a drop also 30 percent of the start (consensus,
S60). Both of them, where a reading of whole numbers could pass one by chance: from 3 to 2 is
a third. One session's change is never told as its effect.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sciacoach import data
from sciacoach.dialogs.columns import bar, columns, padded, wrapped
from sciacoach.history.listing import minutes
from sciacoach.history.records import Reading
from sciacoach.routine.names import region_name, side_name
from sciacoach.screening.words import advice_words, words
from sciacoach.text import clean
from sciacoach.vocabulary import Lowest, Region, Side

LEAST_POINTS = 2
"""Points of 0 to 10 from which on a change in leg or back pain counts (S60, S61)."""

LEAST_SHARE = 0.3
"""The share of the start that a drop must reach as well (S60)."""

_BAR = 20
_LEAST_BAR = 6


NOT_GIVEN = Reading()
"""No reading."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """Pressing on one region and side, planned and delivered, in seconds."""

    region: Region
    side: Side
    planned_s: float
    delivered_s: float


@dataclass(frozen=True, slots=True)
class Summary:
    """A session that is over. Seconds. `advice` are the rules that spoke, in order, and
    their words; `quiet` are pieces of advice for later (`AD3`); `kept` False: the history
    could not be read, so nothing is told of what was done."""

    planned_s: float
    delivered_s: float
    paused_s: float = 0.0
    pressed: tuple[Pressed, ...] = ()
    before: Reading = NOT_GIVEN
    after: Reading = NOT_GIVEN
    advice: tuple[tuple[str, str], ...] = ()
    help_now: str = ""
    """The message of a verdict that sends for help, where this session came to it."""
    quiet: tuple[str, ...] = ()
    weeks: tuple[str, ...] = ()
    """What the look back over the weeks tells (L29, L30), where it is time for one."""
    rehearsal: bool = False
    kept: bool = True


def change(before: int, after: int) -> int:
    """Points that the pain went up (or down, below 0), 0 where that is too little to count."""
    points = after - before
    if abs(points) < LEAST_POINTS:
        return 0
    return points if points > 0 or -points >= LEAST_SHARE * before else 0


def page(summary: Summary, width: int | None, *, drawn: bool = True) -> Iterator[str]:
    """The whole page, in lines of at most `width` columns; not `drawn`: without bars."""
    said = _words()
    if summary.kept:
        if summary.help_now:
            yield ""
            yield from wrapped(summary.help_now, width)
        yield ""
        yield from _done(summary, width, drawn)
        yield from _pain(summary, width)
        yield from _advice(summary, width)
    else:
        yield from wrapped(said["not_kept"], width)
    yield ""
    yield from wrapped(words("signs"), width)


def _done(summary: Summary, width: int | None, drawn: bool) -> Iterator[str]:
    said = _words()
    if summary.rehearsal:
        yield from wrapped(said["rehearsal"], width)
    if summary.delivered_s <= 0:
        yield from wrapped(said["nothing_done"], width)
        return
    yield from wrapped(said["head"], width)
    rows = [(_label(one), one.delivered_s, one.planned_s) for one in summary.pressed]
    rows.append((said["total"], summary.delivered_s, summary.planned_s))
    yield from _bars(rows, width) if drawn else _rows(rows, width)
    if summary.paused_s >= 1:
        yield from wrapped(said["paused"].format(length=minutes(summary.paused_s)), width, "  ")


def _label(one: Pressed) -> str:
    return f"{region_name(one.region)}, {side_name(one.side)}"


def _rows(rows: Iterable[tuple[str, float, float]], width: int | None) -> Iterator[str]:
    """The same in words, for a screen reader."""
    for label, done, planned in rows:
        yield from wrapped(f"{label}: {_row(done, planned)}", width, "    ", first="  ")


def _bars(rows: Iterable[tuple[str, float, float]], width: int | None) -> Iterator[str]:
    """Bars of equal length: a full one is what was planned."""
    told = [
        (label, done / planned if planned else 1.0, _row(done, planned))
        for label, done, planned in rows
    ]
    wide = max(columns(label) for label, _, _ in told)
    room = max(columns(text) for _, _, text in told)
    cells = _BAR if width is None else min(_BAR, width - wide - room - 8)
    for label, share, text in told:
        if cells >= _LEAST_BAR:
            yield f"  {padded(label, wide)}  {bar(share, cells)}  {text}"
        else:
            left = _BAR if width is None else max(min(_BAR, width - room - 8), _LEAST_BAR)
            yield from wrapped(label, width, indent="    ", first="  ")
            yield from wrapped(f"{bar(share, left)}  {text}", width, indent="    ")


def _row(done: float, planned: float) -> str:
    row: str = _words()["row"]
    return row.format(delivered=minutes(done), planned=minutes(planned))


# ---- pain -------------------------------------------------------------------------------------


def _pain(summary: Summary, width: int | None) -> Iterator[str]:
    said = _words()["pain"]
    before, after = summary.before, summary.after
    if before == NOT_GIVEN or summary.rehearsal:
        return
    yield ""
    yield from wrapped(_words()["pain_head"], width)
    if after.leg is None and after.back is None and after.lowest is None:
        yield from wrapped(said["not_given"], width, "  ")
        return
    points = [
        _grade(said["leg"], before.leg, after.leg),
        _grade(said["back"], before.back, after.back),
    ]
    for line in (*(line for line, _ in points), _place(before.lowest, after.lowest)):
        if line:
            yield from wrapped(line, width, "    ", first="  ")
    if any(moved for _, moved in points):
        yield from wrapped(said["one_session"], width, "  ")
    if any(moved > 0 for _, moved in points):
        yield from wrapped(said["higher_note"], width, "  ")


def _grade(what: str, before: int | None, after: int | None) -> tuple[str, int]:
    """One reading in words, and the points that count."""
    if before is None or after is None:
        return "", 0
    said = _words()["pain"]
    moved = change(before, after)
    judged = "none" if not moved else "higher" if moved > 0 else "lower"
    row = said["row"].format(what=what, before=before, after=after)
    return f"{row} {said[judged].format(points=abs(moved))}", moved


def _place(before: str | None, after: str | None) -> str:
    if before is None or after is None:
        return ""
    steps = Lowest(after).step - Lowest(before).step
    name = "place_down" if steps > 0 else "place_up" if steps < 0 else "same_place"
    row: str = _words()["pain"][name]
    return row.format(before=before, after=after)


# ---- advice -------------------------------------------------------------------------------------


def _advice(summary: Summary, width: int | None) -> Iterator[str]:
    said = _words()
    if summary.advice:
        yield ""
        yield from wrapped(said["advice"], width)
        for rule, text in dict.fromkeys(summary.advice):
            row = said["advice_row"].format(rule=clean(rule, 20), says=text)
            line = row if rule else text
            yield from wrapped(line, width, "    ", first="  ")
    if summary.quiet:
        yield ""
        yield from wrapped(said["later"], width)
        for name in summary.quiet:
            yield from wrapped(advice_words(name), width, "    ", first="  ")
    if summary.weeks:
        yield ""
        for line in summary.weeks:
            yield from wrapped(line, width)


def word(key: str) -> str:
    """One phrase of the page."""
    return str(_words()[key])


def _words() -> dict[str, Any]:
    found: dict[str, Any] = data.json_file("closing.json")
    return found
