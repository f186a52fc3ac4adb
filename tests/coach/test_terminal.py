"""The terminal in a pseudo-terminal: taken, read key by key, given back."""

import os
import signal
import termios
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from typing import TextIO

import pytest

from sciacoach.coach.inbox import Continued, HangUp, Item, Line, Pressed, StreamInbox, Suspend
from sciacoach.coach.keyboard import KeyInbox, inbox_for, terminal_number
from sciacoach.coach.terminal import Terminal, let_go

LONG = 10.0
"""Far longer than anything here takes; reached only when a test fails."""

Modes = list[int | list[bytes | int]]


@dataclass
class Tty:
    """Both ends of a pseudo-terminal."""

    master: int
    stdin: TextIO

    def modes(self) -> Modes:
        return list(termios.tcgetattr(self.stdin.fileno()))

    def flag(self, word: int, bit: int) -> bool:
        value = self.modes()[word]
        assert isinstance(value, int)
        return bool(value & bit)

    def hang_up(self) -> None:
        os.close(self.master)
        self.master = -1


@pytest.fixture
def tty() -> Iterator[Tty]:
    """A terminal of the test's own."""
    master, slave = os.openpty()
    with os.fdopen(slave, encoding="utf-8") as stdin:
        found = Tty(master, stdin)
        yield found
    if found.master >= 0:
        os.close(found.master)


def ignore(_: Item) -> None:
    """Nobody listens."""


def test_keys_come_one_by_one_while_it_is_taken_and_all_is_as_before_afterwards(
    tty: Tty,
) -> None:
    before = tty.modes()
    with Terminal(tty.stdin).taken(ignore):
        assert not tty.flag(3, termios.ICANON | termios.ECHO | termios.IEXTEN)
        assert not tty.flag(0, termios.IXON)
        assert tty.flag(3, termios.ISIG)
    assert tty.modes() == before


def test_an_exception_gives_it_back_and_goes_on_its_way(tty: Tty) -> None:
    before = tty.modes()
    with pytest.raises(RuntimeError), Terminal(tty.stdin).taken(ignore):
        raise RuntimeError
    assert tty.modes() == before


def test_the_modes_of_before_are_kept_however_often_it_is_taken(tty: Tty) -> None:
    before = tty.modes()
    one = Terminal(tty.stdin)
    with one.taken(ignore):
        one.take()
        one.give_back()
        assert tty.modes() == before
        one.take()
        one.take()
    assert tty.modes() == before
    one.give_back()
    assert tty.modes() == before


def test_a_terminal_that_is_gone_hides_nothing(tty: Tty) -> None:
    with pytest.raises(RuntimeError), Terminal(tty.stdin).taken(ignore):
        tty.hang_up()
        raise RuntimeError
    one = Terminal(tty.stdin)
    one.take()
    one.give_back()


@pytest.mark.parametrize("stdin", [None, StringIO("")])
def test_where_there_is_no_terminal_nothing_is_done(stdin: TextIO | None) -> None:
    before = signal.getsignal(signal.SIGTSTP)
    one = Terminal(stdin)
    with one.taken(ignore):
        one.take()
        one.give_back()
        assert signal.getsignal(signal.SIGTSTP) is before


def test_ctrl_z_and_going_on_are_told_while_it_is_taken(tty: Tty) -> None:
    told: list[Item] = []
    numbers = (signal.SIGTSTP, signal.SIGCONT)
    before = [signal.getsignal(number) for number in numbers]
    with Terminal(tty.stdin).taken(told.append):
        for number in numbers:
            signal.raise_signal(number)
    assert told == [Suspend(), Continued()]
    assert [signal.getsignal(number) for number in numbers] == before


def test_who_ignores_ctrl_z_goes_on_to(tty: Tty) -> None:
    before = signal.signal(signal.SIGTSTP, signal.SIG_IGN)
    try:
        with Terminal(tty.stdin).taken(ignore):
            assert signal.getsignal(signal.SIGTSTP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGTSTP, before)


def test_a_thread_leaves_signals_alone(tty: Tty) -> None:
    before, seen = signal.getsignal(signal.SIGTSTP), []

    def run() -> None:
        with Terminal(tty.stdin).taken(ignore):
            seen.append(signal.getsignal(signal.SIGTSTP))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(LONG)
    assert seen == [before]


def test_what_nobody_reads_any_more_goes_nowhere() -> None:
    reads, writes = os.pipe()
    os.close(reads)
    out = os.fdopen(writes, "w", encoding="utf-8")
    out.write("words")
    let_go(out, StringIO())
    out.flush()
    out.close()


# ---- reading --------------------------------------------------------------------------------


def test_keys_are_read_one_by_one_and_then_lines(tty: Tty) -> None:
    inbox = inbox_for(tty.stdin, keys=True)
    assert isinstance(inbox, KeyInbox)
    with Terminal(tty.stdin).taken(inbox.push):
        inbox.listen()
        for sent, key in ((b"n", "n"), (b"\x1b[6~", "pagedown"), (b"\x1b", "escape")):
            os.write(tty.master, sent)
            assert inbox.wait(LONG) == Pressed(key)
        os.write(tty.master, b"\x1b[")
        assert inbox.wait(LONG) == Pressed("escape")
        assert inbox.wait(LONG) == Pressed("[")
        os.write(tty.master, b"pain leg=3\n")
        assert inbox.wait(LONG) == Line("pain leg=3")
    inbox.type_lines()
    os.write(tty.master, b"3 2 but")
    assert inbox.wait(0.05) is None
    os.write(tty.master, b"tock\n")
    assert inbox.wait(LONG) == Line("3 2 buttock")
    tty.hang_up()
    assert inbox.wait(LONG) == HangUp()


def test_without_keys_or_a_terminal_lines_are_read(tty: Tty) -> None:
    assert type(inbox_for(tty.stdin, keys=False)) is StreamInbox
    assert type(inbox_for(StringIO("x"), keys=True)) is StreamInbox
    reads, writes = os.pipe()
    os.close(writes)
    with os.fdopen(reads, encoding="utf-8") as stream:
        assert terminal_number(stream) is None
        inbox = inbox_for(stream, keys=True)
        inbox.type_lines()
        assert type(inbox) is StreamInbox
