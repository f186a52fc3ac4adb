"""What can be said in the time there is: words are counted, and a voice has a pace.

Words that cannot be said in their step are an error. Words that run into the next ones of the
same step give a warning: the newest are heard, and the rest of the others is lost.
"""

from collections.abc import Iterator

from sciacoach.routine.layout import CHANGE_S, GET_ON_S
from sciacoach.routine.model import Cue, Step
from sciacoach.routine.problems import Path, Problem
from sciacoach.routine.read import Places
from sciacoach.vocabulary import WAITS

WORDS_A_SECOND = 2.5
"""Speed of the voice (reference 3.3)."""

MOST_WORDS = 12
"""Words of one thing said, about five seconds (reference 3.3)."""

TONE_S = 0.4
"""A tone, and the silence after it."""

START_WORDS = 6
"""At the start of a step that presses the voice says so, how long, and how much at most; so
many words beside the length."""

HALF_FROM_S = 10.0
"""A shorter step has no half: it would fall on the last seconds."""

TEN_FROM_S = 25.0
"""A shorter step is not told its last ten seconds: they would fall on its half."""

LAST_SECONDS = (10, 3, 2, 1)
"""Seconds before its end that a step is counted down from."""


def check_speech(step: Step, path: Path, places: Places) -> Iterator[Problem]:
    """What is said before a contact step (while getting on or changing over), in the first
    seconds of any other, and in its cues."""
    key = "say" if step.say else "name"
    count = spoken_words(step.say or step.name)
    room = min(GET_ON_S, CHANGE_S) if step.is_contact else step.for_
    found = list(_fits(count, room, key, (*path, key), places))
    if not found and not step.is_contact:
        found += _runs_over(step, 0.0, count, key, (*path, key), places)
    yield from found
    for number, cue in enumerate(step.cues):
        yield from _cue(step, cue, (*path, "cues", number), places)


def start_s(seconds: float) -> float:
    """How long the words at the start of a step that presses for `seconds` take."""
    return round(TONE_S + (START_WORDS + _length_words(seconds)) / WORDS_A_SECOND, 1)


def _length_words(seconds: float) -> int:
    """Words of a length: "40 seconds", "1 minute", "1 minute 30 seconds"."""
    minutes, rest = divmod(round(seconds), 60)
    return 4 if minutes and rest else 2


def spoken_words(text: str) -> int:
    """How many words a voice says."""
    return sum(any(char.isalnum() for char in word) for word in text.split())


def _cue(step: Step, cue: Cue, path: Path, places: Places) -> Iterator[Problem]:
    at = _moment(step, cue)
    if not 0 <= at <= step.for_:
        where = "after the end of" if at > 0 else "before the start of"
        message = f"This cue comes {where} its step, which takes {step.for_:g} s."
        yield places.problem((*path, "at"), message, "Move it into the step.")
        return
    count = spoken_words(cue.say)
    found = list(_fits(count, step.for_ - at, "say", (*path, "say"), places))
    yield from found or _runs_over(step, at, count, "say", (*path, "say"), places)
    start = start_s(step.for_)
    if step.is_contact and 0 < at < start:
        message = "This cue cuts off the words at the start, which say how much at most."
        fix = f"Let it come at {start:g} s or later."
        yield places.warning((*path, "at"), message, fix)


def _moment(step: Step, cue: Cue) -> float:
    if isinstance(cue.at, str):
        return step.for_ / 2
    return cue.at if cue.at >= 0 else step.for_ + cue.at


def _fits(count: int, room: float, key: str, path: Path, places: Places) -> Iterator[Problem]:
    if count > MOST_WORDS:
        message = f"`{key}` has {count} words; at most {MOST_WORDS} can be taken in at once."
        fix = "Make it shorter; the rest can go into `text`."
        if key == "name":
            message = f"`name` is spoken where there is no `say`, and has {count} words."
            fix = f"Add a `say` of at most {MOST_WORDS} words."
        yield places.problem(path, message, fix)
    elif count / WORDS_A_SECOND > room:
        needs = f"{count / WORDS_A_SECOND:g}"
        message = f"`{key}` takes about {needs} s to say, but has only {room:g} s."
        yield places.problem(path, message, "Say less, or give it more time.")


def _runs_over(
    step: Step, at: float, count: int, key: str, path: Path, places: Places
) -> Iterator[Problem]:
    """Words said `at` seconds into the step that are not over when the next are due."""
    needs = count / WORDS_A_SECOND
    due = min((other for other in _said_at(step) if other > at), default=step.for_)
    if needs > due - at:
        message = (
            f"`{key}` takes about {needs:g} s to say, but the next words of this step come "
            f"after {due - at:g} s and cut it off."
        )
        yield places.warning(path, message, "Say less, or move one of them.")


def _said_at(step: Step) -> Iterator[float]:
    """When something is said within the step: its cues, its half, its last seconds."""
    yield from (_moment(step, cue) for cue in step.cues)
    if step.do in WAITS:
        return
    if has_half(step.for_):
        yield step.for_ / 2
    yield from (step.for_ - left for left in counted_down(step.for_))


def has_half(seconds: float) -> bool:
    """Whether the half of a step that lasts `seconds` is told."""
    return seconds >= HALF_FROM_S


def counted_down(seconds: float) -> tuple[int, ...]:
    """The last seconds that are told of a step that lasts `seconds`."""
    first = LAST_SECONDS[0]
    return tuple(
        left for left in LAST_SECONDS if left < seconds and (left < first or seconds >= TEN_FROM_S)
    )
