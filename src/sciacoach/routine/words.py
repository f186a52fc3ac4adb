"""What pydantic found, in our own words: the fault, and the next step.

Never pydantic's own text: it is written for programmers, and it repeats what the file
said, control characters and all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sciacoach import data
from sciacoach.routine.model import Breath, Cue, Evidence, Model, Repeat, Reviewed, Routine, Step
from sciacoach.routine.problems import Path
from sciacoach.routine.read import Data
from sciacoach.routine.wording import names_forbidden
from sciacoach.text import clean, listed, nearest
from sciacoach.vocabulary import Do, Label, Level, Position, Region, Side, Style, Tag, Tool

KINDS: Mapping[type[Model], str] = {
    Routine: "a routine",
    Step: "a step",
    Repeat: "a repeat",
    Cue: "a cue",
    Breath: "`breath`",
    Evidence: "`evidence`",
    Reviewed: "`reviewed`",
}
_BY_KEY: Mapping[str, type[Model]] = {
    "cues": Cue,
    "breath": Breath,
    "evidence": Evidence,
    "reviewed": Reviewed,
}
_ENUMS: Mapping[str, type[StrEnum]] = {
    "do": Do,
    "region": Region,
    "side": Side,
    "tool": Tool,
    "tools": Tool,
    "position": Position,
    "style": Style,
    "level": Level,
    "label": Label,
    "tags": Tag,
}
_MEANT = {
    "seconds": "for",
    "duration": "for",
    "time": "for",
    "secs": "for",
    "kind": "do",
    "type": "do",
    "action": "do",
    "instruction": "text",
    "description": "summary",
    "cue": "cues",
    "times": "repeat",
    "contraindications": "not_for",
    "pressure": "ceiling",
    "muscle": "region",
    "version": "sciacoach",
}
_EXAMPLES = {
    "sciacoach": "sciacoach: 1",
    "do": "do: rest",
    "for": "for: 30s",
    "at": "at: half",
    "side": "side: each",
    "region": "region: glute_max",
    "ceiling": "ceiling: 3",
    "tool": "tool: hands",
    "tools": "tools: [tennis_ball]",
    "style": "style: swedish",
    "level": "level: beginner",
    "position": "position: wall",
    "label": "label: none",
    "evidence": 'evidence: {label: none, note: "Nobody has tested this."}',
    "repeat": "repeat: 2",
    "in": "in: 4s",
    "out": "out: 6s",
    "on": "on: 2026-11-22",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A fault in words, and what to do about it."""

    message: str
    fix: str
    limit: str | None = None


def keys(model: type[Model]) -> tuple[str, ...]:
    """The keys of a mapping, as a file spells them."""
    found = (field.alias or name for name, field in model.model_fields.items())
    return tuple(key for key in found if key != "sha256")


def model_at(path: Path, value: Data) -> type[Model]:
    """Which mapping stands, or should stand, at `path`."""
    if not path:
        return Routine
    name = path[-2] if isinstance(path[-1], int) and len(path) > 1 else path[-1]
    if name == "steps":
        is_repeat = isinstance(value, dict) and "repeat" in value
        lone_steps = isinstance(value, dict) and "steps" in value and "do" not in value
        return Repeat if is_repeat or lone_steps else Step
    return _BY_KEY.get(str(name), Routine)


def missing(key: str) -> Told:
    """A key that has to be there."""
    return Told(f"`{key}` is missing.", f"Add `{_EXAMPLES.get(key, f'{key}: ...')}`.")


def unknown_key(key: str, model: type[Model]) -> Told:
    """A key that the format does not have, with the nearest right one."""
    word, choices = clean(key, 40), keys(model)
    message = f"`{word}` is not a key of {KINDS[model]}."
    if key == "<<":
        return Told(message, "Merge keys are not read: write the keys out.")
    meant = _MEANT.get(key.lower(), "")
    guess = meant if meant in choices else nearest(word, choices)
    if guess:
        return Told(message, f"Did you mean `{guess}`?")
    return Told(message, f"The keys here are {listed(choices)}.")


