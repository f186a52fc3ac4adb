"""The stop and change rules D1 to D14: readings and reports in, what to do out.

The order and the triggers are rules.md section 6 and reference 6.3; the words are data
(`data/stop_rules.json`). All are judgement: nobody has tested them for self-massage.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sciacoach import data
from sciacoach.routine.layout import Turn
from sciacoach.screening.clearance import Verdict
from sciacoach.vocabulary import Lowest

LEG_RISE = 2
BACK_RISE = 3
FAR_TOO_MUCH = 7
RECHECK_S = 60.0
EASE_S = 10.0
ANSWER_S = 60.0
"""Seconds a question stands before no answer counts as the worrying one."""


PANIC = "panic"
"""What stands in a rule's place for the three questions after a report without a word."""

DOWN_THE_LEG = frozenset({Lowest.THIGH, Lowest.CALF, Lowest.FOOT})

WEIGHTY = ("D1", "D11", "D2")
"""Rules that may take the place of one that is being asked about."""

LASTING = "D5"
"""The one question about pain whose answer outlasts its session: it is not forgotten when a
weightier one takes its place."""


class Action(StrEnum):
    """What a rule does."""

    GO_ON = "go_on"
    MOVE_SPOT = "move_spot"
    EASE = "ease"
    END_STEP = "end_step"
    END_REGION = "end_region"
    RECHECK = "recheck"
    ASK = "ask"
    END_SESSION = "end_session"


@dataclass(frozen=True, slots=True)
class Reading:
    """Pain now. What was not given is None."""

    leg: int | None = None
    back: int | None = None
    lowest: Lowest | None = None


@dataclass(frozen=True, slots=True)
class Lock:
    """What the screen must know after the session: the rule that spoke, the items it
    stands for, how severe. `confirmed` is False until the person has typed yes."""

    rule: str
    items: tuple[str, ...]
    verdict: Verdict
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """A rule that applies: what is said, what is done, what is locked."""

    rule: str
    says: str
    action: Action
    lock: Lock | None = None
    ask: str | None = None


