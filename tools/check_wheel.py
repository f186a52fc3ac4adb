"""Check that a built wheel holds the whole package, every routine, and nothing else.

python tools/check_wheel.py dist/sciacoach-0.1.0-py3-none-any.whl
"""

import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = {"__pycache__", ".DS_Store"}


def expected(root: Path) -> set[str]:
    """The files that the wheel must hold, by their names inside it."""
    package = root / "src" / "sciacoach"
    routines = root / "routines"
    return {
        *(f"sciacoach/{name}" for name in _files(package)),
        *(f"sciacoach/routines/{name}" for name in _files(routines)),
    }


def differences(wheel: Path, root: Path) -> list[str]:
    """One line for each file that is missing from the wheel or strange in it."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    inside = {name for name in names if ".dist-info/" not in name}
    lines = [f"missing: {name}" for name in sorted(expected(root) - inside)]
    lines += [f"strange: {name}" for name in sorted(inside - expected(root))]
    if not any(name.endswith("/licenses/LICENSE") for name in names):
        lines.append("missing: the licence")
    return lines


def main(argv: list[str]) -> int:
    """0 if the wheel is whole, 1 if not, each difference told."""
    wheel = Path(argv[0])
    lines = differences(wheel, ROOT)
    print("\n".join(lines) or f"{wheel.name} is whole: {len(expected(ROOT))} files.")
    return 1 if lines else 0


def _files(folder: Path) -> list[str]:
    return [
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and not LEFT_OUT & set(path.parts)
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
