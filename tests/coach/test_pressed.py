"""Keys that are pressed one by one: what they mean, when."""

from collections.abc import Iterable

import pytest
from conducting import FOUND
from hypothesis import given, settings
from hypothesis import strategies as st

from sciacoach.coach.meaning import GO_ON, Heard, names, presses
from sciacoach.coach.pressed import HELD_S, RUN_S, SURE_S, Presses
from sciacoach.session.commands import WRONG, Command, Unknown, parse
from sciacoach.session.machine import Session
from sciacoach.session.ruling import QUESTIONS
from sciacoach.session.states import State
from sciacoach.session.stop_rules import Reading
from sciacoach.vocabulary import Lowest

WAITING, PREPARING, WORKING, CHECK = 0.0, 22.0, 40.0, 135.0


class Person:
    """Somebody at the keys of a session, in real time."""

    def __init__(self, at: float = WORKING, *, hands_free: bool = False) -> None:
        self.session = Session(FOUND, "one", hands_free=True, before=Reading(3, 2, Lowest.BUTTOCK))
        self.session.start()
        self.session.advance(at)
        self.session.hands_free = hands_free
        self.presses = Presses()
        self.now = 100.0
        self.lines: list[str] = []
        self.said: list[str] = []

    def wait(self, seconds: float) -> "Person":
        """Time goes by, looked at four times a second, as the coach does."""
        end = self.now + seconds
        while self.now < end - 1e-9:
            due = self.presses.due
            step = min(0.25, end - self.now, max(0.0, due - self.now) if due else 1.0)
            self.now += step
            self.session.advance(step)
            self.do([self.presses.settle(self.now, self.session)])
            self.presses.look(self.now, self.session)
        return self

    def press(self, *keys: str, every: float = 0.3) -> "Person":
        """Keys, one after another."""
        for number, key in enumerate(keys):
            if number:
                self.wait(every)
            self.do(self.presses.press(key, self.now, self.session))
            self.presses.look(self.now, self.session)
        return self

    def hold(self, key: str, seconds: float, first: float = 0.5) -> "Person":
        """A key that is held down and sends itself again."""
        self.press(key).wait(first)
        for _ in range(round((seconds - first) / 0.03)):
            self.press(key).wait(0.03)
        return self

    def took(self) -> list[str]:
        """The commands since the last look."""
        taken, self.lines = self.lines, []
        return taken

    def do(self, heard: Iterable[Heard]) -> None:
        """What the coach does with it."""
        for one in heard:
            self.lines += one.lines
            self.said += [one.say] if one.say else []
            for line in one.lines:
                command = parse(line)
                if isinstance(command, Command):
                    words = self.presses.listen(self.session.command(command)).say
                    self.said += [words] if words else []


PAUSE, SADDLE = Command("pause"), Command("wrong", "saddle")


@pytest.mark.parametrize(
    ("at", "commands", "key", "expected"),
    [
        (WAITING, (), "space", ["ready"]),
        (WAITING, (), "enter", ["ready"]),
        (WAITING, (), "pagedown", ["ready"]),
        (PREPARING, (), "space", ["pause"]),
        (WORKING, (), "space", ["pause"]),
        (WORKING, (PAUSE,), "space", ["resume"]),
        (WORKING, (PAUSE,), "enter", ["resume"]),
        (WORKING, (PAUSE, Command("resume")), "space", ["pause"]),
        (WORKING, (SADDLE,), "space", ["again"]),
        (WORKING, (SADDLE,), "4", ["again"]),
        (WORKING, (SADDLE,), "?", ["?"]),
        (WORKING, (SADDLE,), "w", ["wrong other"]),
        (WORKING, (), "n", ["next"]),
        (WORKING, (), "b", ["back"]),
        (WORKING, (), "a", ["again"]),
        (WORKING, (), "+", ["extend"]),
        (WORKING, (), "=", ["extend"]),
        (WORKING, (), "w", ["wrong other"]),
        (WORKING, (), "0", ["local 0"]),
        (WORKING, (), "9", ["local 9"]),
        (WORKING, (), "t", ["local 10"]),
        (CHECK, (), "4", ["pain lowest=calf"]),
        (CHECK, (), "0", ["pain lowest=none"]),
        (WORKING, (), "?", ["?"]),
        (WORKING, (), "x", ["pause"]),
        (WORKING, (), "y", ["pause"]),
        (WORKING, (), "escape", ["pause"]),
        (WAITING, (), "x", []),
        (WORKING, (PAUSE,), "v", []),
        (WORKING, (PAUSE,), "1", ["local 1"]),
        (WORKING, (), "٣", ["pause"]),
    ],
)
def test_a_key_means_what_the_state_makes_of_it(
    at: float, commands: tuple[Command, ...], key: str, expected: list[str]
) -> None:
    person = Person(at)
    for command in commands:
        person.session.command(command)
    assert person.wait(2.5).press(key).took() == expected


