"""The history in other forms: JSON that comes back the same, CSV that is only ever text."""

import csv
import io
import json
from pathlib import Path

import pytest
from histories import START, header, record, records
from hypothesis import given
from hypothesis import strategies as st

from sciacoach.history.database import Database
from sciacoach.history.export import FORMATS, writer
from sciacoach.history.export.csv_ import COLUMNS, guarded
from sciacoach.history.import_ import import_json
from sciacoach.history.records import Reading, SessionRecord, session_json
from sciacoach.history.store import Store

CONTRACT = {
    *("id", "program", "limits", "changes", "routine", "started_at", "ended_at", "outcome"),
    *("rehearsal", "planned_s", "delivered_s", "contact_s", "paused_s", "screen", "pain"),
    *("steps", "advice", "checkin", "note"),
}


def memory() -> Store:
    return Store(Database.empty(Path("history.db")))


def text(form: str, store: Store, notes: bool = True) -> str:
    return "".join(writer(form)(store.sessions(), notes))


def cells(store: Store, notes: bool = True) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text("csv", store, notes))))


@pytest.fixture
def store() -> Store:
    return memory()


def test_a_session_in_json_has_the_keys_that_scripts_rely_on() -> None:
    body = session_json(record())
    assert set(body) >= CONTRACT
    assert set(body["routine"]) == {"id", "title", "sha256"}
    assert set(body["screen"]) == {"verdict", "version", "reasons"}
    assert set(body["pain"]["before"]) == {"leg", "back", "lowest", "tingling", "weakness"}
    assert set(body["steps"][0]) >= {
        *("index", "name", "do", "region", "tool", "side"),
        *("planned_s", "delivered_s", "outcome"),
    }


def test_what_was_not_given_is_null_and_never_0() -> None:
    body = session_json(record(before=Reading(), after=Reading(leg=0), note=None))
    assert set(body["pain"]["before"].values()) == {None}
    assert body["pain"]["after"]["leg"] == 0
    assert body["pain"]["after"]["back"] is None
    assert body["note"] is body["checkin"] is None


@pytest.mark.parametrize("form", FORMATS)
def test_an_empty_history_has_a_form_too(store: Store, form: str) -> None:
    out = text(form, store)
    if form == "json":
        assert json.loads(out)["sessions"] == []
        assert out.startswith('{"sciacoach": 1, "sessions": []')
    else:
        assert out.count("\n") == {"jsonl": 2, "csv": 1}[form]


@given(st.lists(records, max_size=4, unique_by=lambda one: one.header.id))
def test_import_after_export_gives_the_same_history(found: list[SessionRecord]) -> None:
    first, second = memory(), memory()
    first.add(found)
    out = text("json", first)
    assert import_json(second, "f", out).new == len(found)
    assert list(second.sessions()) == list(first.sessions())
    assert text("json", second) == out
    again = import_json(second, "f", out.encode())
    assert (again.new, again.already) == (0, len(found))
    assert text("json", second) == out


@given(records)
def test_a_record_comes_back_from_the_store_as_it_went_in(one: SessionRecord) -> None:
    store = memory()
    store.add([one])
    assert session_json(next(store.sessions())) == session_json(one)


@given(records)
def test_json_is_plain_and_strict(one: SessionRecord) -> None:
    store = memory()
    store.add([one])
    out = text("json", store)
    assert out.isascii()
    assert all(char.isprintable() or char == "\n" for char in out)
    json.loads(out, parse_constant=lambda word: pytest.fail(word))


def test_notes_stay_here_when_they_are_asked_to(store: Store) -> None:
    store.add([record(note="canary", checkin={"morning": "same", "note": "canary"})])
    assert text("json", store).count("canary") == 2
    assert text("csv", store).count("canary") == 1
    assert "canary" not in text("json", store, notes=False)
    assert "canary" not in text("csv", store, notes=False)
    assert json.loads(text("json", store, notes=False))["sessions"][0]["checkin"] == {
        "morning": "same"
    }


def test_csv_is_one_line_a_session_and_numbers_stay_numbers(store: Store) -> None:
    store.add([record(), record(START.replace(day=23), header=header(rehearsal=True))])
    first, second = sorted(cells(store), key=lambda row: row["rehearsal"])
    assert tuple(first) == COLUMNS
    assert (first["contact_s"], first["before_leg"], first["before_tingling"]) == ("80.0", "3", "")
    assert (first["regions"], first["tools"], first["rules"]) == (
        "piriformis",
        "tennis_ball",
        "D13",
    )
    assert (first["rehearsal"], second["rehearsal"]) == ("no", "yes")


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "'", "  =", "\u3000@"]
)
def test_a_cell_that_looks_like_a_formula_is_text(store: Store, start: str) -> None:
    payload = f"{start}HYPERLINK(1)"
    store.add([record(note=payload)])
    assert cells(store)[0]["note"] == f"'{payload}"


@given(records)
def test_no_text_cell_begins_like_a_formula(one: SessionRecord) -> None:
    store = memory()
    store.add([one])
    for name, cell in cells(store)[0].items():
        assert cell.lstrip()[:1] not in tuple("=+-@\t\r\0＝＋－＠"), name


@given(st.text(max_size=20))
def test_the_guard_can_be_taken_off_again(raw: str) -> None:
    assert guarded(raw).removeprefix("'") == raw
    assert guarded(raw)[:1] not in tuple("=+-@\t\r\n\0")
