"""Finding routines: those that come with the program, and the person's own.

Every file is judged each time it is read: what is in the library today may have been
changed by hand since it was added. A built-in routine cannot be hidden by an own one.

The parser is imported when a file is judged, not before: finding a file by its name must
not cost the start of a session the time of importing pydantic.
"""

import os
import stat
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sciacoach.errors import Usage
from sciacoach.paths import write_private
from sciacoach.text import clean, listed, nearest

if TYPE_CHECKING:
    from sciacoach.routine.model import Routine
    from sciacoach.routine.parse import Checked

_SUFFIX = ".yaml"
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the library and what it gave; `checked.routine` is None if broken."""

    id: str
    path: Path
    builtin: bool
    checked: "Checked"


def builtin_folder() -> Path:
    """The folder of the built-in routines.

    In a checkout that is the repository's own folder: an editable install leaves a copy
    beside the package that grows old.
    """
    package = Path(__file__).resolve().parent
    checkout = package.parents[1] / "routines"
    if package.parent.name == "src" and checkout.is_dir():
        return checkout
    return package / "routines"


def read_file(path: Path) -> bytes:
    """The bytes of an ordinary file, one more than allowed at the most.

    A pipe would wait for ever and a device never end, so neither is opened to read.
    Raises `Usage`.
    """
    shown = clean(str(path), 300)
    try:
        source = _read(path)
    except FileNotFoundError:
        raise Usage(f"{shown}: there is no such file.", "Look at the spelling.") from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "the name is not right"
        message = f"{shown}: it cannot be read ({clean(str(why), 100)})."
        raise Usage(message, "Give a file that you may read.") from None
    if source is None:
        message = f"{shown}: this is no ordinary file."
        raise Usage(message, "Give the name of a file, not of a folder, pipe or device.")
    return source


def _read(path: Path) -> bytes | None:
    """Up to one byte more than a routine may have; None for a pipe, a device, a folder."""
    from sciacoach.routine.guard import MOST_BYTES

    number = os.open(path, _FLAGS)
    try:
        if not stat.S_ISREG(os.fstat(number).st_mode):
            return None
        out = b""
        while len(out) <= MOST_BYTES and (more := os.read(number, MOST_BYTES + 1 - len(out))):
            out += more
        return out
    finally:
        os.close(number)


def check_file(path: str) -> "Checked":
    """The file at `path`, judged. Raises nothing for a file that cannot be read."""
    from sciacoach.routine.parse import parse_routine, unreadable

    try:
        return parse_routine(read_file(Path(path)), path)
    except Usage as error:
        return unreadable(path, error.message.partition(": ")[2].capitalize(), error.fix)


def without_borrowed_id(checked: "Checked", builtin: Path) -> "Checked":
    """`checked`, refused if it is another file under the id of a routine in `builtin`.

    Some rules go by the id of a routine: what may be started after a bad day, what a limit
    does not count. A stranger's file must not pass for the one they mean. The very file,
    wherever it lies, is fine.
    """
    import hashlib

    from sciacoach.routine.problems import Problem

    routine = checked.routine
    if routine is None or routine.id not in _in_folder(builtin):
        return checked
    source = read_file(_in_folder(builtin)[routine.id])
    if hashlib.sha256(source).hexdigest() == routine.sha256:
        return checked
    line, column = _place_of_id(checked.lines)
    message = f"`{routine.id}` is the id of a built-in routine, and this is another file."
    told = Problem(line, column, "id", message, "Give it another id and file name.")
    return replace(checked, routine=None, problems=(told, *checked.problems))


def _place_of_id(lines: tuple[str, ...]) -> tuple[int, int]:
    """Line and column of the id's value, from 1; the first line where it is not found."""
    for number, line in enumerate(lines, 1):
        key, colon, value = line.partition(":")
        if colon and key.strip("\ufeff '\"") == "id":
            return number, len(line) - len(value.lstrip()) + 1
    return 1, 1


