"""`sciacoach` at a terminal: the questions, the session, the check-out, by typed lines."""

import io
import json
import os
from pathlib import Path

import pytest
from start_kit import REAL, RunningClock, clear_answers, rehearse, start, write_answers

from fakes import NOON, run_cli
from sciacoach.cli.door import run
from sciacoach.cli.world import World
from sciacoach.coach.clock import SystemClock

FIRST_RUN = ["none"] * 6 + ["47", "6 weeks", "right", "2", "3 2 buttock"]
SKIP_ALL = ["n"] * 12


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def at_terminal(args: list[str], typed: list[str]) -> tuple[int, str, str]:
    """Run a command line at a terminal where these lines are typed; a session in words."""
    if args[0] == "start" and "--face" not in args:
        args = [*args, "--face", "plain"]
    out, err = Terminal(), io.StringIO()
    stdin = Terminal("".join(f"{line}\n" for line in typed))
    world = World(stdin, out, err, dict(os.environ), RunningClock(REAL.mono()))
    return int(run(args, world)), out.getvalue(), err.getvalue()


def sessions() -> list[dict[str, object]]:
    exported = run_cli(["history", "export", "--format", "json"])
    return list(json.loads(exported.stdout)["sessions"])


def test_a_first_run_leads_from_the_questions_to_the_record(home: Path) -> None:
    code, out, err = at_terminal(["start", "piriformis"], [*FIRST_RUN, *SKIP_ALL, "2 2 buttock"])

    assert (code, err) == (0, "")
    assert out.index("page 1 of 7") < out.index("page 7 of 7") < out.index("12 steps")
    assert "Next time: about twenty seconds." in out
    assert out.rstrip().endswith("a leg that is getting weak.")
    (kept,) = sessions()
    assert kept["rehearsal"] is False
    assert kept["contact_s"] == 0
    assert kept["pain"]["after"]["leg"] == 2  # type: ignore[index]
    assert home.exists()


def test_skipping_the_reading_after_stores_null_never_0() -> None:
    at_terminal(["start", "piriformis"], [*FIRST_RUN, *SKIP_ALL, "skip"])

    assert sessions()[0]["pain"]["after"]["leg"] is None  # type: ignore[index]


def test_a_terminal_that_goes_away_in_the_questions_keeps_the_pages() -> None:
    code, _, err = at_terminal(["start", "piriformis"], ["none", "none"])
    again, out, _ = at_terminal(["screen"], ["none"] * 4 + FIRST_RUN[6:])

    assert code == 3
    assert "goes on where you left off" in err
    assert again == 0
    assert "page 3 of 7" in out
    assert "page 2 of 7" not in out


def test_a_terminal_that_goes_away_in_the_session_is_an_interruption() -> None:
    code, _, _ = at_terminal(["start", "piriformis"], FIRST_RUN)

    assert code == 1
    assert sessions()[0]["outcome"] == "interrupted"


