"""One family of errors: what is wrong, what to do, and the exit code that says so."""

from enum import IntEnum


class Exit(IntEnum):
    """The exit codes that scripts rely on."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    HELD = 3
    BUG = 70


class SciacoachError(Exception):
    """An expected fault. `message` says what is wrong, `fix` the next step."""

    code = Exit.FAILED

    def __init__(self, message: str, fix: str = "", detail: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix
        self.detail = detail


class Failed(SciacoachError):
    """The machine could not do it (disk full, no such file, a session already running)."""


class Usage(SciacoachError):
    """An option, a routine, an answers file or an import file is not right."""

    code = Exit.USAGE


class Held(SciacoachError):
    """Held by safety: an answer is missing, or the answers say no."""

    code = Exit.HELD


class Ended(SciacoachError):
    """Ended by a signal; the exit code is 128 + its number."""

    def __init__(self, signal: int) -> None:
        super().__init__(f"ended by signal {signal}")
        self.signal = signal


class ReaderGone(Exception):
    """Who read our output has read enough (`| head`)."""
