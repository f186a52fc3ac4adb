"""What is said of a file of answers speaks of that file, and says what to do."""

import re
from pathlib import Path

import pytest

from fakes import run_cli
from sciacoach.routine.guard import MOST_BYTES
from sciacoach.routine.tree import MOST_NODES

BROKEN = {
    "empty": "",
    "a comment": "# nothing yet\n",
    "a tab": "answers:\n\tRF01: no\n",
    "two documents": "answers: {}\n---\nanswers: {}\n",
    "a tag": "answers: {RF01: !x no}\n",
    "a directive": "%TAG ! tag:x,2000:\n---\nanswers: {}\n",
    "an escape": 'answers: {RF01: "no\\e"}\n',
    "an unseen character": "answers: {RF01: no\u202e}\n",
    "too deep": f"answers: {'[' * 30}{']' * 30}\n",
    "too many": f"answers: [{'a, ' * MOST_NODES}a]\n",
    "an alias bomb": "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
    + "".join(f"{b}: &{b} [{','.join([f'*{a}'] * 10)}]\n" for a, b in ("ab", "bc", "cd", "de")),
    "an alias of itself": "answers: &a {RF01: *a}\n",
    "a key twice": "answers: {RF01: no, RF01: yes}\n",
    "no mapping": "RF01\n",
    "no number": "pain: {leg: .nan, back: -1}\nage: 99999999999999999999\n",
    "too large": "#" * (MOST_BYTES + 1),
    "a bracket": "answers: {RF01: no\n",
}


@pytest.mark.parametrize("command", [["screen"], ["checkin"], ["preview", "piriformis"]])
@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_told_with_its_place_and_never_as_a_routine(
    home: Path, tmp_path: Path, command: list[str], text: str
) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text(text, encoding="utf-8")
    done = run_cli([*command, "--answers", file])

    assert (done.code, done.stdout) == (2, "")
    assert done.stderr.startswith(f"{file}: the answers cannot be used. Nothing was kept.\n")
    assert re.search(rf"\n{re.escape(str(file))}:\d+:\d+: ", done.stderr)
    assert "routine" not in done.stderr.replace(str(file), "")
    assert "sciacoach: 1" not in done.stderr


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"\xef\xbb\xbfdefault: no\r\nanswers:\r\n  RF01: no\r\n", ""),
        (b"default: no\nanswers:\n  RF01: \xff\n", ":3:9: Byte 30 of the file is not UTF-8."),
        (b"\x00\x01\x02", ":1:1: U+0000"),
    ],
)
def test_bytes_are_read_as_text_or_told(tmp_path: Path, raw: bytes, words: str) -> None:
    file = tmp_path / "answers.yaml"
    file.write_bytes(raw)
    done = run_cli(["screen", "--answers", file])
    assert done.code == (2 if words else 0)
    assert words in done.stderr


def test_a_folder_or_a_missing_file_is_told_with_the_next_step(tmp_path: Path) -> None:
    folder = run_cli(["screen", "--answers", tmp_path])
    assert (folder.code, "not of a folder" in folder.stderr) == (2, True)
    missing = run_cli(["screen", "--answers", tmp_path / "none.yaml"])
    assert (missing.code, "no such file" in missing.stderr) == (2, True)


def test_a_session_says_that_default_no_does_not_count_for_it(tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text("default: no\nanswers: {RF01: no}\npain: {leg: 3}\n")
    done = run_cli(["start", "ease-and-walk", "--face", "plain", "--answers", file])
    assert done.code == 3
    assert "For a session that counts, `default: no` answers nothing." in done.stderr
    assert "Missing: RF02" in done.stderr


def test_items_that_name_nothing_take_nothing_back(tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text("answers: {RF40: yes}\n")
    assert run_cli(["screen", "--answers", file]).code == 3
    done = run_cli(["screen", "--withdraw", "--items", " , "])
    assert (done.code, done.stdout) == (2, "")
    assert done.stderr.startswith("--items names nothing.\n")
