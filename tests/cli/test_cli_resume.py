"""`sciacoach start --resume`: on with the session that was cut off."""

import json
import os
import signal
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pty_kit import Window, kept_sessions, live_answers
from start_kit import REAL, RunningClock, clear_answers, events_of, kinds, rehearse, write_answers

from fakes import NOON, Outcome, run_cli
from sciacoach.history.store import open_store
from sciacoach.paths import find_paths

TO_THE_END = "resume\n" + "next\n" * 12
OFFER = 'The session "Tennis ball on the wall, outer buttock" was cut off'


def at(minutes: float) -> RunningClock:
    """So long after noon."""
    return RunningClock(REAL.mono() - minutes * 60)


def answers(folder: Path, minutes: float, pain: dict[str, Any] | None = None, **no: object) -> Path:
    """Answers of that moment."""
    content = clear_answers(**no)
    content["answered_at"] = (NOON + timedelta(minutes=minutes)).isoformat()
    content["pain"] |= pain or {}
    return write_answers(folder, content)


def start(folder: Path, minutes: float, *args: object, stdin: str = "", **how: Any) -> Outcome:
    file = answers(folder, minutes - 0.02, **how)
    common = ["start", "--face", "json", "--answers", file]
    return run_cli([*common, *args], stdin, clock=at(minutes))


def daily_answers(folder: Path) -> Path:
    """Answers of just now to what is asked after a session that pressed, too."""
    content = json.loads(live_answers(folder).read_text(encoding="utf-8"))
    content["answers"] |= {"CH1": "no", "P19": "no"}
    return write_answers(folder, content)


def cut_off(folder: Path, lines: str = "next\npause\n", routine: str = "piriformis") -> Outcome:
    """A session whose input ends in a pause, at noon: nobody is there to go on."""
    found = start(folder, 0, routine, stdin=lines)
    assert events_of(found)[-1]["outcome"] == "interrupted"
    return found


def resume(folder: Path, minutes: float = 2, *args: object, **how: Any) -> Outcome:
    return start(folder, minutes, "--resume", *args, **{"stdin": TO_THE_END, **how})


def history() -> list[dict[str, Any]]:
    exported = run_cli(["history", "export", "--format", "json"], clock=at(3))
    return list(json.loads(exported.stdout)["sessions"])


def whole() -> None:
    """The history is whole, and plays again as one session."""
    assert run_cli(["history", "verify"]).code == 0
    assert run_cli(["history", "replay"]).stdout.splitlines()[-1] == "The same."


# ---- going on --------------------------------------------------------------------------------


def test_it_is_the_same_session_to_its_end(tmp_path: Path) -> None:
    first = events_of(cut_off(tmp_path))
    second = resume(tmp_path)
    events = events_of(second)

    assert second.code == 0
    assert kinds(second)[:4] == ["session_started", "step_announced", "paused", "cue"]
    assert events[0]["session"] == first[0]["session"]
    assert events[2]["why"] == "gap"
    assert events[3]["say"].startswith("Going on at step 2 of 12:")
    assert events[-1]["outcome"] == "completed"
    (kept,) = history()
    assert (kept["id"], kept["outcome"]) == (first[0]["session"], "completed")
    assert [one["index"] for one in kept["steps"]] == list(range(12))
    assert kept["paused_s"] >= 119
    whole()


def test_after_a_kill_on_the_ball_the_seconds_count_and_the_rest_is_played(
    tmp_path: Path, home: Path
) -> None:
    """And a second kill is gone on with as the first one was."""
    words = ["start", "piriformis", "--face", "plain", "--answers", live_answers(tmp_path)]
    with Window(*words) as one:
        one.until("45 seconds.")
        one.press("n")
        one.until("Step 2 of 12")
        one.look(1.5)  # sooner, it could be a key that is held down
        one.press("n")
        one.until("Start: ")
        one.look(2.0)
        one.send(signal.SIGKILL)
        one.ended()
    for number in (1, 2):
        file = daily_answers(tmp_path)
        with Window("start", "--resume", "--face", "plain", "--answers", file) as one:
            one.until("Going on at step")
            one.press(" ")
            one.until("Going on in")
            one.look(1.5)
            if number == 1:
                one.send(signal.SIGKILL)
                one.ended()
                continue
            while "That is the end." not in one.text:
                one.press("n")
                one.look(0.3)
            one.until("Pain now")
            one.press("skip\n")
            assert one.ended() == 0
    found: list[dict[str, Any]] = list(kept_sessions(home))
    (kept,) = found
    assert kept["outcome"] == "completed"
    lines = [line["line"].split()[0] for line in kept["commands"]]
    assert lines.count("resumed") == lines.count("killed") == 2
    pressed = [one for one in kept["steps"] if one["region"]]
    assert pressed[0]["delivered_s"] >= 2
    assert kept["contact_s"] == pytest.approx(sum(one["delivered_s"] for one in pressed))
    whole()


