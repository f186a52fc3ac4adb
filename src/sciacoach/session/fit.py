"""Routine + clearance + wishes + past = a plan that may be done, or a refusal.

`fit` is the only way to something a session accepts. Every change is one line that names
its rule; a refusal is three: what, until when or until what, what can be done now.
All the words are data (`data/fit.json`).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sciacoach import data
from sciacoach.plan.days import NOT_COUNTED, days
from sciacoach.plan.next_day import Effects, effects
from sciacoach.plan.past import DAY_S, Past
from sciacoach.routine.layout import (
    USUAL_PACE,
    Contact,
    Pace,
    Turn,
    contact_s,
    lay_out,
    planned_s,
    unrolled,
)
from sciacoach.routine.limits import Column, bound, breaches, ceiling_limit
from sciacoach.routine.model import Routine
from sciacoach.routine.names import side_name
from sciacoach.screening.clearance import Clearance, Verdict
from sciacoach.session.allowed import (
    JUDGED_WITHOUT_CONTACT,
    Bar,
    Key,
    Ruled,
    drop_servants,
    is_on_floor,
    keep_allowed,
    key_of,
    verdict_rule,
)
from sciacoach.session.dose import (
    SLACK,
    Told,
    a_side_s,
    capped,
    inside_totals,
    key_set,
    pressed_sides,
    with_dose,
    with_rests,
)
from sciacoach.session.plan import SEAL, Fitted, Refused
from sciacoach.session.shorter import shortened
from sciacoach.session.telling import Changes, No, Rules, refusal_lines
from sciacoach.vocabulary import Side, Tool

LAST_OFFERS = ("flare-day", "ease-and-walk")
"""What is offered when none of a routine's `gentler` fits."""

LEAST_A_SIDE_S = 20.0
"""With less contact than this left a side, a session is refused (rules.md section 4.2)."""

FIRST_SESSIONS = ((3, 0.5), (6, 0.75))
"""Before so many calm sessions, the dose (L26, rules.md section 4.4)."""

STEP_UP_AFTER = 3
"""So many calm sessions in a row before a step may be made longer than its file says (L27)."""

