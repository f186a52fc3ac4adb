"""What `sciacoach` alone tells: the history and the screen's log, read into a `Today`.

It reads no routine file, so that it is quick: what a routine may still do today is told by
`start`, by its picker and by `preview`.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from sciacoach import data
from sciacoach.cli.clearing import Current, experience_of
from sciacoach.cli.world import World
from sciacoach.dialogs.today_page import (
    Due,
    Last,
    Locked,
    PainThen,
    Today,
    Wait,
    today_json,
    today_lines,
)
from sciacoach.history.records import Reading
from sciacoach.history.store import Store, open_store
from sciacoach.library import Library, builtin_folder
from sciacoach.plan.days import Barred, Days, days
from sciacoach.plan.next_day import Effects, effects, untold
from sciacoach.routine.limits import Column
from sciacoach.screening.assess import Assessment, assess
from sciacoach.screening.clearance import Verdict
from sciacoach.screening.fold import stand
from sciacoach.screening.rows import read_log
from sciacoach.screening.sets import FRESH
from sciacoach.settings import load_settings
from sciacoach.vocabulary import Region

FIRST_ROUTINE = "piriformis"
"""Allowed from the first day, and what the program is about."""

NO_PRESSING = "ease-and-walk"
"""What fits on a day off: walking and slow breathing."""

_LOOK_BACK = 50
"""So many sessions are looked through for one that is no rehearsal."""

_PAIN_WITHIN = timedelta(days=60)
"""An older reading is not told as the last one."""


def tell_today(world: World, as_json: bool) -> None:
    """Tell it, in words or as JSON."""
    with open_store(world.paths, write=False) as store:
        today, first = gathered(world, store)
    if as_json:
        world.say_json(today_json(today, first))
    elif first:
        for line in data.json_file("welcome.json")["first"]:
            world.say(line)
    else:
        for line in today_lines(today, world.width):
            world.write(f"{line}\n")


def gathered(world: World, store: Store) -> tuple[Today, bool]:
    """What there is to tell, and whether it is the first time: no session that counts, and
    nothing answered."""
    now = world.clock.now()
    past = store.past(now)
    log = read_log(store.screen_log())
    found = Current(log, stand(log), experience_of(past))
    number = load_settings(world.paths.settings).emergency_number or None
    held = assess(found.standing, found.experience, now, number)
    column = Column.PRECAUTION if held.restrictions.precaution else Column.HARD
    off, left = days(past, now, column), effects(past, now, column)
    draft = found.standing.draft
    last = _last(store)
    today = Today(
        now=now,
        due=_due(world, held, off, left, last),
        last=last,
        pain=_pain(store, last, now),
        waits=tuple(_waits(off, left)),
        locks=tuple(_locks(held)),
        clearable=any(_is_lock(one.verdict) for one in held.reasons) and held.scope.anything,
        checkin_due=untold(past, now) is not None,
        unfinished=draft is not None and abs(now - draft.at) < FRESH,
    )
    stop = held.message if held.verdict.severity >= Verdict.URGENT.severity else None
    stop = stop if held.scope.anything else held.message
    return replace(today, stop=stop, next=_next(today)), last is None and not log


def _next(today: Today) -> str | None:
    """The next command to type; a check-in is asked by `start` too, but tells more alone."""
    if today.due is None:
        return None
    return "sciacoach checkin" if today.checkin_due else f"sciacoach start {today.due.routine}"


# ---- what was -----------------------------------------------------------------------------------


def _last(store: Store) -> Last | None:
    for one in store.newest(_LOOK_BACK):
        head = one.header
        if not head.rehearsal:
            at = datetime.fromisoformat(head.started_at)
            return Last(head.id, head.routine.id, head.routine.title, at, one.outcome)
    return None


def _pain(store: Store, last: Last | None, now: datetime) -> PainThen | None:
    """The newest reading there is: around the last session, at a check-in, or of any day."""
    found = list(_readings(store, last, now - _PAIN_WITHIN))
    return max(found, key=lambda one: one.at, default=None)


def _readings(store: Store, last: Last | None, since: datetime) -> Iterator[PainThen]:
    record = store.session(last.id) if last else None
    if record:
        begin = datetime.fromisoformat(record.header.started_at)
        end = datetime.fromisoformat(record.ended_at) if record.ended_at else begin
        for at, said in ((begin, record.before), (end, record.after)):
            if _is_given(said):
                yield PainThen(at, said.leg, said.back, said.lowest)
    for day in store.pains(since):
        if _is_given(day.said):
            at = datetime.fromisoformat(day.at)
            yield PainThen(at, day.said.leg, day.said.back, day.said.lowest)
    for told in store.checkins(since):
        said = Reading(told.body.get("leg"), told.body.get("back"), told.body.get("lowest"))
        if _is_given(said):
            yield PainThen(datetime.fromisoformat(told.at), said.leg, said.back, said.lowest)


def _is_given(said: Reading) -> bool:
    return said.leg is not None or said.back is not None


# ---- what waits ---------------------------------------------------------------------------------


def _waits(off: Days, left: Effects) -> Iterator[Wait]:
    """The days off that stand. A place is named where it waits longer than all tools do."""
    tools = _later(off.tools, left.tools)
    if tools:
        yield Wait("tools", tools.limit, tools.until)
    for region in Region:
        any_tool = _later(off.region.get(region), left.region.get(region))
        ball = off.ball.get(region)
        for kind, barred in (("region", any_tool), ("ball", ball)):
            covered = (tools, any_tool if kind == "ball" else None)
            if barred and not any(one and one.until >= barred.until for one in covered):
                yield Wait(kind, barred.limit, barred.until, region)
    if off.hands:
        yield Wait("hands", off.hands.limit, off.hands.until)


def _later(*found: Barred | None) -> Barred | None:
    return max((one for one in found if one), key=lambda one: one.until, default=None)


def _is_lock(verdict: Verdict) -> bool:
    return verdict.severity >= Verdict.SEE_CLINICIAN.severity


def _locks(held: Assessment) -> Iterator[Locked]:
    """What stands in the way by itself, worst first; of a private item no more than that."""
    for one in held.reasons:
        if one.verdict.severity >= Verdict.NOT_TODAY.severity:
            shown = ("", "") if one.private else (one.id, one.says)
            yield Locked(*shown, one.verdict)


# ---- what is due --------------------------------------------------------------------------------


def _due(world: World, held: Assessment, off: Days, left: Effects, last: Last | None) -> Due | None:
    """The routine that is suggested; None where nothing may be started."""
    scope = held.scope
    if not scope.anything:
        return None
    if scope.only_routine or scope.hands_only or not scope.contact:
        return Due(scope.only_routine or NO_PRESSING, "held")
    if left.only:
        name, barred = left.only
        return Due(name, "gentle_day", barred.limit, barred.until)
    resting = _resting(off, left)
    if resting:
        return Due(NO_PRESSING, "rest", resting.limit, resting.until)
    names = Library(builtin_folder(), world.paths.data / "routines").names()
    if last and last.routine in names:
        return Due(last.routine, "last")
    return Due(FIRST_ROUTINE, "first")


def _resting(off: Days, left: Effects) -> Barred | None:
    """The day off that stands: of all tools, else of the place that waits longest."""
    tools = _later(off.tools, left.tools)
    if tools:
        return tools
    return _later(*off.region.values(), *left.region.values(), *off.ball.values())
