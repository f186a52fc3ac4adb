"""The closing page with the history around it: what is read back after a session."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sciacoach import data
from sciacoach.cli.review import look_back
from sciacoach.cli.world import World
from sciacoach.dialogs.closing_page import Pressed, Summary, page
from sciacoach.dialogs.closing_page import word as closing_words
from sciacoach.errors import Failed
from sciacoach.history.left_open import LeftOpen, danger_rules, left_open
from sciacoach.history.store import Store
from sciacoach.screening.clearance import Verdict
from sciacoach.screening.rows import read_log
from sciacoach.screening.words import words
from sciacoach.session.alone import RULE as NO_ANSWER
from sciacoach.settings import load_settings
from sciacoach.vocabulary import CONTACT, Do, Region, Side

if TYPE_CHECKING:
    from sciacoach.history.records import SessionRecord
    from sciacoach.session.plan import Fitted

_QUIET_EVERY = 10
_QUIET = ("AD3", "AD4")
"""Advice that belongs on a closing page (rules.md section 1.5): after the first session, and
then every tenth time, for nobody reads what is always there."""

_ALL_WELL = ("D13", "D14")
"""Rules that say to go on just as before: no advice for afterwards."""

_BOTH = (Side.LEFT, Side.RIGHT)


@dataclass(frozen=True, slots=True)
class Press:
    """Seconds of pressing of one step."""

    region: Region
    side: Side
    seconds: float


def show_closing(
    world: World, store: Store, session: str, plan: "Fitted", *, as_json: bool
) -> None:
    """The page after `session`, which was played from `plan`. With JSON only the signs that
    need help, on standard error, for standard output holds events alone."""
    if as_json:
        world.tell(words("signs"))
        return
    number = load_settings(world.paths.settings).emergency_number or None
    summary = summary_of(store, session, plan, world.clock.now(), number)
    for line in page(summary, world.width, drawn=not world.simple):
        world.write(f"{line}\n")


def summary_of(
    store: Store, session: str, plan: "Fitted", now: datetime, number: str | None = None
) -> Summary:
    """What is told of `session`. A history that cannot be read takes nothing from the signs
    that need help, so it is told in a line and no more. `number` is the emergency number."""
    record, sessions = None, 0
    opened: Mapping[str, LeftOpen] = {}
    help_now = ""
    weeks: tuple[str, ...] = ()
    with suppress(Failed):
        weeks = look_back(store, now)
        record = store.session(session)
        opened = left_open(record, read_log(store.screen_log())) if record else {}
        help_now = _help_now(store, record, opened, now, number) if record else ""
        sessions = sum(1 for one in store.newest(_QUIET_EVERY * 50) if not one.header.rehearsal)
    if record is None:
        return Summary(plan.planned_s, 0.0, kept=False)
    calm = not record.header.rehearsal and record.outcome != "safety"
    return Summary(
        planned_s=plan.planned_s,
        delivered_s=record.delivered_s,
        paused_s=record.paused_s,
        pressed=beside(_planned(plan), _delivered(record)),
        before=record.before,
        after=record.after,
        advice=_advice(record, opened, number),
        help_now=help_now,
        quiet=_QUIET if calm and sessions % _QUIET_EVERY == 1 else (),
        weeks=weeks if calm else (),
        rehearsal=record.header.rehearsal,
    )


def _planned(plan: "Fitted") -> Sequence[Press]:
    return [
        Press(turn.region, turn.side, turn.seconds)
        for turn in plan.turns
        if turn.is_contact and turn.region
    ]


def _delivered(record: "SessionRecord") -> Sequence[Press]:
    return [
        Press(Region(step.region), Side(step.side), step.delivered_s)
        for step in record.steps
        if step.region and Do(step.do) in CONTACT
    ]


def beside(planned: Iterable[Press], delivered: Iterable[Press]) -> tuple[Pressed, ...]:
    """Each region and side with what was planned and what was delivered, in the order they
    were planned; `both` counts to the left and to the right."""
    wanted, done = _sums(planned), _sums(delivered)
    places = dict.fromkeys((*wanted, *done))
    return tuple(
        Pressed(region, side, wanted.get((region, side), 0.0), done.get((region, side), 0.0))
        for region, side in places
    )


def _sums(presses: Iterable[Press]) -> dict[tuple[Region, Side], float]:
    found: defaultdict[tuple[Region, Side], float] = defaultdict(float)
    for one in presses:
        for side in _BOTH if one.side is Side.BOTH else (one.side,):
            found[one.region, side] += one.seconds
    return dict(found)


def _help_now(
    store: Store,
    record: "SessionRecord",
    opened: Mapping[str, LeftOpen],
    now: datetime,
    number: str | None,
) -> str:
    """The whole message of the verdict, where a danger sign was confirmed in this session."""
    from sciacoach.cli.clearing import current
    from sciacoach.screening.assess import assess

    signs = {one.rule for one in record.advice} & danger_rules()
    if record.header.rehearsal or not signs - set(opened):
        return ""
    found = current(store, now)
    held = assess(found.standing, found.experience, now, number)
    return held.message if held.verdict.severity >= Verdict.URGENT.severity else ""


def _advice(
    record: "SessionRecord", opened: Mapping[str, LeftOpen], number: str | None
) -> tuple[tuple[str, str], ...]:
    """The rules that spoke, each once, with the words they said first. Of a danger question
    that was left open it is told that it was, for nothing was confirmed."""
    stop = data.json_file("stop_rules.json")
    known = {row["rule"]: row for row in stop["panic"]} | stop["rules"]
    rules = dict.fromkeys(one.rule for one in record.advice if one.rule not in _ALL_WELL)
    told = [
        ("", opened[rule].says(number))
        if rule in opened
        else (rule if rule in stop["rules"] else "w", str(known[rule]["says"]))
        for rule in rules
        if rule in known
    ]
    return (*told, *((("", closing_words("no_answer")),) if NO_ANSWER in rules else ()))
