"""The form of a routine: pydantic's models, told with positions and in our words.

Where the form is broken the rest of the file is still judged as far as it can be, so
that an author sees all problems at once: `check_form` then gives a stand-in routine,
with the broken parts replaced. It is judged and thrown away.
"""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from sciacoach.routine import words
from sciacoach.routine.model import Routine
from sciacoach.routine.problems import Path, Problem
from sciacoach.routine.read import Data, Reading

_STAND_INS: dict[str, Data] = {
    "sciacoach": 1,
    "id": "stand-in",
    "title": "-",
    "summary": "-",
    "level": "beginner",
    "evidence": {"label": "none", "note": "-"},
}
_NEEDED = frozenset({"style", "position", "tools"})
"""Where one of these is wrong, nothing that follows from it can be judged."""


@dataclass(frozen=True, slots=True)
class Form:
    """The routine (or a stand-in for it, or None) and the problems of its form.

    `faulty` holds the ways to all broken parts. `gaps` says that steps were replaced:
    what lies between two steps cannot be judged then.
    """

    routine: Routine | None
    problems: tuple[Problem, ...] = ()
    faulty: frozenset[Path] = frozenset()
    gaps: bool = False


def check_form(reading: Reading) -> Form:
    """`reading` held against the models."""
    data, places = reading.data, reading.places
    if not isinstance(data, dict):
        fix = "Start with `sciacoach: 1`, then `id: ...`."
        return Form(None, (places.problem((), "The file is not a mapping of keys.", fix),))
    routine, errors = _validated(data)
    found = {_path(error): error for error in reversed(errors) if not _is_echo(error, data)}
    problems = [
        _problem(path, error, reading)
        for path, error in found.items()
        if path not in reading.faulty
    ]
    if "sha256" in data:
        problems.append(_unknown(("sha256",), reading))
        found["sha256",] = {"type": "extra_forbidden", "loc": (), "msg": "", "input": None}
    faulty = reading.faulty | found.keys()
    if not faulty:
        return Form(routine)
    extra = {path for path, error in found.items() if error["type"] == "extra_forbidden"}
    gaps = any(path[:1] == ("steps",) for path in faulty - extra)
    stand_in = _stand_in(deepcopy(data), faulty - extra, extra)
    return Form(stand_in, tuple(problems), frozenset(faulty), gaps)


def _validated(data: Data) -> tuple[Routine | None, Sequence[ErrorDetails]]:
    try:
        return Routine.model_validate(data), ()
    except ValidationError as error:
        return None, error.errors(include_url=False, include_input=False)


def _is_echo(error: ErrorDetails, data: Data) -> bool:
    """pydantic counts only the items that were right, and then calls a list too short."""
    return error["type"] == "too_short" and bool(_value_at(data, _path(error)))


def _path(error: ErrorDetails) -> Path:
    """The way in the file: pydantic's own, without the names of its branches."""
    out: list[str | int] = []
    branch = False
    for part in error["loc"]:
        if branch:
            branch = False
            continue
        out.append(part)
        branch = isinstance(part, int) and len(out) > 1 and out[-2] == "steps"
        if part == "at" and len(out) > 2 and out[-3] == "cues":
            break
    return tuple(out)


def _problem(path: Path, error: ErrorDetails, reading: Reading) -> Problem:
    if error["type"] == "extra_forbidden":
        return _unknown(path, reading)
    value = _value_at(reading.data, path)
    told = words.told(error["type"], error.get("ctx", {}), path, value)
    return reading.places.problem(path, told.message, told.fix, told.limit)


def _unknown(path: Path, reading: Reading) -> Problem:
    around = path[:-1]
    model = words.model_at(around, _value_at(reading.data, around))
    told = words.unknown_key(str(path[-1]), model)
    return reading.places.problem(path, told.message, told.fix)


def _value_at(data: Data, path: Path) -> Data:
    """The value at `path`; None where there is none."""
    for part in path:
        if isinstance(data, dict) and isinstance(part, str):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            return None
    return data


def _stand_in(
    mended: dict[str, Data], broken: Iterable[Path], extra: Iterable[Path]
) -> Routine | None:
    """A routine made of what is whole; None where too much is broken."""
    for path in extra:
        around = _value_at(mended, path[:-1])
        assert isinstance(around, dict)
        del around[str(path[-1])]
    for path in sorted(broken, key=len):
        if path[0] in _NEEDED:
            return None
        if path[0] == "steps":
            _replace_step(mended, path)
        else:
            _replace_key(mended, str(path[0]))
    return _validated(mended)[0]


def _replace_step(mended: Data, path: Path) -> None:
    """A short rest in place of the innermost step around `path`."""
    for end in range(len(path), 1, -1):
        here = path[:end]
        steps = _value_at(mended, here[:-1])
        number = here[-1]
        if isinstance(number, int) and here[-2] == "steps" and isinstance(steps, list):
            steps[number] = {"do": "rest", "name": "-", "for": 1.0}
            return


def _replace_key(mended: dict[str, Data], key: str) -> None:
    if key in _STAND_INS:
        mended[key] = deepcopy(_STAND_INS[key])
    else:
        mended.pop(key, None)
