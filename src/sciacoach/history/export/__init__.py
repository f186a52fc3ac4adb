"""The history in forms that other programs read: one file a form, a piece at a time."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from sciacoach.history.records import SessionRecord
from sciacoach.history.safety import NOTHING, Safety, without_words

Writer = Callable[[Iterable[SessionRecord], bool], Iterator[str]]

FORMATS = ("json", "jsonl", "csv")

WITH_SAFETY = ("json", "jsonl")
"""Formats that `history import` takes back, with the safety log."""


def writer(form: str, part: Safety = NOTHING, notes: bool = True) -> Writer:
    """The writer of one of `FORMATS`: sessions in, pieces of text out. Its second argument
    says whether free notes go with them. `part` goes with the formats that can be imported;
    its own free words only with `notes`."""
    if form == "csv":
        from sciacoach.history.export.csv_ import csv_text

        return csv_text
    safety = part if notes else without_words(part)
    if form == "jsonl":
        from sciacoach.history.export.jsonl_ import jsonl_text

        return partial(jsonl_text, part=safety)
    from sciacoach.history.export.json_ import json_text

    return partial(json_text, part=safety)
