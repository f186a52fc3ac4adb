"""`why`: what was decided last and what stands behind it; one rule by its id."""

import json
import re
import stat
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from start_kit import clear_answers, rehearse, start, write_answers

from fakes import NOON, FakeClock, Outcome, run_cli
from sciacoach.history.records import RoutineRef, ScreenRef, SessionHeader
from sciacoach.history.store import Store, open_store
from sciacoach.knowledge.rules import rules
from sciacoach.paths import find_paths
from sessions import record

PROMISES = re.compile(
    r"\b(?:releas(?:e|es|ed)|knots?|adhesions?|flush\w*|toxins?|detox|drain\w*|decompress\w*"
    r"|heal(?:s|ed)?|cur(?:e|es|ed)|treat(?:s|ed)?|realign|loosen\w*|proven|powerful"
    r"|effective(?:ly)?|safe(?:ly)?)\b",
    re.I,
)
CLEARED = ["screen", "--cleared", "Dr. Lee: may go on", "--on", "2026-11-22"]


def screen(folder: Path, **answers: object) -> Outcome:
    return run_cli(["screen", "--answers", write_answers(folder, clear_answers(**answers))])


def why(*args: object, clock: FakeClock | None = None) -> dict[str, Any]:
    out = run_cli(["why", "--json", *args], clock=clock)
    assert (out.code, out.stderr) == (0, "")
    found: dict[str, Any] = json.loads(out.stdout)
    assert found["sciacoach"] == 1
    return found


def words(clock: FakeClock | None = None) -> str:
    out = run_cli(["why"], clock=clock)
    assert (out.code, out.stderr) == (0, "")
    assert not PROMISES.search(out.stdout)
    return out.stdout


def keep_session(
    home: Path,
    name: str = "s1",
    *,
    rehearsal: bool = False,
    minutes: float = 0,
    changes: tuple[str, ...] = (),
    plan: dict[str, Any] | None = None,
    advice: tuple[tuple[str, float], ...] = (),
) -> None:
    """A session in the history, as it is while it runs and after."""
    header = SessionHeader(
        id=f"018f0000-0000-7000-8000-0000000000{name}",
        program="0",
        limits="0",
        routine=RoutineRef("piriformis", "Ball", "0"),
        started_at=(NOON - timedelta(minutes=60 - minutes)).isoformat(),
        rehearsal=rehearsal,
        planned_s=100.0,
        screen=ScreenRef("go", "0"),
        changes=changes,
        plan=plan,
    )
    with open_store(find_paths({"SCIACOACH_HOME": str(home)})) as store:
        _write(store, header, advice)


def _write(store: Store, header: SessionHeader, advice: tuple[tuple[str, float], ...]) -> None:
    store.begin(header)
    for rule, t in advice:
        store.advice(header.id, rule, t)
    store.end(header.id, "completed", header.started_at, 50.0, 20.0, 0.0)


# ---- one rule -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", rules())
def test_every_rule_is_explained_in_words_and_as_json(name: str) -> None:
    out = run_cli(["why", "--", name])
    assert (out.code, out.stderr) == (0, "")
    assert out.stdout.startswith(f"{name}: ")
    assert not PROMISES.search(out.stdout)
    body = why("--", name)
    assert set(body) == {
        "sciacoach", "id", "about", "title", "says", "verdict", "unit", "numbers", "numbers_told",
        "kind", "kind_says", "source", "sources", "reviewed",
    }  # fmt: skip
    assert body["id"] == name
    assert body["kind"] in {"study", "guideline", "judgement", None}


def test_a_limit_as_json_has_its_numbers_its_source_and_its_kind() -> None:
    body = why("L02")
    assert body["numbers"] == {"default": 30, "hard": 60, "precaution": 20}
    assert (body["unit"], body["kind"], body["reviewed"]) == ("s", "judgement", False)
    assert body["kind_says"] == "A safety rule, chosen with care. No trial has tested it."
    assert [one["tag"] for one in body["sources"]] == ["S31"]