def test_a_terminal_asks_the_questions_again_even_if_they_were_just_answered(
    tmp_path: Path,
) -> None:
    with Window(
        "start", "piriformis", "--face", "plain", "--answers", live_answers(tmp_path)
    ) as one:
        one.until("45 seconds.")
        one.send(signal.SIGTERM)
        assert one.ended() == 128 + signal.SIGTERM
    assert run_cli(["screen", "--answers", live_answers(tmp_path)], clock=REAL).code == 0
    with Window("start", "--resume", "--face", "plain") as one:
        one.until('Going on with "Tennis ball on the wall, outer buttock".')
        one.look(1.0)
        assert "Going on at step" not in one.text
        one.send(signal.SIGKILL)
        one.ended()


def test_the_stop_rules_hear_how_the_pain_is_before_going_on(tmp_path: Path) -> None:
    cut_off(tmp_path)
    found = resume(tmp_path, pain={"lowest": "foot", "leg": 0}, stdin="no\n")

    assert "D5" in [one.get("rule") for one in events_of(found)]


def test_nobody_there_leaves_it_interrupted_and_offered(tmp_path: Path) -> None:
    cut_off(tmp_path)
    assert events_of(resume(tmp_path, stdin=""))[-1]["outcome"] == "interrupted"
    assert events_of(resume(tmp_path, 4))[-1]["outcome"] == "completed"
    whole()


def test_pressing_is_counted_once(tmp_path: Path) -> None:
    """What was pressed before the cut counts with what is pressed after it."""
    cut_off(tmp_path)
    resume(tmp_path)
    with open_store(find_paths(os.environ)) as store:
        assert len(store.past(NOON + timedelta(hours=1)).sessions) == 1


# ---- refused ---------------------------------------------------------------------------------


def test_without_a_session_that_was_cut_off_there_is_nothing_to_go_on_with(tmp_path: Path) -> None:
    found = resume(tmp_path)
    assert (found.code, found.stdout) == (1, "")
    assert "There is no session to go on with." in found.stderr
    start(tmp_path, 0, "piriformis", stdin="stop\n")
    assert resume(tmp_path).code == 1


def test_a_rehearsal_is_not_gone_on_with(tmp_path: Path) -> None:
    rehearse(tmp_path, stdin="pause\n")
    assert "no session to go on with" in resume(tmp_path).stderr


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(61.0, "more than an hour ago"), (-5.0, "in the future, by the clock")],
)
def test_after_an_hour_and_by_a_clock_set_back_it_is_refused(
    tmp_path: Path, minutes: float, words: str
) -> None:
    cut_off(tmp_path)
    found = resume(tmp_path, minutes)
    assert found.code == 1
    assert words in found.stderr
    assert "sciacoach start" in found.stderr
    assert resume(tmp_path, 59).code == 0


@pytest.mark.parametrize(
    "more",
    [("--side", "left"), ("--minutes", 5), ("--gentle",), ("--speed", 20), ("--hands-free",)],
)
def test_what_would_change_the_plan_is_wrong_usage(tmp_path: Path, more: tuple[object]) -> None:
    cut_off(tmp_path)
    found = resume(tmp_path, 2, *more)
    assert found.code == 2
    assert str(more[0]) in found.stderr
    assert resume(tmp_path).code == 0


def test_another_routine_is_wrong_usage(tmp_path: Path) -> None:
    cut_off(tmp_path)
    found = resume(tmp_path, 2, "ease-and-walk")
    assert found.code == 2
    assert "is piriformis, not ease-and-walk" in found.stderr
    assert resume(tmp_path, 2, "no-such").code == 2
    assert resume(tmp_path, 2, "piriformis").code == 0


def own_routine(folder: Path, seconds: int = 60) -> Path:
    text = run_cli(["routine", "show", "ease-and-walk", "--json"])
    assert text.code == 0
    file = folder / "mine.yaml"
    file.write_text(
        "sciacoach: 1\nid: mine\ntitle: Mine\nsummary: Mine.\nstyle: swedish\nlevel: beginner\n"
        "position: chair\ntools: []\nnot_for: [P02]\n"
        "evidence: {label: none, note: Nobody has tested this.}\n"
        f"steps:\n  - {{do: breathe, name: Breathe, for: {seconds}s}}\n",
        encoding="utf-8",
    )
    return file


