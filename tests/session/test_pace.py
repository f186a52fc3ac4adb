"""How long getting on and changing over take: a setting, and what follows from it."""

import pytest

from people import cleared, fitted, plan, press, quiet, routine
from sciacoach.routine.layout import MOST_PREPARE_S, Pace, lay_out
from sciacoach.routine.limits import breaches
from sciacoach.screening.clearance import Restrictions
from sciacoach.session.fit import Wishes
from sciacoach.session.plan import Refused
from watching import Watched, played

SLOW = Pace(30.0, 20.0)
BALL = routine([press(for_=30), quiet("move", 30)])


def test_getting_on_and_changing_over_take_as_long_as_was_set() -> None:
    turns = plan(BALL, wishes=Wishes(pace=SLOW)).turns
    assert [(turn.prepare_s, turn.change) for turn in turns] == [
        (30.0, False),
        (20.0, True),
        (0.0, False),
    ]


def test_they_count_towards_the_length_and_not_as_contact() -> None:
    found = plan(BALL, wishes=Wishes(pace=SLOW))
    assert (found.planned_s, found.contact_s) == (30 + 30 + 20 + 30 + 30, 60)


def test_a_session_gives_them_the_time() -> None:
    watched = played(plan(BALL, wishes=Wishes(pace=SLOW)))
    starts = [one.body() for one in watched.events if one.kind == "step_started"]
    assert [one["t"] for one in starts] == [30, 80, 110]
    told = [one.body() for one in watched.events if one.kind == "step_announced"]
    assert [one["starts_in"] for one in told] == [30, 20, 0]


@pytest.mark.parametrize("pace", [(9.9, 10.0), (10.0, 9.0), (MOST_PREPARE_S + 0.1, 10.0)])
def test_no_other_pace_can_be_made(pace: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="is not within 10 and 40"):
        Pace(*pace)


def test_a_long_getting_on_counts_towards_l12_and_takes_contact_away() -> None:
    """12 minutes are the length under a precaution: what getting on takes, pressing loses."""
    steps = [
        part
        for region in ("glute_max", "tfl_itb", "glute_med_min", "lumbar_paraspinal", "piriformis")
        for part in (press(region=region, for_=30), quiet("rest", 60))
    ]
    found = routine(steps * 2, tools=["tennis_ball"])
    care = cleared({"P02": Restrictions(precaution=True)})
    usual = plan(found, care)
    slow = plan(found, care, wishes=Wishes(pace=Pace(40.0, 40.0)))
    assert slow.contact_s < usual.contact_s
    assert "L12" in slow.rules
    assert "L12" not in usual.rules
    assert breaches(slow.turns, slow.column) == ()


def test_a_longer_getting_on_is_rest_and_less_has_to_be_put_in() -> None:
    """60 s of rest before the same place again, under a precaution: 20 of them stand in the
    file, and getting on is rest too."""
    steps = [press(for_=20, side="left"), quiet("rest", 20), press(for_=20, side="left")]
    care = cleared({"P02": Restrictions(precaution=True)})
    assert "L19" in plan(routine(steps), care).rules
    assert "L19" not in plan(routine(steps), care, wishes=Wishes(pace=Pace(40.0, 10.0))).rules


def test_a_file_that_just_fits_is_refused_when_getting_on_makes_it_too_long() -> None:
    found = routine([press(for_=20), quiet("move", 3530)])
    assert plan(found)
    out = fitted(found, wishes=Wishes(pace=Pace(40.0, 40.0)))
    assert isinstance(out, Refused)
    assert out.rules == ("L34",)
    assert "config set get_on_s" in out.until


def test_a_file_is_judged_by_the_defaults() -> None:
    assert [turn.prepare_s for turn in lay_out(BALL)] == [10.0, 10.0, 0.0]


def test_extending_counts_the_getting_on_that_was_set() -> None:
    found = Watched(plan(BALL, wishes=Wishes(pace=SLOW)))
    found.wait(29)
    assert found.session.state == "preparing"
    found.wait(2)
    assert found.session.state == "working"
