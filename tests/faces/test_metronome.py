"""The tempo by ear: what is ordered of the speaker in a session that is played, and when."""

from collections.abc import Sequence

import pytest

from people import plan, press, quiet, routine
from sciacoach.audio.tones import Tone
from sciacoach.coach.cards import cards_of
from sciacoach.faces import Stamped
from sciacoach.faces.heard import Heard, Listener
from sciacoach.faces.metronome import Metronome
from sciacoach.faces.voice import VoiceFace, Wanted
from sciacoach.session.commands import Command, parse
from sciacoach.session.events import Event, Moment
from sciacoach.session.machine import Session

PLAN = plan(routine([press(for_=30, tempo=4), quiet("rest", 40), press("hold", for_=20)]))
LOOK_S = 0.25
WHOLE = [4.0, 8.0, 12.0, 16.0, 20.0, 24.0]


class Desk:
    """A speaker that keeps the ticks it was ordered, each order with its time."""

    def __init__(self) -> None:
        self.now = 0.0
        self.ticked: list[tuple[float, list[float]]] = []
        self.did: list[str] = []

    def say(self, text: str, kind: Tone = Tone.ANNOUNCE, language: str = "") -> int:
        self.did.append("say")
        return 1

    def tone(self, kind: Tone) -> int:
        self.did.append(str(kind))
        return 1

    def ticks(self, at_s: Sequence[float]) -> int:
        self.did.append("ticks")
        self.ticked.append((self.now, list(at_s)))
        return 1

    def hush(self) -> None:
        self.did.append("hush")

    def prepare(self, texts: Sequence[str], language: str = "") -> None: ...

    def troubles(self) -> list[str]:
        return []

    def finish(self, number: int, most_s: float) -> bool:
        return True

    def close(self) -> None: ...


class Room:
    """A session that is heard. Time comes in looks."""

    def __init__(self, wanted: Wanted | None = None, *, rehearsal: bool = False) -> None:
        self.desk = Desk()
        self.session = Session(PLAN, "one", rehearsal=rehearsal)
        self.face = VoiceFace(
            self.desk,
            cards_of(PLAN.turns),
            wanted or Wanted(),
            Listener.KEYS,
            tell=print,
            ring=lambda: pytest.fail("the bell rang"),
        )
        self.take(self.session.start())

    def take(self, events: Sequence[Event]) -> None:
        for event in events:
            self.face.show(Stamped(event, "", 0.0))
        if not self.session.ended:
            self.face.tick(self.session.moment)

    def wait(self, seconds: float) -> "Room":
        for _ in range(round(seconds / LOOK_S)):
            self.desk.now += LOOK_S
            self.take(self.session.advance(LOOK_S))
        return self

    def give(self, line: str) -> "Room":
        command = parse(line)
        assert isinstance(command, Command)
        self.take(self.session.command(command))
        return self

    @property
    def ticked(self) -> list[tuple[float, list[float]]]:
        return self.desk.ticked


def test_a_step_is_ordered_once_when_it_begins_and_stopped_when_it_is_over() -> None:
    assert Room().wait(41).ticked == [(10.0, WHOLE), (40.0, [])]


def test_a_look_that_comes_late_orders_from_where_the_step_is() -> None:
    room = Room().wait(9.75)
    room.take(room.session.advance(0.35))
    assert room.ticked == [(9.75, [round(at - 0.1, 4) for at in WHOLE])]


def test_a_session_ticks_both_sides_and_nothing_that_does_not_move() -> None:
    room = Room().wait(300)
    assert room.session.ended
    assert [at for _, at in room.ticked if at] == [WHOLE, WHOLE]


def test_a_pause_stops_them_and_they_go_on_in_step_with_the_step() -> None:
    room = Room().wait(15).give("pause")
    assert room.ticked[1:] == [(15.0, [])]
    room.wait(60).give("resume").wait(40)
    (began, due), *_ = room.ticked[2:]
    assert began > 75
    assert due == [3.0, 7.0, 11.0, 15.0, 19.0]


def test_a_warning_in_a_step_that_goes_on_is_heard_alone() -> None:
    room = Room().wait(13)
    room.desk.did.clear()
    room.give("resume")
    assert room.desk.did == ["warning", "say", "ticks"]
    at, due = room.ticked[-1]
    assert at == 13.0
    assert due
    assert min(due) > 1.0
    assert {round(one + 3, 4) for one in due} < set(WHOLE)


def test_a_rule_that_stops_the_step_stops_its_ticks() -> None:
    room = Room().wait(12).give("wrong numb").wait(30)
    assert room.ticked[1:] == [(12.0, [])]


def test_ten_seconds_more_tick_too() -> None:
    room = Room().wait(12)
    room.session._now.last(40.0)
    room.wait(LOOK_S)
    assert room.ticked[-1] == (12.25, [1.75, 5.75, 9.75, 13.75, 21.75, 25.75, 29.75, 33.75])


def test_who_goes_back_to_the_start_of_a_step_hears_it_from_there() -> None:
    room = Room().wait(20).give("back").wait(45)
    assert [len(due) for _, due in room.ticked] == [6, 0, 6]


def test_without_tones_or_in_a_rehearsal_nothing_ticks() -> None:
    assert Room(Wanted(tones=False)).wait(60).ticked == []
    assert Room(rehearsal=True).wait(60).ticked == []


def test_tones_alone_have_their_ticks() -> None:
    assert Room(Wanted(words=False)).wait(11).ticked == [(10.0, WHOLE)]


def test_after_a_silence_they_are_ordered_anew() -> None:
    room = Room().wait(12)
    room.face.suspend()
    room.wait(1)
    assert room.ticked[1] == (12.25, [1.75, 5.75, 9.75, 13.75, 17.75, 21.75])


def test_a_step_without_ticks_is_no_order() -> None:
    orders: list[Sequence[float]] = []
    metronome = Metronome(orders.append)
    metronome.look(Moment(0.0, "working", 0, 5.0, 5.0, 0.0, None), Heard())
    metronome.look(Moment(1.0, "paused", 0, None, None, 1.0, None), Heard())
    assert orders == []
