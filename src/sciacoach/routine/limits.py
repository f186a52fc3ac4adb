"""The limits: how long, how often, how hard a place may be pressed.

Numbers, reasons and sources are data (`data/limits.json`); this file is the one judge of
them. The same `breaches` holds a file, a fitted plan and a running session, so there is no
way round it. Every number is a judgement for this program unless its `kind` says `study`.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from sciacoach import data
from sciacoach.routine.layout import Contact, Turn, contacts
from sciacoach.routine.names import position_name, region_name, side_name, tool_name
from sciacoach.vocabulary import BALLS, MOVING, NEAR_NERVE, Position, Region, Side, Style, Tool

_SLACK = 1e-6


class Column(StrEnum):
    """Which numbers bind: `hard` for everybody, `precaution` where an item asks for it."""

    DEFAULT = "default"
    HARD = "hard"
    PRECAUTION = "precaution"


DEFAULT, HARD, PRECAUTION = Column.DEFAULT, Column.HARD, Column.PRECAUTION


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit as the data has it. `kind` is `judgement` or `study`."""

    id: str
    title: str
    unit: str
    reason: str
    source: str
    kind: str
    says: str
    do: str
    bounds: tuple[Any, Any, Any]

    def bound(self, column: Column) -> float:
        """The number of a column, in the limit's unit."""
        return float(self.bounds[list(Column).index(column)])


@dataclass(frozen=True, slots=True)
class Breach:
    """A limit that was passed: where (`turn` is an index, None the whole), by what."""

    limit: str
    turn: int | None
    value: float
    bound: float
    says: str
    do: str


@cache
def limits() -> dict[str, Limit]:
    """All limits by id."""
    return {
        row["id"]: Limit(
            **{
                key: row[key]
                for key in ("id", "title", "unit", "reason", "source", "kind", "says", "do")
            },
            bounds=(row["default"], row["hard"], row["precaution"]),
        )
        for row in data.json_file("limits.json")["limits"]
    }


def limits_version() -> str:
    """The version of the limits' data; a session's record names it."""
    return str(data.json_file("limits.json")["version"])


def bound(limit: str, column: Column) -> float:
    """The number of one limit in one column."""
    return limits()[limit].bound(column)


def breaches(
    turns: Sequence[Turn], column: Column = HARD, earlier: Sequence[Contact] = ()
) -> tuple[Breach, ...]:
    """Every limit that `turns` would pass in `column`, first things first.

    `earlier` is what the last 20 hours delivered in other sessions (with `turn` -1);
    L08, L09, L11 and, for ball and roller, L13 count it in.
    """
    pressed = contacts(turns)
    names = [turn.name for turn in turns]
    return (
        *_size(turns),
        *(b for n, turn in enumerate(turns) for b in _turn(n, turn, column)),
        *pressing(pressed, names, column, earlier),
        *_length(turns, column),
    )


def pressing(
    pressed: Sequence[Contact],
    names: Sequence[str],
    column: Column,
    earlier: Sequence[Contact] = (),
) -> tuple[Breach, ...]:
    """The limits of time: per spot, per go, per region and side, per session, and rests.

    `pressed` is in order of time; stretches with the same `turn` and `go` are one go with
    pauses in it. At run time it is what was delivered, then what is still planned.
    """
    return (
        *_goes(pressed, names, column),
        *_totals(pressed, column, earlier),
        *_rests(pressed, names, column),
    )


def go_limit(region: Region, tool: Tool, moving: bool) -> str:
    """Which limit bounds one go: L01 to L04 held still, L05 to L07 moving."""
    if tool is Tool.HANDS:
        return "L07" if moving else "L04"
    if tool is Tool.FOAM_ROLLER:
        return "L06" if moving else "L03"
    if moving:
        return "L05"
    return "L01" if region in NEAR_NERVE else "L02"


def ceiling_limit(style: Style) -> str:
    """Which limit bounds the ceiling of a step: L16 for light strokes, else L15."""
    return "L16" if style is Style.SWEDISH else "L15"


def _goes(pressed: Sequence[Contact], names: Sequence[str], column: Column) -> Iterator[Breach]:
    seconds: dict[tuple[int, int], float] = defaultdict(float)
    first: dict[tuple[int, int], Contact] = {}
    for one in pressed:
        seconds[one.turn, one.go] += one.seconds
        first.setdefault((one.turn, one.go), one)
    for key, one in first.items():
        limit = go_limit(one.region, one.tool, one.moving)
        most = bound(limit, column)
        if seconds[key] > most + _SLACK:
            yield _breach(limit, one.turn, seconds[key], most, name=names[one.turn])


Total = tuple[str, Region | None, Side | None]
"""What a total is about: the limit, and its region and side (None: the whole session)."""


def gathered(
    pressed: Sequence[Contact], earlier: Sequence[Contact] = ()
) -> dict[Total, list[Contact]]:
    """The stretches that count towards each total (L08 to L11, L13), in order of time."""
    out: dict[Total, list[Contact]] = defaultdict(list)
    for one in (*earlier, *pressed):
        mine = one.turn >= 0
        for side in one.sides:
            for limit in _region_limits(one.tool):
                if mine or limit != "L10":
                    out[limit, one.region, side].append(one)
        if mine:
            out["L13", None, None].append(one)
        if earlier and one.tool is not Tool.HANDS:
            out["L13", None, Side.BOTH].append(one)
    return out


