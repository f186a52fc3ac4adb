"""JSON: everything, in a form that `history import` takes back."""

import json
from collections.abc import Iterable, Iterator

from sciacoach.history.records import SessionRecord, session_json

FORMAT = 1
"""The version of the form."""


def json_text(sessions: Iterable[SessionRecord], notes: bool) -> Iterator[str]:
    """One object, one session a line, in the order given. Plain ASCII, no NaN."""
    yield f'{{"sciacoach": {FORMAT}, "sessions": ['
    comma = ""
    for one in sessions:
        yield f"{comma}\n{json.dumps(session_json(one, notes), allow_nan=False)}"
        comma = ","
    yield "\n]}\n" if comma else "]}\n"
