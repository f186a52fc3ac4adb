"""The safety part of an export: the same elsewhere, once, whole or not at all."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from histories import START, record, records
from hypothesis import given
from hypothesis import strategies as st
from logs import NOW, PRIVATE, assert_no_milder, logs

from sciacoach.errors import Usage
from sciacoach.history.database import Database
from sciacoach.history.export import WITH_SAFETY, writer
from sciacoach.history.import_ import Imported, import_json
from sciacoach.history.records import DayReading, Reading, SessionRecord
from sciacoach.history.sealing import KEY, Seal
from sciacoach.history.store import Store
from sciacoach.history.verify import faults
from sciacoach.screening.answers import Experience, Given
from sciacoach.screening.assess import Assessment, assess
from sciacoach.screening.catalogue import catalogue
from sciacoach.screening.clearance import PRIVATE_LABEL, Verdict
from sciacoach.screening.fold import stand
from sciacoach.screening.items import Answer
from sciacoach.screening.log import Answered, Cleared, Entry, FullWanted, Lock, NewSpell
from sciacoach.screening.rows import read_log, to_row
from sciacoach.screening.standing import Standing

LOCK = Lock(NOW, "N5", Verdict.URGENT)


def memory() -> Store:
    return Store(Database.empty(Path("history.db")))


def fill(store: Store, log: tuple[Entry, ...], *made: SessionRecord) -> Store:
    for one in log:
        store.append_screen(*to_row(one))
    store.add(made)
    return store


def exported(store: Store, form: str = "json", notes: bool = True) -> str:
    return "".join(writer(form, store.safety(), notes)(store.sessions(), notes))


def taken(store: Store, text: str) -> Imported:
    return import_json(store, "f.json", text)


def standing(store: Store) -> Standing:
    return stand(read_log(store.screen_log()))


def verdict(store: Store) -> Assessment:
    return assess(standing(store), Experience(), NOW)


_readings = st.builds(
    DayReading,
    st.integers(0, 900).map(lambda n: (START - timedelta(hours=n)).isoformat()),
    st.builds(Reading, leg=st.none() | st.integers(0, 10), lowest=st.just("calf")),
)
_sessions = st.lists(records, max_size=2, unique_by=lambda one: one.header.id)


@pytest.mark.parametrize("form", WITH_SAFETY)
@given(logs(), _sessions, st.lists(_readings, max_size=3, unique_by=lambda one: one.at))
def test_an_import_elsewhere_gives_the_same_history_and_verdict(
    form: str, log: tuple[Entry, ...], made: list[SessionRecord], told: list[DayReading]
) -> None:
    first = fill(memory(), log, *made)
    for one in told:
        first.pain(datetime.fromisoformat(one.at), one.said)
    second = memory()
    out = exported(first, form)
    taken(second, out)
    assert list(second.sessions()) == list(first.sessions())
    assert second.pains() == first.pains()
    assert second.past(NOW) == first.past(NOW)
    worrying = standing(first).items.items()
    if any(n in PRIVATE and h.answer.is_worrying for n, h in worrying):
        assert verdict(second).verdict.severity >= verdict(first).verdict.severity
    else:
        assert verdict(second) == verdict(first)
    before = exported(second, form)
    again = taken(second, out)
    assert (again.new, again.readings, again.screens) == (0, 0, 0)
    assert exported(second, form) == before


@given(logs(), logs())
def test_an_import_is_never_milder_than_what_was_here_or_there(
    here: tuple[Entry, ...], there: tuple[Entry, ...]
) -> None:
    mine, theirs = fill(memory(), here), fill(memory(), there)
    merged = fill(memory(), here)
    taken(merged, exported(theirs))
    assert_no_milder(verdict(merged), verdict(mine))
    assert verdict(merged).verdict.severity >= verdict(theirs).verdict.severity
    taken(merged, exported(theirs))
    assert_no_milder(verdict(merged), verdict(mine))


def test_the_own_export_changes_nothing_here_whatever_came_after_it() -> None:
    store = fill(memory(), (LOCK,), record())
    out = exported(store)
    cleared = Cleared(NOW, "Dr. Lee", NOW.date(), (), ("N5",))
    store.append_screen(*to_row(cleared))
    taken(store, out)
    assert len(store.screen_log()) == 2


def test_a_lock_comes_along_and_what_was_lifted_here_since_stays_lifted() -> None:
    out, store = exported(fill(memory(), (LOCK,))), fill(memory(), (NewSpell(NOW),))
    assert taken(store, out).screens == 1
    assert [one.rule for one in standing(store).locks] == ["N5"]
    store.append_screen(*to_row(Cleared(NOW, "Dr. Lee", NOW.date(), (), ("N5",))))
    assert taken(store, out).screens == 0
    assert standing(store).locks[0].cleared_on is not None


def test_no_word_of_a_private_item_leaves_the_house() -> None:
    yes = Answered(NOW, None, "1", NOW, dict.fromkeys(PRIVATE, Given(Answer.YES)))
    out = exported(fill(memory(), (yes,)))
    assert PRIVATE_LABEL in out
    for name in (*PRIVATE, "private item 1", "private item 2"):
        assert name not in out


@pytest.mark.parametrize("private", [Answer.YES, Answer.CHECKED])
@pytest.mark.parametrize("cleared", [True, False])
def test_a_private_answer_locks_together_with_another_one_elsewhere_too(
    private: Answer, cleared: bool
) -> None:
    (one,) = (one for one in catalogue().combinations if one.verdict is Verdict.EMERGENCY
              and one.members & set(PRIVATE))  # fmt: skip
    (other,), name = one.all, min(one.members & set(PRIVATE))
    log: list[Entry] = [Answered(NOW, None, "1", NOW, {name: Given(private)})]
    if cleared:
        log.append(Cleared(NOW, "Dr. Lee", NOW.date(), (name,)))
    log.append(Answered(NOW, None, "1", NOW, {other: Given(Answer.NOT_SURE)}))
    first, second = fill(memory(), tuple(log)), memory()
    assert verdict(first).verdict is Verdict.EMERGENCY
    taken(second, exported(first))
    assert verdict(second).verdict is Verdict.EMERGENCY


def test_who_cleared_is_a_note_and_stays_here_with_the_notes() -> None:
    store = fill(memory(), (LOCK, Cleared(NOW, "canary", NOW.date(), (), ("N5",))))
    assert "canary" in exported(store)
    assert "canary" not in exported(store, notes=False)
    assert "canary" not in exported(store, "jsonl", notes=False)
    elsewhere = memory()
    taken(elsewhere, exported(store, notes=False))
    assert standing(elsewhere).locks == standing(store).locks


@pytest.mark.parametrize("form", WITH_SAFETY)
def test_exports_of_the_time_without_an_end_come_in_as_before(form: str) -> None:
    out = exported(fill(memory(), (LOCK,), record()), form)
    if form == "json":
        old = json.dumps({k: v for k, v in json.loads(out).items() if k != KEY})
    else:
        old = "".join(out.replace('"ends": true, ', "").splitlines(keepends=True)[:-1])
    assert KEY not in old
    store = memory()
    done = taken(store, old)
    assert (done.new, done.screens, done.ignored) == (1, 1, ())
    assert len(standing(store).locks) == 1


def test_old_exports_without_a_safety_part_come_in_as_before() -> None:
    body = json.loads(exported(fill(memory(), (LOCK,), record())))
    store = memory()
    done = taken(store, json.dumps({key: body[key] for key in ("sciacoach", "sessions")}))
    assert (done.new, done.screens, store.screen_log()) == (1, 0, [])


# ---- what is not right -------------------------------------------------------------------------


def whole() -> dict[str, Any]:
    store = fill(memory(), (LOCK, FullWanted(NOW, "D1")), record(START))
    store.pain(NOW, Reading(leg=3))
    store.delete(store.choose(everything=True), START + timedelta(hours=1))
    store.add([record(START + timedelta(hours=2))])
    store.pain(NOW, Reading(leg=3))
    body: dict[str, Any] = json.loads(exported(store))
    return body


Bend = Callable[[dict[str, Any]], object]


def summed(bend: Bend) -> Bend:
    """A change whose sums were made to fit."""

    def change(body: dict[str, Any]) -> None:
        from sciacoach.history.safety import _sum

        bend(body)
        body["sum"] = _sum({name: body[name] for name in ("screens", "readings", "remnants")})
        seal = Seal()
        for one in body["sessions"]:
            seal.session(one)
        body[KEY] = seal.end({k: v for k, v in body.items() if k not in ("sessions", KEY)})

    return change


@pytest.mark.parametrize(
    ("bend", "words"),
    [
        (lambda b: b.pop("sum"), "the key sum is missing"),
        (lambda b: b.pop("screens"), "the key screens is missing"),
        (lambda b: b["screens"].pop(0), "was changed, or is damaged"),
        (lambda b: b["screens"][0]["body"].update(verdict="see_clinician"), "was changed"),
        (lambda b: b["readings"].clear(), "was changed"),
        (lambda b: b["remnants"][0]["contacts"].pop(), "was changed"),
        (lambda b: b.update(sum=3), "was changed"),
        (lambda b: b.update(screens={}), "screens: {} is not a list"),
        (lambda b: b["screens"].append(3), "screens[2]: 3 is not an object"),
        (lambda b: b["screens"][0].update(at="soon"), "screens[0].at: "),
        (lambda b: b["screens"][0].update(kind="lok"), "screens[0]: this entry of the safety log"),
        (lambda b: b["screens"][0]["body"].pop("rule"), "screens[0]: this entry"),
        (lambda b: b["screens"][0]["body"].update(verdict="go"), "screens[0]: this entry"),
        (lambda b: b["screens"][0].update(body=None), "screens[0]: this entry"),
        (lambda b: b["readings"][0].update(leg=11), "readings[0].leg: 11"),
        (lambda b: b["remnants"][0].update(next_day="N9"), "remnants[0].next_day: "),
        (lambda b: b["remnants"][0].update(n3=1), "remnants[0].n3: 1 is not true or false"),
        (lambda b: b["remnants"][0]["contacts"][0].update(side="each"), "contacts[0].side: "),
        (lambda b: b["remnants"][0]["contacts"][0].update(seconds=-1), "contacts[0].seconds: "),
    ],
)
def test_a_safety_part_that_is_not_whole_is_refused_with_all_the_rest(
    bend: Bend, words: str
) -> None:
    body = whole()
    bend(body)
    store = memory()
    with pytest.raises(Usage) as caught:
        taken(store, json.dumps(body))
    assert words in caught.value.message
    assert caught.value.fix
    assert (list(store.sessions()), store.screen_log(), store.pains()) == ([], [], [])


def test_words_of_the_file_are_only_ever_words() -> None:
    body = whole()

    def bend(found: dict[str, Any]) -> None:
        found["screens"][0]["body"]["rule"] = "\x1b[2JN5" + "x" * 99

    summed(bend)(body)
    store = memory()
    taken(store, json.dumps(body))
    (lock,) = standing(store).locks
    assert lock.rule.isprintable()
    assert len(lock.rule) == 60


# ---- remnants and check-ins ----------------------------------------------------------------------


def test_what_a_deletion_left_counts_elsewhere_and_once() -> None:
    body = json.dumps(whole())
    store = memory()
    taken(store, body)
    taken(store, body)
    assert [one.id == "" for one in store.past(NOW).sessions] == [True, False]


def test_a_session_that_comes_back_takes_the_place_of_what_it_left() -> None:
    store = memory()
    store.add([record()])
    out = exported(store)
    whole_past = store.past(NOW)
    store.delete(store.choose(everything=True), START + timedelta(hours=1))
    left = exported(store)
    taken(store, out)
    assert store.past(NOW) == whole_past
    taken(store, left)
    assert store.past(NOW) == whole_past


def test_a_session_that_comes_back_with_less_counts_beside_what_it_left() -> None:
    store = memory()
    store.add([record()])
    body = json.loads(exported(store))
    store.delete(store.choose(everything=True), START + timedelta(hours=1))
    body["sessions"][0]["steps"].pop()
    taken(store, json.dumps({key: body[key] for key in ("sciacoach", "sessions")}))
    assert len(store.past(NOW).sessions) == 2


def told(rule: str | None, morning: str = "same") -> dict[str, Any]:
    return {"at": START.isoformat(), "morning": morning, "rule": rule, "rules": [], "signs": []}


@pytest.mark.parametrize(
    ("here", "there", "rule", "morning"),
    [
        (None, told("N2", "bruise"), "N2", "bruise"),
        (told("N1"), told("N3", "bruise"), "N3", "bruise"),
        (told("N3", "bruise"), told("N1"), "N3", "bruise"),
        (told("N3"), None, "N3", "same"),
        (told(None), {"rule": "N2", "at": START.isoformat(), "signs": None}, "N2", "same"),
    ],
)
def test_of_two_check_ins_of_a_session_the_worse_one_counts(
    here: dict[str, Any] | None, there: dict[str, Any] | None, rule: str, morning: str
) -> None:
    one = record()
    store, other = memory(), memory()
    store.add([SessionRecord(**{**fields(one), "checkin": here})])
    other.add([SessionRecord(**{**fields(one), "checkin": there})])
    assert taken(store, exported(other)).already == 1
    (found,) = store.sessions()
    assert found.checkin is not None
    assert (found.checkin["rule"], found.checkin["morning"]) == (rule, morning)


def fields(one: SessionRecord) -> dict[str, Any]:
    return {name: getattr(one, name) for name in one.__slots__}


# ---- lines -------------------------------------------------------------------------------------


def test_a_line_that_is_not_right_is_told_by_its_number() -> None:
    out = exported(fill(memory(), (), record()), "jsonl")
    assert len(out.splitlines()) == 3
    with pytest.raises(Usage, match=r"f\.json:4:1: this is not JSON"):
        taken(memory(), out + "x")
    with pytest.raises(Usage, match=r"f\.json:4: more stands here") as caught:
        taken(memory(), out + out)
    assert "one by one" in caught.value.fix
    with pytest.raises(Usage, match=r"f\.json:1:"):
        taken(memory(), out[:40])


def test_a_history_of_sessions_that_add_up_is_whole() -> None:
    database = Database.empty(Path("history.db"))
    store = fill(Store(database), (LOCK,), record(contact_s=80.0, delivered_s=80.0))
    assert faults(database) == (1, ())
    store.append_screen("soon", "new_spell", {})
    store.add([record(START + timedelta(days=1), contact_s=10.0, delivered_s=70.0)])
    count, found = faults(database)
    assert count == 2
    assert [line.split(": ")[-1] for line in found] == [
        "contact 10.0 s, its steps 80.0 s.",
        "delivered 70.0 s, its steps 80.0 s.",
        "all questions are due.",
    ]
