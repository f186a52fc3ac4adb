"""Every rule by its id."""

import re
from collections.abc import Iterable
from functools import cache

from sciacoach.knowledge.limit_rules import limit_rules
from sciacoach.knowledge.rule import Rule
from sciacoach.knowledge.screen_rules import (
    advice_rules,
    question_rules,
    together_rules,
    verdict_rules,
)
from sciacoach.knowledge.session_rules import next_day_rules, option_rules, stop_rules

_ONE_DIGIT = re.compile(r"^([a-z]+)(\d)$")


@cache
def rules() -> dict[str, Rule]:
    """All rules, in the order of docs/safety.md."""
    found: tuple[Iterable[Rule], ...] = (
        question_rules(),
        together_rules(),
        limit_rules(),
        stop_rules(),
        next_day_rules(),
        advice_rules(),
        verdict_rules(),
        option_rules(),
    )
    return {rule.id: rule for group in found for rule in group}


def find(name: str) -> Rule | None:
    """The rule with this id, in capitals or not, `L2` for `L02`; an option also without its
    dashes."""
    folded = name.strip().lower()
    by_fold = {one.lower(): rule for one, rule in rules().items()}
    spellings = (folded, f"--{folded}", _ONE_DIGIT.sub(r"\g<1>0\2", folded))
    return next((by_fold[one] for one in spellings if one in by_fold), None)