def refusal(checked: "Checked") -> Usage:
    """The error that tells of all errors of a file."""
    name = clean(checked.file, 300)
    return Usage(
        f"{name} is not a routine that can be used.",
        "Mend the file; `sciacoach routine check FILE` tells when it is right.",
        tuple(problem.text(checked.file) for problem in checked.errors),
    )


class Library:
    """The routines in two folders: `builtin`, and the person's `own`."""

    def __init__(self, builtin: Path, own: Path) -> None:
        self._builtin = builtin
        self._own = own

    @property
    def builtin(self) -> Path:
        """The folder of the built-in routines."""
        return self._builtin

    @property
    def own(self) -> Path:
        """The folder of the person's own routines; it may not exist yet."""
        return self._own

    def names(self) -> tuple[str, ...]:
        """All ids, built-in ones first, each group in order."""
        return tuple(self._paths())

    def entries(self) -> tuple[Entry, ...]:
        """Every routine, judged; broken ones with their problems."""
        return tuple(self._entry(name, path) for name, path in self._paths().items())

    def path(self, name: str) -> Path:
        """The file of a routine: `name` is an id, or the path of a file, which must be there
        to read. Raises `Usage`."""
        if "/" in name or os.sep in name or name.endswith((_SUFFIX, ".yml")):
            read_file(Path(name))
            return Path(name)
        found = self._paths()
        if name in found:
            return found[name]
        guess = nearest(name, tuple(found))
        fix = f"Did you mean `{guess}`?" if guess else f"There are {listed(tuple(found))}."
        raise Usage(f"There is no routine `{clean(name, 60)}`.", fix)

    def check(self, name: str) -> "Checked":
        """The routine `name`, judged. Raises `Usage` where there is no such id."""
        return self._judged(self.path(name))

    def load(self, name: str) -> "Routine":
        """The routine `name`. Raises `Usage` with all problems of its file."""
        checked = self.check(name)
        if checked.routine is None:
            raise refusal(checked)
        return checked.routine

    def is_builtin(self, name: str) -> bool:
        """Whether `name` is the id of a routine that comes with the program."""
        return name in _in_folder(self._builtin)

    def add(self, file: Path, replace: bool = False) -> "Routine":
        """Judge `file` and copy it among the person's own routines.

        Raises `Usage` for a file that is not right and for an id that is taken, `Failed`
        where it cannot be written.
        """
        from sciacoach.routine.parse import parse_routine

        source = read_file(file)
        checked = parse_routine(source, str(file))
        if checked.routine is None:
            raise refusal(checked)
        name = checked.routine.id
        if self.is_builtin(name):
            message = f"`{name}` is the id of a built-in routine, which stays as it is."
            raise Usage(message, "Give yours another id, and name the file the same.")
        target = self._own / f"{name}{_SUFFIX}"
        if target.exists() and not replace:
            message = f"You have a routine `{name}` already."
            raise Usage(message, "Give it another id, or add --replace to put it in place.")
        write_private(target, source.decode("utf-8"))
        return checked.routine

    def _paths(self) -> dict[str, Path]:
        builtin = _in_folder(self._builtin)
        own = _in_folder(self._own)
        return builtin | {name: path for name, path in own.items() if name not in builtin}

    def _entry(self, name: str, path: Path) -> Entry:
        return Entry(name, path, path.parent == self._builtin, self._judged(path))

    def _judged(self, path: Path) -> "Checked":
        checked = check_file(str(path))
        if path.parent == self._builtin:
            return checked
        return without_borrowed_id(checked, self._builtin)


def _in_folder(folder: Path) -> dict[str, Path]:
    """The routine files of a folder by id; an unreadable folder holds none."""
    try:
        found = sorted(path for path in folder.iterdir() if path.suffix == _SUFFIX)
    except OSError:
        return {}
    return {path.stem: path for path in found if not path.name.startswith(".")}
