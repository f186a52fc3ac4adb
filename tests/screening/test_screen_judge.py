"""The verdict over all that holds, what may be started, and the message."""

from datetime import date, timedelta

import pytest
from screen_kit import NOW, ago, assessed, given, part, standing, whole

from sciacoach.screening.advice import advice
from sciacoach.screening.answers import Experience, Facts, Pain
from sciacoach.screening.clearance import (
    ALL_TOOLS,
    Clearance,
    Reason,
    Restrictions,
    Scope,
    Verdict,
)
from sciacoach.screening.items import SetName
from sciacoach.screening.judge import Incomplete, judge
from sciacoach.screening.log import Cleared, Lock
from sciacoach.vocabulary import Position, Region, Side, Tag, Tool

NOBODY = Experience()
T1 = "Stop here."
T2 = "This needs a clinician today."
HANDS_OFFERED = "light hands"


# ---- the only maker ----


def test_a_clearance_comes_of_a_complete_young_screen() -> None:
    facts = Facts(age=47, side=Side.RIGHT, have=frozenset({Tool.TENNIS_BALL}))
    found = judge(standing(whole(facts=facts)), NOBODY, NOW)
    assert isinstance(found, Clearance)
    assert (found.verdict, found.affected, found.at) == ("go", Side.RIGHT, NOW)
    assert found.have == frozenset({Tool.HANDS, Tool.TENNIS_BALL})
    assert found.version == "2026-11-22"
    silent = judge(standing(whole()), NOBODY, NOW)
    assert isinstance(silent, Clearance)
    assert silent.have is None


def test_an_incomplete_screen_gives_no_clearance() -> None:
    found = judge(standing(part({"RF20": "yes"})), NOBODY, NOW)
    assert isinstance(found, Incomplete)
    assert found.set is SetName.FULL
    assert len(found.missing) == 83
    old = judge(standing(whole(at=ago(minutes=31))), NOBODY, NOW)
    assert isinstance(old, Incomplete)
    assert (old.set, len(old.missing)) == (SetName.DAILY, 19)


def test_an_emergency_needs_no_more_questions() -> None:
    found = judge(standing(part({"RF05": "not_sure"})), NOBODY, NOW)
    assert isinstance(found, Clearance)
    assert found.verdict == "emergency"
    assert not found.scope.anything


def test_a_clearance_made_elsewhere_is_refused() -> None:
    with pytest.raises(TypeError, match="judge alone"):
        Clearance(Verdict.GO, (), Restrictions(), (), (), Scope(), frozenset(), False, "", "", NOW)


# ---- what may be started ----


def test_go_and_gentle_start_what_fits() -> None:
    assert assessed(whole()).scope == Scope()
    assert assessed(whole({"P02": "yes"})).scope == Scope()


def test_after_a_drink_hands_and_walking_stay() -> None:
    found = assessed(whole({"C07": "yes"}))
    assert found.scope == Scope(hands_only=True, ceiling=2, moves=frozenset({Tag.WALK, Tag.EASE}))
    assert HANDS_OFFERED in found.message


def test_with_a_fever_breathing_and_ease_stay() -> None:
    found = assessed(whole({"C08": "yes"}))
    assert (found.scope.contact, found.scope.moves) == (False, frozenset({Tag.EASE}))
    assert HANDS_OFFERED not in found.message
    both = assessed(whole({"C07": "yes", "C08": "yes"}))
    assert (both.scope.contact, both.scope.moves) == (False, frozenset({Tag.EASE}))
    assert HANDS_OFFERED not in both.message


def test_a_fever_bans_contact_under_a_severer_verdict_too() -> None:
    found = assessed(whole({"C08": "yes", "RF40": "yes"}))
    assert (found.verdict, found.scope.contact) == ("see_clinician", False)
    assert found.scope.moves == frozenset({Tag.EASE})
    assert HANDS_OFFERED not in found.message
    assert "walk" not in found.message


def test_see_clinician_leaves_light_hands_where_contact_is_open() -> None:
    found = assessed(whole({"RF40": "yes"}))
    assert found.scope == Scope(hands_only=True, ceiling=2, moves=frozenset({Tag.WALK, Tag.EASE}))
    assert HANDS_OFFERED in found.message


@pytest.mark.parametrize("name", ["RF44", "RF46", "RF50", "C02", "C03", "C04", "C05", "C06"])
def test_light_hands_are_never_offered_where_contact_is_closed(name: str) -> None:
    found = assessed(whole({name: "yes"}))
    assert not found.scope.contact
    assert HANDS_OFFERED not in found.message


