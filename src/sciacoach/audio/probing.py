"""What this machine has to speak and to play with. It looks; it starts and imports nothing."""

import os
import shutil
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

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
        card=sys.platform != "linux" or card(os.environ),
    )


def card(env: Mapping[str, str], root: Path = Path("/")) -> bool:
    """Whether Linux has anything to be heard with: a sound card of its own, or the socket of a
    sound server, which may play elsewhere. Where it is not known, there may be one."""
    if any(env.get(name) for name in ("PULSE_SERVER", "PIPEWIRE_REMOTE")):
        return True
    runtime = Path(env.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}")
    cards = any(any(root.glob(pattern)) for pattern in CARDS)
    return cards or any(_there(runtime / part) for part in SERVERS)


CARDS = ("proc/asound/card[0-9]*", "dev/snd/controlC*", "dev/dsp*")
"""What the system makes for a sound card."""

SERVERS = ("pulse/native", "pipewire-0")
"""Sockets of sound servers, below the folder that a login has for such things."""


def _there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return True
