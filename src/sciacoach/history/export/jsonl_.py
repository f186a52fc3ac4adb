"""JSON Lines: the same as JSON with one session a line, for tools that read line by line.

The first line has no session: it says the form, and holds the safety part.
"""

import json
from collections.abc import Iterable, Iterator

from sciacoach.history.export.json_ import FORMAT
from sciacoach.history.records import SessionRecord, session_json
from sciacoach.history.safety import NOTHING, Safety, safety_json

HEAD = f'{{"sciacoach": {FORMAT}, "form": "jsonl"'
"""How the first line begins; by it an import knows the form."""


def jsonl_text(
    sessions: Iterable[SessionRecord], notes: bool, part: Safety = NOTHING
) -> Iterator[str]:
    """One object a line, in the order given. Plain ASCII, no NaN."""
    safety = json.dumps(safety_json(part), allow_nan=False)
    yield f"{HEAD}, {safety[1:]}\n"
    for one in sessions:
        yield f"{json.dumps(session_json(one, notes), allow_nan=False)}\n"
