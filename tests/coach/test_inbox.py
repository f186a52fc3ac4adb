"""What comes from outside: lines, the end of a stream, signals."""

import os
import signal
import threading
from io import StringIO

import pytest

from sciacoach.coach.inbox import (
    ENDING,
    HangUp,
    Item,
    Line,
    NoMore,
    Signalled,
    StreamInbox,
    signals_to,
)

LONG = 10.0
"""Far longer than anything here takes; reached only when a test fails."""


@pytest.mark.parametrize(("on_terminal", "end"), [(False, NoMore()), (True, HangUp())])
def test_lines_come_one_by_one_and_then_the_end(on_terminal: bool, end: Item) -> None:
    inbox = StreamInbox(StringIO("pause\r\n\nresume"), on_terminal=on_terminal)
    inbox.listen()
    assert [inbox.wait(LONG) for _ in range(4)] == [Line("pause"), Line(""), Line("resume"), end]


def test_a_stream_that_fails_has_ended() -> None:
    gone = StringIO()
    gone.close()
    inbox = StreamInbox(gone, on_terminal=True)
    inbox.listen()
    assert inbox.wait(LONG) == HangUp()


def test_nothing_there_is_nothing() -> None:
    inbox = StreamInbox(StringIO(), on_terminal=False)
    assert inbox.wait(0.0) is None
    assert inbox.wait(-1.0) is None
    assert inbox.wait(0.001) is None
    inbox.push(Line("x"))
    assert inbox.wait(0.0) == Line("x")


def test_a_signal_goes_to_the_inbox_and_the_old_handlers_come_back() -> None:
    inbox = StreamInbox(StringIO(), on_terminal=False)
    before = [signal.getsignal(number) for number in ENDING]
    with signals_to(inbox.push):
        os.kill(os.getpid(), signal.SIGTERM)
        assert inbox.wait(LONG) == Signalled(signal.SIGTERM)
    assert [signal.getsignal(number) for number in ENDING] == before


def test_a_signal_that_was_ignored_stays_ignored() -> None:
    inbox = StreamInbox(StringIO(), on_terminal=False)
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with signals_to(inbox.push):
            assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


def test_outside_the_main_thread_signals_are_left_alone() -> None:
    inbox = StreamInbox(StringIO(), on_terminal=False)
    before = signal.getsignal(signal.SIGTERM)
    seen = []

    def run() -> None:
        with signals_to(inbox.push):
            seen.append(signal.getsignal(signal.SIGTERM))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(LONG)
    assert seen == [before]


def test_a_real_stream_is_read_below_its_lock() -> None:
    reads, writes = os.pipe()
    with os.fdopen(reads, encoding="utf-8") as stream:
        inbox = StreamInbox(stream, on_terminal=False)
        inbox.listen()
        os.write(writes, b"pause\nres")
        assert inbox.wait(LONG) == Line("pause")
        os.write(writes, "ume ü\n\xff".encode("latin-1"))
        assert inbox.wait(LONG) == Line("resume \N{REPLACEMENT CHARACTER}")
        os.close(writes)
        assert inbox.wait(LONG) == Line("\N{REPLACEMENT CHARACTER}")
        assert inbox.wait(LONG) == NoMore()
