"""A clinician's word at its exact edges: whose, on what, of which day."""

import pytest
from screen_kit import NOW, ago, assessed, part, standing, whole

from sciacoach.errors import Usage
from sciacoach.screening.clear import clear
from sciacoach.screening.clearance import Verdict
from sciacoach.screening.items import Answer
from sciacoach.screening.log import Cleared, Lock

TODAY = NOW.date().isoformat()

# ---- clearing ----


def test_clearing_one_stop_rule_leaves_the_other_locked() -> None:
    log = (whole(at=ago(days=3)), Lock(ago(days=2), "D2", Verdict.URGENT),
           Lock(ago(days=2), "D4", Verdict.SEE_CLINICIAN))  # fmt: skip
    entry = clear(standing(*log), "Dr. Lee", TODAY, ["D2"], NOW)
    locks = {lock.rule: lock.cleared_on for lock in standing(*log, entry).locks}
    assert locks == {"D2": NOW.date(), "D4": None}
    assert assessed(*log, entry).verdict == "see_clinician"


def test_a_lock_keeps_the_day_it_was_first_cleared() -> None:
    log = (Lock(ago(days=9), "D2", Verdict.URGENT),
           Cleared(ago(days=5), "Dr. Lee", ago(days=5).date(), (), ("D2",)),
           Lock(ago(days=2), "D2", Verdict.URGENT),
           Cleared(NOW, "Dr. Lee", NOW.date(), (), ("D2",)))  # fmt: skip
    assert [lock.cleared_at for lock in standing(*log).locks] == [ago(days=5), NOW]


def test_a_word_on_a_stop_rule_that_spoke_twice_is_not_older_than_its_last_time() -> None:
    locks = [Lock(ago(days=days), "D2", Verdict.URGENT) for days in (6, 2)]
    with pytest.raises(Usage, match="D2"):
        clear(standing(*locks), "Dr. Lee", ago(days=3).date().isoformat(), None, NOW)
    assert clear(standing(*locks), "Dr. Lee", ago(days=2).date().isoformat(), None, NOW).locks


@pytest.mark.parametrize(("hours", "right"), [(12, True), (12.01, False)])
def test_yeses_within_twelve_hours_are_one_answer(hours: float, right: bool) -> None:
    twice = standing(part({"RF20": "yes"}, at=ago(hours=hours)), part({"RF20": "yes"}))
    on = ago(days=20).date().isoformat()
    if right:
        assert clear(twice, "Dr. Lee", on, None, NOW).items == ("RF20",)
    else:
        with pytest.raises(Usage, match="too long before"):
            clear(twice, "Dr. Lee", on, None, NOW)


@pytest.mark.parametrize(("who", "right"), [("Jo", True), ("J", False), ("J 1", False)])
def test_a_name_has_two_letters_at_least(who: str, right: bool) -> None:
    locked = standing(whole({"RF20": "yes"}, at=ago(hours=1)))
    if right:
        assert clear(locked, who, TODAY, None, NOW).by == who
    else:
        with pytest.raises(Usage, match="name"):
            clear(locked, who, TODAY, None, NOW)


def test_a_clinicians_words_are_kept_up_to_300_characters() -> None:
    locked = standing(whole({"RF20": "yes"}, at=ago(hours=1)))
    assert clear(locked, "x" * 300, TODAY, None, NOW).by == "x" * 300
    assert len(clear(locked, "x" * 301, TODAY, None, NOW).by) == 300


def test_a_lock_that_is_spelled_wrong_is_told_with_the_nearest() -> None:
    locked = standing(whole({"RF20": "yes"}, at=ago(hours=1)))
    with pytest.raises(Usage) as near:
        clear(locked, "Dr. Lee", TODAY, ["RF2O"], NOW)
    assert near.value.fix == "Locked now: RF20. Did you mean RF20?"
    with pytest.raises(Usage) as far:
        clear(locked, "Dr. Lee", TODAY, ["XX"], NOW)
    assert far.value.fix == "Locked now: RF20."


def test_checked_once_more_is_still_checked_and_once_cleared_it_locks_again() -> None:
    checked = whole({"RF31": "checked"}, at=ago(days=2))
    again = standing(checked, whole({"RF31": "checked"}, at=ago(days=1)))
    assert again.items["RF31"].answer is Answer.CHECKED
    word = Cleared(ago(days=1), "Dr. Lee", ago(days=1).date(), ("RF31",))
    after = standing(checked, word, whole({"RF31": "checked"}))
    assert after.items["RF31"].answer is Answer.NOT_SURE
    assert after.items["RF31"].cleared_on is None
