"""`sciacoach start`, from its options to the record."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from start_kit import clear_answers, events_of, kinds, rehearse, start, write_answers

from fakes import run_cli
from sciacoach.coach.clock import SystemClock

BROKEN = """sciacoach: 1
id: mine
title: Mine
summary: Mine.
style: trigger_point
level: beginner
position: wall
tools: [tennis_ball]
evidence: {label: none, note: Nobody has tested this.}
steps:
  - {do: hold, name: Hold, region: piriformis, for: 90s, side: each, ceiling: 3}
"""


def history() -> list[dict[str, object]]:
    exported = run_cli(["history", "export", "--format", "json"])
    return list(json.loads(exported.stdout)["sessions"])


def test_a_rehearsal_ends_completed_with_equal_sides_and_is_kept_as_a_rehearsal(
    tmp_path: Path,
) -> None:
    outcome = rehearse(tmp_path, "piriformis", "--hands-free", "--yes")
    events = events_of(outcome)
    ended = events[-1]

    assert outcome.code == 0
    assert ended["event"] == "session_ended"
    assert ended["outcome"] == "completed"
    assert ended["delivered_s"] == pytest.approx(events[0]["planned_s"])
    side = {0: "", **{e["index"]: e["side"] for e in events if e["event"] == "step_started"}}
    sums = {"left": 0.0, "right": 0.0}
    for event in events:
        if event["event"] == "step_ended" and side[event["index"]] in sums:
            sums[side[event["index"]]] += event["delivered_s"]
    assert sums["left"] == pytest.approx(sums["right"], abs=0.1)
    assert sums["left"] >= 20

    (kept,) = history()
    assert kept["rehearsal"] is True
    assert kept["outcome"] == "completed"
    assert kept["contact_s"] == pytest.approx(ended["contact_s"])


def test_every_line_of_the_json_face_carries_its_stamps(tmp_path: Path) -> None:
    outcome = rehearse(tmp_path, "ease-and-walk", "--hands-free")

    for event in events_of(outcome):
        assert {"event", "t", "at", "mono"} <= set(event)
    assert kinds(outcome)[0] == "session_started"


def test_without_hands_free_the_end_of_input_lets_waiting_steps_go_on(tmp_path: Path) -> None:
    outcome = rehearse(tmp_path)

    assert outcome.code == 0
    assert events_of(outcome)[-1]["outcome"] == "completed"


def test_stop_ends_the_session_and_keeps_what_was_done(tmp_path: Path) -> None:
    outcome = rehearse(tmp_path, stdin="stop\n")

    assert outcome.code == 0
    assert events_of(outcome)[-1]["outcome"] == "stopped"
    assert history()[0]["outcome"] == "stopped"


def test_an_unknown_line_gives_an_error_event_and_changes_nothing(tmp_path: Path) -> None:
    outcome = rehearse(tmp_path, stdin="dance\n")
    (error,) = [event for event in events_of(outcome) if event["event"] == "error"]

    assert error["line"] == "dance"
    assert "no command" in error["why"]
    assert events_of(outcome)[-1]["outcome"] == "completed"


def test_a_danger_sign_in_a_rehearsal_ends_it_and_locks_nothing(tmp_path: Path) -> None:
    outcome = rehearse(tmp_path, stdin="wrong saddle\nyes\n")

    assert outcome.code == 3
    assert events_of(outcome)[-1]["outcome"] == "safety"
    assert rehearse(tmp_path).code == 0


def test_a_danger_sign_in_a_live_session_locks_what_comes_after(tmp_path: Path) -> None:
    file = write_answers(tmp_path, clear_answers())
    first = start(["piriformis", "--face", "json", "--answers", file], "wrong saddle\nyes\n")
    again = start(["piriformis", "--face", "json", "--answers", file])

    assert first.code == 3
    assert "D1" in [event.get("rule") for event in events_of(first)]
    assert again.code == 3
    assert "emergency" in again.stderr
    assert again.stdout == ""


def test_an_emergency_answer_starts_nothing(tmp_path: Path) -> None:
    outcome = rehearse(tmp_path, "ease-and-walk", RF05="yes")

    assert outcome.code == 3
    assert outcome.stdout == ""
    assert "Stop here" in outcome.stderr
    assert history() == []


def test_what_a_clinician_must_see_offers_hands_but_yes_does_not_take_them(tmp_path: Path) -> None:
    outcome = rehearse(tmp_path, "piriformis", "--yes", RF45="yes")

    assert outcome.code == 3
    assert "sciacoach start hands-low-back" in outcome.stderr
    assert "ask a clinician" in outcome.stderr
    assert outcome.stdout == ""


def test_the_offered_hands_can_be_named_under_see_clinician(tmp_path: Path) -> None:
    outcome = rehearse(tmp_path, "hands-low-back", "--hands-free", RF45="yes")

    started = [event for event in events_of(outcome) if event["event"] == "step_started"]
    assert outcome.code == 0
    assert {event["tool"] for event in started if event["tool"]} == {"hands"}
    assert max(event["ceiling"] for event in started if event["ceiling"]) <= 2


def test_yes_takes_a_gentler_routine_when_nothing_holds(tmp_path: Path) -> None:
    outcome = rehearse(tmp_path, "roller-buttock-sweep", "--yes", "--hands-free")

    assert outcome.code == 0
    assert events_of(outcome)[0]["routine"] == "piriformis"
    assert "calm sessions" in outcome.stderr


def test_without_yes_a_refusal_is_three_lines(tmp_path: Path) -> None:
    outcome = rehearse(tmp_path, "roller-buttock-sweep")

    assert outcome.code == 3
    assert len(outcome.stderr.splitlines()) == 3
    assert "sciacoach start piriformis" in outcome.stderr


def test_a_live_start_without_answers_names_what_is_missing() -> None:
    outcome = start(["piriformis", "--face", "json"])

    assert outcome.code == 3
    assert "RF01" in outcome.stderr
    assert "--answers FILE" in outcome.stderr
    assert outcome.stdout == ""


def test_default_no_does_not_answer_for_a_live_session(tmp_path: Path) -> None:
    file = write_answers(tmp_path, {**clear_answers(), "answers": {}, "default": "no"})
    outcome = start(["piriformis", "--face", "json", "--answers", file])

    assert outcome.code == 3
    assert "RF01" in outcome.stderr


def test_a_live_start_needs_the_leg_pain_that_a_flare_is_known_by(tmp_path: Path) -> None:
    content = clear_answers()
    del content["pain"]
    file = write_answers(tmp_path, content)
    outcome = start(["piriformis", "--face", "json", "--answers", file])

    assert outcome.code == 3
    assert "pain" in outcome.stderr


def test_an_unknown_routine_names_the_nearest() -> None:
    outcome = start(["piriformes"])

    assert outcome.code == 2
    assert "piriformis" in outcome.stderr


def test_a_broken_routine_is_told_with_its_place_and_nothing_starts(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(BROKEN, encoding="utf-8")
    file = write_answers(tmp_path, clear_answers())
    outcome = start([path, "--speed", 100, "--answers", file])

    assert outcome.code == 2
    assert "mine.yaml:11:" in outcome.stderr
    assert "L01" in outcome.stderr
    assert history() == []


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (["--speed", "2"], "speed"),
        (["--minutes", "0"], "minutes"),
        (["--face", "loud"], "face"),
        (["--side", "middle"], "side"),
        (["--answers", "/no/such/file"], "no such file"),
    ],
)
def test_a_wrong_option_is_wrong_usage(args: list[str], word: str) -> None:
    outcome = start(["piriformis", *args])

    assert outcome.code == 2
    assert word in outcome.stderr
    assert "Traceback" not in outcome.stderr


def test_the_plain_face_writes_lines_without_escape_sequences(tmp_path: Path) -> None:
    file = write_answers(tmp_path, clear_answers())
    outcome = start(["piriformis", "--speed", 1000, "--answers", file])

    assert outcome.code == 0
    assert "\x1b" not in outcome.stdout
    assert "\r" not in outcome.stdout
    assert "Change to the right side" in outcome.stdout
    assert "Get help at once for" in outcome.stdout


def test_one_side_alone_is_played_when_asked_for(tmp_path: Path) -> None:
    outcome = rehearse(tmp_path, "piriformis", "--hands-free", "--side", "left")

    sides = {e["side"] for e in events_of(outcome) if e["event"] == "step_started"}
    assert sides == {"left", "none"}


def test_fewer_minutes_shorten_the_session(tmp_path: Path) -> None:
    outcome = rehearse(tmp_path, "hands-low-back", "--hands-free", "--minutes", 6)

    assert outcome.code == 0
    assert events_of(outcome)[0]["planned_s"] <= 360


class Live:
    """A live session in a process of its own."""

    def __init__(self, folder: Path) -> None:
        content = clear_answers() | {"answered_at": SystemClock().now().isoformat()}
        file = write_answers(folder, content)
        args = [sys.executable, "-m", "sciacoach", "start", "piriformis", "--face", "json"]
        self.process = subprocess.Popen(
            [*args, "--answers", str(file)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def first_line(self) -> str:
        """Wait until it plays."""
        assert self.process.stdout is not None
        return self.process.stdout.readline()

    def end(self) -> tuple[int, str]:
        """Its exit code and what it told on standard error."""
        _, err = self.process.communicate(timeout=20)
        return self.process.returncode, err


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"])
def test_a_signal_ends_with_its_number_and_what_was_done_is_stored(
    tmp_path: Path, name: str
) -> None:
    number = getattr(signal, name, None)
    if number is None or os.name != "posix":
        pytest.skip("this system has no such signal")
    live = Live(tmp_path)
    assert "session_started" in live.first_line()
    live.process.send_signal(number)
    code, err = live.end()

    assert code == 128 + number
    assert "Traceback" not in err
    assert history()[0]["outcome"] == "interrupted"


def test_a_kill_leaves_an_interrupted_session_behind(tmp_path: Path) -> None:
    live = Live(tmp_path)
    live.first_line()
    live.process.kill()
    live.end()

    assert history()[0]["outcome"] == "interrupted"


def test_a_second_live_session_is_refused_while_one_runs(tmp_path: Path) -> None:
    live = Live(tmp_path)
    live.first_line()
    second = rehearse(tmp_path)
    still = history()[0]["outcome"]
    live.process.terminate()
    live.end()

    assert second.code == 1
    assert "Another session is running" in second.stderr
    assert still is None


def test_a_session_whose_output_dies_is_stored_as_interrupted(tmp_path: Path) -> None:
    live = Live(tmp_path)
    live.first_line()
    with live.process as process:
        assert process.stdout and process.stdin
        process.stdout.close()
        process.stdin.write("again\n" * 50)
        process.stdin.flush()
        code = process.wait(timeout=20)

    assert code == 1
    assert history()[0]["outcome"] == "interrupted"


@pytest.mark.parametrize("item", ["RF21", "RF20", "C07"])
def test_an_open_question_hides_no_worrying_answer(tmp_path: Path, item: str) -> None:
    content = clear_answers(**{item: "yes"})
    del content["answers"]["RF02"]
    file = write_answers(tmp_path, content)
    outcome = start(["piriformis", "--face", "json", "--answers", file])
    alone = run_cli(
        ["screen", "--answers", write_answers(tmp_path, clear_answers(**{item: "yes"}))]
    )

    assert outcome.code == 3
    assert "Missing: RF02" in outcome.stderr
    first = " ".join(outcome.stderr.split())[:30]
    assert first in " ".join((alone.stdout + alone.stderr).split())
