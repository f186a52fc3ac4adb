"""What a plan presses, region by region and side by side, beside the limits that bound it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sciacoach.routine.layout import Contact, Turn, contacts
from sciacoach.routine.limits import Column, bound, gathered
from sciacoach.vocabulary import BALLS, Region, Side, Tool


@dataclass(frozen=True, slots=True)
class Total:
    """Planned pressing beside the limit that bounds it, in seconds; `region` and `side`
    None: the whole session. `earlier_s` was delivered in the last 20 hours and counts too."""

    limit: str
    region: Region | None
    side: Side | None
    planned_s: float
    most_s: float
    earlier_s: float = 0.0

    @property
    def counted_s(self) -> float:
        """What the limit counts."""
        return self.planned_s + self.earlier_s


def totals(
    turns: Sequence[Turn], column: Column, earlier: Sequence[Contact] = ()
) -> tuple[Total, ...]:
    """Each total that `turns` adds to, with its limit (L08 to L11, L13), region by region.
    Ball and roller together (L11) are told only where a place gets both."""
    pressed = contacts(turns)
    out = []
    for (limit, region, side), stretches in gathered(pressed, earlier).items():
        mine = sum(one.seconds for one in stretches if one.turn >= 0)
        before = sum(one.seconds for one in stretches if one.turn < 0)
        if mine and (limit != "L11" or _has_both(stretches)):
            where = None if region is None else side
            out.append(Total(limit, region, where, mine, bound(limit, column), before))
    whole = [one for one in out if one.region is None]
    return (*_ordered([one for one in out if one.region]), *_most_of(whole))


def _has_both(stretches: Sequence[Contact]) -> bool:
    kinds = {one.tool in BALLS for one in stretches if one.tool is not Tool.HANDS}
    return len(kinds) > 1


def _ordered(found: Sequence[Total]) -> list[Total]:
    """Region by region in the order they are pressed, left before right."""
    order = list(dict.fromkeys(one.region for one in found))
    sides = list(Side)
    return sorted(
        found,
        key=lambda one: (
            order.index(one.region),
            one.limit,
            sides.index(one.side or Side.NONE),
        ),
    )


def _most_of(whole: Sequence[Total]) -> list[Total]:
    """L13 is held twice, for the session and for tools in 20 hours: the fuller one is told."""
    return [max(whole, key=lambda one: one.counted_s)] if whole else []
