"""`preview` in words: the timeline as a table, and the totals beside the limits as bars."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sciacoach import data
from sciacoach.dialogs.columns import bar, columns, cut, padded, wrapped
from sciacoach.dialogs.preview_totals import Total, totals
from sciacoach.history.listing import minutes
from sciacoach.routine.layout import Contact, Turn, contact_s, planned_s, starts
from sciacoach.routine.limits import Column
from sciacoach.routine.names import region_name, side_name, tool_name
from sciacoach.screening.clearance import Verdict
from sciacoach.session.plan import Fitted
from sciacoach.text import clean

TABLE_WIDTH = 64
"""From so many columns on the timeline is a table; under it each step takes two lines."""

_BAR = 20
_LEAST_BAR = 6
_LEAST_NAME = 14


@dataclass(frozen=True, slots=True)
class Preview:
    """What is shown. `fitted`: the turns are those of a plan that may be done; `column` are
    the limits they are held against; `earlier` is the contact of the last 20 hours;
    `refused` are the three lines of a refusal; `plan` is what may be done."""

    routine: str
    title: str
    turns: tuple[Turn, ...]
    fitted: bool = False
    column: Column = Column.HARD
    earlier: tuple[Contact, ...] = ()
    changes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    verdict: str | None = None
    plan: Fitted | None = None

    @property
    def help_first(self) -> bool:
        """Whether help is needed before anything else: then the refusal stands alone, for a
        timeline beside it would read as a leave to go on."""
        verdict = self.verdict and Verdict(self.verdict)
        return bool(self.refused and verdict and verdict.severity >= Verdict.URGENT.severity)


def preview_lines(shown: Preview, width: int | None, *, drawn: bool = True) -> Iterator[str]:
    """The whole page, in lines of at most `width` columns; not `drawn`: without bars."""
    words = _words()
    yield from wrapped(clean(shown.title), width)
    yield from _state(shown, width)
    yield from wrapped(_takes(shown.turns), width)
    yield ""
    yield from _timeline(shown.turns, width) if drawn else _stacked(shown.turns, width)
    yield ""
    if contact_s(shown.turns):
        yield from wrapped(words["ceiling_note"], width)
        yield from wrapped(_prepare(shown.turns), width)
        yield ""
        yield from _limits(shown, width, drawn)
        yield ""
    for line in shown.warnings:
        yield from wrapped(clean(line), width)
    if not shown.refused:
        yield from wrapped(words["next"].format(routine=shown.routine), width)


def _state(shown: Preview, width: int | None) -> Iterator[str]:
    """Whose plan this is: as written, fitted with its changes, or refused."""
    words = _words()
    if shown.refused:
        yield from wrapped(words["refused"], width)
        lines = shown.refused
    else:
        yield from wrapped(words["fitted" if shown.fitted else "as_written"], width)
        lines = shown.changes
        if lines and shown.fitted:
            yield from wrapped(words["changes"], width)
    for line in lines:
        yield from wrapped(clean(line), width, indent="  ")


def _takes(turns: Sequence[Turn]) -> str:
    words, pressed = _words(), contact_s(turns)
    length = minutes(planned_s(turns))
    if not pressed:
        return str(words["no_contact"].format(length=length))
    return str(words["takes"].format(length=length, contact=minutes(pressed)))


def _prepare(turns: Sequence[Turn]) -> str:
    spans = sorted({turn.prepare_s for turn in turns if turn.is_contact})
    said = " to ".join(f"{one:g}" for one in dict.fromkeys((spans[0], spans[-1])))
    return str(_words()["prepare_note"].format(seconds=said))


def _timeline(turns: Sequence[Turn], width: int | None) -> Iterator[str]:
    if width is not None and width < TABLE_WIDTH:
        yield from _stacked(turns, width)
    else:
        yield from _table(turns, width)


def _table(turns: Sequence[Turn], width: int | None) -> Iterator[str]:
    """One line a step; the name gives way where the terminal is narrow."""
    head = _words()["column"]
    rows = [[head[key] for key in ("at", "step", "side", "time", "most", "tool")]]
    rows += [_cells(turn, at) for turn, at in zip(turns, starts(turns), strict=True)]
    wide = [max(map(columns, column)) for column in zip(*rows, strict=True)]
    if width is not None:
        over = sum(wide) + 2 * (len(wide) - 1) - width
        wide[1] = max(wide[1] - max(over, 0), _LEAST_NAME)
    for row in rows:
        cells = [padded(cut(cell, size), size) for cell, size in zip(row, wide, strict=True)]
        cells[0], cells[3] = cells[0].strip().rjust(wide[0]), cells[3].strip().rjust(wide[3])
        yield "  ".join(cells).rstrip()


def _cells(turn: Turn, at: float) -> list[str]:
    ceiling = "" if turn.ceiling is None else _words()["ceiling"].format(ceiling=turn.ceiling)
    return [
        minutes(at),
        clean(turn.name),
        side_name(turn.side),
        f"{_seconds(turn.seconds)} s",
        ceiling,
        tool_name(turn.tool) if turn.tool else "",
    ]


def _stacked(turns: Sequence[Turn], width: int | None) -> Iterator[str]:
    """Two lines a step, for a narrow terminal."""
    words = _words()
    for turn, at in zip(turns, starts(turns), strict=True):
        yield from wrapped(clean(turn.name), width, indent=" " * 7, first=f"{minutes(at):>5}  ")
        parts = [f"{_seconds(turn.seconds)} s", words["side_long"].get(turn.side, "")]
        if turn.ceiling is not None:
            parts.append(words["ceiling_long"].format(ceiling=turn.ceiling))
        if turn.tool:
            parts.append(tool_name(turn.tool))
        yield from wrapped(", ".join(filter(None, parts)), width, indent=" " * 7)


def _seconds(value: float) -> str:
    return f"{round(value, 1):g}"


def _limits(shown: Preview, width: int | None, drawn: bool) -> Iterator[str]:
    words = _words()
    found = totals(shown.turns, shown.column, shown.earlier)
    careful = shown.column is Column.PRECAUTION
    yield from wrapped(words["limits_precaution" if careful else "limits"], width)
    yield from _bars(found, width) if drawn else _rows(found, width)
    if any(one.earlier_s for one in found):
        yield from wrapped(words["earlier"], width)


def _rows(found: Sequence[Total], width: int | None) -> Iterator[str]:
    """The totals in words, for a screen reader."""
    for one in found:
        yield from wrapped(f"{_label(one)}: {_told(one)}", width, indent="    ", first="  ")


def _bars(found: Sequence[Total], width: int | None) -> Iterator[str]:
    """The totals, each as a bar of what the limit leaves."""
    labels = [_label(one) for one in found]
    told = [_told(one) for one in found]
    wide, room = max(map(columns, labels)), max(map(columns, told))
    cells = _BAR if width is None else min(_BAR, width - wide - room - 8)
    for one, label, text in zip(found, labels, told, strict=True):
        if cells >= _LEAST_BAR:
            yield f"  {padded(label, wide)}  {bar(one.counted_s / one.most_s, cells)}  {text}"
        else:
            assert width is not None
            yield from wrapped(label, width, indent="    ", first="  ")
            room_left = max(min(_BAR, width - columns(text) - 8), _LEAST_BAR)
            drawn = bar(one.counted_s / one.most_s, room_left)
            yield from wrapped(f"{drawn}  {text}", width, indent="    ")


def _label(one: Total) -> str:
    words = _words()
    if one.region is None or one.side is None:
        return str(words["whole_tools" if one.earlier_s else "whole"])
    return f"{region_name(one.region)}, {side_name(one.side)}, {words['kinds'][one.limit]}"


def _told(one: Total) -> str:
    row: str = _words()["limit_row"]
    return row.format(seconds=_seconds(one.counted_s), most=_seconds(one.most_s), limit=one.limit)


def _words() -> dict[str, Any]:
    found: dict[str, Any] = data.json_file("preview.json")
    return found
