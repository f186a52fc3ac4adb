"""What the tests of the check-in share: a past session, a terminal, a person at a desk."""

import io
import json
import os
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from fakes import NOON, FakeClock, Outcome, run_cli
from sciacoach.cli.door import run
from sciacoach.cli.world import World
from sciacoach.history.records import Advised, Reading
from sciacoach.history.store import open_store
from sciacoach.paths import find_paths
from sciacoach.plan.past import PastSession
from sciacoach.screening.answers import Experience
from sciacoach.screening.assess import Assessment, assess
from sciacoach.screening.fold import stand
from sciacoach.screening.log import Entry
from sciacoach.screening.rows import read_log, to_row
from sessions import record

FINE: dict[str, Any] = {
    "morning": "same",
    "lasting": "no",
    "bruise": "no",
    "calf": "no",
    "breathless": "no",
    "dark_urine": "no",
}
AVERAGE = {"leg": 2, "back": 1, "lowest": "none", "tingling": 0, "weakness": 0}


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


class Morning:
    """A person the day after, with a history of their own."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "morning.yaml"
        self.clock = FakeClock()

    def had_session(
        self, hours_ago: float = 24, *, advice: Sequence[str] = (), **before: Any
    ) -> str:
        """A session with 40 s of a tennis ball on each outer buttock; its id. `advice` are
        the stop rules that spoke."""
        at = NOON - timedelta(hours=hours_ago)
        said = Reading(**{"leg": 3, "back": 2, "lowest": "buttock", **before})
        spoke = tuple(Advised(rule, 60.0) for rule in advice)
        made = record(at, before=said, after=said, advice=spoke)
        with open_store(self.paths) as store:
            store.add([made])
        return made.header.id

    @property
    def paths(self) -> Any:
        return find_paths(os.environ)

    def logged(self, *entries: Entry) -> None:
        """Put entries into the screen's log."""
        with open_store(self.paths) as store:
            for entry in entries:
                store.append_screen(*to_row(entry))

    def log(self) -> tuple[Entry, ...]:
        with open_store(self.paths, write=False) as store:
            return read_log(store.screen_log())

    def assessed(self) -> Assessment:
        return assess(stand(self.log()), Experience(), self.clock.now())

    def past(self) -> tuple[PastSession, ...]:
        with open_store(self.paths, write=False) as store:
            return store.past(self.clock.now()).sessions

    def body(self) -> dict[str, Any]:
        """The check-in of the last session, empty if there is none."""
        with open_store(self.paths, write=False) as store:
            return dict(store.newest(1)[0].checkin or {})

    def pains(self) -> list[Reading]:
        with open_store(self.paths, write=False) as store:
            return [one.said for one in store.pains()]

    def tell(self, told: dict[str, Any], *args: str) -> Outcome:
        """`checkin` with a file."""
        self.file.write_text(json.dumps(told), encoding="utf-8")
        return run_cli(["checkin", "--answers", self.file, *args], clock=self.clock)

    def told(self, told: dict[str, Any], *args: str) -> dict[str, Any]:
        """The same as JSON, with its exit code under `code`."""
        done = self.tell(told, "--json", *args)
        return {**json.loads(done.stdout), "code": done.code}

    def at_terminal(self, args: list[str], *typed: str) -> tuple[int, str, str]:
        """A command line at a terminal where these lines are typed."""
        out, err = Terminal(), io.StringIO()
        stdin = Terminal("".join(f"{line}\n" for line in typed))
        world = World(stdin, out, err, dict(os.environ), self.clock)
        return int(run(args, world)), out.getvalue(), err.getvalue()
