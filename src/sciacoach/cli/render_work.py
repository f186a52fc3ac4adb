"""What `sciacoach routine render` does: no answers, no file; the same plan and the same cues
as a live session, mixed into one WAV."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path
from typing import TypeGuard

from sciacoach import data
from sciacoach.audio.child import engines
from sciacoach.audio.ladder import Rung, for_a_file
from sciacoach.audio.probing import environment
from sciacoach.audio.running import Runner
from sciacoach.audio.speaker import setup_of
from sciacoach.audio.studio import Studio
from sciacoach.audio.track import Placed, write_track
from sciacoach.cli.fitted import clearance_now, fitted_now
from sciacoach.cli.render import RenderOptions
from sciacoach.cli.sounding import NOBODY, choice
from sciacoach.cli.world import World
from sciacoach.coach.cue_list import Cue, cue_list, sheet
from sciacoach.coach.recording import Recorded, recorded, ticking
from sciacoach.errors import Exit, Held, Usage
from sciacoach.history.store import open_store
from sciacoach.paths import private_bytes, write_private
from sciacoach.session.fit import Wishes
from sciacoach.session.plan import Fitted, Refused
from sciacoach.settings import Settings, load_settings
from sciacoach.text import clean
from sciacoach.vocabulary import Side

STDOUT = Path("-")
"""As `--cues`: the sheet goes to standard output, and all else that is told beside it."""

TAIL_S = 4.0
"""Time for the last words after the end."""


@dataclass(frozen=True)
class Made:
    """A sound file that was made: what is heard, its length in seconds, who spoke."""

    cues: Sequence[Recorded]
    length_s: float
    voice: str
    lost: tuple[str, ...]


def run_render(world: World, options: RenderOptions) -> int:
    """The exit code: 3 without a clearance, or where the answers refuse the routine."""
    _check_names(options)
    settings = load_settings(world.paths.settings)
    plan = _plan(world, options, settings)
    label = _label(plan, world.clock.now().date().isoformat())
    made = _made(options.output, plan, label, settings)
    if options.cues == STDOUT:
        world.send(_sheet(made, label))
    elif options.cues:
        write_private(options.cues, _sheet(made, label))
    if options.as_json:
        _tell_scripts(world, options, plan, made)
    else:
        say = world.tell if options.cues == STDOUT else world.say
        for line in _told(options, plan, made, settings):
            say(line)
    return Exit.DONE


def _check_names(options: RenderOptions) -> None:
    if options.output.suffix.lower() != ".wav":
        name = clean(str(options.output), 200)
        raise Usage(f"{name}: only WAV files can be made.", "End the name in .wav.")
    if options.cues and options.cues.absolute() == options.output.absolute():
        raise Usage("The sound and its cues cannot be one file.", "Give --cues another name.")
    if options.cues == STDOUT and options.as_json:
        raise Usage("--cues - and --json both write to the output.", "Give --cues a file.")
    for path in filter(_is_file, (options.output, options.cues)):
        name = clean(str(path), 200)
        if path.exists() and not options.force:
            raise Usage(f"{name} is there already.", "Give another name, or --force.")
        if not path.parent.is_dir():
            raise Usage(f"{name}: there is no such folder.", "Make it, or give another name.")


def _is_file(path: Path | None) -> TypeGuard[Path]:
    return path is not None and path != STDOUT


def _plan(world: World, options: RenderOptions, settings: Settings) -> Fitted:
    library = world.library
    routine = library.load(options.routine)
    wishes = Wishes(
        Side(options.side or settings.side), options.minutes, options.gentle, settings.pace
    )
    with open_store(world.paths, write=options.answers is not None) as store:
        clearance = clearance_now(world, store, options.answers, settings.emergency_number)
        if clearance is None:
            raise Held(
                "A guided session is made for one person, and nothing was answered today.",
                "Type: sciacoach screen. Or give --answers FILE.",
            )
        found = fitted_now(world, store, library, routine, clearance, wishes)
    if isinstance(found, Refused):
        raise Held(found.what, found.instead, (found.until,))
    return found


def _label(plan: Fitted, day: str) -> tuple[str, ...]:
    """What is said before anything else: for whom and when this was made."""
    words = data.json_file("spoken.json")
    return tuple(str(line).format(title=plan.title, day=day) for line in words["file_label"])


def _made(output: Path, plan: Fitted, label: Sequence[str], settings: Settings) -> Made:
    """Write the sound file, the whole of it or nothing."""
    wished = choice(settings, settings.voice or "auto")
    here = environment()
    setup = replace(setup_of(wished, here), rungs=tuple(map(str, for_a_file(wished, here))))
    runner = Runner()
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="sciacoach-")))
        stack.callback(runner.close)
        studio = Studio(tuple(engines(setup, runner, scratch)), volume=setup.volume)
        spoken = studio.words(" ".join(label))
        lead_s = ceil(spoken.seconds) + 1.0 if spoken else 0.0  # a whole one: the sheet has tenths
        cues = _shifted(cue_list(plan), lead_s, ticks=settings.sound)
        length_s = lead_s + plan.planned_s + TAIL_S
        sounds = list(recorded(cues, studio, length_s))
        placed = [one for cue in sounds for one in cue.placed]
        placed += ticking(sounds, studio)
        if spoken:
            placed.insert(0, Placed(0.0, spoken))
        with private_bytes(output) as out:
            length_s = write_track(out, placed, length_s)
        return Made(sounds, length_s, studio.rung, tuple(studio.lost))


def _shifted(cues: Sequence[Cue], by_s: float, *, ticks: bool) -> tuple[Cue, ...]:
    """The cues so much later, with their ticks or without."""
    later = (replace(cue, at=cue.at + by_s) for cue in cues)
    return tuple(one if ticks else replace(one, tempo=None, ticks=()) for one in later)


def _sheet(made: Made, label: Sequence[str]) -> str:
    """The cues as text, the label above them."""
    return "\n".join((*label, "", sheet([one.cue for one in made.cues])))


def _left_out(made: Made) -> list[str]:
    return [text for one in made.cues for text in one.left_out]


def _tell_scripts(world: World, options: RenderOptions, plan: Fitted, made: Made) -> None:
    out = {
        "file": clean(str(options.output)),
        "length_s": round(made.length_s, 3),
        "voice": made.voice,
        "changes": list(plan.changes),
        "left_out": _left_out(made),
    }
    world.say_json(out)


def _told(options: RenderOptions, plan: Fitted, made: Made, settings: Settings) -> Iterator[str]:
    """What was made, in lines."""
    words = data.json_file("render.json")
    voices = data.json_file("audio.json")["rungs"]
    yield from plan.changes
    minutes, seconds = divmod(round(made.length_s), 60)
    name = clean(str(options.output), 200)
    form = words["made" if made.voice != NOBODY else "made_of_tones"]
    voice = voices.get(made.voice, made.voice)
    yield form.format(file=name, minutes=minutes, seconds=seconds, voice=voice)
    for lost in made.lost:
        yield words["broke"].format(voice=voices.get(lost, lost))
    if made.voice == NOBODY:
        silent = settings.voice in (NOBODY, Rung.BELL)
        yield words["tones" if silent else "no_voice"].format(voice=settings.voice)
    elif left_out := _left_out(made):
        yield words["left_out"].format(count=len(left_out))
    yield words["once"]
