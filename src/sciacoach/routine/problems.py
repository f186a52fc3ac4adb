"""A problem in a routine file: where it stands, what is wrong, what to do."""

from dataclasses import dataclass
from typing import Literal

from sciacoach.text import clean

Path = tuple[str | int, ...]
"""The way to a value in the file: `("steps", 2, "for")`."""

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem. `line` and `column` count from 1; `limit` names a passed limit."""

    line: int
    column: int
    path: str
    message: str
    fix: str
    limit: str | None = None
    severity: Severity = "error"

    @property
    def is_error(self) -> bool:
        """Whether the file cannot be used because of it."""
        return self.severity == "error"

    def text(self, file: str) -> str:
        """`FILE:LINE:COLUMN: what is wrong. What to do.`"""
        kind = "" if self.is_error else "warning: "
        where = f"{clean(file, 300)}:{self.line}:{self.column}"
        return f"{where}: {kind}{clean(self.message)} {clean(self.fix)}".rstrip()

    def as_json(self) -> dict[str, object]:
        """The keys that `routine check --json` promises."""
        return {
            "line": self.line,
            "column": self.column,
            "path": self.path,
            "message": clean(self.message),
            "fix": clean(self.fix),
            "limit": self.limit,
            "severity": self.severity,
        }


def spelled(path: Path) -> str:
    """`steps[2].steps[0].ceiling` for `("steps", 2, "steps", 0, "ceiling")`."""
    out = ""
    for part in path:
        if isinstance(part, int):
            out += f"[{part}]"
        else:
            out += f".{clean(part, 60)}" if out else clean(part, 60)
    return out


_WIDTH = 100


def pointed_at(line: str, column: int) -> tuple[str, str]:
    """The source line and, under it, a caret at `column` (from 1), made fit to show.

    A long line is cut to the part around the caret.
    """
    start = max(0, column - 1 - _WIDTH // 2) if len(line) > _WIDTH else 0
    before = clean(line[start : column - 1])
    after = clean(line[column - 1 : start + _WIDTH])
    return before + after, " " * len(before) + "^"
