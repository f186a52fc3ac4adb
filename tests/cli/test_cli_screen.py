"""`sciacoach screen` from the outside: JSON, exit codes, the log."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from fakes import NOON, FakeClock, Outcome, run_cli
from sciacoach.cli.clearing import ClearedStart, clearance_for_start, current
from sciacoach.cli.world import World
from sciacoach.errors import Held, Usage
from sciacoach.history.owed import owed_of
from sciacoach.history.store import open_store
from sciacoach.paths import find_paths
from sciacoach.screening.answers import Pain
from sciacoach.screening.clearance import Verdict
from sciacoach.screening.contained import own_items
from sciacoach.screening.items import SetName
from sciacoach.screening.log import Answered
from sciacoach.session.stop_rules import Action, Decision, Lock
from sciacoach.vocabulary import Lowest
from sessions import header

NO: dict[str, Any] = dict.fromkeys(own_items(SetName.FULL), "no")
DAY: dict[str, Any] = dict.fromkeys(own_items(SetName.DAILY), "no")
YOU = ["47", "3 weeks", "right", "none", "3 2 buttock"]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


class Desk:
    """A person at the command line, with a file of answers."""

    def __init__(self, folder: Path, clock: FakeClock, home: Path) -> None:
        self.file = folder / "answers.yaml"
        self.clock = clock
        self.home = home

    def write(self, answers: dict[str, Any] | None = None, **more: Any) -> Path:
        body = {
            "answers": answers or {},
            "answered_at": self.clock.now().isoformat(),
            "pain": {"leg": 3, "back": 2, "lowest": "calf"},
            **more,
        }
        body = {key: value for key, value in body.items() if value is not None}
        self.file.write_text(json.dumps(body), encoding="utf-8")
        return self.file

    def screen(self, *args: str) -> Outcome:
        return run_cli(["screen", *args], clock=self.clock)

    def judge(self, answers: dict[str, Any] | None = None, *args: str, **more: Any) -> Any:
        """The JSON of the file's answers."""
        found = self.screen("--answers", str(self.write(answers, **more)), "--json", *args)
        body = json.loads(found.stdout)
        mild = body["verdict"] in ("go", "gentle") and body["complete"]
        assert found.code == (0 if mild else 3)
        return body

    def start(self, answers: dict[str, Any] | None = None, live: bool = True) -> ClearedStart:
        """What `start` would go on with; the file as it was written, or no file."""
        world = World(sys.stdin, sys.stdout, sys.stderr, {"SCIACOACH_HOME": str(self.home)},
                      self.clock)  # fmt: skip
        path = None if answers is None else self.file
        with open_store(find_paths(world.env)) as store:
            return clearance_for_start(world, store, answers=path, live=live, ask=None)

    def log(self) -> str:
        """Everything that is in the screen's log, as text."""
        with open_store(find_paths({"SCIACOACH_HOME": str(self.home)}), write=False) as store:
            return json.dumps(store.screen_log())


@pytest.fixture
def desk(tmp_path: Path, clock: FakeClock, home: Path) -> Desk:
    return Desk(tmp_path, clock, home)


# ---- questions and verdicts ----


def test_the_questions_of_the_set_that_is_due(desk: Desk) -> None:
    found = desk.screen("--questions", "--json")
    body = json.loads(found.stdout)
    assert (found.code, body["sciacoach"], body["set"]) == (0, 1, "full")
    assert [q["id"] for q in body["questions"]] == list(NO)
    assert set(body["questions"][0]) >= {"id", "page", "label", "text", "answers", "regions"}
    assert not (desk.home / "data").exists()
    daily = json.loads(desk.screen("--questions", "--set", "daily", "--json").stdout)
    assert [q["id"] for q in daily["questions"]] == list(DAY)
    words = desk.screen("--questions", "--set", "weekly").stdout
    assert "ten steps on your heels" in words
    assert "RF05" in words


def test_a_clear_screen_is_go(desk: Desk) -> None:
    body = desk.judge(NO)
    assert (body["verdict"], body["complete"], body["missing"]) == ("go", True, [])
    assert "ease-and-walk" in body["may_start"]
    assert body["message"].startswith("No warning sign")