def test_a_broken_routine_is_told_behind_the_first_question(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("sciacoach: 1\nid: mine\n", encoding="utf-8")
    code, out, err = at_terminal(["start", str(path)], FIRST_RUN)

    assert code == 2
    assert "page 1 of 7" in out
    assert "page 2 of 7" not in out
    assert "mine.yaml:1:1" in err


def test_without_a_name_a_routine_is_picked_by_number() -> None:
    code, out, _ = at_terminal(["start"], ["1", *FIRST_RUN, *SKIP_ALL, "skip"])

    assert code == 0
    assert sessions()[0]["routine"]["id"] == "ease-and-walk"  # type: ignore[index]
    assert "Which one?" in out


def test_without_a_name_and_a_terminal_it_says_how_to_name_one() -> None:
    outcome = start([])

    assert outcome.code == 2
    assert "sciacoach start piriformis" in outcome.stderr


@pytest.mark.parametrize(("answer", "code"), [("yes", 0), ("no", 3)])
def test_a_gentler_routine_is_offered_and_taken_only_by_a_yes(answer: str, code: int) -> None:
    typed = [*FIRST_RUN, answer, *SKIP_ALL, "skip"]
    got, out, _ = at_terminal(["start", "roller-buttock-sweep"], typed)

    assert got == code
    assert "Start that now?" in out
    assert bool(sessions()) is (code == 0)


def test_json_on_a_terminal_asks_nothing() -> None:
    code, out, err = at_terminal(["start", "piriformis", "--face", "json"], FIRST_RUN)

    assert code == 3
    assert out == ""
    assert "RF01" in err


WORDS = """sciacoach: 1
id: mine
title: Mine
summary: Mine.
style: swedish
level: beginner
position: chair
tools: [hands]
not_for_words: [a cold, wet feet]
evidence: {label: none, note: Nobody has tested this.}
steps:
  - {do: stroke, name: Thigh, region: thigh_front, for: 45s, side: each, ceiling: 2}
"""


@pytest.fixture
def own_words(tmp_path: Path) -> Path:
    """A routine that asks in words of its own."""
    path = tmp_path / "mine.yaml"
    path.write_text(WORDS, encoding="utf-8")
    return path


def test_a_routines_own_words_are_asked_and_a_yes_holds(own_words: Path) -> None:
    code, out, err = at_terminal(["start", str(own_words)], [*FIRST_RUN, "no", "yes"])

    assert code == 3
    assert "Not for: a cold. Is that you?" in out
    assert "wet feet" in err


@pytest.mark.parametrize(
    ("said", "code", "word"),
    [(["ok", "ok"], 0, ""), (["ok"], 3, "words: [ok]"), ([], 3, "words: [ok]")],
)
def test_an_answers_file_says_ok_to_each_of_them(
    tmp_path: Path, own_words: Path, said: list[str], code: int, word: str
) -> None:
    content = clear_answers() | ({"words": said} if said else {})
    file = write_answers(tmp_path, content)
    args = [own_words, "--face", "json", "--answers", file]
    outcome = start(args, stdin="stop\n")

    assert outcome.code == code
    assert word in outcome.stderr


def test_without_a_terminal_the_live_screen_gives_way_to_words(tmp_path: Path) -> None:
    file = write_answers(tmp_path, clear_answers())
    common = ["ease-and-walk", "--speed", 1000, "--answers", file]
    outcome = start([*common, "--face", "screen"])

    assert outcome.code == 0
    assert "live screen needs a terminal" in outcome.stderr
    assert "Step 1 of" in outcome.stdout


def test_going_on_where_nothing_was_cut_off_is_refused_in_words() -> None:
    outcome = start(["piriformis", "--resume"])

    assert outcome.code == 1
    assert "There is no session to go on with." in outcome.stderr


def test_the_first_call_welcomes_and_a_later_one_tells_the_last_session(tmp_path: Path) -> None:
    first = run_cli([])
    rehearse(tmp_path, "piriformis", "--hands-free")
    rehearsed = run_cli([])
    file = write_answers(tmp_path, clear_answers())
    start(["ease-and-walk", "--face", "json", "--answers", file], "stop\n")
    later = run_cli([])

    assert first.code == later.code == 0
    assert rehearsed.stdout == first.stdout
    assert "Welcome" in first.stdout
    assert len(first.stdout.splitlines()) == 10
    assert "Last time  Today, 12:00: Ease and walk" in later.stdout


def test_a_bug_names_a_log_and_shows_no_traceback(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> int:
        raise RuntimeError("secret")

    monkeypatch.setattr("sciacoach.cli.app.call", broken)
    outcome = run_cli(["history", "list"])

    assert outcome.code == 70
    assert "Traceback" not in outcome.stderr
    assert "secret" not in outcome.stderr
    log = home / "state" / "bug.log"
    assert str(log) in outcome.stderr
    assert "RuntimeError" in log.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("fault", "code"),
    [(KeyboardInterrupt(), 130), (OSError(28, "No space left on device", "/x"), 1)],
)
def test_the_door_turns_faults_into_exit_codes(
    monkeypatch: pytest.MonkeyPatch, fault: BaseException, code: int
) -> None:
    def broken(*_: object) -> int:
        raise fault

    monkeypatch.setattr("sciacoach.cli.app.call", broken)
    outcome = run_cli(["history", "list"])

    assert outcome.code == code
    assert "Traceback" not in outcome.stderr


def test_ctrl_c_at_a_question_ends_with_130() -> None:
    class Interrupted(Terminal):
        def readline(self, *_: object) -> str:  # type: ignore[override]
            raise KeyboardInterrupt

    out, err = Terminal(), io.StringIO()
    world = World(Interrupted(), out, err, dict(os.environ), RunningClock(REAL.mono()))

    assert run(["start", "piriformis"], world) == 130


def test_the_clocks_of_the_tests_begin_at_noon() -> None:
    assert RunningClock(SystemClock().mono()).now().hour == NOON.hour


def test_pain_that_is_lower_after_a_session_holds_the_days_that_follow() -> None:
    code, _, _ = at_terminal(["start", "piriformis"], [*FIRST_RUN, *SKIP_ALL, "3 2 foot"])
    assert code == 0
    assert [one["rule"] for one in sessions()[0]["advice"]] == ["D5"]  # type: ignore[attr-defined]
