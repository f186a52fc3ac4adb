"""Logs of the safety screen, as hypothesis can think of them, and how two verdicts compare."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from sciacoach.screening.answers import Facts, Given, Pain
from sciacoach.screening.assess import Assessment
from sciacoach.screening.catalogue import catalogue
from sciacoach.screening.clearance import Verdict
from sciacoach.screening.contained import own_items
from sciacoach.screening.items import Answer, SetName
from sciacoach.screening.log import (
    Answered,
    Cleared,
    Entry,
    FullWanted,
    Lock,
    NewSpell,
    TouchTest,
    Withdrawn,
)
from sciacoach.screening.view import allowed
from sciacoach.vocabulary import Region

NOW = datetime(2026, 11, 22, 19, 0, tzinfo=UTC)
PRIVATE = tuple(item.id for item in catalogue().items if item.private)
HEAVY = ("RF06", "RF43", "RF22", "RF42", "RF40", "RF41", "RF20", "RF26", "RF24", "RF27", "RF44",
         "C07", "C08", "C10", "C12", "C15", "C16", "P01", "P02", "P07", "P22", "W1")  # fmt: skip
"""Items of every kind: locks, combinations, private, with an end, with regions, with touch."""
RULES = ("D1", "D2", "D6", "N5")
LOCKING = (Verdict.SEE_CLINICIAN, Verdict.URGENT, Verdict.EMERGENCY)


def ago(hours: float) -> datetime:
    """A moment before now."""
    return NOW - timedelta(hours=hours)


def all_no(name: SetName) -> dict[str, Given]:
    """A set without a worry."""
    walk = catalogue().walk.item.id
    return {item: Given(Answer.YES if item == walk else Answer.NO) for item in own_items(name)} | {
        "P19": Given(Answer.NO)
    }


@st.composite
def given_to(draw: st.DrawFn, name: str) -> Given:
    """An answer that the item takes."""
    item = catalogue().by_id[name]
    word = draw(st.sampled_from(sorted(item.answers)))
    if not (item.regions and word.is_worrying):
        return Given(word)
    return Given(word, draw(st.frozensets(st.sampled_from(list(Region)))))


@st.composite
def answered(draw: st.DrawFn, at: datetime, began: bool) -> Answered:
    """A set, or a part of one, with a few worries."""
    name = draw(st.sampled_from([None, *SetName]))
    answers = all_no(name) if name else {}
    for one in draw(st.lists(st.sampled_from(HEAVY), max_size=4, unique=True)):
        answers[one] = draw(given_to(one))
    pain = draw(st.none() | st.builds(Pain, st.none() | st.integers(0, 10), st.integers(0, 10)))
    day = (NOW - timedelta(days=60)).date() if began and draw(st.booleans()) else None
    return Answered(at, name, catalogue().version, at, answers, Facts(began=day), pain)


@st.composite
def entries(draw: st.DrawFn, hours: float, began: bool = False) -> Entry:
    """One entry of `hours` ago."""
    at = ago(hours)
    some = st.lists(st.sampled_from(HEAVY), min_size=1, max_size=len(HEAVY), unique=True)
    kind = draw(st.sampled_from(["said"] * 6 + ["clear", "spell", "touch", "lock", "back", "want"]))
    match kind:
        case "clear":
            locks = tuple(draw(st.lists(st.sampled_from(RULES), unique=True)))
            return Cleared(at, "Dr. Lee", at.date(), tuple(draw(some)), locks)
        case "spell":
            return NewSpell(at)
        case "touch":
            return TouchTest(at, draw(st.booleans()))
        case "lock":
            return Lock(at, draw(st.sampled_from(RULES)), draw(st.sampled_from(LOCKING)))
        case "back":
            return Withdrawn(at, draw(st.none() | some.map(tuple)), draw(st.booleans()))
        case "want":
            return FullWanted(at, "D1")
        case _:
            return draw(answered(at, began))


@st.composite
def logs(draw: st.DrawFn, began: bool = False) -> tuple[Entry, ...]:
    """A log in order of time."""
    hours = draw(st.lists(st.integers(0, 1200).map(lambda n: n / 4), max_size=6))
    return tuple(draw(entries(one, began)) for one in sorted(hours, reverse=True))


def assert_no_milder(merged: Assessment, alone: Assessment) -> None:
    """`merged` allows nothing that `alone` does not."""
    assert merged.verdict.severity >= alone.verdict.severity
    triples = [set(allowed(one.restrictions, one.scope)) for one in (merged, alone)]
    assert triples[0] <= triples[1]
    one, two = merged.restrictions, alone.restrictions
    assert one.ceiling <= two.ceiling
    assert one.dose <= two.dose
    assert one.moves_out >= two.moves_out
    assert one.precaution >= two.precaution
    assert one.blocked_regions >= two.blocked_regions
    assert merged.active >= alone.active - set(PRIVATE)
    assert merged.flare >= alone.flare
    assert merged.scope.anything <= alone.scope.anything
    assert merged.scope.contact <= alone.scope.contact
    assert merged.scope.hands_only >= alone.scope.hands_only
    assert merged.scope.without >= alone.scope.without or not merged.scope.anything
