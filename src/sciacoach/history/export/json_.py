"""JSON: everything, in a form that `history import` takes back."""

import json
from collections.abc import Iterable, Iterator

from sciacoach.history.records import SessionRecord, session_json
from sciacoach.history.safety import NOTHING, Safety, safety_json
from sciacoach.history.sealing import KEY, Seal

FORMAT = 1
"""The version of the form."""


def json_text(
    sessions: Iterable[SessionRecord], notes: bool, part: Safety = NOTHING
) -> Iterator[str]:
    """One object, one session a line, in the order given; after them the safety part, a
    line for each of its keys, and the end. Plain ASCII, no NaN."""
    seal = Seal()
    yield f'{{"sciacoach": {FORMAT}, "sessions": ['
    comma = ""
    for one in sessions:
        body = session_json(one, notes)
        seal.session(body)
        yield f"{comma}\n{json.dumps(body, allow_nan=False)}"
        comma = ","
    yield "\n]" if comma else "]"
    safety = safety_json(part)
    end = {KEY: seal.end({"sciacoach": FORMAT, **safety})}
    for key, value in {**safety, **end}.items():
        yield f',\n"{key}": {json.dumps(value, allow_nan=False)}'
    yield "}\n"
