"""From bytes to a routine: what is kept, where a problem is told, what is judged together."""

import hashlib

import pytest

from sciacoach.routine import words
from sciacoach.routine.form import check_form
from sciacoach.routine.guard import read_tree
from sciacoach.routine.model import Repeat, Routine, Step
from sciacoach.routine.parse import Checked, parse_routine
from sciacoach.routine.problems import Problem, pointed_at, spelled
from sciacoach.routine.read import read
from sciacoach.vocabulary import Side, Tool

HEAD = """\
sciacoach: 1
id: mine
title: A short go at the wall
summary: One short go.
style: trigger_point
level: beginner
position: wall
tools: [tennis_ball]
evidence: {label: none, note: Nobody has tested this.}
"""
ROLL = "  - {do: roll, name: Search, region: piriformis, for: 30s, side: each, ceiling: 3}\n"
REST = "  - {do: rest, name: Rest, for: 30s}\n"


def check(steps: str, head: str = HEAD, name: str = "mine.yaml") -> Checked:
    return parse_routine(f"{head}steps:\n{steps}".encode(), name)


def told(checked: Checked) -> list[tuple[str, str | None]]:
    return [(problem.path, problem.limit) for problem in checked.problems]


def repeated(times: int, steps: str) -> str:
    return f"  - repeat: {times}\n    steps:\n" + "".join(f"    {s}\n" for s in steps.splitlines())


def routine_of(checked: Checked) -> Routine:
    assert checked.routine is not None, checked.told()
    return checked.routine


def test_a_routine_keeps_what_the_file_says() -> None:
    routine = routine_of(check(ROLL + repeated(2, REST)))
    step, repeat = routine.steps
    assert isinstance(step, Step)
    assert isinstance(repeat, Repeat)
    assert (step.for_, step.side, step.ceiling) == (30.0, Side.EACH, 3)
    assert routine.tools == (Tool.TENNIS_BALL,)
    assert repeat.repeat == 2


def test_a_routine_bears_the_hash_of_its_file() -> None:
    source = f"{HEAD}steps:\n{REST}".encode()
    assert routine_of(parse_routine(source, "-")).sha256 == hashlib.sha256(source).hexdigest()


def test_text_over_several_lines_becomes_one_line() -> None:
    step = "  - do: rest\n    name: Rest\n    for: 30s\n    text: |\n      One.\n\n      Two.\n"
    first = routine_of(check(step)).steps[0]
    assert isinstance(first, Step)
    assert first.text == "One. Two."


@pytest.mark.parametrize("name", ["mine.yaml", "a/b/mine.yaml", "a\\mine.yaml", "mine.yml", "-"])
def test_the_id_is_the_name_of_the_file(name: str) -> None:
    assert check(REST, name=name).ok


@pytest.mark.parametrize("name", ["other.yaml", "mine.yaml.txt", "Mine.yaml", "mine/x.yaml"])
def test_another_name_of_the_file_is_an_error_at_the_id(name: str) -> None:
    problem = check(REST, name=name).problems[0]
    assert (problem.path, problem.line, problem.column) == ("id", 2, 1)


def test_a_missing_key_is_told_at_the_first_line_of_its_mapping() -> None:
    problems = check("  - repeat: 2\n    steps:\n      - do: rest\n        name: Rest\n").problems
    assert [(p.line, p.column, p.path) for p in problems] == [(13, 9, "steps[0].steps[0].for")]
    problems = check(REST, HEAD.replace("{label: none, note", "{note")).problems
    assert [(p.line, p.column, p.path) for p in problems] == [(9, 11, "evidence.label")]
    problems = check(REST, HEAD.replace("level: beginner\n", "")).problems
    assert [(p.line, p.column, p.path) for p in problems] == [(1, 1, "level")]


def test_a_problem_in_a_list_is_told_at_its_entry() -> None:
    problem = check(REST, HEAD + "not_for: [C16, X99]\n").problems[0]
    assert (problem.line, problem.column, problem.path) == (10, 16, "not_for[1]")


def test_a_problem_behind_an_alias_is_told_where_the_text_stands() -> None:
    steps = ROLL.replace("- {", "- &go {").replace("30s", "90s") + REST + "  - *go\n"
    problems = [p for p in check(steps).problems if p.limit == "L05"]
    assert [(p.path, p.line) for p in problems] == [("steps[0].for", 11), ("steps[2].for", 11)]


def test_each_side_and_round_tells_a_limit_once() -> None:
    steps = repeated(3, ROLL.replace("30s", "61s") + REST)
    limits = [limit for _, limit in told(check(steps))]
    assert limits == ["L05", "L08", "L11"]


def test_the_painful_side_is_judged_like_each() -> None:
    steps = (ROLL.replace("each", "affected").replace("30s", "45s") + REST) * 3
    assert told(check(steps)) == [("steps[4].for", "L08")]


def test_a_rest_that_only_the_other_side_gives_is_missing_where_one_side_hurts() -> None:
    assert check(ROLL * 2).ok
    assert told(check(ROLL.replace("each", "affected") * 2)) == [("steps[1].do", "L19")]


