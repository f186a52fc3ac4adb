"""JSON: everything, in a form that `history import` takes back."""

import json
from collections.abc import Iterable, Iterator

from sciacoach.history.records import SessionRecord, session_json
from sciacoach.history.safety import NOTHING, Safety, safety_json

FORMAT = 1
"""The version of the form."""


def json_text(
    sessions: Iterable[SessionRecord], notes: bool, part: Safety = NOTHING
) -> Iterator[str]:
    """One object, one session a line, in the order given; after them the safety part, a
    line for each of its keys. Plain ASCII, no NaN."""
    yield f'{{"sciacoach": {FORMAT}, "sessions": ['
    comma = ""
    for one in sessions:
        yield f"{comma}\n{json.dumps(session_json(one, notes), allow_nan=False)}"
        comma = ","
    yield "\n]" if comma else "]"
    for key, value in safety_json(part).items():
        yield f',\n"{key}": {json.dumps(value, allow_nan=False)}'
    yield "}\n"