def test_a_key_that_is_none_says_where_help_is() -> None:
    assert Person(WAITING).press("x").said == ["no_key"]


# ---- the end asks once more ------------------------------------------------------------


@pytest.mark.parametrize("between", [0.5, 3.0, 100.0])
def test_the_first_q_pauses_and_the_second_ends(between: float) -> None:
    person = Person().press("q")
    assert (person.took(), person.said) == (["pause"], ["q_again"])
    assert person.wait(between).press("q").wait(SURE_S + 0.01).took() == ["stop"]


def test_q_in_a_pause_and_in_a_question_asks_once_more_too() -> None:
    for command in (PAUSE, SADDLE):
        person = Person()
        person.session.command(command)
        assert person.press("q").took() == []
        assert person.said == ["q_again"]
        assert person.wait(2).press("q").took() == ["stop"]


def test_another_key_takes_q_back() -> None:
    person = Person().press("q", "a", every=2)
    person.took()
    assert person.wait(2).press("q").took() == []


def test_q_held_down_is_one_q() -> None:
    assert Person().hold("q", 3).wait(1).took() == ["pause"]


# ---- questions -----------------------------------------------------------------------------


@pytest.mark.parametrize(("key", "line"), [("y", "yes"), ("n", "no")])
def test_y_and_n_answer(key: str, line: str) -> None:
    person = Person().press("w").wait(1)
    person.took()
    assert person.press(key).took() == [line]


def test_an_answer_that_comes_before_the_question_was_read_does_not_count() -> None:
    person = Person().press("w")
    person.took()
    assert person.wait(0.3).press("n").took() == []
    assert person.wait(1.2).press("n").took() == ["no"]


def test_n_held_down_answers_one_question_alone() -> None:
    person = Person().press("w").wait(1)
    person.took()
    assert person.hold("n", 4).wait(1).took() == ["no"]
    assert person.session.state is State.ASKING


@pytest.mark.parametrize("key", ["space", "pagedown", "escape", "x", "5", "b"])
@pytest.mark.parametrize("hands_free", [False, True])
def test_no_other_key_is_an_answer(key: str, hands_free: bool) -> None:
    person = Person(hands_free=hands_free).press("w").wait(1)
    person.took()
    assert person.press(key, key, every=1.5).took() == ["again", "again"]
    assert person.session.state is State.ASKING
    assert person.wait(61).session.state is State.ENDED
    assert [lock.confirmed for lock in person.session.locks] == [False]


def test_an_answer_and_the_same_key_soon_after_it_are_not_two_presses() -> None:
    person = Person(hands_free=True).press("w").wait(1)
    for key in ("n", "n", "y"):
        person.wait(2).press(key)
    person.took()
    assert "wrong other" not in person.wait(1.5).press("y").wait(1).took()


# ---- what was wrong, by its number -------------------------------------------------------


def clear() -> Person:
    """The three questions came out clear."""
    person = Person().press("w").wait(1)
    for key in ("n", "n", "y"):
        person.press(key).wait(2)
    assert person.session.state is State.PAUSED
    person.took()
    return person


@pytest.mark.parametrize(("number", "what"), list(enumerate(names(), 1)))
def test_after_clear_questions_a_number_names_what_it_was(number: int, what: str) -> None:
    person = clear()
    assert person.said == ["name_it"]
    assert person.press(str(number)).took() == [f"wrong {what}"]
    assert what in WRONG


