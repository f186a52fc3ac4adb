"""Every combination by its id: what raises it, what does not, and how it is cleared."""

from itertools import product

import pytest
from screen_kit import NOW, ago, assessed, given, part, standing, whole

from sciacoach.screening.answers import Given
from sciacoach.screening.catalogue import catalogue
from sciacoach.screening.clear import clear, locked
from sciacoach.screening.standing import active_combinations

RISKS = ("RF40", "RF41", "RF42", "RF43", "RF44", "RF45")
RAISES = {
    "X01": ("emergency", [{"RF22": "yes", other: how} for other in ("RF42", "RF43")
            for how in ("yes", "not_sure", "checked")]),
    "X02": ("emergency", [{"RF24": "yes", other: how} for other in ("RF14", "RF15")
            for how in ("yes", "not_sure")]),
    "X03": ("urgent", [{"RF40": how, other: "yes"} for other in ("RF27", "RF28")
            for how in ("yes", "checked")]),
    "X04": ("urgent", [{"RF25": "yes", "RF41": "checked"}, {"RF25": "not_sure", "P01": "yes"}]),
    "X05": ("urgent", [{"RF44": "yes", "RF25": "checked"}, {"RF44": "yes", "RF41": "checked"}]),
    "X06": ("urgent", [{"C12": "yes"}, {"C12": "not_sure"}]),
    "X07": ("urgent", [{one: "yes", two: "checked"} for one, two in product(RISKS, RISKS)
            if one != two]),
}  # fmt: skip
QUIET = {
    "X01": [{"RF22": "checked", "RF42": "yes"}, {"RF22": "yes", "RF40": "checked"}],
    "X02": [{"RF24": "yes"}],
    "X03": [{"RF40": "yes", "RF27": "checked"}, {"RF40": "yes"}],
    "X04": [{"RF25": "checked", "P01": "yes"}],
    "X05": [{"RF44": "checked", "RF25": "yes"}],
    "X06": [],
    "X07": [{"RF40": "checked", "RF41": "checked"}, {"RF40": "yes"}],
}


def active(answers: dict[str, str]) -> tuple[str, ...]:
    return active_combinations(standing(whole(answers)).worrying(NOW))


def test_every_combination_is_expected_here() -> None:
    assert [one.id for one in catalogue().combinations] == list(RAISES)


CASES = [(name, verdict, a) for name, (verdict, all_) in RAISES.items() for a in all_]


@pytest.mark.parametrize(("name", "verdict", "answers"), CASES)
def test_a_combination_raises_its_verdict(name: str, verdict: str, answers: dict[str, str]) -> None:
    found = assessed(whole(answers))
    assert name in active(answers)
    assert found.verdict.severity >= 4
    assert next(r.verdict for r in found.reasons if r.id == name) == verdict


@pytest.mark.parametrize(("name", "answers"), [(n, a) for n, all_ in QUIET.items() for a in all_])
def test_a_combination_needs_a_yes_among_those_that_count(
    name: str, answers: dict[str, str]
) -> None:
    assert name not in active(answers)


def test_a_hot_place_that_is_no_calf_is_no_combination() -> None:
    found = assessed(whole({"C12": given("yes", "ql")}))
    assert found.verdict == "gentle"
    assert set(found.restrictions.blocked_regions) == {"ql"}
    assert assessed(whole({"C12": given("yes", "ql", "calves")})).verdict == "urgent"


@pytest.mark.parametrize("name", RAISES)
def test_clearing_lifts_a_combination(name: str) -> None:
    answers: dict[str, str | Given] = dict(RAISES[name][1][0])
    before = whole(answers, at=ago(hours=1))
    entry = clear(standing(before), "Dr. Lee: fine", "2026-11-22", None, NOW)
    after = assessed(before, entry)
    assert name not in {reason.id for reason in after.reasons}
    assert after.verdict == "gentle"
    assert locked(standing(before, entry), NOW) == ()


def test_a_combination_may_be_cleared_by_its_own_id() -> None:
    before = whole({"C12": given("yes", "calves")}, at=ago(hours=1))
    assert locked(standing(before), NOW) == ("C12",)
    entry = clear(standing(before), "Dr. Lee: fine", "2026-11-22", ["x06"], NOW)
    after = assessed(before, entry)
    assert after.verdict == "gentle"
    assert "calves" in after.restrictions.blocked_regions


def test_a_later_no_to_one_of_the_items_lifts_no_combination() -> None:
    hot = whole({"C12": given("yes", "calves")}, at=ago(days=8))
    assert assessed(hot, whole()).verdict == "urgent"
    fever = whole({"RF22": "yes", "RF42": "checked"}, at=ago(days=8))
    assert assessed(fever, whole()).verdict == "emergency"


def test_a_new_place_is_added_while_the_combination_stands() -> None:
    hot = whole({"C12": given("yes", "calves")}, at=ago(days=8))
    found = assessed(hot, whole({"C12": given("yes", "ql")}))
    assert set(found.restrictions.blocked_regions) == {"calves", "ql"}


def test_a_combination_with_a_private_item_is_private() -> None:
    found = assessed(whole({"RF22": "yes", "RF43": "checked"}))
    reason = next(r for r in found.reasons if r.id == "X01")
    assert reason.private
    assert reason.stored_id() == "private item"
    open_ = assessed(whole({"RF22": "yes", "RF42": "checked"}))
    assert not next(r for r in open_.reasons if r.id == "X01").private


def test_items_from_different_days_count_together() -> None:
    first = whole({"RF42": "checked"}, at=ago(days=3))
    assert assessed(first, part({"RF22": "yes"})).verdict == "emergency"
