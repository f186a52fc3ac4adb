"""Events into spoken words: what a voice says, and what a line of text shows first.

All words come from `data/spoken.json` or from the routine itself.
"""

from sciacoach.session import events as ev
from sciacoach.session.words import word


def announced(say: str, side: str, contact: bool) -> str:
    """The words before a step: what to do, and on which side."""
    if side in ("left", "right"):
        return word("announce_side", say=say, side=side.capitalize())
    if side == "both" and contact:
        return word("announce_both", say=say)
    return word("announce", say=say)


def spoken(event: ev.Event) -> str | None:
    """What is said for `event`, or None where nothing is."""
    match event:
        case ev.SideChanged():
            return word("change", side=event.to)
        case ev.StepAnnounced() | ev.CueSaid():
            return event.say
        case ev.StepStarted() if event.region is not None:
            return word("start")
        case ev.Half():
            return word("half")
        case ev.Countdown():
            return word(f"left_{event.left}")
        case ev.Advice():
            return event.says
        case ev.Refused():
            return event.why
        case _:
            return _of_the_session(event)


def _of_the_session(event: ev.Event) -> str | None:
    match event:
        case ev.Paused():
            return word("paused_gap" if event.why == "gap" else "paused")
        case ev.Resumed():
            seconds = round(event.reentry_s)
            return word("resumed", seconds=seconds) if seconds else word("resumed_now")
        case ev.Extended():
            return word("extended")
        case ev.SessionEnded():
            return word(event.outcome)
        case _:
            return None