@pytest.mark.parametrize(
    ("name", "fix"),
    [("RF99", "Did you mean RF"), ("D41", "Did you mean D"), ("zzzz", "Ids look like L02")],
)
def test_an_id_that_is_not_there_is_wrong_use_and_names_the_nearest(name: str, fix: str) -> None:
    out = run_cli(["why", name])
    assert (out.code, out.stdout) == (2, "")
    assert out.stderr.startswith(f"There is no rule {name}.\n")
    assert fix in out.stderr


def test_a_strange_id_is_shown_as_text_only() -> None:
    out = run_cli(["why", "\x1b[31mL\u202e" + "x" * 100])
    assert out.code == 2
    assert "\x1b" not in out.stderr and "\u202e" not in out.stderr


# ---- the verdict --------------------------------------------------------------------------


def test_before_anything_was_answered_it_says_so() -> None:
    assert words().splitlines()[0] == "No questions were answered yet, so there is no verdict."
    assert why() == {
        "sciacoach": 1,
        "verdict": {
            "verdict": None,
            "complete": False,
            "at": None,
            "message": None,
            "reasons": [],
            "pain": {"leg": None, "back": None, "lowest": None},
            "due": "full",
        },
        "session": None,
        "changes": [],
        "refusal": None,
        "advice": [],
        "locks": [],
        "off": [],
        "dated_ahead": [],
    }


def test_a_verdict_is_told_with_its_inputs_rule_source_and_kind(tmp_path: Path) -> None:
    screen(tmp_path, P19="no", P14="yes")
    verdict = why()["verdict"]
    assert (verdict["verdict"], verdict["complete"], verdict["due"]) == ("gentle", True, None)
    assert verdict["pain"] == {"leg": 3, "back": 2, "lowest": "buttock"}
    (reason,) = verdict["reasons"]
    assert (reason["id"], reason["answer"], reason["kind"]) == ("P14", "yes", "judgement")
    assert reason["does"] == "Hands only, half the time. Keep off the joints."
    assert reason["at"] == "2026-11-22T11:55:00+00:00"
    told = words()
    assert "The last verdict: gentle (with gentler limits)." in told
    assert "P14: You said yes: joint disease flaring." in told
    assert "What changes: Hands only, half the time." in told
    assert "P14: expert judgement. No source." in told
    assert "Pain then: leg 3, back 2, lowest place buttock." in told
    assert told.splitlines()[-1].endswith("sciacoach why P14")


def test_with_nothing_worrying_it_says_that_nothing_counts(tmp_path: Path) -> None:
    screen(tmp_path)
    assert "No answer counts against a session." in words()
    assert "What is locked" not in words()


def test_an_hour_later_the_next_set_is_told_as_due(tmp_path: Path) -> None:
    screen(tmp_path)
    clock = FakeClock()
    clock.move(3600)
    assert why(clock=clock)["verdict"]["due"] == "daily"
    assert "the daily set of questions is due" in words(clock)


def test_an_unfinished_screen_has_no_verdict_but_its_worrying_answers_are_told(
    tmp_path: Path,
) -> None:
    content = clear_answers()
    content["answers"] = {"P02": "yes"}
    run_cli(["screen", "--answers", write_answers(tmp_path, content)])
    assert words().startswith("Some questions are still open")
    verdict = why()["verdict"]
    assert (verdict["verdict"], verdict["complete"], verdict["message"]) == (None, False, None)
    assert [one["id"] for one in verdict["reasons"]] == ["P02"]


def test_an_emergency_is_told_even_where_questions_are_open(tmp_path: Path) -> None:
    content = clear_answers()
    content["answers"] = {"RF05": "yes"}
    run_cli(["screen", "--answers", write_answers(tmp_path, content)])
    verdict = why()["verdict"]
    assert (verdict["verdict"], verdict["complete"]) == ("emergency", False)
    assert "numbness between the legs" in verdict["message"]


