"""The built-in routines through the questions, fit and the session, to their end."""

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from sciacoach.library import Library
from sciacoach.plan.past import Past, PastContact, PastSession
from sciacoach.screening.answers import Experience, Facts, Given, Pain, Submission
from sciacoach.screening.clearance import Clearance
from sciacoach.screening.fold import stand
from sciacoach.screening.intake import take
from sciacoach.screening.items import Answer, SetName
from sciacoach.screening.judge import judge
from sciacoach.screening.standing import Standing
from sciacoach.session.events import Event, SessionEnded, StepEnded
from sciacoach.session.fit import Wishes, fit
from sciacoach.session.machine import Session
from sciacoach.session.plan import Fitted, Refused
from sciacoach.vocabulary import Lowest, Position, Region, Side, Tag, Tool

NOW = datetime(2026, 11, 22, 19, 0, tzinfo=UTC)
FOLDER = Path(__file__).resolve().parents[2] / "routines"
NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
LIBRARY = Library(FOLDER, FOLDER / "none")


def cleared(leg: int = 3, **worrying: str) -> Clearance:
    """A clearance from a full screen in which only `worrying` was answered otherwise."""
    submission = Submission(
        answers={name: Given(Answer(answer)) for name, answer in worrying.items()},
        pain=Pain(leg, 2, Lowest.BUTTOCK),
        facts=Facts(age=47, began=date(2026, 3, 1), side=Side.RIGHT),
        answered_at=NOW,
        default_no=True,
    )
    intake = take(SetName.FULL, submission, Standing(), Experience(), NOW, live=False)
    found = judge(stand([intake.judged]), Experience(), NOW)
    assert isinstance(found, Clearance)
    return found


def past(calm: int) -> Past:
    """So many calm sessions at the wall, a day apart, the last one three days ago."""
    pressed = tuple(
        PastContact(Region.GLUTE_MED_MIN, Tool.TENNIS_BALL, side, 40.0, True, Position.WALL)
        for side in (Side.LEFT, Side.RIGHT)
    )
    return Past(
        tuple(
            PastSession(
                f"s{day}", "wall", NOW - timedelta(days=3 + 3 * day), pressed, "completed", True
            )
            for day in reversed(range(calm))
        )
    )


def fitted(name: str, clearance: Clearance, calm: int = 8) -> Fitted | Refused:
    return fit(LIBRARY.load(name), clearance, past(calm), Wishes(), NOW, LIBRARY.load)


def plan_of(name: str, clearance: Clearance, calm: int = 8) -> Fitted:
    found = fitted(name, clearance, calm)
    assert isinstance(found, Fitted), found.lines
    return found


def play(plan: Fitted) -> tuple[Session, list[Event]]:
    session = Session(plan, "one", rehearsal=True, hands_free=True)
    events = session.start()
    while not session.ended:
        events += session.advance(0.25)
        assert session.t < 3600
    return session, events


def delivered_by_side(plan: Fitted, events: list[Event]) -> dict[tuple[Region, Side], float]:
    sums: dict[tuple[Region, Side], float] = defaultdict(float)
    for event in events:
        if isinstance(event, StepEnded):
            turn = plan.turns[event.index]
            if turn.region:
                sides = (Side.LEFT, Side.RIGHT) if turn.side is Side.BOTH else (turn.side,)
                for side in sides:
                    sums[turn.region, side] += event.delivered_s
    return sums


@pytest.mark.parametrize("name", NAMES)
def test_with_a_clear_screen_it_plays_as_written_to_its_end(name: str) -> None:
    plan = plan_of(name, cleared())
    assert plan.changes == ()
    _, events = play(plan)
    last = events[-1]
    assert isinstance(last, SessionEnded)
    assert last.outcome == "completed"
    assert last.contact_s == pytest.approx(plan.contact_s)
    sums = delivered_by_side(plan, events)
    for region, _ in list(sums):
        assert sums[region, Side.LEFT] == pytest.approx(sums[region, Side.RIGHT], abs=0.05)


@pytest.mark.parametrize("calm", [0, 3])
def test_the_first_days_at_the_wall_keep_the_search_and_both_holds(calm: int) -> None:
    plan = plan_of("piriformis", cleared(), calm)
    pressed = [turn for turn in plan.turns if turn.is_contact]
    assert [turn.name for turn in pressed] == [
        *["Slow search"] * 2,
        *["First hold"] * 2,
        *["Second hold"] * 2,
    ]
    assert min(turn.seconds for turn in pressed) >= 15
    _, events = play(plan)
    assert isinstance(events[-1], SessionEnded)
    assert events[-1].outcome == "completed"


@pytest.mark.parametrize("name", ["piriformis-floor", "roller-buttock-sweep"])
def test_the_floor_waits_for_calm_sessions_and_offers_the_wall(name: str) -> None:
    found = fitted(name, cleared(), calm=2)
    assert isinstance(found, Refused)
    assert found.offer == "piriformis"


def test_blood_thinners_lead_from_the_ball_to_the_hands() -> None:
    found = fitted("piriformis", cleared(P02="yes"))
    assert isinstance(found, Refused)
    assert found.offer == "hands-low-back"
    plan = plan_of("hands-low-back", cleared(P02="yes"))
    assert not [line for line in plan.changes if "rest" in line.lower()]


def test_strong_leg_pain_leads_to_the_hands_or_the_flare_day_at_half_the_time() -> None:
    assert isinstance(fitted("piriformis", cleared(leg=8)), Refused)
    plan = plan_of("flare-day", cleared(leg=8))
    assert plan.planned_s <= 8 * 60
    assert {turn.ceiling for turn in plan.turns if turn.is_contact} == {2}


def test_a_fever_leaves_breathing_and_ease() -> None:
    plan = plan_of("ease-and-walk", cleared(C08="yes"))
    assert not [turn for turn in plan.turns if Tag.WALK in turn.tags]
    assert sum(turn.seconds for turn in plan.turns) >= 4 * 60
    found = fitted("hands-low-back", cleared(C08="yes"))
    assert isinstance(found, Refused)
    assert found.offer == "ease-and-walk"


def test_an_urgent_answer_leaves_only_ease_and_walk() -> None:
    held = cleared(RF21="yes")
    assert isinstance(plan_of("ease-and-walk", held), Fitted)
    for name in set(NAMES) - {"ease-and-walk"}:
        assert isinstance(fitted(name, held), Refused), name


def test_a_dragging_foot_is_not_asked_to_walk() -> None:
    plan = plan_of("ease-and-walk", cleared(RF20="yes"))
    assert not [turn for turn in plan.turns if Tag.WALK in turn.tags]


def test_pregnancy_leaves_the_seated_hands() -> None:
    plan = plan_of("hands-low-back", cleared(P03="yes"))
    regions = {turn.region for turn in plan.turns if turn.is_contact}
    assert regions == {Region.LUMBAR_PARASPINAL, Region.GLUTE_MAX}
