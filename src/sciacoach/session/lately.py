"""The past that binds a plan: limits of days and weeks, what earlier sessions left behind,
how much of a routine is given (the dose), and whether a step may grow."""

from collections.abc import Sequence
from datetime import datetime

from sciacoach.plan.days import NOT_COUNTED, days
from sciacoach.plan.next_day import Effects, effects
from sciacoach.plan.past import DAY_S, Past
from sciacoach.routine.layout import Contact, Turn, contact_s, lay_out
from sciacoach.routine.limits import Column
from sciacoach.routine.model import Routine
from sciacoach.screening.clearance import Clearance, Verdict
from sciacoach.session.allowed import Bar, is_on_floor, verdict_rule
from sciacoach.session.telling import No
from sciacoach.session.wishes import Wishes
from sciacoach.vocabulary import Tool

FIRST_SESSIONS = ((3, 0.5), (6, 0.75))
"""Before so many calm sessions, the dose (L26, rules.md section 4.4)."""

STEP_UP_AFTER = 3
"""So many calm sessions in a row before a step may be made longer than its file says (L27)."""


class Lately:
    """What the past of a person says about a plan of now.

    `column` names the limits in force, `earlier` is the contact of the last 20 hours, `dose`
    the share of the file's contact and `dose_rule` who says so.
    """

    def __init__(self, clearance: Clearance, past: Past, wishes: Wishes, now: datetime) -> None:
        self._clearance = clearance
        self._past = past
        self._now = now
        self.column = Column.PRECAUTION if clearance.restrictions.precaution else Column.HARD
        self.earlier = recent(past, now)
        self._days = days(past, now, self.column)
        self._effects = effects(past, now, self.column)
        self.dose, self.dose_rule = dose_of(clearance, past, wishes, self._effects)

    @property
    def calm(self) -> int:
        """Calm sessions with a ball or roller so far (L33)."""
        return len(self._past.calm_with_tool_at)

    @property
    def step_up(self) -> bool:
        """L27: never under a dose (a precaution brings one), on a flare day or under another
        verdict than go, and only after calm sessions in a row: none in which a stop rule
        spoke, and none whose next morning was worse than N1 or is not known."""
        clearance = self._clearance
        return (
            self.dose == 1
            and clearance.verdict is Verdict.GO
            and not clearance.flare
            and self._past.calm_in_a_row >= STEP_UP_AFTER
        )

    def barred(self, turn: Turn) -> Bar | None:
        """What the limits of days and weeks (L20, L21, L23, L24), and what earlier sessions
        left behind (D5, N2, N3), rule out of a contact turn."""
        assert turn.tool is not None and turn.region is not None
        sources = (self._days, self._effects)
        found = [one for s in sources if (one := s.against(turn.tool, turn.region))]
        if found:
            last = max(found, key=lambda one: one.until)
            return last.limit, last.until
        rule = self._effects.no_floor
        return (rule, None) if rule and is_on_floor(turn) else None

    def gentle_day(self, routine: Routine) -> No | None:
        """After N3 only one routine presses for some days."""
        only = self._effects.only
        if only and routine.id != only[0] and contact_s(lay_out(routine)):
            return self.wait((only[1].limit,), only[1].until)
        return None

    def too_often(self, routine: Routine, left: Sequence[Turn]) -> No | None:
        """L22: sessions a day with hands only; walking, breathing and a flare day are free."""
        tools = {turn.tool for turn in left if turn.is_contact}
        barred = self._days.hands
        if barred is None or tools != {Tool.HANDS} or routine.id in NOT_COUNTED:
            return None
        return self.wait((barred.limit,), barred.until)

    def wait(self, rules: tuple[str, ...], until: datetime) -> No:
        """The refusal that ends by itself, at a time told in the person's zone."""
        there = until.astimezone(self._now.tzinfo)
        return No("days", rules, {"until": f"{there:%A, %H:%M}"}, until)


def dose_of(
    clearance: Clearance, past: Past, wishes: Wishes, left: Effects | None = None
) -> tuple[float, str]:
    """The smallest dose that applies (they do not multiply), and the rule behind it; `left`
    is what earlier sessions left behind. Of two as small that one is named, then the first
    sessions, what was asked for, and the answers in their order."""
    calm = len(past.calm_at)
    first = next((dose for until, dose in FIRST_SESSIONS if calm < until), 1.0)
    rules = [("L26", first), ("--gentle", 0.5 if wishes.gentle else 1.0)]
    rules += [(i, min(own.dose, 0.5 if own.precaution else 1.0)) for i, own in clearance.by_item]
    if left and left.dose:
        rules.insert(0, (left.dose[1], left.dose[0]))
    joined = clearance.restrictions
    least = min(joined.dose, 0.5 if joined.precaution else 1.0)
    rules.append((verdict_rule(clearance), least))
    rule, dose = min(rules, key=lambda one: one[1])
    return dose, rule


def recent(past: Past, now: datetime) -> tuple[Contact, ...]:
    """What other sessions pressed with a tool in the last 20 hours, with `turn` -1; a
    session dated in the future counts as now."""
    out = []
    for session in past.sessions:
        ago = max((now - session.started_at).total_seconds(), 0.0)
        if ago < DAY_S:
            out += [
                Contact(-1, -ago, c.seconds, c.region, c.tool, c.side, c.moving)
                for c in session.contacts
                if c.tool is not Tool.HANDS
            ]
    return tuple(out)
