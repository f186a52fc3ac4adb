"""A question that stands when the power goes counts as one that nobody answered."""

import json
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from pty_kit import Window, live_answers

from fakes import run_cli

QUESTIONS = {
    "an alarm": ("w saddle\n", "Type yes if this is so.", "D1"),
    "numbness": ("w numb\n", "is it still numb or weak?", "D2"),
    "the first after w": ("w\n", "Is it numb between the legs", "D1"),
    "the second after w": ("w\nno\n", "Has a leg become clearly weaker?", "D1"),
    "the third after w": ("w\nno\nno\n", "Can you stand?", "cannot_stand"),
    "pain lower down": ("pain lowest=calf\n", "Wait one minute.", "D5"),
}


def history(home: Path, question: str) -> list[tuple[str, ...]]:
    """Rows of the database, as another program sees them."""
    (path,) = home.rglob("history.db")
    with closing(sqlite3.connect(path)) as link:
        return link.execute(question).fetchall()


def ended_while_asking(folder: Path, what: str, number: int) -> None:
    """A session that a signal ends while a question stands."""
    keys, asked, _ = QUESTIONS[what]
    args = ["start", "piriformis", "--face", "plain", "--answers", live_answers(folder)]
    with Window(*args) as one:
        one.until("45 seconds.")
        for line in keys.splitlines(keepends=True):
            one.press(line)
            one.look(1.0)
        one.until(asked)
        one.send(number)
        one.ended()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM], ids=lambda one: one.name)
@pytest.mark.parametrize("what", QUESTIONS)
def test_a_question_that_stands_is_kept_through_every_end(
    tmp_path: Path, home: Path, what: str, number: int
) -> None:
    ended_while_asking(tmp_path, what, number)
    told = json.loads(run_cli(["history", "export", "--format", "json"]).stdout)
    (session,) = told["sessions"]
    assert session["outcome"] == "interrupted"
    rule = QUESTIONS[what][2]
    assert [one["rule"] for one in session["advice"]][-1:] == [rule]

    run_cli(["checkin", "--json"])  # whatever writes closes what a kill left
    kinds = [kind for (kind,) in history(home, "SELECT kind FROM screen_log")]
    assert kinds.count("full_wanted") == (0 if rule == "D5" else 1)
    assert history(home, "SELECT * FROM owed") == []
    assert history(home, "SELECT rule FROM advice ORDER BY seq")[-1:] == [(rule,)]


DANGERS = {
    "an alarm": "A danger question was not answered: numb between the legs.",
    "numbness": "A danger question was not answered: is it still numb or weak.",
    "the first after w": "not answered: is it numb between the legs, or are both legs affected.",
    "the second after w": "not answered: has a leg become clearly weaker.",
    "the third after w": "A danger question was not answered: can you stand.",
}
CONFIRMED = ("This can be an emergency", "not able to stand", "a sign of an emergency", "stays")


@pytest.mark.parametrize("what", DANGERS)
def test_nothing_says_of_an_open_question_that_a_sign_was_there(
    tmp_path: Path, home: Path, what: str
) -> None:
    ended_while_asking(tmp_path, what, signal.SIGKILL)
    shown = run_cli(["history", "show"]).stdout
    why = run_cli(["why"]).stdout
    as_json = json.loads(run_cli(["why", "--json"]).stdout)
    for told in (shown, why, as_json["advice"][-1]["says"]):
        flat = " ".join(told.split())
        assert DANGERS[what] in flat
        assert "all questions come first next time" in flat
        assert "call your local emergency number now" in flat
    for told in (shown, as_json["advice"][-1]["says"]):
        assert not any(words in told for words in CONFIRMED)

    today = json.loads(run_cli(["--json"]).stdout)
    assert DANGERS[what].rpartition("not answered: ")[2] in today["left_open"]
    assert (today["due"], today["next"]) == (None, "sciacoach screen")
    lines = run_cli([]).stdout.splitlines()
    assert lines[0].startswith("First      In the last session a danger question was not answered")
    assert lines[-1].split() == ["Type", "sciacoach", "screen"]

    with Window("start", "piriformis", "--face", "plain") as one:
        one.until("So all questions come now.")


def test_after_a_kill_the_next_start_holds_as_strictly(tmp_path: Path, home: Path) -> None:
    ended_while_asking(tmp_path, "pain lower down", signal.SIGKILL)
    why = run_cli(["why"]).stdout
    assert "D5" in why
    assert run_cli(["history", "delete", "--all", "--yes"]).code == 0
