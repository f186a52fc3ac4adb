"""What `sciacoach preview` does with its options: the fitted plan where there is a
clearance, else the routine as written."""

from dataclasses import replace

from sciacoach import data
from sciacoach.cli.fitted import clearance_now, fitted_now
from sciacoach.cli.preview import PreviewOptions
from sciacoach.cli.world import World
from sciacoach.dialogs.preview_json import preview_json
from sciacoach.dialogs.preview_page import Preview, preview_lines
from sciacoach.errors import Exit, Usage
from sciacoach.history.store import Store, open_store
from sciacoach.library import Library
from sciacoach.routine.layout import Turn, lay_out, planned_s
from sciacoach.routine.limits import Column
from sciacoach.routine.model import Routine
from sciacoach.routine.names import side_name
from sciacoach.screening.clearance import Clearance
from sciacoach.session.dose import a_side_s, pressed_sides, with_dose, with_rests
from sciacoach.session.fit import LEAST_A_SIDE_S, Wishes, first_side
from sciacoach.session.plan import Fitted
from sciacoach.session.shorter import shortened
from sciacoach.settings import load_settings
from sciacoach.vocabulary import Side

_GENTLE = 0.5
_SLACK_S = 1e-6


def run_preview(world: World, options: PreviewOptions) -> int:
    """The exit code of `sciacoach preview`: 3 where the answers refuse the routine."""
    if options.speak and options.as_json:
        raise Usage("--speak and --json do not go together.", "Leave one of them out.")
    settings = load_settings(world.paths.settings)
    library = world.library
    routine = library.load(options.routine)
    side = Side(options.side or settings.side)
    wishes = Wishes(side, options.minutes, options.gentle, settings.pace)
    with open_store(world.paths, write=options.answers is not None) as store:
        clearance = clearance_now(world, store, options.answers, settings.emergency_number)
        if clearance is None:
            shown = as_written(routine, wishes)
        else:
            shown = _fitted(world, store, library, routine, clearance, wishes)
    if options.speak and not shown.refused:
        from sciacoach.cli.preview_speak import read_aloud

        read_aloud(world, shown, settings, routine.language)
    else:
        _show(world, shown, options)
    return Exit.HELD if shown.refused else Exit.DONE


def _fitted(
    world: World,
    store: Store,
    library: Library,
    routine: Routine,
    clearance: Clearance,
    wishes: Wishes,
) -> Preview:
    """The plan that may be done now; else the routine as written, with the refusal."""
    found = fitted_now(world, store, library, routine, clearance, wishes)
    if isinstance(found, Fitted):
        return _of_plan(found)
    written = as_written(routine, Wishes(pace=wishes.pace))
    return replace(written, refused=found.lines, verdict=clearance.verdict)


def _of_plan(plan: Fitted) -> Preview:
    return Preview(
        routine=plan.routine,
        title=plan.title,
        turns=plan.turns,
        fitted=True,
        column=plan.column,
        earlier=plan.earlier,
        changes=plan.changes,
        warnings=plan.warnings,
        verdict=plan.verdict,
        plan=plan,
    )


def as_written(routine: Routine, wishes: Wishes) -> Preview:
    """`routine` without anybody's answers: only what was wished for is done to it."""
    words = data.json_file("preview.json")
    affected = None if wishes.side is Side.BOTH else wishes.side
    turns = lay_out(routine, affected, wishes.side, first_side(affected), wishes.pace)
    changes = []
    if affected:
        changes.append(words["only_side"].format(side=side_name(affected)))
    if wishes.gentle:
        turns, _ = with_rests(with_dose(turns, _GENTLE), Column.HARD)
        changes.append(words["gentle"])
    if wishes.minutes is not None and planned_s(turns) > wishes.minutes * 60 + _SLACK_S:
        turns, told = _in_minutes(turns, wishes.minutes)
        changes.append(words[told].format(minutes=f"{wishes.minutes:g}"))
    return Preview(
        routine=routine.id,
        title=routine.title,
        turns=turns,
        changes=tuple(changes),
        warnings=routine.warnings,
    )


def _in_minutes(turns: tuple[Turn, ...], minutes: float) -> tuple[tuple[Turn, ...], str]:
    """`turns` made as short as that, and which words tell it. Where that leaves less pressing
    than fit would let start, they stay as they are."""
    left, _ = with_rests(shortened(turns, minutes * 60), Column.HARD)
    sides = pressed_sides(turns)
    least = min(LEAST_A_SIDE_S, a_side_s(turns, sides))
    enough = a_side_s(left, sides) >= least - _SLACK_S
    if enough and planned_s(left) <= minutes * 60 + _SLACK_S:
        return left, "minutes"
    return turns, "too_long"


def _show(world: World, shown: Preview, options: PreviewOptions) -> None:
    """The page; where help is needed first, the message alone."""
    if options.as_json:
        world.say_json(preview_json(shown))
    elif shown.help_first:
        for line in shown.refused:
            world.tell(line)
    else:
        for line in preview_lines(shown, world.width, drawn=not world.simple):
            world.write(f"{line}\n")