def test_the_number_to_call_is_the_one_of_the_settings(tmp_path: Path) -> None:
    screen(tmp_path, RF05="yes")
    assert "Call your local emergency number" in words()
    run_cli(["config", "set", "emergency_number", "112"])
    assert "Call 112 or go" in words()


def test_a_private_item_is_counted_and_not_named(tmp_path: Path) -> None:
    screen(tmp_path, RF43="yes")
    told = words()
    assert "private item: You said yes to a question that is kept private." in told
    body = why()
    assert [one["id"] for one in body["verdict"]["reasons"]] == ["private item"]
    assert [one["id"] for one in body["locks"]] == ["private item"]
    for out in (told, json.dumps(body)):
        assert "RF43" not in out and "injected" not in out


# ---- locks --------------------------------------------------------------------------------


def test_a_lock_is_told_with_how_it_is_lifted_and_what_stays_open(tmp_path: Path) -> None:
    screen(tmp_path, RF21="yes")
    (lock,) = why()["locks"]
    assert (lock["id"], lock["clearable"], lock["ends_at"]) == ("RF21", True, None)
    assert lock["open"] == ["slow breathing", "walking", "a position of ease"]
    told = words()
    assert "RF21, since 2026-11-22" in told
    assert "A clinician's word lifts it: sciacoach screen --cleared" in told
    assert "What stays open meanwhile: slow breathing, walking and a position of ease." in told


@pytest.mark.parametrize(
    ("item", "open_"),
    [
        ("RF20", ["slow breathing", "a position of ease"]),
        (
            "RF42",
            ["slow breathing", "walking", "a position of ease", "light hands, at most 2 of 10"],
        ),
        ("RF44", ["slow breathing", "walking", "a position of ease"]),
        (
            "C07",
            ["slow breathing", "walking", "a position of ease", "light hands, at most 2 of 10"],
        ),
        ("C08", ["slow breathing", "a position of ease"]),
        ("RF05", []),
        ("RF47", []),
    ],
)
def test_what_stays_open_follows_from_the_lock(tmp_path: Path, item: str, open_: list[str]) -> None:
    screen(tmp_path, **{item: "yes"})
    assert why()["locks"][0]["open"] == open_


def test_a_lock_that_ends_by_itself_says_when(tmp_path: Path) -> None:
    screen(tmp_path, C07="yes")
    (lock,) = why()["locks"]
    assert (lock["ends_at"], lock["clearable"]) == ("2026-11-22T17:55:00+00:00", False)
    assert "It ends by itself on 2026-11-22" in words()
    later = FakeClock()
    later.move(6 * 3600)
    assert why(clock=later)["locks"] == []


def test_what_cannot_be_lifted_says_so(tmp_path: Path) -> None:
    screen(tmp_path, RF47="yes")
    assert "It cannot be cleared. This program is for adults." in words()
    assert why()["locks"][0]["clearable"] is False


def test_in_an_emergency_nothing_stays_open(tmp_path: Path) -> None:
    screen(tmp_path, RF05="yes")
    assert "Nothing may be started. Get help first." in words()


def test_a_stop_rule_that_locked_is_told_and_a_clearing_ends_it(home: Path) -> None:
    with open_store(find_paths({"SCIACOACH_HOME": str(home)})) as store:
        at = (NOON - timedelta(hours=1)).isoformat()
        store.append_screen(at, "lock", {"rule": "D2", "verdict": "urgent"})
    (lock,) = why()["locks"]
    assert (lock["id"], lock["since"]) == ("D2", at)
    assert "D2: A rule spoke (D2)." in words()
    assert run_cli(CLEARED).code == 0
    assert why()["locks"] == []


# ---- the last session ---------------------------------------------------------------------


