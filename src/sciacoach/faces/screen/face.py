"""`--face screen`: the live screen."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TextIO

from sciacoach import data
from sciacoach.faces import HELP, Stamped
from sciacoach.faces.screen.cards import StepCard
from sciacoach.faces.screen.cells import shown, wrapped
from sciacoach.faces.screen.frame import frame
from sciacoach.faces.screen.look import Look
from sciacoach.faces.screen.painter import Painter
from sciacoach.faces.screen.view import Kind, Message, View, at, coarse, folded
from sciacoach.faces.screen.words import length
from sciacoach.session.events import Fault, Moment


class ScreenFace:
    """Shows a session on a whole terminal, and gives the terminal back.

    `size` tells columns and rows and is asked before each picture, so a resize may come at any
    moment. The terminal is taken with the first event. OSError goes up: nobody can see it.
    """

    def __init__(
        self,
        out: TextIO,
        size: Callable[[], tuple[int, int]],
        title: str,
        cards: Sequence[StepCard],
        look: Look,
        *,
        hands_free: bool = False,
    ) -> None:
        self._out = out
        self._size = size
        self._look = look
        self._painter = Painter(out, look)
        self._view = View(title, tuple(cards), hands_free=hands_free)
        self._painted: tuple[View, tuple[int, int]] | None = None
        self._notes: list[str] = []
        self._away = False
        self._closed = False

    @property
    def view(self) -> View:
        """What is shown."""
        return self._view

    def show(self, stamped: Stamped) -> None:
        """Take an event in and show it at once."""
        event = stamped.event
        if isinstance(event, Fault) and event.line in HELP:
            self.toggle_help()
            return
        self._view = folded(self._view, event)
        self._paint()

    def tick(self, moment: Moment) -> None:
        """Follow the clock between two events; nothing is written where nothing changed."""
        self._view = at(self._view, moment)
        self._tell_note()
        self._paint()

    def note(self, line: str) -> None:
        """A line about the sound, for a few seconds. It never covers what matters more: then
        it waits until that is gone."""
        self._notes.append(line)
        self._tell_note()
        self._paint()

    def _tell_note(self) -> None:
        now = self._view
        free = not (now.message or now.alarms or now.choices or now.ended)
        if self._notes and free:
            told = Message(Kind.NOTE, self._notes.pop(0))
            self._view = replace(now, message=told, ticks=0)

    def toggle_help(self) -> None:
        """Show the keys, or what was there before."""
        self._view = replace(self._view, help=not self._view.help)
        self._paint()

    def suspend(self) -> None:
        """Give the terminal back for a while."""
        self._away = True
        self._painted = None
        self._painter.close()

    def restore(self) -> None:
        """Take it again, and paint all of it."""
        self._away = False
        self._painter.forget()
        self._painted = None
        self._paint()

    def close(self) -> None:
        """Give the terminal back for good, and leave the last words on it: what stopped the
        session must not vanish with its screen."""
        if self._closed:
            return
        self._closed = True
        was_open = self._painter.is_open
        self._painter.close()
        if was_open:
            width = max(1, self._size()[0])
            told = (row for one in last_words(self._view) for row in wrapped(one, width))
            self._out.write("".join(f"{row}\n" for row in told))
            self._out.flush()

    def _paint(self) -> None:
        if self._away or self._closed:
            return
        seen = (coarse(self._view), self._size())
        if seen == self._painted:
            return
        afresh = self._painted is None or self._painted[1] != seen[1]
        self._painter.open()
        self._painter.paint(frame(*_flat(seen), self._look), afresh=afresh)
        self._painted = seen


def _flat(seen: tuple[View, tuple[int, int]]) -> tuple[View, int, int]:
    view, (width, height) = seen
    return view, width, height


def last_words(view: View) -> tuple[str, ...]:
    """What stays on the normal screen: an advice that ended it, and what was done."""
    told = view.message
    says = [shown(told.text)] if told and told.kind is Kind.ADVICE else []
    if view.ended is None:
        return tuple(says)
    form = str(data.json_file("spoken.json")["plain"][view.ended.outcome])
    done, contact = length(view.ended.delivered_s), length(view.ended.contact_s)
    return (*says, form.format(delivered=done, contact=contact))
