"""A plan as plain data: everything that a session is played from."""

import json
from typing import Any

import pytest
from hypothesis import given

from people import fitted, past, plan, press, quiet, routine
from sciacoach.errors import Failed
from sciacoach.plan.past import PastContact
from sciacoach.routine.limits import limits_version
from sciacoach.routine.model import Routine
from sciacoach.session.fit import Wishes
from sciacoach.session.machine import Session
from sciacoach.session.plan import Fitted
from sciacoach.session.replay import play_again
from sciacoach.session.stop_rules import Reading
from sciacoach.session.stored import before_of, plan_row, replayed
from sciacoach.vocabulary import Lowest, Region, Side, Tool
from strategies import earlier_contacts, paces, routines

STEPS = [
    press(for_=30, cues=[{"at": "half", "say": "Breathe."}]),
    quiet("breathe", breath={"in": "4s", "out": "6s"}, tags=["ease"]),
]


def test_a_plan_is_stored_whole_as_plain_json() -> None:
    pressed = PastContact(Region.QL, Tool.TENNIS_BALL, Side.LEFT, 10.0, True)
    found = plan(routine(STEPS), before=past(contacts=[pressed]))
    row = plan_row(found, hands_free=True, before=Reading(3, None, Lowest.CALF))
    again = json.loads(json.dumps(row))
    assert again == row
    assert (row["routine"], row["column"], row["dose"]) == ("test-routine", "hard", 1.0)
    assert row["before"] == {"leg": 3, "back": None, "lowest": "calf"}
    assert [turn["seconds"] for turn in row["turns"]] == [30.0, 30.0, 30.0]
    assert row["turns"][0]["cues"] == [{"at": "half", "say": "Breathe."}]
    assert row["turns"][2]["tags"] == ["ease"]
    assert row["earlier"][0]["region"] == "ql"


def row_of(found: Fitted, **changes: Any) -> dict[str, Any]:
    """The row as a history gives it back."""
    row = plan_row(found, hands_free=False, before=Reading(3, 2, Lowest.CALF)) | changes
    back: dict[str, Any] = json.loads(json.dumps(row))
    return back


def turn_of(found: Fitted, **changes: Any) -> dict[str, Any]:
    """The row with something else in its first turn."""
    row = row_of(found)
    row["turns"][0] |= changes
    return row


@given(routines(), earlier_contacts, paces)
def test_what_is_read_back_is_what_was_stored(
    found: Routine, contacts: list[PastContact], pace: Any
) -> None:
    made = fitted(found, before=past(8, contacts=contacts), wishes=Wishes(pace=pace))
    if not isinstance(made, Fitted):
        return
    row = row_of(made)
    again = replayed(row, limits_version(), made.changes)
    names = ("routine", "turns", "changes", "rules", "column", "dose", "earlier", "step_up")
    assert [getattr(again, name) for name in names] == [getattr(made, name) for name in names]
    assert plan_row(again, hands_free=False, before=before_of(row)) == row


def test_every_part_of_a_step_is_read_back() -> None:
    found = plan(routine(STEPS))
    assert replayed(row_of(found), limits_version()).turns == found.turns
    bare = plan_row(found, hands_free=False, before=Reading())
    assert before_of(bare) == Reading()


def test_a_plan_of_other_limits_is_not_played_by_these() -> None:
    with pytest.raises(Failed, match="under the limits of 2020-01-01; here are those of"):
        replayed(row_of(plan(routine(STEPS))), "2020-01-01")


@pytest.mark.parametrize(
    "change",
    [
        {"do": "jump"},
        {"seconds": -1},
        {"seconds": float("inf")},
        {"seconds": "long"},
        {"ceiling": "high"},
        {"breath": [4]},
        {"cues": [{"at": 1}]},
        {"cues": [{"at": "now", "say": "Breathe."}]},
        {"tags": 3},
        {"do": "hold"},
        {"ceiling": float("inf")},
    ],
)
def test_a_step_that_is_not_whole_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(Failed, match="not whole"):
        replayed(turn_of(plan(routine([quiet("breathe"), *STEPS])), **change), limits_version())


@pytest.mark.parametrize(
    "change",
    [
        {"turns": None},
        {"turns": [1]},
        {"column": "soft"},
        {"before": None},
        {"dose": -1},
        {"before": {"leg": 11, "back": None, "lowest": None}},
        {"before": {"leg": "much", "back": None, "lowest": None}},
    ],
)
def test_a_plan_that_is_not_whole_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(Failed, match="not whole"):
        replayed(row_of(plan(routine(STEPS)), **change), limits_version())
    with pytest.raises(Failed, match="not whole"):
        replayed({"turns": [1, 2]}, limits_version())


def test_a_stored_plan_that_passes_a_limit_is_not_played() -> None:
    found = plan(routine(STEPS))
    with pytest.raises(Failed, match=r"passes a limit \(L0"):
        replayed(turn_of(found, seconds=500.0), limits_version())


@pytest.mark.parametrize("line", ["gap", "gap far", "gap nan", "gap -3", "gap inf"])
def test_a_gap_without_a_length_cannot_be_played(line: str) -> None:
    session = Session(plan(routine(STEPS)), "one")
    with pytest.raises(Failed, match="has no length"):
        list(play_again(session, [(3.0, line)]))


def test_what_came_after_the_end_changes_nothing() -> None:
    found = plan(routine(STEPS))
    once = list(play_again(Session(found, "one"), [(3.0, "stop")]))
    after = [(3.0, "stop"), (3.0, "bla"), (4.0, "next"), (5.0, "interrupt"), (5.0, "alone")]
    assert list(play_again(Session(found, "one"), [*after, (6.0, "gap 2")])) == once
