"""The history in forms that other programs read: one file a form, a piece at a time."""

from collections.abc import Callable, Iterable, Iterator

from sciacoach.history.records import SessionRecord

Writer = Callable[[Iterable[SessionRecord], bool], Iterator[str]]

FORMATS = ("json", "csv")


def writer(form: str) -> Writer:
    """The writer of one of `FORMATS`: sessions in, pieces of text out. Its second argument
    says whether free notes go with them."""
    if form == "csv":
        from sciacoach.history.export.csv_ import csv_text

        return csv_text
    from sciacoach.history.export.json_ import json_text

    return json_text
