"""Files made to harm: each is a list of problems, never an exception, never a wait."""

import json
from collections.abc import Callable

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sciacoach.routine.guard import EVENTS, MOST_BYTES, read_tree
from sciacoach.routine.parse import MOST_FORM_PROBLEMS, MOST_PROBLEMS, Checked, parse_routine
from sciacoach.routine.tree import MOST_FAULTS
from sciacoach.text import is_unfit

GOOD = """\
sciacoach: 1
id: mine
title: A short go at the wall
summary: One short go.
style: trigger_point
level: beginner
position: wall
tools: [tennis_ball]
evidence: {label: none, note: "Nobody has tested this."}
steps:
  - &go {do: roll, name: Search, region: piriformis, for: 30s, side: each, ceiling: 3, tempo: 3s}
  - {do: rest, name: Rest, for: 30s, cues: [{at: half, say: Breathe.}]}
  - repeat: 2
    steps: [{do: breathe, name: Breathe, for: 1:00, breath: {in: 4s, out: 6s}}]
  - *go
"""
LOADERS = [EVENTS, yaml.SafeLoader]


def bomb(levels: int, width: int, form: Callable[[str, list[str]], str]) -> str:
    lines = [form("l0", ["x"] * width)]
    lines += [form(f"l{n}", [f"*l{n - 1}"] * width) for n in range(1, levels)]
    return "\n".join(lines)


def lists(name: str, items: list[str]) -> str:
    return f"{name}: &{name} [{', '.join(items)}]"


def merges(name: str, items: list[str]) -> str:
    if items[0] == "x":
        return f"{name}: &{name} {{{', '.join(f'k{n}: 1' for n in range(len(items)))}}}"
    return f"{name}: &{name} {{<<: [{', '.join(items)}]}}"


HOSTILE = {
    "open brackets": "[" * 30_000,
    "open braces": "{a: " * 30_000,
    "open dashes": "- " * 30_000,
    "question marks": "? " * 30_000,
    "closed brackets": "[" * 30_000 + "]" * 30_000,
    "list bomb": bomb(9, 9, lists),
    "merge bomb": bomb(14, 4, merges),
    "wide merge bomb": bomb(12, 9, merges),
    "self reference": "&a [*a]",
    "self reference in a map": "a: &a {b: *a}",
    "alias of nothing": "a: *b",
    "alias redefined": "a: &x [&x 1, *x]",
    "many keys": "\n".join(f"k{n}: 1" for n in range(20_000)),
    "many steps": "steps:\n" + "- {do: rest}\n" * 9_000,
    "large scalar": "title: " + "x" * 250_000,
    "too large": "title: " + "x" * MOST_BYTES,
    "long number": "ceiling: " + "9" * 5_000,
    "long hex": "ceiling: 0x" + "f" * 100_000,
    "sexagesimal": "for: " + ":".join(["59"] * 20_000),
    "python object": "!!python/object/apply:os.system ['true']",
    "include": "!include other.yaml",
    "tag handle": "%TAG !e! tag:yaml.org,2002:python/\n---\n!e!name:os.system",
    "binary": "a: !!binary R0lG",
    "set": "a: !!set {x, y}",
    "bad int tag": "a: !!int abc",
    "bad float tag": "a: !!float ''",
    "bad bool tag": "a: !!bool maybe",
    "bad timestamp": "a: !!timestamp abc",
    "no such day": "a: 2024-02-30",
    "bare prefixes": "a: [0b_, 0x_, =, .inf, .nan]",
    "merge of a number": "<<: 1",
    "duplicate keys": "a: 1\na: 2",
    "duplicate after nfc": '"caf\u00e9": 1\n"cafe\u0301": 2',
    "list as key": "[a, b]: 1",
    "map as key": "{a: b}: 1",
    "alias as key": "a: &a [1]\n*a : 2",
    "escaped escape": 'title: "\\e]0;owned\\a\\e[2J\\x9b"',
    "raw escape": "title: \x1b[2J",
    "nul": "title: a\x00b",
    "delete": "title: a\x7fb",
    "c1": "title: a\x9bb",
    "next line": "title: a\x85b",
    "line separator": "title: a\u2028b",
    "bidi override": "title: a\u202eb",
    "isolate": "title: a\u2067b",
    "zero width": "title: a\u200bb",
    "tag character": "title: a\U000e0041b",
    "byte order mark inside": "title: a\ufeffb",
    "not a character": "title: a\ufffeb",
    "lone surrogate": 'title: "\\ud800"',
    "out of range": 'title: "\\U00110000"',
    "tab indent": "a:\n\tb: 1",
    "two documents": "a: 1\n---\nb: 2",
    "empty second document": "a: 1\n---\n",
    "after the end": "a: 1\n...\nb: 2",
    "empty": "",
    "comment": "# nothing",
    "null": "~",
    "byte order mark alone": "\ufeff",
    "number": "1",
    "odd keys": "1: a\ntrue: b\nnull: c\n2024-01-01: d\n.nan: e\n'': f",
    "escape in a key": '"\\e[2Jsteps": []',
    "markup": "title: '[/] [conceal]x[/conceal] [link=file:///etc/passwd]x[/link]'",
}


