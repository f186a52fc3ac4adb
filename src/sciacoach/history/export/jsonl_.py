"""JSON Lines: the same as JSON with one session a line, for tools that read line by line.

The first line and the last have no session. The first says the form, holds the safety part
and tells that an end will come; the last is that end.
"""

import json
from collections.abc import Iterable, Iterator

from sciacoach.history.export.json_ import FORMAT
from sciacoach.history.records import SessionRecord, session_json
from sciacoach.history.safety import NOTHING, Safety, safety_json
from sciacoach.history.sealing import KEY, Seal

HEAD = f'{{"sciacoach": {FORMAT}, "form": "jsonl"'
"""How the first line begins; by it an import knows the form."""

ENDS = "ends"
"""A key of the first line that is true where a last line follows the sessions."""


def jsonl_text(
    sessions: Iterable[SessionRecord], notes: bool, part: Safety = NOTHING
) -> Iterator[str]:
    """One object a line, in the order given. Plain ASCII, no NaN."""
    seal = Seal()
    safety = safety_json(part)
    yield f'{HEAD}, "{ENDS}": true, {json.dumps(safety, allow_nan=False)[1:]}\n'
    for one in sessions:
        body = session_json(one, notes)
        seal.session(body)
        yield f"{json.dumps(body, allow_nan=False)}\n"
    yield f"{json.dumps({KEY: seal.end({'sciacoach': FORMAT, **safety})})}\n"