def test_contact_closed_by_a_checked_item_holds_under_see_clinician_alone() -> None:
    assert assessed(whole({"RF46": "checked"})).scope.contact
    assert not assessed(whole({"RF46": "checked", "P15": "yes"})).scope.contact


def test_urgent_leaves_the_one_routine_without_contact() -> None:
    scope = assessed(whole({"RF21": "yes"})).scope
    assert (scope.only_routine, scope.contact) == ("ease-and-walk", False)
    assert scope.without == frozenset()


@pytest.mark.parametrize("name", ["RF20", "RF26"])
def test_a_leg_that_does_not_carry_gets_no_walking(name: str) -> None:
    assert assessed(whole({name: "yes"})).scope.without == {Tag.WALK}
    assert assessed(whole({name: "checked"})).scope.without == set()


def test_an_emergency_leaves_nothing() -> None:
    scope = assessed(whole({"RF14": "yes"})).scope
    assert not scope.anything


@pytest.mark.parametrize("answer", ["yes", "not_sure"])
def test_under_eighteen_nothing_may_be_started(answer: str) -> None:
    found = assessed(whole({"RF47": answer}))
    assert (found.verdict, found.scope.anything) == ("see_clinician", False)
    assert "for adults" in found.message
    urgent = assessed(whole({"RF47": answer, "RF21": "yes"}))
    assert urgent.message.startswith(T2)
    assert "for adults" in urgent.message


# ---- messages ----


def test_an_emergency_names_the_symptoms_and_the_number() -> None:
    state = standing(whole({"RF14": "yes", "RF15": "yes"}))
    found = judge(state, NOBODY, NOW, "112")
    assert isinstance(found, Clearance)
    assert found.message.startswith(T1)
    assert "Call 112 or go" in found.message
    assert "back or leg pain with chest pain and sudden shortness of breath" in found.message
    assert "Hours matter" not in found.message
    default = assessed(whole({"RF14": "yes"})).message
    assert "Call your local emergency number or go" in default


@pytest.mark.parametrize("name", ["RF01", "RF02", "RF03", "RF04", "RF05", "RF06", "RF07"])
def test_signs_of_the_lowest_nerves_say_that_hours_matter(name: str) -> None:
    assert assessed(whole({name: "yes"})).message.endswith("Hours matter.")


def test_a_combination_names_its_own_symptom() -> None:
    found = assessed(whole({"RF22": "yes", "RF42": "yes"}))
    assert "back or leg pain with fever and weak immunity" in found.message


def test_the_message_of_a_calm_screen_rules_nothing_out() -> None:
    assert assessed(whole()).message.startswith("No warning sign was found")
    assert "cannot rule everything out" in assessed(whole({"P12": "yes"})).message


def test_the_severest_reason_stands_first() -> None:
    found = assessed(whole({"P02": "yes", "RF40": "yes", "RF21": "yes"}))
    assert [reason.id for reason in found.reasons] == ["RF21", "RF40", "P02"]


def test_a_private_item_is_stored_under_its_label() -> None:
    reason = assessed(whole({"RF43": "yes"})).reasons[0]
    assert (reason.id, reason.stored_id()) == ("RF43", "private item")
    assert Reason("P02", "yes", Verdict.GENTLE, "", "").stored_id() == "P02"
    assert [name for name, _ in assessed(whole({"RF43": "yes"})).by_item] == ["private item"]


# ---- what ends by itself ----


def test_a_flare_by_the_readings() -> None:
    assert assessed(whole(pain=Pain(7, 0))).flare
    found = assessed(whole(pain=Pain(7, 0)))
    assert (found.verdict, found.restrictions.tools) == ("gentle", frozenset({Tool.HANDS}))
    assert (found.restrictions.ceiling, found.restrictions.dose) == (2, 0.5)
    assert not assessed(whole(pain=Pain(6, 6))).flare
    assert not assessed(whole(pain=Pain())).flare


@pytest.mark.parametrize(
    ("began", "flare"),
    [(NOW.date() - timedelta(days=13), True), (NOW.date() - timedelta(days=14), False),
     (None, True)],
)  # fmt: skip
def test_strong_back_pain_is_a_flare_while_it_is_new(began: date | None, flare: bool) -> None:
    found = assessed(whole(pain=Pain(3, 7), facts=Facts(began=began)))
    assert found.flare is flare
    assert ("P09" in found.active) is flare


