"""Write every generated file; with --check, only say which are stale.

python tools/generate.py
python tools/generate.py --check
"""

import io
import os
import runpy
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
COMMAND = "python tools/generate.py"
NOTE = f"<!-- Written by `{COMMAND}`. Do not edit by hand. -->"


def schema() -> str:
    """The JSON Schema of the routine format."""
    from sciacoach.routine.schema import schema_text

    return schema_text().rstrip("\n") + "\n"


def states() -> str:
    """The session's states and what leads from one to the next, drawn from the table."""
    from sciacoach.session.states import as_markdown

    return f"{NOTE}\n\n{as_markdown().strip()}\n"


def commands() -> str:
    """Every command with its help, as the program tells it."""
    parts = [NOTE, "# Commands", "Each command tells the same with `--help`."]
    for words in command_names():
        title = " ".join(("sciacoach", *words))
        parts.append(f"## `{title}`\n\n```text\n{help_of(words).strip()}\n```")
    return "\n\n".join(parts) + "\n"


def safety() -> str:
    """Questions, limits and rules, each with its source and its kind."""
    from sciacoach.knowledge.page import safety_page

    return f"{NOTE}\n\n{safety_page()}"


def sources() -> str:
    """What the S-numbers stand for."""
    from sciacoach.knowledge.page import sources_page

    return f"{NOTE}\n\n{sources_page()}"


def bad_day() -> str:
    """A session that goes wrong, played by the program itself."""
    page = runpy.run_path(str(ROOT / "tools" / "bad_day.py"))["page"]
    return f"{NOTE}\n\n{page()}"


def pictures() -> dict[str, Callable[[], str]]:
    """The live screen, painted by the program itself."""
    made: dict[str, Callable[[], str]] = runpy.run_path(str(ROOT / "tools" / "screenshots.py"))[
        "pictures"
    ]()
    return made


GENERATED: dict[str, Callable[[], str]] = {
    "routines/routine.schema.json": schema,
    "docs/session-states.md": states,
    "docs/commands.md": commands,
    "docs/safety.md": safety,
    "docs/sources.md": sources,
    "docs/a-bad-day.md": bad_day,
    **pictures(),
}
"""Each generated file and what makes its text."""


def command_names() -> list[tuple[str, ...]]:
    """The words of every command, `()` for the program itself, groups before their parts."""
    from typer.main import get_command

    from sciacoach.cli.app import build

    return list(_walk(get_command(build()), ()))


def help_of(words: tuple[str, ...]) -> str:
    """What `sciacoach WORDS --help` prints on a plain terminal of 80 columns."""
    from sciacoach.cli.app import call
    from sciacoach.cli.world import World

    out = io.StringIO()
    os.environ["COLUMNS"] = "80"
    world = World(stdin=io.StringIO(), stdout=out, stderr=out, env={})
    call([*words, "--help"], world)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())


def stale(root: Path) -> list[str]:
    """The generated files under `root` that differ from what would be written."""
    return [name for name, make in GENERATED.items() if _read(root / name) != make()]


def main(argv: list[str], root: Path = ROOT) -> int:
    """Write the files that differ; with `--check`, tell them and return 1."""
    names = stale(root)
    if argv == ["--check"]:
        told = [f"{name} is stale. Run: {COMMAND}" for name in names]
        print("\n".join(told) or f"All {len(GENERATED)} are as the tool writes them.")
        return 1 if names else 0
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(GENERATED[name](), encoding="utf-8")
        print(f"{name} written.")
    return 0


def _walk(command: Any, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield words
    for name, part in getattr(command, "commands", {}).items():
        if not part.hidden:
            yield from _walk(part, (*words, name))


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
