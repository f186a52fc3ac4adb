"""Fit, a wish: a session that takes at most so many minutes."""

from collections.abc import Sequence
from dataclasses import replace

from sciacoach.routine.layout import Turn, planned_s
from sciacoach.session.allowed import drop_servants
from sciacoach.session.dose import LEAST_MOVING_S, SLACK, least_s
from sciacoach.vocabulary import Do


def shortened(turns: Sequence[Turn], most_s: float) -> tuple[Turn, ...]:
    """`turns` made to last at most `most_s`, as far as that goes: moves, breathing and
    contact are shortened alike, then contact goes from the end. Rests, checks and setups
    keep their length."""
    left = tuple(turns)
    while planned_s(left) > most_s + SLACK:
        least = _scaled(left, 0.0)
        if planned_s(least) <= most_s + SLACK:
            return _largest_that_fits(left, most_s)
        last = next((turn for turn in reversed(left) if turn.is_contact), None)
        if last is None:
            return least
        step = (last.source, last.rounds)
        kept = tuple(turn for turn in left if (turn.source, turn.rounds) != step)
        left = drop_servants(left, kept)
    return left


def _scaled(turns: Sequence[Turn], share: float) -> tuple[Turn, ...]:
    return tuple(
        replace(turn, seconds=max(turn.seconds * share, min(turn.seconds, _floor(turn))))
        if turn.is_contact or turn.do in (Do.MOVE, Do.BREATHE)
        else turn
        for turn in turns
    )


def _floor(turn: Turn) -> float:
    return least_s(turn) if turn.is_contact else LEAST_MOVING_S


def _largest_that_fits(turns: Sequence[Turn], most_s: float) -> tuple[Turn, ...]:
    """The least shortened form, to a hundredth, that lasts at most `most_s`."""
    shares = (share / 100 for share in range(100, -1, -1))
    forms = (_scaled(turns, share) for share in shares)
    return next(form for form in forms if planned_s(form) <= most_s + SLACK)
