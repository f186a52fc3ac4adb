"""The loop: the real clock and the person on one side, the session on the other."""

import json
import signal
from itertools import pairwise

import pytest
from conducting import FOUND, Away, Broken, Room, Script, conduct

from sciacoach.coach.conduct import GAP_S, LOOK_S
from sciacoach.coach.inbox import Continued, HangUp, NoMore, Pressed, Signalled, Suspend
from sciacoach.faces import Stamped, Still
from sciacoach.session.events import Countdown, Moment, SessionEnded

PLANNED = FOUND.planned_s


def lines(room: Room) -> list[str]:
    return [line for _, line in room.record.lines]


def test_a_session_that_nothing_interrupts_takes_the_time_that_was_planned() -> None:
    room = conduct()
    assert (room.result.outcome, room.result.signal, room.result.output_died) == (
        "completed", None, False,
    )  # fmt: skip
    assert room.clock.seconds == pytest.approx(PLANNED)
    assert room.last("session_ended")["contact_s"] == 80


def test_the_clock_is_looked_at_four_times_a_second_at_least() -> None:
    assert max(conduct().inbox.waits) <= LOOK_S


def test_an_event_is_sent_when_it_is_due() -> None:
    for row in map(json.loads, conduct().out.splitlines()):
        assert row["t"] == pytest.approx(row["mono"], abs=0.002)
        if "due" in row:
            assert row["t"] == row["due"]


@pytest.mark.parametrize("speed", [5.0, 200.0])
def test_a_rehearsal_runs_so_many_times_as_fast(speed: float) -> None:
    room = conduct(speed=speed, rehearsal=True)
    assert room.result.outcome == "completed"
    assert room.clock.seconds == pytest.approx(PLANNED / speed)
    assert [e.body() for e in room.events[1:]] == [e.body() for e in plain_rehearsal().events[1:]]


def plain_rehearsal() -> Room:
    return conduct(rehearsal=True)


def test_everything_goes_to_the_record_with_the_wall_time_that_was_shown() -> None:
    room = conduct()
    shown = [json.loads(line) for line in room.out.splitlines()]
    assert [row["event"] for row in shown] == room.kinds()
    assert [row["at"] for row in shown] == [at for _, at in room.record.events]


def test_the_same_script_gives_the_same_bytes() -> None:
    script: Script = [(25.0, "pause"), (40.0, "resume"), (90.0, "pain leg=3"), (100.0, "nonsense")]
    assert conduct(script).out == conduct(script).out
    assert '"error"' in conduct(script).out


def test_a_mark_is_kept_once_a_second_and_holds_where_the_session_stands() -> None:
    room = conduct()
    marks = room.record.marks
    assert len(marks) == pytest.approx(PLANNED, abs=3)
    assert all(0.9 < b.t - a.t < 1.3 for a, b in pairwise(marks))
    middle = next(mark for mark in marks if mark.t > 50)
    assert middle.step_s == pytest.approx(middle.t - 30)
    assert middle.contact_s == pytest.approx(middle.t - 30)
    assert middle.delivered_s == pytest.approx(20 + middle.t - 30)


@pytest.mark.parametrize("speed", [1.0, 50.0])
def test_a_gap_pauses_whatever_the_speed(speed: float) -> None:
    at = 45.0 / speed
    script: Script = [(at, Away(GAP_S + 0.1)), (at + 60, "resume")]
    room = conduct(script, speed=speed, rehearsal=speed > 1)
    assert room.last("paused")["why"] == "gap"
    assert room.last("paused")["t"] == pytest.approx(45.0, abs=speed * LOOK_S)
    assert room.result.outcome == "completed"
    assert any(line.startswith("gap ") for line in lines(room))


def test_a_shorter_delay_is_no_gap_and_nothing_is_late_afterwards() -> None:
    room = conduct([(45.0, Away(GAP_S - 0.3))])
    assert "paused" not in room.kinds()
    assert room.clock.seconds == pytest.approx(PLANNED)


