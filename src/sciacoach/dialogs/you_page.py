"""The page `you`: age, when the spell began, the painful side, the tools at hand."""

import re
from datetime import date, timedelta

from sciacoach.dialogs.ask_item import pick
from sciacoach.dialogs.talk import Talk
from sciacoach.routine.names import tool_name
from sciacoach.screening.answers import Facts
from sciacoach.screening.submission import ADULT
from sciacoach.screening.words import asked, choice_word
from sciacoach.vocabulary import Side, Tool

OLDEST = 120
_DAYS = {"day": 1, "week": 7, "month": 30}
_AGO = re.compile(r"(\d{1,3}) (day|week|month)s?(?: ago)?")


def ask_you(talk: Talk, today: date) -> Facts:
    """The facts, one short line each."""
    return Facts(
        age=_age(talk),
        began=_began(talk, today),
        side=_side(talk),
        have=_have(talk),
    )


def _age(talk: Talk) -> int:
    """Whole years; under 18 is read back, for it ends everything."""
    while True:
        typed = talk.word(asked("age"))
        if not (typed.isdecimal() and len(typed) < 4 and int(typed) <= OLDEST):
            talk.not_understood(typed)
            continue
        age = int(typed)
        if age >= ADULT or talk.yes(asked("age_read_back", age=age)):
            return age


def _began(talk: Talk, today: date) -> date | None:
    """The day it began; None: not sure."""
    while True:
        typed = talk.word(asked("began"))
        if typed in (choice_word("not_sure"), "not_sure"):
            return None
        found = read_began(typed, today)
        if found is not None:
            return found
        talk.say(asked("began_wrong"))


def read_began(typed: str, today: date) -> date | None:
    """A date, `today`, `yesterday`, or so many days, weeks or months ago."""
    ago = _AGO.fullmatch(typed)
    if ago:
        return today - timedelta(days=int(ago[1]) * _DAYS[ago[2]])
    near = {"today": today, "yesterday": today - timedelta(days=1)}
    if typed in near:
        return near[typed]
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None
    return day if day <= today else None


def _side(talk: Talk) -> Side | None:
    typed = talk.choice(asked("side"), (Side.LEFT, Side.RIGHT, Side.BOTH, Side.NONE))
    return None if typed == Side.NONE else Side(typed)


def _have(talk: Talk) -> frozenset[Tool]:
    """The tools at hand; hands always are."""
    tools = [tool for tool in Tool if tool is not Tool.HANDS]
    picked = pick(talk, asked("have"), [tool_name(tool) for tool in tools], "none")
    return frozenset({Tool.HANDS, *(tools[number] for number in picked or ())})
