"""What `sciacoach screen` does with its options."""

from collections.abc import Callable
from typing import Any

from sciacoach.cli.clearing import Current, append, current, held_for, startable, worrying
from sciacoach.cli.screen import ScreenOptions
from sciacoach.cli.world import World
from sciacoach.errors import Exit, Usage
from sciacoach.history.store import Store, open_store
from sciacoach.screening.assess import Assessment, assess
from sciacoach.screening.catalogue import catalogue
from sciacoach.screening.clear import clear, locked, new_spell
from sciacoach.screening.clearance import Clearance, Verdict
from sciacoach.screening.intake import take
from sciacoach.screening.items import SetName
from sciacoach.screening.judge import judge
from sciacoach.screening.sets import due, missing, needed, sheets
from sciacoach.screening.view import questions_json, verdict_json, verdict_lines
from sciacoach.text import listed

NOT_KEPT = (
    "These answers are judged and not kept for start: they do not say when they were given "
    "(answered_at), or that is more than twelve hours ago."
)

_Work = Callable[[World, Store, ScreenOptions], int]


def run_screen(world: World, options: ScreenOptions) -> int:
    """The exit code of `sciacoach screen`."""
    work = _work_of(options)
    with open_store(world.paths, write=work is not _questions) as store:
        return work(world, store, options)


def _work_of(options: ScreenOptions) -> _Work:
    """The one thing that was asked for. Raises `Usage` where two were."""
    works: dict[str, tuple[bool, _Work]] = {
        "--questions": (options.questions, _questions),
        "--answers": (options.answers is not None, _from_file),
        "--cleared": (options.cleared is not None, _clear),
        "--withdraw": (options.withdraw, _withdraw),
        "--new-spell": (options.new_spell, _new_spell),
    }
    named = [name for name, (asked, _) in works.items() if asked]
    if len(named) > 1:
        raise Usage(f"{listed(named)} do not go together.", "Use one of them at a time.")
    if options.on is not None and options.cleared is None:
        raise Usage("--on belongs to --cleared.", 'Write --cleared "who, and what they said".')
    if options.items is not None and not (options.cleared is not None or options.withdraw):
        raise Usage("--items belongs to --cleared or --withdraw.", "Leave it out.")
    return works[named[0]][1] if named else _ask


def _named(options: ScreenOptions, found: Current, world: World) -> SetName:
    if options.set is not None:
        return SetName(options.set.value)
    return due(found.standing, found.experience, world.clock.now())


def _questions(world: World, store: Store, options: ScreenOptions) -> int:
    found = current(store, world.clock.now())
    name = _named(options, found, world)
    pages = sheets(name, found.standing, found.experience)
    if options.as_json:
        return _json(world, questions_json(name, pages))
    world.say(f"{name} ({catalogue().version})")
    for sheet in pages:
        world.say("")
        world.say(sheet.title)
        for line in sheet.lines:
            if len(line.items) > 1:
                world.say(f"  {line.label}")
            for item in line.items:
                world.say(f"  {item:<5} {sheet.question(item)}")
    return Exit.DONE


def _from_file(world: World, store: Store, options: ScreenOptions) -> int:
    from sciacoach.cli.answers import read_answers

    assert options.answers is not None
    now = world.clock.now()
    found = current(store, now)
    submission = read_answers(options.answers, now)
    name = _named(options, found, world)
    intake = take(name, submission, found.standing, found.experience, now)
    if intake.kept:
        append(store, intake.kept)
    counts = intake.judged if intake.set else intake.kept
    after = found.then(counts) if counts else found
    if intake.set and intake.kept is not intake.judged and not submission.default_no:
        world.tell(NOT_KEPT)
    return _tell(world, store, options, after, intake.missing)


