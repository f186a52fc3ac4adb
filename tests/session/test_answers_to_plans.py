"""Invariant: one more worrying answer never lets a built-in routine do more."""

from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from people import NOW, fitted, past
from sciacoach.library import builtin_folder
from sciacoach.routine.model import Routine
from sciacoach.routine.parse import parse_routine
from sciacoach.screening.answers import Experience, Facts, Given, Pain, Submission
from sciacoach.screening.catalogue import catalogue
from sciacoach.screening.clearance import Clearance
from sciacoach.screening.fold import stand
from sciacoach.screening.intake import take
from sciacoach.screening.items import Answer, SetName
from sciacoach.screening.judge import judge
from sciacoach.screening.standing import Standing
from sciacoach.session.plan import Fitted
from sciacoach.vocabulary import Lowest, Region, Side, Tool

Answers = dict[str, Given]

ITEMS = tuple(one.id for one in catalogue().items if one.flare is None)
FILES = sorted(builtin_folder().glob("*.yaml"))
NAMES = [path.stem for path in FILES]
CALM = st.sampled_from([0, 4, 8])


@cache
def loaded(name: str) -> Routine:
    """A built-in routine."""
    raw = next(path for path in FILES if path.stem == name).read_bytes()
    found = parse_routine(raw, name).routine
    assert found is not None
    return found


@st.composite
def worries(draw: st.DrawFn) -> Answers:
    """Up to two worrying answers."""
    found: Answers = {}
    for name in draw(st.lists(st.sampled_from(ITEMS), max_size=2, unique=True)):
        found[name] = draw(worry(name))
    return found


def worry(name: str) -> st.SearchStrategy[Given]:
    item = catalogue().by_id[name]
    places = st.frozensets(st.sampled_from(list(Region)), max_size=3)
    yes = st.builds(Given, st.just(Answer.YES), places if item.regions else st.just(frozenset()))
    milder = [Given(one) for one in (Answer.CHECKED, Answer.NOT_SURE) if one in item.answers]
    return st.one_of(yes, yes, *map(st.just, milder))


def clearance(answers: Answers, leg: int) -> Clearance | None:
    """What a full screen with these answers comes to; None: nothing may be started."""
    submission = Submission(
        answers=answers,
        pain=Pain(leg, 2, Lowest.BUTTOCK),
        facts=Facts(age=47, began=date(2026, 3, 1), side=Side.RIGHT),
        answered_at=NOW,
        default_no=True,
    )
    intake = take(SetName.FULL, submission, Standing(), Experience(), NOW, live=False)
    found = judge(stand([intake.judged]), Experience(), NOW)
    return found if isinstance(found, Clearance) else None


def allowed(
    routine: Routine, found: Clearance | None, calm: int
) -> dict[object, tuple[float, int]]:
    """Seconds and ceiling of everything that presses, by its place in the file."""
    out = fitted(routine, found, past(calm)) if found and found.scope.anything else None
    if not isinstance(out, Fitted):
        return {}
    soft = (Tool.SOFT_BALL, Tool.TENNIS_BALL)
    return {
        (turn.source, turn.rounds, turn.side, "ball" if turn.tool in soft else turn.tool): (
            turn.seconds,
            turn.ceiling or 0,
        )
        for turn in out.turns
        if turn.is_contact
    }


def no_more(name: str, answers: Answers, more: tuple[str, Given], leg: int, calm: int) -> None:
    item, given = more
    if item in answers:
        return
    routine = loaded(name)
    few = allowed(routine, clearance({**answers, item: given}, leg), calm)
    many = allowed(routine, clearance(answers, leg), calm)
    assert set(few) <= set(many)
    for key, (seconds, ceiling) in few.items():
        assert seconds <= many[key][0] + 1e-6
        assert ceiling <= many[key][1]


one_more = st.sampled_from(ITEMS).flatmap(lambda name: st.tuples(st.just(name), worry(name)))
legs = st.sampled_from([3, 3, 6, 7])


@settings(max_examples=200)
@given(st.sampled_from(NAMES), worries(), one_more, legs, CALM)
def test_one_more_worrying_answer_never_lets_a_routine_do_more(
    name: str, answers: Answers, more: tuple[str, Given], leg: int, calm: int
) -> None:
    no_more(name, answers, more, leg, calm)


@pytest.mark.slow
@settings(max_examples=10_000)
@given(st.sampled_from(NAMES), worries(), one_more, legs, CALM)
def test_one_more_worrying_answer_never_lets_a_routine_do_more_in_many_more_tries(
    name: str, answers: Answers, more: tuple[str, Given], leg: int, calm: int
) -> None:
    no_more(name, answers, more, leg, calm)


@settings(max_examples=200)
@given(st.sampled_from(NAMES), worries(), st.integers(0, 9), CALM)
def test_more_leg_pain_never_lets_a_routine_do_more(
    name: str, answers: Answers, leg: int, calm: int
) -> None:
    routine = loaded(name)
    few = allowed(routine, clearance(answers, leg + 1), calm)
    many = allowed(routine, clearance(answers, leg), calm)
    assert set(few) <= set(many)
    assert all(few[key] <= many[key] for key in few)


def test_the_answers_of_these_tests_really_bind() -> None:
    """Without anything a ball is allowed; with one answer of each kind it is not."""
    ball = allowed(loaded("piriformis"), clearance({}, 3), 8)
    assert ball
    for name in ("RF01", "RF40", "RF24"):
        assert allowed(loaded("piriformis"), clearance({name: Given(Answer.YES)}, 3), 8) == {}
