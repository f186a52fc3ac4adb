"""One live session at a time, and a lock that dies with its process."""

import os
import signal
import subprocess
import sys

import pytest

from sciacoach.errors import Failed
from sciacoach.history.lock import SessionLock, session_lives
from sciacoach.paths import Paths, find_paths

HOLDER = """
import os, sys, time
from sciacoach.history.lock import SessionLock
from sciacoach.paths import find_paths
with SessionLock(find_paths(os.environ)):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def paths() -> Paths:
    return find_paths(os.environ)


def test_nobody_holds_a_lock_that_was_never_made(paths: Paths) -> None:
    assert not session_lives(paths.lock)
    assert not paths.state.exists()


def test_a_second_session_is_refused_until_the_first_is_over(paths: Paths) -> None:
    with SessionLock(paths):
        assert session_lives(paths.lock)
        with pytest.raises(Failed, match="Another session is running") as caught:
            SessionLock(paths).__enter__()
        assert caught.value.fix
    assert not session_lives(paths.lock)
    with SessionLock(paths):
        assert session_lives(paths.lock)


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_killed_process_lets_go(paths: Paths) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert session_lives(paths.lock)
        with pytest.raises(Failed):
            SessionLock(paths).__enter__()
        holder.send_signal(signal.SIGKILL)
        holder.wait(10)
    assert not session_lives(paths.lock)


def test_a_place_that_cannot_hold_a_lock_is_told(paths: Paths) -> None:
    paths.lock.mkdir(parents=True)
    with pytest.raises(Failed, match=r"session\.lock"):
        SessionLock(paths).__enter__()
