"""Sessions dated in the future: how far, and which of them can be named."""

from dataclasses import replace
from datetime import timedelta

from people import NOW, past
from sciacoach.plan.past import Past, PastContact, PastSession
from sciacoach.vocabulary import Region, Side, Tool

PRESSED = PastContact(Region.PIRIFORMIS, Tool.TENNIS_BALL, Side.LEFT, 40.0, False)
AHEAD = PastSession(
    "a", "x", NOW, (PRESSED,), "completed", calm=False, dated=NOW + timedelta(days=3)
)


def test_only_a_session_that_pressed_and_has_a_name_is_told() -> None:
    nameless, quiet = replace(AHEAD, id=""), replace(AHEAD, contacts=())
    assert Past((*past().sessions, nameless, quiet, AHEAD)).ahead == (AHEAD,)


def test_how_far_it_is_dated_ahead() -> None:
    assert AHEAD.ahead_by == timedelta(days=3)
    assert past().sessions[0].ahead_by == timedelta(0)
