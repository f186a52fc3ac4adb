"""The table of states: what may happen where, and that nothing else does."""

from typing import Any

import pytest

from people import plan, press, quiet, routine
from sciacoach.session import events as ev
from sciacoach.session.commands import COMMANDS
from sciacoach.session.states import MEANING, RUNS, TABLE, State, as_markdown, leads, may
from watching import Watched

STEPS = [
    press(for_=40),
    quiet("setup", 20),
    quiet("check", 30),
    press(region="tfl_itb", for_=40),
    quiet("move", 30),
]
FOUND = plan(routine(STEPS))
TURNS = {"contact": 0, "setup": 2, "check": 3}


def skipped_to(index: int) -> Watched:
    """A session that was skipped to the turn `index`."""
    watched = Watched(FOUND)
    for _ in range(index):
        watched.give("next")
    return watched


def in_state(state: State) -> Watched:
    """A session that stands in `state`."""
    watched = skipped_to(2 if state in (State.WAITING, State.OVERTIME) else 0)
    waits = {State.PREPARING: 4.0, State.WAITING: 5.0, State.OVERTIME: 25.0}
    watched.wait(waits.get(state, 20.0))
    if state in (State.PAUSED, State.RETURNING):
        watched.give("pause")
    if state is State.RETURNING:
        watched.give("resume")
    if state is State.RECHECK:
        watched.give("wrong", what="numb")
    if state is State.ASKING:
        watched.give("wrong", what="other")
    if state is State.ENDED:
        watched.give("stop")
    assert watched.session.state is state
    return watched


PLAYED = [state for state in State if state is not State.READY]
VALUES: dict[str, dict[str, Any]] = {
    "pain": {"leg": 3},
    "local": {"local": 2},
    "wrong": {"what": "bone"},
}


@pytest.mark.parametrize("state", PLAYED)
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_does_what_the_table_says_or_is_refused(state: State, name: str) -> None:
    watched = in_state(state)
    before = watched.snapshot()
    said = watched.give(name, **VALUES.get(name, {}))
    if state is State.ENDED:
        assert said == []
    elif may(state, name):
        assert leads(state, name, watched.session.state) or name == "pain"
    else:
        assert [type(one) for one in said] == [ev.Refused]
        assert watched.snapshot() == before


@pytest.mark.parametrize("state", PLAYED)
def test_time_leads_where_the_table_says(state: State) -> None:
    watched = in_state(state)
    until = watched.session.until_next()
    if state in (State.OVERTIME, State.ENDED):
        assert until is None
        assert watched.wait(1000) == []
        return
    for _ in range(4):
        came_from = watched.session.state
        watched.wait(watched.session.until_next() or 0.0)
        assert leads(came_from, "time", watched.session.state)


@pytest.mark.parametrize("state", PLAYED)
def test_a_gap_leads_where_the_table_says_and_the_clock_stands(state: State) -> None:
    watched = in_state(state)
    t, clock = watched.session.t, watched.session.clock
    said = watched.session.gap(7.0)
    assert watched.session.t == t
    assert watched.session.clock == clock + (0.0 if state is State.ENDED else 7.0)
    if may(state, "gap"):
        assert watched.session.state is State.PAUSED
        assert said[0] == ev.Paused(t, "gap")
    else:
        assert watched.session.state is state
        assert said == []


@pytest.mark.parametrize("state", PLAYED)
def test_an_interruption_ends_every_state_and_is_no_end_of_its_own_twice(state: State) -> None:
    watched = in_state(state)
    ended = state is State.ENDED
    said = watched.session.interrupt()
    assert watched.session.ended
    assert [type(one) for one in said][-1:] == ([] if ended else [ev.SessionEnded])
    assert watched.session.interrupt() == []


def test_before_its_start_a_session_refuses_everything() -> None:
    from sciacoach.session.commands import Command
    from sciacoach.session.machine import Session

    session = Session(FOUND, "one")
    assert session.state is State.READY
    assert (session.index, session.turn, session.step_delivered_s) == (-1, None, 0.0)
    assert [type(one) for one in session.command(Command("next"))] == [ev.Refused]
    assert session.interrupt() == []
    assert session.until_next() is None
    assert session.advance(5) == []


def test_every_state_has_a_row_and_a_meaning() -> None:
    assert set(TABLE) == set(MEANING) == set(State)
    assert set(RUNS) < set(State)


def test_every_state_but_the_first_can_be_reached() -> None:
    reached = {to for row in TABLE.values() for targets in row.values() for to in targets or ()}
    assert reached == set(State) - {State.READY}


def test_the_page_of_the_docs_shows_every_state_and_trigger() -> None:
    page = as_markdown()
    for state, row in TABLE.items():
        assert f"| `{state}` |" in page
        for trigger in row:
            assert f"| `{state}` | `{trigger}` |" in page
    assert "[*] --> ready" in page
    assert "ended --> [*]" in page