Lookup = Callable[[str], Routine | None]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person asked for: a side, at most so many minutes, half of the time; and
    how long getting on and changing over take."""

    side: Side = Side.BOTH
    minutes: float | None = None
    gentle: bool = False
    pace: Pace = USUAL_PACE


def fit(
    routine: Routine,
    clearance: Clearance,
    past: Past,
    wishes: Wishes,
    now: datetime,
    lookup: Lookup,
) -> Fitted | Refused:
    """A plan of `routine` that may be done now, or a refusal with what can be done instead.

    `lookup` finds a routine by id (None: there is none), for the offer of a refusal.
    """
    found = _Fit(routine, clearance, past, wishes, now).run()
    if isinstance(found, Fitted):
        return found
    offer = _offer(routine, clearance, past, wishes, now, lookup)
    lines = refusal_lines(found, routine.title, clearance, offer)
    return Refused(*lines, offer, Rules(clearance).names(found.rules))


def may_start(
    routines: Iterable[Routine], clearance: Clearance, past: Past, wishes: Wishes, now: datetime
) -> tuple[str, ...]:
    """The ids of the routines that may be started now."""
    return tuple(
        routine.id
        for routine in routines
        if isinstance(_Fit(routine, clearance, past, wishes, now).run(), Fitted)
    )


def first_side(affected: Side | None) -> Side:
    """The less painful side goes first."""
    return Side.RIGHT if affected is Side.LEFT else Side.LEFT


class _Fit:
    """One fitting, in the order of rules.md section 4."""

    def __init__(
        self, routine: Routine, clearance: Clearance, past: Past, wishes: Wishes, now: datetime
    ) -> None:
        self._routine = routine
        self._clearance = clearance
        self._past = past
        self._wishes = wishes
        self._column = Column.PRECAUTION if clearance.restrictions.precaution else Column.HARD
        self._earlier = recent(past, now)
        self._now = now
        self._days = days(past, now, self._column)
        self._effects = effects(past, now, self._column)
        self._dose, self._dose_rule = dose_of(clearance, past, wishes, self._effects)
        self._changes = Changes(Rules(clearance))

    def run(self) -> Fitted | No:
        """The plan, or why there is none."""
        refusal = self._gate()
        if refusal:
            return refusal
        turns = self._laid_out()
        calm = len(self._past.calm_with_tool_at)
        kept, ruled = keep_allowed(turns, self._clearance, calm, self._barred)
        refusal = self._too_little_allowed(turns, kept, ruled)
        if refusal:
            return refusal
        for one in ruled:
            self._changes.add(one.how, one.rule, name=one.turn.name)
        left = self._dosed(turns, kept)
        shorter = self._in_minutes(left)
        if isinstance(shorter, No):
            return shorter
        refusal = self._too_short(turns, shorter) or self._too_often(shorter) or self._over(shorter)
        return refusal or self._fitted(shorter)

    def _barred(self, turn: Turn) -> Bar | None:
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

    def _too_often(self, left: Sequence[Turn]) -> No | None:
        """L22: sessions a day with hands only; walking, breathing and a flare day are free."""
        tools = {turn.tool for turn in left if turn.is_contact}
        barred = self._days.hands
        if barred is None or tools != {Tool.HANDS} or self._routine.id in NOT_COUNTED:
            return None
        return No("days", (barred.limit,), {"until": self._when(barred.until)})

    def _when(self, until: datetime) -> str:
        """A time of the next days, in the person's zone."""
        return f"{until.astimezone(self._now.tzinfo):%A, %H:%M}"

    def _gate(self) -> No | None:
        """What refuses a routine as a whole, before any step is looked at."""
        clearance, routine = self._clearance, self._routine
        scope = clearance.scope
        if not scope.anything:
            return No("nothing", _reason_ids(clearance))
        if scope.only_routine is not None and routine.id != scope.only_routine:
            return No("only", _reason_ids(clearance))
        barred = [item for item in routine.not_for if item in clearance.active]
        if "PREC" in routine.not_for and clearance.restrictions.precaution:
            barred += [item for item, own in clearance.by_item if own.precaution] or ["PREC"]
        if barred:
            return No("not_for", tuple(barred))
        only = self._effects.only
        if only and routine.id != only[0] and contact_s(lay_out(routine)):
            return No("days", (only[1].limit,), {"until": self._when(only[1].until)})
        calm = len(self._past.calm_with_tool_at)
        if calm < routine.needs_calm:
            return No("calm", ("L33",), {"needed": routine.needs_calm, "have": calm})
        if clearance.affected is None and self._wishes.side is Side.BOTH and _affects(routine):
            return No("affected", ("affected",))
        return None

    def _laid_out(self) -> tuple[Turn, ...]:
        wishes, affected = self._wishes, self._clearance.affected
        if affected is None and wishes.side is not Side.BOTH:
            affected = wishes.side
        if wishes.side is not Side.BOTH:
            self._changes.add("side", "--side", side=side_name(wishes.side))
        return lay_out(self._routine, affected, wishes.side, first_side(affected), wishes.pace)

    def _too_little_allowed(
        self, turns: Sequence[Turn], kept: Sequence[Turn], ruled: Sequence[Ruled]
    ) -> No | None:
        """Refuse when less than half of the contact is left, judged before any dose, or
        when nothing is left to do."""
        rules = tuple(dict.fromkeys(one.rule for one in ruled if one.how == "out"))
        late = [one.until for one in ruled if one.until]
        planned = contact_s(turns)
        if not planned and contact_s(lay_out(self._routine)):
            return No("other_side", ("--side",))
        if planned and contact_s(kept) < planned / 2 - SLACK:
            if late:
                return No("days", rules, {"until": self._when(max(late))})
            return No("half", rules)
        if not kept or (ruled and all(_serves(turn) for turn in kept)):
            return No("empty", rules)
        return None

    def _dosed(self, turns: tuple[Turn, ...], kept: Sequence[Turn]) -> tuple[Turn, ...]:
        """Ceilings, dose, caps, totals and rests, told line by line.

        The seconds are those of the whole routine, and only then is taken out what is not
        allowed: so one more restriction never leaves more seconds to another step.
        """
        allowed = {key_of(turn): turn for turn in kept}
        left = tuple(allowed.get(key_of(turn), turn) for turn in turns)
        if self._dose < 1 and contact_s(kept):
            left = with_dose(left, self._dose)
            share = data.json_file("fit.json")["shares"][f"{self._dose:g}"]
            self._changes.add("dose", self._dose_rule, share=share)
        left, caps = capped(left, self._column)
        left, totals = inside_totals(left, self._column, self._earlier)
        self._tell((*caps, *totals), frozenset(allowed))
        stay = key_set(left)
        mine = tuple(turn for turn in kept if key_of(turn) in stay)
        seconds = {key_of(turn): turn for turn in left}
        mine = drop_servants(kept, tuple(seconds[key_of(turn)] for turn in mine))
        rested, rests = with_rests(self._ceilings(mine), self._column)
        self._tell(rests, frozenset(allowed))
        return rested

    def _tell(self, told: Iterable[Told], about: frozenset[Key]) -> None:
        for one in told:
            if key_of(one.turn) in about:
                self._changes.add(one.words, one.rule, name=one.turn.name, **one.values)

    def _ceilings(self, turns: Sequence[Turn]) -> tuple[Turn, ...]:
        out = []
        for turn in turns:
            if turn.is_contact and turn.ceiling is not None:
                rule, most = self._lowest_ceiling(turn)
                if most < turn.ceiling:
                    turn = replace(turn, ceiling=most)
                    self._changes.add("ceiling", rule, ceiling=most)
            out.append(turn)
        return tuple(out)

    def _lowest_ceiling(self, turn: Turn) -> tuple[str, int]:
        """The lowest ceiling that applies, and who says so; an item before a limit."""
        clearance = self._clearance
        rules = [(item, own.ceiling) for item, own in clearance.by_item]
        rules.append((verdict_rule(clearance), clearance.scope.ceiling))
        rules.append((verdict_rule(clearance), clearance.restrictions.ceiling))
        if clearance.flare:
            rules.append(("L17", int(bound("L17", self._column))))
        limit = ceiling_limit(turn.style)
        rules.append((limit, int(bound(limit, self._column))))
        return min(rules, key=lambda rule: rule[1])

    def _in_minutes(self, turns: tuple[Turn, ...]) -> tuple[Turn, ...] | No:
        minutes = self._wishes.minutes
        if minutes is None or planned_s(turns) <= minutes * 60:
            return turns
        left, _ = with_rests(shortened(turns, minutes * 60), self._column)
        least = planned_s(left) / 60
        if least > minutes + SLACK:
            values = {"minutes": f"{minutes:g}", "least": f"{least:.1f}"}
            return No("minutes", ("--minutes",), values)
        self._changes.add("minutes", "--minutes", minutes=f"{minutes:g}")
        return left

    def _too_short(self, turns: Sequence[Turn], left: Sequence[Turn]) -> No | None:
        """Refuse under 20 s on a side that the routine presses, or under what it has there
        where that is less. A side that is gone altogether has nothing: else one more
        restriction could open what was refused."""
        sides = pressed_sides(turns)
        least = min(LEAST_A_SIDE_S, a_side_s(turns, sides))
        if a_side_s(left, sides) < least - SLACK:
            return No("short", self._changes.rules or ("L13",))
        return None

    def _over(self, left: Sequence[Turn]) -> No | None:
        """After every change all limits are checked again, with the time that getting on
        really takes: a file that just fits L34 may not, where it takes longer."""
        over = breaches(left, self._column, self._earlier)
        if not over:
            return None
        slow = over[0].limit == "L34" and self._wishes.pace != USUAL_PACE
        return No("pace" if slow else "limit", (over[0].limit,), {"says": over[0].says})

    @property
    def _step_up(self) -> bool:
        """L27: never under a dose (a precaution brings one), on a flare day or under another
        verdict than go, and only after calm sessions in a row: none in which a stop rule
        spoke, and none whose next morning was worse than N1 or is not known."""
        clearance = self._clearance
        return (
            self._dose == 1
            and clearance.verdict is Verdict.GO
            and not clearance.flare
            and self._past.calm_in_a_row >= STEP_UP_AFTER
        )

    def _fitted(self, turns: tuple[Turn, ...]) -> Fitted:
        return Fitted(
            routine=self._routine.id,
            title=self._routine.title,
            sha256=self._routine.sha256,
            turns=turns,
            changes=self._changes.lines,
            rules=self._changes.rules,
            column=self._column,
            dose=self._dose,
            verdict=self._clearance.verdict,
            screen_version=self._clearance.version,
            reasons=_reason_ids(self._clearance),
            warnings=self._routine.warnings,
            earlier=self._earlier,
            step_up=self._step_up,
            seal=SEAL,
        )


