"""A stranger's YAML, looked at before anything is built from it.

`yaml.load` and `yaml.compose` recurse in C: 25 kB of `[` end the process, and 491 bytes
of merge keys cost a gigabyte. The *events* of the parser do neither, so they are walked
once (`tree.py`). Refused is what the format does not have: tags, a second document, keys
that stand twice, characters that cannot be seen.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from sciacoach.routine.kind import ROUTINE, Kind
from sciacoach.routine.tree import MOST_FAULTS, STAND_IN, Builder, Fault, Node, Stop, unseen
from sciacoach.text import clean, is_unfit

MOST_BYTES = 256 * 1024

EVENTS: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""PyYAML's parser: the one written in C, where it is there."""

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Tree:
    """What the guard found: the root (None where nothing could be built), the faults,
    and the file's lines."""

    root: Node | None
    faults: tuple[Fault, ...]
    lines: tuple[str, ...] = ()


def read_tree(source: bytes, loader: type = EVENTS, kind: Kind = ROUTINE) -> Tree:
    """The tree of `source`, or why there is none, told of a file of its `kind`. Raises
    nothing."""
    faults: list[Fault] = []
    lines: tuple[str, ...] = ()
    root = None
    try:
        text = _decoded(source, kind)
        lines = tuple(re.split(r"\r\n|\r|\n", text))
        text = _without_unseen(text, lines, faults, kind)
        root = Builder(faults, kind).build(_events(text, lines, loader))
    except Stop as stopped:
        faults.append(stopped.fault)
    return Tree(root, tuple(faults[:MOST_FAULTS]), lines)


def _decoded(source: bytes, kind: Kind) -> str:
    if len(source) > MOST_BYTES:
        message = f"The file is larger than {MOST_BYTES // 1024} KiB."
        fix = f"{kind.named} is a few KiB long. Make it shorter."
        raise Stop(Fault(1, 1, message, fix))
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = source[: error.start].decode("utf-8-sig", "replace").splitlines() or [""]
        message = f"Byte {error.start + 1} of the file is not UTF-8."
        fault = Fault(len(before), len(before[-1]) + 1, message, "Save the file as UTF-8.")
        raise Stop(fault) from None


def _without_unseen(text: str, lines: tuple[str, ...], faults: list[Fault], kind: Kind) -> str:
    """`text` with a stand-in for every character that may not be there, each told."""
    unfit = {char for char in set(text) if not char.isascii() and is_unfit(char)}
    unfit.update(_CONTROLS.findall(text))
    if not unfit:
        return text
    pattern = re.compile("[" + "".join(map(re.escape, sorted(unfit))) + "]")
    told = (
        unseen(found[0], number, found.start() + 1, kind=kind)
        for number, line in enumerate(lines, 1)
        for found in pattern.finditer(line)
    )
    faults.extend(fault for fault, _ in zip(told, range(MOST_FAULTS), strict=False))
    return pattern.sub(STAND_IN, text)


def _events(text: str, lines: tuple[str, ...], loader: type) -> Iterator[yaml.Event]:
    try:
        yield from yaml.parse(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        raise Stop(_not_yaml(error, lines)) from None
    except (yaml.YAMLError, ValueError):
        message = "This is not YAML that can be read: a character code is out of range."
        raise Stop(Fault(1, 1, message, "Look at the codes that begin with \\u or \\U.")) from None


def _not_yaml(error: yaml.MarkedYAMLError, lines: tuple[str, ...]) -> Fault:
    """What the parser stumbled over; a quote or bracket that never ends is told where it
    begins, not at the end of the file."""
    mark = error.problem_mark
    if error.context_mark and (mark is None or mark.line + 1 >= len(lines)):
        mark = error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    before = lines[line - 1][:column] if line <= len(lines) else ""
    if "\t" in before and not before.strip():
        return Fault(line, column, "A tab indents this line.", "Indent with spaces only.")
    why = clean(error.problem or error.context or "it cannot be parsed", 200)
    message = f"This is not YAML that can be read: {why}."
    fix = "Look at this line and the one before: indents, quotes, brackets, colons."
    return Fault(line, column, message, fix)
