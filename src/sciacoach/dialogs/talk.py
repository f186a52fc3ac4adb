"""A person at a terminal: how a question is put and an answer is read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sciacoach.screening.items import Answer
from sciacoach.screening.words import asked, choice_word
from sciacoach.text import listed

HELP = "help"
_SHORT = {"y": "yes", "n": "no", "?": HELP, "not_sure": "not sure", "rather_not": "rather not"}


@dataclass(frozen=True, slots=True)
class Talk:
    """`ask` puts a prompt and gives back the line typed, or raises EOFError; `say` shows a
    line. `number` is the emergency number of the settings."""

    ask: Callable[[str], str]
    say: Callable[[str], None]
    number: str | None = None

    def word(self, prompt: str) -> str:
        """What was typed, in small letters. An empty line is no answer."""
        while True:
            typed = " ".join(self.ask(prompt).lower().split())
            if typed:
                return typed
            self.say(asked("empty"))

    def choice(self, prompt: str, choices: Sequence[str]) -> str:
        """One of `choices`, asked until it is one."""
        while True:
            typed = self.word(prompt)
            typed = _SHORT.get(typed, typed)
            if typed in choices:
                return typed
            self.not_understood(typed)

    def yes(self, prompt: str) -> bool:
        """A yes or a no."""
        yes, no = choice_word("yes"), choice_word("no")
        return self.choice(prompt, (yes, no)) == yes

    def not_understood(self, typed: str) -> None:
        """Tell that `typed` is no answer to what was asked."""
        self.say(asked("not_understood", word=typed))

    def answer(
        self,
        prompt: str,
        choices: Sequence[Answer],
        help_: Callable[[], None],
        helped: bool = False,
    ) -> Answer:
        """One of `choices`. `help` shows the help; `not sure` counts only after it was
        shown (`helped`), so it is shown then, and asked once more."""
        words = {choice_word(one): one for one in choices}
        shown = helped
        text = prompt.format(choices=listed((*words, choice_word(HELP)), "or"))
        while True:
            typed = self.choice(text, (*words, choice_word(HELP)))
            found = words.get(typed)
            if found is not None and (found is not Answer.NOT_SURE or shown):
                return found
            help_()
            shown = True
            text = asked("again", choices=listed(tuple(words), "or"))
