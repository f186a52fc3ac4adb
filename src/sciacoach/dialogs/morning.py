"""The check-in at a terminal: the morning after, signs to watch for, the average of a day.

A good day takes three lines: a number, `none`, and the readings. It knows no clock and no
disk; signs land in the caller's `signs` one by one, so that a terminal that goes away
takes no confirmed alarm with it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sciacoach.dialogs.ask_item import ask_regions
from sciacoach.dialogs.pain_row import SKIP, read_pain
from sciacoach.dialogs.talk import Talk
from sciacoach.dialogs.typed import Mark, Typed, read_typed
from sciacoach.plan.checkin_words import (
    asks,
    morning_label,
    sign_help,
    sign_label,
    sign_question,
)
from sciacoach.plan.next_day import (
    SIGN_ITEMS,
    Morning,
    Sign,
    is_lower,
    lasts_by_average,
    leg_is_up,
    weakness_is_up,
)
from sciacoach.plan.told import NOT_GIVEN, Average, Told, Touch
from sciacoach.screening.answers import ALL_REGIONS
from sciacoach.screening.catalogue import catalogue
from sciacoach.screening.clearance import Verdict
from sciacoach.screening.items import Answer
from sciacoach.screening.words import asked
from sciacoach.text import listed
from sciacoach.vocabulary import Lowest

Signs = dict[Sign, Answer]

_CHOICES = (Answer.YES, Answer.NO, Answer.NOT_SURE)
_RAW = "{choices}"
"""Left in a prompt for `Talk.answer`, which knows the choices."""

_MOST_GRADE = 10


@dataclass(frozen=True, slots=True)
class Wants:
    """What is asked. `about`: the line that names the session, None where there is none
    to tell about; `before` was read before it; `age` since it began; `least_weakness` of
    the last two weeks."""

    about: str | None
    signs: tuple[Sign, ...] = ()
    before: Average = NOT_GIVEN
    age: timedelta = timedelta(0)
    least_weakness: int | None = None


def ask_morning(talk: Talk, wants: Wants, signs: Signs) -> Told:
    """Everything of a check-in. A confirmed emergency ends it. Raises EOFError."""
    withdrawn: list[Sign] = []
    morning = None
    if wants.about:
        talk.say(wants.about)
        morning = _morning(talk)
        _signs(talk, wants.signs, signs, withdrawn)
        if _is_emergency(signs):
            return Told(morning, signs, withdrawn=tuple(withdrawn))
    average = _average(talk, wants)
    if average:
        _follow_up(talk, wants, average, signs, withdrawn)
    return Told(morning, signs, average, withdrawn=tuple(withdrawn))


def ask_touch(talk: Talk) -> Touch:
    """The touch test; what is new and where is asked only where something is wrong."""
    equal = _single(talk, asks("touch", choices=_RAW), asks("touch_help"))
    if equal is Answer.YES:
        return Touch(equal)
    new = _single(talk, asks("touch_new", choices=_RAW), asks("touch_new_help"))
    if new is Answer.YES:
        what = catalogue().by_id["RF21"].label
        new = _read_back(talk, what, lambda: talk.say(asks("touch_new_help")))
    label = catalogue().by_id["C16"].label
    where = ask_regions(talk, label) if equal is Answer.NO else ALL_REGIONS
    return Touch(equal, new, where)


def _morning(talk: Talk) -> Morning:
    mornings = list(Morning)
    for number, one in enumerate(mornings, 1):
        talk.say(f"  {number:>2}  {morning_label(one)}")
    while True:
        typed = talk.word(asks("morning"))
        if typed.isdecimal() and len(typed) < 3 and 1 <= int(typed) <= len(mornings):
            return mornings[int(typed) - 1]
        if typed in mornings:
            return Morning(typed)
        talk.say(asks("no_number", most=len(mornings)))


def _signs(talk: Talk, wanted: Sequence[Sign], signs: Signs, withdrawn: list[Sign]) -> None:
    """A number is read back; unnamed numbers are no. After a confirmed emergency the rest
    stands as it was typed."""
    talk.say(asks("signs"))
    for number, sign in enumerate(wanted, 1):
        talk.say(f"  {number:>2}  {sign_label(sign)}")
    typed = _typed(talk, wanted)
    for number, sign in enumerate(wanted, 1):
        mark = typed.marks.get(number)
        if mark is None:
            signs[sign] = Answer.NO
        elif _is_emergency(signs):
            signs[sign] = Answer.YES
        elif mark is Mark.NOT_SURE:
            _show_help(talk, sign)
            again = asked("again", choices=_RAW)
            signs[sign] = talk.answer(again, _CHOICES, _helper(talk, sign), helped=True)
        else:
            what = f"{number}, {sign_label(sign)}"
            signs[sign] = _confirmed(talk, sign, what, withdrawn)


def _typed(talk: Talk, wanted: Sequence[Sign]) -> Typed:
    """The numbers that were typed. Help is shown as often as it is asked for."""
    while True:
        typed = read_typed(talk.word(asked("numbers")), len(wanted), frozenset())
        if isinstance(typed, str):
            talk.say(typed)
        elif not typed.help:
            return typed
        else:
            for number in typed.help:
                _show_help(talk, wanted[number - 1])


def _average(talk: Talk, wants: Wants) -> Average | None:
    """The readings on one line. What does not go together is asked once more; a rise of leg
    pain that counts by itself is read back."""
    once = False
    while True:
        typed = talk.word(asks("average", places=listed(tuple(Lowest), "or")))
        if typed == SKIP:
            return None
        found = read_average(typed)
        if found is None:
            talk.say(asks("average_wrong"))
        elif found.contradicts_itself and not once:
            once = True
            talk.say(asks("contradiction", leg=found.leg, back=found.back, lowest=found.lowest))
        elif not _tells_by_itself(wants, found) or _is_right(talk, wants, found):
            return found


def _tells_by_itself(wants: Wants, average: Average) -> bool:
    """Whether the readings alone say that leg pain is up and lasts."""
    return bool(wants.about) and lasts_by_average(wants.before.leg, average.leg, wants.age)


def _is_right(talk: Talk, wants: Wants, average: Average) -> bool:
    return talk.yes(asks("leg_up", leg=average.leg, before=wants.before.leg))


def read_average(typed: str) -> Average | None:
    """`2 1 buttock 0 0`: leg, back, lowest place, tingling, weakness."""
    parts = typed.replace(",", " ").split()
    pain = read_pain(" ".join(parts[:3]))
    rest = parts[3:]
    if pain is None or len(rest) != 2 or not all(_is_grade(part) for part in rest):
        return None
    return Average(pain.leg, pain.back, pain.lowest, int(rest[0]), int(rest[1]))


def _is_grade(text: str) -> bool:
    return text.isdecimal() and len(text) < 3 and int(text) <= _MOST_GRADE


def _follow_up(
    talk: Talk, wants: Wants, average: Average, signs: Signs, withdrawn: list[Sign]
) -> None:
    """What the readings make worth asking: does it last, is a leg getting weaker?"""
    before = wants.before
    risen = leg_is_up(before.leg, average.leg) or is_lower(before.lowest, average.lowest)
    known = _tells_by_itself(wants, average)
    if wants.about and risen and not known and signs.get(Sign.LASTING) is Answer.NO:
        prompt = asks("lasting", choices=_RAW)
        signs[Sign.LASTING] = talk.answer(prompt, _CHOICES, _helper(talk, Sign.LASTING))
    if weakness_is_up(wants.least_weakness, average.weakness):
        prompt = asks("weaker", question=sign_question(Sign.WEAKER), choices=_RAW)
        answer = talk.answer(prompt, _CHOICES, _helper(talk, Sign.WEAKER))
        if answer is Answer.YES:
            answer = _confirmed(talk, Sign.WEAKER, sign_label(Sign.WEAKER), withdrawn)
        signs[Sign.WEAKER] = answer


def _confirmed(talk: Talk, sign: Sign, what: str, withdrawn: list[Sign]) -> Answer:
    """The answer after a yes was read back; a change counts as withdrawn."""
    answer = _read_back(talk, what, _helper(talk, sign))
    if answer is not Answer.YES:
        withdrawn.append(sign)
    return answer


def _read_back(talk: Talk, what: str, help_: Callable[[], None]) -> Answer:
    return talk.answer(asked("read_back", what=what, choices=_RAW), _CHOICES, help_)


def _single(talk: Talk, prompt: str, help_: str) -> Answer:
    return talk.answer(prompt, _CHOICES, lambda: talk.say(help_))


def _show_help(talk: Talk, sign: Sign) -> None:
    talk.say(sign_question(sign))
    talk.say(sign_help(sign))


def _helper(talk: Talk, sign: Sign) -> Callable[[], None]:
    return lambda: _show_help(talk, sign)


def _is_emergency(signs: Signs) -> bool:
    items = [SIGN_ITEMS[sign] for sign, one in signs.items() if one.is_yes and sign in SIGN_ITEMS]
    return any(catalogue().by_id[item].verdict is Verdict.EMERGENCY for item in items)
