"""What fit says: each change in one line, a refusal in three. The words are
`data/fit.json`, the limits' titles, and what the screen says of an item."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sciacoach import data
from sciacoach.plan.past import Past
from sciacoach.routine.limits import limits
from sciacoach.screening.clearance import Clearance
from sciacoach.session.plan import Refused

PRIVATE = "private item"
"""How a private item is told and stored."""


@dataclass(frozen=True, slots=True)
class No:
    """A refusal before it is told: which words, and the rules behind it."""

    words: str
    rules: tuple[str, ...]
    values: dict[str, Any] = field(default_factory=dict)
    ends_at: datetime | None = None
    """When it ends by itself; None: that is not known."""


class Rules:
    """The items and limits in words, private items hidden."""

    def __init__(self, clearance: Clearance) -> None:
        self._private = {one.id for one in clearance.reasons if one.private}
        self._says = {one.id: one.says for one in clearance.reasons if not one.private}

    def name(self, rule: str) -> str:
        """`P02`, `L26`; a private item without its id."""
        return PRIVATE if rule in self._private else rule

    def names(self, rules: Iterable[str]) -> tuple[str, ...]:
        """The same for several, each once."""
        return tuple(dict.fromkeys(self.name(rule) for rule in rules))

    def words(self, rule: str) -> str:
        """What stands behind a rule, empty where there is no more to say."""
        law = limits().get(rule)
        if law:
            return law.title
        for name in ("stop_rules.json", "checkin.json"):
            known = data.json_file(name)["rules"].get(rule)
            if known:
                return str(known["looks_for"])
        # "You said yes: blood thinners." Behind the colon stands the item's label.
        said = self._says.get(rule, "").rstrip(". ")
        label = said.partition(": ")[2] or said
        return label[:1].lower() + label[1:]

    def full(self, rule: str) -> str:
        """`L26: the first sessions`; `P02: blood thinners`."""
        words = self.words(rule)
        return f"{self.name(rule)}: {words}" if words else self.name(rule)


class Changes:
    """The lines of what was changed, each once, each with its rule."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._lines: dict[str, str] = {}

    def add(self, words: str, rule: str, **values: Any) -> None:
        """One change, in the words of `fit.json`."""
        form = str(data.json_file("fit.json")["changes"][words])
        line = form.format(rule=self._rules.full(rule), **values)
        self._lines.setdefault(line, self._rules.name(rule))

    @property
    def lines(self) -> tuple[str, ...]:
        """What was changed."""
        return tuple(self._lines)

    @property
    def rules(self) -> tuple[str, ...]:
        """The item or limit behind each line."""
        return tuple(self._lines.values())


def told_words(name: str) -> str:
    """One line of `fit.json` that names nothing."""
    return str(data.json_file("fit.json")[name])


def ahead_lines(past: Past) -> tuple[str, ...]:
    """What is told of each session that is dated in the future, and what to do about it."""
    words = str(data.json_file("fit.json")["ahead"])
    return tuple(words.format(id=one.id, when=f"{one.dated:%Y-%m-%d %H:%M}") for one in past.ahead)


def refused_by_words(text: str) -> Refused:
    """The refusal by one of a routine's own `not_for_words`, to which somebody said yes."""
    words = data.json_file("fit.json")["refusals"]["words"]
    what, until, instead = (words[key].format(text=text) for key in ("what", "until", "instead"))
    return Refused(what, until, instead, None, ("words",))


def refusal_lines(
    no: No, title: str, clearance: Clearance, offer: str | None
) -> tuple[str, str, str]:
    """What, until when or until what, what can be done now."""
    words = data.json_file("fit.json")
    rules = Rules(clearance)
    label = "; ".join(filter(None, dict.fromkeys(rules.words(rule) for rule in no.rules)))
    values = {
        "title": title,
        "rule": ", ".join(rules.names(no.rules)) or clearance.verdict,
        "label": label or clearance.message.rstrip(". "),
        "message": clearance.message,
        **no.values,
    }
    said = words["refusals"][no.words]
    instead = words["offer"].format(offer=offer) if offer else words["no_offer"]
    return said["what"].format(**values), said["until"].format(**values), instead
