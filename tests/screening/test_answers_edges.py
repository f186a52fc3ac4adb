"""An answers file, what goes out, and a broken data file, each at its edges."""

import copy
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from screen_kit import NOW, ago, assessed, given, standing, whole

from sciacoach import data
from sciacoach.errors import Failed
from sciacoach.screening.answers import Experience, Submission
from sciacoach.screening.catalogue import read_catalogue
from sciacoach.screening.intake import take
from sciacoach.screening.items import SetName
from sciacoach.screening.log import Answered
from sciacoach.screening.rows import from_row, to_row
from sciacoach.screening.sets import sheets
from sciacoach.screening.standing import Standing
from sciacoach.screening.submission import read_submission
from sciacoach.screening.view import questions_json, verdict_json
from sciacoach.vocabulary import Side

NOBODY = Experience()
TODAY = NOW.date().isoformat()

# ---- an answers file ----


def test_both_sides_may_hurt() -> None:
    found, faults = read_submission({"pain": {"side": "both"}}, NOW)
    assert (found.facts.side, faults) == (Side.BOTH, ())


def test_the_questions_may_have_been_answered_this_very_moment() -> None:
    found, faults = read_submission({"answered_at": NOW.isoformat()}, NOW)
    assert (found.answered_at, faults) == (NOW, ())


def test_a_spell_may_have_begun_today() -> None:
    found, faults = read_submission({"began": TODAY}, NOW)
    assert (found.facts.began, faults) == (NOW.date(), ())


def test_fifty_words_are_read_and_no_more() -> None:
    found, faults = read_submission({"words": ["ok"] * 51}, NOW)
    assert (len(found.words), faults) == (50, ())


def test_where_regions_may_stand_the_hint_says_so() -> None:
    _, (place,) = read_submission({"answers": {"C10": 5}}, NOW)
    assert place.fix.endswith("or [regions].")
    _, (plain,) = read_submission({"answers": {"P02": 5}}, NOW)
    assert "regions" not in plain.fix


def test_an_answer_that_cannot_be_read_takes_the_whole_from_its_set() -> None:
    at, kind, body = to_row(whole({"P02": "no"}))
    said = {**body["answers"], "P02": {"answer": "what", "regions": []}}
    found = from_row(at, kind, {**body, "answers": said})
    assert isinstance(found, Answered)
    assert (found.set, found.damaged, found.answers["P02"]) == (None, True, given("not_sure"))


@pytest.mark.parametrize(("answered", "since"), [(ago(hours=5), ago(hours=5)), (None, NOW)])
def test_a_worrying_answer_of_an_unfinished_file_counts_from_when_it_was_given(
    answered: datetime | None, since: datetime
) -> None:
    said = Submission(answers={"C07": given("yes")}, answered_at=answered)
    kept = take(SetName.FULL, said, Standing(), NOBODY, NOW).kept
    assert kept is not None
    assert (kept.answered_at, kept.at) == (since, NOW)


# ---- what goes out ----


def test_the_answer_has_the_keys_that_scripts_rely_on() -> None:
    body = verdict_json(assessed(whole({"P02": "yes"})), (), ())
    assert list(body) == ["verdict", "complete", "missing", "reasons",
                          "restrictions", "may_start", "message"]  # fmt: skip
    assert list(body["restrictions"]) == ["tools", "positions", "blocked_regions", "ceiling",
                                          "dose", "allowed", "items"]  # fmt: skip
    (item,) = body["restrictions"]["items"]
    assert (item["id"], item["does"][:10]) == ("P02", "Hands only")


def test_the_questions_have_the_keys_that_scripts_rely_on() -> None:
    body = questions_json(SetName.FULL, sheets(SetName.FULL, standing(), NOBODY))
    assert list(body["questions"][0]) == ["id", "page", "label", "text", "answers", "regions",
                                          "help"]  # fmt: skip
    assert body["questions"][0]["label"]


# ---- a broken data file ----

Raw = dict[str, Any]


def _answers_without(word: str) -> Callable[[Raw], None]:
    def change(raw: Raw) -> None:
        item = next(one for one in raw["items"] if not one.get("derived"))
        item["answers"] = [one for one in ("yes", "no", "not_sure") if one != word]

    return change


def _one_name_wrong(raw: Raw) -> None:
    raw["sets"]["full"][0]["items"][0] = "XX"


def _one_item_twice(raw: Raw) -> None:
    raw["items"].append(copy.deepcopy(raw["items"][0]))


BROKEN: dict[str, tuple[Callable[[Raw], None], str]] = {
    "no yes": (_answers_without("yes"), "cannot be answered by yes"),
    "no no": (_answers_without("no"), "cannot be answered by yes"),
    "no not_sure": (_answers_without("not_sure"), "cannot be answered by yes"),
    "a name": (_one_name_wrong, "names XX"),
    "an item": (_one_item_twice, "an id stands twice"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_data_file_is_told_with_what_is_wrong(name: str) -> None:
    raw = copy.deepcopy(data.json_file("screen.json"))
    change, words = BROKEN[name]
    change(raw)
    with pytest.raises(Failed, match=words):
        read_catalogue(raw)
