"""A history is whole when the sums are those of the steps."""

from pathlib import Path

from start_kit import clear_answers, start, write_answers

from fakes import run_cli


def test_a_session_that_simply_ended_is_whole(tmp_path: Path) -> None:
    file = write_answers(tmp_path, clear_answers())
    assert start(["piriformis", "--face", "json", "--speed", 1000, "--answers", file]).code == 0
    assert run_cli(["history", "verify"]).code == 0
