"""The tree of commands. Importing it imports Typer and nothing heavy."""

import contextlib

import typer

from sciacoach.cli.world import World
from sciacoach.errors import Exit


def call(args: list[str], world: World) -> int:
    """Run `args`; returns the exit code. Errors of ours pass through to the door."""
    with contextlib.redirect_stdout(world.stdout), contextlib.redirect_stderr(world.stderr):
        try:
            result = build()(args, prog_name="sciacoach", standalone_mode=False, obj=world)
        except typer.Abort as abort:
            return 128 + 2 if isinstance(abort.__cause__, KeyboardInterrupt) else Exit.FAILED
        except Exception as error:
            return _shown(error)
    return result if isinstance(result, int) else Exit.DONE


def _shown(error: Exception) -> int:
    """Show a wrong use of the command line. Typer carries its own click, which is not to be
    imported, so its errors are known by what they can do; any other passes on."""
    show, code = getattr(error, "show", None), getattr(error, "exit_code", None)
    if not callable(show) or not isinstance(code, int):
        raise error
    show()
    return code


def build() -> typer.Typer:
    """The application with all its nouns."""
    from sciacoach.cli import (
        checkin,
        config,
        doctor,
        history,
        preview,
        routine,
        screen,
        start,
        today,
        why,
    )

    app = typer.Typer(
        name="sciacoach",
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=True,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    today.register(app)
    start.register(app)
    preview.register(app)
    screen.register(app)
    checkin.register(app)
    why.register(app)
    doctor.register(app)
    app.add_typer(routine.app, name="routine")
    app.add_typer(history.app, name="history")
    app.add_typer(config.app, name="config")
    return app