def test_seventy_or_older_is_gentler_for_six_sessions() -> None:
    young = Experience(session_at=tuple(ago(days=n) for n in range(5)))
    old = Experience(session_at=tuple(ago(days=n) for n in range(6)))
    assert assessed(whole({"P17": "yes"}), experience=young).restrictions.dose == 0.5
    after = assessed(whole({"P17": "yes"}), experience=old)
    assert after.restrictions == Restrictions()
    assert after.verdict == "gentle"
    assert "P17" in after.active


def test_long_stillness_blocks_the_legs_for_seven_days() -> None:
    assert assessed(whole({"P20": "yes"}, at=ago(days=6.9))).restrictions.blocked_regions
    assert not assessed(whole({"P20": "yes"}, at=ago(days=7))).restrictions.blocked_regions


def test_still_sore_is_hands_where_the_last_session_pressed() -> None:
    experience = Experience(session_at=(ago(days=1),), last_regions=frozenset({Region.CALVES}))
    found = assessed(whole({"P19": "yes"}), experience=experience).restrictions
    assert not found.allows(Tool.FOAM_ROLLER, Position.FLOOR, Region.CALVES)
    assert found.allows(Tool.HANDS, Position.CHAIR, Region.CALVES)
    assert found.allows(Tool.TENNIS_BALL, Position.WALL, Region.PIRIFORMIS)


def calm(number: int) -> Experience:
    return Experience(calm_at=tuple(NOW + timedelta(days=n + 1) for n in range(number)))


def test_a_cleared_alarm_is_gentle_for_three_calm_sessions() -> None:
    log = (
        whole({"RF31": "yes"}, at=ago(days=2)),
        Cleared(NOW, "Dr. Lee", NOW.date(), ("RF31",)),
    )
    assert assessed(*log, experience=calm(2)).restrictions == Restrictions(ceiling=3, dose=0.5)
    over = assessed(*log, experience=calm(3))
    assert over.restrictions == Restrictions()
    assert over.verdict == "gentle"


def test_a_checked_item_is_gentle_for_three_calm_sessions() -> None:
    assert assessed(whole({"RF42": "checked"}), experience=calm(2)).restrictions.dose == 0.5
    assert assessed(whole({"RF42": "checked"}), experience=calm(3)).restrictions.dose == 1.0
    assert assessed(whole({"RF42": "yes"}), experience=calm(3)).restrictions.dose == 0.5


def test_a_cleared_stop_rule_is_over_after_three_calm_sessions() -> None:
    log = (Lock(ago(days=2), "D2", Verdict.URGENT),
           Cleared(NOW, "Dr. Lee", NOW.date(), (), ("D2",)))  # fmt: skip
    assert assessed(*log, experience=calm(2)).verdict == "gentle"
    assert assessed(*log, experience=calm(3)).verdict == "go"


# ---- joining ----


def test_restrictions_join_to_what_all_of_them_allow() -> None:
    found = assessed(
        whole({"P01": "yes", "P05": "yes", "P18": "yes", "C10": given("yes", "calves"),
               "C15": given("yes", "ql"), "P11": "yes"})
    ).restrictions  # fmt: skip
    assert found.tools == {Tool.HANDS, Tool.SOFT_BALL}
    assert found.positions == {Position.CHAIR, Position.WALL, Position.STANDING}
    assert found.blocked_regions == {Region.CALVES}
    assert found.tools_by_region[Region.QL] == {Tool.HANDS}
    assert found.tools_by_position[Position.CHAIR] == {Tool.HANDS}
    assert (found.ceiling, found.dose, found.precaution) == (3, 0.5, True)
    assert found.moves_out == {Tag.BREATH_HOLD, Tag.PROPPED_ON_HANDS, Tag.EXTENSION}


def test_a_roller_counts_as_on_the_floor_save_on_a_chair() -> None:
    sore = assessed(whole({"P18": "yes"})).restrictions
    assert not sore.allows(Tool.FOAM_ROLLER, Position.SIDE_LYING, Region.TFL_ITB)
    low = assessed(whole({"P16": "yes"})).restrictions
    assert not low.allows(Tool.FOAM_ROLLER, Position.SIDE_LYING, Region.TFL_ITB)
    assert low.allows(Tool.FOAM_ROLLER, Position.CHAIR, Region.HAMSTRINGS)
    assert low.tools == ALL_TOOLS


# ---- advice ----


def test_advice_locks_nothing() -> None:
    long = Facts(age=50, began=NOW.date() - timedelta(days=43))
    assert [name for name, _ in advice(long, NOW)] == ["AD1", "AD2"]
    assert advice(Facts(age=49, began=NOW.date() - timedelta(days=42)), NOW) == ()
    assert advice(Facts(), NOW) == ()
    assert assessed(whole(facts=long)).verdict == "go"
