"""`--face plain`: one line a moment, no escape sequence, states as words.

For a screen reader, a log, a dumb terminal, and for everybody who likes it so.
"""

from collections.abc import Sequence
from typing import Any, TextIO

from sciacoach import data
from sciacoach.faces import Stamped
from sciacoach.session import events as ev
from sciacoach.text import clean, folded


class PlainFace:
    """Writes events as lines of words to `out`.

    `notes` holds, for each step by index, the longer text of what to do; it is told with the
    step's first side. `keys` says that a person can answer here. Lines are folded between
    words at `width` columns, if there are any.
    """

    def __init__(
        self,
        out: TextIO,
        notes: Sequence[str | None] = (),
        *,
        keys: bool,
        hands_free: bool = False,
        width: int | None = None,
    ) -> None:
        self._out = out
        self._width = width
        self._notes = notes
        self._keys = keys
        self._hands_free = hands_free
        self._steps = 0
        self._changing: str | None = None
        self._names: dict[int, str] = {}
        self._check = False

    def show(self, stamped: Stamped) -> None:
        """The lines of one event; most moments have one, many have none."""
        for line in self._lines(stamped.event):
            self._write(line)
        self._out.flush()

    def _write(self, line: str) -> None:
        self._out.write(folded(clean(line), self._width) + "\n")

    def _lines(self, event: ev.Event) -> list[str]:
        match event:
            case ev.SessionStarted():
                return self._began(event)
            case ev.SideChanged():
                self._changing = event.to
                return []
            case ev.StepAnnounced():
                return self._announced(event)
            case ev.StepStarted():
                return self._started(event)
            case ev.Waiting():
                return [self._waits(event)]
            case ev.StepEnded() if event.outcome == "skipped":
                return [_word("skipped", name=self._names.get(event.index, str(event.index + 1)))]
            case ev.SessionEnded():
                return [self._ended(event)]
            case _:
                line = _short(event)
                return [line] if line else []

    def _began(self, event: ev.SessionStarted) -> list[str]:
        self._steps = event.steps
        lines = [_word("session", steps=event.steps, length=_length(event.planned_s))]
        if event.rehearsal:
            lines.append(_word("rehearsal"))
        if self._keys:
            lines.append(_word("keys"))
        return lines

    def _announced(self, event: ev.StepAnnounced) -> list[str]:
        self._names[event.index] = event.name
        if self._changing:
            side, self._changing = self._changing, None
            return [_word("change_to", side=side, name=event.name, say=event.say)]
        line = _word(
            "next", number=event.index + 1, steps=self._steps, name=event.name, say=event.say
        )
        note = self._notes[event.index] if event.index < len(self._notes) else None
        lines = ["", line, *([note] if note else [])]
        if event.starts_in:
            lines.append(_word("begins", seconds=_length(event.starts_in)))
        return lines

    def _started(self, event: ev.StepStarted) -> list[str]:
        self._check = event.do == "check"
        if event.region is not None:
            side = f", {event.side} side" if event.side in ("left", "right") else ""
            length = _length(event.planned_s)
            return [_word("press", length=length, side=side, ceiling=event.ceiling)]
        waits = event.do in ("setup", "check")
        return [] if waits else [_word("run", length=_length(event.planned_s))]

    def _waits(self, event: ev.Waiting) -> str:
        if self._hands_free or not self._keys:
            return _word("waiting_hands_free", length=_length(event.for_))
        return _word("waiting_check" if self._check else "waiting")

    def _ended(self, event: ev.SessionEnded) -> str:
        done, contact = _length(event.delivered_s), _length(event.contact_s)
        return _word(event.outcome, delivered=done, contact=contact)


def _short(event: ev.Event) -> str | None:
    """Events that are one line and need nothing else."""
    match event:
        case ev.CueSaid():
            return event.say
        case ev.Half():
            return _word("half")
        case ev.Countdown():
            return _word("left_10") if event.left == 10 else _word("left", left=event.left)
        case ev.Paused():
            return _word("paused_gap" if event.why == "gap" else "paused")
        case ev.Resumed() if event.reentry_s:
            return _word("resumed", length=_length(event.reentry_s))
        case ev.Extended():
            return _word("extended")
        case ev.Refused() | ev.Fault():
            return _word("refused", why=event.why)
        case ev.Pain() if event.when == "during":
            return _word("pain")
        case ev.Advice():
            return event.says
        case _:
            return None


def _word(key: str, **values: Any) -> str:
    return str(data.json_file("spoken.json")["plain"][key]).format(**values)


def _length(seconds: float) -> str:
    whole = round(seconds)
    minutes, rest = divmod(whole, 60)
    if not minutes:
        return f"{rest} seconds"
    return f"{minutes} min {rest} s" if rest else f"{minutes} min"
