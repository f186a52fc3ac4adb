"""The only reader of the data files that travel inside the package.

All words about health live in these files, so that a clinician can review them
and a translator can translate them without reading code.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def text_file(name: str) -> str:
    """The text of `data/NAME`."""
    return (files("sciacoach") / "data" / name).read_text(encoding="utf-8")


@cache
def json_file(name: str) -> Any:
    """The content of `data/NAME`, a JSON file. Callers must not change it."""
    return json.loads(text_file(name))


@cache
def bytes_file(name: str) -> bytes:
    """The bytes of `data/NAME`, for what is no text."""
    return (files("sciacoach") / "data" / name).read_bytes()
