"""People and routines for tests: a clearance, a past, a routine, a plan."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import yaml

from sciacoach.plan.past import Past, PastContact, PastSession
from sciacoach.routine.layout import Contact, Turn
from sciacoach.routine.limits import Column
from sciacoach.routine.model import Routine
from sciacoach.routine.parse import parse_routine
from sciacoach.screening.answers import Experience, Facts, Given, Pain, Submission
from sciacoach.screening.clearance import _SEAL, Clearance, Reason, Restrictions, Scope, Verdict
from sciacoach.screening.fold import stand
from sciacoach.screening.intake import take
from sciacoach.screening.items import Answer, SetName
from sciacoach.screening.judge import judge
from sciacoach.screening.restrict import join
from sciacoach.screening.standing import Standing
from sciacoach.session.fit import Wishes, fit
from sciacoach.session.plan import SEAL, Fitted, Refused
from sciacoach.vocabulary import Lowest, Position, Region, Side, Tool

NOW = datetime(2026, 11, 22, 19, 0, tzinfo=UTC)

Node = dict[str, Any]


def screened(worrying: str = "", leg: int = 3) -> Clearance:
    """The clearance of a full screen with no to everything but the item `worrying`."""
    submission = Submission(
        answers={worrying: Given(Answer.YES)} if worrying else {},
        pain=Pain(leg, 2, Lowest.BUTTOCK),
        facts=Facts(age=47, began=date(2026, 3, 1), side=Side.RIGHT),
        answered_at=NOW,
        default_no=True,
    )
    intake = take(SetName.FULL, submission, Standing(), Experience(), NOW, live=False)
    found = judge(stand([intake.judged]), Experience(), NOW)
    assert isinstance(found, Clearance)
    return found


def cleared(
    items: Mapping[str, Restrictions] | None = None,
    *,
    verdict: Verdict = Verdict.GO,
    scope: Scope | None = None,
    affected: Side | None = Side.RIGHT,
    flare: bool = False,
    private: Iterable[str] = (),
) -> Clearance:
    """A clearance with restrictions that no item of the screen has: the one place in the
    tests that makes one without the screen."""
    own = dict(items or {})
    hidden = set(private)
    return Clearance(
        verdict=verdict,
        reasons=tuple(
            Reason(name, "yes", verdict, f"You said yes: {name} in words.", "", name in hidden)
            for name in own
        ),
        restrictions=join(own.values()),
        by_item=tuple(own.items()),
        does=tuple((name, "something") for name in own),
        scope=scope or Scope(),
        active=frozenset(own),
        flare=flare,
        message="What the screen says.",
        version="test",
        at=NOW,
        affected=affected,
        seal=_SEAL,
    )


def past(
    calm: int = 8, position: Position | None = Position.WALL, contacts: Sequence[PastContact] = ()
) -> Past:
    """So many calm sessions, three days apart, and one just now with `contacts`."""
    pressed = tuple(
        PastContact(Region.GLUTE_MED_MIN, Tool.TENNIS_BALL, side, 40.0, True, position)
        for side in (Side.LEFT, Side.RIGHT)
    )
    long_ago = [
        PastSession(f"s{n}", "wall", NOW - timedelta(days=3 + 3 * n), pressed, "completed", True)
        for n in reversed(range(calm))
    ]
    today = PastSession("s", "x", NOW - timedelta(hours=1), tuple(contacts), "stopped", False)
    return Past((*long_ago, today) if contacts else tuple(long_ago))


def press(do: str = "roll", region: str = "glute_max", for_: float = 40, **more: Any) -> Node:
    """A contact step as a file has it."""
    step: Node = {"do": do, "name": f"{do} {region}", "region": region, "for": for_}
    return step | {"side": "each", "ceiling": 4} | more


def quiet(do: str = "rest", for_: float = 30, **more: Any) -> Node:
    """A step without contact as a file has it."""
    return {"do": do, "name": do.capitalize(), "for": for_} | more


def text_of(steps: Sequence[Node], **top: Any) -> bytes:
    """A routine file with `steps`."""
    head: Node = {
        "sciacoach": 1,
        "id": "test-routine",
        "title": "Test",
        "summary": "For tests.",
        "style": "deep_tissue",
        "level": "beginner",
        "position": "wall",
        "tools": ["tennis_ball"],
        "evidence": {"label": "none", "note": "Nobody has tested this."},
    }
    return yaml.safe_dump(head | top | {"steps": list(steps)}, sort_keys=False).encode()


def routine(steps: Sequence[Node], **top: Any) -> Routine:
    """A routine out of a file, so it stands inside the hard limits."""
    checked = parse_routine(text_of(steps, **top), "-")
    assert checked.routine is not None, checked.told()
    return checked.routine


def fitted(
    found: Routine,
    clearance: Clearance | None = None,
    before: Past | None = None,
    wishes: Wishes | None = None,
    others: Iterable[Routine] = (),
) -> Fitted | Refused:
    """What fit says of it."""
    known = {one.id: one for one in others}
    return fit(
        found,
        clearance or cleared(),
        past() if before is None else before,
        wishes or Wishes(),
        NOW,
        known.get,
    )


def plan(
    found: Routine,
    clearance: Clearance | None = None,
    before: Past | None = None,
    wishes: Wishes | None = None,
) -> Fitted:
    """The same where it must fit."""
    out = fitted(found, clearance, before, wishes)
    assert isinstance(out, Fitted), out.lines
    return out


def plan_of(
    turns: Sequence[Turn],
    *,
    column: Column = Column.HARD,
    dose: float = 1.0,
    earlier: Sequence[Contact] = (),
) -> Fitted:
    """A plan that fit did not make: only for turns that fit would leave as they are."""
    return Fitted(
        routine="test-routine",
        title="Test",
        sha256="",
        turns=tuple(turns),
        changes=(),
        rules=(),
        column=column,
        dose=dose,
        verdict="go",
        screen_version="test",
        reasons=(),
        earlier=tuple(earlier),
        seal=SEAL,
    )
