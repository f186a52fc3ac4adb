"""`--face json`: one JSON object a line, flushed at once, for programs."""

import json
from typing import Any, TextIO

from sciacoach.faces import Stamped, Still


class JsonFace(Still):
    """Writes events as JSON lines to `out`."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def show(self, stamped: Stamped) -> None:
        """One event, one line."""
        self._write(stamped.event.body() | {"at": stamped.at, "mono": stamped.mono})

    def _write(self, body: dict[str, Any]) -> None:
        self._out.write(json.dumps(body, allow_nan=False) + "\n")
        self._out.flush()
