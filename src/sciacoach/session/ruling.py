"""What a stop or change rule does to a session."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from sciacoach.session import events as ev
from sciacoach.session.clockwork import Clockwork
from sciacoach.session.states import State
from sciacoach.session.stop_rules import ANSWER_S, EASE_S, RECHECK_S, Action, Decision, Lock

QUESTIONS = frozenset({State.RECHECK, State.ASKING})
"""States in which something is being found out, and nothing is pressed."""


class Ruling(Clockwork):
    """A clockwork that the stop rules act on."""

    @property
    def question(self) -> str | None:
        """The question that waits for yes or no."""
        return self._watch.question() if self.state is State.ASKING else None

    @property
    def owed(self) -> tuple[Decision, ...]:
        """What follows after the session, even if nothing more is heard of it: the rules that
        ended it, and what its open questions come to when nobody answers."""
        return (*self.stops, *self._watch.unanswered)

    @property
    def locks(self) -> list[Lock]:
        """What the rules that ended it lock."""
        return [one.lock for one in self.stops if one.lock]

    def _decide(self, decision: Decision, trigger: str) -> None:
        handler: dict[Action, Callable[[Decision, str], None]] = {
            Action.GO_ON: self._do_go_on,
            Action.EASE: self._do_ease,
            Action.MOVE_SPOT: self._do_come_off,
            Action.END_STEP: self._do_end_step,
            Action.END_REGION: self._do_end_region,
            Action.RECHECK: self._do_recheck,
            Action.ASK: self._do_ask,
            Action.END_SESSION: self._do_end_session,
        }
        handler[decision.action](decision, trigger)

    def _ask_again(self) -> None:
        self._hold = ANSWER_S
        self._go("time", State.ASKING)
        self._emit(ev.CueSaid(self.t, self._watch.question()))

    def _no_answer(self) -> None:
        self._decide(self._watch.answer(None), "time")

    def _still_over_ceiling(self) -> None:
        self._decide(self._watch.still_over(), "time")

    def _advise(self, decision: Decision) -> None:
        self._rule_spoke = True
        self._emit(ev.Advice(self.t, decision.rule, decision.says, decision.action))

    def _come_off_first(self, trigger: str) -> None:
        """Whatever it was, nothing is pressed from now on."""
        if self.state is not State.PAUSED and self.state not in QUESTIONS:
            self._pause("key", trigger)

    def _do_go_on(self, decision: Decision, trigger: str) -> None:
        """After a question the session stays paused, until someone says that it goes on."""
        self._advise(decision)
        if self.state in QUESTIONS:
            self._go(trigger, State.PAUSED)
            if self.hands_free:
                self._resume("resume")

    def _do_ease(self, decision: Decision, _: str) -> None:
        self._advise(decision)
        self._ease_left = EASE_S

    def _do_come_off(self, decision: Decision, trigger: str) -> None:
        self._come_off_first(trigger)
        self._advise(decision)

    def _do_end_step(self, decision: Decision, trigger: str) -> None:
        """A step that presses ends. A rest, a check or a walk goes on: it is never cut
        short because of what was pressed before it. Who had stopped already is not led on
        to the next place by the clock."""
        if not self._now.turn.is_contact:
            ends_step = decision.action is Action.END_STEP
            told = replace(decision, action=Action.GO_ON) if ends_step else decision
            self._do_go_on(told, trigger)
            return
        self._advise(decision)
        stood = self.state in (State.PAUSED, State.RETURNING)
        self._skip(trigger, "cut" if self._now.started else "skipped")
        if stood and self.state is State.PREPARING:
            self._pause("key", trigger)

    def _do_end_region(self, decision: Decision, trigger: str) -> None:
        region = self._now.turn.region or self._body.last_region
        self._left_out |= {
            number
            for number, turn in enumerate(self._turns)
            if turn.is_contact and turn.region is region
        }
        self._do_end_step(decision, trigger)

    def _skip(self, trigger: str, outcome: str = "skipped") -> None:
        """On to the next turn."""
        stood = self.state is State.PAUSED or self.state in QUESTIONS
        self._leave(outcome)
        if stood:
            self._emit(ev.Resumed(self.t, 0.0))
        self._enter(self._now.index + 1, trigger)

    def _do_recheck(self, decision: Decision, trigger: str) -> None:
        self._come_off_first(trigger)
        self._advise(decision)
        self._hold = RECHECK_S
        self._go(trigger, State.RECHECK)

    def _do_ask(self, decision: Decision, trigger: str) -> None:
        self._come_off_first(trigger)
        self._advise(decision)
        if decision.ask != decision.says:
            self._emit(ev.CueSaid(self.t, decision.ask or ""))
        self._hold = ANSWER_S
        self._go(trigger, State.ASKING)

    def _do_end_session(self, decision: Decision, trigger: str) -> None:
        self._stop_for((*self._watch.unanswered, decision))
        self._end("safety", trigger)

    def _stop_for(self, decisions: Sequence[Decision]) -> None:
        for one in decisions:
            self.stops.append(one)
            self._advise(one)
        self._watch.pending = self._watch.put_off = None