def test_a_gap_when_nobody_can_go_on_ends_a_live_session() -> None:
    room = conduct([(1.0, NoMore()), (45.0, Away(60))])
    assert room.result.outcome == "interrupted"
    assert room.last("session_ended")["contact_s"] == pytest.approx(20, abs=0.3)


def test_a_gap_when_nobody_can_go_on_leaves_a_rehearsal_going() -> None:
    room = conduct([(0.1, NoMore()), (1.0, Away(3))], speed=20.0, rehearsal=True)
    assert room.result.outcome == "completed"


# ---- the person -------------------------------------------------------------------------


def test_a_command_does_what_it_says_and_is_kept_with_the_bodys_clock() -> None:
    room = conduct([(40.0, "pause"), (50.0, "resume"), (100.0, "again")])
    assert lines(room) == ["pause", "resume", "again"]
    assert [clock for clock, _ in room.record.lines] == pytest.approx([40.0, 50.0, 100.0])
    assert room.last("session_ended")["paused_s"] == pytest.approx(10 + 25)


def test_an_unknown_line_is_an_error_and_changes_nothing() -> None:
    with_line, without = conduct([(40.0, "dance \x1b[31m")]), conduct()
    fault = with_line.last("error")
    assert fault["line"] == "dance \x1b[31m"
    assert "no command" in fault["why"]
    assert [e for e in with_line.events if e.kind != "error"] == without.events
    assert with_line.record.lines == [(40.0, "dance \x1b[31m")], "kept, to be played again"


def test_a_line_that_a_person_mistyped_is_not_kept() -> None:
    """It may say anything; and their history is theirs."""
    assert conduct([(70.0, "it hurts, Anna")], typed=True).record.lines == []


def test_what_the_record_holds_plays_the_session_again() -> None:
    from sciacoach.session.commands import Command, parse
    from sciacoach.session.machine import Session
    from sciacoach.session.stop_rules import Reading
    from sciacoach.vocabulary import Lowest

    script: Script = [
        (25.3, "ready"), (45.3, "pause"), (57.7, "resume"), (60.0, Away(20)), (90.0, "resume"),
        (105.1, "next"), (200.0, "ready"), (212.2, "extend"), (220.0, Away(7)),
        (229.0, Signalled(15)),
    ]  # fmt: skip
    room = conduct(script, hands_free=False)
    again = Session(FOUND, "one", before=Reading(3, 2, Lowest.BUTTOCK))
    events = again.start()
    for clock, line in room.record.lines:
        events += again.advance(clock - again.clock)
        if line.startswith("gap "):
            events += again.gap(float(line.split()[1]))
        elif line == "interrupt":
            events += again.interrupt()
        else:
            command = parse(line)
            assert isinstance(command, Command)
            events += again.command(command)
    assert [e.body() for e in events] == [e.body() for e in room.events]


def test_the_end_of_input_lets_waiting_steps_go_on_by_themselves() -> None:
    room = conduct([(5.0, NoMore())], hands_free=False)
    assert room.result.outcome == "completed"
    assert room.clock.seconds == pytest.approx(PLANNED)
    assert lines(room) == ["alone"]


def test_the_end_of_input_in_a_long_wait_goes_on_at_once() -> None:
    room = conduct([(30.0, NoMore())], hands_free=False)
    assert room.result.outcome == "completed"
    assert room.last("session_ended")["paused_s"] == pytest.approx(10)
    assert lines(room) == ["alone", "ready"]


def test_the_end_of_input_in_a_pause_ends_the_session() -> None:
    room = conduct([(40.0, "pause"), (45.0, NoMore())])
    assert room.result.outcome == "interrupted"


