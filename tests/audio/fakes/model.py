"""Stands in for the module `hibari`. FAKE_HIBARI says how it behaves."""

import os
from array import array
from threading import Event

MODE = os.environ.get("FAKE_HIBARI", "well")
if MODE == "babbles":
    print("loading model ...\n" * 3000, flush=True)
    os.write(2, b"ALSA lib: noise\n" * 3000)


class Wave(list[float]):
    """As much of numpy's array as the engine uses."""

    def __mul__(self, factor: object) -> "Wave":
        assert isinstance(factor, int)
        return Wave(value * factor for value in self)

    def clip(self, low: float, high: float) -> "Wave":
        return Wave(min(high, max(low, value)) for value in self)

    def astype(self, _kind: str) -> array:  # type: ignore[type-arg]
        return array("h", map(int, self))


class Hibari:
    sample_rate = 24000

    def __init__(self, voice: str = "heart", model: str | None = None) -> None:
        if MODE == "hangs":
            Event().wait(60)
        if MODE == "is missing a file":
            raise RuntimeError("no model")

    def __call__(self, text: str, speed: float = 1.0, seed: int = 0) -> Wave:
        if MODE == "dies" and text != "Ready.":
            os._exit(139)
        if MODE == "raises" and text != "Ready.":
            raise ValueError("cannot say it")
        if MODE == "babbles":
            os.write(1, b'{"what":"trouble","detail":"over"')
        return Wave([0.3, -0.3] * (40 * len(text) if any(map(str.isalpha, text)) else 0))
