"""The next-day rules N1 to N7, and what earlier sessions still rule out.

The triggers are reference 6.4; what the rules say is data (`data/checkin.json`). All of it
is judgement: nobody has tested these rules for self-massage.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from sciacoach.plan.days import Barred, later
from sciacoach.plan.past import Past, PastSession
from sciacoach.routine.limits import Column, bound
from sciacoach.screening.clearance import Verdict
from sciacoach.vocabulary import Lowest, Region, Tool

RULES = ("N1", "N2", "N3", "N4", "N5", "N7", "N6")
"""Mildest first. Each rules out what the ones before it do."""

LOCKS = {"N4": Verdict.SEE_CLINICIAN, "N5": Verdict.URGENT}
"""Rules that lock by themselves; N6 and N7 lock through the items of their signs."""

LEG_RISE = 2
"""Points of leg pain above those before the session that count (N3, reference 6.4)."""

WEAKNESS_RISE = 2
"""Points of weakness that make RF08 asked at once (rules.md section 7)."""

A_DAY = timedelta(hours=24)
"""An average of the last 24 hours tells of a whole day after the session from then on."""

TWICE_WITHIN = timedelta(days=14)
"""N3 twice within so many days is N4; also how long a session can be told about."""

FROM = timedelta(hours=6)
"""A session younger than this has no next day yet."""

AGAIN_WITHIN = timedelta(days=4)
"""A session that was told about is asked about again so long: soreness that lasts over 36
hours, and the two days off after it, end within that time."""

HALF = 0.5
"""The dose after D5, N2 and N3 (reference 6.3, 6.4)."""

MOVED_DOWN = "D5"
"""The stop rule whose effects outlast its session."""

GENTLE_DAY = "flare-day"
"""The one routine with contact that N3 leaves for two days (reference 6.4)."""


class Morning(StrEnum):
    """How the morning after was, best first."""

    BETTER = "better"
    SAME = "same"
    WORSE_UNDER_36H = "worse_under_36h"
    BRUISE = "bruise"
    WORSE_LONGER = "worse_longer"

    @property
    def badness(self) -> int:
        """0 (better) to 4 (worse for longer than 36 hours)."""
        return list(Morning).index(self)


class Sign(StrEnum):
    """What a check-in asks for besides the morning, in the order of its list."""

    LASTING = "lasting"
    """Leg pain up, or lower down, for over 24 hours."""
    BRUISE = "bruise"
    """A big bruise or a hard swelling."""
    GROWING = "growing"
    """A bruise that grows: asked of people with blood thinners (P02)."""
    CALF = "calf"
    BREATHLESS = "breathless"
    DARK_URINE = "dark_urine"
    WEAKER = "weaker"
    """A leg that gets weaker: asked when the reading of weakness went up."""


SIGN_ITEMS = {
    Sign.CALF: "RF24",
    Sign.BREATHLESS: "RF15",
    Sign.DARK_URINE: "RF18",
    Sign.WEAKER: "RF08",
}
"""Signs that are a question of the screen: a yes to one is a yes to the other."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the rules look at. `signs` are those that were told as yes or not sure;
    `earlier_n3`: N3 applied to another session within the last 14 days."""

    morning: Morning | None = None
    signs: frozenset[Sign] = frozenset()
    earlier_n3: bool = False


def applying(said: Said) -> tuple[str, ...]:
    """Every rule that applies, most severe first."""
    signs = said.signs
    lasting = Sign.LASTING in signs
    found = {
        "N1": said.morning is Morning.WORSE_UNDER_36H,
        "N2": said.morning in (Morning.WORSE_LONGER, Morning.BRUISE),
        "N3": lasting,
        "N4": lasting and said.earlier_n3,
        "N5": bool(signs & {Sign.BRUISE, Sign.GROWING}),
        "N6": Sign.DARK_URINE in signs,
        "N7": bool(signs & {Sign.CALF, Sign.BREATHLESS}),
    }
    return tuple(rule for rule in reversed(RULES) if found[rule])


def severity(rule: str | None) -> int:
    """0 (no rule) to 7 (N6)."""
    return RULES.index(rule) + 1 if rule in RULES else 0


def lasts_by_average(before: int | None, average: int | None, age: timedelta) -> bool:
    """Whether the average leg pain of the last 24 hours alone says that it lasts: it is up,
    and the whole of the 24 hours lies after the session."""
    return leg_is_up(before, average) and age >= A_DAY


def leg_is_up(before: int | None, now: int | None) -> bool:
    """Whether leg pain rose by 2; what was not given says nothing."""
    return before is not None and now is not None and now - before >= LEG_RISE


def is_lower(before: Lowest | None, now: Lowest | None) -> bool:
    """Whether the lowest place went down the leg."""
    return before is not None and now is not None and now.step > before.step


def weakness_is_up(least: int | None, now: int | None) -> bool:
    """Whether weakness rose by 2 from the least of the last two weeks."""
    return least is not None and now is not None and now - least >= WEAKNESS_RISE


# ---- which session ------------------------------------------------------------------------


def told_about(past: Past, now: datetime) -> PastSession | None:
    """The session that a check-in is about: the last one with contact that is at least
    6 hours and at most 14 days old."""
    for one in reversed(past.sessions):
        age = now - one.started_at
        if one.contacts and one.outcome not in ("running", "deleted") and age >= FROM:
            return one if age <= TWICE_WITHIN else None
    return None


def untold(past: Past, now: datetime) -> PastSession | None:
    """The same, if nobody has told about it yet."""
    one = told_about(past, now)
    return one if one is not None and one.told_at is None else None


# ---- what follows ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Effects:
    """What earlier sessions still rule out. `limit` of each `Barred` is the rule: D5, or
    the next-day rule of the session from N2 on."""

    region: dict[Region, Barred] = field(default_factory=dict)
    """Regions that may not take a ball or roller yet (D5, N2)."""
    tools: Barred | None = None
    """No ball or roller anywhere yet (N3 and worse)."""
    only: tuple[str, Barred] | None = None
    """The one routine with contact that may be started, and until when (N3 and worse)."""
    dose: tuple[float, str] | None = None
    """The dose, and the rule behind it, until a calm session."""
    no_floor: str | None = None
    """The rule that keeps tools off the floor until a calm session (D5, N3 and worse)."""

    def against(self, tool: Tool, region: Region) -> Barred | None:
        """What rules out `tool` on `region` for a time; hands are not ruled out so."""
        if tool is Tool.HANDS:
            return None
        return later(self.tools, self.region.get(region))


def effects(past: Past, now: datetime, column: Column = Column.HARD) -> Effects:
    """What the past still rules out at `now`. The days off are L28's: two, or three with a
    precaution. D5 counts from the start of its session, a next-day rule from the moment it
    was told."""
    named = column if column is Column.PRECAUTION else Column.DEFAULT
    off = timedelta(seconds=bound("L28", named))
    tools = later(*(_barred(one, now, off) for one in past.sessions if _is_severe(one)))
    half = [rule for one in _since_calm(past) if (rule := _halves(one))]
    off_floor = [rule for one in _since_calm(past) if (rule := _keeps_off_floor(one))]
    return Effects(
        region=_regions(past, now, off),
        tools=tools,
        only=(GENTLE_DAY, tools) if tools else None,
        dose=(HALF, half[-1]) if half else None,
        no_floor=off_floor[-1] if off_floor else None,
    )


def _regions(past: Past, now: datetime, off: timedelta) -> dict[Region, Barred]:
    """D5: the region that was pressed last. N2: every region of the session."""
    found: dict[Region, Barred] = {}
    for one in past.sessions:
        barred: list[tuple[Region, Barred | None]] = []
        if MOVED_DOWN in one.rules and one.last_region:
            barred.append((one.last_region, _if_later(MOVED_DOWN, one.started_at + off, now)))
        if severity(one.next_day) >= severity("N2"):
            barred += [(region, _barred(one, now, off)) for region in one.regions]
        for region, bar in barred:
            latest = later(found.get(region), bar)
            if latest:
                found[region] = latest
    return found


def _barred(one: PastSession, now: datetime, off: timedelta) -> Barred | None:
    """The days off after a next-day rule, while they last."""
    told = min(one.told_at or one.started_at, now)
    return _if_later(str(one.next_day), told + off, now)


def _if_later(rule: str, until: datetime, now: datetime) -> Barred | None:
    return Barred(rule, until) if until > now else None


def _is_severe(one: PastSession) -> bool:
    return severity(one.next_day) >= severity("N3")


def _halves(one: PastSession) -> str | None:
    """The rule of a session that asks for half of the time after it."""
    if severity(one.next_day) >= severity("N2"):
        return one.next_day
    return MOVED_DOWN if MOVED_DOWN in one.rules else None


def _keeps_off_floor(one: PastSession) -> str | None:
    """The rule of a session that keeps tools off the floor after it."""
    if _is_severe(one):
        return one.next_day
    return MOVED_DOWN if MOVED_DOWN in one.rules else None


def _since_calm(past: Past) -> tuple[PastSession, ...]:
    """The sessions after the last calm one."""
    calm = [place for place, one in enumerate(past.sessions) if one.calm]
    return past.sessions[calm[-1] + 1 :] if calm else past.sessions
