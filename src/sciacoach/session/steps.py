"""The steps of a session: entered and left, paused and gone on with.

Two clocks run in here:

- `t`, the session clock: the plan lies on it; it stands in pauses and beyond planned waits;
- `clock`, the body's: it never stands, because a body rests in a pause.

The way from state to state is the table in `states.py`.
"""

from sciacoach.routine.limits import limits
from sciacoach.session import events as ev
from sciacoach.session.alone import RULE, Unanswered
from sciacoach.session.body import Body
from sciacoach.session.hand import Hand
from sciacoach.session.plan import Fitted
from sciacoach.session.spoken import announced
from sciacoach.session.states import State, leads
from sciacoach.session.stop_rules import Decision, Reading, Watch
from sciacoach.session.words import listed, word
from sciacoach.vocabulary import Do

REENTRY_S = 3.0
"""Seconds of getting ready after a pause."""

RUN_ON_S = 5.0
"""Seconds that pressing goes on after a pause was asked for: nobody is off a ball at once."""

COME_OFF_EVERY_S = 15.0
"""How often a pause on a tool says to come off it."""

LEAST_GO_S = 1.0
"""Where the limits leave less than this, a step is not begun."""

_EPS = 1e-6


class Steps:
    """What a session is made of, and how it gets from step to step."""

    def __init__(
        self,
        plan: Fitted,
        session: str,
        *,
        rehearsal: bool = False,
        hands_free: bool = False,
        before: Reading | None = None,
    ) -> None:
        self.plan = plan
        self.id = session
        self.rehearsal = rehearsal
        self.hands_free = hands_free
        self._hands_free_asked = hands_free
        self.state = State.READY
        self.t = 0.0
        self.paused_s = 0.0
        self.delivered_s = 0.0
        self.stops: list[Decision] = []
        self._turns = list(plan.turns)
        self._watch = Watch(before or Reading())
        self._body = Body(plan.column, plan.earlier)
        self._unanswered = Unanswered()
        self._left_out: set[int] = set()
        self._passed_over: set[int] = set()
        self._at: Hand | None = None
        self._hold = 0.0  # seconds left in returning, recheck or asking
        self._come_off: float | None = None  # to the next call, in a pause on a tool
        self._run_on_left = 0.0
        self._ease_left: float | None = None
        self._rule_spoke = False  # then nothing grows any more today (L27, D14)
        self._after = State.PREPARING  # where returning leads
        self._resume_to = State.PREPARING  # what a pause interrupted
        self._out: list[ev.Event] = []

    @property
    def ended(self) -> bool:
        """Whether it is over; then nothing follows."""
        return self.state is State.ENDED

    @property
    def clock(self) -> float:
        """Seconds since the start on the body's clock."""
        return self.t + self.paused_s

    @property
    def contact_s(self) -> float:
        """Seconds of pressing that were delivered."""
        return self._body.contact_s

    # ---- from step to step ----------------------------------------------------------

    @property
    def _now(self) -> Hand:
        assert self._at is not None
        return self._at

    def _enter(self, index: int, trigger: str) -> None:
        """Go to the turn `index`, past those that are left out; the end is after the last."""
        while index < len(self._turns) and self._leaves_out(index):
            self._pass_over(index)
            index += 1
        if index >= len(self._turns):
            self._finish("completed", trigger)
            return
        turn = self._turns[index]
        self._at = Hand(index, turn, turn.seconds, self._body.new_go(index))
        rest = self._body.owed_rest(turn, self.clock + turn.prepare_s)
        if rest > _EPS:
            self._return(rest, State.PREPARING, trigger)
            self._emit(ev.CueSaid(self.t, word("rest_first")))
        else:
            self._prepare(trigger)

    def _pass_over(self, index: int) -> None:
        if index not in self._passed_over:
            self._passed_over.add(index)
            if index not in self._left_out and self._unanswered.tells():
                self._emit(ev.Advice(self.t, RULE, word(RULE), "go_on"))
            planned = self._turns[index].seconds
            self._emit(ev.StepEnded(self.t, index, planned, 0.0, "skipped", due=self.t))

    def _prepare(self, trigger: str) -> None:
        now, turn = self._now, self._now.turn
        now.announced = True
        if turn.change:
            self._emit(ev.SideChanged(self.t, turn.side, due=self.t))
        say = announced(turn.say, turn.side, turn.is_contact)
        self._emit(ev.StepAnnounced(self.t, now.index, turn.name, say, turn.prepare_s, due=self.t))
        if turn.prepare_s > 0:
            self._go(trigger, State.PREPARING)
        else:
            self._begin_step(trigger)

    def _begin_step(self, trigger: str) -> None:
        now, turn = self._now, self._now.turn
        now.last(now.planned)
        if turn.is_contact and not self._fits_now(trigger):
            return
        now.started = True
        self._emit(
            ev.StepStarted(
                self.t,
                now.index,
                turn.name,
                turn.do,
                turn.region,
                turn.tool,
                turn.side,
                now.planned,
                turn.ceiling,
                due=self.t,
            )
        )
        self._go(trigger, State.WAITING if turn.waits else State.WORKING)
        if turn.waits:
            self._emit(ev.Waiting(self.t, now.planned))
            if self.hands_free and turn.do is Do.CHECK:
                self._emit(ev.CueSaid(self.t, word("check_hands_free")))

    def _fits_now(self, trigger: str) -> bool:
        """Hold the step in hand to what the limits still leave; pass on to the next where
        that is nothing worth pressing."""
        now = self._now
        left, limit = self._room()
        if now.left <= left + 1e-6:
            return True
        if left >= LEAST_GO_S:
            now.last(now.pos + left)
            return True
        self._emit(ev.CueSaid(self.t, limit_words(limit)))
        self._leave("cut" if now.started else "skipped")
        self._enter(now.index + 1, trigger)
        return False

    def _room(self) -> tuple[float, str]:
        now = self._now
        return self._body.room(now.turn, now.index, now.go, now.prepared)

    def _leave(self, outcome: str) -> None:
        """The turn in hand is over."""
        now = self._now
        self._off_the_tool()
        delivered = round(now.delivered, 6) if now.started else 0.0
        if delivered > 0:
            self.delivered_s += delivered + now.prepared
        if now.turn.is_contact:
            self._body.prepared_s += now.prepared
            if delivered > 0:
                self._unanswered.pressed(now.turn)
        self._emit(ev.StepEnded(self.t, now.index, now.planned, delivered, outcome, due=self.t))

    def _off_the_tool(self) -> None:
        """Nothing is pressed any more, and what was too much there is over."""
        self._run_on_left = 0.0
        self._ease_left = None
        self._watch.over_ceiling = False

    def _leaves_out(self, index: int) -> bool:
        return index in self._left_out or self._unanswered.leaves_out(self._turns[index])

    def _check_over(self, answered: bool) -> None:
        """Hands-free, a check that nobody answered narrows what follows. A rehearsal has
        nobody on the ball, so it plays the whole plan."""
        if self.hands_free and not self.rehearsal:
            self._unanswered.check_over(answered)

    def _finish(self, outcome: str, trigger: str) -> None:
        self._go(trigger, State.ENDED)
        sums = (self.delivered_s, self.contact_s, self.paused_s)
        self._emit(ev.SessionEnded(self.t, outcome, *(round(one, 6) for one in sums)))

    def _end(self, outcome: str, trigger: str) -> None:
        """Cut what is in hand and end."""
        self._leave("cut")
        self._finish(outcome, trigger)

    # ---- pausing and going on ---------------------------------------------------------

    def _pause(self, why: str, trigger: str) -> None:
        contact = self._now.turn.is_contact
        if self.state is State.WORKING and contact:
            self._run_on_left = min(RUN_ON_S, self._room()[0])
        self._resume_to = self._after if self.state is State.RETURNING else self.state
        self._ease_left = None
        self._come_off = None
        self._go(trigger, State.PAUSED)
        self._emit(ev.Paused(self.t, why))
        if contact and self._resume_to is State.WORKING:
            self._call_off()

    def _call_off(self) -> None:
        self._come_off = COME_OFF_EVERY_S
        self._emit(ev.CueSaid(self.t, word("come_off")))

    def _resume(self, trigger: str) -> None:
        """Owed rest first, then three seconds, then on where it stood."""
        self._off_the_tool()
        if self._resume_to is State.OVERTIME:
            self._go(trigger, State.OVERTIME)
            self._emit(ev.Resumed(self.t, 0.0))
            return
        now = self._now
        ahead = now.turn.prepare_s - now.prepared if self._resume_to is State.PREPARING else 0.0
        rest = self._body.owed_rest(now.turn, self.clock + REENTRY_S + ahead)
        self._return(rest + REENTRY_S, self._resume_to, trigger)
        self._emit(ev.Resumed(self.t, round(rest + REENTRY_S, 3)))
        if rest > _EPS:
            self._emit(ev.CueSaid(self.t, word("rest_first")))

    def _return(self, seconds: float, to: State, trigger: str) -> None:
        self._hold = seconds
        self._after = to
        self._go(trigger, State.RETURNING)

    def _returned(self) -> None:
        now = self._now
        if not now.announced:
            self._prepare("time")
        elif self._after is not State.WORKING or not now.turn.is_contact or self._fits_now("time"):
            self._go("time", self._after)

    # ---- small things -----------------------------------------------------------------

    def _go(self, trigger: str, target: State) -> None:
        assert leads(self.state, trigger, target), f"{self.state} --{trigger}--> {target}"
        self.state = target

    def _refuse(self, command: str, limit: str | None, why: str) -> None:
        self._emit(ev.Refused(self.t, command, limit, why))

    def _emit(self, event: ev.Event) -> None:
        self._out.append(event)

    def _taken(self) -> list[ev.Event]:
        out, self._out = self._out, []
        return out


def limit_words(limit: str) -> str:
    """Why a limit says no, in a few plain words."""
    return word("limit", limit=limit, reason=listed("limits", limit) or limits()[limit].title)
