"""`--face plain`: at most one line a moment, no escape sequence, states as words.

For a screen reader, a log, a dumb terminal, and for everybody who likes it so. Only who asks
for help gets more than one line at once. What takes longer to tell comes in short lines, one at
each look at the clock.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

from sciacoach import data
from sciacoach.faces import HELP, Stamped, Still
from sciacoach.session import events as ev
from sciacoach.session.words import word
from sciacoach.text import clean, folded, whole

LONG = 100
"""Characters from which on a text is told in several lines, broken between sentences."""


class PlainFace(Still):
    """Writes events as lines of words to `out`.

    `notes` holds, for each step by index, the longer text of what to do; it is told with the
    step's first side. `keys` says that a person can press keys here. Lines are folded between
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
        self._pressing = False
        self._come_off_told = False
        self._paused: str | None = None
        self._suspended = False
        self._help = "help"
        self._later: deque[str] = deque()

    def show(self, stamped: Stamped) -> None:
        """The line of one event; many have none."""
        told, self._come_off_told = self._come_off_told, False
        if told and isinstance(stamped.event, ev.CueSaid) and stamped.event.say == word("come_off"):
            return
        if isinstance(stamped.event, _STOPS_TELLING):
            self._later.clear()
        for line in self._lines(stamped.event):
            self._write(line)
        self._out.flush()

    def tick(self, moment: ev.Moment) -> None:
        """One more line of what takes longer to tell."""
        self._help = _HELP.get(moment.state, "help")
        if self._later:
            self._write(self._later.popleft())
            self._out.flush()

    def note(self, line: str) -> None:
        """A line about the sound, between two events."""
        self._write(line)
        self._out.flush()

    def suspend(self) -> None:
        """What was paused is told again when the person is back."""
        self._suspended = True

    def restore(self) -> None:
        """Say that it is still paused: what was on the screen is far up by now."""
        if self._suspended and self._paused:
            self._write(self._paused)
            self._out.flush()
        self._suspended = False

    def _write(self, line: str) -> None:
        self._out.write(folded(clean(line), self._width) + "\n")

    def _lines(self, event: ev.Event) -> Sequence[str]:
        if isinstance(event, ev.Fault) and event.line in HELP:
            return [str(line) for line in data.json_file("spoken.json")["plain"][self._help]]
        line = self._line(event)
        return [line] if line else []

    def _line(self, event: ev.Event) -> str | None:
        match event:
            case ev.SessionStarted():
                return self._began(event)
            case ev.SideChanged():
                self._changing = event.to
                return None
            case ev.StepAnnounced():
                return self._announced(event)
            case ev.StepStarted():
                return self._started(event)
            case ev.StepEnded():
                return self._step_ended(event)
            case ev.Waiting():
                return self._waits(event)
            case ev.Paused():
                return self._stands(event)
            case ev.Resumed():
                return self._goes_on(event)
            case ev.SessionEnded():
                return self._ended(event)
            case _:
                return _short(event)

    def _began(self, event: ev.SessionStarted) -> str:
        self._steps = event.steps
        words = [_word("session", steps=event.steps, length=_length(event.planned_s))]
        if event.rehearsal:
            words.append(_word("rehearsal"))
        if self._keys:
            self._later.append(_word("keys_hands_free" if self._hands_free else "keys"))
        return " ".join(words)

    def _announced(self, event: ev.StepAnnounced) -> str:
        self._pressing = False
        self._names[event.index] = event.name
        if self._changing:
            side, self._changing = self._changing, None
            return _word("change_to", side=side, said=_named(event))
        step = _word("next", number=event.index + 1, steps=self._steps, said=_named(event))
        note = self._notes[event.index] if event.index < len(self._notes) else None
        self._later.extend(_short_lines(clean(note or "")))
        begins = _word("begins", seconds=_length(event.starts_in)) if event.starts_in else None
        return " ".join(filter(None, (step, begins)))

    def _started(self, event: ev.StepStarted) -> str | None:
        self._check = event.do == "check"
        self._pressing = event.region is not None
        if self._pressing:
            side = f", {event.side} side" if event.side in ("left", "right") else ""
            length = _length(event.planned_s)
            return _word("press", length=length, side=side, ceiling=event.ceiling)
        waits = event.do in ("setup", "check")
        return None if waits else _word("run", length=_length(event.planned_s))

    def _step_ended(self, event: ev.StepEnded) -> str | None:
        self._pressing = False
        if event.outcome != "skipped":
            return None
        name = self._names.get(event.index)
        if name is None:
            return _word("skipped_unnamed", number=event.index + 1)
        return _word("skipped", name=name)

    def _waits(self, event: ev.Waiting) -> str:
        if self._hands_free or not self._keys:
            if self._check and self._keys:
                self._later.append(_word("answer_hands_free"))
            return _word("waiting_hands_free", length=_length(event.for_))
        return _word("waiting_check" if self._check else "waiting")

    def _stands(self, event: ev.Paused) -> str:
        """Off the tool first, then that it is paused. The cue that says the same next is
        not shown again."""
        key = "paused_gap" if event.why == "gap" else "paused"
        mode = "_hands_free" if self._hands_free else ""
        self._paused = _word(f"{key}{mode}" if self._keys else f"{key}_alone")
        self._come_off_told = self._pressing
        return f"{word('come_off')} {self._paused}" if self._pressing else self._paused

    def _goes_on(self, event: ev.Resumed) -> str | None:
        self._paused = None
        return _word("resumed", length=_length(event.reentry_s)) if event.reentry_s else None

    def _ended(self, event: ev.SessionEnded) -> str:
        done, contact = _length(event.delivered_s), _length(event.contact_s)
        return _word(event.outcome, delivered=done, contact=contact)


def _named(event: ev.StepAnnounced) -> str:
    """The name of a step and what is said of it, the name once."""
    said = event.say.startswith(event.name)
    return event.say if said else f"{event.name}. {event.say}"


_HELP = {"recheck": "help_question", "asking": "help_asking"}
"""The help where a question stands. While the danger questions are asked, w is not heard."""

_STOPS_TELLING = (ev.Paused, ev.Advice, ev.StepEnded, ev.SessionEnded)
"""After these nothing more is told of what was to be done."""


def _short_lines(text: str) -> Iterable[str]:
    """`text` in lines of at most `LONG` characters, broken between sentences where that is
    possible; a sentence that is longer stays whole."""
    now = ""
    for sentence in text.replace(". ", ".\n").split("\n"):
        if now and len(now) + 1 + len(sentence) > LONG:
            yield now
            now = sentence
        else:
            now = f"{now} {sentence}".strip()
    if now:
        yield now


def _short(event: ev.Event) -> str | None:
    """Events that are one line and need nothing else."""
    match event:
        case ev.CueSaid():
            return event.say
        case ev.Half():
            return _word("half")
        case ev.Countdown():
            return _word("left_10") if event.left == 10 else _word("left", left=event.left)
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
    minutes, rest = divmod(whole(seconds), 60)
    if not minutes:
        return word("second" if rest == 1 else "seconds", n=rest)
    return f"{minutes} min {rest} s" if rest else f"{minutes} min"