@pytest.mark.parametrize("what", ["saddle", "numb", "other"])
def test_a_question_that_nobody_can_answer_any_more_ends_the_session(what: str) -> None:
    room = conduct([(40.0, f"wrong {what}"), (41.0, NoMore())])
    assert room.result.outcome == "safety"
    assert room.clock.seconds < 110
    assert [lock.confirmed for lock in room.session.locks] == [False]


def test_a_question_that_comes_up_when_nobody_is_there_is_not_waited_for() -> None:
    room = conduct([(40.0, "pain leg=9"), (41.0, NoMore())])
    assert room.result.outcome == "safety"
    assert room.clock.seconds == pytest.approx(100, abs=0.5)


# ---- the end of things ----------------------------------------------------------------------


def test_a_hang_up_interrupts_and_who_is_still_there_hears_the_end() -> None:
    room = conduct([(40.0, HangUp())])
    assert (room.result.outcome, room.result.output_died) == ("interrupted", True)
    assert isinstance(room.events[-1], SessionEnded)
    assert "session_ended" in room.out


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_interrupts_and_is_told(number: int) -> None:
    room = conduct([(40.0, Signalled(number))])
    assert (room.result.outcome, room.result.signal) == ("interrupted", number)
    assert room.last("session_ended")["contact_s"] == pytest.approx(10)
    assert "session_ended" in room.out


@pytest.mark.parametrize("after", [0, 1, 2, 7])
def test_a_face_whose_output_dies_ends_the_session_and_the_record_is_whole(after: int) -> None:
    room = conduct(faces=[Broken(after)])
    assert (room.result.outcome, room.result.output_died) == ("interrupted", True)
    assert room.kinds().count("session_ended") == 1
    assert room.kinds()[-1] == "session_ended"


def test_an_output_that_dies_with_the_last_event_changes_nothing() -> None:
    count = len(conduct().events)
    room = conduct(faces=[Broken(count - 1)])
    assert (room.result.outcome, room.result.output_died) == ("completed", True)


def test_every_face_sees_every_event() -> None:
    one, two = Broken(10_000), Broken(10_000)
    room = conduct(faces=[one, two])
    assert one.left == two.left == 10_000 - len(room.events)
    assert any(isinstance(event, Countdown) for event in room.events)


# ---- keys ------------------------------------------------------------------------------------


def press(*keys: tuple[float, str]) -> Script:
    """Keys, each at its time."""
    return [(at, Pressed(key)) for at, key in keys]


def test_keys_lead_a_whole_session() -> None:
    keys = [(25, "space"), (45, "space"), (60, "space"), (99, "q"), (102, "q")]
    room = conduct(press(*keys), hands_free=False, typed=True)
    assert room.result.outcome == "stopped"
    assert lines(room) == ["ready", "pause", "resume", "pause", "stop"]


def test_a_press_that_waits_is_acted_on_when_it_is_sure() -> None:
    script: Script = [*press((140.0, "n"), (140.3, "n")), (150.0, "stop")]
    room = conduct(script, typed=True, hands_free=False)
    at = [clock for clock, line in room.record.lines if line == "next"]
    assert at == pytest.approx([140.0, 140.45], abs=0.01)


def test_one_button_leads_a_whole_session_hands_free() -> None:
    keys = [(45, "pagedown"), (60, "pagedown"), (100, "pagedown"), (101, "pagedown")]
    room = conduct(press(*keys), typed=True)
    assert lines(room)[:4] == ["pause", "resume", "pause", "wrong other"]
    assert room.result.outcome == "safety"
    assert [lock.confirmed for lock in room.session.locks] == [False]


def test_words_about_keys_are_shown_and_never_kept() -> None:
    room = conduct(press((40.0, "q"), (43.0, "q")), typed=True, hands_free=False)
    assert "Press q again to end." in room.out
    assert not any("again to end" in str(event) for event in room.events)


def test_help_is_shown_and_stops_what_presses() -> None:
    room = conduct(
        [(5.0, "ready"), *press((40.0, "?")), (60.0, "stop")], typed=True, hands_free=False
    )
    assert lines(room) == ["ready", "pause", "stop"]
    assert room.last("error")["line"] == "?"