@pytest.mark.parametrize(
    ("item", "verdict"),
    [("P02", "gentle"), ("C07", "not_today"), ("RF40", "see_clinician"), ("RF21", "urgent"),
     ("RF01", "emergency")],
)  # fmt: skip
def test_each_verdict_and_what_may_start(desk: Desk, item: str, verdict: str) -> None:
    body = desk.judge({**NO, item: "yes"})
    assert body["verdict"] == verdict
    assert [reason["id"] for reason in body["reasons"]] == [item]
    if verdict == "urgent":
        assert body["may_start"] == ["ease-and-walk"]
    assert (body["may_start"] == []) is (verdict == "emergency")


def test_an_incomplete_file_has_no_verdict(desk: Desk) -> None:
    body = desk.judge({**DAY, "P02": "yes"})
    assert (body["verdict"], body["complete"], body["may_start"]) == (None, False, [])
    assert "RF06" in body["missing"]
    assert "RF01" not in body["missing"]
    found = desk.screen("--answers", str(desk.file))
    assert found.code == 3
    assert "RF06" in found.stderr


def test_an_emergency_in_an_incomplete_file_is_one(desk: Desk) -> None:
    body = desk.judge({"RF05": "not_sure"})
    assert (body["verdict"], body["complete"]) == ("emergency", False)
    found = desk.screen("--answers", str(desk.write({"RF05": "yes"})))
    assert found.code == 3
    assert "Call your local emergency number" in found.stdout
    desk.judge(NO)
    assert desk.judge(NO)["verdict"] == "emergency"


def test_the_emergency_number_of_the_settings_is_told(desk: Desk) -> None:
    run_cli(["config", "set", "emergency_number", "112"], clock=desk.clock)
    assert "Call 112 or go" in desk.judge({"RF05": "yes"})["message"]


def test_a_smaller_set_by_name_is_judged_and_starts_nothing(desk: Desk) -> None:
    body = desk.judge(DAY, "--set", "daily")
    assert (body["verdict"], body["complete"], body["may_start"]) == ("go", True, [])
    found = desk.screen("--answers", str(desk.file), "--set", "daily")
    assert "the full set is due" in found.stdout


def test_the_default_is_judged_and_not_kept(desk: Desk) -> None:
    body = desk.judge({"P02": "yes"}, default="no")
    assert (body["verdict"], body["complete"]) == ("gentle", True)
    assert "hands-low-back" in body["may_start"]
    assert '"set": "full"' not in desk.log()
    assert "P02" in desk.log()


def test_old_answers_are_judged_and_not_kept(desk: Desk) -> None:
    desk.write(NO)
    desk.clock.move(12 * 3600 + 1)
    found = desk.screen("--answers", str(desk.file))
    assert found.code == 0
    assert "not kept for start" in found.stderr
    assert desk.log() == "[]"
    found = desk.screen("--answers", str(desk.write(NO, answered_at=None)))
    assert "not kept for start" in found.stderr


def test_the_verdict_in_words(desk: Desk) -> None:
    found = desk.screen("--answers", str(desk.write({**NO, "RF21": "yes", "P02": "yes"})))
    assert found.code == 3
    assert "This needs a clinician today." in found.stdout
    assert "P02: Hands only" not in found.stdout  # a dose would read as a leave to go on
    assert "RF21: You said yes: numbness spreading." in found.stdout


def test_private_items_are_stored_as_such(desk: Desk) -> None:
    desk.judge({**NO, "RF43": "yes", "RF06": "rather_not"})
    assert "private item 2" in desk.log()
    assert "RF43" not in desk.log()
    assert "RF06" not in desk.log()
    for file in desk.home.rglob("*"):
        if file.is_file():
            assert b"RF43" not in file.read_bytes()


# ---- files that are not right ----


