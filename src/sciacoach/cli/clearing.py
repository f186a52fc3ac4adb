"""From the history and a person's answers to a clearance: shared by `screen` and `start`.

What judges answers is imported where it judges: the first question of a start needs none of it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sciacoach import data
from sciacoach.cli.world import World
from sciacoach.errors import Held
from sciacoach.screening.answers import Experience, Pain, Submission
from sciacoach.screening.clearance import Clearance, Verdict
from sciacoach.screening.fold import stand
from sciacoach.screening.items import SetName
from sciacoach.screening.log import Answered, Entry
from sciacoach.screening.rows import read_log, to_row
from sciacoach.screening.sets import SKEW, due
from sciacoach.screening.standing import Standing
from sciacoach.screening.words import verdict_words
from sciacoach.text import listed

if TYPE_CHECKING:
    from sciacoach.history.store import Store
    from sciacoach.plan.past import Past
    from sciacoach.screening.judge import Incomplete

Ask = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class ClearedStart:
    """What a start may go on with: the clearance, what was said to a routine's own
    questions, and the readings before, where they were given."""

    clearance: Clearance
    words: tuple[str, ...] = ()
    pain: Pain | None = None


@dataclass(frozen=True, slots=True)
class Current:
    """What the history says now: the screen's log, what it comes to, and what was done."""

    log: tuple[Entry, ...]
    standing: Standing
    experience: Experience

    def then(self, entry: Entry) -> "Current":
        """The same with one more entry."""
        log = (*self.log, entry)
        return Current(log, stand(log), self.experience)


def current(store: "Store", now: datetime) -> Current:
    """What `store` says at `now`."""
    log = read_log(store.screen_log())
    return Current(log, stand(log), experience_of(store.past(now)))


def experience_of(past: "Past") -> Experience:
    """The part of the history that the screen needs. A session dated far in the future has
    used up no answers of now, or none could ever be young enough."""
    known = [one.started_at for one in past.sessions if one.ahead_by <= SKEW]
    return Experience(
        calm_at=past.calm_at,
        session_at=tuple(one.started_at for one in past.sessions if one.contacts),
        last_session_at=max(known, default=None),
        last_regions=past.last_regions,
    )


def append(store: "Store", entry: Entry) -> None:
    """Write one entry down."""
    store.append_screen(*to_row(entry))


# ---- start ------------------------------------------------------------------------------


def clearance_for_start(
    world: World,
    store: "Store",
    *,
    answers: Path | None,
    live: bool,
    ask: Ask | None,
    number: str | None = None,
    since: datetime | None = None,
) -> ClearedStart:
    """The clearance a session may start from. Raises `Held` where something is missing, or
    nothing may be started at all.

    `ask` puts a question to a person; without it, or without a terminal, nobody is asked.
    A rehearsal (`live` False) takes `default: no` and old answers, and keeps of a file
    only what worries. `since` is when a session was cut off that is to go on: then the
    questions are asked again, and a file must have been answered after that.
    """
    from sciacoach.screening.assess import assess
    from sciacoach.screening.judge import Incomplete, judge

    now = world.clock.now()
    found = current(store, now)
    if answers is not None:
        return _from_file(store, found, answers, live, now, number, since)
    result = judge(found.standing, _used(found.experience, since, now), now, number)
    if isinstance(result, Incomplete):
        stands = assess(found.standing, found.experience, now, number)
        if not stands.scope.anything:
            raise Held(stands.message)
        if ask is None or not world.asks:
            raise held_for(result.missing, result.set)
        found, result = _from_terminal(world, store, found, result.set, ask, number)
    return _started(result, found, (), live)


def _used(experience: Experience, since: datetime | None, now: datetime) -> Experience:
    """The same; who goes on with a session has used every screen there is."""
    from dataclasses import replace

    return replace(experience, last_session_at=now) if since else experience


def _from_terminal(
    world: World, store: "Store", found: Current, name: SetName, ask: Ask, number: str | None
) -> "tuple[Current, Clearance | Incomplete]":
    from sciacoach.cli.terminal_screen import ask_set
    from sciacoach.screening.judge import judge
    from sciacoach.screening.view import verdict_lines

    ask_set(world, store, found.standing, found.experience, name, ask, number)
    now = world.clock.now()
    found = current(store, now)
    result = judge(found.standing, found.experience, now, number)
    if isinstance(result, Clearance) and result.scope.anything:
        world.say("")
        for line in verdict_lines(result):
            world.say(line)
    return found, result


