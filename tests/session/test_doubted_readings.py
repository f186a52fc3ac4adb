"""A reading that contradicts itself is asked for once more, and nothing is made of it."""

import pytest
from edge_kit import BIT, CHECK, left

from people import plan, routine
from sciacoach.session import events as ev
from sciacoach.session.stop_rules import Reading
from sciacoach.vocabulary import Lowest
from watching import Watched

UNKNOWN = Reading(leg=3, back=2)
IN_THE_CALF = Reading(leg=3, back=2, lowest=Lowest.CALF)


def begun(before: Reading = UNKNOWN) -> Watched:
    """A session with a check first, then a ball."""
    found = Watched(plan(routine([CHECK, left(40), BIT])), before=before)
    found.wait(5)
    return found


@pytest.mark.parametrize("lowest", ["thigh", "calf", "foot"])
def test_no_pain_in_the_leg_and_pain_down_the_leg_are_asked_for_once_more(lowest: str) -> None:
    found = begun()
    (said,) = found.give("pain", leg=0, lowest=lowest)
    assert isinstance(said, ev.CueSaid)
    assert said.say == f"Leg 0 and lowest place {lowest} do not go together. Tell it once more."
    found.wait(25)
    assert found.session.state == "overtime", "it counts as not given: the check still waits"


@pytest.mark.parametrize("values", [{"leg": 0, "lowest": "buttock"}, {"leg": 1, "lowest": "foot"}])
def test_what_goes_together_counts_at_once(values: dict[str, object]) -> None:
    assert isinstance(begun().give("pain", **values)[0], ev.Pain)


@pytest.mark.parametrize("given", [{"leg": 0}, {"lowest": "foot"}, {"back": 0, "lowest": "foot"}])
def test_what_is_not_given_contradicts_nothing(given: dict[str, object]) -> None:
    assert isinstance(begun().give("pain", **given)[0], ev.Pain)


def test_the_same_reading_told_twice_counts_and_the_next_one_is_asked_about_again() -> None:
    found = begun()
    found.give("pain", leg=0, lowest="foot")
    counted = found.give("pain", leg=0, lowest="foot")
    assert counted[0] == ev.Pain(5.0, 0, None, Lowest.FOOT, None, "during")
    assert [one.kind for one in found.give("pain", leg=0, lowest="foot")] == ["cue"]


def test_a_reading_that_goes_together_settles_the_doubt() -> None:
    found = begun()
    found.give("pain", leg=0, lowest="foot")
    assert isinstance(found.give("pain", leg=2, lowest="foot")[0], ev.Pain)
    assert [one.kind for one in found.give("pain", leg=0, lowest="calf")] == ["cue"]


def test_a_pain_that_moved_down_is_rechecked_and_never_doubted() -> None:
    found = begun(Reading(leg=3, back=2, lowest=Lowest.BUTTOCK))
    found.give("pain", leg=0, lowest="foot")
    assert found.session.state == "recheck"
    found.give("pain", leg=0, lowest="foot")
    assert found.session.state == "recheck", "the minute is not over"
    found.wait(60)
    found.give("pain", leg=0, lowest="foot")
    assert found.session.ended


def test_a_place_that_is_no_lower_than_at_the_start_is_doubted_too() -> None:
    found = begun(IN_THE_CALF)
    assert [one.kind for one in found.give("pain", leg=0, lowest="calf")] == ["cue"]


def test_a_doubtful_reading_does_not_answer_what_is_being_rechecked() -> None:
    found = begun(Reading(leg=3, back=2, lowest=Lowest.BUTTOCK))
    found.give("pain", leg=6)
    assert found.session.state == "recheck"
    assert [one.kind for one in found.give("pain", leg=0, lowest="foot")] == ["cue"]
    assert found.session.state == "recheck"
    found.give("pain", leg=0, lowest="buttock")
    assert found.session.state == "paused"