def test_every_fault_of_a_file_is_told_with_its_place(desk: Desk) -> None:
    desk.file.write_text("answers:\n  RF01: maybe\n  RF99: no\nage: x\nW1:\n", encoding="utf-8")
    found = desk.screen("--answers", str(desk.file))
    assert found.code == 2
    assert f"{desk.file}:2:3: `maybe` cannot stand here." in found.stderr
    assert f"{desk.file}:3:3: There is no question `RF99`." in found.stderr
    assert f"{desk.file}:4:1" in found.stderr
    assert found.stderr.count(f"{desk.file}:5:1") == 1
    assert desk.log() == "[]"


def test_yaml_words_are_words(desk: Desk) -> None:
    lines = "".join(f"  {name}: no\n" for name in NO if name != "C10")
    text = f"answers:\n{lines}  C10: [calves]\nanswered_at: {NOON.isoformat()}\n"
    desk.file.write_text(text, encoding="utf-8")
    body = json.loads(desk.screen("--answers", str(desk.file), "--json").stdout)
    assert body["verdict"] == "gentle"
    assert body["restrictions"]["blocked_regions"] == ["calves"]


@pytest.mark.parametrize(
    "text", ["[" * 30000, "a: &a [*a]", "", "!!python/object:x {}", "- RF01", "{", "a: 1\na: 2"]
)
def test_a_hostile_file_is_refused(desk: Desk, text: str) -> None:
    desk.file.write_text(text, encoding="utf-8")
    found = desk.screen("--answers", str(desk.file))
    assert found.code == 2
    assert "Traceback" not in found.stderr


def test_a_file_that_is_not_there_is_told(desk: Desk) -> None:
    found = desk.screen("--answers", str(desk.file.with_name("none.yaml")))
    assert found.code == 2
    assert "no such file" in found.stderr


@pytest.mark.parametrize(
    "args",
    [("--questions", "--withdraw"), ("--on", "2026-11-22"), ("--items", "RF20"),
     ("--cleared", "Dr. Lee"), ("--cleared", "Dr. Lee", "--on", "x"),
     ("--cleared", "", "--on", "2026-11-22"), ("--cleared", " ", "--on", "2026-11-22")],
)  # fmt: skip
def test_options_that_make_no_sense_are_told(desk: Desk, args: tuple[str, ...]) -> None:
    desk.judge({**NO, "RF20": "yes"})
    assert desk.screen(*args).code == 2


# ---- without a terminal ----


def test_nobody_is_asked_without_a_terminal(desk: Desk) -> None:
    found = desk.screen()
    assert found.code == 3
    assert "Missing: RF01" in found.stderr
    assert "--answers FILE" in found.stderr
    body = json.loads(desk.screen("--json").stdout)
    assert (body["complete"], len(body["missing"])) == (False, len(NO))


def test_a_young_screen_is_told_again(desk: Desk) -> None:
    desk.judge({**NO, "P02": "yes"})
    assert json.loads(desk.screen("--json").stdout)["verdict"] == "gentle"
    assert "P02" in desk.screen().stdout
    desk.clock.move(31 * 60)
    assert desk.screen().code == 3


# ---- clearing, withdrawing, a new spell ----


def test_a_lock_is_cleared_by_name_and_date(desk: Desk) -> None:
    desk.judge({**NO, "RF20": "yes", "RF40": "yes"})
    found = desk.screen("--cleared", "Dr. Lee: ok", "--on", "2026-11-22", "--items", "RF20")
    assert found.code == 0
    assert "Cleared: RF20." in found.stdout
    assert "Still locked: RF40." in found.stdout
    rest = desk.screen("--cleared", "Dr. Lee: ok", "--on", "2026-11-22", "--json")
    assert json.loads(rest.stdout) == {"sciacoach": 1, "cleared": ["RF40"], "locked": []}
    assert json.loads(desk.screen("--questions", "--json").stdout)["set"] == "full"
    body = desk.judge(NO)
    assert (body["verdict"], body["reasons"][0]["answer"]) == ("gentle", "cleared")


def test_all_but_a_named_lock_may_be_cleared(desk: Desk) -> None:
    desk.judge({**NO, "RF20": "yes"})
    assert "Still locked" not in desk.screen("--cleared", "Dr. Lee", "--on", "2026-11-22").stdout


