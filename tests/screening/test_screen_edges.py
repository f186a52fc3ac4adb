"""The screen at its exact edges: one more or one less, and the answer is another."""

from datetime import timedelta

import pytest
from screen_kit import NOW, ago, assessed, given, part, standing, whole

from sciacoach.screening.answers import Experience, Facts, Pain
from sciacoach.screening.catalogue import catalogue
from sciacoach.screening.clear import clear
from sciacoach.screening.clearance import Scope
from sciacoach.screening.items import SetName
from sciacoach.screening.log import Cleared, TouchTest, Withdrawn
from sciacoach.screening.sets import due, needed
from sciacoach.screening.standing import Standing
from sciacoach.screening.words import verdict_words
from sciacoach.vocabulary import Lowest, Tag

NOBODY = Experience()
TODAY = NOW.date().isoformat()
LONG_AGO = Facts(began=ago(days=300).date())

# ---- readings and scopes ----


def test_leg_pain_of_seven_is_a_flare_however_long_ago_it_began() -> None:
    assert assessed(whole(pain=Pain(7, 0), facts=LONG_AGO)).flare
    assert not assessed(whole(pain=Pain(6, 10), facts=LONG_AGO)).flare


def test_a_flare_is_told_as_one() -> None:
    (reason,) = assessed(whole(pain=Pain(7, 0))).reasons
    assert reason.says.startswith("Leg pain of 7 or more")
    (said,) = assessed(whole({"P02": "yes"})).reasons
    assert said.says.startswith("You said yes")


def test_an_emergency_closes_every_way_in() -> None:
    closed = Scope(anything=False, contact=False, hands_only=True, ceiling=0, moves=frozenset())
    assert assessed(whole({"RF14": "yes"})).scope == closed


def test_urgent_leaves_one_routine_and_would_leave_hands_alone() -> None:
    assert assessed(whole({"RF21": "yes"})).scope == Scope(
        contact=False,
        hands_only=True,
        ceiling=2,
        moves=frozenset({Tag.WALK, Tag.EASE}),
        only_routine="ease-and-walk",
    )


def test_a_free_scope_sets_no_ceiling_of_its_own() -> None:
    assert assessed(whole()).scope.ceiling == 10


def test_an_uncertain_walking_test_is_urgent_and_nothing_more_than_that() -> None:
    found = assessed(whole({"W1": "not_sure"}))
    assert (found.verdict, found.scope) == ("urgent", assessed(whole({"RF21": "yes"})).scope)
    assert [(reason.id, reason.private) for reason in found.reasons] == [("W1", False)]
    assert found.message == assessed(whole({"RF21": "yes"})).message
    assert standing(whole({"W1": "not_sure"})).items["W1"].regions == frozenset()
    assert clear(standing(whole({"W1": "not_sure"})), "Dr. Lee", TODAY, None, NOW).items == ("W1",)


def test_one_sign_of_the_lowest_nerves_among_others_makes_hours_matter() -> None:
    assert assessed(whole({"RF01": "yes", "RF14": "yes"})).message.endswith("Hours matter.")


def test_what_an_item_says_nothing_of_it_leaves_as_it_is() -> None:
    (own,) = [takes for name, takes in assessed(whole({"P12": "yes"})).by_item if name == "P12"]
    assert (own.dose, own.ceiling) == (1.0, 3)
    (place,) = [takes for _, takes in assessed(whole({"C10": given("yes", "ql")})).by_item]
    assert (place.dose, place.ceiling) == (1.0, 10)


def test_a_session_at_the_very_moment_of_the_clearing_is_not_one_after_it() -> None:
    log = (whole({"RF31": "yes"}, at=ago(days=2)), Cleared(NOW, "x", NOW.date(), ("RF31",)))
    after = [NOW + timedelta(days=n) for n in (1, 2)]
    assert assessed(*log, experience=Experience(calm_at=(NOW, *after))).restrictions.dose == 0.5


# ---- times ----


def test_a_fever_makes_the_full_set_due_at_the_very_hour_it_has_been_gone_for_two_days() -> None:
    state = standing(whole({"C08": "yes"}, at=ago(hours=48)))
    assert due(state, NOBODY, NOW) is SetName.FULL
    assert due(state, NOBODY, NOW - timedelta(seconds=1)) is SetName.DAILY


@pytest.mark.parametrize(("ahead", "wanted"), [(120, None), (121, SetName.FULL)])
def test_a_clock_two_minutes_behind_the_screen_is_believed(
    ahead: int, wanted: SetName | None
) -> None:
    state = standing(whole(at=NOW + timedelta(seconds=ahead)))
    assert needed(state, NOBODY, NOW) is wanted


@pytest.mark.parametrize(
    ("later", "holds"),
    [(timedelta(0), False), (timedelta(minutes=10), False),
     (timedelta(minutes=10, seconds=1), True), (-timedelta(seconds=1), True)],
)  # fmt: skip
def test_a_withdrawal_reaches_ten_minutes_back_and_never_ahead(
    later: timedelta, holds: bool
) -> None:
    state = standing(whole({"RF21": "yes"}), Withdrawn(NOW + later))
    assert ("RF21" in state.items) is holds


def test_a_whole_screen_that_is_withdrawn_takes_its_facts_and_readings_with_it() -> None:
    said = whole({"RF21": "yes"}, facts=Facts(age=47), pain=Pain(leg=8))
    one = standing(said, Withdrawn(NOW, ("RF21",)))
    assert (one.facts.age, one.pain.leg) == (None, 8)
    everything = standing(said, Withdrawn(NOW))
    assert (everything.facts.age, everything.pain.leg) == (None, None)


def test_contact_that_is_closed_leaves_walking_in_the_words_too() -> None:
    closed = assessed(whole({"RF46": "yes"}))
    assert closed.message == verdict_words("see_clinician_closed")
    fever = assessed(whole({"RF46": "yes", "C08": "yes"}))
    assert fever.message == verdict_words("see_clinician_fever")


def test_a_full_set_at_the_very_hour_the_fever_is_over_is_one_after_it() -> None:
    log = (whole({"C08": "yes"}, at=ago(hours=49)), whole(at=ago(hours=1)))
    assert due(standing(*log), NOBODY, NOW) is SetName.DAILY
    early = (log[0], whole(at=ago(hours=1, seconds=1)))
    assert due(standing(*early), NOBODY, NOW) is SetName.FULL


def test_the_lowest_place_holds_until_another_is_told() -> None:
    log = [whole(pain=Pain(3, 2, Lowest.CALF)), whole(pain=Pain(leg=1))]
    assert standing(*log).pain == Pain(1, 2, Lowest.CALF)
    assert standing(*log, whole(pain=Pain(lowest=Lowest.BACK))).pain.lowest is Lowest.BACK


def test_after_the_touch_test_an_item_says_what_it_still_takes_away() -> None:
    log = (whole({"P07": "yes"}), TouchTest(NOW, passed=True))
    touch = catalogue().by_id["P07"].effect.after_touch
    assert touch is not None
    assert dict(assessed(*log).does)["P07"] == touch.does
    assert dict(assessed(log[0]).does)["P07"] != touch.does


# ---- before anything was said ----


def test_with_nothing_said_everything_is_due_and_nothing_holds() -> None:
    assert due(Standing(), NOBODY, NOW) is SetName.FULL
    assert assessed(part({})).verdict == "go"
