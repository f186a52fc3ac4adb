"""The one door for errors: every fault told in plain words, with its exit code."""

import os
import sys
import traceback

from sciacoach.cli.world import World
from sciacoach.errors import Ended, Exit, ReaderGone, SciacoachError
from sciacoach.text import clean


def run(args: list[str], world: World) -> int:
    """The exit code of one command line; errors were told on standard error."""
    from sciacoach.cli.app import call

    try:
        code = call(args, world)
        world.stdout.flush()
        return code
    except SciacoachError as error:
        return _tell(error, world)
    except (BrokenPipeError, ReaderGone):
        return _closed_pipe()
    except KeyboardInterrupt:
        return 128 + 2
    except OSError as error:
        return _tell_os_error(error, world)
    except Exception as error:
        return _bug(error, world)


def _tell(error: SciacoachError, world: World) -> int:
    if isinstance(error, Ended):
        return 128 + error.signal
    for line in (error.message, *error.detail, error.fix):
        if line:
            world.tell(line)
    return int(error.code)


def _closed_pipe() -> int:
    """`| head` has read enough: end quietly, and keep Python from flushing into it again."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, sys.stdout.fileno())
    return Exit.DONE


def _tell_os_error(error: OSError, world: World) -> int:
    where = f" ({clean(str(error.filename), 300)})" if error.filename else ""
    world.tell(f"The system said no: {clean(error.strerror or str(error), 200)}{where}.")
    world.tell("Check that the disk has room and that you may write there, then try again.")
    return Exit.FAILED


def _bug(error: Exception, world: World) -> int:
    """A bug: the traceback goes to a file of the owner, one line tells where."""
    from sciacoach.paths import write_private

    text = "".join(traceback.format_exception(error))
    try:
        log = world.paths.state / "bug.log"
        write_private(log, text)
        where = f"Details are in {log}."
    except OSError:
        where = "The details could not be written down."
    world.tell("This is a bug in sciacoach. What was done so far is kept.")
    world.tell(f"{where} Please report it; look for private words first.")
    return Exit.BUG