def check(source: bytes) -> Checked:
    """The result for `source`, after what must hold for any result."""
    checked = parse_routine(source, "mine.yaml")
    assert checked.ok is (checked.errors == ())
    assert len(checked.problems) <= MOST_PROBLEMS
    said = json.dumps(checked.as_json(), ensure_ascii=False) + "".join(checked.told(source=True))
    assert not [char for char in said if is_unfit(char)]
    assert all(problem.line >= 1 and problem.column >= 1 for problem in checked.problems)
    return checked


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_a_short_list_of_problems(kind: str) -> None:
    checked = check(HOSTILE[kind].encode("utf-8", "surrogatepass"))
    assert not checked.ok
    assert sum(len(line) for line in checked.told()) < 30_000


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_value_inside_a_good_file_is_a_list_of_problems(kind: str) -> None:
    value = HOSTILE[kind].replace("\n", "\n    ")
    check(GOOD.replace("title: A short go at the wall", f"title:\n    {value}").encode())


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("kind", HOSTILE)
def test_both_parsers_of_the_library_are_guarded(kind: str, loader: type) -> None:
    source = HOSTILE[kind]
    if len(source) < 20_000:
        tree = read_tree(source.encode(), loader)
        assert tree.root is not None or tree.faults


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "latin-1"])
def test_other_encodings_are_refused_with_the_byte(encoding: str) -> None:
    source = GOOD.replace("short", "sh\u00f6rt").encode(encoding)
    assert "is not UTF-8" in check(source).problems[0].message


@pytest.mark.parametrize("source", [b"\xc0\x80", b"a: \xed\xa0\x80", b"a: \xf0\x9f\x98", b"\xff"])
def test_broken_utf8_is_refused(source: bytes) -> None:
    assert "is not UTF-8" in check(source).problems[0].message


def test_a_byte_order_mark_and_windows_line_ends_are_no_problem() -> None:
    source = ("\ufeff" + GOOD.replace("\n", "\r\n")).encode()
    assert check(source).problems == ()


def test_positions_count_lines_and_columns_of_what_the_editor_shows() -> None:
    source = "\ufeff" + GOOD.replace("\n", "\r\n").replace("for: 30s, cues", "fur: 30s, cues")
    places = {(p.line, p.column) for p in check(source.encode()).problems}
    assert places == {(12, 5), (12, 28)}


def test_aliases_may_expand_to_the_bound_and_not_beyond() -> None:
    fits = f"{GOOD}x: &x [{', '.join(['a'] * 98)}]\ny: [{', '.join(['*x'] * 100)}]\n"
    told = [p.message for p in check(fits.encode()).problems]
    assert not any("aliases" in message for message in told)
    told = [p.message for p in check(fits.replace("y: [", "y: [*x, *x, ").encode()).problems]
    assert any("aliases expand" in message for message in told)


def test_twenty_levels_pass_and_twenty_one_do_not() -> None:
    def told(levels: int) -> str:
        source = f"{GOOD}x: {'[' * levels}{']' * levels}\n"
        return " ".join(p.message for p in check(source.encode()).problems)

    assert "nested" not in told(19)
    assert "nested deeper than 20" in told(20)


def test_a_file_of_the_greatest_size_is_read_and_a_byte_more_is_not() -> None:
    room = MOST_BYTES - len(GOOD.encode()) - 2
    assert check(f"{GOOD}#{'x' * room}\n".encode()).ok
    assert not check(f"{GOOD}#{'x' * room}x\n".encode()).ok


def test_of_many_problems_of_form_the_first_are_told_and_the_rest_counted() -> None:
    source = GOOD + "".join(f"k{n}: 1\n" for n in range(50))
    problems = check(source.encode()).problems
    assert len(problems) == MOST_FORM_PROBLEMS + 1
    assert "30 more problems" in problems[-1].message


def test_reading_stops_after_many_faults() -> None:
    tree = read_tree((GOOD + "k: 1\n" * 500).encode())
    assert tree.root is None
    assert len(tree.faults) == MOST_FAULTS


def test_an_alias_bomb_in_a_field_keeps_the_message_small() -> None:
    items = ", ".join(["*a"] * 900)
    source = GOOD.replace("position: wall", f"x: &a [1,2,3,4,5,6,7,8,9]\nposition: [{items}]")
    assert sum(len(line) for line in check(source.encode()).told()) < 4_000


MUTATIONS = st.lists(
    st.tuples(
        st.integers(0, len(GOOD)),
        st.integers(0, 12),
        st.one_of(
            st.text(max_size=4),
            st.sampled_from(
                ["{", "[", "- ", "? ", ": ", "&a ", "*a ", "!!", "<<: ", "\t", '"', "'", "|", ">"]
            ),
            st.sampled_from(["\n", "\n---\n", "%TAG", "for: ", "0", "-1", "1e9", "~", "#", "\\e"]),
        ),
    ),
    max_size=6,
)


def mutated(changes: list[tuple[int, int, str]]) -> bytes:
    text = GOOD
    for at, length, new in changes:
        text = text[:at] + new + text[at + length :]
    return text.encode("utf-8", "surrogatepass")


@given(MUTATIONS)
def test_no_mutation_of_a_file_raises(changes: list[tuple[int, int, str]]) -> None:
    check(mutated(changes))


@given(st.binary(max_size=200))
def test_no_bytes_raise(source: bytes) -> None:
    check(source)


@pytest.mark.slow
@given(MUTATIONS, st.binary(max_size=8), st.integers(0, 900))
def test_no_mutation_of_the_bytes_raises(
    changes: list[tuple[int, int, str]], junk: bytes, at: int
) -> None:
    source = mutated(changes)
    check(source[:at] + junk + source[at:])
    read_tree(source, yaml.SafeLoader)