def test_a_routine_file_must_be_there_and_the_same(tmp_path: Path) -> None:
    file = own_routine(tmp_path)
    cut_off(tmp_path, "pause\n", str(file))
    gone = resume(tmp_path)
    assert gone.code == 1
    assert "start FILE --resume" in gone.stderr
    own_routine(tmp_path, 61)
    changed = resume(tmp_path, 2, file)
    assert changed.code == 1
    assert "is not the one" in changed.stderr
    own_routine(tmp_path)
    barred = resume(tmp_path, 2, file, P02="yes")
    assert barred.code == 3
    assert "P02" in barred.stderr


def test_answers_from_before_it_was_cut_off_do_not_count_but_worries_do(tmp_path: Path) -> None:
    cut_off(tmp_path)
    file = answers(tmp_path, -1, RF21="yes")
    found = run_cli(["start", "--resume", "--face", "json", "--answers", file], clock=at(2))
    assert found.code == 3
    assert "before the session was cut off" in found.stderr
    assert found.stderr.index("before the session") > 30  # what RF21 asks for comes first
    assert resume(tmp_path).code == 3
    fine = answers(tmp_path, -1)
    again = run_cli(["start", "--resume", "--face", "json", "--answers", fine], clock=at(2))
    assert again.code == 3


def test_without_answers_nobody_goes_on(tmp_path: Path) -> None:
    cut_off(tmp_path)
    found = run_cli(["start", "--resume", "--face", "json"], TO_THE_END, clock=at(2))
    assert found.code == 3
    assert "Missing" in found.stderr


def test_stricter_answers_end_it_and_why_tells(tmp_path: Path) -> None:
    cut_off(tmp_path)
    found = resume(tmp_path, C07="yes")
    assert found.code == 3
    assert found.stdout == ""
    assert "C07" in found.stderr
    assert "C07" in run_cli(["why"], clock=at(3)).stdout
    assert history()[0]["outcome"] == "interrupted"


@pytest.mark.parametrize(("what", "rule"), [("numb", "D2"), ("saddle", "D1")])
def test_a_question_that_was_left_open_ends_it(tmp_path: Path, what: str, rule: str) -> None:
    with Window(
        "start", "piriformis", "--face", "plain", "--answers", live_answers(tmp_path)
    ) as one:
        one.until("45 seconds.")
        one.press(f"w {what}\n")
        one.look(1.5)
        one.send(signal.SIGKILL)
        one.ended()
    file = live_answers(tmp_path)
    found = run_cli(["start", "--resume", "--face", "json", "--answers", file], clock=REAL)
    assert found.code == 3
    assert rule in found.stderr
    assert "--resume" not in run_cli([], clock=REAL).stdout


def test_a_routine_of_another_program_version_is_not_played(tmp_path: Path, home: Path) -> None:
    cut_off(tmp_path)
    (path,) = home.rglob("history.db")
    with closing(sqlite3.connect(path)) as link, link:
        link.execute("UPDATE session SET program = '0.0.1'")
    found = resume(tmp_path)
    assert found.code == 1
    assert "cannot be played again" in found.stderr


def test_after_a_check_in_it_is_over(tmp_path: Path, home: Path) -> None:
    cut_off(tmp_path)
    (path,) = home.rglob("history.db")
    with closing(sqlite3.connect(path)) as link, link:
        link.execute("""UPDATE session SET checkin = '{"morning": "same"}'""")
    assert "told how it was" in resume(tmp_path).stderr


# ---- the offer -------------------------------------------------------------------------------


def test_it_is_offered_for_an_hour(tmp_path: Path) -> None:
    cut_off(tmp_path)
    page = run_cli([], clock=at(7.5)).stdout
    assert f"{OFFER} 7 minutes ago. You can go on with it until 13:00" in " ".join(page.split())
    assert "Type       sciacoach start --resume" in page
    told = json.loads(run_cli(["--json"], clock=at(1.5)).stdout)
    assert told["resume"]["routine"] == "piriformis"
    assert told["next"] == "sciacoach start --resume"
    assert json.loads(run_cli(["--json"], clock=at(62)).stdout)["resume"] is None


def test_start_offers_it_until_another_session_begins(tmp_path: Path) -> None:
    cut_off(tmp_path)
    other = start(tmp_path, 2, "ease-and-walk", stdin="stop\n")
    assert other.code == 0
    assert OFFER in other.stderr
    assert "Who starts another session" in other.stderr
    assert "no session to go on with" in resume(tmp_path, 4).stderr


def test_a_refusal_by_the_limits_of_a_day_names_it(tmp_path: Path) -> None:
    cut_off(tmp_path)
    found = start(tmp_path, 2, "piriformis", C07="yes")
    assert found.code == 3
    assert found.stderr.count("sciacoach start --resume") == 2