def _ask(world: World, store: Store, options: ScreenOptions) -> int:
    """Ask at a terminal. Without one, tell what stands, or what is missing."""
    from sciacoach.settings import load_settings

    now = world.clock.now()
    found = current(store, now)
    name = _named(options, found, world)
    if options.as_json or not world.asks:
        result = judge(found.standing, found.experience, now)
        if isinstance(result, Clearance) and options.set is None:
            return _tell(world, store, options, found, ())
        asked = missing(name, found.standing, found.experience, {})
        if options.as_json:
            return _tell(world, store, options, found, asked)
        raise held_for(asked, name, worrying(found, now, None))
    from sciacoach.cli.asking import Asker
    from sciacoach.cli.terminal_screen import ask_set

    number = load_settings(world.paths.settings).emergency_number or None
    ask_set(world, store, found.standing, found.experience, name, Asker(world), number)
    return _tell(world, store, options, current(store, world.clock.now()), ())


def _tell(
    world: World,
    store: Store,
    options: ScreenOptions,
    found: Current,
    unanswered: tuple[str, ...],
) -> int:
    """The verdict over all that holds, in words or as JSON, and its exit code."""
    from sciacoach.settings import load_settings

    number = load_settings(world.paths.settings).emergency_number or None
    now = world.clock.now()
    assessed = assess(found.standing, found.experience, now, number)
    if options.as_json:
        result = judge(found.standing, found.experience, now, number)
        start = startable(world, store, result) if isinstance(result, Clearance) else ()
        _json(world, verdict_json(assessed, unanswered, start))
    else:
        _say(world, assessed, unanswered)
        wanted = needed(found.standing, found.experience, now)
        if wanted is not None and assessed.scope.anything:
            world.say(f"Before a session the {wanted} set is due: sciacoach screen")
    mild = assessed.verdict in (Verdict.GO, Verdict.GENTLE)
    return Exit.DONE if mild and not unanswered else Exit.HELD


def _say(world: World, assessed: Assessment, unanswered: tuple[str, ...]) -> None:
    if unanswered and assessed.verdict is not Verdict.EMERGENCY:
        told = assessed.verdict.severity >= Verdict.NOT_TODAY.severity
        raise held_for(unanswered, SetName.FULL, assessed.message if told else "")
    world.say("")
    for line in verdict_lines(assessed):
        world.say(line)
    for reason in assessed.reasons:
        if reason.verdict.severity > Verdict.GENTLE.severity:
            world.say(f"{reason.id}: {reason.says}")


def _clear(world: World, store: Store, options: ScreenOptions) -> int:
    assert options.cleared is not None
    if options.on is None:
        raise Usage("--cleared needs the day it was said.", "Add --on 2026-11-22")
    now = world.clock.now()
    found = current(store, now)
    items = None if options.items is None else _split(options.items)
    entry = clear(found.standing, options.cleared, options.on, items, now)
    append(store, entry)
    done = (*entry.items, *entry.locks)
    left = locked(found.then(entry).standing, now)
    if options.as_json:
        return _json(world, {"cleared": list(done), "locked": list(left)})
    world.say(f"Cleared: {listed(done)}.")
    if left:
        world.say(f"Still locked: {listed(left)}.")
    world.say("All questions are due next: sciacoach screen")
    return Exit.DONE


def _withdraw(world: World, store: Store, options: ScreenOptions) -> int:
    from sciacoach.cli.screen_withdraw import withdrawn

    items = None if options.items is None else _split(options.items)
    append(store, withdrawn(store, items, world.clock.now()))
    if options.as_json:
        return _json(world, {"withdrawn": True})
    world.say("Taken back. The questions are due again: sciacoach screen")
    return Exit.DONE


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip().upper() for part in text.split(",") if part.strip())


def _new_spell(world: World, store: Store, options: ScreenOptions) -> int:
    append(store, new_spell(world.clock.now()))
    if options.as_json:
        return _json(world, {"new_spell": True})
    world.say("A new spell begins. What was recorded stays. All questions are due next:")
    world.say("sciacoach screen")
    return Exit.DONE


def _json(world: World, body: dict[str, Any]) -> int:
    world.say_json(body)
    return Exit.DONE
