"""Fit at its edges: what a setup serves, which rest is longer, how short is too short."""

from datetime import timedelta

import pytest

from people import NOW, Node, cleared, fitted, past, plan, press, quiet, routine
from sciacoach.plan.past import Past, PastContact, PastSession
from sciacoach.routine.layout import Contact, lay_out
from sciacoach.routine.limits import HARD
from sciacoach.screening.clearance import Restrictions
from sciacoach.session.dose import inside_totals
from sciacoach.session.fit import Wishes, dose_of
from sciacoach.session.plan import Fitted, Refused
from sciacoach.vocabulary import Position, Region, Side, Tag, Tool

NO_HIP = cleared({"C16": Restrictions(blocked_regions=frozenset({Region.TFL_ITB}))})


def hold(name: str, region: str = "glute_max", for_: float = 25) -> Node:
    return press("hold", region, for_, name=name, side="left")


def names(found: Fitted) -> list[str]:
    return [turn.name for turn in found.turns]


def test_a_setup_serves_the_very_next_step() -> None:
    steps = [quiet("setup", name="Lean"), hold("A"), hold("B", "tfl_itb"), quiet("move")]
    assert names(plan(routine(steps), NO_HIP)) == ["Lean", "A", "Move"]
    steps = [hold("A"), quiet("setup", name="Lean"), hold("B", "tfl_itb"), quiet("move")]
    assert names(plan(routine(steps), NO_HIP)) == ["A", "Move"]


def test_what_is_left_when_all_that_was_served_is_gone_is_nothing() -> None:
    found = routine([quiet("rest", 30), quiet("move", 30, tags=["walk"])], tools=[])
    own = cleared({"P01": Restrictions(moves_out=frozenset({Tag.WALK}))})
    out = fitted(found, own)
    assert isinstance(out, Refused)
    assert "Nothing of Test is left" in out.what


@pytest.mark.parametrize("do", ["move", "breathe"])
@pytest.mark.parametrize(("rest", "fits"), [(220, True), (223, False)])
def test_a_session_is_as_short_as_was_asked_for_or_refused(
    rest: float, fits: bool, do: str
) -> None:
    found = routine([quiet("rest", rest), quiet(do, 60)], tools=[])
    out = fitted(found, wishes=Wishes(minutes=4))
    assert isinstance(out, Fitted) is fits
    if isinstance(out, Fitted):
        assert out.planned_s == pytest.approx(240)
    else:
        assert out.rules == ("--minutes",)


def test_a_long_walk_may_become_as_short_as_its_least() -> None:
    found = routine([quiet("rest", 220), quiet("move", 3000)], tools=[])
    out = plan(found, wishes=Wishes(minutes=4))
    assert [turn.seconds for turn in out.turns] == [220, 20]


def test_a_session_that_takes_just_the_minutes_asked_for_stays_as_it_is() -> None:
    found = routine([quiet("rest", 180), quiet("move", 60)], tools=[])
    assert plan(found, wishes=Wishes(minutes=4)).changes == ()


def test_a_session_that_takes_a_little_longer_than_asked_for_is_shortened() -> None:
    found = routine([quiet("rest", 180), quiet("move", 62)], tools=[])
    out = plan(found, wishes=Wishes(minutes=4))
    assert 239 < out.planned_s <= 240
    assert out.rules == ("--minutes",)


def test_the_item_that_asks_for_the_smallest_dose_is_named_not_the_first() -> None:
    items = {"P01": Restrictions(), "P12": Restrictions(dose=0.5), "P14": Restrictions(dose=0.75)}
    assert dose_of(cleared(items), past(8), Wishes()) == (0.5, "P12")


@pytest.mark.parametrize(("seconds", "fits"), [(20, True), (19.9, False)])
def test_twenty_seconds_a_side_are_the_least(seconds: float, fits: bool) -> None:
    steps = [hold("A", for_=seconds), quiet(), hold("B", "tfl_itb", seconds)]
    assert isinstance(fitted(routine(steps), NO_HIP), Fitted) is fits


def test_the_painful_side_need_not_be_known_where_no_step_names_it() -> None:
    assert len(plan(routine([press()]), cleared(affected=None)).turns) == 2
    out = fitted(routine([press(side="affected")]), cleared(affected=None))
    assert isinstance(out, Refused)
    assert out.rules == ("affected",)


def test_the_first_step_of_a_plan_is_cut_like_any_other() -> None:
    (turn,) = lay_out(routine([press(for_=60, side="both")]))
    before = Contact(-1, -3600.0, 700.0, Region.CALVES, Tool.FOAM_ROLLER, Side.LEFT, True)
    (left,), (told,) = inside_totals([turn], HARD, [before])
    assert (left.seconds, told.rule) == (20.0, "L13")


def test_of_two_rests_the_last_one_before_the_step_is_made_longer() -> None:
    steps = [hold("A"), quiet("rest", 10, name="One"), quiet("rest", 10, name="Two"), hold("B")]
    care = cleared({"P02": Restrictions(precaution=True)})
    out = plan(routine(steps), care)
    rests = {turn.name: turn.seconds for turn in out.turns if not turn.is_contact}
    assert rests == {"One": 10, "Two": 40}


def test_a_rest_is_put_where_it_is_missing_though_an_earlier_one_is_long() -> None:
    steps = [hold("A"), quiet("rest", 60), hold("B"), quiet("move", 20), hold("C")]
    care = cleared({"P02": Restrictions(precaution=True)})
    out = plan(routine(steps), care)
    rests = [(turn.name, turn.seconds) for turn in out.turns if not turn.is_contact]
    assert rests == [("Rest", 60), ("Move", 20), ("Rest", 30)]


def test_a_refusal_names_the_last_of_the_times_until_which_it_holds() -> None:
    days_ago = [(10, Region.GLUTE_MAX), (5, Region.TFL_ITB), (15, Region.QL)]
    sessions = [
        PastSession(
            f"s{hours}", "x", NOW - timedelta(hours=hours),
            (PastContact(region, Tool.SOFT_BALL, Side.LEFT, 5.0, True, Position.WALL),),
            "completed", True,
        )
        for hours, region in sorted(days_ago, reverse=True)
    ]  # fmt: skip
    found = routine([hold("A"), quiet(), hold("B", "tfl_itb")])
    out = fitted(found, before=Past((*past(8).sessions, *sessions)))
    assert isinstance(out, Refused)
    assert f"{NOW + timedelta(hours=15):%A, %H:%M}" in out.until


def test_of_a_limit_of_days_and_a_stop_rule_the_one_that_lasts_longer_is_named() -> None:
    pressed = PastContact(Region.GLUTE_MAX, Tool.SOFT_BALL, Side.LEFT, 5.0, True, Position.WALL)
    began = NOW - timedelta(hours=5)
    last = PastSession("s", "x", began, (pressed,), "completed", False, rules=("D5",))
    out = fitted(routine([hold("A")]), before=Past((*past(8).sessions, last)))
    assert isinstance(out, Refused)
    assert out.rules == ("D5",)
    assert f"{began + timedelta(days=2):%A, %H:%M}" in out.until
