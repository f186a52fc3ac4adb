"""`preview` as plain data, for scripts."""

from collections.abc import Sequence
from typing import Any

from sciacoach.dialogs.preview_page import Preview
from sciacoach.dialogs.preview_totals import Total, totals
from sciacoach.routine.layout import Turn, contact_s, planned_s, starts
from sciacoach.text import clean


def preview_json(shown: Preview) -> dict[str, Any]:
    """Everything `preview --json` promises. Where help is needed first there are no steps."""
    turns = () if shown.help_first else shown.turns
    return {
        "routine": shown.routine,
        "title": clean(shown.title),
        "fitted": shown.fitted,
        "verdict": shown.verdict,
        "planned_s": round(planned_s(turns), 3),
        "contact_s": round(contact_s(turns), 3),
        "steps": _steps(turns),
        "regions": [_total_json(one) for one in totals(turns, shown.column, shown.earlier)],
        "changes": [clean(line) for line in shown.changes],
        "refused": [clean(line) for line in shown.refused] or None,
    }


def _steps(turns: Sequence[Turn]) -> list[dict[str, Any]]:
    return [
        {
            "index": number,
            "name": clean(turn.name),
            "do": turn.do,
            "region": turn.region,
            "side": turn.side,
            "tool": turn.tool,
            "position": turn.position,
            "starts_at": round(at, 3),
            "prepare_s": turn.prepare_s,
            "planned_s": round(turn.seconds, 3),
            "ceiling": turn.ceiling,
        }
        for number, (turn, at) in enumerate(zip(turns, starts(turns), strict=True))
    ]


def _total_json(one: Total) -> dict[str, Any]:
    return {
        "region": one.region,
        "side": one.side,
        "limit": one.limit,
        "planned_s": round(one.planned_s, 3),
        "earlier_s": round(one.earlier_s, 3),
        "most_s": one.most_s,
    }
