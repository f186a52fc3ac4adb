"""What a routine has to make sense of beyond its form: which key goes with which step,
what can be said in the time there is, names that must exist."""

from collections.abc import Iterator
from datetime import date

from sciacoach.routine import words
from sciacoach.routine.model import Repeat, Routine, Step
from sciacoach.routine.problems import Path, Problem
from sciacoach.routine.read import Places
from sciacoach.routine.speech import check_speech
from sciacoach.text import clean, listed, nearest
from sciacoach.vocabulary import MOVING, Do, Side, clinical_items

MOST_NESTED = 4
ANY_PRECAUTION = "PREC"
"""Stands in `not_for` for every item with `precaution`."""

_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{kind}{n}" for kind in ("com", "lpt") for n in range(1, 10))}
)
"""Names that Windows keeps for devices: no file may bear them."""


def check_sense(routine: Routine, places: Places, name: str) -> Iterator[Problem]:
    """All problems of a routine read from the file `name` (`-` has no name to compare)."""
    yield from _id(routine, places, name)
    yield from _lists(routine, places)
    yield from _reviewed(routine, places)
    yield from _steps(routine, routine.steps, ("steps",), places, 0)


def _id(routine: Routine, places: Places, name: str) -> Iterator[Problem]:
    file = name.replace("\\", "/").rpartition("/")[2]
    stem = file.removesuffix(".yaml").removesuffix(".yml")
    if routine.id in _DEVICES:
        message = f"`{routine.id}` is a name that Windows keeps for itself."
        yield places.problem(("id",), message, "Choose another id, and name the file the same.")
    elif name != "-" and stem != routine.id:
        message = f"`id` is `{routine.id}`, but the file is named `{clean(file, 80)}`."
        yield places.problem(("id",), message, "Give both the same name.")


def _lists(routine: Routine, places: Places) -> Iterator[Problem]:
    for number, tool in enumerate(routine.tools):
        if tool in routine.tools[:number]:
            message = f"`{tool}` stands in `tools` twice."
            yield places.problem(("tools", number), message, "Name each tool once.")
    choices = (*sorted(clinical_items()), ANY_PRECAUTION)
    for number, item in enumerate(routine.not_for):
        if item not in choices:
            guess = _nearest_item(item, choices)
            fix = f"Did you mean `{guess}`? " if guess else ""
            message = f"`{clean(item, 40)}` is not an item of the safety screen."
            fix += "Free words go into `not_for_words`."
            yield places.problem(("not_for", number), message, fix)
    for number, other in enumerate(routine.gentler):
        if other == routine.id:
            message = "`gentler` names the routine itself."
            yield places.problem(("gentler", number), message, "Name a gentler one.")


def _nearest_item(item: str, choices: tuple[str, ...]) -> str | None:
    """`P02` for `p2`; else what is spelled most like it."""
    letters = item.rstrip("0123456789")
    padded = f"{letters.upper()}{item[len(letters) :].zfill(2)}"
    return padded if padded in choices else nearest(item, choices)


def _reviewed(routine: Routine, places: Places) -> Iterator[Problem]:
    if routine.reviewed is None:
        return
    try:
        date.fromisoformat(routine.reviewed.on)
    except ValueError:
        message = f"`{routine.reviewed.on}` is not a day of the calendar."
        yield places.problem(("reviewed", "on"), message, "Write it like `on: 2026-11-22`.")


def _steps(
    routine: Routine, items: tuple[Step | Repeat, ...], path: Path, places: Places, depth: int
) -> Iterator[Problem]:
    for number, item in enumerate(items):
        here = (*path, number)
        if isinstance(item, Step):
            yield from _step(routine, item, here, places)
        elif depth >= MOST_NESTED:
            message = f"Repeats are nested deeper than {MOST_NESTED}."
            yield places.problem((*here, "repeat"), message, "Write the inner steps out.")
        else:
            yield from _steps(routine, item.steps, (*here, "steps"), places, depth + 1)


def _step(routine: Routine, step: Step, path: Path, places: Places) -> Iterator[Problem]:
    if step.is_contact:
        yield from _contact(routine, step, path, places)
    yield from _belongs(step, path, places)
    if step.tool and step.tool not in routine.tools:
        message = f"This step uses `{step.tool}`, which is not among the routine's `tools`."
        yield places.problem((*path, "tool"), message, f"Add `{step.tool}` to `tools`.")
    yield from check_speech(step, path, places)


def _contact(routine: Routine, step: Step, path: Path, places: Places) -> Iterator[Problem]:
    """What a step that presses has to say."""
    absent = [key for key in ("region", "ceiling") if getattr(step, key) is None]
    if "side" not in step.model_fields_set:
        absent.append("side")
    if len(routine.tools) > 1 and not step.tool:
        absent.append("tool")
    for key in absent:
        told = words.missing(key)
        message = f"{told.message} A `{step.do}` step needs it."
        yield places.problem((*path, key), message, told.fix)
    if step.side is Side.NONE and "side" in step.model_fields_set:
        message = f"A `{step.do}` step presses on a side."
        yield places.problem((*path, "side"), message, "Write each, left, right, both or affected.")
    if not routine.tools:
        message = f"`tools` is empty, but a `{step.do}` step presses with something."
        yield places.problem(("tools",), message, "Add `tools: [hands]`, or what it uses.")


def _belongs(step: Step, path: Path, places: Places) -> Iterator[Problem]:
    """Keys that mean something only with some steps."""
    homes = {"tempo": tuple(sorted(MOVING)), "breath": (Do.BREATHE,)}
    for key, home in homes.items():
        if getattr(step, key) is not None and step.do not in home:
            message = f"`{key}` means nothing in a `{step.do}` step."
            fix = f"Take it out; it belongs to {listed(home)}."
            yield places.problem((*path, key), message, fix)