def _totals(
    pressed: Sequence[Contact], column: Column, earlier: Sequence[Contact]
) -> Iterator[Breach]:
    for (limit, region, side), stretches in gathered(pressed, earlier).items():
        most = bound(limit, column)
        total = sum(one.seconds for one in stretches)
        at = _passing(stretches, most)
        if at is None:
            continue
        if region is None or side is None:
            yield _breach(limit, at, total, most)
        else:
            what = limits()[limit].title
            yield _breach(limit, at, total, most, region=region, side=side, what=what)


def _passing(stretches: Sequence[Contact], most: float) -> int | None:
    """The turn with which a total passes `most`. None: it does not, or other sessions did
    and this one adds nothing."""
    so_far = 0.0
    for one in stretches:
        so_far += one.seconds
        if so_far > most + _SLACK and one.turn >= 0:
            return one.turn
    return None


def _region_limits(tool: Tool) -> tuple[str, ...]:
    if tool is Tool.HANDS:
        return ("L10",)
    return ("L08", "L11") if tool in BALLS else ("L09", "L11")


def _rests(pressed: Sequence[Contact], names: Sequence[str], column: Column) -> Iterator[Breach]:
    ends: dict[tuple[Region, Side], float] = {}
    least = bound("L19", column)
    for one in pressed:
        for side in one.sides:
            last = ends.get((one.region, side))
            if last is not None and one.start - last < least - _SLACK:
                rest = one.start - last
                yield _breach(
                    "L19",
                    one.turn,
                    rest,
                    least,
                    name=names[one.turn],
                    region=one.region,
                    side=side,
                    missing=seconds_text(least - rest),
                )
            ends[one.region, side] = one.end


def _turn(number: int, turn: Turn, column: Column) -> Iterator[Breach]:
    if not turn.is_contact or turn.region is None or turn.tool is None:
        return
    limit = ceiling_limit(turn.style)
    most = bound(limit, column)
    if turn.ceiling is not None and turn.ceiling > most:
        yield _breach(limit, number, turn.ceiling, most, name=turn.name)
    slowest = bound("L25", column)
    if turn.tempo is not None and turn.tempo < slowest - _SLACK:
        yield _breach("L25", number, turn.tempo, slowest, name=turn.name)
    if not may_press(turn.region, turn.tool, turn.position, turn.do in MOVING):
        yield _breach(
            "L32",
            number,
            0,
            0,
            name=turn.name,
            region=turn.region,
            tool=turn.tool,
            position=turn.position,
            allowed=allowed_text(turn.region),
        )


def _length(turns: Sequence[Turn], column: Column) -> Iterator[Breach]:
    spent = sum(turn.prepare_s + turn.seconds for turn in turns if turn.is_contact)
    most = bound("L12", column)
    if spent > most + _SLACK:
        last = max(n for n, turn in enumerate(turns) if turn.is_contact)
        yield _breach("L12", last, spent, most)


def most_turns() -> int:
    """L34: laid-out steps of one routine."""
    return int(limits()["L34"].bounds[1]["turns"])


def size_breach(turns: int, seconds: float) -> Breach | None:
    """L34 for so many laid-out steps and so many seconds; needs no layout, so that a
    repeat of a thousand is refused before anything is built."""
    most = limits()["L34"].bounds[1]
    if turns > most["turns"]:
        text = (f"{turns} steps", f"{most['turns']} steps")
        return _breach("L34", None, turns, most["turns"], value_text=text)
    if seconds > most["seconds"] + _SLACK:
        return _breach("L34", None, seconds, most["seconds"])
    return None


def _size(turns: Sequence[Turn]) -> Iterator[Breach]:
    found = size_breach(len(turns), sum(turn.prepare_s + turn.seconds for turn in turns))
    if found:
        yield found


def may_press(region: Region, tool: Tool, position: Position, moving: bool) -> bool:
    """L32: whether a region may be pressed with a tool in a position, held or moving."""
    cell = data.json_file("limits.json")["pressing"][region].get(tool)
    if cell is None or position not in cell["positions"]:
        return False
    return moving or position not in cell.get("moving_only", ())


def allowed_text(region: Region) -> str:
    """L32 in words for one region."""
    parts = []
    for tool, cell in data.json_file("limits.json")["pressing"][region].items():
        only = set(cell.get("moving_only", ()))
        places = [
            position_name(Position(p)) + (" (rolling only)" if p in only else "")
            for p in cell["positions"]
        ]
        where = "anywhere" if len(places) == len(Position) else ", ".join(places)
        parts.append(f"{tool_name(Tool(tool))} {where}")
    return f"Allowed here: {'; '.join(parts)}."


def seconds_text(value: float) -> str:
    """`25 s`, `12.5 s`, `2 min`, `1 min 30 s`."""
    whole = round(value, 1)
    if whole < 90:
        return f"{whole:g} s"
    minutes, rest = divmod(whole, 60)
    return f"{minutes:g} min {rest:g} s" if rest else f"{minutes:g} min"


def _breach(
    limit: str,
    turn: int | None,
    value: float,
    most: float,
    value_text: tuple[str, str] | None = None,
    **words: Any,
) -> Breach:
    law = limits()[limit]
    told = value_text or (
        (seconds_text(value), seconds_text(most))
        if law.unit != "0-10"
        else (f"{value:g}", f"{most:g}")
    )
    filled = {key: _in_words(key, word) for key, word in words.items()}
    filled |= {"title": law.title, "value": told[0], "bound": told[1]}
    says = f"{law.says.format(**filled)} ({limit}). {law.reason}"
    return Breach(limit, turn, value, most, says, law.do.format(**filled))


def _in_words(key: str, word: Any) -> str:
    if key == "region":
        return region_name(word)
    if key == "side":
        return side_name(word)
    if key == "tool":
        return tool_name(word)
    return position_name(word) if key == "position" else str(word)
