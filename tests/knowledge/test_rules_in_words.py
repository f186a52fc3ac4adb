"""Every rule is explained: what it is, its numbers, its source and what kind that is."""

import json
import re

import pytest

from sciacoach.data import json_file
from sciacoach.knowledge.page import safety_page, sources_page
from sciacoach.knowledge.rule import About, Rule
from sciacoach.knowledge.rules import find, rules
from sciacoach.knowledge.sources import Kind, is_from_memory, kind_of, named_in, sources

ALL = list(rules().values())
KNOWLEDGE = [rule for rule in ALL if rule.about not in (About.OPTION, About.PRIVATE)]


def rule(name: str) -> Rule:
    found = find(name)
    assert found is not None
    return found


def told(name: str) -> str:
    return "\n".join(rule(name).lines)


def test_every_id_of_the_data_has_its_rule() -> None:
    screen = json_file("screen.json")
    wanted = [row["id"] for key in ("items", "combinations", "advice") for row in screen[key]]
    wanted += [screen["weekly_question"]["id"], screen["change"]["id"]]
    wanted += [row["id"] for row in json_file("limits.json")["limits"]]
    wanted += [*json_file("stop_rules.json")["order"], *json_file("checkin.json")["rules"]]
    assert set(wanted) <= set(rules())


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_a_rule_is_told_in_whole_lines(one: Rule) -> None:
    assert one.title and one.says and all(one.says)
    assert one.lines[0] == f"{one.id}: {one.title} ({one.about.words})"
    assert not re.search(r"[{}]|None|\[\]", "\n".join(one.lines))
    assert json.loads(json.dumps(one.json))["id"] == one.id


@pytest.mark.parametrize("one", KNOWLEDGE, ids=lambda one: one.id)
def test_a_rule_says_what_kind_it_is_and_that_nobody_has_reviewed_it(one: Rule) -> None:
    assert one.kind is not None
    assert one.lines[-2].startswith(f"Kind: {one.kind.words}. ")
    assert one.lines[-1] == "No clinician has reviewed this yet."
    assert any(line.startswith("Source: ") for line in one.lines)
    assert one.json["reviewed"] is False


def test_a_judgement_is_called_one() -> None:
    lines = rule("L01").lines
    assert lines[-2] == (
        "Kind: expert judgement. A safety rule, chosen with care. No trial has tested it."
    )


@pytest.mark.parametrize("name", ["l02", " L02 ", "L2", "rf05", "RF5", "d4", "--side", "SIDE"])
def test_a_rule_is_found_however_its_id_is_written(name: str) -> None:
    assert find(name)


@pytest.mark.parametrize("name", ["", "L", "L99", "D0", "RF", "piriformis", "--"])
def test_what_is_no_rule_is_not_found(name: str) -> None:
    assert find(name) is None


# ---- questions ----------------------------------------------------------------------------


def test_a_question_is_told_with_what_follows_from_a_yes() -> None:
    lines = told("RF20")
    assert "It asks: Has your foot newly started to drag or slap?" in lines
    assert "A yes or “not sure” means “a clinician today”" in lines
    assert "What changes: Hands or a soft ball, no floor, at most 3 of 10, half the time." in lines
    assert "Walking is left out too." in lines
    assert "then it means “ask a clinician first”" in lines
    assert "sciacoach screen --cleared" in lines
    assert rule("RF20").verdict == "urgent"


def test_what_is_asked_before_every_session_says_so() -> None:
    assert "before every session" in told("RF05")
    assert "before every session" in told("C07")
    assert "before every session" not in told("RF06")


def test_how_a_lock_ends_is_told() -> None:
    assert "It ends by itself, 6 hours after the last yes." in told("C07")
    assert "It ends by itself, 48 hours after the last yes." in told("C08")
    assert "It cannot be cleared." in told("RF47")
    assert "nothing may be started at all" in told("RF47")
    assert "not even hands" in told("RF44")
    assert "cleared" not in told("P02")


def test_a_lock_without_restrictions_of_its_own_stays_gentle_once_it_is_cleared() -> None:
    words = "Once it is cleared: half the time and at most 3 of 10, for three calm sessions."
    assert words in told("RF05")
    assert words not in told("RF20")
    assert words not in told("RF47")


def test_a_private_question_may_be_explained_by_its_id() -> None:
    assert "stored and exported as “private item” only" in told("RF06")


def test_what_is_worked_out_from_the_readings_is_not_asked() -> None:
    assert "It is not asked. It holds with leg pain of 7 or more." in told("P09")
    assert "less than 14 days ago" in told("P09")


