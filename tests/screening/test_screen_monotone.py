"""Invariant: one more worrying answer never makes the verdict milder, nor allows more."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st
from screen_kit import NOW, ago, all_no

from sciacoach.screening.answers import ALL_REGIONS, Experience, Facts, Given, Pain
from sciacoach.screening.assess import Assessment, assess
from sciacoach.screening.catalogue import catalogue
from sciacoach.screening.clearance import Scope
from sciacoach.screening.contained import change_items
from sciacoach.screening.fold import stand
from sciacoach.screening.items import Answer, SetName
from sciacoach.screening.judge import judge
from sciacoach.screening.log import Answered, Cleared, Entry, Lock, NewSpell, TouchTest
from sciacoach.screening.sets import question_of
from sciacoach.screening.view import allowed
from sciacoach.vocabulary import Region, Tag

ASKED = [i.id for i in catalogue().items if i.flare is None] + ["W1", "CH1"]
HEAVY = ["RF22", "RF42", "RF43", "RF24", "RF14", "RF40", "RF27", "RF41", "RF25", "RF44", "C12",
         "P01", "RF20", "RF26", "RF46", "RF31", "C07", "C08", "P07", "P17", "P19", "P20",
         "C10", "C15", "W1", "CH1"]  # fmt: skip
CLEARABLE = (*(n for n in HEAVY if n != "CH1" and catalogue().by_id[n].clearable), "C12")
"""What a clearing can cover; C12 as a part of its combination."""
RANK = {Answer.NO: 0, Answer.RATHER_NOT: 0, Answer.CHECKED: 1, Answer.NOT_SURE: 2, Answer.YES: 2}


@st.composite
def answer(draw: st.DrawFn, name: str) -> Given:
    item = question_of(name)
    word = draw(st.sampled_from(sorted(item.answers)))
    regions = frozenset[Region]()
    if item.regions and word is Answer.YES:
        regions = draw(st.frozensets(st.sampled_from(list(Region)), min_size=1))
    return Given(word, regions)


@st.composite
def lot(draw: st.DrawFn, hours: float) -> Answered:
    """A set, or a part of one, with a few answers changed."""
    name = draw(st.sampled_from([None, *SetName]))
    answers = dict(all_no(name)) if name else {}
    if draw(st.booleans()):
        answers.update(dict.fromkeys(change_items(), Given(Answer.NO)))
    names = st.sampled_from(HEAVY) | st.sampled_from(ASKED)
    for one in draw(st.lists(names, max_size=5, unique=True)):
        answers[one] = draw(answer(one))
    at = ago(hours=hours)
    pain = draw(st.none() | st.builds(Pain, st.integers(0, 10), st.integers(0, 10)))
    began = draw(st.none() | st.integers(0, 30).map(lambda d: NOW.date() - timedelta(days=d)))
    version = catalogue().version
    return Answered(at, name, version, at, answers, Facts(began=began), pain)


@st.composite
def entry(draw: st.DrawFn, hours: float) -> Entry:
    at = ago(hours=hours)
    kind = draw(st.sampled_from(["lot"] * 5 + ["clear", "spell", "touch", "lock"]))
    if kind == "clear":
        return Cleared(at, "Dr. Lee", at.date(), CLEARABLE, ("D2",))
    if kind == "spell":
        return NewSpell(at)
    if kind == "touch":
        return TouchTest(at, draw(st.booleans()))
    if kind == "lock":
        return Lock(at, "D2", catalogue().by_id["RF20"].verdict)
    return draw(lot(hours))


@st.composite
def log(draw: st.DrawFn) -> list[Entry]:
    hours = sorted(draw(st.lists(st.integers(0, 400), min_size=1, max_size=5)), reverse=True)
    return [draw(entry(float(one))) for one in hours]


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Entry], list[Entry], Experience]:
    """A log, the same with one answer turned to the worrying side, and an experience."""
    milder = draw(log())
    lots = [n for n, one in enumerate(milder) if isinstance(one, Answered) and one.answers]
    if not lots:
        milder.append(draw(lot(0).filter(lambda one: bool(one.answers))))
        lots = [len(milder) - 1]
    index = draw(st.sampled_from(lots))
    chosen = milder[index]
    assert isinstance(chosen, Answered)
    worse = [*milder]
    worse[index] = draw(turned(chosen))
    sessions = tuple(ago(days=n) for n in range(draw(st.integers(0, 8))))
    regions = draw(st.frozensets(st.sampled_from(list(Region)))) if sessions else frozenset()
    seen = Experience(sessions, sessions, sessions[0] if sessions else None, regions)
    return milder, worse, seen


@st.composite
def turned(draw: st.DrawFn, chosen: Answered) -> Answered:
    """`chosen` with one answer, or the readings, on the worrying side of what they were."""
    if chosen.pain and draw(st.integers(0, 9)) == 0:
        return replace(chosen, pain=Pain(10, chosen.pain.back))
    names = sorted(chosen.answers)
    heavy = [name for name in names if name in HEAVY]
    name = draw(st.sampled_from(heavy or names) | st.sampled_from(names))
    old = chosen.answers[name]
    return replace(chosen, answers={**chosen.answers, name: draw(worse_than(name, old))})


@st.composite
def worse_than(draw: st.DrawFn, name: str, old: Given) -> Given:
    if name == "W1":
        left = {Answer.YES: [Answer.NOT_SURE, Answer.NO], Answer.NOT_SURE: [Answer.NO]}
        return Given(draw(st.sampled_from(left.get(old.answer, [Answer.NO]))))
    item = question_of(name)
    words = [one for one in sorted(item.answers) if RANK[one] >= max(RANK[old.answer], 1)]
    word = draw(st.sampled_from(words))
    if not item.regions:
        return Given(word)
    more = draw(st.frozensets(st.sampled_from(list(Region)), min_size=1))
    bare = old.answer.is_worrying and not old.regions
    return Given(word, frozenset() if bare or word is Answer.NOT_SURE else old.regions | more)


def is_within(worse: Scope, milder: Scope) -> bool:
    """Whether `worse` lets nothing be started that `milder` does not."""
    every = frozenset(Tag)
    moves = [(every if s.moves is None else s.moves) - s.without for s in (worse, milder)]
    return (
        worse.anything <= milder.anything
        and worse.contact <= milder.contact
        and worse.hands_only >= milder.hands_only
        and worse.ceiling <= milder.ceiling
        and moves[0] <= moves[1]
        and (milder.only_routine is None or worse.only_routine == milder.only_routine
             or not worse.anything)
    )  # fmt: skip


def assert_no_milder(worse: Assessment, milder: Assessment) -> None:
    assert worse.verdict.severity >= milder.verdict.severity
    triples = [set(allowed(one.restrictions, one.scope)) for one in (worse, milder)]
    assert triples[0] <= triples[1]
    one, two = worse.restrictions, milder.restrictions
    assert one.ceiling <= two.ceiling
    assert one.dose <= two.dose
    assert one.moves_out >= two.moves_out
    assert one.precaution >= two.precaution
    assert one.positions <= two.positions
    assert one.blocked_regions >= two.blocked_regions
    assert worse.active >= milder.active - {"W1"}  # its `no` is told as the item it counts as
    assert worse.flare >= milder.flare
    assert is_within(worse.scope, milder.scope)


@settings(max_examples=200)
@examples(histories())
def test_a_worse_answer_never_makes_anything_milder(
    found: tuple[list[Entry], list[Entry], Experience],
) -> None:
    milder, worse, experience = found
    assert_no_milder(assess(stand(worse), experience, NOW), assess(stand(milder), experience, NOW))


@pytest.mark.slow
@settings(max_examples=10_000)
@examples(histories())
def test_a_worse_answer_never_makes_anything_milder_in_many_more_tries(
    found: tuple[list[Entry], list[Entry], Experience],
) -> None:
    milder, worse, experience = found
    assert_no_milder(assess(stand(worse), experience, NOW), assess(stand(milder), experience, NOW))


@settings(max_examples=200)
@examples(log(), st.sampled_from(ASKED))
def test_one_more_worrying_answer_never_makes_anything_milder(old: list[Entry], name: str) -> None:
    word = Answer.NO if name == "W1" else Answer.YES
    answers = {name: Given(word, ALL_REGIONS if question_of(name).regions else frozenset())}
    more = Answered(NOW, None, catalogue().version, NOW, answers)
    nobody = Experience()
    assert_no_milder(assess(stand([*old, more]), nobody, NOW), assess(stand(old), nobody, NOW))


@examples(log())
def test_a_clearance_says_what_was_assessed(old: list[Entry]) -> None:
    found = judge(stand(old), Experience(), NOW)
    if hasattr(found, "verdict"):
        assert found.verdict == assess(stand(old), Experience(), NOW).verdict
