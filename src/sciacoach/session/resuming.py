"""A session that broke off, brought back to where it stood, so that it can be gone on with."""

from collections.abc import Callable, Sequence

from sciacoach.session import events as ev
from sciacoach.session.machine import Session
from sciacoach.session.replay import ENDS, KILLED, Given, play_up_to
from sciacoach.session.spoken import announced
from sciacoach.session.words import word
from sciacoach.vocabulary import Side

MARK_S = 1.0
"""After a kill the open step counts up to its last mark plus so much (rules.md section 5)."""

MOST_BEHIND_S = 3.0
"""A busy machine may be late with a mark; what is known of later than that is not believed."""

Behind = Callable[[Sequence[ev.Event]], bool]
"""Whether more is known of a session than these events say."""


def bring_back(session: Session, given: Sequence[Given], behind: Behind) -> list[ev.Event] | None:
    """Bring `session`, which has not begun, to where it broke off; its events until there.

    The last line of `given` says where that is. A kill is later than its last mark, so the
    session runs on for a second, and on until nothing is `behind` any more: what may have
    been pressed counts as pressed. None: the lines do not end so, or more is known than can
    be played. Raises `Failed` for a line that cannot be played.
    """
    if not given or given[-1][1] not in ENDS:
        return None
    at, end = given[-1]
    events = list(play_up_to(session, given[:-1]))
    events += session.advance(max(0.0, at - session.clock))
    if end != KILLED:
        return None if behind(events) else events
    events += session.advance(MARK_S)
    limit = session.clock + MOST_BEHIND_S - MARK_S
    while behind(events):
        until = session.until_next()
        if until is None or session.clock + until > limit:
            return None
        events += session.advance(until)
    return events


def retold(session: Session) -> tuple[ev.Event, ...]:
    """What somebody who comes to a paused session must know: which one, which step and side,
    and how long is left of it."""
    turn = session.turn
    assert turn is not None
    plan, t, steps = session.plan, session.t, len(session.plan.turns)
    side = f", {turn.side} side" if turn.side in (Side.LEFT, Side.RIGHT) else ""
    left = round(session.step_left_s)
    long = word("second" if left == 1 else "seconds", n=left)
    values = {"number": session.index + 1, "steps": steps, "name": turn.name, "side": side}
    say = announced(turn.say, turn.side, turn.is_contact)
    return (
        ev.SessionStarted(
            t, session.id, plan.routine, plan.planned_s, steps, session.rehearsal, plan.changes
        ),
        ev.StepAnnounced(t, session.index, turn.name, say, 0.0),
        ev.Paused(t, "gap"),
        ev.CueSaid(t, word("going_on", **values, left=long)),
    )
