"""The limits of `limits.py` held against a routine, each told at a place in its file."""

from collections.abc import Iterator, Sequence

from sciacoach.routine.layout import Turn, lay_out
from sciacoach.routine.limits import HARD, Breach, breaches, most_turns, size_breach
from sciacoach.routine.model import Repeat, Routine, Step
from sciacoach.routine.problems import Path, Problem
from sciacoach.routine.read import Places
from sciacoach.vocabulary import Side

_KEYS = {"L15": "ceiling", "L16": "ceiling", "L19": "do", "L25": "tempo", "L32": "region"}
"""The key at fault, where it is not `for`."""

_TWICE = frozenset({Side.EACH, Side.AFFECTED})


def check_bounds(routine: Routine, places: Places, gaps: bool = False) -> Iterator[Problem]:
    """Every hard limit that the routine passes, each once, whichever side hurts.

    The size is counted before anything is laid out. Where it is too large, the steps
    are still judged, each repeat taken once. With `gaps` in the steps nothing is said
    of the rest between them.
    """
    turns = _count(routine.steps)
    told: set[tuple[str, Path]] = set()
    too_many = size_breach(turns, 0.0) if turns > most_turns() else None
    if too_many:
        yield _problem(too_many, _heaviest(routine.steps), places)
        routine = routine.model_copy(update={"steps": _once(routine.steps)})
    for laid_out in _layouts(routine):
        for breach in breaches(laid_out, HARD):
            path = _place(breach, laid_out)
            known = (breach.limit, path) in told or (too_many and breach.limit == "L34")
            if not known and not (gaps and breach.limit == "L19"):
                told.add((breach.limit, path))
                yield _problem(breach, path, places)


def _layouts(routine: Routine) -> Iterator[tuple[Turn, ...]]:
    """The routine as each person may play it."""
    whole = lay_out(routine)
    yield whole
    if any(step.side is Side.AFFECTED for step in _steps(routine.steps)):
        yield from (lay_out(routine, side) for side in (Side.LEFT, Side.RIGHT))


def _steps(items: Sequence[Step | Repeat]) -> Iterator[Step]:
    for item in items:
        if isinstance(item, Repeat):
            yield from _steps(item.steps)
        else:
            yield item


def _count(items: Sequence[Step | Repeat]) -> int:
    """Laid-out steps, by counting alone: a side is a step of its own."""
    return sum(
        item.repeat * _count(item.steps) if isinstance(item, Repeat) else 1 + (item.side in _TWICE)
        for item in items
    )


def _heaviest(items: Sequence[Step | Repeat]) -> Path:
    """The repeat that makes most of the steps; `steps` where there is none."""
    repeats = {n: _count((item,)) for n, item in enumerate(items) if isinstance(item, Repeat)}
    if not repeats:
        return ("steps",)
    return ("steps", max(repeats, key=lambda n: repeats[n]), "repeat")


def _once(items: Sequence[Step | Repeat]) -> tuple[Step | Repeat, ...]:
    return tuple(
        item.model_copy(update={"repeat": 1, "steps": _once(item.steps)})
        if isinstance(item, Repeat)
        else item
        for item in items
    )


def _place(breach: Breach, turns: Sequence[Turn]) -> Path:
    if breach.turn is None:
        return ("steps",)
    return (*turns[breach.turn].source, _KEYS.get(breach.limit, "for"))


def _problem(breach: Breach, path: Path, places: Places) -> Problem:
    return places.problem(path, breach.says, breach.do, breach.limit)
