"""Fit, first part: which turns a clearance allows, with which tool, and who says so."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sciacoach.routine.layout import Turn
from sciacoach.routine.limits import Column, bound
from sciacoach.screening.clearance import Clearance, Restrictions
from sciacoach.vocabulary import Do, Position, Tool

JUDGED_WITHOUT_CONTACT = frozenset({Do.MOVE, Do.BREATHE})
"""Steps without contact that a position can rule out; rest, check and setup never are."""

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Ruled:
    """A turn that was changed (`soft`) or taken out (`out`): which one, how, and by which
    item or limit."""

    turn: Turn
    how: str
    rule: str
    until: datetime | None = None
    """When a limit of days ends; None: as long as the rule holds."""


Bar = tuple[str, datetime | None]
"""A rule, and until when it holds, where that is known."""

Bars = Callable[[Turn], Bar | None]
"""What the limits of days, and what earlier sessions left behind, rule out of a turn."""


def _open(turn: Turn) -> None:
    """No limit of days."""


def key_of(turn: Turn) -> Key:
    """What tells a turn from all others of its plan, whatever its seconds."""
    return (turn.source, turn.rounds, turn.side)


def keep_allowed(
    turns: Sequence[Turn], clearance: Clearance, calm: int, bars: Bars = _open
) -> tuple[tuple[Turn, ...], tuple[Ruled, ...]]:
    """The turns that stay, and what was done to the others (rules.md sections 2 to 4).

    `calm` is the number of calm sessions with a ball or roller so far; `bars` tells what
    the limits of days and weeks rule out.
    """
    kept: list[Turn] = []
    ruled: list[Ruled] = []
    for turn in turns:
        rule = _against(turn, clearance, calm)
        barred = bars(turn) if turn.is_contact and rule is None else None
        if barred:
            ruled.append(Ruled(turn, "out", *barred))
            continue
        if rule is None:
            kept.append(turn)
            continue
        softer = _softer(turn)
        if softer and _against(softer, clearance, calm) is None and not bars(softer):
            kept.append(softer)
            ruled.append(Ruled(turn, "soft", rule))
        else:
            ruled.append(Ruled(turn, "out", rule))
    left = drop_servants(turns, kept)
    return left, tuple(ruled)


def is_on_floor(turn: Turn) -> bool:
    """A tool under body weight: a ball on the floor, or a roller anywhere but on a chair."""
    if turn.tool in (None, Tool.HANDS):
        return False
    roller = turn.tool is Tool.FOAM_ROLLER and turn.position is not Position.CHAIR
    return roller or turn.position is Position.FLOOR


def verdict_rule(clearance: Clearance) -> str:
    """The item behind the verdict: what the verdict's scope rules out, it rules out."""
    return next(
        (one.id for one in clearance.reasons if one.verdict is clearance.verdict),
        clearance.verdict,
    )


def _against(turn: Turn, clearance: Clearance, calm: int) -> str | None:
    """The item or limit that rules a turn out, or None."""
    if turn.is_contact:
        return _against_contact(turn, clearance, calm)
    if turn.do not in JUDGED_WITHOUT_CONTACT:
        return None
    rule = _blame(clearance, lambda r: turn.position in r.positions)
    rule = rule or _blame(clearance, lambda r: not turn.tags & r.moves_out)
    if rule or turn.do is Do.BREATHE:
        return rule
    scope = clearance.scope
    kept_out = turn.tags & scope.without
    if kept_out or (scope.moves is not None and not turn.tags & scope.moves):
        return verdict_rule(clearance)
    return None


def _against_contact(turn: Turn, clearance: Clearance, calm: int) -> str | None:
    assert turn.tool is not None and turn.region is not None
    tool, position, region = turn.tool, turn.position, turn.region
    scope = clearance.scope
    if not scope.contact or (scope.hands_only and tool is not Tool.HANDS):
        return verdict_rule(clearance)
    if clearance.flare and tool is not Tool.HANDS:
        return "P09"
    rule = _blame(clearance, lambda r: r.allows(tool, position, region))
    rule = rule or _blame(clearance, lambda r: not turn.tags & r.moves_out)
    if rule:
        return rule
    return "L33" if is_on_floor(turn) and calm < bound("L33", Column.HARD) else None


def _blame(clearance: Clearance, allows: Callable[[Restrictions], bool]) -> str | None:
    """The first item whose own restrictions do not allow it; the item behind the verdict
    where only the joined restrictions do not."""
    if allows(clearance.restrictions):
        return None
    for item, own in clearance.by_item:
        if not allows(own):
            return item
    return verdict_rule(clearance)


def _softer(turn: Turn) -> Turn | None:
    """The same turn with a soft ball: L32 allows one wherever a tennis ball may press."""
    return replace(turn, tool=Tool.SOFT_BALL) if turn.tool is Tool.TENNIS_BALL else None


def drop_servants(before: Sequence[Turn], kept: Sequence[Turn]) -> tuple[Turn, ...]:
    """`kept` without the checks, rests and setups that served only turns taken out.

    A setup serves what follows it, up to the next setup; a check or rest what comes before
    it, back to the check or rest before that. Where contact is among it, it serves that.
    """
    still = {key_of(turn) for turn in kept}
    gone: set[Key] = set()
    for number, turn in enumerate(before):
        served = _served(before, number)
        if served and not any(key_of(one) in still for one in served):
            gone.add(key_of(turn))
    return tuple(turn for turn in kept if key_of(turn) not in gone)


def _served(turns: Sequence[Turn], number: int) -> tuple[Turn, ...]:
    do = turns[number].do
    if do is Do.SETUP:
        near = _up_to(turns[number + 1 :], (Do.SETUP,))
    elif do in (Do.REST, Do.CHECK):
        near = _up_to(turns[:number][::-1], (Do.REST, Do.CHECK))
    else:
        return ()
    return tuple(one for one in near if one.is_contact) or near


def _up_to(turns: Sequence[Turn], stops: tuple[Do, ...]) -> tuple[Turn, ...]:
    """What is done in `turns` until something of `stops` stands after it."""
    found: list[Turn] = []
    for turn in turns:
        if turn.is_contact or turn.do in JUDGED_WITHOUT_CONTACT:
            found.append(turn)
        elif found and turn.do in stops:
            break
    return tuple(found)
