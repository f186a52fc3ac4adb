"""The small faults that `tools/mutate.py` puts into a file, one at a time.

Left alone are annotations, decorators and the words of strings: they are for types and people.
"""

import ast
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SWAPS: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Div,),
    ast.BitOr: (ast.BitAnd,),
    ast.BitAnd: (ast.BitOr,),
}
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
LEFT_ALONE = ("annotation", "returns", "decorator_list", "bases", "ctx")
DROPPED = (ast.AugAssign, ast.Raise, ast.Continue, ast.Break)


@dataclass(frozen=True)
class Mutant:
    """One fault: `new` instead of `old`, which stands in a field of `holder`."""

    path: Path
    tree: ast.Module
    holder: ast.AST
    field: str
    place: int | None
    old: ast.AST
    new: ast.AST
    lines: range

    @property
    def line(self) -> int:
        return int(getattr(self.old, "lineno", self.lines.start))

    def faulty_tree(self) -> ast.Module:
        """The file's tree with the fault in it, from now on."""
        if self.place is None:
            setattr(self.holder, self.field, self.new)
        else:
            getattr(self.holder, self.field)[self.place] = self.new
        return ast.fix_missing_locations(self.tree)

    def __str__(self) -> str:
        was, now = (" ".join(ast.unparse(node).split()) for node in (self.old, self.new))
        return f"{self.path}:{self.line}: {was} -> {now}"


def mutants_of(path: Path) -> Iterator[Mutant]:
    """Every fault that this page can put into the file, in the file's order."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    yield from _below(path, tree, tree, range(1, 2))


def _below(path: Path, tree: ast.Module, holder: ast.AST, lines: range) -> Iterator[Mutant]:
    for field, value in ast.iter_fields(holder):
        if field in LEFT_ALONE:
            continue
        for place, node in enumerate(value if isinstance(value, list) else [value]):
            if not isinstance(node, ast.AST):
                continue
            here = _lines(node, lines)
            for new in _faults(node, field):
                index = place if isinstance(value, list) else None
                ast.copy_location(new, node)
                yield Mutant(path, tree, holder, field, index, node, new, here)
            yield from _below(path, tree, node, here)


def _lines(node: ast.AST, outer: range) -> range:
    """The lines of the statement around a node; of a compound one, its head's first line to
    the node's last."""
    if isinstance(node, ast.stmt):
        body = getattr(node, "body", None)
        return range(node.lineno, (body[0].lineno if body else (node.end_lineno or 0) + 1))
    return outer


def _faults(node: ast.AST, field: str) -> Iterator[ast.AST]:
    yield from _other_values(node)
    if _can_be_dropped(node):
        yield ast.Pass()
    if field in ("test", "ifs") and isinstance(node, (ast.Name, ast.Attribute, ast.Call)):
        yield ast.UnaryOp(ast.Not(), node)


def _other_values(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare():
            for place, op in enumerate(node.ops):
                for other in SWAPS[type(op)]:
                    yield _with(node, ops=[*node.ops[:place], other(), *node.ops[place + 1 :]])
        case ast.BoolOp() | ast.BinOp() | ast.AugAssign():
            yield from (_with(node, op=other()) for other in SWAPS.get(type(node.op), ()))
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield copy(node.operand)
        case ast.Constant(value=bool()):
            yield ast.Constant(not node.value)
        case ast.Constant(value=int() | float() as number):
            yield from (ast.Constant(number + 1), ast.Constant(number - 1))
        case ast.Name() if node.id in NAMES:
            yield ast.Name(NAMES[node.id], ast.Load())
        case ast.Return(value=ast.expr()) if ast.unparse(node) != "return None":
            yield ast.Return(ast.Constant(None))
        case _:
            yield from _shorter(node)


def _shorter(node: ast.AST) -> Iterator[ast.AST]:
    """A display of values with one of them left out; a tuple only where it is a table."""
    match node:
        case ast.Dict():
            for place in range(len(node.keys)):
                keys, values = _without(node.keys, place), _without(node.values, place)
                yield ast.Dict(keys, values)
        case ast.Set() if len(node.elts) > 1:
            yield from (ast.Set(_without(node.elts, p)) for p in range(len(node.elts)))
        case ast.List(ctx=ast.Load()):
            yield from (_with(node, elts=_without(node.elts, p)) for p in range(len(node.elts)))
        case ast.Tuple(ctx=ast.Load()) if all(map(_is_plain, node.elts)):
            yield from (_with(node, elts=_without(node.elts, p)) for p in range(len(node.elts)))


def _can_be_dropped(node: ast.AST) -> bool:
    if isinstance(node, ast.Assign):
        return isinstance(node.targets[0], (ast.Attribute, ast.Subscript))
    acts = isinstance(node, ast.Expr) and isinstance(node.value, (ast.Call, ast.Yield))
    return acts or isinstance(node, DROPPED)


def _is_plain(node: ast.expr) -> bool:
    return isinstance(node, (ast.Constant, ast.Attribute))


def _with(node: ast.AST, **fields: object) -> ast.AST:
    """A copy of `node` with other fields."""
    found = copy(node)
    for name, value in fields.items():
        setattr(found, name, value)
    return found


def _without(values: list[Any], place: int) -> list[Any]:
    return values[:place] + values[place + 1 :]
