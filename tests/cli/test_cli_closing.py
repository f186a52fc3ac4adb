"""The closing page with a real history: what was delivered beside what was planned."""

from pathlib import Path

import pytest
from checkin_kit import Morning

from people import NOW, plan, press, quiet, routine
from sciacoach.cli.closing import Press, beside, summary_of
from sciacoach.cli.why_parts import name_of, title_of
from sciacoach.dialogs.closing_page import page
from sciacoach.errors import Failed
from sciacoach.history.records import SessionRecord
from sciacoach.history.store import Store, open_store
from sciacoach.history.words import whole as session_lines
from sciacoach.session.alone import RULE
from sciacoach.session.plan import Fitted
from sciacoach.vocabulary import Region, Side

PLAN: Fitted = plan(routine([press(region="piriformis", for_=40), quiet()]))


@pytest.fixture
def person(tmp_path: Path) -> Morning:
    """A person with a history of their own."""
    return Morning(tmp_path)


def test_each_region_and_side_stands_beside_its_plan(person: Morning) -> None:
    session = person.had_session()
    with open_store(person.paths) as store:
        found = summary_of(store, session, PLAN, NOW)

    assert {(one.region, one.side) for one in found.pressed} == {
        (Region.PIRIFORMIS, Side.LEFT),
        (Region.PIRIFORMIS, Side.RIGHT),
    }
    assert all(one.delivered_s == one.planned_s == 40 for one in found.pressed)
    assert found.planned_s == PLAN.planned_s
    assert found.before == found.after


def test_what_was_not_planned_and_both_sides_at_once_are_counted() -> None:
    planned = [Press(Region.CALVES, Side.BOTH, 30)]
    done = [Press(Region.CALVES, Side.LEFT, 10), Press(Region.QL, Side.RIGHT, 5)]
    found = [
        (one.region, one.side, one.planned_s, one.delivered_s) for one in beside(planned, done)
    ]

    assert found == [
        (Region.CALVES, Side.LEFT, 30, 10),
        (Region.CALVES, Side.RIGHT, 30, 0),
        (Region.QL, Side.RIGHT, 0, 5),
    ]


def test_a_rule_that_spoke_is_told_once_and_all_is_well_not_at_all(person: Morning) -> None:
    session = person.had_session()
    with open_store(person.paths) as store:
        for rule in ("D4", "D14", "D4"):
            store.advice(session, rule, 10.0)
        found = summary_of(store, session, PLAN, NOW)

    assert [rule for rule, _ in found.advice] == ["D4"]
    assert found.advice[0][1].startswith("Come off.")


def test_pressing_that_was_left_out_for_want_of_an_answer_is_told(person: Morning) -> None:
    session = person.had_session()
    with open_store(person.paths) as store:
        for rule in (RULE, RULE):
            store.advice(session, rule, 10.0)
        found = summary_of(store, session, PLAN, NOW)
        told = store.session(session)
    assert told is not None
    assert "At 0:10 nobody answered a check" in "\n".join(session_lines(told))
    assert title_of(RULE) is not None
    assert name_of(RULE) == "check"
    lines = list(page(found, 40))
    assert len(found.advice) == 1
    assert "no answer, so pressing after it was left out." in " ".join(" ".join(lines).split())
    assert not any(RULE in line for line in lines)


def test_advice_for_a_quiet_moment_comes_the_first_time_and_not_the_second(
    person: Morning,
) -> None:
    first = person.had_session(hours_ago=48)
    with open_store(person.paths) as store:
        assert summary_of(store, first, PLAN, NOW).quiet == ("AD3", "AD4")
    second = person.had_session(hours_ago=2)
    with open_store(person.paths) as store:
        assert summary_of(store, second, PLAN, NOW).quiet == ()


def test_a_history_that_cannot_be_read_leaves_the_signs(person: Morning) -> None:
    class Broken(Store):
        def session(self, session: str) -> SessionRecord | None:
            raise Failed("no")

    session = person.had_session()
    with open_store(person.paths) as store:
        broken = Broken(store._db)
        assert summary_of(broken, session, PLAN, NOW).kept is False
