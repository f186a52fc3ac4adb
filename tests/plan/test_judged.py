"""What a check-in comes to, apart from the history around it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sciacoach.plan.judged import Situation, body_of, had_n3, judged, merged, missing
from sciacoach.plan.next_day import RULES, Morning, Sign, severity
from sciacoach.plan.past import PastSession
from sciacoach.plan.told import Average, Told, Touch, read_told
from sciacoach.screening.items import Answer
from sciacoach.vocabulary import Lowest

NOW = datetime(2026, 11, 22, 19, 0, tzinfo=UTC)
SESSION = PastSession("s", "x", NOW - timedelta(hours=30), (), "completed", False)
AT = Situation(NOW, SESSION, before=Average(leg=3, lowest=Lowest.BUTTOCK))

answers = st.sampled_from([Answer.YES, Answer.NO, Answer.NOT_SURE])
grades = st.none() | st.integers(0, 10)
tolds = st.builds(
    Told,
    morning=st.none() | st.sampled_from(Morning),
    signs=st.dictionaries(st.sampled_from(Sign), answers),
    average=st.none()
    | st.builds(Average, grades, grades, st.none() | st.sampled_from(Lowest), grades, grades),
    touch=st.none() | st.builds(Touch, answers, st.none() | answers),
)
situations = st.builds(
    Situation,
    st.just(NOW),
    st.sampled_from([None, SESSION, replace(SESSION, told_at=NOW - timedelta(hours=9))]),
    st.just(AT.before),
    st.booleans(),
    st.booleans(),
    grades,
)


@given(situations, tolds, st.sampled_from(Sign))
def test_one_more_worrying_sign_never_makes_it_milder(
    at: Situation, told: Told, sign: Sign
) -> None:
    mild = judged(at, told)
    worse = judged(at, replace(told, signs={**told.signs, sign: Answer.YES}))
    assert severity(worse.rule) >= severity(mild.rule)
    assert set(worse.locks) >= set(mild.locks)
    assert set(worse.answers) >= set(mild.answers)
    assert worse.locks_something or not mild.locks_something


@given(situations, tolds, st.integers(0, 10))
def test_more_leg_pain_never_makes_it_milder(at: Situation, told: Told, more: int) -> None:
    average = told.average or Average()
    leg = max(more, average.leg or 0)
    worse = judged(at, replace(told, average=replace(average, leg=leg)))
    assert severity(worse.rule) >= severity(judged(at, told).rule)


@given(tolds, tolds)
def test_a_second_telling_never_makes_the_first_one_milder(first: Told, second: Told) -> None:
    one = body_of(AT, first, judged(AT, first))
    two = body_of(AT, second, judged(AT, second))
    both = merged(one, two)
    assert severity(both["rule"]) == max(severity(one["rule"]), severity(two["rule"]))
    assert set(both["rules"]) == set(one["rules"]) | set(two["rules"])
    assert set(both["signs"]) == set(one["signs"]) | set(two["signs"])
    badness = [Morning(word).badness for word in (one["morning"], two["morning"]) if word]
    assert (Morning(both["morning"]).badness if both["morning"] else None) == max(
        badness, default=None
    )
    assert had_n3(both) == (had_n3(one) or had_n3(two))


def test_what_is_told_again_counts_from_now_where_it_is_as_bad() -> None:
    def body(at: str, rule: str | None) -> dict[str, Any]:
        return {
            "at": at,
            "morning": None,
            "rule": rule,
            "rules": [rule] if rule else [],
            "signs": [],
        }

    assert merged(body("1", "N3"), body("2", "N3"))["at"] == "2"
    assert merged(body("1", "N3"), body("2", "N2"))["at"] == "1"
    assert merged(body("1", None), body("2", None))["at"] == "1"
    assert merged({"morning": "same"}, body("2", "N1")) == {
        **body("2", "N1"),
        "morning": "same",
    }


def test_the_rules_are_kept_most_severe_first() -> None:
    one = {"at": "1", "morning": None, "rule": "N2", "rules": ["N2"], "signs": []}
    two = {"at": "2", "morning": None, "rule": "N6", "rules": ["N6", "N3"], "signs": []}
    assert merged(one, two)["rules"] == ["N6", "N3", "N2"]


def test_a_rule_without_its_list_is_seen() -> None:
    assert had_n3({"rule": "N3"})
    assert had_n3({"rule": "N4", "rules": None})
    assert not had_n3({"rule": "N5", "rules": ["N5", "N2"]})
    assert not had_n3({})


def test_a_told_session_needs_only_something() -> None:
    again = Situation(NOW, replace(SESSION, told_at=NOW))
    assert missing(again, Told()) == ("pain",)
    assert missing(again, Told(signs={Sign.CALF: Answer.NO})) == ()
    assert missing(again, Told(morning=Morning.SAME)) == ()
    assert missing(again, Told(average=Average())) == ()


def test_every_key_of_the_file_is_read() -> None:
    raw = {
        "morning": "bruise",
        **dict.fromkeys(map(str, Sign), "not_sure"),
        "pain": {"leg": 1, "back": 2, "lowest": "calf", "tingling": 3, "weakness": 4},
        "touch": {"equal": "no", "new": "not_sure", "where": []},
    }
    told, faults = read_told(raw, NOW)
    assert faults == ()
    assert told == Told(
        Morning.BRUISE,
        dict.fromkeys(Sign, Answer.NOT_SURE),
        Average(1, 2, Lowest.CALF, 3, 4),
        Touch(Answer.NO, Answer.NOT_SURE),
    )
    assert judged(AT, told).answers["RF21"].answer is Answer.NOT_SURE


def _nested(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    keys = st.sampled_from(["morning", "calf", "pain", "touch", "leg", "equal", "where"])
    return st.lists(inner) | st.dictionaries(keys, inner)


@given(st.recursive(st.none() | st.integers() | st.text(max_size=9), _nested))
def test_whatever_stands_in_a_file_is_read_or_refused(raw: object) -> None:
    told, faults = read_told(raw, NOW)
    assert faults or judged(AT, told).rule in (None, *RULES)
