"""What `screen --withdraw` may take back, and what it leaves (rules.md section 2)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from screen_kit import NOW, ago, part, standing, whole

from sciacoach.screening.fold import stand
from sciacoach.screening.log import (
    IMPORTED,
    Damaged,
    Entry,
    FullWanted,
    NewSpell,
    Origin,
    Withdrawn,
)
from sciacoach.screening.rows import from_row, to_row
from sciacoach.screening.withdraw import Mistakes, mistakes


def left(log: Sequence[Entry]) -> list[set[str]]:
    return [set(one.answers) for one in mistakes(log, NOW).left]


def holds(*log: Entry) -> set[str]:
    return set(stand(log).worrying(NOW))


ALARM = part({"RF05": "yes", "RF20": "yes"}, at=ago(minutes=5))


def test_a_mistake_at_the_screen_is_taken_back_once() -> None:
    assert left([ALARM]) == [{"RF05", "RF20"}]
    log: list[Entry] = [ALARM, Withdrawn(NOW)]
    assert holds(*log) == set()
    assert mistakes(log, NOW) == Mistakes(again=True)
    assert not mistakes(log, NOW + timedelta(minutes=11)).again


def test_what_is_left_of_it_can_still_be_taken_back() -> None:
    log: list[Entry] = [ALARM, Withdrawn(NOW, ("RF05",))]
    assert left(log) == [{"RF20"}]
    assert mistakes(log, NOW).again


def test_a_read_back_is_no_command() -> None:
    log: list[Entry] = [ALARM, Withdrawn(NOW, ("RF05",), read_back=True)]
    assert mistakes(log, NOW) == Mistakes((ALARM,))


@pytest.mark.parametrize(("minutes", "young"), [(0, True), (10, True), (10.1, False)])
def test_ten_minutes(minutes: float, young: bool) -> None:
    assert bool(left([part({"RF05": "yes"}, at=ago(minutes=minutes))])) is young


@pytest.mark.parametrize("origin", [Origin.SESSION, Origin.CHECKIN])
def test_what_was_confirmed_elsewhere_stays(origin: Origin) -> None:
    confirmed = replace(ALARM, origin=origin)
    assert mistakes([confirmed], NOW) == Mistakes()
    assert holds(confirmed, Withdrawn(NOW)) == {"RF05", "RF20"}
    assert from_row(*to_row(confirmed)) == confirmed
    row = to_row(confirmed)
    assert from_row(row[0], row[1], {**row[2], "origin": "moon"}).origin is Origin.SESSION  # type: ignore[union-attr]


def test_a_row_without_an_origin_is_of_the_screen() -> None:
    assert "origin" not in to_row(ALARM)[2]
    assert from_row(*to_row(ALARM)) == ALARM


def test_what_came_in_with_an_import_stays() -> None:
    came: list[Entry] = [ALARM, FullWanted(ago(minutes=5), IMPORTED)]
    assert mistakes(came, NOW) == Mistakes()
    assert holds(*came, Withdrawn(NOW)) == {"RF05", "RF20"}
    later: list[Entry] = [*came, part({"RF01": "yes"}, at=ago(minutes=1))]
    assert left(later) == [{"RF01"}]
    assert holds(*later, Withdrawn(NOW)) == {"RF05", "RF20"}


def test_what_another_machine_had_taken_back_stays_taken_back() -> None:
    assert holds(ALARM, Withdrawn(ago(minutes=4)), FullWanted(ago(minutes=4), IMPORTED)) == set()


def test_another_wish_for_the_full_set_bars_nothing() -> None:
    assert left([ALARM, FullWanted(ago(minutes=4), "D1")]) == [{"RF05", "RF20"}]


AHEAD = timedelta(minutes=1)


def test_a_clock_that_was_set_back_makes_no_answer_young() -> None:
    assert mistakes([replace(ALARM, at=NOW + AHEAD)], NOW) == Mistakes(set_back=True)
    assert mistakes([ALARM, NewSpell(NOW + AHEAD)], NOW) == Mistakes(set_back=True)
    assert mistakes([ALARM], NOW, latest=NOW + AHEAD) == Mistakes(set_back=True)


def test_what_was_dated_ahead_before_the_answer_bars_nothing() -> None:
    assert left([NewSpell(NOW + AHEAD), Damaged(), ALARM]) == [{"RF05", "RF20"}]
    assert mistakes([ALARM], NOW, latest=ago(minutes=6)).left == (ALARM,)


def test_old_answers_of_a_clock_that_was_set_back_are_no_matter() -> None:
    log: list[Entry] = [replace(ALARM, at=ago(minutes=20)), NewSpell(NOW + AHEAD)]
    assert mistakes(log, NOW) == Mistakes()


def test_a_whole_set_is_taken_back_whole() -> None:
    said = whole(at=ago(minutes=1))
    assert mistakes([said], NOW).left == (said,)
    assert standing(said, Withdrawn(NOW)).last is None
