"""One session: time and commands go in, events come out.

It knows no clock, no terminal, no disk. `advance` moves its time on, `command` hands it
what the person did; both return the events that followed, with all that is due by then.
"""

from collections.abc import Callable
from dataclasses import replace

from sciacoach.routine.layout import Turn
from sciacoach.routine.limits import limits
from sciacoach.session import events as ev
from sciacoach.session.body import exact
from sciacoach.session.clockwork import NO_TIME_S
from sciacoach.session.commands import Command
from sciacoach.session.moment import Standing
from sciacoach.session.ruling import QUESTIONS
from sciacoach.session.states import State, may
from sciacoach.session.steps import limit_words
from sciacoach.session.stop_rules import FAR_TOO_MUCH, Reading
from sciacoach.session.words import listed, word
from sciacoach.vocabulary import Do, Lowest

No = tuple[str | None, str]
"""The limit that says no, if one does, and why in words."""

OFFERED = ("next", "back", "again", "extend")
"""Commands of keys that are offered only where they would do something."""

EXTEND_S = 10.0
BACK_WITHIN_S = 3.0
"""`back` this soon after a step's start goes to the step before."""

_EPS = 1e-9


class Session(Standing):
    """A session of a fitted plan."""

    @property
    def index(self) -> int:
        """The turn in hand; -1 before the start."""
        return self._at.index if self._at else -1

    @property
    def turn(self) -> Turn | None:
        """The turn in hand; None before the start."""
        return self._at.turn if self._at else None

    @property
    def step_delivered_s(self) -> float:
        """Seconds delivered of the turn in hand."""
        return self._at.delivered if self._at and self._at.started else 0.0

    @property
    def before(self) -> Reading:
        """The pain before the session."""
        return self._watch.start

    @property
    def step_left_s(self) -> float:
        """Seconds to go of the turn in hand; 0 before the start."""
        return max(0.0, self._at.left) if self._at else 0.0

    def start(self) -> list[ev.Event]:
        """Begin."""
        assert self.state is State.READY
        self._emit(
            ev.SessionStarted(
                self.t,
                self.id,
                self.plan.routine,
                self.plan.planned_s,
                len(self._turns),
                self.rehearsal,
                self.plan.changes,
            )
        )
        before = self._watch.start
        if before != Reading():
            self._emit(ev.Pain(self.t, before.leg, before.back, before.lowest, None, "before"))
        self._enter(0, "start")
        return self.advance(0.0)

    def command(self, command: Command) -> list[ev.Event]:
        """What the person did."""
        if self.ended:
            return []
        if may(self.state, command.name):
            self._handlers()[command.name](command)
        else:
            self._refuse(command.name, None, self._not_now(command.name))
        return self.advance(0.0)

    def _not_now(self, name: str) -> str:
        """Why the table does not know a command in this state."""
        asked = self._watch.question() if self._watch.pending else ""
        return asked or listed("not_now_for", name) or word("not_now")

    def refuses(self) -> frozenset[str]:
        """Of `next`, `back`, `again` and `extend`, those that would change nothing now."""
        return frozenset(filter(self._is_refused, OFFERED))

    def _is_refused(self, name: str) -> bool:
        if not may(self.state, name):
            return True
        found = {"back": self._no_way_back, "extend": self._no_longer}.get(name)
        return found is not None and found() is not None

    def gap(self, seconds: float) -> list[ev.Event]:
        """The real clock jumped: a lid was closed, or the process stood. The clock stands
        from the last look on, and someone must say that it goes on."""
        if may(self.state, "gap"):
            self._pause("gap", "gap")
        if not self.ended:
            self._stand(exact(seconds))
        return self.advance(0.0)

    def come_back(self, seconds: float) -> list[ev.Event]:
        """The process had died, or was ended, `seconds` ago, and somebody goes on. Whoever
        could not answer any more then is asked again now."""
        self.hands_free = self._hands_free_asked
        return self.gap(seconds)

    def interrupt(self) -> list[ev.Event]:
        """The terminal or the process goes away."""
        if self.state not in (State.READY, State.ENDED):
            self._stop_for(self._watch.unanswered)
            self._end("interrupted", "stop")
        return self._taken()

    def nobody_answers(self) -> list[ev.Event]:
        """No more commands can come: a question that stands is not answered."""
        if self.state is State.ASKING:
            self._no_answer()
        return self._taken()

    # ---- commands ---------------------------------------------------------------------

    def _handlers(self) -> dict[str, Callable[[Command], None]]:
        return {
            "pause": lambda _: self._pause("key", "pause"),
            "resume": self._on_resume,
            "ready": self._on_ready,
            "next": lambda command: self._skip(command.name),
            "back": self._on_back,
            "again": self._on_again,
            "extend": self._on_extend,
            "stop": self._on_stop,
            "pain": self._on_pain,
            "local": self._on_local,
            "wrong": self._on_wrong,
            "yes": lambda command: self._decide(self._watch.answer(True), command.name),
            "no": lambda command: self._decide(self._watch.answer(False), command.name),
        }

    def _on_resume(self, command: Command) -> None:
        """Hands-free, a key in a check is its answer, and pauses; who then goes on is there."""
        if self.hands_free and self._now.started and self._now.turn.do is Do.CHECK:
            self._now.answered = True
        self._resume(command.name)

    def _on_ready(self, command: Command) -> None:
        if self._now.turn.do is Do.CHECK:
            self._check_over(answered=True)
        self._leave("done")
        self._enter(self._now.index + 1, command.name)

    def _on_back(self, command: Command) -> None:
        no, target = self._no_way_back(), self._back_to()
        if no or target is None:
            self._refuse("back", *(no or (None, word("left_out"))))
            return
        now, stood = self._now, self.state is State.PAUSED
        if now.started:
            self._leave("cut")
        elif now.turn.is_contact:
            self._body.prepared_s += now.prepared
        if stood:
            self._emit(ev.Resumed(self.t, 0.0))
        self._enter(target, command.name)

    def _no_way_back(self) -> No | None:
        """Why it cannot go back now; None: it can."""
        target = self._back_to()
        if target is None:
            return None, word("left_out")
        found = self._too_much_again(target)
        return (found, limit_words(found)) if found else None

    def _back_to(self) -> int | None:
        """The start of this turn, or the one before where this one has hardly begun; what
        is left out stays so. None: there is no such turn."""
        now = self._now
        fresh = not now.started or now.pos <= BACK_WITHIN_S + NO_TIME_S
        before = range(now.index - 1, -1, -1) if fresh else ()
        return next((n for n in (*before, now.index) if not self._leaves_out(n)), None)

    def _too_much_again(self, target: int) -> str | None:
        """The limit that going back to `target` would pass, or None."""
        again = self._turns[target]
        if self.plan.dose < 1 and again.is_contact:
            given = self._body.given(target)
            if given and given + again.seconds > again.in_file_s + _EPS:
                return "L26"
        if self._whole(target) > _longest():
            return "L34"
        ahead = [(n, self._turns[n].seconds) for n in range(target, len(self._turns))]
        return self._body.passes(self._turns, ahead, preparing_s=self._preparing_s())

    def _whole(self, first: int) -> float:
        """Seconds of the whole session if it goes on with the turn `first`."""
        return self.t + sum(turn.prepare_s + turn.seconds for turn in self._turns[first:])

    def _preparing_s(self) -> float:
        """Getting on and changing over of the turn in hand, where it is one of contact."""
        return self._now.prepared if self._now.turn.is_contact else 0.0

    def _on_again(self, _: Command) -> None:
        pending = self._watch.pending
        said = self._now.turn.say
        if pending:
            said = self._watch.question() if self.state is State.ASKING else pending.says
        self._emit(ev.CueSaid(self.t, said))

    def _on_extend(self, _: Command) -> None:
        """Ten seconds more, for this side and for the other side's turn of the same step."""
        now = self._now
        no = self._no_longer()
        if no:
            self._refuse("extend", *no)
            return
        sibling = self._sibling()
        now.last(now.planned + EXTEND_S)
        for number in (now.index, sibling):
            if number is not None:
                turn = self._turns[number]
                self._turns[number] = replace(turn, seconds=turn.seconds + EXTEND_S)
        self._emit(ev.Extended(self.t, EXTEND_S))

    def _no_longer(self) -> No | None:
        """Why the step in hand cannot get longer now; None: it can."""
        now = self._now
        if now.turn.change and now.planned + EXTEND_S > self._first_side_s() + _EPS:
            return None, word("other_side_done")
        found = self._too_long(self._sibling())
        return (found, limit_words(found)) if found else None

    def _first_side_s(self) -> float:
        """Planned seconds of the other side's turn before this one."""
        before = self._turns[: self._now.index]
        return next((t.seconds for t in reversed(before) if _step(t) == _step(self._now.turn)), 0.0)

    def _sibling(self) -> int | None:
        """The other side's turn of the step in hand, if it is still to come."""
        after = range(self._now.index + 1, len(self._turns))
        mine = _step(self._now.turn)
        return next((n for n in after if _step(self._turns[n]) == mine), None)

    def _too_long(self, sibling: int | None) -> str | None:
        now = self._now
        longer = now.planned + EXTEND_S
        more = EXTEND_S * (1 if sibling is None else 2)
        if self._whole(now.index + 1) + now.left + more > _longest():
            return "L34"
        if not now.turn.is_contact:
            return None
        if self.plan.dose < 1 and longer > now.turn.in_file_s + _EPS:
            return "L26"
        ahead = [(now.index, longer - now.pos)]
        ahead += [
            (n, turn.seconds + (EXTEND_S if n == sibling else 0.0))
            for n, turn in enumerate(self._turns)
            if n > now.index
        ]
        passed = self._body.passes(self._turns, ahead, now.index, now.prepared)
        return passed or self._too_steep(longer)

    def _too_steep(self, longer: float) -> str | None:
        """L27: a step may grow past its file's seconds by ten once, where the plan allows a
        step up and no rule has spoken yet today."""
        more = EXTEND_S if self.plan.step_up and not self._rule_spoke else 0.0
        return "L27" if longer > self._now.turn.in_file_s + more + _EPS else None

    def _on_stop(self, command: Command) -> None:
        if self._watch.pending:
            self._decide(self._watch.answer(None), command.name)
        else:
            self._end("stopped", command.name)

    def _on_pain(self, command: Command) -> None:
        values = command.values
        lowest = Lowest(values["lowest"]) if "lowest" in values else None
        reading = Reading(values.get("leg"), values.get("back"), lowest)
        if self._watch.doubts(reading):
            self._emit(ev.CueSaid(self.t, word("doubt", lowest=lowest)))
            return
        self._emit(ev.Pain(self.t, reading.leg, reading.back, lowest, None, "during"))
        if self._now.turn.do is Do.CHECK:
            self._now.answered = True
        if self.state in QUESTIONS:
            still = self._watch.still_so(reading)
            if still is False or (still and self.state is State.ASKING):
                self._decide(self._watch.answer(still), "yes" if still else "no")
            return
        decision = self._watch.reading(reading)
        if decision:
            self._decide(decision, command.name)

    def _on_local(self, command: Command) -> None:
        discomfort = command.values["local"]
        self._emit(ev.Pain(self.t, None, None, None, discomfort, "during"))
        if self._stopped_on_the_tool and discomfort >= FAR_TOO_MUCH:
            self._decide(self._watch.far_too_much(), command.name)
        elif self.state is State.WORKING and self._now.turn.is_contact:
            decision = self._watch.local(discomfort, self._now.turn.ceiling)
            if decision is None:
                self._ease_left = None
            else:
                self._decide(decision, "local")
        elif self.state is State.PREPARING and self._watch.is_over(discomfort, self._now.turn):
            self._pause("key", command.name)
            self._emit(ev.CueSaid(self.t, word("too_much_before")))

    @property
    def _stopped_on_the_tool(self) -> bool:
        """Whether a step of contact has begun and stands: who paused because it was far too
        much, and tells the number then, is not led back on to the same place (D10)."""
        now = self._now
        return self.state in (State.PAUSED, State.RETURNING) and now.started and now.turn.is_contact

    def _on_wrong(self, command: Command) -> None:
        if self._watch.pending and not self._watch.is_worse(command.what):
            self._refuse("wrong", None, self._watch.question())
        else:
            self._decide(self._watch.wrong(command.what), command.name)


def _step(turn: Turn) -> tuple[object, ...]:
    """What both sides of a step have in common."""
    return (turn.source, turn.rounds)


def _longest() -> float:
    """Seconds that a session may take in all (L34)."""
    return float(limits()["L34"].bounds[1]["seconds"]) + _EPS
