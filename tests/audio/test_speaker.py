"""The session's side, with a child of the test's own: nothing waits, nothing is told twice."""

from collections import deque

import pytest
from audio_kit import troubles
from hypothesis import given
from hypothesis import strategies as st

from sciacoach.audio.ladder import Choice, Environment
from sciacoach.audio.messages import Report, Setup, line, order, report, report_line, setup
from sciacoach.audio.outbox import Outbox
from sciacoach.audio.process import ThreadedChild
from sciacoach.audio.speaker import HEARD_S, Speaker, speaker
from sciacoach.audio.tones import Tone
from sciacoach.audio.trial import every, sample, toned, tried

WITH_PACK = Setup(rungs=("hibari", "pack"), players=("miniaudio",))


class OwnChild:
    """Takes `room` bytes at most, and tells what the test puts in `tells`."""

    def __init__(self, room: int = 1_000_000) -> None:
        self.room = room
        self.taken = b""
        self.tells: deque[bytes] = deque()
        self.gone = False
        self.ended = 0

    def write(self, raw: bytes) -> int:
        if self.gone:
            raise BrokenPipeError
        some = raw[: self.room]
        self.room -= len(some)
        self.taken += some
        return len(some)

    def read(self, within_s: float = 0.0) -> bytes:
        if self.gone:
            raise BrokenPipeError
        return self.tells.popleft() if self.tells else b""

    def end(self) -> None:
        self.ended += 1

    def close(self, within_s: float) -> None:
        self.ended += 1

    def orders(self) -> list[dict[str, object]]:
        return [found for raw in self.taken.splitlines()[1:] if (found := order(raw))]


class World:
    """Children one after the other, and a clock that the test turns."""

    def __init__(self, *children: OwnChild) -> None:
        self.children = list(children)
        self.begun: list[OwnChild] = []
        self.now = 100.0

    def spawn(self) -> OwnChild:
        if not self.children:
            raise OSError("no more processes")
        self.begun.append(self.children.pop(0))
        return self.begun[-1]

    def speaker(self, setup: Setup = WITH_PACK) -> Speaker:
        return Speaker(setup, self.spawn, lambda: self.now)


def test_orders_go_out_as_lines_with_numbers() -> None:
    child = OwnChild()
    made = World(child).speaker()
    assert setup(child.taken.splitlines()[0]) == WITH_PACK
    assert (made.say("Hold \x1b[31mstill."), made.tone(Tone.START)) == (1, 2)
    made.hush()
    assert child.orders() == [
        {
            "do": "say",
            "number": 1,
            "text": "Hold still.",
            "kind": "announce",
            "language": "en",
        },
        {"do": "tone", "number": 2, "kind": "start"},
        {"do": "hush", "number": 3},
    ]
    made.close()
    assert child.ended == 1
    assert made.say("x") == made.tone(Tone.END) == 0
    assert made.troubles() == []


def test_texts_to_prepare_wait_behind_cues() -> None:
    child = OwnChild()
    made = World(child).speaker()
    made.prepare([f"Text {n}." for n in range(20)] + [" "])
    assert child.orders() == []
    made.tone(Tone.HALF)
    made.troubles()
    kinds = [found["do"] for found in child.orders()]
    assert kinds == ["tone", "prepare", "prepare", "prepare"]


def test_a_full_pipe_keeps_the_newest_cue_and_one_line_tells() -> None:
    child = OwnChild(room=len(line({"do": "tone"})) + 400)
    made = World(child).speaker()
    numbers = [made.say("A text of some length, again and again. " * 3) for _ in range(10)]
    child.room = 1_000_000
    assert made.troubles() == ["The sound was busy. A cue was left out."]
    assert child.orders()[-1]["number"] == numbers[-1]
    assert len(child.orders()) < 10
    assert made.troubles() == []


def test_reports_come_in_pieces_and_babble_is_passed_over() -> None:
    child = OwnChild()
    made = World(child).speaker()
    whole = report_line(Report("sounded", 4))
    child.tells.extend([b"ALSA lib: hello\n[]\n{}\n7\n" + whole[:5], whole[5:]])
    assert made.listen() == []
    assert made.listen() == [Report("sounded", 4)]


