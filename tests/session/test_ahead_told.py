"""What is told of a session that is dated in the future."""

from datetime import timedelta

from people import NOW
from sciacoach.plan.past import Past, PastContact, PastSession
from sciacoach.session.telling import ahead_lines
from sciacoach.vocabulary import Region, Side, Tool


def test_it_is_named_with_its_date_and_with_what_to_type() -> None:
    pressed = PastContact(Region.PIRIFORMIS, Tool.TENNIS_BALL, Side.LEFT, 40.0, False)
    dated = NOW + timedelta(days=3)
    one = PastSession("a1b2", "x", NOW, (pressed,), "completed", calm=False, dated=dated)
    (line,) = ahead_lines(Past((one,)))
    assert "a1b2 is dated 2026-11-25 19:00" in line
    assert "sciacoach history delete a1b2" in line
    assert ahead_lines(Past()) == ()
