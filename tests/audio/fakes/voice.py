"""Stands in for `espeak-ng`, `say` and `spd-say`. FAKE_VOICE says how it behaves; the text
comes on its input."""

import io
import os
import sys
import wave
from pathlib import Path
from threading import Event

mode = os.environ.get("FAKE_VOICE", "well")
if log := os.environ.get("FAKE_LOG"):
    with Path(log).open("a", encoding="utf-8") as file:
        file.write(" ".join(sys.argv[1:]) + "\n")
if any(arg.startswith("--voices=") for arg in sys.argv):
    print("Pty Language")
    if not sys.argv[-1].endswith("=xx"):
        print(" 5  en")
    sys.exit(0)
if "--wait" in sys.argv:
    Event().wait(4 if "long" in sys.argv[-1] else 0.05)
    sys.exit(0)
if mode == "hangs":
    Event().wait(30)
if mode == "dies":
    sys.exit(3)
if mode == "babbles":
    sys.stderr.write("\x1b[31mwarning\x1b[0m\n" * 2000)
    sys.stdout.write("this is not a sound\n" * 5000)
    sys.exit(0)
if mode == "floods":
    while True:
        sys.stdout.buffer.write(bytes(1 << 20))
text = sys.stdin.read()
out = io.BytesIO()
with wave.open(out, "wb") as sound:
    sound.setnchannels(1)
    sound.setsampwidth(2)
    sound.setframerate(22050)
    sound.writeframes(b"\x00\x20\x00\xe0" * (0 if mode == "mute" else 100 * len(text)))
if "-o" in sys.argv:
    Path(sys.argv[sys.argv.index("-o") + 1]).write_bytes(out.getvalue())
else:
    sys.stdout.buffer.write(out.getvalue())
