"""What `sciacoach` alone tells: the history and the screen's log, read into a `Today`.

It reads no routine file where no answer takes anything away, so that it is quick: what a
routine may still do today is told by `start`, by its picker and by `preview`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sciacoach import data
from sciacoach.cli.clearing import Current, experience_of
from sciacoach.cli.offering import offer_of
from sciacoach.cli.suggesting import off_now, suggested
from sciacoach.cli.world import World
from sciacoach.dialogs.today_page import (
    Due,
    Last,
    Locked,
    Offered,
    PainThen,
    Today,
    Wait,
    left_open_words,
    today_json,
    today_lines,
)
from sciacoach.history.left_open import still_open
from sciacoach.history.records import Reading
from sciacoach.history.store import Store, open_store
from sciacoach.plan.next_day import untold
from sciacoach.plan.off import Off, last_to_end, longest
from sciacoach.plan.past import Past
from sciacoach.screening.assess import Assessment, assess
from sciacoach.screening.clearance import Verdict
from sciacoach.screening.fold import stand
from sciacoach.screening.rows import read_log
from sciacoach.screening.sets import FRESH
from sciacoach.session.telling import ahead_lines
from sciacoach.settings import load_settings
from sciacoach.vocabulary import Region

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
    off = off_now(held, past, now)
    draft = found.standing.draft
    last, opened = _last(store), still_open(store, log)
    today = Today(
        now=now,
        due=None if opened else _due(world, found, held, off, past),
        last=last,
        pain=_pain(store, last, now),
        waits=tuple(_waits(off)),
        ahead=ahead_lines(past),
        locks=tuple(_locks(held)),
        clearable=any(_is_lock(one.verdict) for one in held.reasons) and held.scope.anything,
        checkin_due=untold(past, now) is not None,
        unfinished=draft is not None and abs(now - draft.at) < FRESH,
        offer=_offer(store, now) if held.scope.anything else None,
        left_open=left_open_words("left_open", opened.fact, number) if opened else None,
    )
    stop = held.message if held.verdict.severity >= Verdict.URGENT.severity else None
    stop = stop if held.scope.anything else held.message
    today = replace(today, stop=stop)
    return replace(today, next=_next(today, held.scope.anything)), last is None and not log


def _due(
    world: World, found: Current, held: Assessment, off: Sequence[Off], past: Past
) -> Due | None:
    """What is suggested. Only answers that take something away make it read a routine."""
    library = world.library

    def gentler(name: str) -> str | None:
        if not held.reasons:
            return None
        from sciacoach.cli.picking import in_its_place

        return in_its_place(world, library, found, past, name)

    return suggested(held, off, past, library.names(), gentler)


def _offer(store: Store, now: datetime) -> Offered | None:
    found = offer_of(store, now)
    if found is None:
        return None
    return Offered(found.says, found.session, found.routine, found.until)


def _next(today: Today, may_start: bool) -> str | None:
    """The next command to type; a check-in is asked by `start` too, but tells more alone."""
    if today.left_open:
        return "sciacoach screen" if may_start else None
    if today.offer:
        return "sciacoach start --resume"
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


def _waits(off: Sequence[Off]) -> Iterator[Wait]:
    """The days off that stand. A place is named where it waits longer than all tools do."""
    tools = last_to_end(off, "tools")
    if tools:
        yield _wait("tools", tools)
    for region in Region:
        any_tool = last_to_end(off, "tools", region)
        ball = last_to_end(off, "balls", region)
        if any_tool and _is_longer(any_tool, tools):
            yield _wait("region", any_tool, region)
        if ball and _is_longer(ball, tools) and _is_longer(ball, any_tool):
            yield _wait("ball", ball, region)
    hands = last_to_end(off, "hands")
    if hands:
        yield _wait("hands", hands)


def _wait(kind: str, one: Off, region: Region | None = None) -> Wait:
    assert one.until is not None
    return Wait(kind, one.rule, one.until, region)


def _is_longer(one: Off, than: Off | None) -> bool:
    return than is None or longest((than, one)) is one


def _is_lock(verdict: Verdict) -> bool:
    return verdict.severity >= Verdict.SEE_CLINICIAN.severity


def _locks(held: Assessment) -> Iterator[Locked]:
    """What stands in the way by itself, worst first; of a private item no more than that."""
    for one in held.reasons:
        if one.verdict.severity >= Verdict.NOT_TODAY.severity:
            shown = ("", "") if one.private else (one.id, one.says)
            yield Locked(*shown, one.verdict)
