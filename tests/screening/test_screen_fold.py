"""What holds: locks, own ends, withdrawal, clearing, spells, damage."""

from datetime import date, timedelta

import pytest
from screen_kit import NOW, ago, all_no, assessed, given, part, standing, whole

from sciacoach.screening.answers import Facts, Pain
from sciacoach.screening.catalogue import catalogue
from sciacoach.screening.clearance import Verdict
from sciacoach.screening.contained import change_items
from sciacoach.screening.items import SetName
from sciacoach.screening.log import (
    Cleared,
    Damaged,
    FullWanted,
    Lock,
    NewSpell,
    TouchTest,
    Withdrawn,
)

LOCKS = [i.id for i in catalogue().items if i.verdict.severity >= 3]
GENTLE = [i.id for i in catalogue().items if i.verdict is Verdict.GENTLE and not i.flare]


@pytest.mark.parametrize("name", LOCKS)
def test_a_later_no_or_checked_lifts_no_lock(name: str) -> None:
    before = whole({name: "yes"}, at=ago(days=2))
    verdict = assessed(before).verdict
    assert assessed(before, whole()).verdict is verdict
    assert assessed(before, whole({name: "checked"})).verdict is verdict


@pytest.mark.parametrize("name", [n for n in GENTLE if n != "C12"])
def test_a_set_with_the_question_turns_a_gentle_yes_into_a_no(name: str) -> None:
    before = whole({name: "yes"}, at=ago(days=2))
    assert assessed(before).verdict == "gentle"
    assert assessed(before, whole({name: "no"})).verdict == "go"


def test_a_set_without_the_question_turns_nothing_into_a_no() -> None:
    before = whole({"P02": "yes"}, at=ago(days=2))
    after = whole({"P02": "no"}, name=SetName.DAILY)
    assert assessed(before, after).verdict == "gentle"
    assert assessed(before, whole({"P02": "no"}, name=SetName.WEEKLY)).verdict == "gentle"


def test_last_weeks_answers_bind_today() -> None:
    found = assessed(whole({"P02": "yes"}, at=ago(days=6)), whole(name=SetName.DAILY))
    assert {str(tool) for tool in found.restrictions.tools} == {"hands"}


def test_places_and_joints_are_asked_again_weekly_and_may_be_gone() -> None:
    before = whole({"C10": given("yes", "ql"), "P14": "yes"}, at=ago(days=8))
    again = whole({"C10": "no", "P14": "no"}, name=SetName.WEEKLY)
    assert assessed(before, again).verdict == "go"
    smaller = whole({"C10": given("yes", "calves"), "P14": "no"}, name=SetName.WEEKLY)
    assert set(assessed(before, smaller).restrictions.blocked_regions) == {"calves"}


def test_a_place_given_outside_its_set_is_added() -> None:
    before = whole({"C10": given("yes", "ql")}, at=ago(days=1))
    found = assessed(before, part({"C10": given("yes", "calves")}))
    assert set(found.restrictions.blocked_regions) == {"ql", "calves"}


@pytest.mark.parametrize("change", ["yes", "no", "not_sure"])
def test_the_pages_of_a_change_count_as_asked_when_they_are_answered_whole(change: str) -> None:
    before = whole({"P02": "yes"}, at=ago(days=2))
    opened = dict.fromkeys(change_items(), given("no"))
    told = whole({**opened, "CH1": change}, name=SetName.DAILY)
    assert assessed(before, told).verdict == "go"


def test_a_worrying_answer_counts_in_an_unfinished_screen_and_a_no_does_not() -> None:
    before = whole({"P02": "yes"}, at=ago(days=2))
    assert assessed(before, part({"RF22": "yes"})).verdict == "urgent"
    assert assessed(before, part({"P02": "no"})).verdict == "gentle"
    assert "RF01" not in standing(part({"RF01": "no"})).items


def test_a_checked_alarm_stays_see_clinician_until_it_is_cleared() -> None:
    before = whole({"RF31": "checked"}, at=ago(days=2))
    assert assessed(before, whole()).verdict == "see_clinician"
    assert assessed(before, whole({"RF31": "yes"})).verdict == "urgent"
    assert assessed(whole({"RF42": "checked"}, at=ago(days=2)), whole()).verdict == "go"


