"""What keys mean that are pressed one by one: keys with their times in, commands out. Pure.

Four things make a key more than a letter (rules.md section 6):

- A key that is held down sends itself again: once after a quarter of a second to a second,
  then about thirty times a second. All of that is one press. A second press of the same key
  that could be the first of such repeats is therefore looked at for a moment before it counts.
- What stops contact never waits for that: it is done at the first press.
- Hands-free, any key pauses. The same key twice within two seconds means that something is
  wrong. All keys that are no letters count as the same one there: a person in trouble does not
  aim, and some presenters send two codes in turn from one button. Nothing goes on within these
  two seconds. Later, any key without work of its own goes on: so one button is enough for a
  whole session.
- More than five keys a second are a cat: the session pauses once, and the rest of the burst
  does nothing.

A question is answered by y and n alone. Any other key only has it said again, so nobody
confirms an emergency, or says it away, by a button they did not mean. Somebody who has but one
button, and so cannot answer, loses nothing by it: after a minute without an answer the session
ends by itself, nothing is confirmed, and the next start asks in full.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sciacoach.coach.meaning import (
    NOTHING,
    PAUSE,
    WRONG,
    Heard,
    any_key_pauses,
    is_button,
    names,
    own,
    presses,
)
from sciacoach.coach.typed import MOVES_ON
from sciacoach.session.events import Advice, Event
from sciacoach.session.machine import Session
from sciacoach.session.ruling import QUESTIONS
from sciacoach.session.states import State

RUN_S = 0.12
"""The same key sooner than this is a key that is held down."""

HELD_S = 1.1
"""Longest time before a held key repeats itself, as the common systems can be set (seconds)."""

SURE_S = 0.15
"""After so many seconds without a further repeat a second press was meant."""

TWICE_S = 2.0
READ_S = 0.7
"""A question that was put less than this ago was not read yet: no key answers it."""

MOST_A_SECOND = 5

NAMING = (State.PAUSED, State.RETURNING)
"""States in which a number may name what was wrong."""


@dataclass(frozen=True, slots=True)
class _Press:
    key: str
    at: float
    wrong: bool = False


class Presses:
    """The keys of one session so far. `at` is real time in seconds, from one clock."""

    def __init__(self) -> None:
        self._recent: list[_Press] = []  # real presses of the last two seconds
        self._last: _Press | None = None  # the last key, repeats counted
        self._unsure: _Press | None = None  # a press that may be a repeat
        self._cat = False
        self._paused: _Press | None = None  # the press that paused
        self._answered_at = -TWICE_S  # presses before this were answers
        self._ends = False  # q was pressed, and may be pressed again
        self._names = False  # what was wrong may be named by its number
        self._question: tuple[State, str | None] | None = None
        self._asked_at = 0.0

    @property
    def due(self) -> float | None:
        """When `settle` has something to decide; None: nothing waits."""
        return self._unsure.at + SURE_S if self._unsure else None

    def look(self, at: float, session: Session) -> None:
        """See since when a question stands, and whether a pause goes on in which numbers name
        what was wrong. To be called whenever that may have changed."""
        self._names = self._names and session.state in NAMING
        now = (session.state, session.question) if session.state in QUESTIONS else None
        if now != self._question:
            self._question, self._asked_at = now, at

    def listen(self, events: Sequence[Event]) -> Heard:
        """What events mean for the keys to come. After questions that came out clear,
        numbers name what it was as long as the pause lasts, for keys alone cannot type
        `wrong electric`. Another advice takes that away."""
        advice = [event for event in events if isinstance(event, Advice)]
        if not advice:
            return NOTHING
        self._names = (advice[-1].rule, advice[-1].action) == CLEAR
        return Heard(say="name_it") if self._names else NOTHING

    def press(self, key: str, at: float, session: Session) -> Iterator[Heard]:
        """A key. What it says must be done before the next is taken: the iterator looks at
        the session as it is then."""
        self.look(at, session)
        last, self._last = self._last, _Press(key, at)
        if last and last.key == key and at - last.at < RUN_S:
            yield self._repeat(key, at, session)
            return
        yield self._sure(session)
        quiet = last is None or at - last.at >= 1.0
        if self._is_cat(key, at, quiet):
            yield PAUSE if session.state in MOVES_ON else NOTHING
        else:
            yield self._single(key, at, session)

    def settle(self, at: float, session: Session) -> Heard:
        """Decide what waits, if its time has come."""
        due = self.due
        return self._sure(session) if due is not None and at >= due else NOTHING

    def named(self, key: str, session: Session) -> str | None:
        """What was wrong, by its number, where that may be told now."""
        words = names()
        known = self._names and session.state in NAMING
        if not (known and key.isascii() and key.isdigit() and 1 <= int(key) <= len(words)):
            return None
        return f"wrong {words[int(key) - 1]}"

    # ---- which press it is ----------------------------------------------------------------

    def _repeat(self, key: str, at: float, session: Session) -> Heard:
        """A held key: one press, whatever it sends. Hands-free nothing presses under it."""
        if self._unsure and self._unsure.key == key:
            self._unsure = None
        self._recent[-1] = _Press(key, at)
        if self._paused and self._paused.key == key:
            self._paused = _Press(key, at)
        return PAUSE if any_key_pauses(session) else NOTHING

    def _is_cat(self, key: str, at: float, quiet: bool) -> bool:
        self._cat = self._cat and not quiet
        self._recent = [one for one in self._recent if at - one.at <= TWICE_S]
        self._recent.append(_Press(key, at))
        if sum(at - one.at < 1.0 for one in self._recent) > MOST_A_SECOND:
            self._cat, self._unsure, self._ends = True, None, False
        return self._cat

    def _single(self, key: str, at: float, session: Session) -> Heard:
        """A real press, or the first repeat of a held key: then it waits, unless it stops
        contact, or tells that something is wrong."""
        before = self._recent[:-1]
        if self._tells_wrong(key, session):
            self._unsure = _Press(key, at, wrong=True)
            return PAUSE if session.state in MOVES_ON else NOTHING
        if self._too_soon(key, at, session):
            return NOTHING
        held = any(one.key == key and at - one.at <= HELD_S for one in before)
        if held and not self._urgent(key, at, session):
            self._unsure = _Press(key, at)
            return NOTHING
        return self._do(key, at, session)

    def _tells_wrong(self, key: str, session: Session) -> bool:
        """Hands-free: the same key twice within two seconds, or two buttons of a presenter."""
        if not session.hands_free or key in ("w", "q") or session.state in QUESTIONS:
            return False
        recent = [one.key for one in self._recent[:-1] if one.at > self._answered_at]
        return key in recent or (is_button(key) and any(map(is_button, recent)))

    def _too_soon(self, key: str, at: float, session: Session) -> bool:
        """Hands-free: a letter that would go on so soon after the press that paused."""
        soon = self._paused is not None and at - self._paused.at <= TWICE_S
        goes_on = session.hands_free and self._meaning(key, at, session).lines == ("resume",)
        return soon and goes_on

    def _urgent(self, key: str, at: float, session: Session) -> bool:
        stops = presses(session) and "pause" in self._meaning(key, at, session).lines
        return key == "w" or stops

    def _sure(self, session: Session) -> Heard:
        """A press that was waited for was meant."""
        unsure, self._unsure = self._unsure, None
        if unsure is None:
            return NOTHING
        if unsure.wrong:
            return NOTHING if session.state in QUESTIONS else WRONG
        return self._do(unsure.key, unsure.at, session)

    # ---- what it means -------------------------------------------------------------------

    def _do(self, key: str, at: float, session: Session) -> Heard:
        found = self._meaning(key, at, session)
        self._ends = key == "q"
        if session.state in QUESTIONS:
            self._answered_at = at
        if found.lines == ("pause",) and key != "q":
            self._paused = _Press(key, at)
        return found

    def _meaning(self, key: str, at: float, session: Session) -> Heard:
        """What a key means now. Changes nothing."""
        name = self.named(key, session)
        if name:
            return Heard((name,))
        if key == "w":
            return WRONG
        if key == "q":
            return self._end(session)
        if session.state in QUESTIONS:
            return self._answer(key, at)
        if any_key_pauses(session):
            return PAUSE
        again = self._paused is not None and self._paused.key == key
        return own(key, session, paused_it=again)

    def _end(self, session: Session) -> Heard:
        """The first q stops contact and asks; a second one ends."""
        if session.state in MOVES_ON:
            return Heard(("pause",), "q_again")
        return Heard(("stop",)) if self._ends else Heard(say="q_again")

    def _answer(self, key: str, at: float) -> Heard:
        if key not in ("y", "n"):
            return Heard(("?",)) if key == "?" else Heard(("again",))
        if at - self._asked_at < READ_S:
            return NOTHING
        return Heard(("yes" if key == "y" else "no",))


CLEAR = ("panic", "go_on")
"""Rule and action of the advice after questions that came out clear."""