def test_the_changes_of_the_last_fit_are_told_with_their_rules(tmp_path: Path) -> None:
    rehearse(tmp_path, "piriformis", "--hands-free", "--yes")
    body = why()
    assert body["session"]["routine"] == "piriformis"
    assert body["session"]["rehearsal"] is True
    (change,) = body["changes"]
    assert change["says"] == "Half of the pressing time today (L26: the first sessions)."
    assert (change["rule"], change["kind"]) == ("L26", "judgement")
    told = words()
    assert re.search(r"The last session: piriformis, \S+ \S+, a rehearsal\.", told)
    assert "L26: The first sessions are half as long, so that the body can answer first." in told


@pytest.mark.parametrize(
    "plan", [None, {}, {"rules": "L26"}, {"rules": ["L26"]}, {"rules": [1, 2]}]
)
def test_a_record_without_rules_is_read_off_its_lines(
    home: Path, plan: dict[str, Any] | None
) -> None:
    changes = ("Half of the pressing time today (L26: the first sessions).", "Something (else).")
    keep_session(home, changes=changes, plan=plan)
    found = [one["rule"] for one in why()["changes"]]
    assert found == ([None, None] if plan == {"rules": [1, 2]} else ["L26", None])


def test_a_session_with_no_changes_says_so(home: Path) -> None:
    keep_session(home)
    assert "Nothing was changed in it." in words()


def test_what_the_stop_rules_said_is_of_the_last_session_that_was_no_rehearsal(
    home: Path,
) -> None:
    keep_session(home, "01", advice=(("D4", 72.5), ("panic", 74), ("D99", 80.0)))
    keep_session(home, "02", rehearsal=True, minutes=10, advice=(("D13", 5.0),))
    body = why()
    assert body["session"]["rehearsal"] is True
    assert [(one["rule"], one["t"]) for one in body["advice"]] == [
        ("D4", 72.5),
        ("panic", 74.0),
        ("D99", 80.0),
    ]
    assert body["advice"][0]["kind"] == "judgement"
    assert body["advice"][2]["says"] is None
    assert "w after 1:14: none of the three signs was there" in words()
    assert "D4 after 1:12: a sharp, electric or shooting pain down the leg" in words()


def test_words_of_a_record_are_only_ever_text(home: Path) -> None:
    keep_session(home, changes=("\x1b[31mred (L26: x).",), plan={"rules": ["\x1b[1mL26"]})
    assert "\x1b" not in words()
    assert why()["changes"][0]["rule"] == "L26"


# ---- the last refusal ---------------------------------------------------------------------


def refusal_file(home: Path) -> Path:
    return find_paths({"SCIACOACH_HOME": str(home)}).state / "last_refusal.json"


def test_a_refusal_is_kept_for_the_owner_alone_and_told(tmp_path: Path, home: Path) -> None:
    refused = rehearse(tmp_path, "piriformis", P02="yes")
    assert refused.code == 3
    assert stat.S_IMODE(refusal_file(home).stat().st_mode) == 0o600
    found = why()["refusal"]
    assert found["routine"] == "piriformis"
    assert refused.stderr.splitlines() == [found["what"], found["until"], found["instead"]]
    assert [one["rule"] for one in found["rules"]] == ["P02"]
    assert found["rehearsal"] is True
    told = words()
    assert found["instead"] in told
    assert "P02: blood thinners" in told


def test_a_refusal_keeps_no_private_item(tmp_path: Path, home: Path) -> None:
    assert rehearse(tmp_path, "piriformis", RF43="yes").code == 3
    kept = refusal_file(home).read_text(encoding="utf-8")
    assert "RF43" not in kept and "injected" not in kept
    assert "private item" in kept


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        "{}",
        "[" * 5000,
        '{"at": "2026-11-22T12:00:00", "routine": "x", "what": "a", "until": "b", '
        '"instead": "c", "rules": [], "rehearsal": false}',
        '{"at": "2026-11-22T12:00:00+00:00", "routine": 1, "what": "a", "until": "b", '
        '"instead": "c", "rules": [], "rehearsal": false}',
        "x" * 70_000,
    ],
)
def test_a_damaged_note_of_a_refusal_counts_as_none(home: Path, text: str) -> None:
    file = refusal_file(home)
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    assert why()["refusal"] is None


