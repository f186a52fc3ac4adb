"""What `sciacoach checkin` does with its options."""

from pathlib import Path
from typing import Any

from sciacoach.cli.asking import Asker
from sciacoach.cli.morning import Kept, ask_and_keep, keep, locks, situation, told_lines
from sciacoach.cli.world import World
from sciacoach.dialogs.morning import ask_touch
from sciacoach.dialogs.talk import Talk
from sciacoach.errors import Exit, Held
from sciacoach.history.store import Store, open_store
from sciacoach.plan.checkin_words import (
    held_words,
    key_words,
    missing_words,
    rule_words,
    told_words,
)
from sciacoach.plan.judged import missing, touch_missing
from sciacoach.plan.told import Told
from sciacoach.screening.words import regions_words
from sciacoach.settings import load_settings


def run_checkin(world: World, answers: Path | None, touch: bool, as_json: bool) -> int:
    """The exit code of `sciacoach checkin`: 3 where the answer locked something."""
    number = load_settings(world.paths.settings).emergency_number or None
    with open_store(world.paths) as store:
        if answers is not None:
            told, kept = _from_file(world, store, answers, touch, number)
        elif as_json or not world.asks:
            raise _held(store, world, touch)
        elif touch:
            told, kept = _ask_touch(world, store, number)
        else:
            told, kept = Told(), ask_and_keep(world, store, Asker(world), number)
    if as_json:
        _json(world, told, kept)
    else:
        _say(world, told, kept)
    return Exit.DONE if kept.message is None else Exit.HELD


def _from_file(
    world: World, store: Store, path: Path, touch: bool, number: str | None
) -> tuple[Told, Kept]:
    """What the file tells. What locks counts at any time, what is missing or not."""
    from sciacoach.cli.answers import read_checkin

    now = world.clock.now()
    told = read_checkin(path, now)
    at, title = situation(store, now)
    with_touch = touch or told.touch is not None
    wanted = touch_missing(told) if with_touch else ()
    if not (with_touch and told.is_only_touch):
        wanted += missing(at, told)
    if wanted and not locks(at, told):
        lines = tuple(f"  {name}: {key_words(name)}" for name in wanted)
        raise Held(missing_words(wanted), _how(at.is_first, touch), lines)
    return told, keep(store, at, title, told, number)


def _ask_touch(world: World, store: Store, number: str | None) -> tuple[Told, Kept]:
    at, title = situation(store, world.clock.now())
    try:
        told = Told(touch=ask_touch(Talk(Asker(world), world.say, number)))
    except EOFError:
        raise Held(held_words("unfinished")) from None
    return told, keep(store, at, title, told, number)


def _held(store: Store, world: World, touch: bool) -> Held:
    at, _ = situation(store, world.clock.now())
    return Held(held_words("no_terminal"), _how(at.is_first, touch))


def _how(is_first: bool, touch: bool) -> str:
    """How to give what is missing, with lines that fit what is asked now."""
    name = "touch_example" if touch else "example" if is_first else "reading_example"
    return held_words("how", example=held_words(name))


def _say(world: World, told: Told, kept: Kept) -> None:
    for line in (*told_lines(kept), *_touch_lines(told)):
        world.say(line)
    if kept.message:
        world.say(kept.message)


def _touch_lines(told: Told) -> tuple[str, ...]:
    if told.touch is None:
        return ()
    if told.touch.passed:
        return (told_words("touch_passed"),)
    return (told_words("touch_failed", regions=regions_words(told.touch.where)),)


def _json(world: World, told: Told, kept: Kept) -> None:
    rule = kept.judged.rule
    words = rule_words(rule) if rule else {}
    body: dict[str, Any] = {
        "kept": kept.kept,
        "session": kept.session,
        "rule": rule,
        "rules": list(kept.judged.rules),
        "says": words.get("says"),
        "does": words.get("does"),
        "source": words.get("source"),
        "touch_passed": told.touch.passed if told.touch else None,
        "locked": kept.message is not None,
        "verdict": kept.verdict,
        "message": kept.message,
    }
    world.say_json(body)
