"""The session by ear: what is ordered of the speaker, when, and what is told where it fails."""

from collections.abc import Sequence

import pytest

from people import plan, press, quiet, routine
from sciacoach.audio.tones import Tone
from sciacoach.coach.cards import cards_of
from sciacoach.faces import Stamped
from sciacoach.faces.heard import Listener
from sciacoach.faces.voice import VoiceFace, Wanted
from sciacoach.session import events as ev
from sciacoach.session.commands import Command
from sciacoach.session.machine import Session

STEPS = [quiet("setup", 20), press(for_=40), quiet("move", 30)]
PLAN = plan(routine(STEPS))
CARDS = cards_of(PLAN.turns)


class Desk:
    """A speaker that writes down its orders. `voice` and `card`: whether it can do them."""

    def __init__(self, *, voice: bool = True, card: bool = True) -> None:
        self.voice, self.card = voice, card
        self.orders: list[tuple[str, ...]] = []
        self.bad: list[str] = []

    def say(self, text: str, kind: Tone = Tone.ANNOUNCE, language: str = "") -> int:
        self.orders.append(("say", text, str(kind), language))
        return len(self.orders) if self.voice else 0

    def tone(self, kind: Tone) -> int:
        self.orders.append(("tone", str(kind)))
        return len(self.orders) if self.card else 0

    def ticks(self, at_s: Sequence[float]) -> int:
        self.orders.append(("ticks", *(f"{at:g}" for at in at_s)))
        return len(self.orders) if self.card else 0

    def hush(self) -> None:
        self.orders.append(("hush",))

    def prepare(self, texts: Sequence[str], language: str = "") -> None:
        self.orders.append(("prepare", *texts))

    def troubles(self) -> list[str]:
        bad, self.bad = self.bad, []
        return bad

    def finish(self, number: int, most_s: float) -> bool:
        self.orders.append(("finish", str(number)))
        return True

    def close(self) -> None:
        self.orders.append(("close",))


class Room:
    """A voice face with what it told and how often it rang."""

    def __init__(self, desk: Desk | None = None, wanted: Wanted | None = None) -> None:
        self.desk = desk or Desk()
        self.told: list[str] = []
        self.rings = 0
        self.face = VoiceFace(
            self.desk,
            CARDS,
            wanted or Wanted(),
            Listener.KEYS,
            tell=self.told.append,
            ring=self.ring,
        )
        self.desk.orders.clear()

    def ring(self) -> None:
        self.rings += 1

    def hear(self, *events: ev.Event, left_s: float | None = 30.0) -> list[tuple[str, ...]]:
        """What is ordered for the events of one look."""
        self.desk.orders.clear()
        for event in events:
            self.face.show(Stamped(event, "", 0.0))
        self.face.tick(ev.Moment(0.0, "working", 1, left_s, 60.0, 0.0, None))
        return self.desk.orders


def test_the_announcements_of_the_plan_are_made_ready_at_once() -> None:
    desk = Desk()
    VoiceFace(desk, CARDS, Wanted(), Listener.KEYS, tell=print, ring=lambda: None)
    (order,) = desk.orders
    assert order[0] == "prepare"
    assert any("Left side." in text for text in order)
    assert len(set(order)) == len(order)


def test_a_tone_goes_first_and_the_words_after_it() -> None:
    assert Room().hear(ev.Countdown(0.0, 3)) == [
        ("tone", "last"),
        ("say", "Three.", "last", "en"),
    ]


def test_nothing_is_heard_before_the_moment_is_whole() -> None:
    room = Room()
    room.face.show(Stamped(ev.Paused(0.0, "key"), "", 0.0))
    assert room.desk.orders == []
    orders = room.hear(ev.CueSaid(0.0, "Come off the tool."))
    assert orders == [("tone", "pause"), ("say", "Come off the tool.", "pause", "en")]


def test_the_end_is_heard_at_once_for_no_look_follows_it() -> None:
    room = Room()
    room.face.show(Stamped(ev.SessionEnded(0.0, "completed", 1.0, 1.0, 0.0), "", 0.0))
    assert ("tone", "end") in room.desk.orders


def test_words_alone_and_tones_alone_can_be_wished_for() -> None:
    assert [one[0] for one in Room(wanted=Wanted(tones=False)).hear(ev.Half(0.0))] == ["say"]
    assert [one[0] for one in Room(wanted=Wanted(words=False)).hear(ev.Half(0.0))] == ["tone"]


@pytest.mark.parametrize(("voice", "card", "rings"), [(True, False, 0), (False, False, 1)])
def test_the_bell_rings_where_nothing_else_sounds(voice: bool, card: bool, rings: int) -> None:
    room = Room(Desk(voice=voice, card=card))
    room.hear(ev.Half(0.0))
    assert room.rings == rings


def test_the_bell_does_not_ring_for_words_that_have_no_tone() -> None:
    room = Room(Desk(voice=False, card=False))
    room.hear(ev.Extended(0.0, 10.0))
    assert room.rings == 0


def test_each_trouble_is_told_as_a_line() -> None:
    room = Room()
    room.desk.bad = ["The voice broke off."]
    room.hear()
    room.hear()
    assert room.told == ["The voice broke off."]


def test_the_time_left_is_told_where_it_is_wished_for() -> None:
    room = Room(wanted=Wanted(every_s=30.0))
    room.hear(left_s=60.2)
    assert room.hear(left_s=59.9) == [("say", "1 minute left.", "announce", "en")]


def test_the_routines_own_words_are_in_its_language_and_ours_in_ours() -> None:
    room = Room(wanted=Wanted(language="de"))
    own = ev.StepAnnounced(0.0, 1, "Rollen", "Langsam rollen.", 10.0)
    assert room.hear(own)[-1][-1] == "de"
    assert room.hear(ev.Half(0.0))[-1][-1] == "en"


def test_who_looks_elsewhere_has_silence() -> None:
    room = Room()
    room.face.suspend()
    assert ("hush",) in room.desk.orders
    room.face.restore()


def test_the_last_words_are_waited_for_and_then_the_child_goes() -> None:
    room = Room()
    room.hear(ev.SessionEnded(0.0, "completed", 1.0, 1.0, 0.0))
    room.desk.orders.clear()
    room.face.close()
    room.face.finish()
    assert room.desk.orders == [("finish", "2"), ("close",)]


def test_a_whole_session_is_heard_from_its_announcement_to_its_end() -> None:
    room, heard = Room(), list[str]()
    session = Session(PLAN, "s")
    events = session.start()
    for _ in range(400):
        heard += [one[1] for one in room.hear(*events) if one[0] == "say"]
        if session.ended:
            break
        events = session.advance(0.5)
        if session.state == "overtime":
            events += session.command(Command("ready"))
    assert session.ended
    assert heard[-1].startswith("That is the end.")
    assert any(text.startswith("Start. 40 seconds. At most") for text in heard)
    assert any(text.startswith("Change to the") for text in heard)
