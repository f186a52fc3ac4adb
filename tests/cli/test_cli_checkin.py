"""`sciacoach checkin`: the morning after, readings of any day, the touch test."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from checkin_kit import AVERAGE, FINE, Morning

from fakes import NOON, run_cli
from sciacoach.history.records import Reading
from sciacoach.screening.answers import Given
from sciacoach.screening.catalogue import catalogue
from sciacoach.screening.clearance import Verdict
from sciacoach.screening.items import Answer
from sciacoach.screening.log import Answered, Cleared, Lock, TouchTest, Withdrawn
from sciacoach.vocabulary import Region

GOOD_DAY = ("2", "none", "2 1 buttock 0 0")


@pytest.fixture
def person(tmp_path: Path, home: Path) -> Morning:
    assert str(tmp_path) in str(home)
    return Morning(tmp_path)


def yes_to(item: str) -> Answered:
    at = NOON - timedelta(days=2)
    return Answered(at, None, catalogue().version, at, {item: Given(Answer.YES)})


# ---- a file ---------------------------------------------------------------------------------


def test_a_good_morning_makes_the_session_calm(person: Morning) -> None:
    name = person.had_session()
    found = person.told({**FINE, "pain": AVERAGE})
    assert (found["code"], found["kept"], found["session"]) == (0, "checkin", name)
    assert (found["rule"], found["locked"], found["message"]) == (None, False, None)
    assert person.body() == {
        "at": NOON.isoformat(),
        "morning": "same",
        "rule": None,
        "rules": [],
        "signs": [],
        **AVERAGE,
    }
    (one,) = person.past()
    assert one.calm
    assert one.told_at == NOON
    assert person.log() == ()


def test_readings_that_were_not_given_are_null_never_0(person: Morning) -> None:
    person.had_session()
    assert person.tell(FINE).code == 0
    assert person.body()["leg"] is None
    person.tell({"pain": {"leg": 0}})
    assert person.pains() == [Reading(leg=0)]


@pytest.mark.parametrize(
    ("change", "rule", "calm"),
    [
        ({"morning": "worse_under_36h"}, "N1", True),
        ({"morning": "worse_longer"}, "N2", False),
        ({"morning": "bruise"}, "N2", False),
        ({"lasting": "yes"}, "N3", False),
        ({"lasting": "not_sure"}, "N3", False),
    ],
)
def test_n1_to_n3_are_told_and_lock_nothing(
    person: Morning, change: dict[str, str], rule: str, calm: bool
) -> None:
    person.had_session()
    found = person.told({**FINE, **change})
    assert (found["code"], found["rule"], found["locked"]) == (0, rule, False)
    assert found["says"] and found["does"] and found["source"]
    (one,) = person.past()
    assert (one.next_day, one.calm) == (rule, calm)


def test_a_leg_average_2_points_up_a_day_later_is_n3(person: Morning) -> None:
    person.had_session(24)
    assert person.told({**FINE, "pain": {**AVERAGE, "leg": 5}})["rule"] == "N3"


def test_a_leg_average_that_reaches_before_the_session_is_not_yet(person: Morning) -> None:
    person.had_session(20)
    assert person.told({**FINE, "pain": {**AVERAGE, "leg": 5}})["rule"] is None


def test_n4_is_n3_for_a_second_session_within_14_days(person: Morning) -> None:
    person.had_session()
    person.tell({**FINE, "lasting": "yes"})
    person.clock.wall += timedelta(days=3)
    person.had_session(-48)
    found = person.told({**FINE, "lasting": "yes"})
    assert (found["code"], found["rules"], found["verdict"]) == (3, ["N4", "N3"], "see_clinician")
    assert Lock(person.clock.wall, "N4", Verdict.SEE_CLINICIAN) in person.log()
    assert "clinician" in found["message"]


def test_an_n3_that_stood_behind_a_worse_rule_counts_for_n4(person: Morning) -> None:
    person.had_session()
    person.tell({**FINE, "lasting": "yes", "bruise": "yes"})
    person.clock.wall += timedelta(days=13)
    person.had_session(-12 * 24)
    assert person.told({**FINE, "lasting": "yes"})["rule"] == "N4"


def test_an_n3_of_15_days_ago_does_not_make_n4(person: Morning) -> None:
    person.had_session()
    person.tell({**FINE, "lasting": "yes"})
    person.clock.wall += timedelta(days=15)
    person.had_session(-14 * 24)
    assert person.told({**FINE, "lasting": "yes"})["rule"] == "N3"


def test_the_same_session_told_twice_is_no_n4(person: Morning) -> None:
    person.had_session()
    person.tell({**FINE, "lasting": "yes"})
    assert person.told({**FINE, "lasting": "yes"})["rules"] == ["N3"]


@pytest.mark.parametrize("sign", ["bruise", "growing"])
def test_n5_locks_as_urgent(person: Morning, sign: str) -> None:
    person.had_session()
    found = person.told({**FINE, sign: "yes"})
    assert (found["code"], found["rule"], found["verdict"]) == (3, "N5", "urgent")
    assert [entry for entry in person.log() if isinstance(entry, Lock)] == [
        Lock(NOON, "N5", Verdict.URGENT)
    ]


def test_n5_asks_for_growing_bruises_where_p02_holds(person: Morning) -> None:
    person.had_session()
    person.logged(yes_to("P02"))
    done = person.tell(FINE)
    assert done.code == 3
    assert "Missing: growing." in done.stderr
    assert person.body() == {}
    assert person.tell({**FINE, "growing": "no"}).code == 0


@pytest.mark.parametrize(
    ("sign", "item", "rule", "verdict"),
    [
        ("dark_urine", "RF18", "N6", "emergency"),
        ("calf", "RF24", "N7", "urgent"),
        ("breathless", "RF15", "N7", "emergency"),
        ("weaker", "RF08", None, "emergency"),
    ],
)
@pytest.mark.parametrize("word", ["yes", "not_sure"])
def test_n6_n7_and_weakness_lock_through_their_items(
    person: Morning, sign: str, item: str, rule: str | None, verdict: str, word: str
) -> None:
    person.had_session()
    found = person.told({**FINE, sign: word})
    assert (found["code"], found["rule"], found["verdict"]) == (3, rule, verdict)
    (entry,) = person.log()
    assert isinstance(entry, Answered)
    assert (entry.set, dict(entry.answers)) == (None, {item: Given(Answer(word))})


def test_a_mistaken_danger_sign_can_be_withdrawn(person: Morning) -> None:
    person.had_session()
    person.tell({**FINE, "dark_urine": "yes"})
    assert run_cli(["screen", "--withdraw"], clock=person.clock).code == 0
    assert person.assessed().verdict is Verdict.GO


def test_danger_counts_also_where_other_answers_are_missing(person: Morning) -> None:
    person.had_session()
    found = person.told({"breathless": "yes"})
    assert (found["code"], found["verdict"], found["kept"]) == (3, "emergency", "checkin")
    assert person.body()["rule"] == "N7"


def test_danger_without_any_session_counts_too(person: Morning) -> None:
    found = person.told({"bruise": "yes", "lasting": "yes", "morning": "worse_longer"})
    assert (found["code"], found["rules"], found["kept"]) == (3, ["N5"], "sign")


def test_weakness_up_by_2_asks_rf08_at_once(person: Morning) -> None:
    person.had_session(weakness=1)
    done = person.tell({**FINE, "pain": {**AVERAGE, "weakness": 3}})
    assert done.code == 3
    assert "Missing: weaker." in done.stderr
    assert catalogue().by_id["RF08"].question in done.stderr
    assert person.body() == {}
    assert person.tell({**FINE, "weaker": "no", "pain": {**AVERAGE, "weakness": 3}}).code == 0


def test_weakness_is_held_against_the_least_of_two_weeks(person: Morning) -> None:
    person.tell({"pain": {"weakness": 1}})
    person.clock.wall += timedelta(days=13)
    assert person.tell({"pain": {"weakness": 3}}).code == 3
    person.clock.wall += timedelta(days=2)
    assert person.tell({"pain": {"weakness": 3}}).code == 0


def test_a_lock_that_stands_is_not_written_twice_and_a_cleared_one_is(person: Morning) -> None:
    person.had_session()
    person.tell({**FINE, "bruise": "yes"})
    person.tell({"bruise": "yes"})
    assert sum(isinstance(entry, Lock) for entry in person.log()) == 1
    person.logged(Cleared(NOON, "Dr. Lee", NOON.date(), (), ("N5",)))
    person.tell({"bruise": "yes"})
    assert sum(isinstance(entry, Lock) for entry in person.log()) == 2


# ---- which session ----------------------------------------------------------------------------


@pytest.mark.parametrize("hours_ago", [5.9, 14 * 24.1])
def test_too_young_or_old_a_session_makes_it_a_reading(person: Morning, hours_ago: float) -> None:
    person.had_session(hours_ago)
    found = person.told({"pain": AVERAGE})
    assert (found["kept"], found["session"]) == ("reading", None)
    assert person.pains() == [Reading(2, 1, "none", 0, 0)]
    assert person.body() == {}


def test_with_nothing_to_tell_about_pain_alone_is_missing(person: Morning) -> None:
    done = person.tell({})
    assert done.code == 3
    assert "Missing: pain." in done.stderr


def test_a_second_check_in_makes_it_worse_and_never_milder(person: Morning) -> None:
    person.had_session()
    person.tell({**FINE, "morning": "worse_under_36h", "pain": AVERAGE})
    person.clock.wall += timedelta(hours=20)
    again = {**FINE, "morning": "worse_longer", "pain": {**AVERAGE, "leg": 4}}
    assert person.told(again)["kept"] == "again"
    first = person.body()
    assert (first["rule"], first["rules"], first["morning"]) == ("N2", ["N2", "N1"], "worse_longer")
    assert (first["at"], first["leg"]) == (person.clock.wall.isoformat(), 2)
    assert person.pains() == [Reading(4, 1, "none", 0, 0)]
    person.clock.wall += timedelta(hours=10)
    person.tell({**FINE, "morning": "better"})
    assert person.body() == first


def test_four_days_on_a_told_session_is_not_asked_about(person: Morning) -> None:
    person.had_session()
    person.tell(FINE)
    person.clock.wall += timedelta(days=4)
    assert person.told({"morning": "worse_longer", "pain": AVERAGE})["kept"] == "reading"
    assert person.body()["rule"] is None


# ---- files that are not right -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({**FINE, "moring": "same"}, "Did you mean morning?"),
        ({**FINE, "morning": "fine"}, "better, same, worse_under_36h"),
        ({**FINE, "calf": "maybe"}, "Write yes, no or not_sure"),
        ({**FINE, "calf": "checked"}, "Write yes, no or not_sure"),
        ({"pain": {"leg": 11}}, "from 0 to 10"),
        ({"pain": {"arm": 1}}, "Write leg, back, tingling, weakness or lowest."),
        ({"pain": {"lowest": "toe"}}, "none, back, buttock, thigh, calf or foot"),
        ({"pain": 3}, "A mapping belongs here."),
        ({"touch": {"new": "no"}}, "equal: yes"),
        ({"touch": {"equal": "maybe"}}, "Write yes, no or not_sure"),
        ({"touch": {"equal": "no", "where": ["arm"]}}, "cannot stand here"),
        ({"x": 1}, "The keys are morning,"),
    ],
)
def test_a_file_that_is_not_right_is_refused_and_nothing_kept(
    person: Morning, told: dict[str, Any], words: str
) -> None:
    person.had_session()
    done = person.tell({**told, "breathless": "yes"})
    assert done.code == 2
    assert words in done.stderr
    assert "Nothing was kept" in done.stderr
    assert (person.body(), person.log(), person.pains()) == ({}, (), [])


def test_missing_keys_are_told_with_their_questions(person: Morning) -> None:
    person.had_session()
    done = person.tell({"morning": "same"})
    assert done.code == 3
    assert "Missing: lasting, bruise, calf, breathless and dark_urine." in done.stderr
    assert "lasting: Has your leg pain been clearly worse" in done.stderr
    assert "breathless: Are you suddenly short of breath?" in done.stderr


@pytest.mark.parametrize("args", [[], ["--json"], ["--touch"]])
def test_without_a_terminal_nothing_is_asked(person: Morning, args: list[str]) -> None:
    person.had_session()
    done = run_cli(["checkin", *args], clock=person.clock)
    assert (done.code, done.stdout) == (3, "")
    assert "--answers FILE" in done.stderr
    assert ("touch: {equal: yes}" if args == ["--touch"] else "morning: same") in done.stderr


def test_the_line_that_it_shows_can_be_used_as_it_is(person: Morning) -> None:
    person.had_session()
    shown = run_cli(["checkin"], clock=person.clock).stderr
    person.file.write_text(shown[shown.index("{") :].strip(), encoding="utf-8")
    done = run_cli(["checkin", "--answers", person.file], clock=person.clock)
    assert done.code == 0
    assert person.body()["morning"] == "same"


def test_json_on_a_terminal_asks_nothing(person: Morning) -> None:
    code, out, err = person.at_terminal(["checkin", "--json"], *GOOD_DAY)
    assert (code, out) == (3, "")
    assert "pain: {leg: 2" in err


# ---- a terminal --------------------------------------------------------------------------------


def test_a_good_day_takes_three_lines(person: Morning) -> None:
    person.had_session()
    code, out, err = person.at_terminal(["checkin"], *GOOD_DAY)
    assert (code, err) == (0, "")
    assert "How was it after Tennis ball for the outer buttock, Saturday, 12:00?" in out
    assert "Nothing to watch out for" in out
    assert person.body()["lowest"] == "buttock"
    assert person.past()[0].calm


def test_on_any_day_only_the_readings_are_asked(person: Morning) -> None:
    code, out, _ = person.at_terminal(["checkin"], "2 1 buttock 0 0")
    assert code == 0
    assert "Kept as a reading of today." in out
    assert "How was it" not in out
    assert person.pains() == [Reading(2, 1, "buttock", 0, 0)]


def test_a_danger_sign_is_read_back_before_it_locks(person: Morning) -> None:
    person.had_session()
    code, out, _ = person.at_terminal(["checkin"], "2", "5", "yes")
    assert code == 3
    assert "You said yes to 5, dark pee, like cola. Right?" in out
    assert "N6: " in out
    assert "Call your local emergency number" in " ".join(out.split())
    assert person.assessed().verdict is Verdict.EMERGENCY


def test_a_danger_sign_taken_back_locks_nothing_and_is_kept_as_withdrawn(person: Morning) -> None:
    person.had_session()
    code, _, _ = person.at_terminal(["checkin"], "2", "2 5", "no", "no", "skip")
    assert code == 0
    assert person.log() == (Withdrawn(NOON, ("RF18",), read_back=True),)
    assert person.body()["rule"] is None


@pytest.mark.parametrize("typed", [("2", "5", "yes"), ("2", "1 2 3", "yes", "yes")])
def test_a_danger_sign_that_was_read_back_is_not_taken_back_by_a_command(
    person: Morning, typed: tuple[str, ...]
) -> None:
    person.had_session()
    assert person.at_terminal(["checkin"], *typed)[0] == 3
    before = person.assessed().verdict
    found = run_cli(["screen", "--withdraw"], clock=person.clock)
    assert (found.code, "at a check-in" in found.stderr) == (1, True)
    assert person.assessed().verdict is before


def test_a_terminal_that_goes_away_keeps_a_confirmed_danger_sign(person: Morning) -> None:
    person.had_session()
    code, _, err = person.at_terminal(["checkin"], "2", "1 2 3", "yes", "yes")
    assert code == 3
    assert "This needs a clinician today." in err
    assert person.assessed().verdict is Verdict.URGENT
    assert person.body()["rule"] == "N5"


def test_a_terminal_that_goes_away_keeps_nothing_else(person: Morning) -> None:
    person.had_session()
    code, _, err = person.at_terminal(["checkin"], "2", "none")
    assert code == 3
    assert "not finished" in err
    assert (person.body(), person.log()) == ({}, ())


# ---- the touch test ------------------------------------------------------------------------------


def test_a_passed_touch_test_is_kept(person: Morning) -> None:
    found = person.told({"touch": {"equal": "yes"}}, "--touch")
    assert (found["code"], found["touch_passed"], found["kept"]) == (0, True, "touch")
    assert person.log() == (TouchTest(NOON, True),)
    code, out, _ = person.at_terminal(["checkin", "--touch"], "yes")
    assert code == 0
    assert "Both sides feel the same" in out


def test_less_feeling_is_c16_where_it_is(person: Morning) -> None:
    touch = {"equal": "no", "new": "no", "where": ["calves"]}
    found = person.told({"touch": touch}, "--touch")
    assert (found["code"], found["touch_passed"], found["locked"]) == (0, False, False)
    holds = person.assessed()
    assert holds.restrictions.blocked_regions == {Region.CALVES}
    (entry, test) = person.log()
    assert isinstance(entry, Answered)
    assert dict(entry.answers) == {"C16": Given(Answer.YES, frozenset({Region.CALVES}))}
    assert test == TouchTest(NOON, False)


def test_less_feeling_that_is_new_is_rf21(person: Morning) -> None:
    found = person.told({"touch": {"equal": "no", "new": "yes"}})
    assert (found["code"], found["verdict"]) == (3, "urgent")
    holds = person.assessed()
    assert {"RF21", "C16"} <= holds.active
    assert holds.restrictions.blocked_regions == set(Region)


def test_a_touch_test_that_is_not_equal_must_say_if_it_is_new(person: Morning) -> None:
    done = person.tell({"touch": {"equal": "not_sure"}})
    assert done.code == 3
    assert "Missing: touch.new." in done.stderr
    assert person.log() == ()


def test_touch_without_its_key_says_how_to_give_it(person: Morning) -> None:
    person.had_session()
    done = person.tell(FINE, "--touch")
    assert done.code == 3
    assert "Missing: touch." in done.stderr
    both = person.told({**FINE, "touch": {"equal": "yes"}}, "--touch")
    assert (both["code"], both["kept"]) == (0, "checkin")


def test_the_touch_test_at_a_terminal_asks_what_is_new_and_where(person: Morning) -> None:
    code, out, _ = person.at_terminal(["checkin", "--touch"], "no", "yes", "yes", "5")
    assert code == 3
    assert "Is that new?" in out
    assert "These places are left out" in out
    assert "RF21" in person.assessed().active
    code, _, err = person.at_terminal(["checkin", "--touch"])
    assert code == 3
    assert "not finished" in err


# ---- the next start -----------------------------------------------------------------------------


def test_the_next_start_asks_how_it_was_first(person: Morning) -> None:
    person.had_session()
    code, out, _ = person.at_terminal(["start", "piriformis"], *GOOD_DAY)
    assert code == 3  # the questions of the screen are not answered
    assert out.index("How was it after") < out.index("page 1 of")
    assert person.body()["morning"] == "same"
    _, again, _ = person.at_terminal(["start", "piriformis"])
    assert "How was it after" not in again


def test_an_answer_that_locks_ends_the_start(person: Morning) -> None:
    person.had_session()
    typed = ("2", "2", "yes", "skip")
    code, out, err = person.at_terminal(["start", "piriformis"], *typed)
    assert code == 3
    assert "page 1 of" not in out
    assert "This needs a clinician today." in err


def test_a_start_six_hours_on_or_as_a_rehearsal_does_not_ask(person: Morning) -> None:
    person.had_session(5)
    _, out, _ = person.at_terminal(["start", "piriformis"])
    assert "How was it after" not in out
    person.had_session(24)
    _, out, _ = person.at_terminal(["start", "piriformis", "--speed", "100"])
    assert "How was it after" not in out


def test_a_start_without_a_terminal_does_not_ask(person: Morning) -> None:
    person.had_session()
    done = run_cli(["start", "piriformis"], clock=person.clock)
    assert "RF01" in done.stderr
    assert person.body() == {}


def test_what_was_told_goes_out_and_comes_in_again(person: Morning, tmp_path: Path) -> None:
    person.had_session()
    person.tell({**FINE, "morning": "worse_longer", "pain": AVERAGE})
    (one,) = json.loads(run_cli(["history", "export"]).stdout)["sessions"]
    assert one["checkin"]["rule"] == "N2"
    file = tmp_path / "out.json"
    file.write_text(json.dumps({"sciacoach": 1, "sessions": [one]}), encoding="utf-8")
    env = {"SCIACOACH_HOME": str(tmp_path / "other")}
    assert run_cli(["history", "import", file], env=env).code == 0
    (copy,) = json.loads(run_cli(["history", "export"], env=env).stdout)["sessions"]
    assert copy == one


def test_after_pain_moved_down_no_good_morning_says_to_go_on_as_before(person: Morning) -> None:
    """D5 holds for two days whatever the morning was like (reference 6.3)."""
    person.had_session(advice=["D5"])
    done = person.tell(FINE)
    assert (done.code, "D5" in done.stdout, "as before" in done.stdout) == (0, True, False)
    again = person.tell({"morning": "worse_under_36h"})
    assert "N1: A little soreness" in again.stdout
    assert "the same as before" not in again.stdout
    assert "No ball or roller there for two days" in again.stdout


def test_without_that_a_good_morning_says_to_go_on(person: Morning) -> None:
    person.had_session()
    assert "Go on as before." in person.tell(FINE).stdout
