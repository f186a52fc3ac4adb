"""The screen's answer as plain data, for `screen --json` (contract, section 3)."""

from collections.abc import Sequence
from typing import Any

from sciacoach.screening.assess import Assessment
from sciacoach.screening.catalogue import catalogue
from sciacoach.screening.clearance import Clearance, Restrictions, Scope, Verdict
from sciacoach.screening.items import Answer, SetName
from sciacoach.screening.sets import Kind, Sheet, question_of
from sciacoach.screening.words import verdict_words
from sciacoach.vocabulary import Position, Region, Tool

MOST = 5
MOST_UNDER_PRECAUTION = 3
"""The highest ceiling of an ordinary style, 0 to 10 (limit L15): nothing is allowed more."""

Triple = tuple[Tool, Position, Region]


def allowed(restrictions: Restrictions, scope: Scope) -> tuple[Triple, ...]:
    """Each tool, position and region that may go together. The limits of a file (what may
    be pressed with what at all) come on top of this."""
    if not (scope.anything and scope.contact):
        return ()
    return tuple(
        (tool, position, region)
        for tool in Tool
        for position in Position
        for region in Region
        if restrictions.allows(tool, position, region)
        and (tool is Tool.HANDS or not scope.hands_only)
    )


def verdict_json(
    found: Assessment, missing: Sequence[str], may_start: Sequence[str]
) -> dict[str, Any]:
    """Everything `screen --json` promises. An incomplete screen has no verdict, save an
    emergency, and lets nothing be started."""
    told = not missing or found.verdict is Verdict.EMERGENCY
    triples = allowed(found.restrictions, found.scope) if told else ()
    regions = {region for _, _, region in triples}
    return {
        "verdict": found.verdict if told else None,
        "complete": not missing,
        "missing": list(missing),
        "reasons": [
            {
                "id": reason.id,
                "answer": reason.answer,
                "verdict": reason.verdict,
                "says": reason.says,
                "source": reason.source,
            }
            for reason in found.reasons
        ],
        "restrictions": {
            "tools": [t for t in Tool if any(t is tool for tool, _, _ in triples)],
            "positions": [p for p in Position if any(p is place for _, place, _ in triples)],
            "blocked_regions": [region for region in Region if region not in regions],
            "ceiling": _ceiling(found, bool(triples)),
            "dose": found.restrictions.dose,
            "allowed": [list(triple) for triple in triples],
            "items": [{"id": name, "does": does} for name, does in found.does],
        },
        "may_start": list(may_start),
        "message": found.message if told else verdict_words("incomplete"),
    }


def _ceiling(found: Assessment, any_contact: bool) -> int:
    if not any_contact:
        return 0
    most = MOST_UNDER_PRECAUTION if found.restrictions.precaution else MOST
    return min(found.restrictions.ceiling, found.scope.ceiling, most)


def questions_json(name: SetName, sheets: Sequence[Sheet]) -> dict[str, Any]:
    """Everything `screen --questions --json` promises."""
    return {
        "set": name,
        "version": catalogue().version,
        "questions": [_question(sheet, item) for sheet in sheets for item in sheet.items],
    }


def _question(sheet: Sheet, name: str) -> dict[str, Any]:
    item = question_of(name)
    line = next(line for line in sheet.lines if name in line.items)
    return {
        "id": name,
        "page": line.id if sheet.kind is Kind.LINES else sheet.id,
        "label": sheet.label(name),
        "text": sheet.question(name),
        "answers": [one for one in Answer if one in item.answers],
        "regions": item.regions,
        "help": item.help,
    }


def verdict_lines(found: Clearance | Assessment) -> tuple[str, ...]:
    """The message, and what each item changes, for people. Where help is needed now, the
    message stands alone: a dose beside it would read as a leave to go on."""
    if found.verdict.severity >= Verdict.URGENT.severity:
        return (found.message,)
    return (found.message, *dict.fromkeys(f"{name}: {text}" for name, text in found.does))
