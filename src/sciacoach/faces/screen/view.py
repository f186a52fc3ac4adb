"""What the live screen knows of a session: one frozen value, folded from its events.

`folded` takes an event in, `at` the moment between two events. Both are pure, so any screen can
be made again from a list of them. Times that no event gives come with the next moment, at most
a quarter of a second later.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from math import ceil, floor

from sciacoach.faces.screen.cards import NOTHING, StepCard
from sciacoach.faces.screen.words import word
from sciacoach.session import events as ev
from sciacoach.session.words import word as spoken
from sciacoach.vocabulary import Do

PASSING_TICKS = 24
"""Looks for which a passing message stands: six seconds at four a second."""

REENTRY_S = 3.0
"""Seconds of getting ready after a pause; what is before them is rest (rules.md section 6)."""

READ_TICKS = 40
"""Looks for which an advice stands at least, even when the next step has begun."""

PAGE_TICKS = 24
"""Looks for which one page of a longer text stands: six seconds."""

LOOKS_A_SECOND = 4

BREATH_PARTS = 4
"""Pictures of a breath in a second."""

SWEEP_PARTS = 2
"""Pictures of the way there and back in a second; the body beside it costs more than it."""

MILD = ("go_on",)
"""Actions of a rule that say that all goes on."""

NAMING = ("paused", "returning")
"""States in which a number may name what was wrong."""

_EPS = 1e-6


class Kind(StrEnum):
    """What a message is."""

    NOTE = "note"
    REFUSED = "refused"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Message:
    """Words that stand for a while. An advice stands until it was answered, or until a step
    has begun and there was time to read it (`over`)."""

    kind: Kind
    text: str
    action: str = ""
    age: int = 0
    over: bool = False

    @property
    def gone(self) -> bool:
        """Whether it has stood long enough."""
        if self.kind is Kind.ADVICE:
            return self.over and self.age >= READ_TICKS
        return self.age >= PASSING_TICKS


@dataclass(frozen=True, slots=True)
class View:
    """What is known now. `left_s` is None where the countdown stands; `step_s` is the length
    of the step in hand with what was added; `said` the last words said inside it; `choices`
    what may be named by its number while it is paused; `refuses` the commands that would change
    nothing now."""

    title: str
    cards: tuple[StepCard, ...]
    hands_free: bool = False
    steps: int = 0
    planned_s: float = 0.0
    rehearsal: bool = False
    t: float = 0.0
    state: str = "ready"
    index: int = -1
    left_s: float | None = None
    whole_s: float | None = None
    pos_s: float = 0.0
    step_s: float = 0.0
    said: str = ""
    message: Message | None = None
    question: str | None = None
    ended: ev.SessionEnded | None = None
    gap: bool = False
    ticks: int = 0
    help: bool = False
    choices: str = ""
    refuses: frozenset[str] = frozenset()

    @property
    def card(self) -> StepCard:
        """The step in hand."""
        return self.cards[self.index] if 0 <= self.index < len(self.cards) else NOTHING

    @property
    def coming(self) -> tuple[StepCard, ...]:
        """The steps after it."""
        return self.cards[max(0, self.index + 1) :]

    @property
    def changing(self) -> bool:
        """Whether it is the change-over before a second side."""
        return self.state == "preparing" and self.card.change

    @property
    def presses(self) -> bool:
        """Whether something presses right now."""
        return self.state == "working" and self.card.is_contact

    @property
    def breathes(self) -> bool:
        """Whether a breath is led right now."""
        return self.state == "working" and self.card.breath is not None

    @property
    def sweeps(self) -> bool:
        """Whether it goes there and back right now, in a tempo."""
        return self.state == "working" and self.card.tempo is not None

    @property
    def asks(self) -> bool:
        """Whether a question stands, or is about to."""
        return self.state in ("recheck", "asking")

    @property
    def off_the_tool(self) -> bool:
        """Whether a step that presses stands, so that nothing may press now."""
        if not self.card.is_contact:
            return False
        rests = self.state == "returning" and (self.left_s or 0.0) > REENTRY_S
        return rests or self.state == "paused" or self.asks

    @property
    def alarms(self) -> bool:
        """Whether there are words that go before everything else."""
        advised = self.message is not None and self.message.kind is Kind.ADVICE
        return advised or self.asks

    @property
    def page(self) -> int:
        """Which page of a longer text stands now, counted on and on."""
        return self.ticks // PAGE_TICKS


def folded(view: View, event: ev.Event) -> View:
    """The view after `event`."""
    match event:
        case ev.SessionStarted():
            return replace(
                view, steps=event.steps, planned_s=event.planned_s, rehearsal=event.rehearsal
            )
        case ev.StepAnnounced() | ev.StepStarted() | ev.Waiting():
            return _stepped(view, event)
        case ev.Countdown():
            return replace(view, left_s=float(event.left))
        case ev.CueSaid():
            return _said(view, event.say)
        case ev.SessionEnded():
            return replace(view, ended=event, state="ended", left_s=None, question=None, help=False)
        case ev.Paused() | ev.Resumed() | ev.Extended():
            return _moved(view, event)
        case _:
            return _told(view, event)


def _said(view: View, say: str) -> View:
    """Words inside a step. In a pause they answer a key, so they are not hidden by a message
    that is about to pass."""
    if say == spoken("name_it"):
        return replace(view, choices=say, state="paused", question=None, ticks=0)
    if view.state == "asking":
        return replace(view, question=say, ticks=0)
    told = view.message
    answers = view.state == "paused" and say != spoken("come_off")
    passes = answers and told is not None and told.kind is not Kind.ADVICE
    return replace(view, said=say, message=None if passes else told, ticks=0)


def _stepped(view: View, event: ev.StepAnnounced | ev.StepStarted | ev.Waiting) -> View:
    """A step is announced, begins, or waits."""
    if isinstance(event, ev.Waiting):
        return replace(view, state="waiting")
    if isinstance(event, ev.StepAnnounced):
        ahead = event.starts_in
        now = replace(
            view, choices="", state="preparing", index=event.index, left_s=ahead, whole_s=ahead
        )
        return replace(now, pos_s=0.0, step_s=now.card.planned_s, said="", ticks=0)
    whole = event.planned_s
    now = replace(view, state="working", index=event.index, left_s=whole, whole_s=whole)
    told = now.message
    if told and told.kind is Kind.ADVICE:
        told = replace(told, over=True)
    return replace(now, pos_s=0.0, step_s=whole, message=told if told and not told.gone else None)


def _moved(view: View, event: ev.Paused | ev.Resumed | ev.Extended) -> View:
    """The clock stands, goes on, or has more to go."""
    if isinstance(event, ev.Paused):
        gap = event.why == "gap"
        return replace(view, state="paused", left_s=None, gap=gap, help=False, said="")
    if isinstance(event, ev.Resumed):
        answered = view.message is not None and view.message.age > 0
        now = replace(view, message=None) if answered else view
        if not event.reentry_s:
            return now
        return replace(now, state="returning", left_s=event.reentry_s, whole_s=event.reentry_s)
    left = None if view.left_s is None else view.left_s + event.by_s
    planned = view.planned_s + event.by_s
    more = replace(view, left_s=left, step_s=view.step_s + event.by_s, planned_s=planned)
    return _noted(more, word("extended"))


def _noted(view: View, text: str) -> View:
    """A passing note; an advice stands before it."""
    if view.message and view.message.kind is Kind.ADVICE:
        return view
    return replace(view, message=Message(Kind.NOTE, text), ticks=0)


def _told(view: View, event: ev.Event) -> View:
    """Words for the person."""
    match event:
        case ev.Advice():
            return _advised(view, event)
        case ev.Pain() if event.when == "during":
            return replace(view, message=Message(Kind.NOTE, word("noted")), ticks=0)
        case ev.Refused() | ev.Fault():
            if view.message and view.message.kind is Kind.ADVICE:
                return view
            return replace(view, message=Message(Kind.REFUSED, event.why), ticks=0)
        case _:
            return view


def _advised(view: View, event: ev.Advice) -> View:
    kind = Kind.NOTE if event.action in MILD else Kind.ADVICE
    told = Message(kind, event.says, event.action)
    now = replace(view, message=told, help=False, choices="", ticks=0)
    if event.action == "recheck":
        return replace(now, state="recheck", left_s=60.0, whole_s=60.0)
    if event.action == "ask":
        return replace(now, state="asking", question=event.says, left_s=60.0, whole_s=60.0)
    return now


def at(view: View, moment: ev.Moment) -> View:
    """The view at a moment between two events. After the end nothing moves any more."""
    told = replace(view.message, age=view.message.age + 1) if view.message else None
    now = replace(view, ticks=view.ticks + 1, message=told if told and not told.gone else None)
    if view.ended:
        return replace(now, message=view.message)
    return replace(
        now,
        t=moment.t,
        state=moment.state,
        index=moment.index,
        left_s=moment.left_s,
        whole_s=moment.whole_s,
        pos_s=moment.pos_s,
        question=moment.question,
        choices=view.choices if moment.state in NAMING else "",
        refuses=_refused(view, moment),
    )


def _refused(view: View, moment: ev.Moment) -> frozenset[str]:
    """What would be refused: asked again when it came to another place, and once a second."""
    same = (view.state, view.index) == (moment.state, moment.index)
    return view.refuses if same and view.ticks % LOOKS_A_SECOND else moment.refuses()


def coarse(view: View) -> View:
    """The view in the steps that a frame shows: whole seconds, parts of one where
    something moves. Two views that are equal so look the same."""
    left = None if view.left_s is None else float(ceil(view.left_s - _EPS))
    parts = BREATH_PARTS if view.breathes else SWEEP_PARTS if view.sweeps else 1
    told = replace(view.message, age=0) if view.message else None
    return replace(
        view,
        t=float(floor(view.t + _EPS)),
        left_s=left,
        pos_s=floor(view.pos_s * parts + _EPS) / parts,
        message=told,
        ticks=view.ticks - view.ticks % PAGE_TICKS,
    )


def waits_in(view: View) -> bool:
    """Whether a setup or check waits for the person now."""
    return view.state in ("waiting", "overtime")


def checks(view: View) -> bool:
    """Whether the step in hand asks where the pain is."""
    return view.card.do is Do.CHECK and waits_in(view)