def test_under_eighteen_stays(desk: Desk) -> None:
    desk.judge(NO, age=16)
    found = desk.screen("--cleared", "Dr. Lee", "--on", "2026-11-22")
    assert found.code == 3
    assert "cannot be cleared" in found.stderr
    with pytest.raises(Held, match="for adults"):
        desk.start(NO)


def test_a_minor_is_not_asked_again_and_again(desk: Desk) -> None:
    desk.judge(NO, age=16)
    desk.clock.move(86400)
    with pytest.raises(Held, match="for adults"):
        desk.start()


def test_a_mistake_is_taken_back_within_ten_minutes(desk: Desk) -> None:
    desk.judge({**NO, "RF01": "yes"})
    desk.clock.move(60)
    found = desk.screen("--withdraw")
    assert (found.code, "Taken back" in found.stdout) == (0, True)
    assert desk.judge(NO)["verdict"] == "go"
    assert json.loads(desk.screen("--withdraw", "--json").stdout)["withdrawn"]
    found = desk.screen("--withdraw")
    assert (found.code, "nothing more to take back" in found.stderr) == (1, True)
    desk.clock.move(601)
    found = desk.screen("--withdraw")
    assert found.code == 1
    assert "Nothing was answered" in found.stderr


def test_what_a_session_confirmed_is_not_taken_back(desk: Desk) -> None:
    desk.judge(NO)
    head = header(NOON)
    lock = Lock("D1", ("RF05",), Verdict.EMERGENCY, confirmed=True)
    desk.clock.move(700)
    with open_store(find_paths({"SCIACOACH_HOME": str(desk.home)})) as store:
        store.begin(head)
        store.settle(head.id, owed_of([stopped(lock)], 3.0, desk.clock.now()))
    found = desk.screen("--withdraw")
    assert (found.code, "in a session" in found.stderr) == (1, True)
    assert desk.screen("--withdraw", "--items", "RF05").code == 1
    assert "RF05" in run_cli(["why"], clock=desk.clock).stdout


def test_a_clock_that_was_set_back_is_named(desk: Desk) -> None:
    desk.judge({**NO, "RF05": "yes"})
    desk.clock.move(-3600)
    found = desk.screen("--withdraw")
    assert (found.code, "clock" in found.stderr) == (1, True)


def test_a_single_item_is_taken_back(desk: Desk) -> None:
    desk.judge({**NO, "RF20": "yes"}, W1="no")
    assert desk.screen("--withdraw", "--items", "RF99").code == 2
    assert desk.screen("--withdraw", "--items", "zzz").code == 2
    assert desk.screen("--withdraw", "--items", "rf08").code == 0
    assert desk.judge(NO)["verdict"] == "urgent"


def test_a_new_spell_asks_everything(desk: Desk) -> None:
    desk.judge(NO)
    found = desk.screen("--new-spell")
    assert (found.code, "A new spell" in found.stdout) == (0, True)
    assert json.loads(desk.screen("--new-spell", "--json").stdout)["new_spell"]
    assert json.loads(desk.screen("--questions", "--json").stdout)["set"] == "full"


# ---- what start takes ----


def test_start_takes_a_whole_young_file(desk: Desk) -> None:
    desk.write(NO, words=["ok"])
    found = desk.start(NO)
    assert (found.clearance.verdict, found.words) == ("go", ("ok",))
    assert found.pain == Pain(3, 2, Lowest.CALF)


def test_start_takes_no_default(desk: Desk) -> None:
    desk.write({"P02": "yes"}, default="no")
    with pytest.raises(Held, match="Missing: RF01"):
        desk.start({})
    assert desk.start({}, live=False).clearance.verdict == "gentle"


def test_start_takes_no_old_file(desk: Desk) -> None:
    desk.write(NO)
    desk.clock.move(12 * 3600 + 1)
    with pytest.raises(Held, match="twelve hours"):
        desk.start(NO)
    assert desk.start(NO, live=False).clearance.verdict == "go"
    desk.write(NO, answered_at=None)
    with pytest.raises(Held, match="answered_at"):
        desk.start(NO)


