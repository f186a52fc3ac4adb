"""A clinician's word on what is locked."""

from datetime import timedelta

import pytest
from screen_kit import NOW, ago, given, part, standing, whole

from sciacoach.errors import Held, Usage
from sciacoach.screening.clear import clear, locked, new_spell
from sciacoach.screening.clearance import Verdict
from sciacoach.screening.log import Cleared, Lock
from sciacoach.screening.standing import Standing

TODAY = "2026-11-22"


def state(*names: str, days: float = 2) -> Standing:
    return standing(whole(dict.fromkeys(names, "yes"), at=ago(days=days)))


def test_all_that_is_locked_is_cleared() -> None:
    log = (whole({"RF20": "yes", "RF31": "checked", "P02": "yes", "C07": "yes"}, at=ago(hours=2)),
           Lock(ago(hours=1), "D2", Verdict.URGENT))  # fmt: skip
    assert locked(standing(*log), NOW) == ("RF20", "RF31", "D2")
    entry = clear(standing(*log), " Dr. Lee: may go on ", TODAY, None, NOW)
    assert entry == Cleared(NOW, "Dr. Lee: may go on", NOW.date(), ("RF20", "RF31"), ("D2",))


def test_named_items_alone_are_cleared() -> None:
    entry = clear(state("RF20", "RF40"), "Dr. Lee", TODAY, ["rf40"], NOW)
    assert entry.items == ("RF40",)


@pytest.mark.parametrize("who", ["", "  ", "1", "?", "\x1b[31m"])
def test_clearing_needs_a_name(who: str) -> None:
    with pytest.raises(Usage, match="name"):
        clear(state("RF20"), who, TODAY, None, NOW)


@pytest.mark.parametrize("on", ["soon", "2026-11-23", "22.11.2026"])
def test_clearing_needs_a_date_that_has_come(on: str) -> None:
    with pytest.raises(Usage, match="--on"):
        clear(state("RF20"), "Dr. Lee", on, None, NOW)


def test_nothing_locked_is_nothing_to_clear() -> None:
    with pytest.raises(Usage, match="Nothing is locked"):
        clear(state("P02", "C07"), "Dr. Lee", TODAY, None, NOW)


@pytest.mark.parametrize("items", [["RF21"], ["XX"], ["P02"], ["RF20", "RF02"]])
def test_what_is_not_locked_is_told(items: list[str]) -> None:
    with pytest.raises(Usage, match="is not locked") as error:
        clear(state("RF20", "P02"), "Dr. Lee", TODAY, items, NOW)
    assert "Locked now: RF20." in error.value.fix


def test_an_empty_list_of_items_is_told() -> None:
    with pytest.raises(Usage, match="names nothing"):
        clear(state("RF20"), "Dr. Lee", TODAY, [], NOW)


def test_under_eighteen_cannot_be_cleared() -> None:
    with pytest.raises(Held, match="RF47 cannot be cleared"):
        clear(state("RF47"), "Dr. Lee", TODAY, None, NOW)
    with pytest.raises(Held, match="RF47"):
        clear(state("RF47", "RF20"), "Dr. Lee", TODAY, ["RF20", "RF47"], NOW)
    assert clear(state("RF47", "RF20"), "Dr. Lee", TODAY, None, NOW).items == ("RF20",)


@pytest.mark.parametrize(("back", "right"), [(28, True), (29, False)])
def test_a_word_may_be_28_days_older_than_the_first_yes(back: int, right: bool) -> None:
    on = (ago(days=2) - timedelta(days=back)).date().isoformat()
    if right:
        assert clear(state("RF20"), "Dr. Lee", on, None, NOW).on.isoformat() == on
    else:
        with pytest.raises(Usage, match="too long before"):
            clear(state("RF20"), "Dr. Lee", on, None, NOW)


def test_a_word_may_not_be_older_than_a_later_yes() -> None:
    again = standing(whole({"RF20": "yes"}, at=ago(days=9)), part({"RF20": "yes"}, at=ago(days=2)))
    with pytest.raises(Usage, match="too long before"):
        clear(again, "Dr. Lee", ago(days=3).date().isoformat(), None, NOW)
    assert clear(again, "Dr. Lee", ago(days=2).date().isoformat(), None, NOW).items == ("RF20",)


def test_the_same_yes_page_by_page_is_one_answer() -> None:
    once = standing(part({"RF20": "yes"}, at=ago(minutes=20)), whole({"RF20": "yes"}))
    assert clear(once, "Dr. Lee", ago(days=20).date().isoformat(), None, NOW).items == ("RF20",)


def test_a_word_on_a_stop_rule_is_not_older_than_the_rule() -> None:
    lock = standing(whole(at=ago(days=5)), Lock(ago(days=2), "D2", Verdict.URGENT))
    with pytest.raises(Usage, match="D2"):
        clear(lock, "Dr. Lee", ago(days=3).date().isoformat(), None, NOW)
    assert clear(lock, "Dr. Lee", TODAY, ["D2"], NOW).locks == ("D2",)


def test_a_place_that_is_part_of_a_lock_is_cleared_with_it() -> None:
    hot = standing(whole({"C12": given("yes", "calves")}, at=ago(hours=1)))
    assert clear(hot, "Dr. Lee", TODAY, None, NOW).items == ("C12",)


def test_a_cleared_item_is_locked_no_more() -> None:
    log = whole({"RF20": "yes"}, at=ago(hours=1))
    entry = clear(standing(log), "Dr. Lee", TODAY, None, NOW)
    assert locked(standing(log, entry), NOW) == ()


def test_a_new_spell_is_dated() -> None:
    assert new_spell(NOW).at == NOW
