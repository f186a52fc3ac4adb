"""The question pages at a terminal, with the clock that dates them and the log that keeps them."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from sciacoach.cli.asking import Asker
from sciacoach.cli.clearing import append
from sciacoach.cli.pain_look import look_of
from sciacoach.cli.world import World
from sciacoach.dialogs.screen_pages import Pages
from sciacoach.dialogs.talk import Talk
from sciacoach.errors import Held
from sciacoach.screening.advice import advice
from sciacoach.screening.answers import Experience, Given
from sciacoach.screening.catalogue import catalogue
from sciacoach.screening.items import SetName
from sciacoach.screening.log import Answered, Withdrawn
from sciacoach.screening.sets import FRESH, change_sheets, sheets
from sciacoach.screening.standing import Standing
from sciacoach.screening.words import lines, words

if TYPE_CHECKING:
    from sciacoach.history.store import Store


def ask_set(
    world: World,
    store: "Store",
    standing: Standing,
    experience: Experience,
    name: SetName,
    ask: Callable[[str], str],
    number: str | None,
) -> None:
    """Ask the set `name` and write down what was said, page by page and then as a whole.

    Raises `Held` at the end of input: the pages so far can be taken up again for half an
    hour, and what worries counts already.
    """
    before = _taken_up(standing, name, world.clock.now())
    first = standing.full is None and name is SetName.FULL
    if first and not before:
        for line in lines("first_run"):
            world.say(line)

    say = ask.say if isinstance(ask, Asker) else world.say
    if standing.full_wanted:
        _tell_why(store, say)

    def keep(said: Mapping[str, Given]) -> None:
        at = world.clock.now()
        append(store, Answered(at, None, catalogue().version, at, dict(said), draft_of=name))

    aloud = isinstance(ask, Asker) and ask.aloud
    pages = Pages(
        talk=Talk(ask, say, number),
        sheets=sheets(name, standing, experience),
        opened=change_sheets(standing),
        keep=keep,
        today=world.clock.now().date(),
        one_by_one=world.simple or aloud,
        before=before,
        look=look_of(world),
    )
    try:
        told = pages.ask()
    except EOFError:
        raise Held(
            "The questions are not finished.",
            "Within half an hour the same command goes on where you left off.",
        ) from None
    now = world.clock.now()
    if told.withdrawn:
        append(store, Withdrawn(now, told.withdrawn, read_back=True))
    whole = None if told.ended else name
    version = catalogue().version
    append(store, Answered(now, whole, version, now, dict(told.answers), told.facts, told.pain))
    for _, text in advice(told.facts, now):
        world.say(text)
    if first and not told.ended:
        world.say(words("next_time"))


def _tell_why(store: "Store", say: Callable[[str], None]) -> None:
    """Why everything is asked, where the last session left a danger question open."""
    from sciacoach.dialogs.today_page import left_open_words
    from sciacoach.history.left_open import still_open
    from sciacoach.screening.rows import read_log

    opened = still_open(store, read_log(store.screen_log()))
    if opened:
        say(left_open_words("asks_all", opened.fact))


def _taken_up(standing: Standing, name: SetName, now: datetime) -> Mapping[str, Given]:
    """The answers of the pages that were answered within the last half hour."""
    draft = standing.draft
    if draft is None or draft.draft_of is not name or draft.version != catalogue().version:
        return {}
    return draft.answers if abs(now - draft.at) < FRESH else {}
