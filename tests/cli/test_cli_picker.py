"""The picker with a real library and history: what is fitted, and what is never claimed."""

import io
import os
from datetime import timedelta
from pathlib import Path

import pytest
from checkin_kit import Morning, Terminal

from fakes import NOON, FakeClock
from sciacoach.cli.picking import offered, pick_routine
from sciacoach.cli.start import StartOptions
from sciacoach.cli.today_work import gathered
from sciacoach.cli.world import World
from sciacoach.dialogs.picker import Offer
from sciacoach.dialogs.today_page import Today
from sciacoach.errors import Held, Usage
from sciacoach.history.store import open_store
from sciacoach.library import Library, builtin_folder
from sciacoach.screening.answers import Experience, Facts, Given, Pain
from sciacoach.screening.catalogue import catalogue
from sciacoach.screening.items import Answer, SetName
from sciacoach.screening.log import Answered
from sciacoach.screening.sets import required
from sciacoach.screening.standing import Standing
from sciacoach.session.fit import Wishes
from sciacoach.settings import load_settings
from sciacoach.vocabulary import Lowest, Side

OPTIONS = StartOptions(None, None, None, None, None, None, None, False, None, None, False, False)


def world_with(*typed: str) -> World:
    stdin = Terminal("".join(f"{line}\n" for line in typed))
    return World(stdin, Terminal(), io.StringIO(), dict(os.environ), FakeClock())


def library(world: World) -> Library:
    return Library(builtin_folder(), world.paths.data / "routines")


def pick(*typed: str) -> tuple[str | None, str]:
    world = world_with(*typed)
    name = pick_routine(world, library(world), OPTIONS, load_settings(world.paths.settings))
    assert isinstance(world.stdout, Terminal)
    return name, world.stdout.getvalue()


def offer() -> Offer:
    world = world_with()
    return offered(world, library(world), Wishes(), None)


def screened(person: Morning, item: str | None = None, leg: int = 3) -> None:
    """A whole full screen a moment ago, with yes to `item`."""
    asked = required(SetName.FULL, Standing(), Experience(), {})
    given = dict.fromkeys(asked, Given(Answer.NO))
    if item:
        given[item] = Given(Answer.YES)
    facts = Facts(age=47, side=Side.RIGHT)
    pain = Pain(leg, 2, Lowest.BUTTOCK)
    version = catalogue().version
    person.logged(Answered(NOON, SetName.FULL, version, NOON, given, facts, pain))


@pytest.fixture
def person(tmp_path: Path) -> Morning:
    """A person with a history of their own."""
    return Morning(tmp_path)


def test_a_wrong_name_asks_again_with_the_nearest_and_does_not_quit() -> None:
    name, out = pick("piriformiss", "99", "1")

    assert name == "ease-and-walk"
    assert "Did you mean piriformis?" in out
    assert "There is no number 99" in out


@pytest.mark.parametrize("typed", [("q",), ()])
def test_q_and_the_end_of_input_leave(typed: tuple[str, ...]) -> None:
    assert pick(*typed)[0] is None


def test_an_empty_line_takes_what_was_named() -> None:
    name, out = pick("")

    assert name == "piriformis"
    assert "Enter alone takes" in out


def test_without_a_terminal_it_says_how_to_name_one() -> None:
    world = World(io.StringIO(), io.StringIO(), io.StringIO(), dict(os.environ), FakeClock())
    with pytest.raises(Usage, match="No routine was named"):
        pick_routine(world, library(world), OPTIONS, load_settings(world.paths.settings))


def test_before_the_questions_nothing_may_be_done_and_the_floor_waits_for_calm_sessions() -> None:
    found = offer()
    waits = {one.id: one.why for one in found.choices if one.why}

    assert found.cleared is False
    assert waits["piriformis-floor"].startswith("L33")
    assert "piriformis" not in waits


def test_after_a_fresh_screen_it_says_what_may_be_done(person: Morning) -> None:
    screened(person)
    name, out = pick("q")

    assert offer().cleared is True
    assert "May be done today:" in out
    assert name is None


def test_what_was_answered_a_moment_ago_counts(person: Morning) -> None:
    screened(person, "P02")
    waits = {one.id: one.why for one in offer().choices if one.why}

    assert waits["piriformis"] == "P02: blood thinners"


def test_a_flare_told_the_day_before_does_not_rule_out_today(person: Morning) -> None:
    screened(person, leg=8)
    found = world_with()
    assert isinstance(found.clock, FakeClock)
    found.clock.move(24 * 3600)
    waits = {one.id for one in offered(found, library(found), Wishes(), None).choices if one.why}

    assert "piriformis" not in waits
    assert "piriformis" in {one.id for one in offer().choices if one.why}


def test_a_day_off_is_told_with_its_rule_and_something_gentler_is_suggested(
    person: Morning,
) -> None:
    person.had_session(hours_ago=3)
    found = offer()
    ball = next(one for one in found.choices if one.id == "piriformis")

    assert ball.why is not None
    assert ball.why.startswith("L2")
    assert ball.ends_at == NOON + timedelta(hours=17)
    assert "(again from tomorrow, 05:00)" in pick("q")[1]
    assert ball.last is not None
    assert found.suggested not in (None, "piriformis")


def test_a_lock_holds_before_any_question(person: Morning) -> None:
    given = {"RF20": Given(Answer.YES)}
    person.logged(Answered(NOON, None, catalogue().version, NOON, given))
    waits = {one.id: one.why for one in offer().choices if one.why}

    assert waits["piriformis"].startswith("RF20")


def test_an_emergency_shows_no_list(person: Morning) -> None:
    given = {"RF05": Given(Answer.YES)}
    person.logged(Answered(NOON, None, catalogue().version, NOON, given))
    with pytest.raises(Held, match="Stop here"):
        offer()


def test_looking_leaves_nothing_behind(person: Morning) -> None:
    person.had_session(hours_ago=30)
    before = person.log()
    pick("q")

    assert person.log() == before


def test_a_broken_file_is_left_out_by_name(home: Path) -> None:
    own = home / "data" / "routines"
    own.mkdir(parents=True)
    (own / "mine.yaml").write_text("sciacoach: 1\n", encoding="utf-8")
    _, out = pick("q")

    assert "Left out, its file is not right: mine." in " ".join(out.split())


def today() -> Today:
    world = world_with()
    with open_store(world.paths, write=False) as store:
        return gathered(world, store)[0]


@pytest.mark.parametrize("item", [None, "P01", "P02", "C16", "P18", "RF20"])
@pytest.mark.parametrize("hours_ago", [None, 3, 24, 80])
def test_today_and_the_picker_suggest_the_same(
    person: Morning, item: str | None, hours_ago: float | None
) -> None:
    if hours_ago:
        person.had_session(hours_ago=hours_ago)
    screened(person, item)
    due = today().due

    assert due is not None
    assert due.routine == offer().suggested
