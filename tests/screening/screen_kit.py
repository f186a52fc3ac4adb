"""What the tests of the screen share: times, whole answers, and short ways to say things."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from sciacoach.screening.answers import Experience, Facts, Given, Pain
from sciacoach.screening.assess import Assessment, assess
from sciacoach.screening.catalogue import catalogue
from sciacoach.screening.contained import own_items
from sciacoach.screening.fold import stand
from sciacoach.screening.items import Answer, SetName
from sciacoach.screening.log import Answered, Entry
from sciacoach.screening.standing import Standing
from sciacoach.vocabulary import Region

NOW = datetime(2026, 11, 22, 19, 0, tzinfo=UTC)
NOBODY = Experience()


def ago(**kwargs: float) -> datetime:
    return NOW - timedelta(**kwargs)


def given(word: str, *regions: str) -> Given:
    return Given(Answer(word), frozenset(map(Region, regions)))


def all_no(name: SetName = SetName.FULL) -> dict[str, Given]:
    walk = catalogue().walk.item.id
    found = dict.fromkeys(own_items(name), given("no"))
    return found | ({walk: given("yes")} if walk in found else {})


def whole(
    changes: Mapping[str, Given | str] | None = None,
    at: datetime = NOW,
    name: SetName = SetName.FULL,
    facts: Facts | None = None,
    pain: Pain | None = None,
) -> Answered:
    """A whole set, every answer without worry but `changes`."""
    said = {k: given(v) if isinstance(v, str) else v for k, v in (changes or {}).items()}
    answers = {**all_no(name), **said}
    version = catalogue().version
    return Answered(at, name, version, at, answers, facts or Facts(), pain)


def part(changes: Mapping[str, Given | str], at: datetime = NOW) -> Answered:
    """An unfinished screen."""
    said = {k: given(v) if isinstance(v, str) else v for k, v in changes.items()}
    return Answered(at, None, catalogue().version, at, said)


def standing(*log: Entry) -> Standing:
    return stand(log)


def assessed(*log: Entry, experience: Experience = NOBODY, now: datetime = NOW) -> Assessment:
    return assess(stand(log), experience, now)
