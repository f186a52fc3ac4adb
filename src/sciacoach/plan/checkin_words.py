"""What a check-in asks and says, out of `data/checkin.json`."""

from collections.abc import Mapping
from typing import Any

from sciacoach import data
from sciacoach.plan.next_day import SIGN_ITEMS, Morning, Sign
from sciacoach.screening.catalogue import catalogue
from sciacoach.text import listed


def rule_words(rule: str) -> Mapping[str, str]:
    """`looks_for`, `says`, `action` and `source` of one rule."""
    found: Mapping[str, str] = _file()["rules"][rule]
    return found


def morning_label(morning: Morning) -> str:
    """`the same as before`."""
    return str(_file()["mornings"][morning])


def sign_label(sign: Sign) -> str:
    """`a big bruise, or a hard swelling`."""
    return str(_file()["signs"][sign]["label"])


def sign_question(sign: Sign) -> str:
    """The whole question. One that is the screen's is asked in the screen's words."""
    item = SIGN_ITEMS.get(sign)
    return catalogue().by_id[item].question if item else str(_file()["signs"][sign]["question"])


def sign_help(sign: Sign) -> str:
    """What it means, in plainer words."""
    item = SIGN_ITEMS.get(sign)
    return catalogue().by_id[item].help if item else str(_file()["signs"][sign]["help"])


def key_words(key: str) -> str:
    """What a key of the file asks."""
    return sign_question(Sign(key)) if key in list(Sign) else str(_file()["keys"][key])


def asks(name: str, **values: object) -> str:
    """One prompt."""
    return str(_file()["ask"][name]).format(**values)


def told_words(name: str, **values: object) -> str:
    """One line of what was done."""
    return str(_file()["told"][name]).format(**values)


def missing_words(missing: tuple[str, ...]) -> str:
    """Which keys of the file are missing."""
    return held_words("missing", missing=listed(missing))


def held_words(name: str, **values: object) -> str:
    """One line of what is missing."""
    return str(_file()["held"][name]).format(**values)


def _file() -> dict[str, Any]:
    found = data.json_file("checkin.json")
    assert isinstance(found, dict)
    return found
