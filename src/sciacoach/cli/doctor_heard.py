"""What the person heard when each voice was tried: kept between `doctor` and the sessions."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from sciacoach.audio.ladder import Rung
from sciacoach.errors import Usage
from sciacoach.paths import Paths, read_plain, write_private

_MOST_BYTES = 10_000
_RUNGS = frozenset(map(str, Rung))


def heard_file(paths: Paths) -> Path:
    """Where it is kept."""
    return paths.state / "heard.json"


def heard_rungs(paths: Paths) -> Mapping[Rung, bool]:
    """The rungs that somebody listened for, and whether they were heard. A rung that nobody
    was asked about is not in it; a file that is missing or makes no sense tells nothing."""
    return {Rung(name): heard for name, heard in _read(paths).items()}


def keep_heard(paths: Paths, heard: Mapping[Rung, bool], at: datetime) -> None:
    """Write down the new answers; older ones stay for rungs that nobody was asked about this
    time. Mode 0600. Raises `Failed`."""
    rungs = _read(paths) | {str(rung): answer for rung, answer in heard.items()}
    body = {"sciacoach": 1, "at": at.isoformat(timespec="seconds"), "rungs": rungs}
    write_private(heard_file(paths), json.dumps(body, indent=1) + "\n")


def _read(paths: Paths) -> dict[str, bool]:
    try:
        raw = read_plain(heard_file(paths), _MOST_BYTES)
        rungs = json.loads(raw or b"")["rungs"]
        return {
            name: answer
            for name, answer in rungs.items()
            if name in _RUNGS and isinstance(answer, bool)
        }
    except (Usage, ValueError, RecursionError, KeyError, TypeError, AttributeError):
        return {}
