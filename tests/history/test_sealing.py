"""An export tells by its end whether it is whole: what was cut off or changed stays out."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from histories import START, header, record
from hypothesis import given
from hypothesis import strategies as st

from sciacoach.errors import Usage
from sciacoach.history.database import Database
from sciacoach.history.export import WITH_SAFETY, writer
from sciacoach.history.import_ import import_json
from sciacoach.history.sealing import KEY
from sciacoach.history.store import Store


def memory() -> Store:
    return Store(Database.empty(Path("history.db")))


def full() -> Store:
    store = memory()
    for days in range(4):
        at = START + timedelta(days=days)
        one = header(id=f"{days:08x}-0000-7abc-8def-000000000000", started_at=at.isoformat())
        store.add([record(at, header=one, note='A "quoted" note, -1.5e3, true')])
    return store


def exported(form: str) -> str:
    return "".join(writer(form)(full().sessions(), True))


OUT = {form: exported(form) for form in WITH_SAFETY}


def refused(text: str) -> Usage:
    store = memory()
    with pytest.raises(Usage) as caught:
        import_json(store, "f.json", text)
    assert list(store.sessions()) == []
    assert caught.value.fix
    return caught.value


@pytest.mark.parametrize("form", WITH_SAFETY)
def test_a_whole_export_says_how_many_sessions_it_holds_and_comes_in(form: str) -> None:
    out = OUT[form]
    last = json.loads(out.splitlines()[-1] if form == "jsonl" else out)
    assert last[KEY]["sessions"] == 4
    assert import_json(memory(), "f", out).new == 4
    assert import_json(memory(), "f", out.replace("\n", "\r\n")).new == 4


@given(form=st.sampled_from(WITH_SAFETY), cut=st.integers(1, 100_000))
def test_an_export_cut_anywhere_is_refused_as_cut(form: str, cut: int) -> None:
    out = OUT[form].rstrip()
    left = out[: -(1 + cut % (len(out) - 40))]
    told = refused(left)
    assert "the file ends here, and it is not whole. Nothing was imported." in told.message
    line = left.rstrip().count("\n") + 1
    assert told.message.startswith(f"f.json:{line}:")


def test_lines_cut_between_two_sessions_are_told_by_the_line_where_they_end() -> None:
    lines = OUT["jsonl"].splitlines(keepends=True)
    for left in range(1, len(lines)):
        told = refused("".join(lines[:left]))
        assert told.message.startswith(f"f.json:{left}:{len(lines[left - 1])}: the file ends here")


Change = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda b: b["sessions"].pop(1), "4 sessions were written to this file, and 3 are here"),
        (lambda b: b["sessions"].reverse(), "was changed, or is damaged"),
        (lambda b: b["sessions"][2].update(contact_s=0), "was changed, or is damaged"),
        (lambda b: b["sessions"][2]["steps"][0].update(side="right"), "was changed"),
        (lambda b: b.update(later=1), "was changed, or is damaged"),
        (lambda b: [b.pop(k) for k in ("screens", "readings", "remnants", "sum")], "was changed"),
        (lambda b: b[KEY].pop("sum"), "whole: the key sum is missing"),
        (lambda b: b[KEY].update(sessions="4"), "whole.sessions: "),
        (lambda b: b[KEY].update(sum=4), "whole.sum: 4 is not text"),
        (lambda b: b.update(whole=None), "whole: null is not an object"),
    ],
)
def test_what_was_changed_on_the_way_stays_out(change: Change, words: str) -> None:
    body = json.loads(OUT["json"])
    change(body)
    assert words in refused(json.dumps(body)).message


def test_a_line_left_out_is_told_too() -> None:
    lines = OUT["jsonl"].splitlines(keepends=True)
    told = refused("".join(lines[:2] + lines[3:]))
    assert "4 sessions were written to this file, and 3 are here." in told.message


def test_a_number_that_is_none_beside_the_sessions_is_told() -> None:
    text = OUT["json"].replace('{"sciacoach": 1,', '{"sciacoach": 1, "later": 1e999,')
    assert "a number here is not a number" in refused(text).message
