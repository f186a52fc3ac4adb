"""The check-in with the history around it: what it is about, what is written down.

Shared by `checkin` and by the next `start`, which asks it first.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sciacoach.cli.world import World

if TYPE_CHECKING:
    from sciacoach.history.records import Reading
    from sciacoach.history.store import Store
    from sciacoach.plan.judged import Judged, Situation
    from sciacoach.plan.told import Average, Told

Ask = Callable[[str], str]

NORMAL = "N1"
"""The one next-day rule that says to go on as before."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What was written down. `kept` is checkin, again, reading, touch, or sign: a sign of
    danger alone; `message` is that of the verdict where something was locked. `moved_down`:
    pain moved down in that session (D5), and what followed from it still holds."""

    judged: "Judged"
    kept: str
    session: str | None
    title: str
    verdict: str | None = None
    message: str | None = None
    moved_down: bool = False


def ask_morning_if_due(world: World, store: "Store", ask: Ask, number: str | None) -> None:
    """Before a session: ask how it was after the last one, if nobody has told. Raises
    `Held` where the answer locks something, or at the end of input."""
    from sciacoach.errors import Held
    from sciacoach.plan.next_day import untold

    now = world.clock.now()
    past = store.past(now)
    if untold(past, now) is None:
        return
    kept = ask_and_keep(world, store, ask, number)
    if kept.message is not None:
        raise Held(kept.message)
    for line in told_lines(kept):
        world.say(line)
    world.say("")


def ask_and_keep(world: World, store: "Store", ask: Ask, number: str | None) -> Kept:
    """Ask the check-in at a terminal and write it down. At the end of input what locks is
    kept all the same; raises `Held`."""
    from sciacoach.dialogs.morning import Signs, Wants, ask_morning
    from sciacoach.dialogs.talk import Talk
    from sciacoach.errors import Held
    from sciacoach.plan.checkin_words import asks, held_words
    from sciacoach.plan.told import Told

    at, title = situation(store, world.clock.now())
    about = None
    if at.session:
        when = f"{at.session.started_at.astimezone(at.now.tzinfo):%A, %H:%M}"
        about = asks("about", routine=title, when=when)
    wants = Wants(about, at.signs, at.before, at.age, at.least_weakness)
    signs: Signs = {}
    try:
        told = ask_morning(Talk(ask, world.say, number), wants, signs)
    except EOFError:
        partly = Told(signs=signs)
        asked = locks(at, partly)
        kept = keep(store, at, title, partly, number, confirmed=True) if asked else None
        unfinished = held_words("unfinished")
        raise Held(kept.message if kept and kept.message else unfinished) from None
    return keep(store, at, title, told, number, confirmed=True)


def locks(at: "Situation", told: "Told") -> bool:
    """Whether what was told so far locks something."""
    from sciacoach.plan.judged import judged

    return judged(at, told).locks_something


# ---- what is known ----------------------------------------------------------------------------


def situation(store: "Store", now: datetime) -> tuple["Situation", str]:
    """What a check-in at `now` is about, and the title of that session's routine."""
    from sciacoach.cli.clearing import current
    from sciacoach.plan.judged import BLOOD_THINNERS, Situation, had_n3
    from sciacoach.plan.next_day import AGAIN_WITHIN, TWICE_WITHIN, told_about
    from sciacoach.plan.told import NOT_GIVEN

    session = told_about(store.past(now), now)
    if session and session.told_at and now - session.started_at > AGAIN_WITHIN:
        session = None
    record = store.session(session.id) if session else None
    before = _average(record.before) if record else NOT_GIVEN
    checkins = store.checkins(now - TWICE_WITHIN)
    weakness = [one.body.get("weakness") for one in checkins]
    weakness += [one.said.weakness for one in store.pains(now - TWICE_WITHIN)]
    weakness.append(before.weakness)
    others = [one.body for one in checkins if session and one.session != session.id]
    found = Situation(
        now=now,
        session=session,
        before=before,
        earlier_n3=any(had_n3(body) for body in others),
        thinners=BLOOD_THINNERS in current(store, now).standing.worrying(now),
        least_weakness=min((one for one in weakness if one is not None), default=None),
    )
    return found, record.header.routine.title if record else ""


