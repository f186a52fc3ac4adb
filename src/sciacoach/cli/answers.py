"""Reading an answers file: YAML or JSON in, a submission out, every fault with its place."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sciacoach.screening.answers import Submission


def read_answers(path: Path, now: datetime) -> "Submission":
    """What the file says. Raises `Usage` with all that is wrong with it.

    JSON is read as the YAML it is, so places and refusals are the same for both.
    """
    from sciacoach.errors import Usage
    from sciacoach.library import read_file
    from sciacoach.routine.guard import read_tree
    from sciacoach.routine.problems import Problem, spelled
    from sciacoach.routine.read import read
    from sciacoach.screening.submission import read_submission
    from sciacoach.text import clean

    tree = read_tree(read_file(path))
    problems = [Problem(f.line, f.column, spelled(f.path), f.message, f.fix) for f in tree.faults]
    submission = None
    if tree.root is not None:
        reading = read(tree.root)
        problems += reading.problems
        empty = {problem.path for problem in reading.problems}
        submission, faults = read_submission(reading.data, now)
        problems += [
            reading.places.problem(fault.path, fault.message, fault.fix)
            for fault in faults
            if spelled(fault.path) not in empty
        ]
    if problems or submission is None:
        problems.sort(key=lambda problem: (problem.line, problem.column))
        told = tuple(problem.text(str(path)) for problem in problems)
        message = f"{clean(str(path), 300)}: the answers cannot be used. Nothing was kept."
        raise Usage(message, "The questions: sciacoach screen --questions", told)
    return submission