def test_the_numbers_name_what_it_was_as_long_as_the_pause_lasts() -> None:
    for key, line in (("?", "?"), ("a", "again")):
        assert clear().press(key, "1", every=1.2).took() == [line, "wrong electric"]
    assert clear().press("6").took() == ["local 6"]
    later = clear().press("space").wait(60).press("space").wait(2)
    assert later.session.state is State.PAUSED
    later.took()
    assert later.press("1").took() == ["local 1"]


def test_a_number_names_it_once() -> None:
    person = clear().press("1").wait(2)
    assert person.took() == ["wrong electric"]
    assert person.press("2").took() == ["local 2"]


def test_without_questions_a_number_is_a_reading() -> None:
    person = Person()
    person.session.command(PAUSE)
    assert person.press("1").took() == ["local 1"]


# ---- keys that are held down --------------------------------------------------------------


@pytest.mark.parametrize("first", [0.25, 0.5, 0.66, 1.0])
@pytest.mark.parametrize("hands_free", [False, True])
def test_a_held_key_is_one_press(first: float, hands_free: bool) -> None:
    person = Person(hands_free=hands_free).hold("space", 5, first)
    assert person.wait(1).took() == ["pause"]
    assert person.session.state is State.PAUSED


@pytest.mark.parametrize("key", ["n", "b", "a", "+", "4"])
def test_a_held_key_does_its_work_once(key: str) -> None:
    assert len(Person().hold(key, 3).wait(1).took()) == 1


def test_a_second_press_counts_when_it_was_no_repeat() -> None:
    person = Person().press("+", "+", every=0.3)
    assert person.took() == ["extend"]
    assert person.wait(SURE_S + 0.01).took() == ["extend"]
    assert person.wait(HELD_S).press("+").took() == ["extend"]


def test_a_press_that_waits_counts_when_another_key_comes() -> None:
    assert Person().press("n", "n", every=0.3).press("a").took() == ["next", "next", "again"]


@pytest.mark.parametrize("first", [0.25, 0.5, 1.0])
def test_a_key_held_in_a_pause_never_leads_to_contact(first: float) -> None:
    person = Person()
    person.session.command(PAUSE)
    person.hold("space", 6, first).wait(1)
    assert person.took() in (["resume"], ["resume", "pause"])
    held = Person(hands_free=True)
    held.session.command(PAUSE)
    held.hold("space", 6, first).wait(10)
    assert held.session.state is State.PAUSED


def pressing_again(person: Person) -> Person:
    """Somebody else lets it go on, and it presses at once, as in a fast rehearsal."""
    person.session.command(Command("resume"))
    person.session.advance(36)
    assert presses(person.session)
    person.took()
    return person


@pytest.mark.parametrize(("hands_free", "gap"), [(True, 0.03), (True, 0.5), (False, 0.5)])
def test_what_stops_contact_never_waits_to_be_sure(hands_free: bool, gap: float) -> None:
    person = pressing_again(Person(hands_free=hands_free).press("space"))
    person.now += gap
    assert person.press("space").took() == ["pause"]


def test_the_two_seconds_count_from_the_end_of_a_held_key() -> None:
    person = Person(hands_free=True).hold("x", 5).wait(1)
    assert person.press("z").wait(1).took() == ["pause"]
    assert person.wait(2.5).press("z").took() == ["resume"]


# ---- hands-free ----------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["space", "enter", "n", "b", "+", "4", "?", "x", "escape", "f5"])
@pytest.mark.parametrize("at", [WAITING, PREPARING, WORKING, CHECK])
def test_hands_free_any_key_pauses_at_once(at: float, key: str) -> None:
    assert Person(at, hands_free=True).press(key).took() == ["pause"]


@pytest.mark.parametrize("key", ["space", "n", "4", "b", "x", "pagedown"])
@pytest.mark.parametrize("gap", [0.15, 0.3, 0.7, 1.3, 1.9])
def test_hands_free_the_same_key_twice_within_two_seconds_is_wrong(key: str, gap: float) -> None:
    person = Person(hands_free=True).press(key)
    assert person.took() == ["pause"]
    assert person.wait(gap).press(key).wait(SURE_S + 0.01).took() == ["wrong other"]
    assert person.session.state is State.ASKING