def test_a_child_that_hears_nothing_is_begun_again_without_its_voice() -> None:
    world = World(OwnChild(), OwnChild())
    made = world.speaker()
    made.say("One.")
    world.now += HEARD_S - 0.1
    assert made.troubles() == []
    world.now += 0.2
    assert made.troubles() == [
        "The voice broke off: the voice of the extra. Now: the recorded words."
    ]
    assert world.begun[0].ended == 1
    assert setup(world.begun[1].taken.splitlines()[0]).rungs == ("pack",)
    assert made.say("Two.")


def test_a_child_that_hears_is_left_alone() -> None:
    world = World(OwnChild())
    made = world.speaker()
    for _ in range(5):
        number = made.say("One.")
        world.now += HEARD_S - 1
        world.begun[0].tells.append(report_line(Report("heard", number)))
        assert made.troubles() == []


def test_after_two_new_children_the_bell_is_left() -> None:
    world = World(*(OwnChild() for _ in range(9)))
    made = world.speaker()
    told = []
    for _ in range(5):
        world.begun[-1].gone = True
        made.tone(Tone.LAST)
        told += made.troubles()
    assert told[-1] == "The sound broke off. The bell of the terminal rings."
    assert len(told) == 3
    assert len(world.begun) == 3
    assert not made.plays


def test_no_child_at_all_is_told_once() -> None:
    made = World().speaker()
    assert made.troubles() == ["The sound broke off. The bell of the terminal rings."]
    assert made.say("x") == 0
    made.hush()
    made.prepare(["x"])
    made.close()


def test_with_nothing_to_play_no_child_is_begun() -> None:
    world = World(OwnChild())
    made = speaker(Choice("hibari"), Environment("linux"), world.spawn, lambda: 0.0)
    assert world.begun == []
    assert made.troubles() == [
        "Not found here: the voice of the extra. Now: the bell of the terminal."
    ]


def test_every_trouble_is_told_once_and_in_words() -> None:
    child = OwnChild()
    made = World(child).speaker()
    row = report_line(Report("trouble", 0, "hung", {"rung": "hibari", "next": "pack"}))
    child.tells.append(row + row + report_line(Report("trouble", 0, "no such key")))
    assert made.troubles() == ["No answer from the voice of the extra. Now: the recorded words."]


@given(st.binary(max_size=80))
def test_no_line_of_a_child_breaks_the_session(raw: bytes) -> None:
    child = OwnChild()
    made = World(child).speaker()
    child.tells.append(raw + b"\n")
    made.troubles()
    report(raw)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 30)), max_size=40))
def test_lines_leave_whole_and_in_order(steps: list[tuple[bool, int]]) -> None:
    taken, room = bytearray(), [0]

    def write(raw: bytes) -> int:
        count = min(room[0], len(raw))
        room[0] -= count
        taken.extend(raw[:count])
        return count

    box = Outbox(write)
    for number, (now, more) in enumerate(steps):
        room[0] += more
        (box.now if now else box.later)(b"%d\n" % number)
        if len(taken) and not taken.endswith(b"\n"):
            box.flush()
    room[0] = 10_000
    box.flush()
    lines = [int(raw) for raw in bytes(taken).splitlines()]
    sent_now = [n for n in lines if steps[n][0]]
    assert sent_now == sorted(sent_now)
    last = [n for n, (now, _) in enumerate(steps) if now][-1:]
    assert sent_now[-1:] == last
    assert len(lines) + box.left_out == len(steps)


def test_what_stops_the_ticks_is_not_lost_to_the_cues_after_it() -> None:
    child = OwnChild()
    made = World(child).speaker()
    child.room = 0
    numbers = [made.tone(Tone.LAST), made.ticks([3.0, 6.0]), made.ticks([]), made.tone(Tone.PAUSE)]
    made.say("Come off the tool.")
    child.room = 1_000_000
    assert made.troubles() == ["The sound was busy. A cue was left out."]
    orders = [(one["do"], one.get("at")) for one in child.orders()]
    assert orders == [("tone", None), ("ticks", []), ("say", None)]
    assert numbers == [1, 2, 3, 4]


