"""What `sciacoach doctor` does: every check by itself, so that a fault of one hides no other."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from sciacoach.cli import doctor_kept as kept
from sciacoach.cli import doctor_machine as machine
from sciacoach.cli import doctor_places as places
from sciacoach.cli import doctor_screen as screen
from sciacoach.cli.asking import Asker
from sciacoach.cli.world import World
from sciacoach.dialogs.doctor_page import (
    Check,
    State,
    broken,
    check_lines,
    ending,
    group_lines,
    said,
    well,
)
from sciacoach.errors import Exit, Failed, ReaderGone, SciacoachError

if TYPE_CHECKING:
    from sciacoach.audio.ladder import Choice
    from sciacoach.cli.doctor_sound import Means, Sounded

Look = Callable[[World], Check]

LOOKS: Mapping[str, Mapping[str, Look]] = {
    "screen": {
        "terminal": screen.terminal,
        "colours": screen.colours,
        "characters": screen.characters,
    },
    "folders": {
        **{f"{which}_folder": places.folder(which) for which in places.FOLDERS},
        "rights": places.rights,
        "owner": places.owner,
        "disk": places.disk,
        "network_disk": places.network_disk,
    },
    "kept": {"history": kept.history, "backup": kept.backup, "settings": kept.settings},
    "machine": {
        "python": machine.python,
        "sqlite": machine.sqlite,
        "libraries": machine.libraries,
        "clock": machine.clock,
        "session": machine.session,
        "awake": machine.awake,
    },
}
"""The checks of each group, in the order they are told."""


def run_doctor(world: World, *, as_json: bool, sound: bool, means: "Means | None" = None) -> int:
    """Look at everything and tell it; the exit code. `means` are the machine's own if not
    given."""
    checks: list[Check] = []
    for group, looks in LOOKS.items():
        found = [_looked(name, look, world) for name, look in looks.items()]
        checks += found
        if not as_json:
            _show(world, group, found)
    heard, found = _sound(world, as_json, sound, means)
    checks += found
    ok = well(checks)
    if as_json:
        world.say_json({"ok": ok, "checks": [check.json for check in checks], **heard.json})
    else:
        world.say()
        world.say(ending(checks))
    return Exit.DONE if ok else Exit.FAILED


def _looked(name: str, look: Look, world: World) -> Check:
    """One check. A doctor looks at the rest too, whatever one look trips over."""
    try:
        return look(world)
    except SciacoachError as error:
        return Check(name, State.BAD, error.message, error.fix)
    except Exception as error:
        return broken(name, error)


def _show(world: World, group: str, found: list[Check]) -> None:
    for line in group_lines(group, found, world.width):
        world.write(f"{line}\n")
    _flush(world)


def _flush(world: World) -> None:
    """What was told is seen now. Raises `ReaderGone`, as `World.write` does."""
    try:
        world.stdout.flush()
    except BrokenPipeError:
        raise ReaderGone from None


# ---- sound -------------------------------------------------------------------------------------


def _sound(
    world: World, as_json: bool, sound: bool, means: "Means | None"
) -> "tuple[Sounded, list[Check]]":
    """Try it, unless it is not wanted or would be heard in somebody's session."""
    from sciacoach.cli.doctor_sound import Sounded, tones_check, voice_check
    from sciacoach.history.lock import session_lives

    found = [_looked("card", machine.card, world), _looked("extra", machine.extra, world)]
    if not as_json:
        _show(world, "sound", found)
    if not sound or session_lives(world.paths.lock):
        heard, more = Sounded(), [said("voice", "busy" if sound else "off")]
    else:
        heard = _tried(world, as_json, means)
        more = [voice_check(heard.rungs), tones_check(heard.tones), *_kept(world, heard)]
    if not as_json:
        for check in more:
            for line in check_lines(check, world.width):
                world.write(f"{line}\n")
    return heard, [*found, *more]


def _tried(world: World, as_json: bool, means: "Means | None") -> "Sounded":
    from sciacoach.cli.doctor_sound import Listener, Trial, means_of
    from sciacoach.dialogs.talk import Talk

    asks = world.asks and not as_json

    def tell(line: str) -> None:
        """To the page; for scripts to who watches the other stream, if anybody does."""
        if not as_json:
            world.say(f"  {line}")
            _flush(world)
        elif world.stderr.isatty():
            world.tell(line)

    def ring() -> None:
        world.write("\a")
        _flush(world)

    talk = Talk(Asker(world), world.say) if asks else None
    trial = Trial(
        means or means_of(wished(world)),
        world.clock.mono,
        tell,
        Listener(talk),
        ring if asks else None,
    )
    return trial.all()


def wished(world: World) -> "Choice":
    """Every voice there is, as fast, as loud and by the name that a session would take.
    Settings that cannot be read are told among the things kept; the usual ones stand in."""
    from sciacoach.cli.sounding import choice
    from sciacoach.settings import Settings, load_settings

    try:
        return choice(load_settings(world.paths.settings), "auto")
    except (SciacoachError, OSError):
        return choice(Settings(), "auto")


def _kept(world: World, heard: "Sounded") -> list[Check]:
    """Write the answers down, for the sessions to come."""
    from sciacoach.cli.doctor_heard import keep_heard

    if not heard.answers:
        return []
    try:
        keep_heard(world.paths, heard.answers, world.clock.now())
    except Failed as error:
        return [said("answers", "lost", why=error.message, fix=error.fix)]
    return [said("answers", "kept")]
