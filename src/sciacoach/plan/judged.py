"""What a check-in comes to: its rules, the answers and locks for the screen, what is kept.

Pure: the command reads the history into a `Situation`, and writes down what this says.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sciacoach.plan.next_day import (
    LOCKS,
    SIGN_ITEMS,
    Morning,
    Said,
    Sign,
    applying,
    lasts_by_average,
    severity,
    weakness_is_up,
)
from sciacoach.plan.past import PastSession
from sciacoach.plan.told import NOT_GIVEN, Average, Told
from sciacoach.screening.answers import Given
from sciacoach.screening.catalogue import catalogue
from sciacoach.screening.clearance import Verdict
from sciacoach.screening.items import Answer

Body = dict[str, Any]

BLOOD_THINNERS = "P02"
"""The item that makes any growing bruise count (N5)."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known when a check-in is given. `session` is the one it is about, None for
    a reading of any day; `before` are the readings before that session; `thinners`: P02
    holds; `least_weakness`: the least of the last two weeks."""

    now: datetime
    session: PastSession | None = None
    before: Average = NOT_GIVEN
    earlier_n3: bool = False
    thinners: bool = False
    least_weakness: int | None = None

    @property
    def is_first(self) -> bool:
        """Whether nobody has told about the session yet."""
        return self.session is not None and self.session.told_at is None

    @property
    def age(self) -> timedelta:
        """How long ago the session began."""
        return self.now - self.session.started_at if self.session else timedelta(0)

    @property
    def signs(self) -> tuple[Sign, ...]:
        """The signs that are asked for, in order."""
        left_out = {Sign.WEAKER} if self.thinners else {Sign.WEAKER, Sign.GROWING}
        return tuple(sign for sign in Sign if sign not in left_out)


@dataclass(frozen=True, slots=True)
class Judged:
    """What follows. `rules` most severe first; `answers` are worrying answers to questions
    of the screen; `locks` the rules that lock by themselves, with their verdicts."""

    rules: tuple[str, ...]
    answers: Mapping[str, Given]
    locks: tuple[tuple[str, Verdict], ...]

    @property
    def rule(self) -> str | None:
        """The most severe rule."""
        return next(iter(self.rules), None)

    @property
    def locks_something(self) -> bool:
        """Whether a rule or an answer locks."""
        return bool(self.locks) or any(catalogue().by_id[name].is_lock for name in self.answers)


def judged(at: Situation, told: Told) -> Judged:
    """What `told` comes to. Without a session only its signs of danger count."""
    signs = told.worrying
    morning = told.morning if at.session else None
    if at.session is None:
        signs -= {Sign.LASTING}
    elif told.average and lasts_by_average(at.before.leg, told.average.leg, at.age):
        signs |= {Sign.LASTING}
    rules = applying(Said(morning, signs, at.earlier_n3))
    return Judged(
        rules=rules,
        answers={**_items(told), **_touched(told)},
        locks=tuple((rule, LOCKS[rule]) for rule in rules if rule in LOCKS),
    )


def missing(at: Situation, told: Told) -> tuple[str, ...]:
    """The keys that are still to be told, as a file writes them."""
    found: list[str] = []
    if at.is_first:
        found += ["morning"] if told.morning is None else []
        found += [str(sign) for sign in at.signs if sign not in told.signs]
    elif told.morning is None and not told.signs and told.average is None:
        found.append("pain")
    weakness = told.average.weakness if told.average else None
    if weakness_is_up(at.least_weakness, weakness) and Sign.WEAKER not in told.signs:
        found.append(str(Sign.WEAKER))
    return tuple(found)


def touch_missing(told: Told) -> tuple[str, ...]:
    """The same for the touch test."""
    if told.touch is None:
        return ("touch",)
    return ("touch.new",) if not told.touch.passed and told.touch.new is None else ()


def _items(told: Told) -> dict[str, Given]:
    return {
        item: Given(told.signs[sign]) for sign, item in SIGN_ITEMS.items() if sign in told.worrying
    }


def _touched(told: Told) -> dict[str, Given]:
    """Not equal is numb skin there (C16); new is RF21 (reference 2.4)."""
    touch = told.touch
    if touch is None or touch.passed:
        return {}
    numb = Answer.YES if touch.equal is Answer.NO else Answer.NOT_SURE
    found = {"C16": Given(numb, touch.where)}
    if touch.new is not None and touch.new.is_yes:
        found["RF21"] = Given(touch.new)
    return found


# ---- what is kept of it ---------------------------------------------------------------------


def body_of(at: Situation, told: Told, found: Judged) -> Body:
    """The check-in as the history keeps it. What was not given is None."""
    average = told.average or NOT_GIVEN
    return {
        "at": at.now.isoformat(),
        "morning": told.morning,
        "rule": found.rule,
        "rules": list(found.rules),
        "signs": sorted(told.worrying),
        **asdict(average),
    }


def merged(before: Mapping[str, Any], now: Body) -> Body:
    """A second check-in of the same session: what was told before still counts, a rule that
    is as severe or worse counts from now on, and the first readings stay."""
    as_bad = now["rule"] is not None and severity(now["rule"]) >= severity(before.get("rule"))
    rules = {*now["rules"], *(before.get("rules") or ()), *filter(None, [before.get("rule")])}
    return {
        **now,
        **before,
        "at": now["at"] if as_bad else before.get("at"),
        "morning": _worse(before.get("morning"), now["morning"]),
        "rule": now["rule"] if as_bad else before.get("rule"),
        "rules": sorted(rules, key=severity, reverse=True),
        "signs": sorted({*now["signs"], *(before.get("signs") or ())}),
    }


def had_n3(body: Mapping[str, Any]) -> bool:
    """Whether N3 applied at a check-in, be it behind a more severe rule."""
    return not {"N3", "N4"}.isdisjoint({body.get("rule"), *(body.get("rules") or ())})


def _worse(one: str | None, two: str | None) -> str | None:
    known = [Morning(word) for word in (one, two) if word in list(Morning)]
    return max(known, key=lambda morning: morning.badness, default=None)
