"""The readings of pain on one line: leg, back, lowest place."""

from collections.abc import Callable

from sciacoach.dialogs.pain_picture import PLAIN, Look, pain_lines
from sciacoach.dialogs.talk import Talk
from sciacoach.screening.answers import Pain
from sciacoach.screening.words import asked
from sciacoach.text import listed
from sciacoach.vocabulary import Lowest

SKIP = "skip"


def ask_pain(
    ask: Callable[[str], str],
    say: Callable[[str], None],
    *,
    after: bool = False,
    look: Look = PLAIN,
) -> Pain | None:
    """Leg and back, 0 to 10, and the lowest place. After a session it may be skipped; that
    is None, a reading not given. What contradicts itself is asked once more. `look` says
    what may be drawn above it. Raises EOFError at the end of input."""
    talk = Talk(ask, say)
    for line in pain_lines(look):
        say(line)
    prompt = asked("pain_after" if after else "pain", places=listed(tuple(Lowest), "or"))
    once = False
    while True:
        typed = talk.word(prompt)
        if after and typed == SKIP:
            return None
        found = read_pain(typed)
        if found is None:
            talk.say(asked("pain_wrong"))
        elif once or not (doubt := contradiction(found)):
            return found
        else:
            once = True
            talk.say(doubt)


def contradiction(pain: Pain) -> str:
    """What to say of leg pain 0 with its lowest place in the leg, or of pain that is
    nowhere; empty where the readings go together."""
    from sciacoach.plan.checkin_words import asks
    from sciacoach.plan.told import Average

    said = Average(pain.leg, pain.back, pain.lowest)
    if not said.contradicts_itself:
        return ""
    return asks("contradiction", leg=pain.leg, back=pain.back, lowest=pain.lowest)


def read_pain(typed: str) -> Pain | None:
    """`3 2 buttock`; the place may be its step, 0 (none) to 5 (foot)."""
    parts = typed.replace(",", " ").split()
    places = list(Lowest)
    if len(parts) != 3 or not all(_is_within(part, 10) for part in parts[:2]):
        return None
    place = parts[2]
    if _is_within(place, len(places) - 1):
        lowest = places[int(place)]
    elif place in places:
        lowest = Lowest(place)
    else:
        return None
    return Pain(int(parts[0]), int(parts[1]), lowest)


def _is_within(text: str, most: int) -> bool:
    return text.isdecimal() and len(text) < 4 and int(text) <= most
