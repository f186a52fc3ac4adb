"""The words of the field: regions, tools, positions, sides, styles, levels, tags.

Each word is spelled as a routine file spells it. The order of `Tool` goes from
the lightest to the firmest; the order of `Position` has no meaning.
"""

from enum import StrEnum
from functools import cache

from sciacoach import data


class Region(StrEnum):
    """Where a routine may press: nine muscle regions of the low back, hip and leg."""

    PIRIFORMIS = "piriformis"
    GLUTE_MAX = "glute_max"
    GLUTE_MED_MIN = "glute_med_min"
    HAMSTRINGS = "hamstrings"
    CALVES = "calves"
    TFL_ITB = "tfl_itb"
    THIGH_FRONT = "thigh_front"
    LUMBAR_PARASPINAL = "lumbar_paraspinal"
    QL = "ql"


class Tool(StrEnum):
    """What may press."""

    HANDS = "hands"
    SOFT_BALL = "soft_ball"
    TENNIS_BALL = "tennis_ball"
    DOUBLE_BALL = "double_ball"
    FOAM_ROLLER = "foam_roller"


class Position(StrEnum):
    """How the body is held. `lying` and `side_lying` can be done on a bed."""

    LYING = "lying"
    SIDE_LYING = "side_lying"
    FLOOR = "floor"
    CHAIR = "chair"
    WALL = "wall"
    STANDING = "standing"


class Side(StrEnum):
    """Which side, as a file may say it."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"
    EACH = "each"
    AFFECTED = "affected"
    NONE = "none"


class Style(StrEnum):
    """The four massage styles of the routine language."""

    DEEP_TISSUE = "deep_tissue"
    MYOFASCIAL_RELEASE = "myofascial_release"
    TRIGGER_POINT = "trigger_point"
    SWEDISH = "swedish"


class Level(StrEnum):
    """Who a routine is for."""

    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    EXPERIENCED = "experienced"


class Do(StrEnum):
    """What a step does."""

    SETUP = "setup"
    ROLL = "roll"
    HOLD = "hold"
    STROKE = "stroke"
    REST = "rest"
    BREATHE = "breathe"
    MOVE = "move"
    CHECK = "check"


class Tag(StrEnum):
    """What a movement asks of the body, so that a restriction can leave it out."""

    WALK = "walk"
    EASE = "ease"
    SLIDER = "slider"
    EXTENSION = "extension"
    END_RANGE = "end_range"
    FIGURE_FOUR = "figure_four"
    LEGS_CROSSED = "legs_crossed"
    PROPPED_ON_HANDS = "propped_on_hands"
    BREATH_HOLD = "breath_hold"


class Label(StrEnum):
    """How well a thing is known."""

    SUPPORTED = "supported"
    WEAK = "weak"
    NONE = "none"
    CONTRADICTED = "contradicted"
    SAFETY_RULE = "safety_rule"


class Lowest(StrEnum):
    """The lowest place of the pain; a higher step is lower down the leg."""

    NONE = "none"
    BACK = "back"
    BUTTOCK = "buttock"
    THIGH = "thigh"
    CALF = "calf"
    FOOT = "foot"

    @property
    def step(self) -> int:
        """0 (no pain) to 5 (foot)."""
        return list(Lowest).index(self)


CONTACT = frozenset({Do.ROLL, Do.HOLD, Do.STROKE})
"""Steps that press on the body."""

MOVING = frozenset({Do.ROLL, Do.STROKE})
"""Contact steps that keep moving."""

WAITS = frozenset({Do.SETUP, Do.CHECK})
"""Steps that wait for the person."""

BALLS = frozenset({Tool.SOFT_BALL, Tool.TENNIS_BALL, Tool.DOUBLE_BALL})
"""The tools that count as a ball for the limits."""

NEAR_NERVE = frozenset({Region.PIRIFORMIS, Region.GLUTE_MAX, Region.HAMSTRINGS, Region.CALVES})
"""Regions where the sciatic nerve or its branches run close under the skin."""


@cache
def clinical_items() -> frozenset[str]:
    """The ids of all items of the safety screen (`RF01`, `C07`, `P02`, ...)."""
    return frozenset(item["id"] for item in data.json_file("screen.json")["items"])