def test_start_uses_a_screen_of_the_last_half_hour(desk: Desk) -> None:
    desk.judge({**NO, "P02": "yes"})
    assert desk.start().clearance.verdict == "gentle"
    desk.clock.move(31 * 60)
    with pytest.raises(Held, match="Missing: RF01"):
        desk.start()


def test_start_keeps_worrying_answers_of_an_incomplete_file(desk: Desk) -> None:
    desk.write({"RF20": "yes"})
    with pytest.raises(Held):
        desk.start({})
    assert desk.judge(NO)["verdict"] == "urgent"


def test_nothing_starts_in_an_emergency(desk: Desk) -> None:
    desk.write({**NO, "RF05": "yes"})
    with pytest.raises(Held, match="Stop here"):
        desk.start({})
    desk.clock.move(86400)
    with pytest.raises(Held, match="Stop here"):
        desk.start()


def test_a_daily_file_does_after_a_full_screen(desk: Desk) -> None:
    desk.judge({**NO, "P02": "yes"})
    desk.clock.move(86400)
    desk.write(DAY)
    with pytest.raises(Held, match="Missing: CH1"):
        desk.write({n: a for n, a in DAY.items() if n != "CH1"})
        desk.start({})
    desk.write(DAY)
    assert desk.start({}).clearance.verdict == "gentle"


def test_a_live_session_needs_the_leg_pain_now(desk: Desk) -> None:
    desk.write(NO, pain={"back": 2})
    with pytest.raises(Held, match=r"pain\.leg"):
        desk.start({})
    with pytest.raises(Held, match=r"pain\.leg"):
        desk.start()
    assert desk.start({}, live=False).clearance.verdict == "go"


def test_start_refuses_a_file_that_is_not_right(desk: Desk) -> None:
    desk.write({"RF01": "perhaps"})
    with pytest.raises(Usage):
        desk.start({})


def stopped(lock: Lock) -> Decision:
    return Decision(lock.rule, "Stop.", Action.END_SESSION, lock)


def test_what_a_session_locked_is_written_down(desk: Desk) -> None:
    desk.judge(NO)
    locks = [
        Lock("D1", ("RF05",), Verdict.EMERGENCY, confirmed=True),
        Lock("D2", (), Verdict.URGENT, confirmed=True),
        Lock("D2", ("RF26",), Verdict.URGENT, confirmed=False),
    ]
    head = header(NOON)
    with open_store(find_paths({"SCIACOACH_HOME": str(desk.home)})) as store:
        store.begin(head)
        store.settle(head.id, owed_of([stopped(locks[2])], 3.0, NOON))
        assert current(store, NOON).standing.full_wanted
        store.settle(head.id, owed_of([stopped(one) for one in locks], 4.0, NOON))
        found = current(store, NOON)
    assert set(found.standing.worrying(NOON)) == {"RF05"}
    assert [lock.rule for lock in found.standing.locks] == ["D2"]


# ---- at a terminal ----


class Terminal:
    """A standard stream that says it is a terminal."""

    def __init__(self, typed: list[str], clock: FakeClock, seconds: float = 1.0) -> None:
        self.typed = typed
        self.clock = clock
        self.seconds = seconds
        self.out = ""

    def isatty(self) -> bool:
        return True

    def readline(self) -> str:
        self.clock.move(self.seconds)
        return self.typed.pop(0) + "\n" if self.typed else ""

    def write(self, text: str) -> int:
        self.out += text
        return len(text)

    def flush(self) -> None:
        """Nothing is held back."""


def at_terminal(desk: Desk, *typed: str, args: tuple[str, ...] = ("screen",)) -> tuple[int, str]:
    import os

    from sciacoach.cli.main import run

    screen = Terminal(list(typed), desk.clock)
    world = World(screen, screen, screen, dict(os.environ), desk.clock)  # type: ignore[arg-type]
    code = run(list(args), world)
    return int(code), screen.out


