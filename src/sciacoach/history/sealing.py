"""How an export ends: how many sessions it holds, and one sum over all that is in it.

A file that was cut off, mixed with another or changed is told by it before anything is
taken. The end stands last, so that an export is written a session at a time.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sciacoach.history.checking import Checked

KEY = "whole"
"""Where the end of an export stands, in JSON and in the last line of JSON Lines."""

AGAIN = "Export again on the other machine, and import that file as it is."

_NOT_IN_IT = ("sessions", KEY)


class Seal:
    """Goes over an export while it is written or read."""

    def __init__(self) -> None:
        self._sessions = 0
        self._sum = hashlib.sha256()

    def session(self, body: object) -> None:
        """One session, in the order of the file."""
        self._sessions += 1
        self._sum.update(plain(body) + b"\n")

    def end(self, rest: Mapping[str, Any]) -> dict[str, Any]:
        """The value of `KEY`; `rest` is what the file holds beside its sessions."""
        self._sum.update(plain(rest))
        return {"sessions": self._sessions, "sum": self._sum.hexdigest()}


def plain(body: object) -> bytes:
    """JSON in the one spelling that sums are made of. Raises `ValueError` for NaN."""
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode()


def check_whole(top: Checked, value: Mapping[str, Any]) -> None:
    """Compare the end of the file whose object is `value` with what it holds; a file of an
    older version has no end. Raises `Usage`."""
    if KEY not in value:
        return
    end = Checked(top.file, KEY, value[KEY]).keys(("sessions", "sum"))
    said, here = end["sessions"].whole(0, 10**9), len(value["sessions"])
    if said != here:
        raise top.fault(f"{said} sessions were written to this file, and {here} are here.", AGAIN)
    seal = Seal()
    try:
        for one in value["sessions"]:
            seal.session(one)
        rest = {name: part for name, part in value.items() if name not in _NOT_IN_IT}
        found = seal.end(rest)["sum"]
    except ValueError as error:
        raise top.fault("a number here is not a number.") from error
    if end["sum"].text(64) != found:
        raise top.fault("something in this file was changed, or is damaged.", AGAIN)