@pytest.mark.parametrize("key", ["space", "pagedown", "b", ".", "escape", "x"])
def test_one_button_pauses_and_goes_on_again_and_again(key: str) -> None:
    person = Person(hands_free=True)
    for line in ("pause", "resume", "pause", "resume"):
        assert person.press(key).took() == [line]
        person.wait(8)


def test_a_button_that_sends_two_codes_in_turn_tells_wrong_too() -> None:
    person = Person(hands_free=True).press("f5", "escape", every=0.8).wait(1)
    assert person.took() == ["pause", "wrong other"]


def test_nothing_goes_on_within_two_seconds() -> None:
    person = Person(hands_free=True).press("x", "z", every=1.5).wait(1)
    assert person.took() == ["pause"]


def test_hands_free_in_a_pause_letters_keep_their_work() -> None:
    person = Person(hands_free=True).press("space").wait(3)
    assert person.press("n").took() == ["pause", "next"]


def test_a_press_while_going_on_stops_at_once_and_tells_wrong_a_little_later() -> None:
    person = Person(hands_free=True).press("space").wait(3).press("space")
    person.took()
    assert person.wait(1).press("space").took() == ["pause"]
    assert person.wait(1).took() == ["wrong other"]


# ---- a cat ------------------------------------------------------------------------------------


@pytest.mark.parametrize("hands_free", [False, True])
@pytest.mark.parametrize("at", [PREPARING, WORKING])
def test_more_than_five_keys_a_second_pause_once_and_do_nothing_else(
    at: float, hands_free: bool
) -> None:
    person = Person(at, hands_free=hands_free).press(*"acx4zgnbqhjknbqcxv", every=0.13)
    assert person.took().count("pause") == 1
    assert person.wait(1.2).took() == []
    assert person.session.state is State.PAUSED


def test_after_the_cat_a_person_is_heard_again() -> None:
    person = Person().press(*"acdacdacd", every=0.13).wait(1.2)
    person.took()
    assert person.press("space").took() == ["resume"]


def test_five_keys_a_second_are_no_cat() -> None:
    assert "pause" not in Person().press("a", "4", "a", "3", "a", every=0.22).wait(1).took()


# ---- whatever is pressed ------------------------------------------------------------------------

KEYS = st.sampled_from(
    ["space", "enter", "n", "b", "a", "+", "w", "q", "?", "y", "x", "t", "0", "1", "4", "9",
     "pagedown", "escape", "unknown", "ü", "ctrl-d"]
)  # fmt: skip
GAPS = st.sampled_from([0.0, 0.03, 0.11, 0.13, 0.3, 0.5, 0.8, 1.5, 2.5, 12.0, 61.0])
STARTS_CONTACT = {"resume", "ready", "next", "back"}


@settings(max_examples=200)
@given(st.lists(st.tuples(GAPS, KEYS), max_size=30), st.booleans(), st.sampled_from([0, 25, 40]))
def test_whatever_is_pressed_nothing_presses_under_a_question(
    pressed: list[tuple[float, str]], hands_free: bool, at: int
) -> None:
    person = Person(float(at), hands_free=hands_free)
    for gap, key in pressed:
        person.wait(gap)
        if person.session.ended:
            return
        asked = person.session.state in QUESTIONS
        contact = presses(person.session)
        person.took()
        for heard in person.presses.press(key, person.now, person.session):
            standing = person.session.state in QUESTIONS
            person.do([heard])
            assert not standing or not STARTS_CONTACT & set(heard.lines)
        lines = person.took()
        assert not asked or not STARTS_CONTACT & set(lines)
        assert all(
            line == "?" or not isinstance(parse(line), Unknown)
            for line in lines
            if not line.startswith("pain lowest=")
        )
        if contact and hands_free:
            assert lines[0] in ("pause", "wrong other") or "wrong other" in lines
            assert not presses(person.session)


def test_the_numbers_hang_together() -> None:
    assert RUN_S < SURE_S < HELD_S
    assert "space" in GO_ON
