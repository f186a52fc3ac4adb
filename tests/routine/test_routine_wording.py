"""Words in a routine: tools that may not press, pressing where nothing presses, promises."""

import pytest

from sciacoach.routine.parse import parse_routine
from sciacoach.routine.problems import Problem
from sciacoach.routine.wording import names_forbidden

HEAD = """\
sciacoach: 1
id: mine
title: A short go
summary: One short go.
style: trigger_point
level: beginner
position: wall
tools: [tennis_ball]
evidence: {label: none, note: Nobody has tested this.}
"""


def problems_of(step: str, head: str = HEAD) -> tuple[Problem, ...]:
    return parse_routine(f"{head}steps:\n  - {step}\n".encode(), "mine.yaml").problems


def roll(text: str, key: str = "text") -> str:
    body = "do: roll, region: piriformis, for: 30s, side: each, ceiling: 3"
    name = "" if key == "name" else "name: Search, "
    return f'{{{name}{body}, {key}: "{text}"}}'


FORBIDDEN = [
    "Use a lacrosse ball.",
    "Use a golf ball.",
    "Use a GOLF-BALL.",
    "Two cricket balls.",
    "A hard ball is best.",
    "A harder ball.",
    "A hard rubber ball.",
    "A spiky roller.",
    "A spiked ball.",
    "A vibrating roller.",
    "Turn the vibration on.",
    "A massage gun.",
    "Use your Theragun.",
    "A rolling pin.",
    "A steel pipe.",
    "A la\u200dcrosse ball.",
    "A \uff47\uff4f\uff4c\uff46 ball.",
]


@pytest.mark.parametrize("text", FORBIDDEN)
@pytest.mark.parametrize("key", ["text", "say", "name"])
def test_a_forbidden_tool_in_words_is_l31(text: str, key: str) -> None:
    found = [p for p in problems_of(roll(text, key)) if p.limit == "L31"]
    assert [(p.path, p.severity) for p in found] == [(f"steps[0].{key}", "error")]


@pytest.mark.parametrize("text", FORBIDDEN)
def test_a_forbidden_tool_in_a_cue_or_a_step_without_contact_is_l31(text: str) -> None:
    for step in (
        f'{{do: rest, name: Rest, for: 30s, cues: [{{at: 5s, say: "{text}"}}]}}',
        f'{{do: move, name: Walk, for: 30s, text: "{text}"}}',
    ):
        assert "L31" in [p.limit for p in problems_of(step)]


def test_a_forbidden_tool_in_the_title_is_l31_and_in_a_warning_it_is_not() -> None:
    title = HEAD.replace("A short go", "Golf ball for the foot")
    assert [p.limit for p in problems_of(roll("Slow."), title)] == ["L31"]
    warned = HEAD + "warnings: [Never take a golf ball.]\nnot_for_words: [a hard ball only]\n"
    assert problems_of(roll("Slow."), warned) == ()


@pytest.mark.parametrize(
    "text",
    ["A soft ball.", "Press less hard.", "Hold on to a gunwale.", "A smooth roller.", "Golfers."],
)
def test_an_ordinary_word_is_no_forbidden_tool(text: str) -> None:
    assert problems_of(roll(text)) == ()


@pytest.mark.parametrize("tool", ["golf_ball", "lacrosse_ball", "massage_gun", "spiky_roller"])
def test_a_forbidden_tool_is_not_guessed_to_be_another(tool: str) -> None:
    assert names_forbidden(tool)
    (problem,) = problems_of(roll("Slow."), HEAD.replace("tennis_ball", tool))
    assert problem.limit == "L31"
    assert "Did you mean" not in problem.fix
    for named in ("Lacrosse", "golf", "hard balls", "spiky", "vibrating", "guns"):
        assert named in problem.message


def test_a_misspelled_tool_is_l31_and_names_the_right_one() -> None:
    (problem,) = problems_of(roll("Slow."), HEAD.replace("tennis_ball", "tenis_ball"))
    assert problem.limit == "L31"
    assert "Did you mean `tennis_ball`?" in problem.fix


@pytest.mark.parametrize("do", ["move", "rest", "setup", "check", "breathe"])
@pytest.mark.parametrize(
    "text",
    ["Lean on the ball.", "Roll on the foam roller.", "Press the calf.", "Keep the pressure."],
)
def test_a_quiet_step_that_speaks_of_pressing_gets_one_warning(do: str, text: str) -> None:
    step = f'{{do: {do}, name: Now, for: 30s, text: "{text}", say: "{text}"}}'
    assert [(p.path, p.severity) for p in problems_of(step)] == [("steps[0].text", "warning")]


def test_a_quiet_step_with_a_tool_gets_a_warning() -> None:
    (problem,) = problems_of("{do: move, name: Walk, for: 30s, tool: tennis_ball}")
    assert (problem.path, problem.severity) == ("steps[0].tool", "warning")


@pytest.mark.parametrize(
    "text", ["Roll to the ball of your foot.", "Balls of the feet down.", "Weight on the hands."]
)
def test_the_ball_of_a_foot_is_no_tool(text: str) -> None:
    assert problems_of(f'{{do: move, name: Walk, for: 30s, text: "{text}"}}') == ()


@pytest.mark.parametrize(
    "text",
    [
        "Releases the muscle.",
        "Breaks up knots.",
        "Flush it.",
        "Detoxifying.",
        "Decompress.",
        "It heals.",
        "Cures it.",
        "Fixes it.",
        "A treatment.",
        "Realign the spine.",
        "Loosen up.",
        "Proven.",
        "Very powerful.",
        "Effective.",
        "No pain, no gain.",
        "Dig in.",
        "It is safe.",
    ],
)
def test_a_promise_gets_a_warning_with_better_words(text: str) -> None:
    found = problems_of(roll(text))
    assert {(p.path, p.severity) for p in found} == {("steps[0].text", "warning")}
    note = HEAD.replace("Nobody has tested this.", f'"{text}"')
    assert {p.path for p in problems_of(roll("Slow."), note)} == {"evidence.note"}


@pytest.mark.parametrize(
    "text", ["For your health.", "A healthy leg.", "Unsafe.", "Curl up.", "Prefix.", "Unproven."]
)
def test_a_word_that_only_contains_a_promise_is_none(text: str) -> None:
    assert problems_of(roll(text)) == ()


def test_words_are_judged_where_the_form_is_broken() -> None:
    found = problems_of('{do: rol, text: "A golf ball."}', HEAD.replace("style: ", "stile: "))
    assert "L31" in [p.limit for p in found]
