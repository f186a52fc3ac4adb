"""The layers are held by a machine, and the machine notices when they are broken."""

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-c",
        "import sys; sys.path.insert(0, 'src');"
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
        "--no-cache",
    ]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_every_contract_is_kept() -> None:
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_package_stands_in_the_layers() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = next(c for c in settings["tool"]["importlinter"]["contracts"] if c["type"] == "layers")
    placed = {name for row in layers["layers"] for name in row.split(" | ")}
    package = ROOT / "src" / "sciacoach"
    found = {p.name for p in package.iterdir() if (p / "__init__.py").is_file()}
    found |= {p.stem for p in package.glob("*.py")} - {"__init__", "__main__"}
    assert found == placed
    assert layers["exhaustive"] is True


def test_an_import_upwards_is_told_by_name(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    package = tmp_path / "src" / "sciacoach"
    for name in ("cli", "text"):
        (package / name).mkdir(parents=True)
        (package / name / "__init__.py").write_text("", encoding="utf-8")
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "text" / "bad.py").write_text("import sciacoach.cli\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(
        '[tool.importlinter]\nroot_package = "sciacoach"\n'
        "[[tool.importlinter.contracts]]\n"
        'name = "Layers"\ntype = "layers"\ncontainers = ["sciacoach"]\nlayers = ["cli", "text"]\n',
        encoding="utf-8",
    )
    done = lint_imports(tmp_path)
    assert done.returncode != 0
    assert "sciacoach.text.bad" in done.stdout