def test_a_question_that_gets_another_word_says_what_it_wants() -> None:
    room = conduct([(40.0, "w"), (43.0, "perhaps")], typed=True)
    assert room.last("error")["why"] == "Type yes or no."


def test_after_clear_questions_a_typed_number_names_it_too() -> None:
    script: Script = [
        (40.0, "w"), (43.0, "n"), (46.0, "n"), (49.0, "y"), (52.0, "1"), (60.0, "stop"),
    ]  # fmt: skip
    room = conduct(script, typed=True, hands_free=False)
    assert "press its number" in room.out
    assert lines(room)[4] == "wrong electric"


# ---- the terminal, and what sees it -------------------------------------------------------------


class Watching(Still):
    """A face that remembers what it was told."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.moments: list[Moment] = []

    def show(self, stamped: Stamped) -> None:
        self.told.append(stamped.event.kind)

    def tick(self, moment: Moment) -> None:
        self.moments.append(moment)

    def suspend(self) -> None:
        self.told.append("suspend")

    def restore(self) -> None:
        self.told.append("restore")

    def close(self) -> None:
        self.told.append("close")


def test_a_face_is_told_where_it_stands_four_times_a_second_and_closed_at_the_end() -> None:
    face = Watching()
    room = conduct(faces=[face])
    assert len(face.moments) >= 3.9 * PLANNED
    assert {one.state for one in face.moments} >= {"waiting", "preparing", "working"}
    assert face.told == [*room.kinds(), "close"]


def test_ctrl_z_pauses_suspends_and_comes_back_paused() -> None:
    face = Watching()
    room = conduct([(40.0, Suspend()), (50.0, "resume")], faces=[face])
    at = face.told.index("suspend")
    assert face.told[at - 2 : at + 2] == ["paused", "cue", "suspend", "restore"]
    assert lines(room)[0] == "pause"


def test_ctrl_z_under_a_question_leaves_the_question() -> None:
    face = Watching()
    room = conduct([(40.0, "wrong other"), (41.0, Suspend())], faces=[face])
    assert lines(room) == ["wrong other"]
    assert "restore" in face.told


def test_a_stop_from_outside_shows_all_again() -> None:
    face = Watching()
    conduct([(40.0, Continued())], faces=[face])
    assert face.told.count("restore") == 1
    assert "suspend" not in face.told


def test_a_window_that_closes_ends_by_its_signal_in_either_order() -> None:
    script: Script = [(40.0, HangUp()), (40.01, Signalled(signal.SIGHUP))]
    for order in (script, [(40.0, script[1][1]), (40.01, HangUp())]):
        room = conduct(order)
        assert (room.result.outcome, room.result.signal) == ("interrupted", signal.SIGHUP)


class Failing(Watching):
    """A face with a fault in it."""

    def __init__(self, fault: Exception, *where: str) -> None:
        super().__init__()
        self.fault = fault
        self.where = where

    def tick(self, moment: Moment) -> None:
        if "tick" in self.where:
            raise self.fault

    def close(self) -> None:
        super().close()
        if "close" in self.where:
            raise self.fault


def test_every_face_is_closed_whatever_happens_and_nothing_hides_the_fault() -> None:
    first, last = Failing(OSError(5, "gone"), "close"), Watching()
    faulty = Failing(RuntimeError("bug"), "tick", "close")
    with pytest.raises(RuntimeError, match="bug"):
        conduct(faces=[first, faulty, last])
    assert first.told[-1] == faulty.told[-1] == last.told[-1] == "close"


def test_a_face_that_dies_between_two_events_ends_the_session() -> None:
    room = conduct(faces=[Failing(OSError(5, "gone"), "tick")])
    assert (room.result.outcome, room.result.output_died) == ("interrupted", True)
