"""The one process that plays and speaks: `python -P -m sciacoach.audio.child`.

Orders come on standard input, reports go to what was standard output. Nothing else does: a
voice that prints, or a sound library that complains, writes to nowhere. When the input ends,
so does the child, and with it all that it runs.
"""

import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path
from queue import SimpleQueue
from threading import Thread, Timer
from typing import Any, BinaryIO

from sciacoach.audio import messages
from sciacoach.audio.desk import Desk
from sciacoach.audio.engines import Engine
from sciacoach.audio.engines.hibari import HibariEngine
from sciacoach.audio.engines.programs import ProgramEngine
from sciacoach.audio.engines.recorded import PackEngine
from sciacoach.audio.ladder import SYSTEM, Rung
from sciacoach.audio.messages import Report, Setup
from sciacoach.audio.mixer import Told
from sciacoach.audio.players import Player, player
from sciacoach.audio.running import Runner
from sciacoach.audio.worker import Answer

_PATIENCE_S = 1.0
"""After the input has ended, the child is gone by then whatever hangs."""

Item = dict[str, Any] | Answer | tuple[str, Any]


def engines(setup: Setup, runner: Runner, scratch: Path) -> Iterator[Engine]:
    """The voices of the setup's rungs."""
    for rung in map(Rung, setup.rungs):
        if rung is Rung.HIBARI:
            yield HibariEngine(setup.name, setup.rate)
        elif rung is Rung.PACK:
            yield PackEngine()
        elif rung in SYSTEM:
            yield ProgramEngine(
                rung,
                runner,
                scratch,
                name=setup.name,
                rate=setup.rate,
                limit_s=setup.limit_s,
            )


def serve(orders: BinaryIO, reports: FileIO) -> None:
    """Do what is ordered until the input ends."""
    setup = messages.setup(orders.readline())
    items: SimpleQueue[Item] = SimpleQueue()
    runner = Runner()

    def tell(report: Report) -> None:
        reports.write(messages.report_line(report))

    def alarm(seconds: float, about: tuple[str, Any]) -> None:
        timer = Timer(seconds, items.put, (about,))
        timer.daemon = True
        timer.start()

    with tempfile.TemporaryDirectory(prefix="sciacoach-", ignore_cleanup_errors=True) as folder:

        def make(name: str, told: Told) -> Player:
            return player(name, told, Path(folder), null=setup.null)

        voices = list(engines(setup, runner, Path(folder)))
        desk = Desk(setup, voices, make, tell, items.put, alarm)
        Thread(target=_read, args=(orders, items), daemon=True).start()
        try:
            while obeyed(desk, items.get(), tell):
                pass
        finally:
            desk.close()
            runner.close()


def obeyed(desk: Desk, item: Item, tell: Callable[[Report], None]) -> bool:
    """Do one thing; whether to go on."""
    if isinstance(item, Answer):
        desk.answered(item)
    elif isinstance(item, tuple):
        desk.rang(*item)
    else:
        tell(Report("heard", item.get("number", 0)))
        return _ordered(desk, item)
    return True


def _ordered(desk: Desk, order: dict[str, Any]) -> bool:
    match order:
        case {"do": "say", "number": number, "text": text, "language": language, "kind": kind}:
            desk.say(number, text, language, kind)
        case {"do": "tone", "number": number, "kind": kind}:
            desk.tone(number, kind)
        case {"do": "ticks", "at": at_s}:
            desk.ticks(at_s)
        case {"do": "prepare", "texts": texts, "language": language}:
            desk.prepare(texts, language)
        case {"do": "hush"}:
            desk.hush()
        case _:
            return False
    return True


def _read(orders: BinaryIO, items: SimpleQueue[Item]) -> None:
    for raw in orders:
        items.put(messages.order(raw) or {})
    ending = Timer(_PATIENCE_S, os._exit, (0,))
    ending.daemon = True
    ending.start()
    items.put({"do": "close"})


@contextmanager
def _apart() -> Iterator[tuple[BinaryIO, FileIO]]:
    """Our own input and output, with nothing left in their places for others to use."""
    with (
        os.fdopen(os.dup(0), "rb") as orders,
        os.fdopen(os.dup(1), "wb", buffering=0) as reports,
    ):
        nowhere = os.open(os.devnull, os.O_RDWR)
        for number in (0, 1, 2):
            os.dup2(nowhere, number)
        yield orders, reports


def main() -> int:
    """Serve until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.setswitchinterval(0.001)  # the sound card's thread may not wait for the voice's
    try:
        with _apart() as (orders, reports):
            serve(orders, reports)
    except BrokenPipeError:
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
