"""A fitted plan is played, checked out and written down."""

import gc
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from sciacoach import __version__, data
from sciacoach.cli.asking import Asker, inbox_asker
from sciacoach.cli.clearing import ClearedStart
from sciacoach.cli.closing import show_closing
from sciacoach.cli.pain_look import look_of
from sciacoach.cli.staging import Stage, faces_for, kept_awake
from sciacoach.cli.start import FaceName
from sciacoach.coach.conduct import Conducted, Conductor
from sciacoach.coach.inbox import StreamInbox, signals_to
from sciacoach.coach.keyboard import inbox_for
from sciacoach.coach.terminal import Terminal, let_go
from sciacoach.coach.typed import STOPS
from sciacoach.dialogs.pain_row import ask_pain
from sciacoach.errors import Exit, Failed, Held, ReaderGone
from sciacoach.history.owed import owed_of
from sciacoach.history.recorder import Recorder, planned_steps
from sciacoach.history.records import Reading as KeptReading
from sciacoach.history.records import RoutineRef, ScreenRef, SessionHeader, new_session_id
from sciacoach.routine.limits import limits_version
from sciacoach.session.commands import Command
from sciacoach.session.machine import Session
from sciacoach.session.plan import Fitted
from sciacoach.session.resuming import retold
from sciacoach.session.stop_rules import DOWN_THE_LEG, Decision, Reading, Watch
from sciacoach.session.stored import plan_row

if TYPE_CHECKING:
    from sciacoach.history.resuming import Interrupted


def play(stage: Stage, plan: Fitted, cleared: ClearedStart) -> int:
    """Play `plan` to its end and write it down; the exit code."""
    _collect_again()
    world = stage.world
    if not _tell_before(stage, plan):
        return Exit.DONE
    before = _before(cleared)
    session = Session(
        plan,
        new_session_id(world.clock.now()),
        rehearsal=stage.speed is not None,
        hands_free=stage.hands_free,
        before=before,
    )
    recorder = Recorder(
        stage.store, _header(stage, session, plan, before), planned_steps(plan.turns)
    )
    recorder.begin()
    return _conducted(stage, session, recorder, before, Conductor.play)


def play_on(stage: Stage, found: "Interrupted", cleared: ClearedStart) -> int:
    """Go on with a session that was cut off, from a pause to its end; the exit code."""
    _collect_again()
    session, head = found.session, found.record.header
    if not _tell_before(stage, session.plan):
        return Exit.DONE
    now = stage.world.clock.now()
    stage.store.take_up(found, (now - found.ended_at).total_seconds(), now)
    recorder = Recorder(stage.store, head, planned_steps(session.plan.turns))
    stage = replace(stage, hands_free=session.hands_free)
    told, pain = retold(session), _pain(_before(cleared))

    def play(conductor: Conductor) -> Conducted:
        return conductor.play_on(told, pain)

    return _conducted(stage, session, recorder, session.before, play)


def _pain(said: Reading) -> Command | None:
    """The reading before going on, as a command. Nothing in the leg, and yet pain down the
    leg, is asked about in a session; here the place alone is told, for that counts."""
    odd = said.leg == 0 and said.lowest in DOWN_THE_LEG
    values = {
        "leg": None if odd else said.leg,
        "back": said.back,
        "lowest": None if said.lowest is None else said.lowest.value,
    }
    given = {name: value for name, value in values.items() if value is not None}
    return Command("pain", values=given) if given else None


def _conducted(
    stage: Stage,
    session: Session,
    recorder: Recorder,
    before: Reading,
    play: Callable[[Conductor], Conducted],
) -> int:
    """Have a session conducted by `play`, check it out and lock what it locks."""
    world, plan = stage.world, session.plan
    seen, voice = faces_for(stage, plan)
    inbox = inbox_for(world.stdin, keys=stage.asks)
    terminal = Terminal(world.stdin if stage.asks else None)
    conductor = Conductor(
        session,
        [seen, voice] if voice else [seen],
        recorder,
        inbox,
        world.clock,
        speed=stage.speed or 1.0,
        typed=stage.asks,
        terminal=terminal,
    )
    with signals_to(inbox.push):
        with kept_awake(stage), terminal.taken(inbox.push):
            inbox.listen()
            ended = play(conductor)
        inbox.type_lines()
        if ended.output_died:
            let_go(world.stdout, *([world.stderr] if stage.asks and world.stderr.isatty() else []))
        _lock(stage, session, recorder)
        _check_out(stage, ended, recorder, inbox, before)
    _closing_page(stage, ended, recorder, plan)
    if voice:
        voice.finish()
    return _exit_code(stage, ended, recorder)


def _collect_again() -> None:
    """A session runs for long, so garbage is collected again. What was imported until now is
    none: looking through it would hold up the first frame by a third of its time."""
    gc.freeze()
    gc.enable()