def unknown_word(value: Data, name: str) -> Told:
    """A word that is not among those a key can take."""
    choices = tuple(_ENUMS[name])
    if not isinstance(value, str):
        message = f"`{name}` takes one word here."
        return Told(message, f"Write one of {listed(choices, 'or')}.")
    guess = nearest(value, choices)
    if name in ("tool", "tools"):
        return _refused_tool(value, guess)
    hint = f"Did you mean `{guess}`? " if guess else ""
    message = f"`{clean(value, 40)}` is not a word for `{name}`."
    return Told(message, f"{hint}It can be {listed(choices, 'or')}.")


def _refused_tool(value: str, guess: str | None) -> Told:
    law = data.json_file("wording.json")["refused_tool"]
    message = f"{law['says'].format(value=clean(value, 40))}. {law['listed']}"
    hint = f"Did you mean `{guess}`? " if guess and not names_forbidden(value) else ""
    return Told(message, hint + law["do"].format(tools=listed(tuple(Tool), "or")), "L31")


def told(kind: str, ctx: Mapping[str, object], path: Path, value: Data) -> Told:
    """One error of pydantic (`kind`, `ctx`) at `path`, where `value` stands."""
    name = _name(path)
    if kind in ("enum", "literal_error") and name in _ENUMS:
        return unknown_word(value, name)
    if kind == "missing":
        return missing(name)
    for words in (_of_kind(kind, ctx, name), _of_place(kind, path, name)):
        if words:
            return words
    return Told(f"`{name}` is not right.", "See docs/routine-language.md for what it takes.")


def _name(path: Path) -> str:
    words = [part for part in path if isinstance(part, str)]
    return clean(words[-1], 40) if words else "the file"


def _of_kind(kind: str, ctx: Mapping[str, object], name: str) -> Told | None:
    """The kinds of error whose words need nothing but the bound that was passed."""
    bound = next((ctx[key] for key in ("ge", "le", "min_length", "max_length") if key in ctx), "")
    shown = f"{bound:g} s" if isinstance(bound, float) else str(bound)
    messages = {
        "string_type": (f"`{name}` must be text.", "Put it in quotes."),
        "string_too_short": (f"`{name}` is empty.", "Write something, or take the line out."),
        "string_too_long": (f"`{name}` is longer than {shown} characters.", "Make it shorter."),
        "int_type": (f"`{name}` must be a whole number.", "Write it plain, without quotes."),
        "float_type": (f"`{name}` must be a number.", "Write it plain, without quotes."),
        "greater_than_equal": (f"`{name}` is less than {shown}.", f"Write {shown} or more."),
        "less_than_equal": (f"`{name}` is more than {shown}.", f"Write {shown} or less."),
        "too_long": (f"`{name}` has more than {shown} entries.", "Take some out."),
        "too_short": (f"`{name}` is empty.", "Add at least one."),
        "tuple_type": (f"`{name}` must be a list.", f"Write it like `{name}: [...]`."),
    }
    return Told(*messages[kind]) if kind in messages else None


def _of_place(kind: str, path: Path, name: str) -> Told | None:
    """The kinds of error whose words depend on which key it is."""
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        model = model_at(path, None)
        kind = KINDS[model]
        message = f"{kind[0].upper()}{kind[1:]} must be a mapping."
        return Told(message, f"Its keys are {listed(keys(model))}.")
    if kind == "literal_error" and name == "sciacoach":
        return Told("This program reads version 1 of the format.", "Write `sciacoach: 1`.")
    return Told(*_PATTERNS[name]) if kind == "string_pattern_mismatch" else None


_PATTERNS = {
    "id": (
        "`id` must be 2 to 40 of a-z, 0-9 and -, and neither begin nor end with -.",
        "Write it like `id: wall-hip-ball`, and name the file the same.",
    ),
    "gentler": (
        "`gentler` names routines by id: 2 to 40 of a-z, 0-9 and -.",
        "Write it like `gentler: [flare-day]`.",
    ),
    "sources": (
        "`sources` names entries of the reference list.",
        "Write them like `sources: [S41]`.",
    ),
    "on": ("`on` must be a date.", "Write it like `on: 2026-11-22`."),
    "language": ("`language` must be a language code.", "Write it like `language: en`."),
}
