"""The look back (L29, L30) out of a history."""

from pathlib import Path

import pytest
from checkin_kit import Morning

from sciacoach.cli.review import look_back
from sciacoach.history.store import open_store


@pytest.fixture
def person(home: Path, tmp_path: Path) -> Morning:
    return Morning(tmp_path)


def told(person: Morning) -> str:
    with open_store(person.paths, write=False) as store:
        return " ".join(look_back(store, person.clock.now()))


def readings(person: Morning, *legs: int) -> None:
    """A reading a day, the last one today."""
    person.clock.move(-86400.0 * (len(legs) - 1))
    for leg in legs:
        pain = {"leg": leg, "back": 0, "lowest": "calf" if leg else "none"}
        assert person.tell({"pain": pain}).code == 0
        person.clock.move(86400.0)
    person.clock.move(-86400.0)


def test_before_two_weeks_nothing_is_told(person: Morning) -> None:
    person.had_session(24 * 13)
    person.had_session(1)
    assert told(person) == ""


def test_l29_after_two_weeks_tells_first_against_last(person: Morning) -> None:
    readings(person, 6, 6, 6, 5, 5, 5)
    person.had_session(24 * 15)
    person.had_session(1)
    assert told(person).startswith("2 weeks since your first session")
    assert "leg pain: 6.0 of 10 in your first three check-ins, 5.0" in told(person)


def test_l30_after_four_weeks_says_that_it_does_not_seem_to_help(person: Morning) -> None:
    readings(person, 6, 6, 6, 5, 5, 5)
    person.had_session(24 * 29)
    person.had_session(1)
    assert "L30" in told(person)
    assert "ask a clinician" in told(person)


def test_check_ins_of_sessions_count_as_readings(person: Morning) -> None:
    for day in range(29, 23, -1):
        person.had_session(24.0 * day)
        person.clock.move(-86400.0 * (day - 1))
        done = person.tell(
            {"morning": "same", "lasting": "no", "bruise": "no", "calf": "no", "breathless": "no",
             "dark_urine": "no", "pain": {"leg": 4, "back": 0, "lowest": "calf"}}
        )  # fmt: skip
        assert done.code == 0
        person.clock.move(86400.0 * (day - 1))
    person.had_session(1)
    assert "4 weeks" in told(person)
    assert "Too few check-ins" in told(person), "the last three are too old to tell how it is"