def test_a_first_run_and_the_next_day(desk: Desk) -> None:
    code, out = at_terminal(desk, *["none"] * 6, *YOU)
    assert code == 0
    assert "not a medical device" in out
    assert "Next time: about twenty seconds." in out
    assert "No warning sign was found" in out
    desk.clock.move(86400)
    code, out = at_terminal(desk, "none", "3 2 buttock")
    assert code == 0
    assert "not a medical device" not in out
    assert "Next time" not in out


def test_an_emergency_at_a_terminal(desk: Desk) -> None:
    code, out = at_terminal(desk, "5", "yes")
    assert code == 3
    assert "Hours matter." in out
    assert "page 2" not in out


def test_the_pages_are_taken_up_where_they_were_left(desk: Desk) -> None:
    code, out = at_terminal(desk, "none", "none", "none")
    assert code == 3
    assert "Within half an hour" in out
    code, out = at_terminal(desk, *["none"] * 3, *YOU)
    assert code == 0
    assert "Going on where you left off." in out
    assert "Next time" in out


def test_a_draft_is_good_for_half_an_hour_and_its_worries_for_ever(desk: Desk) -> None:
    at_terminal(desk, "10", "yes", "none")
    desk.clock.move(31 * 60)
    code, out = at_terminal(desk, *["none"] * 6, *YOU)
    assert "page 1 of 7" in out
    assert code == 3
    assert "This needs a clinician today." in out


def test_a_read_back_that_is_denied_is_stored_as_withdrawn(desk: Desk) -> None:
    code, _ = at_terminal(desk, "5", "no", *["none"] * 6, *YOU)
    assert code == 0
    assert "withdrawn" in desk.log()


def test_a_named_smaller_set_tells_what_is_still_due(desk: Desk) -> None:
    code, out = at_terminal(desk, "none", "3 2 calf", args=("screen", "--set", "daily"))
    assert code == 0
    assert "Before a session the full set is due" in out


def test_advice_is_told_and_locks_nothing(desk: Desk) -> None:
    code, out = at_terminal(desk, *["none"] * 6, "55", "3 months", "left", "none", "2 2 calf")
    assert code == 0
    assert "over six weeks" in out
    assert "began after 50" in out


def test_one_question_at_a_time_when_asked_for(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.judge(NO)
    desk.clock.move(86400)
    monkeypatch.setenv("ACCESSIBLE", "1")
    code, out = at_terminal(desk, *["no"] * 6, "2 2 calf")
    assert code == 0
    assert "Type yes or no" in out


def test_start_asks_at_a_terminal_and_tells_the_verdict(desk: Desk) -> None:
    screen = Terminal([*["none"] * 4, "5", "none", *YOU], desk.clock)
    env = {"SCIACOACH_HOME": str(desk.home)}
    world = World(screen, screen, screen, env, desk.clock)  # type: ignore[arg-type]

    def ask(prompt: str) -> str:
        screen.write(prompt)
        return screen.readline().strip()

    with open_store(find_paths(env)) as store:
        found = clearance_for_start(world, store, answers=None, live=True, ask=ask)
    assert found.clearance.verdict == "gentle"
    assert "P02: Hands only" in screen.out


def test_start_ends_with_an_emergency_at_a_terminal(desk: Desk) -> None:
    screen = Terminal([], desk.clock)
    env = {"SCIACOACH_HOME": str(desk.home)}
    world = World(screen, screen, screen, env, desk.clock)  # type: ignore[arg-type]
    lines = ["5", "yes"]
    with open_store(find_paths(env)) as store, pytest.raises(Held, match="Stop here"):
        clearance_for_start(world, store, answers=None, live=True, ask=lambda prompt: lines.pop(0))
    assert "Stop here" not in screen.out


def test_a_row_that_is_broken_makes_everything_due(desk: Desk) -> None:
    desk.judge(NO)
    with open_store(find_paths({"SCIACOACH_HOME": str(desk.home)})) as store:
        store.append_screen(NOON.isoformat(), "nonsense", {})
        found = current(store, NOON)
    assert found.standing.full_wanted
    assert isinstance(found.log[0], Answered)
