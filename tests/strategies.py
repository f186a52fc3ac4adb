"""Routines, restrictions and whole sessions, made by hypothesis.

Every routine is written as a file and read by the parser: what comes out stands inside the
hard limits because the program says so, not because this file does.
"""

from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from people import Node, press, quiet, text_of
from sciacoach.plan.past import PastContact
from sciacoach.routine.layout import Pace
from sciacoach.routine.limits import Column, bound, go_limit, may_press
from sciacoach.routine.model import Routine
from sciacoach.routine.parse import parse_routine
from sciacoach.screening.clearance import Restrictions
from sciacoach.session.commands import PLAIN, WRONG, Command
from sciacoach.vocabulary import Lowest, Position, Region, Side, Tag, Tool

PLACES = [
    (region, tool, position, moving)
    for region in Region
    for tool in Tool
    for position in Position
    for moving in (True, False)
    if may_press(region, tool, position, moving)
]
LIKELY = [place for place in PLACES if place[1] is not Tool.HANDS]
QUIET = ("setup", "check", "rest", "move", "breathe")
WALLS = [place for place in LIKELY if place[2] is Position.WALL]


@st.composite
def contact_steps(draw: st.DrawFn) -> Node:
    """A step that presses where L32 allows it, inside the limit of one go."""
    region, tool, position, moving = draw(
        st.one_of(st.sampled_from(WALLS), st.sampled_from(LIKELY), st.sampled_from(PLACES))
    )
    most = int(bound(go_limit(region, tool, moving), Column.HARD))
    return press(
        "roll" if moving else "hold",
        region.value,
        draw(st.one_of(st.just(min(most, 90)), st.integers(5, min(most, 90)))),
        tool=tool.value,
        position=position.value,
        side=draw(st.sampled_from(["each", "each", "each", "both", "left", "affected"])),
        ceiling=draw(st.integers(1, 5)),
    )


@st.composite
def quiet_steps(draw: st.DrawFn) -> Node:
    """A step that presses nothing."""
    more: dict[str, Any] = {"position": draw(st.sampled_from(Position)).value}
    do = draw(st.sampled_from(QUIET))
    if do == "move":
        more["tags"] = [tag.value for tag in draw(st.lists(st.sampled_from(Tag), max_size=2))]
    return quiet(do, draw(st.integers(5, 60)), **more)


@st.composite
def blocks(draw: st.DrawFn) -> list[Node]:
    """Some quiet steps, then contact and a rest, once or repeated."""
    before = draw(st.lists(quiet_steps(), max_size=2))
    pressing = draw(st.lists(contact_steps(), min_size=1, max_size=2))
    steps = [one for step in pressing for one in (step, quiet("rest", draw(st.integers(30, 60))))]
    if draw(st.booleans()):
        return [*before, {"repeat": draw(st.integers(1, 3)), "steps": steps}]
    return [*before, *steps]


@st.composite
def routines(draw: st.DrawFn) -> Routine:
    """A routine that the parser took."""
    steps = [one for block in draw(st.lists(blocks(), min_size=1, max_size=3)) for one in block]
    steps += draw(st.lists(quiet_steps(), max_size=1))
    checked = parse_routine(text_of(steps, tools=[tool.value for tool in Tool]), "-")
    assume(checked.routine is not None)
    assert checked.routine is not None
    return checked.routine


@st.composite
def heavy_routines(draw: st.DrawFn) -> Routine:
    """Hands for as long as the hard limits let them, so that a stricter column cuts."""
    regions = draw(st.lists(st.sampled_from(list(Region)), min_size=3, max_size=5, unique=True))
    rounds = draw(st.sampled_from([1, 3, 3]))
    seconds = 360 // len(regions) // rounds - draw(st.integers(0, 3))
    steps = [
        step
        for region in regions
        for step in (press("stroke", region.value, min(seconds, 180)), quiet("rest", 60))
    ]
    checked = parse_routine(
        text_of([{"repeat": rounds, "steps": steps}], tools=["hands"], position="chair"), "-"
    )
    assume(checked.routine is not None)
    assert checked.routine is not None
    return checked.routine


def subsets(kind: Any) -> st.SearchStrategy[frozenset[Any]]:
    """Most of a vocabulary, so that something is often left."""
    return st.frozensets(st.sampled_from(list(kind)), max_size=2).map(
        lambda gone: frozenset(kind) - gone
    )


restrictions = st.builds(
    Restrictions,
    tools=subsets(Tool),
    positions=subsets(Position),
    blocked_regions=st.frozensets(st.sampled_from(list(Region)), max_size=2),
    tools_by_region=st.dictionaries(st.sampled_from(list(Region)), subsets(Tool), max_size=1),
    tools_by_position=st.dictionaries(st.sampled_from(list(Position)), subsets(Tool), max_size=1),
    ceiling=st.sampled_from([10, 10, 3, 2]),
    dose=st.sampled_from([1.0, 0.75, 0.5]),
    moves_out=st.frozensets(st.sampled_from(list(Tag)), max_size=1),
    precaution=st.booleans(),
)

earlier_contacts = st.lists(
    st.builds(
        PastContact,
        region=st.sampled_from(list(Region)),
        tool=st.sampled_from(list(Tool)),
        side=st.sampled_from([Side.LEFT, Side.RIGHT, Side.BOTH]),
        seconds=st.floats(1, 100),
        moving=st.booleans(),
        position=st.just(Position.WALL),
    ),
    max_size=3,
)

paces = st.builds(Pace, st.sampled_from([10.0, 10.0, 25.0, 40.0]), st.sampled_from([10.0, 40.0]))
"""How long getting on and changing over were set to take."""

GETS_ON = ("next", "back", "back", "extend", "extend", "ready", "pause", "resume", "resume", "no")
commands = st.one_of(
    *[st.sampled_from(GETS_ON).map(Command)] * 6,
    st.sampled_from(PLAIN).map(Command),
    st.sampled_from(WRONG).map(lambda what: Command("wrong", what=what)),
    st.integers(0, 10).map(lambda number: Command("local", values={"local": number})),
    st.builds(
        lambda leg, lowest: Command("pain", values={"leg": leg, "lowest": lowest}),
        st.integers(0, 10),
        st.sampled_from([place.value for place in Lowest]),
    ),
)
waits = st.one_of(
    st.sampled_from([0.0, 1.0, 3.0, 10.0, 20.0, 30.0, 60.0, 100.0]), st.floats(0, 90, width=16)
)


def many(commands: st.SearchStrategy[Command], most: int) -> st.SearchStrategy[list[Any]]:
    """Waits and commands, as often few as many."""
    one = st.tuples(waits, commands)
    return st.integers(0, most).flatmap(lambda n: st.lists(one, min_size=n, max_size=n))


worried = st.one_of(
    st.sampled_from(["bone", "electric", "numb", "saddle", "other"]).map(
        lambda what: Command("wrong", what=what)
    ),
    st.integers(4, 9).map(lambda number: Command("pain", values={"leg": number})),
    st.sampled_from(["yes", "no", "resume", "next"]).map(Command),
)
"""Somebody for whom much is wrong."""

eager = st.sampled_from(["back", "extend", "pause", "resume", "ready", "next"]).map(Command)
keys = st.one_of(many(commands, 30), many(eager, 60))
"""What a person may do: wait so long, then give a command. An eager one wants more of it."""
