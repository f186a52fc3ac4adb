"""Reading an answers file: YAML or JSON in, a value out, every fault with its place."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from sciacoach.plan.told import Told
    from sciacoach.routine.kind import Kind
    from sciacoach.screening.answers import Submission
    from sciacoach.screening.submission import Fault

_Value = TypeVar("_Value")


def read_answers(path: Path, now: datetime) -> "Submission":
    """The answers to the safety questions. Raises `Usage` with all that is wrong."""
    from sciacoach.routine.kind import ANSWERS
    from sciacoach.screening.submission import read_submission

    return _read(path, lambda raw: read_submission(raw, now), ANSWERS, _QUESTIONS)


def read_checkin(path: Path, now: datetime) -> "Told":
    """What was told at a check-in. Raises `Usage` with all that is wrong."""
    from sciacoach.plan.told import read_told
    from sciacoach.routine.kind import CHECKIN

    return _read(path, lambda raw: read_told(raw, now), CHECKIN, _CHECKIN)


_QUESTIONS = "The questions: sciacoach screen --questions"
_CHECKIN = "The keys of the file: sciacoach checkin --help"


def _read(
    path: Path,
    take: "Callable[[object], tuple[_Value, tuple[Fault, ...]]]",
    kind: "Kind",
    hint: str,
) -> _Value:
    """What `take` makes of the file. JSON is read as the YAML it is, so places and refusals
    are the same for both."""
    from sciacoach.errors import Usage
    from sciacoach.library import read_file
    from sciacoach.routine.guard import read_tree
    from sciacoach.routine.problems import Problem, spelled
    from sciacoach.routine.read import read
    from sciacoach.text import clean

    tree = read_tree(read_file(path), kind=kind)
    problems = [Problem(f.line, f.column, spelled(f.path), f.message, f.fix) for f in tree.faults]
    found = None
    if tree.root is not None:
        reading = read(tree.root)
        problems += reading.problems
        empty = {problem.path for problem in reading.problems}
        found, faults = take(reading.data)
        problems += [
            reading.places.problem(fault.path, fault.message, fault.fix)
            for fault in faults
            if spelled(fault.path) not in empty
        ]
    if problems or found is None:
        problems.sort(key=lambda problem: (problem.line, problem.column))
        told = tuple(problem.text(str(path)) for problem in problems)
        message = f"{clean(str(path), 300)}: the answers cannot be used. Nothing was kept."
        raise Usage(message, hint, told)
    return found