def test_the_walking_test_counts_as_a_weaker_leg() -> None:
    assert assessed(whole({"W1": "no"}, name=SetName.WEEKLY)).verdict == "emergency"
    found = assessed(whole({"W1": "not_sure"}, name=SetName.WEEKLY))
    assert (found.verdict, found.reasons[0].id) == ("urgent", "W1")
    assert assessed(whole({"W1": "yes"}, name=SetName.WEEKLY)).verdict == "go"


@pytest.mark.parametrize(("name", "hours"), [("C07", 6), ("C08", 48)])
def test_a_passing_ban_ends_by_itself_and_not_by_a_no(name: str, hours: int) -> None:
    before = whole({name: "yes"}, at=ago(hours=hours - 1))
    assert assessed(before, whole()).verdict == "not_today"
    assert assessed(whole({name: "yes"}, at=ago(hours=hours)), whole()).verdict == "go"
    again = part({name: "not_sure"}, at=ago(hours=1))
    assert assessed(whole({name: "yes"}, at=ago(hours=hours)), again).verdict == "not_today"


def test_an_older_answer_that_comes_in_later_makes_no_ban_shorter() -> None:
    late = part({"C08": "yes"}, at=ago(hours=60))
    assert assessed(whole({"C08": "yes"}, at=ago(hours=10)), late).verdict == "not_today"


def test_the_touch_test_replaces_tools_and_positions_and_nothing_else() -> None:
    for name in ("P07", "P22"):
        strict = assessed(whole({name: "yes"})).restrictions
        loose = assessed(whole({name: "yes"}), TouchTest(NOW, True)).restrictions
        assert {str(t) for t in strict.tools} == {"hands"}
        assert {str(t) for t in loose.tools} == {"hands", "soft_ball", "tennis_ball"}
        assert "floor" not in loose.positions
        assert (loose.dose, loose.precaution) == (strict.dose, strict.precaution)
        failed = assessed(whole({name: "yes"}), TouchTest(NOW, True), TouchTest(NOW, False))
        assert failed.restrictions == strict


# ---- withdrawal ----


def test_an_answer_can_be_withdrawn_within_ten_minutes() -> None:
    wrong = whole({"RF01": "yes"}, at=ago(minutes=10))
    after = standing(wrong, Withdrawn(NOW))
    assert after.items == {}
    assert after.full is None
    late = whole({"RF01": "yes"}, at=ago(minutes=11))
    assert assessed(late, Withdrawn(NOW)).verdict == "emergency"


def test_a_single_item_can_be_withdrawn_and_the_set_is_open_again() -> None:
    after = standing(whole({"RF01": "yes", "P02": "yes"}, at=ago(minutes=2)),
                     Withdrawn(NOW, ("RF01",)))  # fmt: skip
    assert "RF01" not in after.items
    assert after.items["P02"].answer == "yes"
    assert after.full is None
    other = standing(whole(at=ago(minutes=2)), Withdrawn(NOW, ("XX",)))
    assert other.full is not None


def test_what_stood_before_comes_back_with_a_withdrawal() -> None:
    old = whole({"RF20": "yes"}, at=ago(days=2))
    new = whole({"RF20": "yes"}, at=ago(minutes=1))
    assert assessed(old, new, Withdrawn(NOW)).verdict == "urgent"


def test_what_the_read_back_withdrew_changes_nothing_stored() -> None:
    log = (whole({"RF20": "yes"}, at=ago(minutes=1)), Withdrawn(NOW, ("RF01",), read_back=True))
    assert assessed(*log).verdict == "urgent"
    assert standing(*log).full is not None


def test_a_withdrawal_reaches_no_later_answer() -> None:
    later = part({"RF20": "yes"}, at=NOW + timedelta(minutes=1))
    assert assessed(Withdrawn(NOW), later).verdict == "urgent"


# ---- clearing and spells ----


def cleared(*items: str, locks: tuple[str, ...] = ()) -> Cleared:
    return Cleared(ago(hours=1), "Dr. Lee", date(2026, 11, 22), items, locks)


def test_a_cleared_item_that_is_unchanged_is_gentle_with_its_restrictions() -> None:
    log = (whole({"RF20": "yes"}, at=ago(days=2)), cleared("RF20"), whole())
    found = assessed(*log)
    assert found.verdict == "gentle"
    assert found.restrictions.ceiling == 3
    assert found.reasons[0].answer == "cleared"
    assert "2026-11-22" in found.reasons[0].says
    assert "RF20" in found.active


