"""Fit, second part: how long. Dose, caps, totals, rests.

Everything here only ever shortens pressing and lengthens rests, and both sides of a step
are always cut alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sciacoach import data
from sciacoach.routine.layout import Contact, Turn, contacts
from sciacoach.routine.limits import Column, bound, gathered, go_limit, pressing, seconds_text
from sciacoach.session.allowed import Key, drop_servants, key_of
from sciacoach.vocabulary import MOVING, Do, Side

LEAST_HOLD_S = 15.0
LEAST_MOVING_S = 20.0
"""What a contact step is brought up to under a dose, where the file has that much."""

SLACK = 1e-6


@dataclass(frozen=True, slots=True)
class Told:
    """A change: which words of `fit.json` tell it, the item or limit behind it, the turn it
    is about, and what the words name."""

    words: str
    rule: str
    turn: Turn
    values: dict[str, str] = field(default_factory=dict)


Changed = tuple[tuple[Turn, ...], tuple[Told, ...]]
"""What is left, and what was changed."""


def least_s(turn: Turn) -> float:
    """The shortest a contact step may become."""
    return min(turn.in_file_s, LEAST_MOVING_S if turn.do in MOVING else LEAST_HOLD_S)


def with_dose(turns: Sequence[Turn], dose: float) -> tuple[Turn, ...]:
    """Contact at `dose` (1.0, 0.75 or 0.5) of the file's.

    A step inside a repeat loses whole rounds from the end, as many as the share says
    rounded down, and keeps its seconds; every other one loses seconds.
    """
    rounds = _rounds(turns)
    kept: list[Turn] = []
    for turn in turns:
        mine = rounds[turn.source]
        if not turn.is_contact:
            kept.append(turn)
        elif len(mine) < 2:
            kept.append(replace(turn, seconds=max(turn.seconds * dose, least_s(turn))))
        elif mine.index(turn.rounds) < len(mine) - int(len(mine) * (1 - dose)):
            kept.append(turn)
    return drop_servants(turns, kept)


def _rounds(turns: Sequence[Turn]) -> dict[object, list[tuple[int, ...]]]:
    """The rounds each step of the file is laid out in, in order."""
    found: dict[object, list[tuple[int, ...]]] = {}
    for turn in turns:
        mine = found.setdefault(turn.source, [])
        if turn.rounds not in mine:
            mine.append(turn.rounds)
    return found


def capped(turns: Sequence[Turn], column: Column) -> Changed:
    """Each contact step inside the column's bound for one go, and slow enough (L25); a
    step that falls under its least seconds goes."""
    out: list[Turn] = []
    told: list[Told] = []
    for turn in turns:
        if not turn.is_contact or turn.region is None or turn.tool is None:
            out.append(turn)
            continue
        slower = _slow_enough(turn, column)
        limit = go_limit(turn.region, turn.tool, turn.do in MOVING)
        most = bound(limit, column)
        if most < least_s(turn) - SLACK:
            told.append(Told("out", limit, turn))
            continue
        out.append(replace(slower, seconds=min(turn.seconds, most)))
        if most < turn.seconds:
            words = {"seconds": seconds_text(most), "before": seconds_text(turn.seconds)}
            told.append(Told("cap", limit, turn, words))
        if slower.tempo is not None and slower.tempo != turn.tempo:
            told.append(Told("tempo", "L25", turn, {"seconds": seconds_text(slower.tempo)}))
    return drop_servants(turns, out), tuple(told)


def _slow_enough(turn: Turn, column: Column) -> Turn:
    if turn.tempo is None:
        return turn
    return replace(turn, tempo=max(turn.tempo, bound("L25", column)))


def inside_totals(
    turns: Sequence[Turn], column: Column, earlier: Sequence[Contact] = ()
) -> Changed:
    """`turns` cut from the last step backwards until every total holds (L08 to L13)."""
    left = tuple(turns)
    told: list[Told] = []
    while over := _over(left, column, earlier):
        rule, members, excess = over
        last = left[members[-1]]
        told.append(Told("total", rule, last))
        left = _cut(left, _group(last), excess, members)
    return left, tuple(told)


def _over(
    turns: Sequence[Turn], column: Column, earlier: Sequence[Contact]
) -> tuple[str, tuple[int, ...], float] | None:
    """The first total that is passed: its limit, the turns in it, the seconds too many."""
    for (limit, *_), stretches in gathered(contacts(turns), earlier).items():
        members = tuple(one.turn for one in stretches if one.turn >= 0)
        excess = sum(one.seconds for one in stretches) - bound(limit, column)
        if excess > SLACK and members:
            return limit, members, excess
    members = tuple(n for n, turn in enumerate(turns) if turn.is_contact)
    spent = sum(turns[n].prepare_s + turns[n].seconds for n in members)
    excess = spent - bound("L12", column)
    return ("L12", members, excess) if members and excess > SLACK else None


def _group(turn: Turn) -> Key:
    """What both sides of a step have in common."""
    return (turn.source, turn.rounds)


def _cut(
    turns: Sequence[Turn], group: Key, excess: float, members: Sequence[int]
) -> tuple[Turn, ...]:
    """`excess` seconds off the group, the same from each of its sides; gone where that
    leaves too little."""
    sides = sum(1 for n in members if _group(turns[n]) == group)
    out = []
    for turn in turns:
        if _group(turn) == group:
            turn = replace(turn, seconds=turn.seconds - excess / sides)
            if turn.seconds < least_s(turn) - SLACK:
                continue
        out.append(turn)
    return drop_servants(turns, out)


def with_rests(turns: Sequence[Turn], column: Column) -> Changed:
    """`turns` with every rest that L19 asks for: the last rest before is lengthened, or one
    is put in."""
    left = tuple(turns)
    told: list[Told] = []
    while short := _short_rest(left, column):
        number, missing = short
        told.append(Told("rest", "L19", left[number]))
        left = _rested(left, number, missing)
    return left, tuple(told)


def _short_rest(turns: Sequence[Turn], column: Column) -> tuple[int, float] | None:
    names = [turn.name for turn in turns]
    found = pressing(contacts(turns), names, column)
    short = ((b.turn, b.bound - b.value) for b in found if b.limit == "L19" and b.turn is not None)
    return next(short, None)


def _rested(turns: Sequence[Turn], number: int, missing: float) -> tuple[Turn, ...]:
    pressed = turns[number]
    before = [n for n in range(number) if turns[n].is_contact]
    last = max(n for n in before if turns[n].region is pressed.region)
    rests = [n for n in range(last, number) if turns[n].do is Do.REST]
    if not rests:
        return (*turns[:number], _rest(pressed, missing), *turns[number:])
    at = rests[-1]
    longer = replace(turns[at], seconds=turns[at].seconds + missing)
    return (*turns[:at], longer, *turns[at + 1 :])


def _rest(before: Turn, seconds: float) -> Turn:
    words = data.json_file("fit.json")["rest"]
    return Turn(
        source=("rest", *before.source, before.side),
        rounds=before.rounds,
        do=Do.REST,
        name=words["name"],
        seconds=seconds,
        side=Side.NONE,
        prepare_s=0.0,
        change=False,
        region=None,
        tool=None,
        position=before.position,
        style=before.style,
        ceiling=None,
        tempo=None,
        tags=frozenset(),
        text=words["text"],
        say=words["say"],
        in_file_s=0.0,
    )


def a_side_s(turns: Sequence[Turn], sides: frozenset[Side]) -> float:
    """Contact seconds on the one of `sides` that has least."""
    sums = dict.fromkeys(sides, 0.0)
    for one in contacts(turns):
        for side in one.sides:
            sums[side] = sums.get(side, 0.0) + one.seconds
    return min((sums[side] for side in sides), default=0.0)


def pressed_sides(turns: Sequence[Turn]) -> frozenset[Side]:
    """The sides that `turns` press."""
    return frozenset(side for one in contacts(turns) for side in one.sides)


def key_set(turns: Sequence[Turn]) -> frozenset[Key]:
    """The keys of `turns`."""
    return frozenset(key_of(turn) for turn in turns)
