"""The log as rows: there and back, private items hidden, damage seen."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st
from screen_kit import NOW, given, part, whole

from sciacoach.screening.answers import Facts, Pain
from sciacoach.screening.clearance import Verdict
from sciacoach.screening.items import SetName
from sciacoach.screening.log import (
    Answered,
    Cleared,
    Damaged,
    Entry,
    FullWanted,
    Lock,
    NewSpell,
    TouchTest,
    Withdrawn,
)
from sciacoach.screening.rows import from_row, read_log, to_row
from sciacoach.vocabulary import Lowest, Side, Tool

FACTS = Facts(47, date(2026, 10, 10), Side.RIGHT, frozenset({Tool.HANDS, Tool.TENNIS_BALL}))
ENTRIES: list[Entry] = [
    whole({"C10": given("yes", "calves"), "RF06": "rather_not"}, facts=FACTS,
          pain=Pain(3, 2, Lowest.FOOT)),
    whole({"W1": "no", "CH1": "yes"}, name=SetName.WEEKLY, pain=Pain()),
    part({"RF43": "yes"}),
    Answered(NOW, None, "1", NOW, {"RF01": given("no")}, draft_of=SetName.DAILY),
    Withdrawn(NOW),
    Withdrawn(NOW, ("RF06", "W1"), read_back=True),
    Cleared(NOW, "Dr. Lee", date(2026, 11, 20), ("RF43", "RF20"), ("D2",)),
    NewSpell(NOW),
    TouchTest(NOW, True),
    Lock(NOW, "D1", Verdict.EMERGENCY),
    FullWanted(NOW, "D1"),
]  # fmt: skip


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: type(e).__name__)
def test_an_entry_goes_to_a_row_and_back(entry: Entry) -> None:
    at, kind, body = to_row(entry)
    assert from_row(at, kind, json.loads(json.dumps(body))) == entry


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: type(e).__name__)
def test_no_row_names_a_private_item(entry: Entry) -> None:
    stored = json.dumps(to_row(entry))
    assert "RF06" not in stored
    assert "RF43" not in stored


def test_a_private_item_is_stored_as_such() -> None:
    _, _, body = to_row(part({"RF43": "yes"}))
    assert list(body["answers"]) == ["private item 2"]


def test_a_damaged_row_is_never_written() -> None:
    with pytest.raises(TypeError):
        to_row(Damaged())


@pytest.mark.parametrize(
    ("at", "kind", "body"),
    [
        ("soon", "new_spell", {}),
        ("2026-11-22T19:00:00", "new_spell", {}),
        (NOW.isoformat(), "dance", {}),
        (NOW.isoformat(), "answers", {}),
        (NOW.isoformat(), "lock", {"rule": "D1", "verdict": "go"}),
        (NOW.isoformat(), "lock", {"rule": "D1", "verdict": "?"}),
        (NOW.isoformat(), "cleared", {"by": "x", "on": "2026-11-22", "items": ["XX"], "locks": []}),
        (NOW.isoformat(), "withdrawn", []),
        (NOW.isoformat(), "answers", {"answers": 5}),
    ],
)
def test_what_cannot_be_read_is_damaged(at: str, kind: str, body: Any) -> None:
    assert from_row(at, kind, body) == Damaged()


def row(**changes: Any) -> Answered:
    """A whole set as a row, with parts of it changed."""
    at, kind, body = to_row(whole(facts=FACTS, pain=Pain(3, 2, Lowest.CALF)))
    found = from_row(at, kind, {**body, **changes})
    assert isinstance(found, Answered)
    return found


@pytest.mark.parametrize(
    "changes",
    [{"set": "huge"}, {"draft_of": 5}, {"facts": {}}, {"pain": {"leg": "x"}}, {"pain": 3},
     {"answered_at": 3}, {"answered_at": "2026-11-22"}],
)  # fmt: skip
def test_a_part_that_cannot_be_read_takes_the_whole_from_the_set(changes: dict[str, Any]) -> None:
    found = row(**changes)
    assert found.damaged
    assert found.set is None
    assert found.answers["RF01"] == given("no")


def test_an_answer_that_cannot_be_read_counts_as_yes() -> None:
    answers = {"RF20": {"answer": "maybe", "regions": []}, "RF01": {"answer": "no"}, "XX": 5}
    found = row(answers=answers)
    assert dict(found.answers) == {"RF20": given("not_sure"), "RF01": given("not_sure")}
    assert found.damaged


def test_an_item_of_another_version_marks_the_row() -> None:
    found = row(answers={"RF99": {"answer": "yes", "regions": []}})
    assert (found.damaged, dict(found.answers)) == (True, {})


def test_a_damaged_draft_is_not_taken_up() -> None:
    draft = Answered(NOW, None, "1", NOW, {}, draft_of=SetName.DAILY)
    at, kind, body = to_row(draft)
    found = from_row(at, kind, {**body, "facts": 3})
    assert isinstance(found, Answered)
    assert (found.draft_of, found.damaged) == (None, True)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
KINDS = st.sampled_from(
    ["answers", "draft", "withdrawn", "cleared", "new_spell", "touch_test", "lock", "full_wanted"]
)


@examples(
    KINDS,
    st.dictionaries(
        st.sampled_from(
            ["answers", "set", "draft_of", "facts", "pain", "items", "on", "by", "locks", "passed"]
        ),
        JSON,
    ),
)
def test_no_row_ends_the_program(kind: str, body: dict[str, Any]) -> None:
    assert len(read_log([(NOW.isoformat(), kind, body)])) == 1
