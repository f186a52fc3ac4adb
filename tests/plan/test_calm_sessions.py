"""What was done, and what counts as calm."""

from datetime import timedelta

import pytest

from people import NOW
from sciacoach.plan.past import Past, PastContact, PastSession
from sciacoach.session.fit import recent
from sciacoach.vocabulary import Position, Region, Side, Tool

WALL = Position.WALL


def contact(
    seconds: float = 25.0,
    tool: Tool = Tool.TENNIS_BALL,
    side: Side = Side.LEFT,
    position: Position | None = WALL,
    region: Region = Region.QL,
) -> PastContact:
    return PastContact(region, tool, side, seconds, True, position)


def session(hours: float, *contacts: PastContact, calm: bool = True) -> PastSession:
    """A session that began so many hours ago."""
    return PastSession("s", "x", NOW - timedelta(hours=hours), contacts, "completed", calm)


def both(seconds: float, **more: Tool | Position | None) -> tuple[PastContact, PastContact]:
    sides = (Side.LEFT, Side.RIGHT)
    left, right = (contact(seconds, side=side, **more) for side in sides)  # type: ignore[arg-type]
    return left, right


def test_at_most_one_calm_session_in_twenty_hours_counts() -> None:
    times = Past(tuple(session(h, *both(20)) for h in (60, 45, 40, 25, 1))).calm_at
    assert [(NOW - at).total_seconds() / 3600 for at in times] == [60, 40, 1]


def test_only_calm_sessions_count() -> None:
    assert Past((session(50, *both(20), calm=False),)).calm_at == ()


@pytest.mark.parametrize(
    ("contacts", "counts"),
    [
        (both(20), True),
        (both(14.9), False),
        ((contact(20), contact(19, side=Side.RIGHT)), True),
        ((contact(10), contact(19, side=Side.RIGHT)), False),
        ((contact(30),), True),
        ((contact(20),), True),
        ((contact(19),), False),
        ((contact(20, side=Side.BOTH),), True),
        (both(20, tool=Tool.HANDS), False),
        (both(20, position=Position.FLOOR), False),
        (both(20, position=None), False),
        (both(20, position=Position.CHAIR), True),
        ((*both(10), *both(10)), True),
        ((), False),
    ],
)
def test_for_the_floor_a_session_needs_enough_of_a_tool_off_the_floor(
    contacts: tuple[PastContact, ...], counts: bool
) -> None:
    assert bool(Past((session(50, *contacts),)).calm_with_tool_at) is counts


def test_seconds_in_all_and_with_tools() -> None:
    one = session(1, contact(10), contact(5, Tool.HANDS))
    assert (one.contact_s, one.tool_s) == (15, 10)


def test_the_last_regions_are_those_of_the_last_session_that_pressed() -> None:
    legs = session(50, contact(region=Region.CALVES))
    back = session(30, contact(region=Region.QL))
    assert Past((legs, back, session(1))).last_regions == {Region.QL}
    assert Past((session(1),)).last_regions == frozenset()


def test_what_counts_from_before_are_tools_of_the_last_twenty_hours() -> None:
    found = recent(
        Past(
            (
                session(20, contact(1)),
                session(19.9, contact(2), contact(3, Tool.HANDS)),
                session(-5, contact(4)),
            )
        ),
        NOW,
    )
    assert [(one.turn, one.seconds) for one in found] == [(-1, 2), (-1, 4)]
    assert found[1].start == 0.0
