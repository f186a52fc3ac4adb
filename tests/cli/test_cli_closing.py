"""The closing page with a real history: what was delivered beside what was planned."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from checkin_kit import Morning
from start_kit import rehearse

from fakes import NOON, run_cli
from people import NOW, plan, press, quiet, routine
from sciacoach import data
from sciacoach.cli.closing import Press, beside, summary_of
from sciacoach.cli.why_parts import name_of, title_of
from sciacoach.dialogs.closing_page import page
from sciacoach.errors import Failed
from sciacoach.history.owed import entries_of
from sciacoach.history.records import Advised, Command, SessionRecord
from sciacoach.history.store import Store, open_store
from sciacoach.history.words import whole as session_lines
from sciacoach.screening.answers import Given
from sciacoach.screening.catalogue import catalogue
from sciacoach.screening.clearance import Verdict
from sciacoach.screening.items import Answer, SetName
from sciacoach.screening.log import Answered, FullWanted
from sciacoach.screening.rows import to_row
from sciacoach.session.alone import RULE
from sciacoach.session.plan import Fitted
from sciacoach.session.stop_rules import Lock
from sciacoach.vocabulary import Region, Side
from sessions import record

PLAN: Fitted = plan(routine([press(region="piriformis", for_=40), quiet()]))


@pytest.fixture
def person(tmp_path: Path) -> Morning:
    """A person with a history of their own."""
    return Morning(tmp_path)


def test_each_region_and_side_stands_beside_its_plan(person: Morning) -> None:
    session = person.had_session()
    with open_store(person.paths) as store:
        found = summary_of(store, session, PLAN, NOW)

    assert {(one.region, one.side) for one in found.pressed} == {
        (Region.PIRIFORMIS, Side.LEFT),
        (Region.PIRIFORMIS, Side.RIGHT),
    }
    assert all(one.delivered_s == one.planned_s == 40 for one in found.pressed)
    assert found.planned_s == PLAN.planned_s
    assert found.before == found.after


def test_what_was_not_planned_and_both_sides_at_once_are_counted() -> None:
    planned = [Press(Region.CALVES, Side.BOTH, 30)]
    done = [Press(Region.CALVES, Side.LEFT, 10), Press(Region.QL, Side.RIGHT, 5)]
    found = [
        (one.region, one.side, one.planned_s, one.delivered_s) for one in beside(planned, done)
    ]

    assert found == [
        (Region.CALVES, Side.LEFT, 30, 10),
        (Region.CALVES, Side.RIGHT, 30, 0),
        (Region.QL, Side.RIGHT, 0, 5),
    ]


def test_a_rule_that_spoke_is_told_once_and_all_is_well_not_at_all(person: Morning) -> None:
    session = person.had_session()
    with open_store(person.paths) as store:
        for rule in ("D4", "D14", "D4"):
            store.advice(session, rule, 10.0)
        found = summary_of(store, session, PLAN, NOW)

    assert [rule for rule, _ in found.advice] == ["D4"]
    assert found.advice[0][1].startswith("Come off.")


def test_pressing_that_was_left_out_for_want_of_an_answer_is_told(person: Morning) -> None:
    session = person.had_session()
    with open_store(person.paths) as store:
        for rule in (RULE, RULE):
            store.advice(session, rule, 10.0)
        found = summary_of(store, session, PLAN, NOW)
        told = store.session(session)
    assert told is not None
    assert "At 0:10 nobody answered a check" in "\n".join(session_lines(told))
    assert title_of(RULE) is not None
    assert name_of(RULE) == "check"
    lines = list(page(found, 40))
    assert len(found.advice) == 1
    assert "no answer, so pressing after it was left out." in " ".join(" ".join(lines).split())
    assert not any(RULE in line for line in lines)


def test_advice_for_a_quiet_moment_comes_the_first_time_and_not_the_second(
    person: Morning,
) -> None:
    first = person.had_session(hours_ago=48)
    with open_store(person.paths) as store:
        assert summary_of(store, first, PLAN, NOW).quiet == ("AD3", "AD4")
    second = person.had_session(hours_ago=2)
    with open_store(person.paths) as store:
        assert summary_of(store, second, PLAN, NOW).quiet == ()


def test_a_history_that_cannot_be_read_leaves_the_signs(person: Morning) -> None:
    class Broken(Store):
        def session(self, session: str) -> SessionRecord | None:
            raise Failed("no")

    session = person.had_session()
    with open_store(person.paths) as store:
        broken = Broken(store._db)
        assert summary_of(broken, session, PLAN, NOW).kept is False


# ---- danger signs ---------------------------------------------------------------------------

FULL = "A danger question was not answered: numb between the legs. So the session ended, and "


def asked(
    person: Morning, *lines: str, rule: str = "D1", confirmed: bool = False, minutes_ago: float = 30
) -> str:
    """A session that ended with a danger question, after these commands; its id."""
    at = NOON - timedelta(minutes=minutes_ago)
    commands = tuple(Command(60.0 + number, line) for number, line in enumerate(lines))
    made = record(at, advice=(Advised(rule, 60.0),), commands=commands, outcome="safety")
    lock = Lock(rule, ("RF05",) if rule == "D1" else (), Verdict.EMERGENCY, confirmed)
    with open_store(person.paths) as store:
        store.add([made])
        for entry in entries_of(lock, at + timedelta(minutes=2, seconds=1)):
            store.append_screen(*to_row(entry))
    return made.header.id


def closing(person: Morning, session: str, number: str | None = None) -> str:
    with open_store(person.paths) as store:
        return " ".join("\n".join(page(summary_of(store, session, PLAN, NOW, number), 60)).split())


def test_a_danger_question_without_an_answer_is_not_told_as_a_sign(person: Morning) -> None:
    told = closing(person, asked(person, "wrong saddle"), "112")

    assert f"{FULL}all questions come first next time." in told
    assert "If any danger sign is there, call 112 now." in told
    assert "This can be an emergency" not in told


def test_a_sign_that_was_told_and_not_confirmed_says_so(person: Morning) -> None:
    told = closing(person, asked(person, "wrong saddle", "no"))

    assert "A danger sign was told, and then not confirmed: numb between the legs." in told


@pytest.mark.parametrize(
    ("lines", "about"),
    [
        (["wrong other"], "is it numb between the legs, or are both legs affected"),
        (["wrong other", "pain leg=3", "no"], "has a leg become clearly weaker"),
        (["wrong other", "wrong bladder"], catalogue().by_id["RF01"].label),
        (["wrong saddle", "wrong other", "killed"], "numb between the legs"),
        (["wrong saddle", "yes", "wrong other", "stop"], "is it numb between the legs, or are"),
    ],
)
def test_the_question_that_was_left_open_is_named(
    person: Morning, lines: list[str], about: str
) -> None:
    assert f"not answered: {about}" in closing(person, asked(person, *lines))


@pytest.mark.parametrize(
    ("typed", "open_"), [("wrong other\nstop\n", True), ("wrong other\nyes\n", False)]
)
def test_a_rehearsal_tells_an_open_question_and_makes_nothing_due(
    tmp_path: Path, typed: str, open_: bool
) -> None:
    rehearse(tmp_path, stdin=typed)
    shown = " ".join(run_cli(["history", "show"]).stdout.split())

    assert ("A danger question was not answered: is it numb" in shown) is open_
    assert ("So the rehearsal ended." in shown) is open_
    assert "next time" not in shown
    assert json.loads(run_cli(["--json"]).stdout)["left_open"] is None


def test_without_its_commands_only_that_it_was_left_open_is_told(person: Morning) -> None:
    assert "A danger question was not answered. So" in closing(person, asked(person))


def test_every_question_after_w_has_words_for_when_it_is_left_open() -> None:
    about = data.json_file("closing.json")["left_open"]["about"]
    for row in data.json_file("stop_rules.json")["panic"]:
        assert row["rule"] in about or " ".join(row["items"]) in about


def test_a_confirmed_sign_keeps_its_words_and_the_whole_message_stands_first(
    person: Morning,
) -> None:
    told = closing(person, asked(person, "wrong saddle", "yes", confirmed=True), "112")

    assert "D1: Stop. This can be an emergency." in told
    assert "Call 112 or go" in told and "Do not drive yourself." in told
    assert told.index("Do not drive yourself.") < told.index("What you did")
    assert "not answered" not in told


def test_a_session_without_a_danger_sign_has_no_such_message(person: Morning) -> None:
    asked(person, "wrong saddle", "yes", confirmed=True)
    assert "Do not drive yourself." not in closing(person, person.had_session(hours_ago=0))


def test_an_open_question_of_an_earlier_session_is_not_told_of_a_later_one(
    person: Morning,
) -> None:
    asked(person, "wrong saddle")
    later = person.had_session(hours_ago=0, advice=["D4"])
    assert "danger question" not in closing(person, later)
    sign = asked(person, "wrong saddle", "yes", confirmed=True, minutes_ago=10)
    told = closing(person, sign)
    assert "danger question" not in told
    assert "D1: Stop. This can be an emergency." in told


def test_today_asks_for_the_full_set_until_it_was_answered(person: Morning) -> None:
    asked(person, "wrong saddle")
    told = run_cli([]).stdout
    assert told.startswith("First ")
    assert "danger question was not answered: numb between the legs" in " ".join(told.split())

    answers = {name: Given(Answer.NO) for page in catalogue().full for name in page.items}
    version = catalogue().version
    person.logged(Answered(NOON, SetName.WEEKLY, version, NOON, answers))
    assert json.loads(run_cli(["--json"]).stdout)["next"] == "sciacoach screen"
    person.logged(Answered(NOON, SetName.FULL, version, NOON, answers))
    after = json.loads(run_cli(["--json"]).stdout)
    assert after["left_open"] is None
    assert after["next"] != "sciacoach screen"


def test_an_emergency_goes_before_an_open_question_and_nothing_is_to_be_typed(
    person: Morning,
) -> None:
    asked(person, "wrong saddle")
    given = {"RF08": Given(Answer.YES)}
    person.logged(Answered(NOON, None, catalogue().version, NOON, given))
    labels = [line[:11].strip() for line in run_cli([]).stdout.splitlines()]
    assert [label for label in labels if label][:2] == ["Now", "First"]
    assert json.loads(run_cli(["--json"]).stdout)["next"] is None


def test_an_open_question_of_a_session_that_was_deleted_still_counts(person: Morning) -> None:
    person.logged(FullWanted(NOON, "D1"))
    found = json.loads(run_cli(["--json"]).stdout)
    assert found["left_open"].startswith("In the last session a danger question was not answered.")
