"""Fit, the ceilings: the most discomfort, 0 to 10, that a step may give."""

from collections.abc import Sequence
from dataclasses import replace

from sciacoach.routine.layout import Turn
from sciacoach.routine.limits import Column, bound, ceiling_limit
from sciacoach.screening.clearance import Clearance
from sciacoach.session.allowed import verdict_rule
from sciacoach.session.telling import Changes


def with_ceilings(
    turns: Sequence[Turn], clearance: Clearance, column: Column, changes: Changes
) -> tuple[Turn, ...]:
    """`turns` with every ceiling brought down to the lowest that applies; told in `changes`."""
    out = []
    for turn in turns:
        if turn.is_contact and turn.ceiling is not None:
            rule, most = _lowest(turn, clearance, column)
            if most < turn.ceiling:
                turn = replace(turn, ceiling=most)
                changes.add("ceiling", rule, ceiling=most)
        out.append(turn)
    return tuple(out)


def _lowest(turn: Turn, clearance: Clearance, column: Column) -> tuple[str, int]:
    """The lowest ceiling that applies, and who says so; an item before a limit."""
    rules = [(item, own.ceiling) for item, own in clearance.by_item]
    rules.append((verdict_rule(clearance), clearance.scope.ceiling))
    rules.append((verdict_rule(clearance), clearance.restrictions.ceiling))
    if clearance.flare:
        rules.append(("L17", int(bound("L17", column))))
    limit = ceiling_limit(turn.style)
    rules.append((limit, int(bound(limit, column))))
    return min(rules, key=lambda rule: rule[1])
