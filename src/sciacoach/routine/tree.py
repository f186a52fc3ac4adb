"""YAML events in, a small tree with positions out.

The stack of open collections is the only state. Depth, nodes and what aliases expand to
are counted as the events come, before anything is built from them.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

import yaml

from sciacoach.routine.kind import ROUTINE, Kind
from sciacoach.routine.problems import Path
from sciacoach.text import clean, is_unfit

MOST_LEVELS = 20
MOST_ALIASED = 10_000
MOST_NODES = 20_000
MOST_FAULTS = 50
STAND_IN = "�"
"""Stands where a character was that may not be there, so that reading can go on."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is not let through; `line` and `column` count from 1."""

    line: int
    column: int
    message: str
    fix: str
    path: Path = ()


@dataclass(slots=True)
class Node:
    """A value and where it starts. One of the three is used: `text` (a word), `items`
    (a list), `pairs` (keys with values)."""

    line: int
    column: int
    path: Path
    text: str | None = None
    plain: bool = False
    items: list["Node"] | None = None
    pairs: list[tuple["Node", "Node"]] | None = None
    size: int = 1
    """Nodes it stands for, aliases expanded."""


class Stop(Exception):
    """Reading on would be of no use, or of harm."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being filled. `key` waits for its value, which is left
    out where the key was refused."""

    node: Node
    anchor: str | None
    key: Node | None = None
    refused: bool = False
    seen: dict[str, int] = field(default_factory=dict)
    """Lines of the keys so far, by their normalised spelling."""


class Builder:
    """Takes the events of one file; small faults go to `faults`, great ones stop it."""

    def __init__(self, faults: list[Fault], kind: Kind = ROUTINE) -> None:
        self.faults = faults
        self.kind = kind
        self.stack: list[_Open] = []
        self.anchors: dict[str, Node] = {}
        self.root: Node | None = None
        self.documents = self.nodes = self.aliased = 0

    def build(self, events: Iterable[yaml.Event]) -> Node:
        """The root of the tree."""
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                self._document(event)
            elif isinstance(event, yaml.CollectionStartEvent):
                self._open(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self._close()
            elif isinstance(event, yaml.ScalarEvent):
                self._scalar(event)
            elif isinstance(event, yaml.AliasEvent):
                self._alias(event)
        if self.root is None or (self.root.plain and not self.root.text):
            raise Stop(Fault(1, 1, "The file is empty.", self.kind.begin))
        return self.root

    def _document(self, event: yaml.DocumentStartEvent) -> None:
        self.documents += 1
        if self.documents > 1:
            raise Stop(_at(event, "A second document starts here.", self.kind.alone))
        if event.tags:
            message = f"%TAG may not stand in {self.kind.name}."
            self._fault(_at(event, message, "Take the line out."))

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        if len(self.stack) >= MOST_LEVELS:
            message = f"This is nested deeper than {MOST_LEVELS} levels."
            fix = f"{self.kind.named} needs far fewer. Take levels out."
            raise Stop(_at(event, message, fix))
        node = self._node(event)
        if isinstance(event, yaml.MappingStartEvent):
            node.pairs = []
        else:
            node.items = []
        if event.anchor:
            self.anchors.pop(event.anchor, None)
        self.stack.append(_Open(node, event.anchor))

    def _close(self) -> None:
        top = self.stack.pop()
        if top.anchor:
            self.anchors[top.anchor] = top.node
        self._add(top.node)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        node = self._node(event)
        node.plain = bool(event.implicit[0])
        node.text = self._one_line(event.value, node)
        if event.anchor:
            self.anchors[event.anchor] = node
        self._add(node)

    def _one_line(self, value: str, node: Node) -> str:
        """The text on one line; an escape like `"\\e"` is refused like its character."""
        if value.isascii() and value.isprintable():
            return value
        for char in sorted(set(value) - {"\n", "\t", STAND_IN}):
            if not (" " <= char <= "~") and is_unfit(char):
                self._fault(unseen(char, node.line, node.column, node.path, self.kind))
                value = value.replace(char, STAND_IN)
        return " ".join(value.split()) if "\n" in value or "\t" in value else value

    def _alias(self, event: yaml.AliasEvent) -> None:
        anchor = str(event.anchor)
        target = self.anchors.get(anchor)
        if target is None:
            name = clean(anchor, 40)
            message = f"`*{name}` points to nothing that is finished before it."
            raise Stop(_at(event, message, f"Set `&{name}` on an earlier value, outside this one."))
        self.aliased += target.size
        if self.aliased > MOST_ALIASED:
            message = f"The aliases expand to more than {MOST_ALIASED} values."
            raise Stop(_at(event, message, self.kind.instead))
        node = self._node(event)
        node.text, node.plain, node.items = target.text, target.plain, target.items
        node.pairs, node.size = target.pairs, target.size
        self._add(node)

    def _node(self, event: yaml.Event) -> Node:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            message = f"The file holds more than {MOST_NODES} values."
            fix = f"{self.kind.named} has a few hundred. Make it shorter."
            raise Stop(_at(event, message, fix))
        node = Node(*_place(event), self._path())
        tag = getattr(event, "tag", None)
        if tag is not None:
            message = f"The tag `{clean(str(tag), 40)}` may not stand in {self.kind.name}."
            self._fault(Fault(node.line, node.column, message, "Take the tag out.", node.path))
        return node

    def _path(self) -> Path:
        if not self.stack:
            return ()
        top = self.stack[-1]
        if top.node.items is not None:
            return (*top.node.path, len(top.node.items))
        return (*top.node.path, top.key.text or "") if top.key else top.node.path

    def _add(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        top = self.stack[-1]
        top.node.size += node.size
        if top.node.items is not None:
            top.node.items.append(node)
        elif top.key is None:
            top.key, top.refused = node, not self._is_key(top, node)
        else:
            if top.node.pairs is not None and not top.refused:
                top.node.pairs.append((top.key, node))
            top.key = None

    def _is_key(self, top: _Open, node: Node) -> bool:
        """Whether `node` is a word that is no key of `top` yet; else it is told."""
        if node.text is None:
            message = "A key must be a word, not a list or a mapping."
            self._fault(Fault(node.line, node.column, message, "Write one word.", node.path))
            return False
        name = unicodedata.normalize("NFC", node.text)
        if name in top.seen:
            word, path = clean(node.text, 40), (*top.node.path, node.text)
            message = f"`{word}` stands here a second time; the first is in line {top.seen[name]}."
            self._fault(Fault(node.line, node.column, message, "Keep one of the two.", path))
            return False
        top.seen[name] = node.line
        return True

    def _fault(self, fault: Fault) -> None:
        if len(self.faults) >= MOST_FAULTS:
            raise Stop(fault)
        self.faults.append(fault)


def unseen(char: str, line: int, column: int, path: Path = (), kind: Kind = ROUTINE) -> Fault:
    """A character that may not be there."""
    name = unicodedata.name(char, "a control or unknown character").lower()
    message = f"U+{ord(char):04X} ({name}) may not stand in {kind.name}: it cannot be seen."
    return Fault(line, column, message, "Take it out.", path)


def _at(event: yaml.Event, message: str, fix: str) -> Fault:
    return Fault(*_place(event), message, fix)


def _place(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)
