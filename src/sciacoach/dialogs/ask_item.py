"""One question of the screen at a terminal: answer, help, read-back, regions."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sciacoach.dialogs.talk import Talk
from sciacoach.routine.names import region_name
from sciacoach.screening.answers import ALL_REGIONS, Given
from sciacoach.screening.catalogue import catalogue
from sciacoach.screening.clearance import Verdict
from sciacoach.screening.items import Answer, Item
from sciacoach.screening.sets import Sheet, question_of
from sciacoach.screening.words import asked, words
from sciacoach.vocabulary import Region

_RAW = "{choices}"
"""Left in a prompt for `Talk.answer`, which knows the choices."""


@dataclass(slots=True)
class Said:
    """What was said so far; `withdrawn` are yeses that the read-back took back."""

    answers: dict[str, Given] = field(default_factory=dict)
    withdrawn: list[str] = field(default_factory=list)

    @property
    def is_emergency(self) -> bool:
        """Whether an emergency was confirmed, which ends the questions."""
        walk = catalogue().walk
        if walk.item.id in self.answers and self.answers[walk.item.id].answer is Answer.NO:
            return question_of(walk.counts_as).verdict is Verdict.EMERGENCY
        return any(
            given.answer.is_yes and question_of(name).verdict is Verdict.EMERGENCY
            for name, given in self.answers.items()
        )


def choices_of(sheet: Sheet, name: str) -> tuple[Answer, ...]:
    """What may be answered: a cleared item is asked for a change alone."""
    allowed = question_of(name).answers
    if name in sheet.changed_since:
        allowed = allowed & {Answer.YES, Answer.NO, Answer.NOT_SURE}
    return tuple(one for one in Answer if one in allowed)


def ask_single(talk: Talk, sheet: Sheet, name: str, said: Said) -> None:
    """One question in full."""
    item = question_of(name)
    prompt = asked("single", question=sheet.question(name), choices=_RAW)
    choices = choices_of(sheet, name)
    if Answer.CHECKED in choices:
        talk.say(asked("checked_means"))
    answer = talk.answer(prompt, choices, lambda: talk.say(item.help))
    if answer is Answer.YES and item.is_alarm:
        answer = read_back(talk, sheet, name, sheet.label(name), said)
    settle(talk, name, answer, said)


def ask_walk(talk: Talk, sheet: Sheet, name: str, said: Said) -> None:
    """W1, where `no` is the worrying answer: it is the one that is read back."""
    item = question_of(name)
    prompt = asked("single", question=item.question, choices=_RAW)
    while True:
        answer = talk.answer(prompt, choices_of(sheet, name), lambda: talk.say(item.help))
        if answer is not Answer.NO or talk.yes(asked("walk_read_back")):
            said.answers[name] = Given(answer)
            return
        said.withdrawn.append(name)


def read_back(talk: Talk, sheet: Sheet, name: str, what: str, said: Said) -> Answer:
    """The answer after a yes to an alarm was read back; a change counts as withdrawn."""
    answer = _after_yes(talk, sheet, name, asked("read_back", what=what, choices=_RAW))
    if answer is not Answer.YES:
        said.withdrawn.append(name)
    return answer


def ask_which(talk: Talk, sheet: Sheet, name: str, what: str) -> Answer:
    """Yes, or checked: for an item that knows the difference."""
    return _after_yes(talk, sheet, name, asked("which", what=what, choices=_RAW))


def ask_after_help(talk: Talk, sheet: Sheet, name: str) -> Answer:
    """The answer of somebody who was not sure, after the help."""
    choices = choices_of(sheet, name)
    show_help(talk, sheet, name)
    if Answer.CHECKED in choices:
        talk.say(asked("checked_means"))
    prompt = asked("again", choices=_RAW)
    return talk.answer(prompt, choices, lambda: show_help(talk, sheet, name), helped=True)


def _after_yes(talk: Talk, sheet: Sheet, name: str, prompt: str) -> Answer:
    choices = tuple(one for one in choices_of(sheet, name) if one is not Answer.RATHER_NOT)
    if Answer.CHECKED in choices:
        talk.say(asked("checked_means"))
    return talk.answer(prompt, choices, lambda: show_help(talk, sheet, name))


def show_help(talk: Talk, sheet: Sheet, name: str, number: int | None = None) -> None:
    """The whole question, behind its number on the page, and what it means in plainer
    words."""
    question = sheet.question(name)
    talk.say(question if number is None else asked("help_line", number=number, question=question))
    talk.say(question_of(name).help)


def settle(talk: Talk, name: str, answer: Answer, said: Said) -> None:
    """Write the answer down, with its regions where it is a yes to a place."""
    item = question_of(name)
    if answer is Answer.RATHER_NOT:
        talk.say(rather_not_note(talk))
    said.answers[name] = Given(answer, _regions(talk, item, answer))


def rather_not_note(talk: Talk) -> str:
    """What is told to somebody who would rather not say."""
    return words("rather_not").format(number=talk.number or words("number"))


def _regions(talk: Talk, item: Item, answer: Answer) -> frozenset[Region]:
    if not item.regions or not answer.is_worrying:
        return frozenset()
    if answer is Answer.NOT_SURE:
        return ALL_REGIONS
    return ask_regions(talk, item.label)


def ask_regions(talk: Talk, label: str) -> frozenset[Region]:
    """Where it is."""
    regions = list(Region)
    talk.say(asked("opens", label=label))
    picked = pick(talk, asked("regions"), [region_name(one) for one in regions], "all")
    return ALL_REGIONS if picked is None else frozenset(regions[n] for n in picked)


def pick(talk: Talk, prompt: str, labels: Sequence[str], other: str) -> tuple[int, ...] | None:
    """The numbers of `labels` that were typed, from 0; None for the word `other`."""
    for number, label in enumerate(labels, 1):
        talk.say(f"  {number:>2}  {label}")
    while True:
        typed = talk.word(prompt)
        if typed == other:
            return None
        parts = typed.replace(",", " ").split()
        if parts and all(p.isdecimal() and 1 <= int(p) <= len(labels) for p in parts):
            return tuple(dict.fromkeys(int(p) - 1 for p in parts))
        talk.not_understood(typed)
