"""IMA ADPCM: four bits a sample instead of sixteen, as the IMA published it in 1992.

Each code tells how far the next sample lies from the last, in steps that grow where the
sound moves fast and shrink where it is quiet. Two codes a byte, the first in the low half.
"""

from __future__ import annotations

from array import array

from sciacoach.audio.sound import LEAST, MOST

_STEPS = (
    *(7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60),
    *(66, 73, 80, 88, 97, 107, 118, 130, 143, 157, 173, 190, 209, 230, 253, 279, 307, 337, 371),
    *(408, 449, 494, 544, 598, 658, 724, 796, 876, 963, 1060, 1166, 1282, 1411, 1552, 1707),
    *(1878, 2066, 2272, 2499, 2749, 3024, 3327, 3660, 4026, 4428, 4871, 5358, 5894, 6484, 7132),
    *(7845, 8630, 9493, 10442, 11487, 12635, 13899, 15289, 16818, 18500, 20350, 22385, 24623),
    *(27086, 29794, 32767),
)
_MOVES = (-1, -1, -1, -1, 2, 4, 6, 8)
_LAST = len(_STEPS) - 1


def _next(code: int, value: int, index: int) -> tuple[int, int]:
    """The sample and the step that follow `value` and `index` after one code."""
    step = _STEPS[index]
    moved = step >> 3
    if code & 4:
        moved += step
    if code & 2:
        moved += step >> 1
    if code & 1:
        moved += step >> 2
    value += -moved if code & 8 else moved
    return min(MOST, max(LEAST, value)), min(_LAST, max(0, index + _MOVES[code & 7]))


def _code(distance: int, step: int) -> int:
    """The code whose move comes nearest to `distance` from below."""
    code = 8 if distance < 0 else 0
    return code | min(7, abs(distance) * 4 // step)


def encoded(samples: array[int]) -> bytes:
    """The samples as codes; an odd one at the end gets a neighbour."""
    codes, value, index = [], 0, 0
    for sample in samples:
        code = _code(sample - value, _STEPS[index])
        value, index = _next(code, value, index)
        codes.append(code)
    if len(codes) % 2:
        codes.append(0)
    return bytes(low | high << 4 for low, high in zip(codes[::2], codes[1::2], strict=True))


def decoded(raw: bytes) -> array[int]:
    """The samples that the codes stand for."""
    out, value, index = array("h", bytes(4 * len(raw))), 0, 0
    for place, byte in enumerate(raw):
        value, index = _next(byte & 15, value, index)
        out[2 * place] = value
        value, index = _next(byte >> 4, value, index)
        out[2 * place + 1] = value
    return out
