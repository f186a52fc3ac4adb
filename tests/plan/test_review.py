"""L29 and L30: a look back after two and four weeks, told once each, from readings alone."""

from datetime import timedelta

import pytest

from people import NOW
from sciacoach.plan.past import Past, PastContact, PastSession
from sciacoach.plan.review import Change, Told, changes, looks_back, review_lines
from sciacoach.vocabulary import Region, Side, Tool


def past_of(*days: float, contact: bool = True) -> Past:
    """Sessions of so many days ago."""
    one = PastContact(Region.QL, Tool.HANDS, Side.LEFT, 30.0, True)
    return Past(
        tuple(
            PastSession("s", "x", NOW - timedelta(days=n), (one,) if contact else (), "done", False)
            for n in days
        )
    )


@pytest.mark.parametrize(
    ("days", "weeks"),
    [
        ((), None),
        ((20,), None),
        ((13.9, 7, 0), None),
        ((14, 7, 0), 2),
        ((15, 1.1, 0), 2),
        ((16, 2, 0), None),
        ((27.9, 14, 0), 2),
        ((28, 7, 0), 4),
        ((28, 27, 0), 4),
        ((35, 7, 0), None),
        ((56, 10, 0), 8),
        ((60, 10, 0), 8),
        ((90, 10, 0), 12),
        ((1, 0), None),
    ],
)
def test_a_look_back_comes_once_after_two_four_and_then_every_four_weeks(
    days: tuple[float, ...], weeks: int | None
) -> None:
    assert looks_back(past_of(*days)) == weeks


def test_sessions_without_contact_are_left_aside() -> None:
    assert looks_back(past_of(30, 0, contact=False)) is None


def told(*legs: int | None, back: int | None = None, every: float = 2.0) -> list[Told]:
    """Averages, the last one today."""
    count = len(legs)
    return [
        Told(NOW - timedelta(days=every * (count - 1 - n)), leg, back) for n, leg in enumerate(legs)
    ]


def test_the_mean_of_the_last_three_is_held_against_that_of_the_first_three() -> None:
    (leg,) = changes(told(6, 5, 7, 9, 3, 3, 4), NOW)
    assert (leg.what, leg.first) == ("leg", 6.0)
    assert leg.last == pytest.approx(10 / 3)
    assert leg.counts


def test_their_order_does_not_matter() -> None:
    found = told(6, 5, 7, 3, 3, 4)
    assert changes(found[::-1], NOW) == changes(found, NOW)


@pytest.mark.parametrize(
    ("found", "known"),
    [
        (told(5, 5, 5, 4, 4), []),
        (told(5, 5, 5, 4, 4, None), []),
        (told(5, 5, 5, 4, 4, 4), ["leg"]),
        (told(5, 5, 5, 4, 4, 4, back=2), ["leg", "back"]),
        (told(5, 5, 5, 4, 4, 4, every=7), ["leg"]),
        (told(5, 5, 5, 4, 4, 4, every=7.1), []),
    ],
)
def test_too_few_or_too_old_readings_tell_nothing(found: list[Told], known: list[str]) -> None:
    assert [one.what for one in changes(found, NOW)] == known


@pytest.mark.parametrize(
    ("first", "last", "counts"),
    [
        (6.0, 4.0, True),
        (7.0, 5.1, False),
        (6.0, 4.1, True),
        (3.0, 2.1, True),
        (3.0, 2.2, False),
        (0.0, 0.0, False),
        (0.0, 1.0, False),
        (5.0, 8.0, False),
    ],
)
def test_better_is_two_points_or_thirty_percent(first: float, last: float, counts: bool) -> None:
    assert Change("leg", first, last).counts is counts


def said(weeks: int, *found: Change) -> str:
    return " ".join(review_lines(weeks, found))


def test_l30_says_plainly_that_it_does_not_seem_to_help() -> None:
    """Only after four weeks, and only where no pain got better."""
    same = (Change("leg", 5.0, 4.5), Change("back", 2.0, 2.0))
    assert "L30" in said(4, *same)
    assert "does not seem to help" in said(8, *same)
    assert "L30" not in said(2, *same)
    assert "not less by as much as counts yet" in said(2, *same)
    better = (Change("leg", 5.0, 4.5), Change("back", 4.0, 2.0))
    assert "L30" not in said(4, *better)
    assert "time alone" in said(4, *better)


def test_l29_tells_the_weeks_and_the_numbers() -> None:
    lines = review_lines(2, [Change("leg", 5.0, 3.0)])
    assert lines[0].startswith("2 weeks since your first session")
    assert "L29" in lines[0]
    assert lines[1] == (
        "Your average leg pain: 5.0 of 10 in your first three check-ins, 3.0 in your last three."
    )


@pytest.mark.parametrize("found", [(), (Change("leg", 0.0, 0.0),)])
def test_without_readings_nothing_is_said_to_help_or_not(found: tuple[Change, ...]) -> None:
    assert "nobody can say whether it helps" in said(4, *found)


def test_worse_is_no_benefit() -> None:
    assert "does not seem to help" in said(4, Change("back", 0.0, 3.0))
