"""What every test stands on: a home of its own, a quiet environment, bounded examples."""

import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

_QUIET = (
    "ACCESSIBLE",
    "CLICOLOR_FORCE",
    "COLUMNS",
    "FORCE_COLOR",
    "LINES",
    "NO_COLOR",
    "PY_COLORS",
)
_CALM = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture)

settings.register_profile(
    "ci",
    max_examples=60,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=_CALM,
)
settings.register_profile(
    "slow", max_examples=3000, database=None, deadline=None, suppress_health_check=_CALM
)


def _asked_for_slow(config: pytest.Config) -> bool:
    return "slow" in str(config.getoption("markexpr"))


def pytest_configure(config: pytest.Config) -> None:
    """`pytest -m slow` also takes more examples. A shell script's background job ignores what
    Ctrl-C and Ctrl-\\ send, and its children inherit that; the tests send both and mean them."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if hasattr(signal, "SIGQUIT"):
        signal.signal(signal.SIGQUIT, signal.SIG_DFL)
    settings.load_profile("slow" if _asked_for_slow(config) else "ci")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Slow tests run only when they are asked for by name."""
    if not _asked_for_slow(config):
        slow = [item for item in items if item.get_closest_marker("slow")]
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if not item.get_closest_marker("slow")]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The test's own home. No way leads to the real one, `SCIACOACH_HOME` set or not."""
    folder = tmp_path / "home"
    monkeypatch.setenv("SCIACOACH_HOME", str(folder))
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "user"))
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "user" / name.lower()))
    for name in _QUIET:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    return folder
