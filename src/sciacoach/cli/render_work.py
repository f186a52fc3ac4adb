"""What `sciacoach routine render` does: no answers, no file; the same plan and the same cues
as a live session, mixed into one WAV."""

import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from sciacoach import data
from sciacoach.audio.child import engines
from sciacoach.audio.probing import environment
from sciacoach.audio.running import Runner
from sciacoach.audio.speaker import setup_of
from sciacoach.audio.studio import Studio
from sciacoach.audio.track import Placed, write_track
from sciacoach.cli.fitted import clearance_now, fitted_now
from sciacoach.cli.render import RenderOptions
from sciacoach.cli.sounding import choice
from sciacoach.cli.world import World
from sciacoach.coach.cue_list import Cue, cue_list, sheet
from sciacoach.coach.recording import Recorded, recorded
from sciacoach.errors import Exit, Held, Usage
from sciacoach.history.store import open_store
from sciacoach.library import Library, builtin_folder
from sciacoach.paths import private_bytes, write_private
from sciacoach.session.fit import Wishes
from sciacoach.session.plan import Fitted, Refused
from sciacoach.settings import Settings, load_settings
from sciacoach.text import clean
from sciacoach.vocabulary import Side

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
    if options.cues:
        write_private(options.cues, _sheet(made, label))
    _tell(world, options, plan, made)
    return Exit.DONE


def _check_names(options: RenderOptions) -> None:
    if options.output.suffix.lower() != ".wav":
        name = clean(str(options.output), 200)
        raise Usage(f"{name}: only WAV files can be made.", "End the name in .wav.")
    if options.cues and options.cues.absolute() == options.output.absolute():
        raise Usage("The sound and its cues cannot be one file.", "Give --cues another name.")
    for path in filter(None, (options.output, options.cues)):
        name = clean(str(path), 200)
        if path.exists() and not options.force:
            raise Usage(f"{name} is there already.", "Give another name, or --force.")
        if not path.parent.is_dir():
            raise Usage(f"{name}: there is no such folder.", "Make it, or give another name.")


def _plan(world: World, options: RenderOptions, settings: Settings) -> Fitted:
    library = Library(builtin_folder(), world.paths.data / "routines")
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
    setup = setup_of(choice(settings, settings.voice or "auto"), environment())
    runner = Runner()
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="sciacoach-")))
        stack.callback(runner.close)
        studio = Studio(tuple(engines(setup, runner, scratch)), volume=setup.volume)
        spoken = studio.words(" ".join(label))
        lead_s = spoken.seconds + 1.0 if spoken else 0.0
        cues = _shifted(cue_list(plan), lead_s)
        length_s = lead_s + plan.planned_s + TAIL_S
        sounds = list(recorded(cues, studio, length_s))
        placed = [one for cue in sounds for one in cue.placed]
        if spoken:
            placed.insert(0, Placed(0.0, spoken))
        with private_bytes(output) as out:
            length_s = write_track(out, placed, length_s)
        return Made(sounds, length_s, studio.rung, tuple(studio.lost))


def _shifted(cues: Sequence[Cue], by_s: float) -> tuple[Cue, ...]:
    return tuple(replace(cue, at=cue.at + by_s) for cue in cues)


def _sheet(made: Made, label: Sequence[str]) -> str:
    """The cues as text, the label above them."""
    return "\n".join((*label, "", sheet([one.cue for one in made.cues])))


def _tell(world: World, options: RenderOptions, plan: Fitted, made: Made) -> None:
    words = data.json_file("render.json")
    left_out = [text for one in made.cues for text in one.left_out]
    if options.as_json:
        out = {
            "sciacoach": 1,
            "file": clean(str(options.output)),
            "length_s": round(made.length_s, 3),
            "voice": made.voice,
            "changes": list(plan.changes),
            "left_out": left_out,
        }
        world.say_json(out)
        return
    for line in plan.changes:
        world.say(line)
    minutes, seconds = divmod(round(made.length_s), 60)
    voices = data.json_file("audio.json")["rungs"]
    world.say(
        words["made"].format(
            file=clean(str(options.output), 200),
            minutes=minutes,
            seconds=seconds,
            voice=voices.get(made.voice, made.voice),
        )
    )
    if left_out:
        world.say(words["left_out"].format(count=len(left_out)))
    world.say(words["once"])