def test_a_refusal_that_cannot_be_written_is_still_told(tmp_path: Path, home: Path) -> None:
    home.mkdir(parents=True)
    refusal_file(home).mkdir(parents=True)
    out = rehearse(tmp_path, "piriformis", P02="yes")
    assert out.code == 3
    assert "(P02)" in out.stderr
    assert why()["refusal"] is None


# ---- what is off ----------------------------------------------------------------------------


def press_today(home: Path, hours: float = 2) -> None:
    """A session with a ball, so many hours ago."""
    made = record(NOON - timedelta(hours=hours), advice=())
    with open_store(find_paths({"SCIACOACH_HOME": str(home)})) as store:
        store.add([made])


def test_days_off_are_told_even_where_nothing_was_refused(home: Path) -> None:
    press_today(home)
    found = why()["off"]
    assert why()["refusal"] is None
    assert [(one["rule"], one["what"], one["regions"]) for one in found] == [
        ("L20", "tools", ["piriformis"]),
        ("L21", "tools", []),
    ]
    assert {one["until"] for one in found} == {"2026-11-23T06:00:00+00:00"}
    assert {one["limit"] for one in found} == {"L20", "L21"}
    assert {one["kind"] for one in found} <= {"judgement", "study"}
    told = words()
    assert "What waits, whatever else holds:" in told
    assert "  L20: no ball and no roller there: outer buttock; until 2026-11-23" in told


def test_a_precaution_makes_the_days_off_longer(home: Path, tmp_path: Path) -> None:
    press_today(home, 30)
    assert why()["off"] == []
    screen(tmp_path, P02="yes", P19="no")
    assert [one["rule"] for one in why()["off"]] == ["L20"]


def test_days_off_after_a_bad_morning_name_their_rule_and_l28(home: Path, tmp_path: Path) -> None:
    press_today(home, 24)
    file = tmp_path / "morning.json"
    told = {"morning": "worse_longer", "lasting": "yes", "bruise": "no", "calf": "no"}
    told |= {"breathless": "no", "dark_urine": "no"}
    file.write_text(json.dumps(told), encoding="utf-8")
    assert run_cli(["checkin", "--answers", file]).code == 0
    found = {one["what"]: one for one in why()["off"]}
    assert {(one["rule"], one["limit"]) for one in found.values()} == {("N3", "L28")}
    assert set(found) == {"tools", "others", "dose", "floor"}
    assert found["tools"]["until"] == "2026-11-24T12:00:00+00:00"
    assert found["dose"]["until"] is None
    text = words()
    assert "  N3: nothing presses but the routine flare-day until 2026-11-24" in text
    assert "  N3: half of the time until a session was calm." in text
    assert "L28: After a flare the body gets two days off" in text


WORDY = """sciacoach: 1
id: wordy
title: Mine
summary: Mine.
style: trigger_point
level: beginner
position: wall
tools: [tennis_ball]
evidence: {label: none, note: Nobody has tested this.}
not_for_words: [people who are in the bath]
steps:
  - {do: roll, name: Roll, region: piriformis, for: 40s, side: each, ceiling: 3}
"""


def test_a_refusal_by_a_routines_own_question_is_kept(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "wordy.yaml"
    file.write_text(WORDY, encoding="utf-8")
    answers = write_answers(tmp_path, clear_answers() | {"words": ["no"]})
    done = start([file, "--face", "json", "--speed", 1000, "--answers", answers])
    assert done.code == 3
    assert "This routine is not for you now: people who are in the bath." in done.stderr
    found = why()["refusal"]
    assert found["what"] == "This routine is not for you now: people who are in the bath."
    assert [(one["rule"], one["kind"]) for one in found["rules"]] == [("words", None)]
    assert "words: a question of the routine's own" in words()
