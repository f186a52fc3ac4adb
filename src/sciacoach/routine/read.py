"""A tree as plain data, and where each key of it stands in the file.

The few fields that hold a duration become seconds here; everything else keeps the
value that was written.
"""

from dataclasses import dataclass, field

from sciacoach.routine import scalars
from sciacoach.routine.problems import Path, Problem, spelled
from sciacoach.routine.tree import Node
from sciacoach.text import clean

Data = dict[str, "Data"] | list["Data"] | scalars.Scalar


@dataclass(slots=True)
class Places:
    """Lines and columns, from 1: of keys (`keys`, by the way to their value) and of the
    values themselves (`values`)."""

    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)
    values: dict[Path, tuple[int, int]] = field(default_factory=dict)

    def of(self, path: Path) -> tuple[int, int]:
        """Where `path` stands: its key, else its value, else the nearest thing around it.

        A key that is missing is told at the first line of its mapping.
        """
        here = path
        while here not in self.keys and here not in self.values and here:
            here = here[:-1]
        if here == path and here in self.keys:
            return self.keys[here]
        return self.values.get(here, (1, 1))

    def problem(self, path: Path, message: str, fix: str, limit: str | None = None) -> Problem:
        """An error at `path`."""
        line, column = self.of(path)
        return Problem(line, column, spelled(path), message, fix, limit)

    def warning(self, path: Path, message: str, fix: str) -> Problem:
        """A warning at `path`."""
        line, column = self.of(path)
        return Problem(line, column, spelled(path), message, fix, severity="warning")


@dataclass(slots=True)
class Reading:
    """What was read: the data, the places, and problems of single words."""

    data: Data = None
    places: Places = field(default_factory=Places)
    problems: list[Problem] = field(default_factory=list)
    faulty: set[Path] = field(default_factory=set)
    """The ways to the values in `problems`."""

    def fault(self, path: Path, message: str, fix: str) -> None:
        """Tell of a word at `path`."""
        self.problems.append(self.places.problem(path, message, fix))
        self.faulty.add(path)


def read(root: Node) -> Reading:
    """`root` as data. Depth and size were bounded by the guard."""
    reading = Reading()
    reading.data = _value(root, (), reading)
    return reading


def _value(node: Node, path: Path, reading: Reading) -> Data:
    reading.places.values[path] = (node.line, node.column)
    if node.items is not None:
        return [_value(item, (*path, n), reading) for n, item in enumerate(node.items)]
    if node.pairs is not None:
        return _mapping(node.pairs, path, reading)
    return _word(node, path, reading)


def _mapping(pairs: list[tuple[Node, Node]], path: Path, reading: Reading) -> Data:
    out: dict[str, Data] = {}
    for key, value in pairs:
        name = key.text or ""
        here = (*path, name)
        reading.places.keys[here] = (key.line, key.column)
        out[name] = _value(value, here, reading)
    return out


def _word(node: Node, path: Path, reading: Reading) -> Data:
    text = node.text or ""
    value = scalars.resolve(text, node.plain)
    if value is None:
        return _nothing(path, reading)
    if _is_duration(path):
        return _timed(scalars.read_duration(text), 10.0, text, path, reading, scalars.FORMS)
    if _is_moment(path):
        return _timed(scalars.read_moment(text), "half", text, path, reading, scalars.AT_FORMS)
    return value


def _nothing(path: Path, reading: Reading) -> Data:
    """An empty value. It is told here; the models see a key that is not there."""
    name = clean(spelled(path[-1:]), 40)
    fix = "Write a value, or take the line out."
    reading.fault(path, f"`{name}` has no value.", fix)
    return None


def _timed(
    found: float | str | None,
    instead: float | str,
    text: str,
    path: Path,
    reading: Reading,
    forms: str,
) -> Data:
    """`found`, or `instead` where the text was no time: one problem is enough."""
    if found is not None:
        return found
    message = f"`{clean(text, 40)}` is not a time that can be read for `{path[-1]}`."
    reading.fault(path, message, f"Write it like {forms}.")
    return instead


def _is_duration(path: Path) -> bool:
    if len(path) < 2 or path[0] != "steps":
        return False
    if path[-1] in ("for", "tempo"):
        return isinstance(path[-2], int)
    return path[-2] == "breath" and path[-1] in ("in", "out")


def _is_moment(path: Path) -> bool:
    return len(path) > 3 and path[-3] == "cues" and path[-1] == "at"
