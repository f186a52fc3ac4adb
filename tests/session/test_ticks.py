"""When a step with a tempo ticks: by the numbers, and in a session that is paused and longer."""

from hypothesis import given, settings
from hypothesis import strategies as st

from people import plan, press, quiet, routine
from sciacoach.routine.layout import Turn
from sciacoach.session.marks import marks_of
from sciacoach.session.ticks import AFTER_S, BEFORE_S, ticks_of
from watching import Watched

ROLL = plan(routine([press(for_=40, tempo=3)])).turns[0]
FOUND = plan(routine([press(for_=30, tempo=4), quiet("rest", 40), press("hold", for_=20)]))

tempos = st.floats(2, 60).map(lambda value: round(value, 2))
lengths = st.floats(1, 180).map(lambda value: round(value, 2))


def ticks(tempo: float, seconds: float, pos: float = 0.0, turn: Turn = ROLL) -> tuple[float, ...]:
    return ticks_of(tempo, seconds, pos, marks_of(turn, seconds))


def tones(seconds: float) -> list[float]:
    """The instants of a step at which a tone is heard, its ends among them."""
    marks = marks_of(ROLL, seconds)
    loud = [mark.at for mark in marks if mark.what == "half" or 0 < mark.left <= 3]
    return [0.0, *loud, seconds]


def test_each_way_ends_with_a_tick_but_for_the_half_and_the_last_seconds() -> None:
    assert ticks(4, 40) == (4, 8, 12, 16, 24, 28, 32, 36)
    assert ticks(3, 60) == (*range(3, 30, 3), *range(33, 57, 3))


def test_a_step_of_one_way_has_no_tick() -> None:
    assert ticks(30, 30) == ()
    assert ticks(2, 1) == ()


@settings(max_examples=200)
@given(tempos, lengths)
def test_no_tick_comes_near_a_tone(tempo: float, seconds: float) -> None:
    for at in ticks(tempo, seconds):
        for tone in tones(seconds):
            assert at <= tone - BEFORE_S or at >= tone + AFTER_S


@settings(max_examples=200)
@given(tempos, lengths)
def test_ticks_are_whole_ways_and_none_is_left_out_where_nothing_sounds(
    tempo: float, seconds: float
) -> None:
    found = ticks(tempo, seconds)
    last = min(tone for tone in tones(seconds)[1:] if tone > seconds / 2)
    ways = [way * tempo for way in range(1, int(seconds / tempo) + 1)]
    clear = [at for at in ways if at < last - BEFORE_S - 1e-6 and abs(at - seconds / 2) > 0.5]
    assert set(clear) <= set(found) <= set(ways)
    assert list(found) == sorted(found)


@settings(max_examples=200)
@given(tempos, lengths, st.floats(0, 1))
def test_after_a_pause_they_go_on_where_they_would_have(
    tempo: float, seconds: float, part: float
) -> None:
    pos = seconds * part
    left = tuple(mark for mark in marks_of(ROLL, seconds) if mark.at > pos)
    later = [at for at in ticks(tempo, seconds) if at > pos]
    found = ticks_of(tempo, seconds, pos, left)
    assert set(later) <= set(found)
    assert all(at > pos for at in found)


def at_work(seconds: float = 0.0) -> Watched:
    """So many seconds into a roll of thirty in a tempo of four."""
    one = Watched(FOUND)
    one.wait(10 + seconds)
    return one


def test_a_step_at_work_tells_its_ticks_and_nothing_else_does() -> None:
    one = Watched(FOUND)
    assert one.session.moment.ticks() == ()
    one.wait(10)
    assert one.session.moment.ticks() == (4, 8, 12, 16, 20, 24)
    one.give("pause")
    assert one.session.moment.ticks() == ()
    one.wait(20)
    one.give("resume")
    assert one.session.moment.ticks() == ()


def test_a_step_that_does_not_move_has_no_ticks() -> None:
    one = Watched(FOUND)
    seen = set[str]()
    while not one.session.ended:
        one.wait(0.5)
        moment = one.session.moment
        if moment.state == "working" and FOUND.turns[moment.index].tempo is None:
            seen.add(FOUND.turns[moment.index].do)
            assert moment.ticks() == ()
    assert seen == {"rest", "hold"}


def test_a_paused_step_goes_on_ticking_from_its_own_position() -> None:
    one = at_work(9)
    one.give("pause")
    one.wait(60)
    one.give("resume")
    while one.session.moment.state == "returning":
        one.wait(0.25)
    assert one.session.moment.pos_s < 12
    assert one.session.moment.ticks() == (12, 16, 20, 24)


def test_a_step_that_got_longer_ticks_on_in_its_new_seconds() -> None:
    one = at_work(2)
    assert one.session.moment.ticks()[-1] == 24
    one.session._now.last(40.0)
    assert one.session.moment.ticks() == (4, 8, 12, 16, 24, 28, 32, 36)