def _before(cleared: ClearedStart) -> Reading:
    pain = cleared.pain
    return Reading(pain.leg, pain.back, pain.lowest) if pain else Reading()


def _header(stage: Stage, session: Session, plan: Fitted, before: Reading) -> SessionHeader:
    return SessionHeader(
        id=session.id,
        program=__version__,
        limits=limits_version(),
        routine=RoutineRef(plan.routine, plan.title, plan.sha256),
        started_at=stage.world.clock.now().isoformat(timespec="milliseconds"),
        rehearsal=session.rehearsal,
        planned_s=plan.planned_s,
        screen=ScreenRef(plan.verdict, plan.screen_version, plan.reasons),
        changes=plan.changes,
        plan=plan_row(plan, hands_free=stage.hands_free, before=before),
    )


def _tell_before(stage: Stage, plan: Fitted) -> bool:
    """The plan, told before anything is kept, and whether it is to begin. A reader who has gone
    by then (`| head`) is no end of a listing, for the session was not begun."""
    try:
        return _tell_plan(stage, plan)
    except (BrokenPipeError, ReaderGone):
        let_go(stage.world.stdout)
        raise Failed(
            "Nobody reads the output any more, so the session was not begun.",
            "Run it in a terminal, or send its output somewhere.",
        ) from None


def _tell_plan(stage: Stage, plan: Fitted) -> bool:
    """Title, warnings and every change of fit, before anything is played. The live screen
    would cover them at once, so it waits until they were read."""
    if stage.face is FaceName.JSON:
        return True
    for line in ("", plan.title, *plan.warnings, *plan.changes):
        stage.world.say(line)
    stage.world.stdout.flush()
    if stage.face is FaceName.SCREEN and stage.speed is None and (plan.warnings or plan.changes):
        return _begin_when_read(stage)
    return True


def _begin_when_read(stage: Stage) -> bool:
    """Wait for Enter; False: the person left. Raises `Held` where nobody is there any more:
    then nothing begins."""
    words = data.json_file("live_screen.json")
    try:
        typed = Asker(stage.world)(str(words["begin"]))
    except EOFError:
        raise Held("The session was not begun.", "Start it again when you are ready.") from None
    leaves = typed.strip().lower() in STOPS | {"q"}
    if leaves:
        stage.world.say(str(words["not_begun"]))
    return not leaves


def _lock(stage: Stage, session: Session, recorder: Recorder) -> None:
    """What the stop rules of a live session locked, and D6 over the last two. A rehearsal
    locks nothing."""
    if stage.speed is not None:
        return
    recorder.try_again()
    owed = owed_of(session.owed, session.t, stage.world.clock.now())
    if stage.store.settle(session.id, owed):
        _tell_d6(stage)


def _tell_d6(stage: Stage) -> None:
    stage.world.tell(str(data.json_file("stop_rules.json")["rules"]["D6"]["says"]))


def _check_out(
    stage: Stage, ended: Conducted, recorder: Recorder, inbox: StreamInbox, before: Reading
) -> None:
    """Pain after, on a terminal, when the person is still there, and nothing is worse than
    a missing reading."""
    if not stage.asks or stage.speed is not None or ended.outcome in ("interrupted", "safety"):
        return
    try:
        pain = ask_pain(
            inbox_asker(stage.world, inbox),
            stage.world.say,
            after=True,
            look=look_of(stage.world),
        )
    except EOFError:
        return
    if pain:
        recorder.reading("after", KeptReading(leg=pain.leg, back=pain.back, lowest=pain.lowest))
        _moved_down(stage, recorder, Watch(before).reading(Reading(lowest=pain.lowest)))


def _moved_down(stage: Stage, recorder: Recorder, found: Decision | None) -> None:
    """Pain that is lower down the leg after a session is what D5 is about, though no minute
    of it can be waited for: so D5 holds for the days that follow."""
    if found and found.rule == "D5":
        stage.store.advice(recorder.session, "D5", 0.0)
        if stage.store.lock_if_moved_down_again(recorder.session, stage.world.clock.now()):
            _tell_d6(stage)


def _closing_page(stage: Stage, ended: Conducted, recorder: Recorder, plan: Fitted) -> None:
    """What was done, and the signs that need help at once, after every session."""
    if not ended.output_died:
        as_json = stage.face is FaceName.JSON
        show_closing(stage.world, stage.store, recorder.session, plan, as_json=as_json)


def _exit_code(stage: Stage, ended: Conducted, recorder: Recorder) -> int:
    if not recorder.try_again():
        stage.world.tell(f"Not everything could be written down: {recorder.trouble}")
        stage.world.tell("Make room on the disk. What was written before is kept.")
        return Exit.FAILED
    if ended.signal is not None:
        return 128 + ended.signal
    if ended.output_died:
        return Exit.FAILED
    return Exit.HELD if ended.outcome == "safety" else Exit.DONE
