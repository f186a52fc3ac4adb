"""The screen's answer as JSON."""

from screen_kit import NOW, assessed, standing, whole

from sciacoach.screening.answers import Experience
from sciacoach.screening.items import SetName
from sciacoach.screening.sets import sheets
from sciacoach.screening.view import allowed, questions_json, verdict_json, verdict_lines
from sciacoach.vocabulary import Position, Region, Tool


def test_the_lists_are_projections_of_what_is_allowed() -> None:
    body = verdict_json(assessed(whole({"P02": "yes", "P05": "yes"})), (), ("hands-low-back",))
    rules = body["restrictions"]
    assert rules["tools"] == ["hands"]
    assert rules["positions"] == ["chair", "wall", "standing"]
    assert rules["blocked_regions"] == []
    assert (rules["ceiling"], rules["dose"]) == (2, 0.5)
    assert ["hands", "wall", "ql"] in rules["allowed"]
    assert len(rules["allowed"]) == 3 * 9
    assert [one["id"] for one in rules["items"]] == ["P02", "P05"]
    assert body["may_start"] == ["hands-low-back"]
    assert (body["verdict"], body["complete"], body["missing"]) == ("gentle", True, [])
    assert set(body["reasons"][0]) == {"id", "answer", "verdict", "says", "source"}


def test_all_is_allowed_up_to_the_hard_ceiling_when_nothing_is_wrong() -> None:
    rules = verdict_json(assessed(whole()), (), ())["restrictions"]
    assert len(rules["allowed"]) == 5 * 6 * 9
    assert rules["ceiling"] == 5
    under = verdict_json(assessed(whole({"P14": "yes"})), (), ())["restrictions"]
    assert under["ceiling"] == 3


def test_an_incomplete_screen_has_no_verdict_and_allows_nothing() -> None:
    body = verdict_json(assessed(whole({"RF21": "yes"})), ("RF01",), ())
    assert (body["verdict"], body["complete"], body["missing"]) == (None, False, ["RF01"])
    assert body["restrictions"]["allowed"] == []
    assert body["restrictions"]["ceiling"] == 0
    assert "not a no" in body["message"]


def test_an_emergency_in_an_incomplete_screen_is_told() -> None:
    body = verdict_json(assessed(whole({"RF01": "yes"})), ("RF02",), ())
    assert (body["verdict"], body["complete"]) == ("emergency", False)
    assert body["restrictions"]["allowed"] == []
    assert len(body["restrictions"]["blocked_regions"]) == 9
    assert body["message"].startswith("Stop here.")


def test_under_see_clinician_hands_alone_are_allowed() -> None:
    found = assessed(whole({"RF40": "yes"}))
    tools = {tool for tool, _, _ in allowed(found.restrictions, found.scope)}
    assert tools == {Tool.HANDS}
    closed = assessed(whole({"RF46": "yes"}))
    assert allowed(closed.restrictions, closed.scope) == ()


def test_the_questions_name_page_answers_and_regions() -> None:
    body = questions_json(SetName.FULL, sheets(SetName.FULL, standing(), Experience()))
    assert (body["set"], body["version"], len(body["questions"])) == ("full", "2026-11-22", 83)
    first = body["questions"][0]
    assert (first["id"], first["page"], first["regions"]) == ("RF01", "new", False)
    assert first["answers"] == ["yes", "no", "not_sure", "checked"]
    assert first["text"].startswith("Have you recently")
    place = next(q for q in body["questions"] if q["id"] == "C10")
    assert place["regions"]


def test_the_questions_of_a_line_name_the_line() -> None:
    body = questions_json(SetName.WEEKLY, sheets(SetName.WEEKLY, standing(), Experience()))
    pages = {q["id"]: q["page"] for q in body["questions"]}
    assert (pages["RF01"], pages["CH1"]) == ("D-1", "D-6")
    assert (pages["RF06"], pages["W1"]) == ("week", "walk")


def test_the_verdict_in_lines() -> None:
    gentle = assessed(whole({"P02": "yes"}), now=NOW)
    assert verdict_lines(gentle)[0] == gentle.message
    assert any(line.startswith("P02: Hands only") for line in verdict_lines(gentle))


def test_where_help_is_needed_now_no_dose_stands_beside_the_message() -> None:
    for alarm in ("RF05", "RF21"):
        found = assessed(whole({alarm: "yes", "P02": "yes"}), now=NOW)
        assert verdict_lines(found) == (found.message,)


def test_the_restrictions_of_a_clear_screen_allow_hands() -> None:
    assert assessed(whole(), now=NOW).restrictions.allows(Tool.HANDS, Position.WALL, Region.CALVES)
