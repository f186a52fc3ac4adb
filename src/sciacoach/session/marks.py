"""What is due inside a step: its cues, its half, the last seconds."""

from dataclasses import dataclass

from sciacoach.routine.layout import Turn
from sciacoach.routine.speech import counted_down, has_half
from sciacoach.session import events as ev


@dataclass(frozen=True, slots=True)
class Mark:
    """Something due `at` seconds into a step."""

    at: float
    order: int
    what: str
    say: str = ""
    left: int = 0

    def event(self, t: float, due: float) -> ev.Event:
        """The event it becomes."""
        if self.what == "half":
            return ev.Half(t, due=due)
        if self.what == "cue":
            return ev.CueSaid(t, self.say, due=due)
        return ev.Countdown(t, self.left, due=due)


def marks_of(turn: Turn, seconds: float) -> tuple[Mark, ...]:
    """The marks of a step that lasts `seconds`, in order. A waiting step has only its cues:
    nobody is counted down on the way to a ball. A cue that a shorter step has no place
    for falls away."""
    placed = [(cue, _at(cue.at, seconds)) for cue in turn.cues]
    marks = [Mark(at, 1, "cue", say=cue.say) for cue, at in placed if at >= 0]
    if not turn.waits:
        if has_half(seconds):
            marks.append(Mark(seconds / 2, 0, "half"))
        marks += [Mark(seconds - left, 2, "left", left=left) for left in counted_down(seconds)]
    return tuple(sorted((m for m in marks if m.at < seconds), key=lambda m: (m.at, m.order)))


def _at(at: object, seconds: float) -> float:
    if at == "half":
        return seconds / 2
    assert isinstance(at, float)
    return at if at >= 0 else seconds + at
