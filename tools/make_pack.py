"""Record the pack of fixed cues anew with the voice of the extra; --check only tells.

    python tools/make_pack.py
    python tools/make_pack.py --check

Needs the extra `[voice]`. The words are those of data/audio.json, spoken.json and
stop_rules.json; the same words give the same bytes, for the voice's noise has a fixed seed.
"""

import json
import sys
from collections.abc import Callable, Mapping
from math import cos, pi, sin
from operator import mul
from pathlib import Path

from sciacoach.audio import pack
from sciacoach.audio.ima import encoded
from sciacoach.audio.sound import Sound, faded, levelled, resampled, sound_of, trimmed

DATA = Path(__file__).resolve().parent.parent / "src" / "sciacoach" / "data"
RATE = 8_800
"""Clearer than a telephone, and a second takes 4.4 kB."""
CUT_HZ, TAPS = 4_000, 24
MOST_BYTES = 600_000
VOICE = "hibari-tts, voice heart"


def made(sentences: tuple[str, ...], voice: Callable[[str], Sound]) -> tuple[str, bytes]:
    """The index and the cues of these sentences."""
    rows, body = [], b""
    for text in sentences:
        raw = encoded(recording(voice(text)).samples)
        rows.append({"text": text, "at": len(body), "bytes": len(raw)})
        body += raw
    index = {"voice": VOICE, "language": pack.LANGUAGE, "rate": RATE, "cues": rows}
    return json.dumps(index, indent=1, ensure_ascii=False) + "\n", body


def recording(sound: Sound) -> Sound:
    """One sentence as it is kept: no silence at its ends, as loud as all others."""
    return faded(levelled(resampled(lowered(trimmed(sound, 0.01)), RATE)))


def lowered(sound: Sound) -> Sound:
    """Without the pitches that the lower rate cannot hold; they would come back as noise."""
    around = range(-TAPS, TAPS + 1)
    weights = [_sinc(2 * CUT_HZ / sound.rate, n) * (1 + cos(pi * n / (TAPS + 1))) for n in around]
    whole = sum(weights)
    samples = [0] * TAPS + list(sound.samples) + [0] * TAPS
    ends = range(len(sound.samples))
    parts = (samples[at : at + len(weights)] for at in ends)
    return sound_of((sumprod(part, weights) / whole for part in parts), sound.rate)


def sumprod(samples: list[int], weights: list[float]) -> float:
    """The weighted sum."""
    return float(sum(map(mul, samples, weights)))


def _sinc(width: float, place: int) -> float:
    return width if not place else sin(pi * width * place) / (pi * place)


def faults(index: Mapping[str, list[dict[str, str]]], size: int) -> list[str]:
    """What is wrong with a pack: missing or needless sentences, or too many bytes."""
    have, want = {cue["text"] for cue in index["cues"]}, set(pack.wanted())
    lines = [f"missing: {text}" for text in sorted(want - have)]
    lines += [f"needless: {text}" for text in sorted(have - want)]
    if size > MOST_BYTES:
        lines.append(f"too large: {size} bytes")
    return lines


def main(argv: list[str]) -> int:
    """Write the pack, or with `--check` tell what is wrong with it and return 1."""
    if argv == ["--check"]:
        index = json.loads((DATA / pack.INDEX).read_text(encoding="utf-8"))
        size = sum(path.stat().st_size for path in (DATA / pack.CUES).parent.iterdir())
        lines = faults(index, size)
        print("\n".join(lines) or f"The pack is whole: {len(index['cues'])} sentences.")
        return 1 if lines else 0
    from sciacoach.audio.engines.hibari import HibariEngine

    engine = HibariEngine()
    text, body = made(pack.wanted(), engine.sound)
    (DATA / pack.INDEX).write_text(text, encoding="utf-8")
    (DATA / pack.CUES).write_bytes(body)
    print(f"{len(pack.wanted())} sentences, {len(body)} bytes, {2 * len(body) / RATE:.0f} seconds.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
