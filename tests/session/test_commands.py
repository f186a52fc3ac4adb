"""Lines into commands; whatever else comes changes nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciacoach.session.commands import COMMANDS, PLAIN, WRONG, Command, Unknown, parse


@pytest.mark.parametrize("name", PLAIN)
def test_a_plain_command_is_its_word(name: str) -> None:
    assert parse(f"  {name.upper()} ") == Command(name)
    assert isinstance(parse(f"{name} now"), Unknown)


@pytest.mark.parametrize("what", WRONG)
def test_each_word_after_wrong_is_known(what: str) -> None:
    assert parse(f"wrong {what}") == Command("wrong", what=what)


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("wrong", "other"),
        ("wrong both legs", "both_legs"),
        ("wrong cold leg", "cold_leg"),
        ("wrong bladdr", "bladder"),
        ("wrong zzz", "other"),
    ],
)
def test_a_slip_after_wrong_hides_nothing(line: str, what: str) -> None:
    assert parse(line) == Command("wrong", what=what)


def test_readings() -> None:
    command = parse("pain leg=3 back=10 lowest=calf")
    assert command == Command("pain", values={"leg": 3, "back": 10, "lowest": "calf"})
    assert parse("local 10") == Command("local", values={"local": 10})


@pytest.mark.parametrize("line", ["pause", "wrong numb", "local 7", "pain leg=3 lowest=calf"])
def test_a_command_is_written_as_it_is_typed(line: str) -> None:
    command = parse(line)
    assert isinstance(command, Command)
    assert command.line == line


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("", "an empty line"),
        ("nxt", "did you mean `next`?"),
        ("zzzzz", "possible are"),
        ("pain", "no reading given"),
        ("pain leg=11", "from 0 to 10"),
        ("pain leg=-1", "from 0 to 10"),
        ("pain leg=0001000", "from 0 to 10"),
        ("pain leg=٣", "from 0 to 10"),
        ("pain leg=3 leg=4", "given twice"),
        ("pain lowest=toe", "`lowest` is one of none, back"),
        ("pain arm=3", "is no reading"),
        ("local", "local 4"),
        ("local 3 4", "local 4"),
        ("local 11", "local 4"),
    ],
)
def test_what_is_no_command_is_told_with_what_is(line: str, hint: str) -> None:
    found = parse(line)
    assert isinstance(found, Unknown)
    assert hint in found.why


@given(st.one_of(st.text(), st.sampled_from(COMMANDS).flatmap(lambda c: st.text().map(c.__add__))))
def test_any_line_is_a_command_or_is_told(line: str) -> None:
    found = parse(line)
    if isinstance(found, Command):
        assert parse(found.line) == found
        for key in ("leg", "back", "local"):
            assert 0 <= found.values.get(key, 0) <= 10