def test_form_and_limits_are_told_together() -> None:
    steps = ROLL.replace("30s", "90s") + REST.replace("30s", "soon") + ROLL.replace("do:", "du:")
    checked = check(steps)
    assert ("steps[0].for", "L05") in told(checked)
    assert ("steps[1].for", None) in told(checked)
    assert ("steps[2].do", None) in told(checked)
    assert not checked.ok


def test_where_a_step_is_broken_nothing_is_said_of_the_rests_around_it() -> None:
    broken = ROLL + REST.replace("for: 30s", "for: ") + ROLL
    assert [limit for _, limit in told(check(broken))] == [None]
    whole = ROLL.replace("each", "left") * 2
    assert ("steps[1].do", "L19") in told(check(whole))


@pytest.mark.parametrize("key", ["style", "position", "tools", "title", "level", "evidence", "id"])
def test_a_broken_head_still_gives_a_list(key: str) -> None:
    lines = [line for line in HEAD.splitlines() if not line.startswith(key)]
    checked = check(ROLL, "\n".join(lines) + f"\n{key}: [[]]\n")
    assert checked.problems[0].path.startswith(key)
    assert not checked.ok


def test_repeats_are_multiplied_before_anything_is_laid_out() -> None:
    assert ("steps[0].repeat", "L34") in told(check(repeated(1000, ROLL + REST)))


def test_many_steps_without_a_repeat_are_told_at_the_list() -> None:
    assert told(check(REST * 61)) == [("steps", "L34")]
    assert check(REST * 60).ok


def test_a_long_file_of_many_steps_still_tells_of_each_step() -> None:
    checked = check(REST * 61 + ROLL.replace("ceiling: 3", "ceiling: 9"))
    assert told(checked) == [("steps", "L34"), ("steps[61].ceiling", "L15")]


def test_there_is_no_key_that_lifts_a_limit() -> None:
    for key in ("limits: off", "override: true", "sha256: abc", "column: default", "unsafe: true"):
        checked = check(ROLL.replace("30s", "90s"), f"{HEAD}{key}\n")
        assert not checked.ok
        assert {limit for _, limit in told(checked)} == {None, "L05"}


def test_a_stand_in_is_never_given_out() -> None:
    source = f"{HEAD}colour: red\nsteps:\n{REST}".encode()
    root = read_tree(source).root
    assert root is not None
    assert check_form(read(root)).routine is not None
    assert parse_routine(source, "mine.yaml").routine is None


def test_a_warning_does_not_keep_a_file_from_being_a_routine() -> None:
    checked = check(REST.replace("name: Rest", "name: Rest the ball"))
    assert checked.ok
    assert [problem.severity for problem in checked.problems] == ["warning"]


@pytest.mark.parametrize(
    ("key", "guess"),
    [
        ("seconds", "for"),
        ("regoin", "region"),
        ("cieling", "ceiling"),
        ("cue", "cues"),
        ("FOR", "for"),
        ("kind", "do"),
        ("sides", "side"),
    ],
)
def test_a_misspelled_key_names_the_nearest_right_one(key: str, guess: str) -> None:
    checked = check(REST.replace("}", f", {key}: 1}}"))
    assert checked.problems[0].fix == f"Did you mean `{guess}`?"


def test_a_cue_far_out_of_the_step_is_told_once() -> None:
    steps = REST.replace("}", ", cues: [{at: 999999s, say: Late.}]}")
    (problem,) = check(steps).problems
    assert problem.path == "steps[0].cues[0].at"


def test_a_broken_step_inside_a_broken_repeat_is_replaced_with_it() -> None:
    steps = repeated(0, REST.replace("rest,", "rset,")) + ROLL.replace("30s", "61s")
    paths = [path for path, _ in told(check(steps))]
    assert paths == ["steps[0].repeat", "steps[0].steps[0].do", "steps[1].for"]


def test_a_fault_without_words_of_its_own_still_says_what_to_do() -> None:
    found = words.told("some_new_kind", {}, ("evidence", "note"), None)
    assert found.message == "`note` is not right."
    assert found.fix.endswith(".")


def test_problems_read_as_lines_with_the_source_and_a_caret() -> None:
    lines = check(ROLL.replace("30s", "61s")).told(source=True)
    assert lines[0].startswith("mine.yaml:11:50: ")
    caret = lines[2].index("^")
    assert lines[1][caret:].startswith("for: 61s")


def test_a_caret_stands_under_its_place_in_a_long_line() -> None:
    shown, caret = pointed_at("x" * 300 + "here" + "y" * 300, 301)
    assert shown[caret.index("^") :].startswith("here")
    assert len(shown) <= 100


def test_a_path_is_spelled_like_a_script_would() -> None:
    assert spelled(("steps", 2, "steps", 0, "ceiling")) == "steps[2].steps[0].ceiling"
    assert spelled(()) == ""


def test_a_problem_is_one_clean_line_and_a_json_object() -> None:
    problem = Problem(7, 5, "steps[2].for", "Too\nlong\x1b[2J.", "Make it shorter.", "L02")
    assert problem.text("a\x07b.yaml") == "ab.yaml:7:5: Too long. Make it shorter."
    assert list(problem.as_json()) == [
        "line",
        "column",
        "path",
        "message",
        "fix",
        "limit",
        "severity",
    ]
