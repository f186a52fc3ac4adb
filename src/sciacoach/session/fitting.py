"""One fitting of a routine, in the order of rules.md section 4: what refuses it as a whole,
what is allowed of it, its dose and ceilings, the wished length, and all limits again."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from sciacoach import data
from sciacoach.plan.past import Past
from sciacoach.routine.layout import (
    USUAL_PACE,
    Contact,
    Turn,
    contact_s,
    lay_out,
    planned_s,
    unrolled,
)
from sciacoach.routine.limits import Column, breaches
from sciacoach.routine.model import Routine
from sciacoach.routine.names import side_name
from sciacoach.screening.clearance import Clearance
from sciacoach.session.allowed import (
    JUDGED_WITHOUT_CONTACT,
    Key,
    Ruled,
    drop_servants,
    keep_allowed,
    key_of,
    verdict_rule,
)
from sciacoach.session.ceilings import with_ceilings
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
from sciacoach.session.lately import Lately
from sciacoach.session.plan import SEAL, Fitted
from sciacoach.session.shorter import shortened
from sciacoach.session.telling import Changes, No, Rules
from sciacoach.session.wishes import Wishes, first_side
from sciacoach.vocabulary import Side

LEAST_A_SIDE_S = 20.0
"""With less contact than this left a side, a session is refused (rules.md section 4.2)."""


class Fitting:
    """One fitting of `routine` for somebody."""

    def __init__(
        self, routine: Routine, clearance: Clearance, past: Past, wishes: Wishes, now: datetime
    ) -> None:
        self._routine = routine
        self._clearance = clearance
        self._wishes = wishes
        self._lately = Lately(clearance, past, wishes, now)
        self._column = self._lately.column
        self._changes = Changes(Rules(clearance))

    def run(self) -> Fitted | No:
        """The plan, or why there is none."""
        refusal = self._gate() or self._side_unknown()
        if refusal:
            return refusal
        turns = self._laid_out()
        lately = self._lately
        kept, ruled = keep_allowed(turns, self._clearance, lately.calm, lately.barred)
        refusal = self._too_little_allowed(turns, kept, ruled)
        if refusal:
            return refusal
        for one in ruled:
            self._changes.add(one.how, one.rule, name=one.turn.name)
        left = self._in_minutes(self._dosed(turns, kept))
        if isinstance(left, No):
            return left
        refusal = self._too_short(turns, left) or lately.too_often(self._routine, left)
        return refusal or self._over(left) or self._fitted(left)

    def objection(self, plan: Fitted) -> No | None:
        """Why `plan`, which was fitted before, may not be gone on with; None: it may, all of
        it, for going back leads to any step. Nothing is fitted anew."""
        refusal = self._gate()
        if refusal:
            return refusal
        lately, turns = self._lately, plan.turns
        _, ruled = keep_allowed(turns, self._clearance, lately.calm, lately.barred)
        rules = tuple(dict.fromkeys((*(one.rule for one in ruled), *self._less(plan))))
        if rules:
            return No("less", rules)
        return lately.too_often(self._routine, turns)

    def _less(self, plan: Fitted) -> Iterator[str]:
        """The rules by which less pressing, or lighter pressing, is allowed than in `plan`."""
        lately, lower = self._lately, Changes(Rules(self._clearance))
        with_ceilings(plan.turns, self._clearance, self._column, lower)
        yield from lower.rules
        if lately.dose < plan.dose:
            yield lately.dose_rule
        if self._column is Column.PRECAUTION and plan.column is not self._column:
            yield verdict_rule(self._clearance)
        if plan.step_up and not lately.step_up:
            yield "L27"
        if grown(lately.earlier, plan.earlier):
            yield "L08"

    def _gate(self) -> No | None:
        """What refuses a routine as a whole, before any step is looked at."""
        clearance, routine, calm = self._clearance, self._routine, self._lately.calm
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
        gentle_day = self._lately.gentle_day(routine)
        if gentle_day:
            return gentle_day
        if calm < routine.needs_calm:
            return No("calm", ("L33",), {"needed": routine.needs_calm, "have": calm})
        return None

    def _side_unknown(self) -> No | None:
        known = self._clearance.affected or self._wishes.side is not Side.BOTH
        return No("affected", ("affected",)) if not known and _affects(self._routine) else None

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
            return self._lately.wait(rules, max(late)) if late else No("half", rules)
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
        dose = self._lately.dose
        if dose < 1 and contact_s(kept):
            left = with_dose(left, dose)
            share = data.json_file("fit.json")["shares"][f"{dose:g}"]
            self._changes.add("dose", self._lately.dose_rule, share=share)
        left, caps = capped(left, self._column)
        left, totals = inside_totals(left, self._column, self._lately.earlier)
        self._tell((*caps, *totals), frozenset(allowed))
        stay = key_set(left)
        mine = tuple(turn for turn in kept if key_of(turn) in stay)
        seconds = {key_of(turn): turn for turn in left}
        mine = drop_servants(kept, tuple(seconds[key_of(turn)] for turn in mine))
        mine = with_ceilings(mine, self._clearance, self._column, self._changes)
        rested, rests = with_rests(mine, self._column)
        self._tell(rests, frozenset(allowed))
        return rested

    def _tell(self, told: Iterable[Told], about: frozenset[Key]) -> None:
        for one in told:
            if key_of(one.turn) in about:
                self._changes.add(one.words, one.rule, name=one.turn.name, **one.values)

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
        over = breaches(left, self._column, self._lately.earlier)
        if not over:
            return None
        slow = over[0].limit == "L34" and self._wishes.pace != USUAL_PACE
        return No("pace" if slow else "limit", (over[0].limit,), {"says": over[0].says})

    def _fitted(self, turns: tuple[Turn, ...]) -> Fitted:
        return Fitted(
            routine=self._routine.id,
            title=self._routine.title,
            sha256=self._routine.sha256,
            turns=turns,
            changes=self._changes.lines,
            rules=self._changes.rules,
            column=self._column,
            dose=self._lately.dose,
            verdict=self._clearance.verdict,
            screen_version=self._clearance.version,
            reasons=_reason_ids(self._clearance),
            warnings=self._routine.warnings,
            earlier=self._lately.earlier,
            step_up=self._lately.step_up,
            seal=SEAL,
        )


def grown(now: Sequence[Contact], before: Sequence[Contact]) -> bool:
    """Whether `now` holds more seconds of some pressing than `before` did: the totals of 20
    hours leave less then (an import brought another session, say)."""
    more: Counter[tuple[object, ...]] = Counter()
    for sign, contacts in ((1, now), (-1, before)):
        for one in contacts:
            more[one.region, one.tool, one.side, one.moving] += sign * round(one.seconds * 1000)
    return any(milliseconds > 0 for milliseconds in more.values())


def _serves(turn: Turn) -> bool:
    """Whether a turn only serves others: a setup, check or rest."""
    return not turn.is_contact and turn.do not in JUDGED_WITHOUT_CONTACT


def _affects(routine: Routine) -> bool:
    return any(step.side is Side.AFFECTED for _, _, step in unrolled(routine.steps, ()))


def _reason_ids(clearance: Clearance) -> tuple[str, ...]:
    return Rules(clearance).names(one.id for one in clearance.reasons)
