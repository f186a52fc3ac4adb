"""The JSON Schema (2020-12) of routine files, for editors.

Made from the models, so it cannot say something else than they do; what the models leave
to `sense.py` is added where a schema can express it. It cannot hold the limits.
"""

import json
from typing import Any

from sciacoach.routine.model import Routine
from sciacoach.routine.sense import ANY_PRECAUTION
from sciacoach.vocabulary import CONTACT, MOVING, Do, clinical_items

ADDRESS = "https://json-schema.org/draft/2020-12/schema"

_DURATION: dict[str, Any] = {
    "description": "Seconds, or 45s, 1m, 1m30s, 1:30.",
    "anyOf": [
        {"type": "number", "minimum": 1, "maximum": 86400},
        {
            "type": "string",
            "pattern": r"^(?:[0-9]{1,6}(?:\.[0-9]{1,3})?s?|[0-9]{1,5}m(?:[0-5]?[0-9]s)?"
            r"|[0-9]{1,5}:[0-5][0-9])$",
        },
    ],
}
_MOMENT: dict[str, Any] = {
    "description": "When it is said: 20s from the start, -5s from the end, or half.",
    "anyOf": [
        {"type": "number", "minimum": -86400, "maximum": 86400},
        {
            "type": "string",
            "pattern": r"^(?:half|-?(?:[0-9]{1,6}(?:\.[0-9]{1,3})?s?|[0-9]{1,5}m(?:[0-5]?[0-9]s)?"
            r"|[0-9]{1,5}:[0-5][0-9]))$",
        },
    ],
}
_TIMED = {
    ("Step", "for"): _DURATION,
    ("Step", "tempo"): _DURATION,
    ("Breath", "in"): _DURATION,
    ("Breath", "out"): _DURATION,
    ("Cue", "at"): _MOMENT,
}
_SAYS = {
    ("Routine", "sciacoach"): "Version of this format.",
    ("Routine", "id"): "2 to 40 of a-z, 0-9 and -; the file is named the same.",
    ("Routine", "title"): "What it is called on the screen.",
    ("Routine", "summary"): "One or two sentences: what it does.",
    ("Routine", "style"): "Which massage style its steps follow.",
    ("Routine", "level"): "Who it is for.",
    ("Routine", "position"): "How the body is held; a step may say otherwise.",
    ("Routine", "tools"): "What presses. Empty only where nothing presses.",
    ("Routine", "evidence"): "How well it is known.",
    ("Routine", "steps"): "What is done, in order.",
    ("Routine", "not_for"): "Items of the safety screen that rule it out; PREC: any precaution.",
    ("Routine", "not_for_words"): "Free words that are shown and asked.",
    ("Routine", "gentler"): "Routines offered in this order where this one is ruled out.",
    ("Routine", "warnings"): "Shown before it starts.",
    ("Routine", "needs_calm"): "Calm sessions that have to come before it.",
    ("Routine", "author"): "Who wrote it.",
    ("Routine", "license"): "Under which terms it may be passed on.",
    ("Routine", "reviewed"): "Who reviewed it, and when.",
    ("Routine", "language"): "Language of its words, like en.",
    ("Step", "do"): "roll, hold and stroke press; setup and check wait for a key.",
    ("Step", "name"): "What the step is called; spoken where there is no say.",
    ("Step", "region"): "Where it presses.",
    ("Step", "side"): "each: left and right, that long each.",
    ("Step", "ceiling"): "Discomfort, 0 to 10, that must not be passed.",
    ("Step", "tool"): "Which of the routine's tools.",
    ("Step", "position"): "Where it differs from the routine's.",
    ("Step", "style"): "Where it differs from the routine's.",
    ("Step", "text"): "What to do, to read.",
    ("Step", "say"): "What is said before it: 12 words at most.",
    ("Step", "cues"): "What is said inside it.",
    ("Step", "breath"): "Seconds in and out of one breath.",
    ("Step", "tags"): "What it asks of the body.",
    ("Repeat", "repeat"): "How many times over.",
    ("Repeat", "steps"): "What is done each time.",
    ("Reviewed", "on"): "A date like 2026-11-22.",
    ("Evidence", "label"): "How well it is known.",
    ("Evidence", "note"): "What is known, for people.",
    ("Evidence", "sources"): "Entries of the reference list, like S41.",
}


def schema() -> dict[str, Any]:
    """The schema as plain data."""
    made = Routine.model_json_schema(by_alias=True, mode="validation")
    kinds: dict[str, Any] = made.pop("$defs")
    made["properties"].pop("sha256")
    for name, kind in {"Routine": made, **kinds}.items():
        for key in kind.get("properties", {}):
            kind["properties"][key] = _property(name, key, kind["properties"][key])
    made["properties"]["not_for"]["items"] = {"enum": [*sorted(clinical_items()), ANY_PRECAUTION]}
    made["properties"]["tools"]["uniqueItems"] = True
    kinds["Step"]["allOf"] = _rules()
    kinds["Repeat"]["description"] = "Steps done several times over, in order."
    kinds["Step"]["description"] = "One step."
    made["description"] = "A routine of sciacoach: what is pressed, how long, how hard."
    made["title"] = "sciacoach routine"
    return {"$schema": ADDRESS, **_plain(made), "$defs": _plain(kinds)}


def schema_text() -> str:
    """The schema as the text of `routines/routine.schema.json`."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def _property(kind: str, key: str, found: dict[str, Any]) -> dict[str, Any]:
    made = dict(_TIMED.get((kind, key)) or found)
    if says := _SAYS.get((kind, key)):
        made["description"] = says
    return made


def _rules() -> list[dict[str, Any]]:
    """Which keys go with which steps."""
    return [
        {
            "if": _does(sorted(CONTACT)),
            "then": {
                "required": ["region", "side", "ceiling"],
                "properties": {"side": {"not": {"const": "none"}}},
            },
        },
        {"if": {"not": _does(sorted(MOVING))}, "then": {"properties": {"tempo": False}}},
        {"if": {"not": _does([Do.BREATHE])}, "then": {"properties": {"breath": False}}},
    ]


def _does(steps: list[Do]) -> dict[str, Any]:
    return {"properties": {"do": {"enum": [str(do) for do in steps]}}, "required": ["do"]}


def _plain(value: Any) -> Any:
    """Without what pydantic adds and an editor does not need: titles, and null, which a
    file may not hold."""
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    out = {key: _plain(inner) for key, inner in value.items() if not _is_noise(key, inner)}
    options = [one for one in out.get("anyOf", []) if one != {"type": "null"}]
    if len(options) == 1:
        del out["anyOf"]
        return {**options[0], **out}
    return out


def _is_noise(key: str, value: Any) -> bool:
    """A generated title, an empty default, pydantic's own way to tell branches apart."""
    is_title = key == "title" and isinstance(value, str) and value != "sciacoach routine"
    return is_title or (key == "default" and value in (None, [], "")) or key == "discriminator"