def _average(said: "Reading") -> "Average":
    from sciacoach.plan.told import Average
    from sciacoach.vocabulary import Lowest

    lowest = None if said.lowest is None else Lowest(said.lowest)
    return Average(said.leg, said.back, lowest, said.tingling, said.weakness)


# ---- what is written down -----------------------------------------------------------------------


def keep(
    store: "Store",
    at: "Situation",
    title: str,
    told: "Told",
    number: str | None,
    *,
    confirmed: bool = False,
) -> Kept:
    """Write down what was told and what follows from it. `confirmed`: it was read back to the
    person, so no command takes it back; what came from a file was not."""
    from sciacoach.cli.clearing import current
    from sciacoach.plan.judged import judged
    from sciacoach.plan.next_day import MOVED_DOWN
    from sciacoach.screening.assess import assess

    found = judged(at, told)
    _log(store, at, told, found, confirmed)
    kept = "touch" if told.is_only_touch else _store(store, at, told, found)
    session = at.session.id if at.session else None
    down = at.session is not None and MOVED_DOWN in at.session.rules
    if not found.locks_something:
        return Kept(found, kept, session, title, moved_down=down)
    now = current(store, at.now)
    verdict = assess(now.standing, now.experience, at.now, number)
    return Kept(found, kept, session, title, verdict.verdict, verdict.message)


def _log(store: "Store", at: "Situation", told: "Told", found: "Judged", confirmed: bool) -> None:
    """The part of it that is the screen's: answers that worry, locks, the touch test."""
    from sciacoach.cli.clearing import append, current
    from sciacoach.plan.next_day import SIGN_ITEMS
    from sciacoach.screening.catalogue import catalogue
    from sciacoach.screening.log import Answered, Lock, Origin, TouchTest, Withdrawn

    withdrawn = tuple(SIGN_ITEMS[sign] for sign in told.withdrawn if sign in SIGN_ITEMS)
    if withdrawn:
        append(store, Withdrawn(at.now, withdrawn, read_back=True))
    if found.answers:
        version = catalogue().version
        said = dict(found.answers)
        origin = Origin.CHECKIN if confirmed else Origin.SCREEN
        append(store, Answered(at.now, None, version, at.now, said, origin=origin))
    open_locks = current(store, at.now).standing.locks
    standing = {lock.rule for lock in open_locks if lock.cleared_on is None}
    for rule, verdict in found.locks:
        if rule not in standing:
            append(store, Lock(at.now, rule, verdict))
    if told.touch:
        append(store, TouchTest(at.now, told.touch.passed))


def _store(store: "Store", at: "Situation", told: "Told", found: "Judged") -> str:
    """The part of it that is the history's, and what it was kept as."""
    from sciacoach.history.records import READINGS, Reading
    from sciacoach.plan.judged import body_of, merged

    body = body_of(at, told, found)
    if at.session and at.is_first:
        store.checkin(at.session.id, body)
        return "checkin"
    if told.average:
        store.pain(at.now, Reading(**{name: body[name] for name in READINGS}))
    record = store.session(at.session.id) if at.session else None
    if record and (told.morning or told.signs):
        store.checkin(record.header.id, merged(record.checkin or {}, body))
        return "again"
    return "reading" if told.average else "sign"


def told_lines(kept: Kept) -> tuple[str, ...]:
    """What is told to a person: what was kept, and each rule that applies. After a session
    in which pain moved down, no good morning says to go on as before."""
    from sciacoach.plan.checkin_words import rule_words, told_words

    lines = [] if kept.kept in ("touch", "sign") else [told_words(kept.kept, routine=kept.title)]
    for rule in kept.judged.rules:
        words = rule_words(rule)
        does = "" if rule == NORMAL and kept.moved_down else f" {words['does']}"
        lines.append(f"{rule}: {words['says']}{does}")
    if kept.kept in ("checkin", "again") and kept.message is None:
        if kept.moved_down:
            lines.append(told_words("moved_down"))
        elif kept.kept == "checkin" and not kept.judged.rules:
            lines.append(told_words("nothing"))
    return tuple(lines)
