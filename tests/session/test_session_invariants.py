"""What holds for every session, whatever the routine and whatever the person does."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from people import cleared, fitted, past, plan, press, routine
from sciacoach.plan.past import PastContact
from sciacoach.routine.layout import Pace
from sciacoach.routine.model import Routine
from sciacoach.screening.clearance import Restrictions
from sciacoach.session.commands import Command
from sciacoach.session.events import Refused, SessionEnded, StepEnded
from sciacoach.session.fit import Wishes
from sciacoach.session.machine import EXTEND_S
from sciacoach.session.plan import Fitted
from sciacoach.vocabulary import Side
from strategies import (
    commands,
    earlier_contacts,
    keys,
    many,
    paces,
    restrictions,
    routines,
    worried,
)
from watching import Watched, played

Keys = list[tuple[float, Command]]


def plan_or_none(
    found: Routine, own: Restrictions, contacts: list[PastContact], calm: int, pace: Pace
) -> Fitted | None:
    out = fitted(found, cleared({"X": own}), past(calm, contacts=contacts), Wishes(pace=pace))
    return out if isinstance(out, Fitted) else None


plans = st.builds(
    plan_or_none, routines(), restrictions, earlier_contacts, st.sampled_from([0, 4, 8, 8]), paces
).filter(lambda found: found is not None)
free_plans = st.builds(lambda found: fitted(found), routines()).filter(
    lambda found: isinstance(found, Fitted)
)
any_plan = st.one_of(plans, free_plans)
faces = st.tuples(st.booleans(), st.booleans())
"""Whether it is hands-free, and whether it is a rehearsal."""


@settings(max_examples=200)
@given(any_plan, keys, faces)
def test_no_keys_and_no_waiting_get_past_a_limit(
    found: Fitted, pressed: Keys, how: tuple[bool, bool]
) -> None:
    watched = Watched(found, hands_free=how[0], rehearsal=how[1])
    watched.do(pressed)
    watched.go_on(200)
    assert watched.limits_passed() == set()


@pytest.mark.slow
@settings(max_examples=10_000)
@given(any_plan, keys, faces)
def test_no_keys_and_no_waiting_get_past_a_limit_in_many_more_tries(
    found: Fitted, pressed: Keys, how: tuple[bool, bool]
) -> None:
    watched = Watched(found, hands_free=how[0], rehearsal=how[1])
    watched.do(pressed)
    watched.go_on(200)
    assert watched.limits_passed() == set()


@settings(max_examples=200)
@given(any_plan, keys, faces)
def test_no_keys_make_a_step_longer_than_its_file_but_for_one_step_up(
    found: Fitted, pressed: Keys, how: tuple[bool, bool]
) -> None:
    watched = Watched(found, hands_free=how[0], rehearsal=how[1])
    watched.do(pressed)
    watched.go_on(200)
    more = EXTEND_S if found.step_up else 0.0
    for one in watched.events:
        if isinstance(one, StepEnded) and found.turns[one.index].is_contact:
            assert one.planned_s <= found.turns[one.index].in_file_s + more + 1e-6


@settings(max_examples=100)
@given(any_plan, keys, faces, many(commands, 5))
def test_nothing_follows_the_end(
    found: Fitted, pressed: Keys, how: tuple[bool, bool], after: Keys
) -> None:
    watched = Watched(found, hands_free=how[0], rehearsal=how[1])
    watched.do(pressed)
    watched.events += watched.session.command(Command("stop"))
    watched.events += watched.session.interrupt()
    ends = [n for n, one in enumerate(watched.events) if isinstance(one, SessionEnded)]
    assert ends == [len(watched.events) - 1]
    before = watched.snapshot()
    for seconds, command in after:
        assert watched.session.advance(seconds) == []
        assert watched.session.command(command) == []
        assert watched.session.gap(seconds) == []
        assert watched.session.interrupt() == []
    assert watched.snapshot() == before


@settings(max_examples=100)
@given(any_plan, keys, faces)
def test_a_refused_command_changes_nothing(
    found: Fitted, pressed: Keys, how: tuple[bool, bool]
) -> None:
    watched = Watched(found, hands_free=how[0], rehearsal=how[1])
    for seconds, command in pressed:
        watched.wait(seconds)
        before = watched.snapshot()
        said = watched.session.command(command)
        if any(isinstance(one, Refused) for one in said):
            assert len(said) == 1
            assert watched.snapshot() == before


@settings(max_examples=100)
@given(any_plan, keys, faces)
def test_the_same_keys_give_the_same_events(
    found: Fitted, pressed: Keys, how: tuple[bool, bool]
) -> None:
    twice = [Watched(found, hands_free=how[0], rehearsal=how[1]) for _ in range(2)]
    for watched in twice:
        watched.do(pressed)
    assert twice[0].bodies() == twice[1].bodies()


@settings(max_examples=60)
@given(any_plan, keys, st.integers(2, 7))
def test_the_same_keys_give_the_same_events_in_whatever_pieces_time_comes(
    found: Fitted, pressed: Keys, pieces: int
) -> None:
    whole, parts = Watched(found), Watched(found)
    whole.do(pressed)
    parts.do(pressed, pieces)
    assert len(parts.bodies()) == len(whole.bodies())
    for one, other in zip(parts.bodies(), whole.bodies(), strict=True):
        assert one == {key: about(value) for key, value in other.items()}


def about(value: object) -> object:
    """A time that was told to the thousandth may fall to either side of it."""
    return pytest.approx(value, abs=0.0011) if isinstance(value, float) else value


@settings(max_examples=100)
@given(any_plan)
def test_what_nothing_interrupts_is_delivered_as_planned(found: Fitted) -> None:
    watched = played(found)
    end = watched.events[-1]
    assert isinstance(end, SessionEnded)
    assert end.outcome == "completed"
    assert end.delivered_s == pytest.approx(found.planned_s, abs=1e-3)
    assert end.contact_s == pytest.approx(found.contact_s, abs=1e-3)
    assert end.paused_s == 0
    assert end.t == pytest.approx(found.planned_s)
    ended = [one for one in watched.events if isinstance(one, StepEnded)]
    assert [one.index for one in ended] == list(range(len(found.turns)))
    for one in ended:
        assert one.delivered_s == pytest.approx(found.turns[one.index].seconds, abs=1e-3)


@settings(max_examples=60)
@given(any_plan, st.booleans())
def test_both_sides_of_a_step_get_the_same_time(found: Fitted, extended: bool) -> None:
    watched = Watched(found, hands_free=True, rehearsal=True)
    while not watched.session.ended:
        turn = watched.session.turn
        if extended and turn and not turn.change:
            watched.session.command(Command("extend"))
        watched.wait(7.0)
    sides: dict[object, set[float]] = {}
    for one in watched.events:
        if isinstance(one, StepEnded):
            turn = found.turns[one.index]
            sides.setdefault((turn.source, turn.rounds), set()).add(round(one.delivered_s, 3))
    assert all(len(seconds) == 1 for seconds in sides.values())


@settings(max_examples=60)
@given(any_plan)
def test_skipping_everything_delivers_nothing(found: Fitted) -> None:
    watched = Watched(found)
    while not watched.session.ended:
        watched.events += watched.session.command(Command("next"))
    end = watched.events[-1]
    assert isinstance(end, SessionEnded)
    assert (end.delivered_s, end.contact_s) == (0, 0)
    ended = [one for one in watched.events if isinstance(one, StepEnded)]
    assert {(one.delivered_s, one.outcome) for one in ended} <= {(0.0, "skipped")}


@settings(max_examples=100)
@given(any_plan, keys, faces)
def test_what_is_told_at_the_end_is_what_the_steps_told(
    found: Fitted, pressed: Keys, how: tuple[bool, bool]
) -> None:
    watched = Watched(found, hands_free=how[0], rehearsal=how[1])
    watched.do(pressed)
    watched.events += watched.session.interrupt()
    end = watched.events[-1]
    assert isinstance(end, SessionEnded)
    contact = sum(
        one.delivered_s
        for one in watched.events
        if isinstance(one, StepEnded) and found.turns[one.index].is_contact
    )
    assert end.contact_s == pytest.approx(contact, abs=1e-3)
    times = [one.t for one in watched.events]
    assert times == sorted(times)


@settings(max_examples=200)
@given(any_plan, st.one_of(keys, many(worried, 20), many(worried, 20)), faces)
def test_a_question_stands_exactly_where_something_is_being_found_out(
    found: Fitted, pressed: Keys, how: tuple[bool, bool]
) -> None:
    watched = Watched(found, hands_free=how[0], rehearsal=how[1])
    for seconds, command in pressed:
        watched.do([(seconds, command)])
        session = watched.session
        asks = session.state in ("recheck", "asking")
        assert session.ended or asks == (session._watch.pending is not None)
        assert (session.question is not None) == (session.state == "asking")


def test_a_session_takes_nothing_but_a_plan_that_fit_made() -> None:
    found = plan(routine([press()]))
    with pytest.raises(TypeError, match=r"session\.fit"):
        Fitted(found.routine, found.title, "", found.turns, (), (), found.column, 1, "", "", ())
    assert found.turns[0].side is not Side.BOTH
