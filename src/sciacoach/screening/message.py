"""The message of a verdict, by the items behind it (data: `messages.json`)."""

from collections.abc import Iterable

from sciacoach.screening.catalogue import catalogue
from sciacoach.screening.clearance import Reason, Scope, Verdict
from sciacoach.screening.words import number_or_default, verdict_words, words
from sciacoach.text import listed
from sciacoach.vocabulary import Tag


def message_of(
    verdict: Verdict, reasons: tuple[Reason, ...], scope: Scope, number: str | None
) -> str:
    """What to tell. Light hands are offered only where contact is not closed."""
    minor = any(_item_says(reason.id, "nothing_may_start") for reason in reasons)
    match verdict:
        case Verdict.EMERGENCY:
            return _emergency([r for r in reasons if r.verdict is verdict], number)
        case Verdict.URGENT:
            told = verdict_words("urgent")
            return f"{told} {verdict_words('under_18')}" if minor else told
        case Verdict.SEE_CLINICIAN:
            return verdict_words("under_18" if minor else _see_clinician(scope))
        case Verdict.NOT_TODAY:
            return verdict_words("not_today_dulled" if scope.contact else "not_today_fever")
        case _:
            return verdict_words(verdict)


def _see_clinician(scope: Scope) -> str:
    if scope.contact:
        return "see_clinician"
    walks = scope.moves is None or Tag.WALK in scope.moves
    return "see_clinician_closed" if walks else "see_clinician_fever"


def _emergency(reasons: Iterable[Reason], number: str | None) -> str:
    ids = [reason.id for reason in reasons]
    symptoms = listed([_symptom(name) for name in ids])
    told = verdict_words("emergency", number=number_or_default(number), symptom=symptoms)
    if any(_item_says(name, "nerves") for name in ids):
        told += " " + verdict_words("emergency_nerves")
    return told


def _symptom(name: str) -> str:
    """What to tell the emergency service for an item, a combination or a stop rule."""
    item = catalogue().by_id.get(name)
    if item:
        return item.symptom
    together = {one.id: one.symptom for one in catalogue().combinations}
    return together.get(name) or words("symptom_of_a_lock")


def _item_says(name: str, what: str) -> bool:
    item = catalogue().by_id.get(name)
    return item is not None and bool(getattr(item, what))
