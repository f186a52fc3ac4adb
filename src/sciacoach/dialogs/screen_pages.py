"""The screen at a terminal, a page at a time.

A page lists labels; the person types the numbers that apply, or `none`. It knows no clock,
no disk and no terminal: prompts go out by `talk`, each finished page by `keep`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sciacoach.dialogs.ask_item import (
    Said,
    ask_after_help,
    ask_single,
    ask_walk,
    ask_which,
    choices_of,
    read_back,
    settle,
    show_help,
)
from sciacoach.dialogs.pain_picture import PLAIN, Look
from sciacoach.dialogs.pain_row import ask_pain
from sciacoach.dialogs.talk import Talk
from sciacoach.dialogs.typed import Mark, Typed, read_typed
from sciacoach.dialogs.you_page import ask_you
from sciacoach.screening.answers import Facts, Given, Pain
from sciacoach.screening.catalogue import catalogue
from sciacoach.screening.items import Answer
from sciacoach.screening.sets import Kind, Sheet, question_of
from sciacoach.screening.submission import with_age
from sciacoach.screening.words import asked

Keep = Callable[[Mapping[str, Given]], None]


@dataclass(frozen=True, slots=True)
class Told:
    """Everything that was said. `ended`: an emergency was confirmed and ended it."""

    answers: Mapping[str, Given]
    facts: Facts = field(default_factory=Facts)
    pain: Pain | None = None
    withdrawn: tuple[str, ...] = ()
    ended: bool = False


@dataclass(slots=True)
class Pages:
    """One going-through of the pages. `opened` are those that a yes to CH1 opens;
    `before` are answers of pages that were answered less than half an hour ago."""

    talk: Talk
    sheets: Sequence[Sheet]
    opened: Sequence[Sheet]
    keep: Keep
    today: date
    one_by_one: bool = False
    before: Mapping[str, Given] = field(default_factory=dict)
    look: Look = PLAIN

    def ask(self) -> Told:
        """Every page in order. Raises EOFError at the end of input."""
        said = Said(dict(self.before))
        facts = Facts()
        queue = list(self.sheets)
        if any(all(i in self.before for i in s.items) for s in queue):
            self.talk.say(asked("taken_up"))
        for place, sheet in enumerate(queue, 1):
            if sheet.kind is Kind.YOU:
                self._title(sheet, place, len(queue))
                facts = ask_you(self.talk, self.today)
                said.answers.update(with_age(said.answers, facts.age))
            elif not all(item in said.answers for item in sheet.items):
                self._title(sheet, place, len(queue))
                self._ask_sheet(sheet, said)
            if said.is_emergency:
                return Told(said.answers, withdrawn=tuple(said.withdrawn), ended=True)
            if sheet.kind is Kind.LINES and _has_changed(said):
                queue += [one for one in self.opened if one not in queue]
            self.keep(dict(said.answers))
        self.talk.say("")
        pain = ask_pain(self.talk.ask, self.talk.say, look=self.look)
        return Told(said.answers, facts, pain, tuple(said.withdrawn))

    def _title(self, sheet: Sheet, place: int, pages: int) -> None:
        self.talk.say("")
        self.talk.say(asked("page", title=sheet.title, page=place, pages=pages))

    def _ask_sheet(self, sheet: Sheet, said: Said) -> None:
        if sheet.kind is Kind.WALK:
            ask_walk(self.talk, sheet, sheet.items[0], said)
        elif self.one_by_one:
            self._one_by_one(sheet, said)
        elif sheet.kind is Kind.LINES:
            self._lines(sheet, self._typed(sheet, with_marks=False), said)
        else:
            self._page(sheet, said)

    def _page(self, sheet: Sheet, said: Said) -> None:
        """The labels of a page. A yes that is taken back at its read-back was a slip, and
        the number that was meant must not be lost: the page is asked again, and what was
        confirmed stays."""
        while True:
            taken_back = len(said.withdrawn)
            stays = {n: g for n, g in _on(sheet, said).items() if g.answer.is_worrying}
            self._labels(sheet, self._typed(sheet, with_marks=True), said)
            for name, given in stays.items():
                if not said.answers[name].answer.is_worrying:
                    said.answers[name] = given
            slips = [n for n in said.withdrawn[taken_back:] if said.answers[n].answer is Answer.NO]
            if said.is_emergency or not slips:
                return
            self.talk.say(asked("once_more"))

    def _typed(self, sheet: Sheet, with_marks: bool) -> Typed:
        """The numbers that were typed. Help is shown as often as it is asked for; what else
        stood on its line counts for nothing, and that is told."""
        for number, line in enumerate(sheet.lines, 1):
            label = sheet.label(line.items[0]) if with_marks else line.label
            self.talk.say(f"  {number:>2}  {label}")
        rather = frozenset(
            number
            for number, line in enumerate(sheet.lines, 1)
            if with_marks and Answer.RATHER_NOT in choices_of(sheet, line.items[0])
        )
        for number in rather:
            self.talk.say(asked("rather_not", number=number))
        while True:
            typed = read_typed(self.talk.word(asked("numbers")), len(sheet.lines), rather)
            if isinstance(typed, str):
                self.talk.say(typed)
                continue
            if not typed.help:
                return typed
            for number in typed.help:
                for item in sheet.lines[number - 1].items:
                    show_help(self.talk, sheet, item, number)
            if typed.marks:
                self.talk.say(asked("not_taken"))

    def _labels(self, sheet: Sheet, typed: Typed, said: Said) -> None:
        """Unnamed numbers are no; each other one is read back or asked on, as it needs.

        After a confirmed emergency the rest stands as it was typed.
        """
        names = {number: line.items[0] for number, line in enumerate(sheet.lines, 1)}
        for number, name in names.items():
            if number not in typed.marks:
                said.answers[name] = Given(Answer.NO)
        for number, mark in typed.marks.items():
            if said.is_emergency:
                said.answers[names[number]] = Given(Answer.YES)
            else:
                self._settle(sheet, names[number], number, mark, said)

    def _settle(self, sheet: Sheet, name: str, number: int, mark: Mark, said: Said) -> None:
        what = f"{number}, {sheet.label(name)}"
        item = question_of(name)
        if mark is Mark.RATHER_NOT:
            answer = Answer.RATHER_NOT
        elif mark is Mark.NOT_SURE:
            answer = ask_after_help(self.talk, sheet, name)
        elif item.is_alarm:
            answer = read_back(self.talk, sheet, name, what, said)
        elif Answer.CHECKED in choices_of(sheet, name):
            answer = ask_which(self.talk, sheet, name, what)
        else:
            answer = Answer.YES
        settle(self.talk, name, answer, said)

    def _lines(self, sheet: Sheet, typed: Typed, said: Said) -> None:
        """A number opens its single questions; `none` is no to each item of each line."""
        for number, line in enumerate(sheet.lines, 1):
            if number not in typed.marks:
                said.answers.update(dict.fromkeys(line.items, Given(Answer.NO)))
        for number in typed.marks:
            line = sheet.lines[number - 1]
            self.talk.say(asked("opens", label=line.label))
            for item in line.items:
                ask_single(self.talk, sheet, item, said)
                if said.is_emergency:
                    return

    def _one_by_one(self, sheet: Sheet, said: Said) -> None:
        """For a screen reader, or who prefers it: no numbers, one question after another."""
        for line in sheet.lines:
            if len(line.items) > 1 and not self.talk.yes(asked("line", label=line.label)):
                said.answers.update(dict.fromkeys(line.items, Given(Answer.NO)))
                continue
            for item in line.items:
                ask_single(self.talk, sheet, item, said)
                if said.is_emergency:
                    return


def _on(sheet: Sheet, said: Said) -> dict[str, Given]:
    """The answers so far to the items of a page."""
    return {name: said.answers[name] for name in sheet.items if name in said.answers}


def _has_changed(said: Said) -> bool:
    change = said.answers.get(catalogue().change.item.id)
    return change is not None and change.answer.is_worrying
