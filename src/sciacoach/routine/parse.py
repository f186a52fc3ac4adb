"""The only way to a `Routine`: bytes in, a routine inside the hard limits or the list of
everything that is wrong with the file out."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sciacoach.routine.bounds import check_bounds
from sciacoach.routine.form import check_form
from sciacoach.routine.guard import Tree, read_tree
from sciacoach.routine.model import Routine
from sciacoach.routine.problems import Problem, pointed_at, spelled
from sciacoach.routine.read import Reading, read
from sciacoach.routine.sense import check_sense
from sciacoach.routine.wording import check_wording
from sciacoach.text import clean

MOST_FORM_PROBLEMS = 20
MOST_PROBLEMS = 120


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file gave. `routine` is there exactly where no problem is an error."""

    file: str
    id: str | None
    routine: Routine | None
    problems: tuple[Problem, ...]
    lines: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the file is a routine; it may still have warnings."""
        return self.routine is not None

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep it from being one."""
        return tuple(problem for problem in self.problems if problem.is_error)

    def told(self, source: bool = False) -> tuple[str, ...]:
        """The problems as lines; with `source` each with its line and a caret under it."""
        out: list[str] = []
        for problem in self.problems:
            out.append(problem.text(self.file))
            if source and problem.line <= len(self.lines):
                shown = pointed_at(self.lines[problem.line - 1], problem.column)
                out.extend(f"    {row}" for row in shown)
        return tuple(out)

    def as_json(self) -> dict[str, object]:
        """One entry of `files` in `routine check --json`."""
        problems = [problem.as_json() for problem in self.problems]
        return {"file": clean(self.file, 300), "ok": self.ok, "id": self.id, "problems": problems}


def parse_routine(source: bytes, name: str) -> Checked:
    """Judge the bytes of the file `name` (`-` for a stream without a name).

    Raises nothing for any bytes: each fault is a problem with its line and column.
    """
    tree = read_tree(source)
    if tree.root is None:
        return _checked(name, None, None, _faults(tree), tree)
    reading = read(tree.root)
    form = check_form(reading)
    problems = list(_first((*_faults(tree), *reading.problems, *form.problems)))
    problems.extend(check_wording(reading.data, reading.places))
    if form.routine is not None:
        broken = {spelled(path) for path in form.faulty}
        sense = check_sense(form.routine, reading.places, name)
        problems.extend(problem for problem in sense if problem.path not in broken)
        problems.extend(check_bounds(form.routine, reading.places, form.gaps))
    routine = None
    if form.routine is not None and not any(problem.is_error for problem in problems):
        sha256 = hashlib.sha256(source).hexdigest()
        routine = form.routine.model_copy(update={"sha256": sha256})
    return _checked(name, _id(reading), routine, problems, tree)


def unreadable(name: str, message: str, fix: str) -> Checked:
    """The result for a file that could not be read at all."""
    return Checked(name, None, None, (Problem(1, 1, "", message, fix),))


def _faults(tree: Tree) -> Iterator[Problem]:
    for fault in tree.faults:
        yield Problem(fault.line, fault.column, spelled(fault.path), fault.message, fault.fix)


def _first(problems: tuple[Problem, ...]) -> Iterable[Problem]:
    """The first problems of form; a file that is no routine has thousands."""
    ordered = sorted(problems, key=_order)
    yield from ordered[:MOST_FORM_PROBLEMS]
    more = ordered[MOST_FORM_PROBLEMS:]
    if more:
        message = f"There are {len(more)} more problems like these from here on."
        fix = "Mend the first ones, then check again."
        yield Problem(more[0].line, more[0].column, "", message, fix)


def _checked(
    name: str,
    found_id: str | None,
    routine: Routine | None,
    problems: Iterable[Problem],
    tree: Tree,
) -> Checked:
    ordered = sorted(dict.fromkeys(problems), key=_order)[:MOST_PROBLEMS]
    return Checked(name, found_id, routine, tuple(ordered), tree.lines)


def _order(problem: Problem) -> tuple[int, int, str]:
    return problem.line, problem.column, problem.path


def _id(reading: Reading) -> str | None:
    found = reading.data.get("id") if isinstance(reading.data, dict) else None
    return clean(found, 60) if isinstance(found, str) else None
