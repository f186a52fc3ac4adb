"""Fit where two things weigh the same: which rule is named, and what exactly half is."""

import pytest

from people import cleared, fitted, past, press, routine
from sciacoach.plan.next_day import Effects
from sciacoach.plan.past import Past
from sciacoach.screening.clearance import Restrictions
from sciacoach.session.fit import Wishes, dose_of
from sciacoach.session.plan import Fitted, Refused
from sciacoach.vocabulary import Region

HALVES = cleared({"P01": Restrictions(dose=0.5), "P02": Restrictions(dose=0.5)})
GENTLE = Wishes(gentle=True)
LEFT = Effects(dose=(0.5, "D5"))
FIRST, LATER = Past(), past(calm=8)


def test_of_doses_that_are_as_small_the_most_telling_is_named() -> None:
    """What a bad session left behind, the first sessions, what was asked for, then the
    answers in their order: so the reason that ends last, or that nobody chose, is seen."""
    assert dose_of(HALVES, FIRST, GENTLE, LEFT) == (0.5, "D5")
    assert dose_of(HALVES, FIRST, GENTLE) == (0.5, "L26")
    assert dose_of(HALVES, LATER, GENTLE) == (0.5, "--gentle")
    assert dose_of(HALVES, LATER, Wishes()) == (0.5, "P01")


def test_the_smallest_dose_is_named_wherever_it_stands() -> None:
    smaller = cleared({"P01": Restrictions(dose=0.5), "P02": Restrictions(dose=0.25)})
    assert dose_of(smaller, FIRST, GENTLE, LEFT) == (0.25, "P02")


@pytest.mark.parametrize(
    ("kept", "gone", "fits"),
    [(40, 40, True), (40, 40.5, False), (33.3, 33.3, True), (20.1, 20.1, True), (60, 20, True)],
)
def test_exactly_half_of_the_contact_is_enough(kept: float, gone: float, fits: bool) -> None:
    """Less than half is refused (rules.md section 4.1), whatever floats make of thirds."""
    own = cleared({"C16": Restrictions(blocked_regions=frozenset({Region.TFL_ITB}))})
    steps = [press(for_=kept), press(region="tfl_itb", for_=gone)]
    found = fitted(routine(steps), own, LATER)
    assert isinstance(found, Fitted if fits else Refused)
