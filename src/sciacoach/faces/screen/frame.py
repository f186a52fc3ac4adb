"""One picture of a session: `height` lines of `width` cells each. Pure.

Words that stop somebody, and questions, take the whole screen. Otherwise the arrangement
follows from the size: words and digits alone, with a figure beside them, or with a third column.
"""

from collections.abc import Callable

from sciacoach.faces.screen.ascii import as_ascii
from sciacoach.faces.screen.cells import Block, Line, wide
from sciacoach.faces.screen.look import Look
from sciacoach.faces.screen.named_page import named_page
from sciacoach.faces.screen.pages import alarm_page, end_page, help_page
from sciacoach.faces.screen.small import small_page
from sciacoach.faces.screen.tiny import tiny_page
from sciacoach.faces.screen.view import View, coarse
from sciacoach.faces.screen.with_figure import figure_page

LEAST = (40, 10)
"""Columns and rows under which no frame is laid out: then it is a few short lines."""

WITH_FIGURE = (56, 20)
"""From here on a figure stands on the left."""

MARGIN = 2
MARGIN_FROM = 60
"""Columns from which on the sides have a margin."""

Page = Callable[[View, int, int, Look], Block]


def frame(view: View, width: int, height: int, look: Look) -> tuple[Line, ...]:
    """The picture of `view`, in exactly `height` lines of `width` cells."""
    if width < 1 or height < 1:
        return ()
    margin = MARGIN if width >= MARGIN_FROM else 0
    page = _page(view, width, height)
    drawn = wide(page(coarse(view), width - 2 * margin, height, look), width, margin)
    return drawn if look.unicode else as_ascii(drawn)


def _page(view: View, width: int, height: int) -> Page:
    if width < LEAST[0] or height < LEAST[1]:
        return tiny_page
    if view.ended:
        return end_page
    if view.help and not view.asks:
        return help_page
    if view.alarms:
        return alarm_page
    if view.choices and view.state == "paused":
        return named_page
    large = width >= WITH_FIGURE[0] and height >= WITH_FIGURE[1]
    return figure_page if large else small_page
