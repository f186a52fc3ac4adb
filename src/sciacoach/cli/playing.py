"""A fitted plan is played, checked out and written down."""

import gc
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sciacoach import __version__, data
from sciacoach.cli.asking import inbox_asker
from sciacoach.cli.clearing import ClearedStart, lock_after, lock_if_moved_down_again
from sciacoach.cli.start import FaceName
from sciacoach.cli.world import World
from sciacoach.coach.conduct import Conducted, Conductor
from sciacoach.coach.inbox import StreamInbox, signals_to
from sciacoach.dialogs.pain_row import ask_pain
from sciacoach.errors import Exit
from sciacoach.faces.jsonl import JsonFace
from sciacoach.faces.plain import PlainFace
from sciacoach.history.recorder import Recorder, planned_steps
from sciacoach.history.records import Reading as KeptReading
from sciacoach.history.records import RoutineRef, ScreenRef, SessionHeader, new_session_id
from sciacoach.history.store import Store
from sciacoach.routine.layout import Turn
from sciacoach.routine.limits import limits_version
from sciacoach.screening.words import words
from sciacoach.session.machine import Session
from sciacoach.session.plan import Fitted
from sciacoach.session.stop_rules import Reading
from sciacoach.session.stored import plan_row
from sciacoach.session.words import word

if TYPE_CHECKING:
    from sciacoach.faces import Face


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a session is played: for whom, on which face, how fast. `speed` None: live."""

    world: World
    store: Store
    face: FaceName
    hands_free: bool
    speed: float | None
    asks: bool


def play(stage: Stage, plan: Fitted, cleared: ClearedStart) -> int:
    """Play `plan` to its end and write it down; the exit code."""
    gc.enable()
    world = stage.world
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
    _tell_plan(stage, plan)
    inbox = StreamInbox(world.stdin, on_terminal=world.stdin.isatty())
    conductor = Conductor(
        session,
        [_face(stage, plan)],
        recorder,
        inbox,
        world.clock,
        speed=stage.speed or 1.0,
        typed=stage.asks,
    )
    with signals_to(inbox.push):
        inbox.listen()
        ended = conductor.play()
        _lock(stage, session)
        _check_out(stage, ended, recorder, inbox)
    _closing_page(stage, ended)
    return _exit_code(stage, ended, recorder)


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


def _face(stage: Stage, plan: Fitted) -> "Face":
    if stage.face is FaceName.JSON:
        return JsonFace(stage.world.stdout)
    world = stage.world
    return PlainFace(
        world.stdout,
        [_note(turn) for turn in plan.turns],
        keys=world.stdin.isatty(),
        hands_free=stage.hands_free,
        width=world.width,
    )


def _note(turn: Turn) -> str | None:
    """What to do at length; a breathing step with its breath."""
    parts = [turn.text]
    if turn.breath:
        into, out = turn.breath
        parts.append(word("breath", into=f"{into:g}", out=f"{out:g}"))
    return " ".join(filter(None, parts)) or None


def _tell_plan(stage: Stage, plan: Fitted) -> None:
    """Title, warnings and every change of fit, before anything is played."""
    if stage.face is FaceName.JSON:
        return
    for line in ("", plan.title, *plan.warnings, *plan.changes):
        stage.world.say(line)
    stage.world.stdout.flush()


def _lock(stage: Stage, session: Session) -> None:
    """What the stop rules of a live session locked, and D6 over the last two."""
    now = stage.world.clock.now()
    live = stage.speed is None
    lock_after(stage.store, session.locks, now, live=live)
    if live and lock_if_moved_down_again(stage.store, session.id, now):
        stage.world.tell(str(data.json_file("stop_rules.json")["rules"]["D6"]["says"]))


def _check_out(stage: Stage, ended: Conducted, recorder: Recorder, inbox: StreamInbox) -> None:
    """Pain after, on a terminal, when the person is still there, and nothing is worse than
    a missing reading."""
    if not stage.asks or stage.speed is not None or ended.outcome in ("interrupted", "safety"):
        return
    try:
        pain = ask_pain(inbox_asker(stage.world, inbox), stage.world.say, after=True)
    except EOFError:
        return
    if pain:
        recorder.reading("after", KeptReading(leg=pain.leg, back=pain.back, lowest=pain.lowest))


def _closing_page(stage: Stage, ended: Conducted) -> None:
    """The signs that need help at once, after every session. With JSON they go to standard
    error, for standard output holds events alone."""
    if ended.output_died:
        return
    tell = stage.world.tell if stage.face is FaceName.JSON else stage.world.say
    tell(words("signs"))


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
