"""Stands in for `aplay`: notes the file's length in FAKE_PLAYED and plays it to nobody.
FAKE_PLAYER=fails: there is no sound card."""

import os
import sys
import wave
from pathlib import Path
from threading import Event

if os.environ.get("FAKE_PLAYER") == "fails":
    sys.stderr.write("ALSA lib confmisc.c: cannot find card '0'\n")
    sys.exit(1)
with wave.open(sys.argv[-1], "rb") as sound:
    seconds = sound.getnframes() / sound.getframerate()
with Path(os.environ["FAKE_PLAYED"]).open("a", encoding="utf-8") as file:
    file.write(f"begins {seconds:.2f}\n")
Event().wait(seconds)
with Path(os.environ["FAKE_PLAYED"]).open("a", encoding="utf-8") as file:
    file.write("ends\n")