def _from_file(
    store: "Store",
    found: Current,
    path: Path,
    live: bool,
    now: datetime,
    number: str | None,
    since: datetime | None,
) -> ClearedStart:
    from sciacoach.cli.answers import read_answers
    from sciacoach.screening.intake import is_young, take
    from sciacoach.screening.judge import Incomplete, judge

    submission = read_answers(path, now)
    named = due(found.standing, found.experience, now)
    usable = without_default(submission) if live else submission
    answered = submission.answered_at
    old = since is not None and answered is not None and answered < since
    intake = take(named, usable, found.standing, found.experience, now, live and not old)
    if intake.kept:
        append(store, intake.kept)
    if old:
        then = found.then(intake.kept) if intake.kept else found
        what, fix = data.json_file("resume.json")["old_answers"]
        raise Held(f"{worrying(then, now, number)} {what}".lstrip(), fix)
    counts = intake.kept if live else intake.judged if intake.set else intake.kept
    after = found.then(counts) if counts else found
    result = judge(after.standing, after.experience, now, number)
    if isinstance(result, Incomplete):
        if intake.set is not None and live and not is_young(submission, now):
            raise too_old(submission)
        told = worrying(after, now, number)
        if live and submission.default_no:
            told = f"{told} {NO_DEFAULT}".lstrip()
        raise held_for(intake.missing or result.missing, result.set, told)
    return _started(result, after, submission.words, live)


def _leg_pain_missing() -> Held:
    """A flare (P09) is known by the leg pain now, so a live session needs that reading."""
    return Held(
        f"{verdict_words('incomplete')} Missing: pain.leg.",
        "Write in the answers file: pain: {leg: 3, back: 2, lowest: buttock}",
    )


NO_DEFAULT = "For a session that counts, `default: no` answers nothing."
"""Said where a file leans on it."""


def without_default(submission: Submission) -> Submission:
    """The same without `default: no`, which a live session does not take."""
    from dataclasses import replace

    return replace(submission, default_no=False)


def _started(
    result: "Clearance | Incomplete", found: Current, said: tuple[str, ...], live: bool
) -> ClearedStart:
    from sciacoach.screening.judge import Incomplete

    if isinstance(result, Incomplete):
        raise held_for(result.missing, result.set)
    if not result.scope.anything:
        raise Held(result.message)
    pain = _last_pain(found.log)
    if live and (pain is None or pain.leg is None):
        raise _leg_pain_missing()
    return ClearedStart(result, said, pain)


def _last_pain(log: Sequence[Entry]) -> Pain | None:
    """The readings of the last whole screen, where it took any."""
    whole = [entry for entry in log if isinstance(entry, Answered) and entry.set is not None]
    return whole[-1].pain if whole else None


def worrying(found: Current, now: datetime, number: str | None) -> str:
    """What the answers that were given ask for already: a question that is still open must
    not hide it. Empty where they ask for nothing."""
    from sciacoach.screening.assess import assess

    assessed = assess(found.standing, found.experience, now, number)
    weighty = assessed.verdict.severity >= Verdict.NOT_TODAY.severity
    return assessed.message if weighty else ""


def held_for(missing: Sequence[str], name: SetName, told: str = "") -> Held:
    """Answers are missing: which, and how to give them. `told` goes first: what the answers
    that were given ask for."""
    return Held(
        f"{told} {verdict_words('incomplete')} Missing: {listed(tuple(missing))}.".lstrip(),
        "Answer them at a terminal with `sciacoach screen`, or in a file: --answers FILE. "
        f"The questions: sciacoach screen --questions --set {name}. The file has lines like "
        "answers: {RF01: no} and answered_at: 2026-11-22T19:00:00+01:00",
    )


def too_old(submission: Submission) -> Held:
    """The answers of a file do not count for a live session any more."""
    if submission.answered_at is None:
        return Held(
            "The answers do not say when they were given. Missing: answered_at.",
            "Add a line like answered_at: 2026-11-22T19:00:00+01:00",
        )
    return Held("The answers are more than twelve hours old.", "Answer the questions again.")


# ---- for lists -----------------------------------------------------------------------------


def startable(world: World, store: "Store", clearance: Clearance) -> tuple[str, ...]:
    """The ids of the routines that may be started now."""
    from sciacoach.session.fit import Wishes, may_start
    from sciacoach.settings import load_settings

    now = world.clock.now()
    library = world.library
    routines = [entry.checked.routine for entry in library.entries()]
    loaded = [routine for routine in routines if routine is not None]
    wishes = Wishes(pace=load_settings(world.paths.settings).pace)
    return may_start(loaded, clearance, store.past(now), wishes, now)
