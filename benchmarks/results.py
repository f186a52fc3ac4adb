"""The page of results: each benchmark writes its own part of it and leaves the others alone."""

import os
import platform
import re
from pathlib import Path

PAGE = Path(__file__).resolve().parent / "results.md"
_HEADING = re.compile(r"^# ", re.MULTILINE)


def machine() -> str:
    """Where was measured, and how busy it was at that moment."""
    where = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    return f"{where}, load {os.getloadavg()[0]:.1f}"


def keep(part: str, page: Path = PAGE) -> None:
    """Write down a part, which begins with its heading, in the place of the one before."""
    heading = part.splitlines()[0]
    old = page.read_text(encoding="utf-8") if page.exists() else ""
    parts = [f"# {body.strip()}\n" for body in _HEADING.split(old) if body.strip()]
    names = [one.splitlines()[0] for one in parts]
    if heading in names:
        parts[names.index(heading)] = part
    else:
        parts.append(part)
    page.write_text("\n".join(parts), encoding="utf-8")
