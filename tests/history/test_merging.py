"""Two safety logs made one: never milder than either, and private items stay nameless."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from logs import NOW, PRIVATE, ago, all_no, assert_no_milder, logs

from sciacoach.history.merging import additions, without_private
from sciacoach.history.safety import row_sum
from sciacoach.screening.answers import Experience, Given, Pain
from sciacoach.screening.assess import Assessment, assess
from sciacoach.screening.catalogue import catalogue
from sciacoach.screening.clearance import PRIVATE_LABEL, Verdict
from sciacoach.screening.fold import stand
from sciacoach.screening.items import Answer, SetName
from sciacoach.screening.judge import Incomplete, judge
from sciacoach.screening.log import Answered, Cleared, Damaged, Entry, FullWanted, Lock, TouchTest
from sciacoach.screening.rows import from_row, to_row
from sciacoach.screening.standing import Standing
from sciacoach.screening.view import allowed
from sciacoach.vocabulary import Region

VERSION = catalogue().version

EXPERIENCES = st.integers(0, 6).map(
    lambda n: Experience(tuple(ago(30 * k) for k in range(n)), tuple(ago(30 * k) for k in range(n)))
)


def said(hours: float, name: SetName | None = None, **answers: Answer) -> Answered:
    given = (all_no(name) if name else {}) | {n: Given(a) for n, a in answers.items()}
    return Answered(ago(hours), name, VERSION, ago(hours), given)


def cleared(hours: float, *items: str, locks: Sequence[str] = ()) -> Cleared:
    return Cleared(ago(hours), "Dr. Lee", ago(hours).date(), items, tuple(locks))


def both(here: Sequence[Entry], there: Sequence[Entry]) -> tuple[Entry, ...]:
    return (*here, *additions(here, there))


NOBODY = Experience()


def verdict(log: Sequence[Entry], experience: Experience = NOBODY) -> Assessment:
    return assess(stand(log), experience, NOW)


@settings(max_examples=300)
@given(logs(), logs(), EXPERIENCES)
def test_a_merge_is_never_milder_than_either_log(
    here: tuple[Entry, ...], there: tuple[Entry, ...], seen: Experience
) -> None:
    merged = verdict(both(here, there), seen)
    assert_no_milder(merged, verdict(here, seen))
    assert_no_milder(merged, verdict(there, seen))


@settings(max_examples=200)
@given(logs(began=True), logs(began=True), logs(), st.integers(0, 400))
def test_nor_is_it_after_more_was_said_and_time_went_by(
    here: tuple[Entry, ...], there: tuple[Entry, ...], then: tuple[Entry, ...], hours: int
) -> None:
    """The same entries after it lift nothing that they would not lift alone. What a
    clearing covers depends on what is locked, so none is among them."""
    later = NOW + timedelta(hours=hours)
    more = [one for one in then if isinstance(one, Answered) and one.set is not None]
    nobody = Experience()
    merged = stand((*both(here, there), *more))
    for alone in (here, there):
        found = judge(merged, nobody, later)
        if isinstance(found, Incomplete):
            continue
        before = assess(stand((*alone, *more)), nobody, later)
        assert found.verdict.severity >= before.verdict.severity


@settings(max_examples=200)
@given(logs(), logs())
def test_the_full_set_is_due_after_whatever_came_in(
    here: tuple[Entry, ...], there: tuple[Entry, ...]
) -> None:
    added = additions(here, there)
    if added:
        assert stand((*here, *added)).full_wanted
        assert len(added) > 1 or stand(there).full_wanted


@settings(max_examples=200)
@given(logs(), logs())
def test_what_was_merged_once_adds_nothing_more(
    here: tuple[Entry, ...], there: tuple[Entry, ...]
) -> None:
    merged = both(here, there)
    more = additions(merged, there)
    assert [one for one in more if not isinstance(one, FullWanted)] == []


@settings(max_examples=300)
@given(logs(), EXPERIENCES)
def test_a_log_without_private_names_says_the_same_of_the_rest_and_never_less(
    log: tuple[Entry, ...], seen: Experience
) -> None:
    there = without_private(log)
    shown = verdict(there, seen)
    whole = verdict(log, seen)
    hidden = [h for n, h in stand(log).items.items() if n in PRIVATE and h.answer.is_worrying]
    assert shown.verdict.severity >= whole.verdict.severity
    assert set(allowed(shown.restrictions, shown.scope)) <= set(
        allowed(whole.restrictions, whole.scope)
    )
    if not hidden:
        assert shown.verdict == whole.verdict
        assert shown.restrictions == whole.restrictions
        assert shown.scope == whole.scope


@settings(max_examples=200)
@given(logs())
def test_no_row_of_it_names_a_private_item(log: tuple[Entry, ...]) -> None:
    text = str([to_row(one) for one in without_private(log)])
    assert not [name for name in PRIVATE if f"'{name}'" in text]
    assert not [name for name in PRIVATE if f"'{catalogue().stored_name(name)}'" in text]


@given(logs())
def test_an_entry_has_one_sum_and_another_has_another(log: tuple[Entry, ...]) -> None:
    for one in without_private(log):
        assert row_sum(from_row(*to_row(one))) == row_sum(one)
    assert len({row_sum(one) for one in log}) == len({str(to_row(one)) for one in log})


# ---- one by one ------------------------------------------------------------------------------


def held(log: Sequence[Entry], name: str) -> tuple[Answer, bool]:
    found = stand(log).items[name]
    return found.answer, found.cleared_on is not None


CLEAR = said(200, SetName.FULL)
YES = said(100, RF20=Answer.YES)
CHECKED = said(100, RF20=Answer.CHECKED)


@pytest.mark.parametrize(
    ("here", "there", "holds"),
    [
        ((CLEAR,), (YES,), (Answer.YES, False)),
        ((CLEAR,), (CHECKED,), (Answer.CHECKED, False)),
        ((CLEAR,), (YES, cleared(90, "RF20")), (Answer.YES, True)),
        ((CLEAR, YES), (YES, cleared(90, "RF20")), (Answer.YES, False)),
        ((CLEAR, YES), (said(50, SetName.FULL),), (Answer.YES, False)),
        ((CLEAR, YES, cleared(90, "RF20")), (YES,), (Answer.YES, False)),
        ((CLEAR, YES, cleared(90, "RF20")), (CHECKED,), (Answer.NOT_SURE, False)),
        ((CLEAR, CHECKED), (YES, cleared(90, "RF20")), (Answer.NOT_SURE, False)),
        ((CLEAR, CHECKED), (YES,), (Answer.YES, False)),
        ((CLEAR, CHECKED), (said(50, RF20=Answer.CHECKED),), (Answer.CHECKED, False)),
        ((CLEAR, YES, cleared(90, "RF20")), (YES, cleared(80, "RF20")), (Answer.YES, True)),
    ],
)
def test_two_machines_that_know_different_things(
    here: Sequence[Entry], there: Sequence[Entry], holds: tuple[Answer, bool]
) -> None:
    assert held(both(here, there), "RF20") == holds


def test_of_two_clearings_the_later_one_counts() -> None:
    early, late = (CLEAR, YES, cleared(90, "RF20")), (CLEAR, YES, cleared(80, "RF20"))
    for merged in (both(early, late), both(late, early)):
        assert stand(merged).items["RF20"].cleared_at == ago(80)


def test_a_clearing_on_both_machines_covers_what_either_was_told() -> None:
    here = (CLEAR, said(100, RF20=Answer.YES), cleared(40, "RF20"))
    there = (said(50, RF20=Answer.NOT_SURE), cleared(45, "RF20"))
    found = stand(both(here, there)).items["RF20"]
    assert (found.latest, found.cleared_at) == (ago(50), ago(40))


def test_higher_readings_come_along_and_lower_ones_do_not() -> None:
    low = Answered(ago(9), SetName.FULL, VERSION, ago(9), all_no(SetName.FULL), pain=Pain(2, 5))
    high = Answered(ago(9), None, VERSION, ago(9), pain=Pain(4, 3))
    assert stand(both((low,), (high,))).pain == Pain(4, 5)
    assert stand(both((high,), (low,))).pain == Pain(4, 5)


def test_regions_and_a_later_answer_come_along() -> None:
    here = (CLEAR, Answered(ago(90), None, VERSION, ago(90), {"C10": Given(Answer.YES)}))
    calf = Given(Answer.YES, frozenset({Region.CALVES}))
    there = (Answered(ago(5), None, VERSION, ago(5), {"C10": calf}),)
    assert stand(both((CLEAR,), there)).items["C10"].regions == {Region.CALVES}
    assert stand(both(here, there)).items["C10"].latest == ago(5)
    assert stand(both(there, here)).items["C10"].regions == frozenset(Region)


def locks(log: Sequence[Entry]) -> list[tuple[str, str, bool]]:
    return [(o.rule, str(o.verdict), o.cleared_on is not None) for o in stand(log).locks]


URGENT = Lock(ago(50), "N5", Verdict.URGENT)
LIGHTER = Lock(ago(50), "N5", Verdict.SEE_CLINICIAN)


@pytest.mark.parametrize(
    ("here", "there", "found"),
    [
        ((CLEAR,), (URGENT,), [("N5", "urgent", False)]),
        ((CLEAR, URGENT), (LIGHTER,), [("N5", "urgent", False)]),
        (
            (CLEAR, LIGHTER),
            (URGENT,),
            [("N5", "see_clinician", False), ("N5", "urgent", False)],
        ),
        ((CLEAR, URGENT), (URGENT, cleared(9, locks=["N5"])), [("N5", "urgent", False)]),
        ((CLEAR,), (URGENT, cleared(9, locks=["N5"])), [("N5", "urgent", True)]),
        (
            (CLEAR, URGENT, cleared(20, locks=["N5"])),
            (URGENT,),
            [("N5", "urgent", True), ("N5", "urgent", False)],
        ),
        (
            (CLEAR, URGENT, cleared(9, locks=["N5"])),
            (URGENT, cleared(9, locks=["N5"])),
            [("N5", "urgent", True)],
        ),
    ],
)
def test_locks_of_two_machines(
    here: Sequence[Entry], there: Sequence[Entry], found: list[tuple[str, str, bool]]
) -> None:
    assert locks(both(here, there)) == found


def test_who_cleared_is_told_with_an_imported_clearing() -> None:
    added = additions((CLEAR,), (YES, cleared(90, "RF20")))
    assert [one.by for one in added if isinstance(one, Cleared)] == ["Dr. Lee"]


def test_a_touch_test_that_was_not_passed_there_is_not_passed_here() -> None:
    here = (CLEAR, said(90, P07=Answer.YES), TouchTest(ago(80), passed=True))
    there = (said(90, P07=Answer.YES),)
    assert not stand(both(here, there)).touch_passed
    assert stand(both(here, (said(90, P02=Answer.YES),))).touch_passed


def test_nothing_comes_of_nothing() -> None:
    assert additions((CLEAR,), ()) == ()
    assert additions((CLEAR, YES), (CLEAR, YES)) == ()


def test_into_an_empty_log_all_goes_in_order_and_everything_is_asked_again() -> None:
    there = (CLEAR, YES)
    *first, last = additions((), there)
    assert tuple(first) == there
    assert isinstance(last, FullWanted)


def nameless(log: Sequence[Entry]) -> tuple[Verdict, bool] | None:
    found = [one for one in stand(without_private(log)).locks if one.rule == PRIVATE_LABEL]
    return (found[0].verdict, found[0].cleared_on is not None) if found else None


@pytest.mark.parametrize("name", PRIVATE)
def test_a_private_answer_still_binds_without_its_name(name: str) -> None:
    yes, checked = (said(50, None, **{name: one}) for one in (Answer.YES, Answer.CHECKED))
    assert nameless((CLEAR, yes)) == (Verdict.EMERGENCY, False)
    assert nameless((CLEAR, checked)) == (Verdict.SEE_CLINICIAN, False)
    assert nameless((CLEAR, yes, cleared(40, name))) == (Verdict.SEE_CLINICIAN, True)
    assert nameless((CLEAR,)) is None


def test_a_private_answer_in_a_combination_is_as_strict_as_that() -> None:
    log = (CLEAR, said(50, RF43=Answer.CHECKED, RF22=Answer.YES))
    assert verdict(log).verdict is Verdict.EMERGENCY
    assert nameless(log) == (Verdict.EMERGENCY, False)


def test_of_two_private_answers_one_clearing_is_not_enough() -> None:
    log = (CLEAR, said(50, RF06=Answer.YES, RF43=Answer.YES), cleared(40, "RF43"))
    assert nameless(log) == (Verdict.EMERGENCY, False)


def test_a_damaged_entry_goes_out_as_a_wish_for_all_questions() -> None:
    log = (Answered(ago(9), None, VERSION, ago(9), damaged=True), Damaged())
    shown = without_private(log)
    assert [type(one) for one in shown] == [Answered, FullWanted, FullWanted]
    assert not stand((CLEAR,)).full_wanted
    assert stand(without_private((CLEAR, Damaged()))).full_wanted


def test_the_standing_of_an_empty_log_is_empty() -> None:
    assert stand(both((), ())) == Standing()
