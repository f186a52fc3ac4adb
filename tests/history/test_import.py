"""What an import takes, and the place it names where it does not."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from histories import record
from hypothesis import given
from hypothesis import strategies as st

from sciacoach.errors import Usage
from sciacoach.history.database import Database
from sciacoach.history.import_ import import_json
from sciacoach.history.records import SessionRecord, session_json
from sciacoach.history.store import Store

Session = dict[str, Any]
GOOD: Session = session_json(record(checkin={"morning": "same"}))


@pytest.fixture
def store() -> Store:
    return Store(Database.empty(Path("history.db")))


def imported(store: Store, *sessions: Session, **more: object) -> Any:
    return import_json(store, "f.json", json.dumps({"sciacoach": 1, "sessions": sessions, **more}))


def fault(store: Store, session: Session) -> Usage:
    with pytest.raises(Usage) as caught:
        imported(store, copy.deepcopy(GOOD), session)
    assert list(store.sessions()) == []
    assert caught.value.fix
    return caught.value


def put(*path: str | int) -> Callable[[object], Session]:
    def change(value: object) -> Session:
        session = copy.deepcopy(GOOD)
        place: Any = session
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = value
        return session

    return change


def test_a_good_session_comes_in_once(store: Store) -> None:
    assert (imported(store, GOOD, GOOD).new, len(list(store.sessions()))) == (1, 1)


def test_what_a_later_version_put_beside_the_sessions_is_told(store: Store) -> None:
    assert imported(store, GOOD, screen=[]).ignored == ("screen",)


def test_a_session_that_was_still_running_is_left_out(store: Store) -> None:
    running = put("outcome")(None) | {"ended_at": None}
    running["steps"][1]["outcome"] = None
    done = imported(store, running)
    assert (done.new, done.running) == (0, 1)
    assert list(store.sessions()) == []


def test_the_same_session_is_left_as_it_is(store: Store) -> None:
    imported(store, GOOD)
    assert imported(store, put("note")("other")).already == 1
    assert next(store.sessions()).note == "Slept well."


def test_plan_and_commands_may_be_missing(store: Store) -> None:
    short = copy.deepcopy(GOOD)
    for key in ("plan", "commands", "resumed_from"):
        del short[key]
    del short["pain"]["during"]
    for one in short["steps"]:
        del one["position"]
    imported(store, short)
    found = next(store.sessions())
    assert (found.header.plan, found.commands, found.during) == (None, (), ())


@pytest.mark.parametrize("key", [k for k in GOOD if k not in ("plan", "commands", "resumed_from")])
def test_every_other_key_is_needed(store: Store, key: str) -> None:
    told = fault(store, {k: v for k, v in GOOD.items() if k != key})
    assert told.message == f"f.json: sessions[1]: the key {key} is missing."


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (("id",), "x", 'sessions[1].id: "x" is not the id of a session'),
        pytest.param(("id",), GOOD["id"].replace("-7", "-4", 1), "is not the id", id="version-4"),
        (("rehearsal",), 1, "sessions[1].rehearsal: 1 is not true or false"),
        (("planned_s",), -1, "is not between 0 and 604800"),
        (("planned_s",), True, "true is not a number"),
        (("planned_s",), "60", "is not a number"),
        (("started_at",), "2026-11-22", "is not a time with its offset"),
        (("started_at",), "soon", "is not a time such as"),
        (("started_at",), "0001-01-01T00:00:00+00:00", "is not a time of our days"),
        (("ended_at",), None, "null is not text"),
        (("outcome",), "great", "is not one of completed, stopped, safety or interrupted"),
        (("routine",), [], "[] is not an object"),
        (("routine", "id"), "x" * 61, "routine.id: this text is longer than 60"),
        (("screen", "verdict"), "fine", "screen.verdict: "),
        (("screen", "reasons"), {}, "{} is not a list"),
        (("screen", "reasons"), ["x"] * 501, "501 is more than the 500"),
        (("changes", 0), None, "changes[0]: null is not text"),
        (("pain", "before", "leg"), 11, "pain.before.leg: 11 is not between 0 and 10"),
        (("pain", "before", "leg"), 1.5, "1.5 is not a whole number"),
        (("pain", "before", "leg"), True, "is not a number"),
        (("pain", "before", "lowest"), "knee", 'lowest: "knee" is not one of none'),
        (("pain", "during", 0, "local"), 12, "pain.during[0].local: "),
        (("steps", 0, "side"), "each", 'sessions[1].steps[0].side: "each" is not one of'),
        (("steps", 0, "do"), "press", "steps[0].do: "),
        (("steps", 0, "region"), None, "steps[0]: a roll presses: it needs a region and a tool"),
        (("steps", 0, "outcome"), None, "steps[0].outcome: null is not one of done"),
        (("steps", 0, "position"), "bed", "steps[0].position: "),
        (("steps", 0, "ceilling"), 3, "steps[0]: unknown key 'ceilling'"),
        (("advice", 0, "t"), "x", "advice[0].t: "),
        (("commands", 0, "line"), 3, "commands[0].line: 3 is not text"),
        (("plan",), [1], "plan: [1] is not an object"),
        (("plan",), {"x": "y" * 600_000}, "plan: this is longer than"),
        (("checkin",), {"x": "y" * 5000}, "checkin: this is longer than"),
        (("note",), "y" * 2001, "note: this text is longer than"),
        (("\x1b[2J",), 1, "unknown key ''"),
    ],
)
def test_a_value_that_is_wrong_names_its_place(
    store: Store, path: tuple[str | int, ...], value: object, words: str
) -> None:
    told = fault(store, put(*path)(value))
    assert told.message.startswith("f.json: sessions[1]")
    assert words in told.message
    assert told.message.isprintable()


def test_a_wrong_key_names_the_nearest(store: Store) -> None:
    assert fault(store, put("steps", 0, "sides")(1)).fix.startswith("Did you mean side?")


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "f.json:1:1: the file is empty."),
        (b" \r\n", "f.json:1:1: the file is empty."),
        (b'{"sciacoach": 1,\n "sessions": [,]}', "f.json:2:15: this is not JSON"),
        (b"\xff\xfe", "not UTF-8"),
        (b"[]", "not a history of sciacoach"),
        (b'{"sessions": []}', "not a history of sciacoach"),
        (b'{"sciacoach": 2, "sessions": []}', "form of this file is not known"),
        (b'{"sciacoach": true, "sessions": []}', "form of this file is not known"),
        (b'{"sciacoach": 1, "sessions": {}}', "sessions: {} is not a list"),
        (b'{"sciacoach": 1, "sessions": [3]}', "sessions[0]: 3 is not an object"),
        (b'{"sciacoach": 1, "sciacoach": 1, "sessions": []}', "'sciacoach' stands twice"),
        (b'{"sciacoach": NaN, "sessions": []}', "NaN is not a number"),
        (b'{"sciacoach": 1, "sessions": [' + b"[" * 100_000, "nested too deeply"),
        (b'{"sciacoach": ' + b"9" * 5000 + b"}", "f.json: a number in this file is too long."),
    ],
)
def test_a_file_that_is_no_history_is_refused(store: Store, raw: bytes, words: str) -> None:
    with pytest.raises(Usage) as caught:
        import_json(store, "f.json", raw)
    assert words in caught.value.message
    assert caught.value.fix


def test_numbers_that_json_cannot_hold_are_refused(store: Store) -> None:
    raw = json.dumps({"sciacoach": 1, "sessions": [GOOD]})
    with pytest.raises(Usage, match="planned_s: Infinity is not between"):
        import_json(store, "f", raw.replace('"planned_s": 120.0', '"planned_s": 1e999', 1))
    with pytest.raises(Usage, match="plan: a number here is not a number"):
        import_json(store, "f", raw.replace('"turns": [1, 2]', '"turns": [1e999]', 1))


def test_a_mark_at_the_beginning_of_the_file_is_no_fault(store: Store) -> None:
    raw = json.dumps({"sciacoach": 1, "sessions": [GOOD]}).encode("utf-8-sig")
    assert import_json(store, "f", raw).new == 1


_scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
_json = st.recursive(
    _scalars,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(), inner),
    max_leaves=4,
)


@st.composite
def _bent(draw: st.DrawFn) -> Session:
    """A good session with one value, anywhere in it, made something else."""
    session = copy.deepcopy(GOOD)
    place: Any = session
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = draw(st.sampled_from(keys))
        if isinstance(place[key], dict | list) and place[key] and draw(st.booleans()):
            place = place[key]
            continue
        place[key] = draw(_json)
        return session


@given(_bent())
def test_whatever_is_bent_is_refused_in_our_words_or_taken_whole(session: Session) -> None:
    store = Store(Database.empty(Path("history.db")))
    raw = json.dumps({"sciacoach": 1, "sessions": [session]})
    try:
        import_json(store, "f", raw)
    except Usage as told:
        assert told.message.isprintable()
        assert list(store.sessions()) == []
    else:
        found: list[SessionRecord] = list(store.sessions())
        assert len(found) == (session["outcome"] is not None)
        assert all(json.dumps(session_json(one), allow_nan=False) for one in found)