def test_the_touch_test_and_the_weekly_walk_and_the_change_are_told() -> None:
    assert "After a passed touch test: Hands, soft ball or tennis ball" in told("P07")
    assert "A no counts as a yes to RF08." in told("W1")
    assert "“Medicines and body”" in told("CH1")


def test_questions_that_count_more_together_name_each_other() -> None:
    assert "It takes have had cancer (RF40)." in told("X03")
    assert "constant, worse at night (RF27) or losing weight without trying (RF28)" in told("X03")
    assert "It takes two or more of:" in told("X07")
    assert "It counts when the place is: calf." in told("X06")
    assert "At least one" not in told("X06")
    assert "“get help now”" in told("X01")


# ---- sessions -----------------------------------------------------------------------------


def test_a_stop_rule_tells_each_time_and_how_to_report_it() -> None:
    lines = told("D4")
    assert "The second time: A second zap." in lines
    assert "The third time: A third zap." in lines
    assert "You can tell it with: wrong electric." in lines
    assert "First it says: Come off the tool." in told("D2")
    assert "It asks to be confirmed: Type yes" in told("D1")


def test_a_rule_of_the_next_day_says_what_it_does() -> None:
    row = json_file("checkin.json")["rules"]["N2"]
    assert rule("N2").says == (f"It says: {row['says']}", row["does"])
    assert rule("N6").kind is Kind.JUDGEMENT


# ---- sources ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ("[S53][S101]", Kind.GUIDELINE),
        ("[S52][S101]", Kind.GUIDELINE),
        ("[S52]", Kind.STUDY),
        ("[S26][EJ]", Kind.JUDGEMENT),
        ("[EJ]", Kind.JUDGEMENT),
        ("[M-high]", Kind.JUDGEMENT),
        ("[S28]", Kind.JUDGEMENT),
        ("[S107][S108]", Kind.JUDGEMENT),
        ("", Kind.JUDGEMENT),
    ],
)
def test_the_kind_is_that_of_the_best_source_and_a_judgement_stays_one(
    tags: str, kind: Kind
) -> None:
    assert kind_of(tags) is kind


def test_what_was_not_looked_up_is_told_as_that() -> None:
    assert is_from_memory("[S53]; [M-high]") and not is_from_memory("[S53][EJ]")
    assert "It was not looked up in a source." in told("RF16")
    assert "No source. It was chosen for this program." in told("RF30")


def test_a_tag_that_is_not_in_the_list_is_a_fault_of_the_data() -> None:
    assert [one.tag for one in named_in("[S53][S53]; [S101]")] == ["S53", "S101"]
    with pytest.raises(KeyError):
        named_in("[S999]")


def test_every_source_has_a_known_kind_and_one_line() -> None:
    kinds = json_file("why.json")["source_kinds"]
    for one in sources().values():
        assert one.kind in kinds
        assert one.text == " ".join(one.text.split())


def test_a_source_is_told_in_full() -> None:
    assert "Source: Debski 2019 (S31), then cut." in told("L02")
    assert "Source: S31: Debski P, Bialas E, Gnat R 2019" in told("L02")


# ---- the page -----------------------------------------------------------------------------


def test_the_page_of_rules_has_every_rule_and_says_that_nobody_has_reviewed_them() -> None:
    page = safety_page()
    assert "**No clinician has reviewed these rules yet.**" in page
    rows = set(re.findall(r"^\| `?([\w ]+?)`? \|", page, re.MULTILINE))
    assert {one.id for one in KNOWLEDGE} <= rows
    for line in page.splitlines():
        if line.startswith(("| RF", "| L")):
            assert "judgement" in line or "guideline:" in line or "study:" in line


def test_the_rows_of_each_table_have_as_many_cells_as_its_head() -> None:
    for page in (safety_page(), sources_page()):
        for table in re.findall(r"(?:^\|.*\n)+", page, re.MULTILINE):
            widths = {len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}
            assert len(widths) == 1, table.splitlines()[0]


def test_the_page_of_rules_gives_questions_limits_and_places() -> None:
    page = safety_page()
    question = "Has your foot newly started to drag or slap?"
    assert f"| RF20 | `urgent` | foot drags or slaps | {question} |" in page
    assert "| L02 | a ball held still | 30 s | at most 60 s | at most 20 s |" in page
    assert (
        "| calf | anywhere | on a chair, rolling only | – | – | on the floor, rolling only |"
        in (page)
    )


def test_the_page_of_sources_has_every_source() -> None:
    page = sources_page()
    assert all(
        f"| {one.tag} | {one.kind if one.kind != 'case' else 'single cases'} |" in page
        for one in sources().values()
    )
