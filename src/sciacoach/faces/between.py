"""What is heard between two events: getting on again after a pause, and the time that is left."""

from collections.abc import Sequence

from sciacoach.audio.tones import Tone
from sciacoach.faces.heard import Heard, length_words, start_words
from sciacoach.faces.screen.cards import StepCard
from sciacoach.session import events as ev
from sciacoach.session.words import word

REENTRY_S = 3.0
"""Seconds of getting ready after a pause (rules.md section 6)."""


def back_on(before: ev.Moment | None, now: ev.Moment, cards: Sequence[StepCard]) -> Heard:
    """After a pause, in a step that presses: three seconds before it goes on, where more than
    those had to be waited for; and when it goes on. No event marks either."""
    if before is None or before.state != "returning" or before.index != now.index:
        return Heard()
    card = cards[now.index]
    if card.ceiling is None or not now.pos_s:
        return Heard()
    if now.state == "working":
        return Heard(Tone.START, start_words(card.ceiling, now.left_s or 0.0))
    if now.state == before.state and (now.left_s or 0.0) <= REENTRY_S < (before.left_s or 0.0):
        sided = card.side in ("left", "right")
        side = (word("heard_side", side=card.side.capitalize()),) if sided else ()
        return Heard(Tone.ANNOUNCE, (word("heard_get_on"), *side))
    return Heard()


def time_left(before: ev.Moment | None, now: ev.Moment, every_s: float) -> Heard:
    """The time that is left of a step, each time another `every_s` seconds of it are over;
    nothing in the last ten seconds, which are told anyway. `every_s` 0: never."""
    if before is None or not every_s or now.state != "working" or before.index != now.index:
        return Heard()
    if before.left_s is None or now.left_s is None or before.state != now.state:
        return Heard()
    passed = int(before.left_s // every_s) * every_s
    if not now.left_s < passed <= before.left_s or passed <= 10.0:
        return Heard()
    return Heard(None, (word("heard_left", time=length_words(round(passed))),))