def test_a_cue_is_not_lost_to_the_ticks_after_it() -> None:
    child = OwnChild()
    made = World(child).speaker()
    child.room = 0
    for _ in range(2):  # the first has begun to go
        made.tone(Tone.START)
    made.ticks([3.0])
    child.room = 1_000_000
    assert made.troubles() == []
    assert [one["do"] for one in child.orders()] == ["tone", "tone", "ticks"]


def test_ticks_are_ordered_where_tones_sound_and_nowhere_else() -> None:
    child = OwnChild()
    assert World(child).speaker().ticks([3.0, 6.0]) == 1
    assert child.orders() == [{"do": "ticks", "number": 1, "at": [3.0, 6.0]}]
    assert World(OwnChild()).speaker(Setup(rungs=("spd-say",))).ticks([3.0]) == 0


def test_the_last_words_are_waited_for_and_not_for_ever() -> None:
    child = OwnChild()
    made = World(child).speaker()
    number = made.say("That is the end.")
    child.tells.extend(report_line(Report(what, number)) for what in ("sounded", "done"))
    assert made.finish(number, 5.0)
    turning = iter(range(100))
    made._clock = lambda: float(next(turning))
    assert not made.finish(made.say("Again."), 20.0)
    assert not made.finish(0, 20.0)


def test_a_rung_is_tried_to_its_end() -> None:
    child = OwnChild()
    world = World(child)
    child.tells.append(report_line(Report("sounded", 1)) + report_line(Report("done", 1)))
    result = tried(WITH_PACK, list(map(str, WITH_PACK.rungs))[1], world.spawn, lambda: world.now)  # type: ignore[arg-type]
    assert (result.rung, result.works, result.lines) == ("pack", True, ())
    assert child.orders()[0]["text"] == sample()


def test_a_rung_that_says_nothing_is_told() -> None:
    child = OwnChild()
    child.tells.append(report_line(Report("unsaid", 1)))
    assert not toned(WITH_PACK, Tone.END, World(child).spawn, lambda: 0.0).works
    turning = iter(range(100))
    assert not toned(WITH_PACK, Tone.END, World(OwnChild()).spawn, lambda: next(turning)).works


def test_every_rung_of_the_ladder_is_tried() -> None:
    machine = Environment("linux", frozenset({"espeak-ng", "aplay"}))
    results = list(every(Choice(), machine, World().spawn, lambda: 0.0))
    assert [one.rung for one in results] == ["espeak-ng", "pack"]
    assert not any(one.works for one in results)


def test_a_child_with_threads_at_its_pipes_does_the_same() -> None:
    child = ThreadedChild()
    made = Speaker(Setup(players=("no player",)), lambda: child, lambda: 0.0)
    made.tone(Tone.HALF)
    assert troubles(made) == ["No way to play sound was found. The bell of the terminal rings."]
    made.close()
    with pytest.raises(BrokenPipeError):
        child.write(b"x")
    with pytest.raises(BrokenPipeError):
        for _ in range(5):
            child.read(0.5)


def test_who_waits_for_the_last_words_does_not_wait_for_what_is_over_or_never_comes() -> None:
    child = OwnChild()
    world = World(child)
    speaker = world.speaker()
    first = speaker.say("One.")
    child.tells += [report_line(Report("heard", first)), report_line(Report("done", first))]
    speaker.troubles()
    assert speaker.finish(first, 8.0)  # the report came earlier; the clock stands still here
    assert not speaker.finish(0, 8.0)
    second = speaker.say("Two.")
    child.tells += [
        report_line(Report("heard", second)),
        report_line(Report("rung", detail="none")) + report_line(Report("player")),
    ]
    assert not speaker.finish(second, 8.0)
