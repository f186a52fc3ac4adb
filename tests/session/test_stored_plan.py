"""A plan as plain data: everything that a session is played from."""

import json

from people import past, plan, press, quiet, routine
from sciacoach.plan.past import PastContact
from sciacoach.session.stop_rules import Reading
from sciacoach.session.stored import plan_row
from sciacoach.vocabulary import Lowest, Region, Side, Tool

STEPS = [
    press(for_=30, cues=[{"at": "half", "say": "Breathe."}]),
    quiet("breathe", breath={"in": "4s", "out": "6s"}, tags=["ease"]),
]


def test_a_plan_is_stored_whole_as_plain_json() -> None:
    pressed = PastContact(Region.QL, Tool.TENNIS_BALL, Side.LEFT, 10.0, True)
    found = plan(routine(STEPS), before=past(contacts=[pressed]))
    row = plan_row(found, hands_free=True, before=Reading(3, None, Lowest.CALF))
    again = json.loads(json.dumps(row))
    assert again == row
    assert (row["routine"], row["column"], row["dose"]) == ("test-routine", "hard", 1.0)
    assert row["before"] == {"leg": 3, "back": None, "lowest": "calf"}
    assert [turn["seconds"] for turn in row["turns"]] == [30.0, 30.0, 30.0]
    assert row["turns"][0]["cues"] == [{"at": "half", "say": "Breathe."}]
    assert row["turns"][2]["tags"] == ["ease"]
    assert row["earlier"][0]["region"] == "ql"
