"""What this machine has to speak and to play with. It looks; it starts and imports nothing."""

import shutil
import sys
from importlib.util import find_spec

from sciacoach.audio.awake import PROGRAMS as AWAKE
from sciacoach.audio.ladder import PLAYERS, PROGRAMS, WINSOUND, Environment

MODULES = ("hibari", "miniaudio", WINSOUND)


def environment() -> Environment:
    """The machine we stand on."""
    names = {*PROGRAMS.values(), *PLAYERS, *AWAKE} - set(MODULES)
    return Environment(
        platform=sys.platform,
        programs=frozenset(name for name in names if shutil.which(name)),
        modules=frozenset(name for name in MODULES if find_spec(name)),
    )
