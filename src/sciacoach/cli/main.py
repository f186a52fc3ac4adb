"""Where the program begins: arguments in, exit code out.

`--version` is answered before anything else is imported, and each noun's file imports what
it needs when it is called: that keeps the start quick.
"""

import gc
import os
import sys

from sciacoach import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from sciacoach.cli.world import World


def main(argv: "Sequence[str] | None" = None) -> None:
    """Run the command line and leave with its exit code."""
    args = list(sys.argv[1:] if argv is None else argv)
    if args in (["--version"], ["-V"]):
        sys.stdout.write(f"sciacoach {__version__}\n")
        sys.exit(0)
    os.umask(0o077)
    # Looking for garbage while modules are imported finds none and costs a tenth of the
    # start; a session, which runs for long, turns it on again.
    gc.disable()
    from sciacoach.cli.world import system_world

    sys.exit(run(args, system_world(os.environ)))


def run(args: list[str], world: "World") -> int:
    """The exit code of one command line; errors were told on standard error."""
    from sciacoach.cli.door import run as through_the_door

    return through_the_door(args, world)