@dataclass(slots=True)
class Watch:
    """What the rules remember within one session."""

    start: Reading
    zaps: int = 0
    asked: int = 0
    pending: Decision | None = None
    put_off: Decision | None = None
    over_ceiling: bool = field(default=False)
    doubted: bool = False

    def wrong(self, what: str) -> Decision:
        """The decision on a report `wrong WHAT`; a word that is not known counts as `other`."""
        row = _rules()["wrong"].get(what, {"rule": PANIC})
        rule = row["rule"]
        if rule == PANIC:
            self.asked = 0
            return self._panic()
        if rule == "D1":
            lock = Lock("D1", (row["item"],), Verdict.EMERGENCY)
            return self._hold(Decision("D1", _says("D1"), Action.ASK, lock, _says("D1", "confirm")))
        if rule == "D2":
            return self._recheck("D2", Lock("D2", (), Verdict.URGENT))
        if rule == "D4":
            return self._zap()
        action = Action.END_SESSION if rule == "D11" else Action.END_STEP
        return Decision(rule, _says(rule), action)

    def _zap(self) -> Decision:
        self.zaps += 1
        if self.zaps == 1:
            return Decision("D4", _says("D4"), Action.MOVE_SPOT)
        if self.zaps == 2:
            return Decision("D4", _says("D4", "second"), Action.END_REGION)
        return Decision("D4", _says("D4", "third"), Action.END_SESSION)

    def reading(self, now: Reading) -> Decision | None:
        """The decision on a pain reading, None where there is nothing to compare."""
        start = self.start
        if self._is_lower(now):
            return self._recheck("D5")
        if now.leg is not None and start.leg is not None and now.leg - start.leg >= LEG_RISE:
            return self._recheck("D7")
        if now.back is not None and start.back is not None and now.back - start.back >= BACK_RISE:
            return self._recheck("D8")
        return _better_or_same(start, now)

    def doubts(self, now: Reading) -> bool:
        """Whether a reading contradicts itself (nothing in the leg, and yet down the leg), so
        that it is asked for once more; what is told then counts, whatever it is. A pain that
        moved down is no time for doubt: D5 asks about it."""
        asks_anyway = self._is_lower(now) and (self.pending is None or self.pending.rule == "D5")
        self.doubted = (
            now.leg == 0 and now.lowest in DOWN_THE_LEG and not asks_anyway and not self.doubted
        )
        return self.doubted

    def _is_lower(self, now: Reading) -> bool:
        """Whether the lowest place is further down than at the start; False: not known."""
        start = self.start.lowest
        return now.lowest is not None and start is not None and now.lowest.step > start.step

    def local(self, discomfort: int, ceiling: int | None) -> Decision | None:
        """The decision on a discomfort (0 to 10) where it is pressed."""
        if discomfort >= FAR_TOO_MUCH:
            return self.far_too_much()
        if ceiling is None or discomfort <= ceiling:
            self.over_ceiling = False
            return None
        if self.over_ceiling:
            return self.still_over()
        self.over_ceiling = True
        return Decision("D9", _says("D9"), Action.EASE)

    def is_over(self, discomfort: int, turn: Turn) -> bool:
        """Whether a discomfort (0 to 10) is more than a step of contact may bring."""
        return turn.is_contact and turn.ceiling is not None and discomfort > turn.ceiling

    def far_too_much(self) -> Decision:
        """D10: the step ends, whether it presses still or was paused."""
        return Decision("D10", _says("D10"), Action.END_STEP)

    def still_over(self) -> Decision:
        """Ten seconds later, and no lower number was told."""
        self.over_ceiling = False
        return Decision("D9", _says("D9", "second"), Action.END_STEP)

    def question(self) -> str:
        """The question that stands."""
        assert self.pending is not None and self.pending.ask is not None
        return self.pending.ask

    @property
    def unanswered(self) -> tuple[Decision, ...]:
        """What the questions that stand come to when nobody answers them: the session is over,
        and nothing is confirmed (rules.md section 6)."""
        return tuple(_unanswered(one) for one in (self.put_off, self.pending) if one)

    def answer(self, yes: bool | None) -> Decision:
        """The decision on the answer to the question that stands; None: nobody answered,
        which ends the session and locks nothing by itself."""
        held = self.pending
        assert held is not None
        self.pending = None
        if yes is None:
            return _unanswered(held)
        if held.rule == PANIC:
            return self._panic_answer(held, yes)
        if yes or held.rule == "D1":
            lock = _confirmed(held.lock) if yes else held.lock
            return Decision(held.rule, _says(held.rule), Action.END_SESSION, lock)
        if held.rule == "D2":
            return self._gone_again()
        return Decision("D14", _says("D14"), Action.GO_ON)

    def _gone_again(self) -> Decision:
        """D3; but where pain had moved down the leg as well, that is enough for today."""
        if self.put_off:
            rule, self.put_off = self.put_off.rule, None
            return Decision(rule, _says(rule), Action.END_SESSION)
        return Decision("D3", _says("D3"), Action.END_REGION)

    def still_so(self, now: Reading) -> bool | None:
        """Whether a reading shows that what is rechecked is still so; None: it does not say."""
        start = self.start
        rule = self.pending.rule if self.pending else ""
        if rule == "D5" and now.lowest and start.lowest:
            return now.lowest.step > start.lowest.step
        if rule == "D7" and now.leg is not None and start.leg is not None:
            return now.leg - start.leg >= LEG_RISE
        if rule == "D8" and now.back is not None and start.back is not None:
            return now.back - start.back >= BACK_RISE
        return None

    def is_worse(self, what: str) -> bool:
        """Whether a report weighs more than what is being asked about now. Only what ends
        the session or asks about a lock does: nothing milder may end the wait for an
        answer."""
        row = _rules()["wrong"].get(what, {"rule": PANIC})
        held = self.pending.rule if self.pending else None
        if row["rule"] not in WEIGHTY or held is None:
            return False
        if held == PANIC:
            return row["rule"] in ("D1", "D11")
        order = _rules()["order"]
        return bool(order.index(row["rule"]) < order.index(held))

    def _panic(self) -> Decision:
        row = _rules()["panic"][self.asked]
        verdict = Verdict.EMERGENCY if row["rule"] == "D1" else Verdict.URGENT
        lock = Lock(row["rule"], tuple(row["items"]), verdict)
        return self._hold(Decision(PANIC, row["ask"], Action.ASK, lock, row["ask"]))

    def _panic_answer(self, held: Decision, yes: bool) -> Decision:
        """What worries is in the row: `no` where it is asked whether one can stand, so that a
        hurried row of `n` ends the session and never goes on"""
        if yes is (_rules()["panic"][self.asked]["worrying"] == "yes"):
            lock = _confirmed(held.lock)
            assert lock is not None
            says = _rules()["panic"][self.asked]["says"]
            return Decision(lock.rule, says, Action.END_SESSION, lock)
        self.asked += 1
        if self.asked < len(_rules()["panic"]):
            return self._panic()
        return Decision(PANIC, _rules()["panic_clear"], Action.GO_ON)

    def _recheck(self, rule: str, lock: Lock | None = None) -> Decision:
        return self._hold(
            Decision(rule, _says(rule, "recheck"), Action.RECHECK, lock, _says(rule, "ask"))
        )

    def _hold(self, decision: Decision) -> Decision:
        if self.pending and self.pending.rule == LASTING:
            self.put_off = self.pending
        self.pending = decision
        return decision


def _better_or_same(start: Reading, now: Reading) -> Decision | None:
    higher = now.lowest and start.lowest and now.lowest.step < start.lowest.step
    less = now.leg is not None and start.leg is not None and now.leg < start.leg
    if higher or less:
        return Decision("D13", _says("D13"), Action.GO_ON)
    known = (now.leg, start.leg) if now.leg is not None else (now.lowest, start.lowest)
    if None in known:
        return None
    return Decision("D14", _says("D14"), Action.GO_ON)


def _unanswered(held: Decision) -> Decision:
    rule = held.lock.rule if held.lock else held.rule
    return Decision(rule, _rules()["not_answered"], Action.END_SESSION, held.lock)


def _confirmed(lock: Lock | None) -> Lock | None:
    return Lock(lock.rule, lock.items, lock.verdict, confirmed=True) if lock else None


def _rules() -> dict[str, Any]:
    found: dict[str, Any] = data.json_file("stop_rules.json")
    return found


def _says(rule: str, key: str = "says") -> str:
    return str(_rules()["rules"][rule][key])
