"""What holds for every plan, whatever the routine and whatever the answers."""

from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from people import cleared, fitted, past
from sciacoach.plan.past import PastContact
from sciacoach.routine.layout import Pace, Turn
from sciacoach.routine.limits import breaches
from sciacoach.routine.model import Routine
from sciacoach.screening.clearance import Clearance, Restrictions
from sciacoach.session.fit import Wishes
from sciacoach.session.plan import Fitted
from sciacoach.vocabulary import Side, Tool
from strategies import earlier_contacts, heavy_routines, paces, restrictions, routines

any_routine = st.one_of(routines(), heavy_routines())
calm_sessions = st.sampled_from([0, 4, 8, 8])
wishes = st.builds(
    Wishes,
    side=st.sampled_from([Side.BOTH, Side.BOTH, Side.LEFT, Side.RIGHT]),
    minutes=st.sampled_from([None, None, 3.0, 8.0]),
    gentle=st.booleans(),
    pace=paces,
)


@settings(max_examples=200)
@given(any_routine, restrictions, earlier_contacts, calm_sessions, wishes)
def test_every_plan_is_inside_the_limits_of_its_column(
    found: Routine,
    own: Restrictions,
    contacts: list[PastContact],
    calm: int,
    wished: Wishes,
) -> None:
    out = fitted(found, cleared({"X": own}), past(calm, contacts=contacts), wished)
    if isinstance(out, Fitted):
        assert breaches(out.turns, out.column, out.earlier) == ()
    else:
        assert all(line.strip() and "{" not in line for line in out.lines)


@pytest.mark.slow
@settings(max_examples=10_000)
@given(any_routine, restrictions, earlier_contacts, calm_sessions, wishes)
def test_every_plan_is_inside_the_limits_of_its_column_in_many_more_tries(
    found: Routine,
    own: Restrictions,
    contacts: list[PastContact],
    calm: int,
    wished: Wishes,
) -> None:
    out = fitted(found, cleared({"X": own}), past(calm, contacts=contacts), wished)
    if isinstance(out, Fitted):
        assert breaches(out.turns, out.column, out.earlier) == ()


@settings(max_examples=200)
@given(any_routine, restrictions, calm_sessions)
def test_every_plan_is_inside_what_the_clearance_allows(
    found: Routine, own: Restrictions, calm: int
) -> None:
    clearance = cleared({"X": own})
    out = fitted(found, clearance, past(calm))
    if not isinstance(out, Fitted):
        return
    for turn in out.turns:
        if turn.is_contact:
            assert turn.tool is not None
            assert turn.region is not None
            assert clearance.restrictions.allows(turn.tool, turn.position, turn.region)
            assert (turn.ceiling or 0) <= clearance.restrictions.ceiling
            assert turn.seconds <= turn.in_file_s


@settings(max_examples=200)
@given(any_routine, restrictions, wishes, earlier_contacts)
def test_both_sides_are_always_cut_alike(
    found: Routine, own: Restrictions, wished: Wishes, contacts: list[PastContact]
) -> None:
    out = fitted(found, cleared({"X": own}), past(contacts=contacts), wished)
    if not isinstance(out, Fitted):
        return
    sides: dict[object, list[Turn]] = defaultdict(list)
    for turn in out.turns:
        sides[turn.source, turn.rounds].append(turn)
    for turns in sides.values():
        assert len({round(turn.seconds, 6) for turn in turns}) == 1
        if turns[0].is_contact and any(turn.change for turn in turns):
            assert len(turns) == 2


@settings(max_examples=100)
@given(any_routine, restrictions, calm_sessions)
def test_every_change_names_an_item_or_a_limit(
    found: Routine, own: Restrictions, calm: int
) -> None:
    out = fitted(found, cleared({"X": own}), past(calm))
    if isinstance(out, Fitted):
        assert len(out.changes) == len(out.rules) == len(set(out.changes))
        for line, rule in zip(out.changes, out.rules, strict=True):
            assert rule == "X" or rule[0] == "L"
            assert f"({rule}" in line
            assert "{" not in line


Key = tuple[object, ...]


def allowed(out: object) -> dict[Key, tuple[float, int]]:
    """Seconds and ceiling of each turn that presses; nothing for a refusal."""
    if not isinstance(out, Fitted):
        return {}
    return {
        (turn.source, turn.rounds, turn.side, turn.region, _class(turn.tool)): (
            turn.seconds,
            turn.ceiling or 0,
        )
        for turn in out.turns
        if turn.is_contact
    }


def _class(tool: Tool | None) -> str:
    """A soft ball in place of a tennis ball is gentler."""
    return "ball" if tool in (Tool.SOFT_BALL, Tool.TENNIS_BALL) else str(tool)


def no_more(stricter: Clearance, milder: Clearance, found: Routine, before: int) -> None:
    few = allowed(fitted(found, stricter, past(before)))
    many = allowed(fitted(found, milder, past(before)))
    for key, (seconds, ceiling) in few.items():
        assert key in many
        assert seconds <= many[key][0] + 1e-6
        assert ceiling <= many[key][1]


@settings(max_examples=200)
@given(any_routine, restrictions, restrictions, calm_sessions)
def test_one_more_restriction_never_allows_more(
    found: Routine, one: Restrictions, two: Restrictions, calm: int
) -> None:
    no_more(cleared({"X": one, "Y": two}), cleared({"X": one}), found, calm)


@pytest.mark.slow
@settings(max_examples=10_000)
@given(any_routine, restrictions, restrictions, calm_sessions)
def test_one_more_restriction_never_allows_more_in_many_more_tries(
    found: Routine, one: Restrictions, two: Restrictions, calm: int
) -> None:
    no_more(cleared({"X": one, "Y": two}), cleared({"X": one}), found, calm)


@settings(max_examples=100)
@given(any_routine, restrictions, calm_sessions, paces)
def test_a_longer_getting_on_never_allows_more(
    found: Routine, own: Restrictions, calm: int, pace: Pace
) -> None:
    less = allowed(fitted(found, cleared({"X": own}), past(calm), Wishes(pace=pace)))
    more = allowed(fitted(found, cleared({"X": own}), past(calm)))
    assert set(less) <= set(more)
    assert all(less[key][0] <= more[key][0] + 1e-6 for key in less)


@settings(max_examples=100)
@given(any_routine, restrictions)
def test_a_flare_never_allows_more(found: Routine, own: Restrictions) -> None:
    no_more(cleared({"X": own}, flare=True), cleared({"X": own}), found, 8)


@settings(max_examples=100)
@given(any_routine, restrictions)
def test_fewer_calm_sessions_never_allow_more(found: Routine, own: Restrictions) -> None:
    for few, many in ((0, 4), (4, 8)):
        less = allowed(fitted(found, cleared({"X": own}), past(few)))
        more = allowed(fitted(found, cleared({"X": own}), past(many)))
        assert set(less) <= set(more)
        assert all(less[key] <= more[key] for key in less)


@settings(max_examples=100)
@given(any_routine, restrictions, earlier_contacts)
def test_what_was_pressed_before_never_allows_more_in_all(
    found: Routine, own: Restrictions, contacts: list[PastContact]
) -> None:
    less = allowed(fitted(found, cleared({"X": own}), past(contacts=contacts)))
    more = allowed(fitted(found, cleared({"X": own}), past()))
    assert set(less) <= set(more)
    assert all(less[key][0] <= more[key][0] + 1e-6 for key in less)