@pytest.mark.parametrize("answer", ["yes", "not_sure", "checked"])
def test_anything_but_unchanged_locks_a_cleared_item_again(answer: str) -> None:
    log = (whole({"RF20": "yes"}, at=ago(days=2)), cleared("RF20"), whole({"RF20": answer}))
    assert assessed(*log).verdict == "urgent"


def test_clearing_what_does_not_stand_does_nothing() -> None:
    assert standing(whole(), cleared("RF20", "XX")).items["RF20"].cleared_on is None


def test_clearing_makes_everything_due() -> None:
    assert standing(whole(), cleared()).full_wanted
    assert not standing(whole(), cleared(), whole()).full_wanted


def test_a_stop_rule_locks_until_it_is_cleared() -> None:
    lock = Lock(ago(days=1), "D2", Verdict.URGENT)
    found = assessed(whole(), lock)
    assert (found.verdict, found.reasons[0].id) == ("urgent", "D2")
    assert assessed(lock, whole()).verdict == "urgent"
    after = assessed(lock, cleared(locks=("D2",)), whole())
    assert after.verdict == "gentle"
    assert (after.restrictions.ceiling, after.restrictions.dose) == (3, 0.5)
    again = assessed(lock, cleared(locks=("D2",)), Lock(NOW, "D2", Verdict.URGENT))
    assert again.verdict == "urgent"


def test_an_emergency_by_a_stop_rule_names_a_sign_to_tell() -> None:
    found = assessed(Lock(NOW, "D1", Verdict.EMERGENCY))
    assert "a danger sign during self-massage" in found.message


def test_a_new_spell_forgets_what_was_new_and_what_was_cleared() -> None:
    log = (
        whole({"RF01": "checked", "RF40": "yes", "P02": "yes", "RF20": "yes"}, at=ago(days=2),
              facts=Facts(age=40, began=date(2026, 10, 1))),
        cleared("RF20", "RF40"),
        NewSpell(NOW),
    )  # fmt: skip
    after = standing(*log)
    assert set(after.worrying(NOW)) == {"P02"}
    assert after.full_wanted
    assert after.facts == Facts(age=40)
    assert assessed(*log, whole({"RF40": "yes", "P02": "yes"})).verdict == "see_clinician"


def test_a_new_spell_lifts_no_lock() -> None:
    log = (whole({"RF01": "yes"}, at=ago(days=2)), Lock(ago(days=1), "D2", Verdict.URGENT))
    after = standing(*log, NewSpell(NOW))
    assert "RF01" in after.worrying(NOW)
    assert [lock.rule for lock in after.locks] == ["D2"]
    assert standing(*log, cleared(locks=("D2",)), NewSpell(NOW)).locks == ()


# ---- readings, drafts, damage ----


def test_readings_hold_until_they_are_given_again() -> None:
    flare = whole(pain=Pain(8, 2))
    assert assessed(flare).flare
    assert assessed(flare, whole()).flare
    assert assessed(flare, whole(pain=Pain(back=1))).flare
    assert not assessed(flare, whole(pain=Pain(3, 2))).flare
    assert assessed(flare, part({"P02": "yes"})).flare


def test_an_unfinished_screen_makes_no_reading_smaller() -> None:
    flare = whole(pain=Pain(8, 2))
    some = part({"P02": "yes"})
    lower = type(some)(NOW, None, some.version, NOW, {}, pain=Pain(1, 9))
    assert standing(flare, lower).pain == Pain(8, 9)
    assert standing(lower).pain == Pain(1, 9)


def test_a_draft_waits_until_something_is_complete() -> None:
    draft = part(dict.fromkeys(all_no(), "no"))
    draft = type(draft)(NOW, None, draft.version, NOW, draft.answers, draft_of=SetName.FULL)
    assert standing(draft).draft == draft
    assert standing(draft, part({"P02": "yes"})).draft == draft
    assert standing(draft, whole()).draft is None
    assert standing(draft, NewSpell(NOW)).draft is None


@pytest.mark.parametrize("entry", [Damaged(), FullWanted(NOW, "D1")])
def test_damage_and_panic_make_everything_due(entry: Damaged | FullWanted) -> None:
    assert standing(whole(), entry).full_wanted
    assert not standing(whole(), entry, whole()).full_wanted


def test_a_row_that_is_damaged_in_part_keeps_what_it_says() -> None:
    row = part({"RF01": "yes"})
    row = type(row)(NOW, None, row.version, NOW, row.answers, damaged=True)
    after = standing(whole(at=ago(days=1)), row)
    assert after.full_wanted
    assert "RF01" in after.worrying(NOW)
