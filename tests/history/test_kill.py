"""Killed at any moment, the history holds what the events said (invariant 7)."""

import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from histories import record

from sciacoach.history.export.json_ import json_text
from sciacoach.history.records import SessionRecord
from sciacoach.history.store import open_store
from sciacoach.paths import find_paths

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")

WRITER = """
import json, os, sys
from datetime import datetime
sys.path.insert(0, {tests!r})
from sessions import START, header, step
from sciacoach.history.lock import SessionLock
from sciacoach.history.recorder import Recorder
from sciacoach.history.records import Mark
from sciacoach.history.store import open_store
from sciacoach.paths import find_paths
from sciacoach.session.events import StepEnded, StepStarted

paths = find_paths(os.environ)
AT = START.isoformat()
def tell(*words):
    os.write(1, (json.dumps(words) + "\\n").encode())
with SessionLock(paths) as lock, open_store(paths, lock=lock) as store:
    head = header(datetime.fromisoformat(AT))
    recorder = Recorder(store, head)
    recorder.begin()
    tell("begun", head.id)
    done = 0.0
    for index in range(10_000):
        recorder.event(StepStarted(done, index, "Hold", "hold", "piriformis", "tennis_ball",
                                   "left", 3.5, 4), AT)
        tell("started", index)
        for second in (1.0, 2.0, 3.0):
            recorder.mark(Mark(AT, done + second, second, done + second, done + second, 0.0))
            tell("marked", index, second)
        done += 3.5
        recorder.event(StepEnded(done, index, 3.5, 3.5, "done"), AT)
        tell("ended", index)
"""


def killed_after(delay: float) -> list[list[object]]:
    """Run the writer, kill it `delay` seconds after its session began, and give back what
    it had said was written."""
    code = WRITER.format(tests=str(Path(__file__).parents[1]))
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        first = child.stdout.readline()
        try:
            child.wait(delay)
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)
        rest = child.stdout.read()
    return [json.loads(line) for line in (first + rest).splitlines()]


def judge(told: list[list[object]], found: SessionRecord) -> None:
    """At most one change may be there that was not told of, never one less."""
    ended = sum(words[0] == "ended" for words in told)
    steps = found.steps
    assert found.outcome == "interrupted"
    assert [one.index for one in steps] == list(range(len(steps)))
    assert all(one.outcome == "done" and one.delivered_s == 3.5 for one in steps[:-1])
    assert all(one.outcome is not None for one in steps)
    assert ended <= len(steps) <= ended + 2
    if told[-1][0] == "marked":
        marked = float(str(told[-1][2]))
        assert marked + 0.5 <= steps[int(str(told[-1][1]))].delivered_s <= marked + 2
    assert found.contact_s == pytest.approx(sum(one.delivered_s for one in steps))


def kill_and_judge(chance: random.Random) -> None:
    paths = find_paths(os.environ)
    earlier = record()
    with open_store(paths) as store:
        store.add([earlier])
    told = killed_after(chance.uniform(0.0, 0.25))
    with open_store(paths, write=False) as store:
        exported = "".join(json_text(store.sessions(), True))
        found = store.session(str(told[0][1]))
        assert store.session(earlier.header.id) == earlier
    assert found is not None
    judge(told, found)
    with open_store(paths, write=False) as store:
        assert "".join(json_text(store.sessions(), True)) == exported


@pytest.mark.parametrize("seed", range(5))
def test_a_kill_loses_nothing_that_was_told(seed: int) -> None:
    kill_and_judge(random.Random(seed))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(200))
def test_two_hundred_kills_lose_nothing_that_was_told(seed: int) -> None:
    kill_and_judge(random.Random(seed + 1000))


def test_processes_that_write_at_once_lose_nothing() -> None:
    code = (
        "import os, sys; sys.path.insert(0, sys.argv[1])\n"
        "from sessions import record\n"
        "from sciacoach.history.store import open_store\n"
        "from sciacoach.paths import find_paths\n"
        "for _ in range(10):\n"
        "    with open_store(find_paths(os.environ)) as store:\n"
        "        assert store.add([record()]) == 1\n"
    )
    here = str(Path(__file__).parents[1])
    children = [subprocess.Popen([sys.executable, "-c", code, here]) for _ in range(3)]
    assert [child.wait(60) for child in children] == [0, 0, 0]
    with open_store(find_paths(os.environ), write=False) as store:
        assert len(list(store.sessions())) == 30
