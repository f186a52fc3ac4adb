"""A plan that was begun goes on only where all of it would still be allowed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from people import NOW, cleared, fitted, past, plan, press, quiet, routine, screened
from sciacoach.plan.past import Past, PastContact, PastSession
from sciacoach.routine.model import Routine
from sciacoach.screening.clearance import Clearance, Restrictions, Scope, Verdict
from sciacoach.session.allowed import key_of
from sciacoach.session.fit import Wishes, objection
from sciacoach.session.plan import Fitted, Refused
from sciacoach.vocabulary import Position, Region, Side, Tool
from strategies import earlier_contacts, heavy_routines, restrictions, routines

ROUTINE = routine([quiet("setup", 20), press(for_=40), quiet("rest", 30), quiet("move", 30)])
BALL = PastContact(Region.GLUTE_MAX, Tool.TENNIS_BALL, Side.LEFT, 40.0, True, Position.WALL)
MINE = PastSession(
    "mine", "test-routine", NOW - timedelta(minutes=9), (BALL,), "interrupted", False
)
OTHER = replace(MINE, id="other", started_at=NOW - timedelta(minutes=20))


def objects(
    clearance: Clearance | None = None,
    *others: PastSession,
    found: Fitted | None = None,
    to: Routine = ROUTINE,
    before: Past | None = None,
) -> Refused | None:
    """What is said against going on with a plan of nine minutes ago."""
    history = Past((*(before or past()).sessions, *others, MINE))
    begun = found or plan(to)
    return objection(begun, "mine", to, clearance or cleared(), history, NOW, lambda _: None)


def rules(refused: Refused | None) -> tuple[str, ...]:
    assert refused is not None
    assert all(line.strip() and "{" not in line for line in refused.lines)
    return refused.rules


def test_the_session_itself_does_not_count_against_going_on() -> None:
    assert objects() is None
    assert not isinstance(fitted(ROUTINE, before=Past((*past().sessions, MINE))), Fitted)


def test_another_session_counts() -> None:
    assert {"L21", "L08"} <= set(rules(objects(None, OTHER)))


@pytest.mark.parametrize(
    "own",
    [
        Restrictions(blocked_regions=frozenset({Region.GLUTE_MAX})),
        Restrictions(tools=frozenset({Tool.HANDS})),
        Restrictions(tools=frozenset({Tool.SOFT_BALL})),
        Restrictions(ceiling=3),
        Restrictions(dose=0.5),
        Restrictions(precaution=True),
    ],
)
def test_any_stricter_answer_ends_it(own: Restrictions) -> None:
    assert "X" in rules(objects(cleared({"X": own})))


def test_the_stricter_column_ends_what_began_under_the_other() -> None:
    """Whatever dose it had."""
    found = replace(plan(ROUTINE), dose=0.5)
    own = cleared({"X": Restrictions(precaution=True)})
    assert "X" in rules(objects(own, found=found))
    same = plan(ROUTINE, own)
    assert objects(own, found=same) is None
    assert objects(found=same) is None


def test_what_the_routine_is_not_for_ends_it() -> None:
    barred = routine([press()], not_for=["P02"])
    assert rules(objects(cleared({"P02": Restrictions()}), to=barred)) == ("P02",)


def test_a_verdict_that_allows_nothing_ends_it() -> None:
    nothing = cleared(verdict=Verdict.EMERGENCY, scope=Scope(anything=False))
    assert objects(nothing) is not None
    assert "C07" in rules(objects(screened("C07")))
    assert objects(screened(leg=8)) is not None


def test_a_step_may_not_grow_any_more_where_that_is_over() -> None:
    found = replace(plan(ROUTINE), step_up=True)
    assert objects(found=found) is None
    assert rules(objects(found=found, before=past(8, contacts=[BALL]))) != ()
    gentle = cleared({"X": Restrictions()}, verdict=Verdict.GENTLE)
    assert rules(objects(gentle, found=found)) == ("L27",)


def test_hands_too_often_end_it() -> None:
    hands = routine([press("stroke", for_=60, tool="hands", position="chair")], tools=["hands"])
    stroked = replace(BALL, tool=Tool.HANDS)
    others = [replace(OTHER, id=f"o{n}", contacts=(stroked,)) for n in range(3)]
    found = replace(plan(hands), step_up=False)
    assert rules(objects(None, *others, found=found, to=hands)) == ("L22",)


def test_what_can_be_done_instead_is_offered() -> None:
    walk = routine([quiet("breathe", 60)], id="ease-and-walk", tools=[], position="chair")
    history = Past((*past().sessions, OTHER, MINE))
    found = objection(plan(ROUTINE), "mine", ROUTINE, cleared(), history, NOW, lambda _: walk)
    assert found is not None
    assert found.offer == "flare-day"


@settings(max_examples=200)
@given(
    st.one_of(routines(), heavy_routines()),
    restrictions,
    restrictions | st.just(Restrictions()),
    earlier_contacts,
    st.booleans(),
)
def test_what_goes_on_would_be_fitted_as_long_and_as_strong_now(
    found: Routine,
    then: Restrictions,
    now: Restrictions,
    contacts: list[PastContact],
    same: bool,
) -> None:
    before = past(8, contacts=contacts)
    begun = fitted(found, cleared({"X": then}), before, Wishes())
    if not isinstance(begun, Fitted):
        return
    clearance = cleared({"X": then if same else now})
    refused = objects(clearance, found=begun, to=found, before=before)
    if refused:
        assert not same
        return
    fresh = fitted(found, clearance, before)
    assert isinstance(fresh, Fitted)
    allowed = {key_of(turn): turn for turn in fresh.turns}
    for turn in begun.turns:
        if turn.is_contact:
            may = allowed[key_of(turn)]
            assert may.tool is turn.tool
            assert may.seconds >= turn.seconds - 1e-6
            assert (may.ceiling or 0) >= (turn.ceiling or 0)