def _serves(turn: Turn) -> bool:
    """Whether a turn only serves others: a setup, check or rest."""
    return not turn.is_contact and turn.do not in JUDGED_WITHOUT_CONTACT


def _affects(routine: Routine) -> bool:
    return any(step.side is Side.AFFECTED for _, _, step in unrolled(routine.steps, ()))


def dose_of(
    clearance: Clearance, past: Past, wishes: Wishes, left: Effects | None = None
) -> tuple[float, str]:
    """The smallest dose that applies (they do not multiply), and the rule behind it; `left`
    is what earlier sessions left behind."""
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


def _reason_ids(clearance: Clearance) -> tuple[str, ...]:
    return Rules(clearance).names(one.id for one in clearance.reasons)


def _offer(
    routine: Routine,
    clearance: Clearance,
    past: Past,
    wishes: Wishes,
    now: datetime,
    lookup: Lookup,
) -> str | None:
    """The first gentler routine that fits."""
    for name in dict.fromkeys((*routine.gentler, *LAST_OFFERS)):
        other = lookup(name) if name != routine.id else None
        if other and isinstance(_Fit(other, clearance, past, wishes, now).run(), Fitted):
            return name
    return None


def accepts_offer(clearance: Clearance) -> bool:
    """Whether `--yes` may accept a gentler routine: under `go` and `gentle` alone."""
    return clearance.verdict in (Verdict.GO, Verdict.GENTLE)
