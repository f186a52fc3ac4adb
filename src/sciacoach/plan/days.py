"""The limits of days and weeks (L20 to L24), from what was delivered, across routines.

They count contact seconds, never starts: every delivered second counts, a session's worth
is thirty of them, and shorter ones add up. A day is 20 hours and a week 7 x 24 hours back
from now, from start to start (rules.md section 5).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sciacoach.plan.past import DAY_S, Past, PastSession
from sciacoach.routine.limits import Column, bound
from sciacoach.vocabulary import BALLS, NEAR_NERVE, Region, Tool

WEEK = timedelta(days=7)
DAY = timedelta(seconds=DAY_S)

WORTH_S = 30.0
"""Contact seconds that use up a session of a day or week."""

NOT_COUNTED = frozenset({"flare-day"})
"""Routines whose hands L22 does not count."""


@dataclass(frozen=True, slots=True)
class Barred:
    """Something a limit of days rules out, and until when."""

    limit: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Days:
    """What the limits of days and weeks rule out now."""

    region: dict[Region, Barred] = field(default_factory=dict)
    """Regions that may not take a ball or roller yet (L20)."""
    ball: dict[Region, Barred] = field(default_factory=dict)
    """Near-nerve regions that may not take a ball yet (L24)."""
    tools: Barred | None = None
    """No ball or roller anywhere yet (L21, L23)."""
    hands: Barred | None = None
    """No session with hands only yet (L22)."""

    def against(self, tool: Tool, region: Region) -> Barred | None:
        """What rules out `tool` on `region`; hands are never ruled out step by step."""
        if tool is Tool.HANDS:
            return None
        found = [self.tools, self.region.get(region)]
        found.append(self.ball.get(region) if tool in BALLS else None)
        return max((one for one in found if one), key=lambda one: one.until, default=None)


def days(past: Past, now: datetime, column: Column) -> Days:
    """What the past rules out at `now`, by the numbers of `column`."""
    return Days(
        region=_regions(past, now, column),
        ball=_balls(past, now, column),
        tools=later(_tools(past, now, column, "L21", DAY), _tools(past, now, column, "L23", WEEK)),
        hands=_hands(past, now, column),
    )


def _regions(past: Past, now: datetime, column: Column) -> dict[Region, Barred]:
    """L20: from start to start, each region that a ball or roller pressed."""
    gap = timedelta(seconds=bound("L20", column))
    out: dict[Region, Barred] = {}
    for session in past.sessions:
        until = session.started_at + gap
        if until > now:
            for one in session.contacts:
                if one.tool is not Tool.HANDS:
                    out[one.region] = Barred("L20", until)
    return out


def _balls(past: Past, now: datetime, column: Column) -> dict[Region, Barred]:
    """L24: sessions of a week with 30 s of ball on one near-nerve region."""
    out: dict[Region, Barred] = {}
    for region in NEAR_NERVE:

        def seconds(session: PastSession, region: Region = region) -> float:
            return sum(
                one.seconds
                for one in session.contacts
                if one.region is region and one.tool in BALLS
            )

        found = _used_up("L24", past.sessions, seconds, now, WEEK, bound("L24", column))
        if found:
            out[region] = found
    return out


def _tools(past: Past, now: datetime, column: Column, limit: str, span: timedelta) -> Barred | None:
    return _used_up(limit, past.sessions, lambda s: s.tool_s, now, span, bound(limit, column))


def _hands(past: Past, now: datetime, column: Column) -> Barred | None:
    counted = [s for s in past.sessions if s.routine not in NOT_COUNTED and s.tool_s == 0]
    return _used_up("L22", counted, lambda s: s.contact_s, now, DAY, bound("L22", column))


def _used_up(
    limit: str,
    sessions: Iterable[PastSession],
    seconds: Callable[[PastSession], float],
    now: datetime,
    span: timedelta,
    most: float,
) -> Barred | None:
    """The limit, if `most` sessions' worth lies within `span` back from now; it holds until
    enough of it is older than that."""
    recent = [(s.started_at, seconds(s)) for s in sessions if s.started_at + span > now]
    spent = [(at, one) for at, one in recent if one > 0]
    if _worth(one for _, one in spent) < most:
        return None
    until = now
    while _worth(one for _, one in spent) >= most:
        until = spent[0][0] + span
        spent = spent[1:]
    return Barred(limit, until)


def _worth(seconds: Iterable[float]) -> int:
    """Sessions' worth: one for each that reaches thirty seconds, and one for every thirty
    that the shorter ones make together."""
    all_of_them = list(seconds)
    whole = sum(1 for one in all_of_them if one >= WORTH_S - 1e-6)
    short = sum(one for one in all_of_them if one < WORTH_S - 1e-6)
    return whole + int((short + 1e-6) // WORTH_S)


def later(*found: Barred | None) -> Barred | None:
    """What ends last; None: nothing is ruled out."""
    return max((one for one in found if one), key=lambda one: one.until, default=None)
